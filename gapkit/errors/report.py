"""Problems of a report, a theme or a chart that can't be drawn."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from gapkit.errors.base import GapkitError
from gapkit.errors.survey import nearest_hint, written
from gapkit.errors.warnings import GapkitWarning


class ReportError(GapkitError):
    """A report or chart that can't be made."""


class ReportSpecError(ReportError):
    """A theme or report definition that can't be used."""

    @classmethod
    def unreadable(cls, path: object, reason: str) -> Self:
        """Build the error for a theme file that can't be opened or is no TOML."""
        return cls("The theme file can't be read.", where=str(path), found=reason)

    @classmethod
    def unknown_key(cls, key: str, known: Iterable[str]) -> Self:
        """Build the error for a key that themes do not have."""
        return cls(f"`{written(key)[1:-1]}` is not a key of a theme.", hint=nearest_hint(key, known))

    @classmethod
    def wrong_type(cls, key: str, rule: str, value: object) -> Self:
        """Build the error for a value that a theme can't take."""
        return cls(f"`{key}` must be {rule}.", found=written(value))

    @classmethod
    def low_contrast(cls, key: str, colour: str, ratio: float, least: float, offer: str) -> Self:
        """Build the error for a colour too pale to be seen on white."""
        return cls(
            f"`{key}` must have a contrast of at least {least:g}:1 on white.",
            found=f"{colour}, {ratio:.1f}:1",
            hint=_nearest_colour(offer),
        )

    @classmethod
    def colours_alike(cls, sight: str, distance: float, least: float, offer: str) -> Self:
        """Build the error for two side colours that some readers can't tell apart."""
        return cls(
            f"`side` and `reference` must be at least {least:g} apart {sight} (CAM02-UCS).",
            found=f"{distance:.0f}",
            hint=_nearest_colour(offer, of="for `side`"),
        )

    @classmethod
    def no_font(cls, family: str, known: Iterable[str]) -> Self:
        """Build the error for a first font that is not installed."""
        return cls(
            f"The theme's font {written(family)} can't be found.",
            hint=f"name its folder in `font_dir`; {nearest_hint(family, known)}",
        )

    @classmethod
    def not_built(cls, path: Path) -> Self:
        """Build the error for a report format that gapkit does not write."""
        return cls(
            f"A report can't be saved as `{path.suffix or path.name}`: only `.pdf` is built so far.",
            where=str(path),
            hint=f"save it as `{path.with_suffix('.pdf').name}`.",
        )

    @classmethod
    def no_folder(cls, folder: Path) -> Self:
        """Build the error for a folder that does not exist."""
        return cls("The folder of the report must exist.", where=str(folder))

    @classmethod
    def is_folder(cls, path: Path) -> Self:
        """Build the error for a folder in place of a file."""
        return cls("A report must be saved to a file.", where=str(path), found="a folder")

    @classmethod
    def no_date(cls, name: str, value: object) -> Self:
        """Build the error for a date that is none."""
        rule = "seconds since 1970" if name.isupper() else "a date such as 2026-11-22"
        return cls(f"`{name}` must be {rule}.", found=str(value))


class StandardWarning(GapkitWarning):
    """A file that makes no claim to the standards it was to meet."""

    @classmethod
    def missing(cls, why: str) -> Self:
        """Build the warning for characters that keep a report from PDF/A-2a and PDF/UA-1."""
        return cls(f"The report is written without PDF/A-2a and PDF/UA-1: {why}.")


class RenderError(ReportError):
    """A figure or page that can't be written."""

    @classmethod
    def not_written(cls, path: object, reason: str) -> Self:
        """Build the error for a file that the system will not write."""
        return cls("The file can't be written.", where=str(path), found=reason)

    @classmethod
    def not_whole(cls, path: object, written: int, wanted: int) -> Self:
        """Build the error for a file that was cut while it was written."""
        return cls(
            "The file was not written whole.",
            where=str(path),
            found=f"{written:,} of {wanted:,} bytes",
            hint="is the disk full? The older file, if there was one, is untouched.",
        )

    @classmethod
    def not_typeset(cls, reason: str) -> Self:
        """Build the error for pages that typst will not set."""
        return cls("The report can't be typeset.", found=reason)


def _nearest_colour(offer: str, of: str = "") -> str:
    """Return the hint that offers a colour, or nothing where none passes."""
    return f"the nearest colour that passes{' ' if of else ''}{of}: {offer}." if offer else ""
