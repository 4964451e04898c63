"""Problems of a theme's page, logo and names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from gapkit.errors.report import ReportSpecError
from gapkit.errors.survey import written


class ThemeError(ReportSpecError):
    """A theme that can't be used: its name, its page or its logo."""

    @classmethod
    def unknown_name(cls, name: str, known: Iterable[str]) -> Self:
        """Build the error for a name that is neither a built-in theme nor a file."""
        listed = ", ".join(f"`{each}`" for each in known)
        return cls(
            f"There is no theme called {written(name)}.",
            hint=f"the built-in themes are {listed}; a file's name ends in `.toml`.",
        )

    @classmethod
    def unknown_choice(cls, key: str, value: object, known: Iterable[str]) -> Self:
        """Build the error for a value that is none of those there are."""
        listed = ", ".join(f'"{each}"' for each in known)
        return cls(f"`{key}` must be one of {listed}.", found=written(value))

    @classmethod
    def logo_unreadable(cls, path: Path, reason: str) -> Self:
        """Build the error for a logo that can't be opened."""
        return cls("The logo can't be read.", where=str(path), found=reason)

    @classmethod
    def logo_format(cls, path: Path) -> Self:
        """Build the error for a logo that is no PNG, JPEG or SVG, whatever it is called."""
        return cls("The logo must be a PNG, JPEG or SVG picture.", where=str(path))

    @classmethod
    def logo_large(cls, path: Path, found: str, most: str) -> Self:
        """Build the error for a logo too large to set."""
        return cls(f"The logo must have at most {most}.", where=str(path), found=found)

    @classmethod
    def logo_active(cls, path: Path, found: str) -> Self:
        """Build the error for an SVG that runs or fetches something, or hides what it draws."""
        return cls(
            "The logo must be a plain SVG: no scripts, no entities, no references to other files.",
            where=str(path),
            found=found,
            hint='save it as "plain SVG", or as PNG.',
        )

    @classmethod
    def logo_silent(cls) -> Self:
        """Build the error for a logo without words for those who do not see it."""
        return cls("A `logo` must have a `logo_alt`.", hint='such as logo_alt = "Acme Insights".')
