"""The root of every gapkit error: a message, where it is, what was found, what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn

LABEL_WIDTH = 7
"""Width of the ``where:`` / ``found:`` / ``hint:`` labels in a printed error."""


class GapkitError(Exception):
    """Anything gapkit refuses to do, told so that a reader can act on it.

    Parameters
    ----------
    message : str
        One sentence that states the problem.
    where : str
        File and row, line or key path.
    found : str
        What stands there instead.
    hint : str
        What to do about it.

    Attributes
    ----------
    also : tuple of GapkitError
        Further problems of the same file, so that all of them are told in one go.
    built : object
        What could be made of the file in spite of them; ``None`` where nothing could.
    """

    def __init__(self, message: str, *, where: str = "", found: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.found = found
        self.hint = hint
        self.also: tuple[GapkitError, ...] = ()
        self.built: object = None

    @property
    def problems(self) -> tuple[GapkitError, ...]:
        """Every problem told together, this one first."""
        return (self, *self.also)

    def block(self) -> str:
        """Return this problem alone as the lines a terminal shows."""
        lines = [f"{type(self).__name__}: {self.message}"]
        lines += [
            f"  {label + ':':<{LABEL_WIDTH}}{text}"
            for label, text in (("where", self.where), ("found", self.found), ("hint", self.hint))
            if text
        ]
        return "\n".join(lines)

    def __str__(self) -> str:
        """Return every problem, blocks apart."""
        return "\n".join(problem.block() for problem in self.problems)


def raise_all(problems: Sequence[GapkitError]) -> NoReturn:
    """Raise the first problem with all the others told beside it."""
    first, *rest = problems
    first.also = tuple(rest)
    raise first


def shown(values: Sequence[object], *, most: int = 5) -> str:
    """Return the first few values as text, and how many more there are."""
    text = ", ".join(str(value) for value in values[:most])
    left = len(values) - most
    return f"{text} and {left} more" if left > 0 else text


def quoted(names: Sequence[object], *, most: int = 8) -> str:
    """Return names in backticks, comma separated."""
    return shown([f"`{name}`" for name in names], most=most)
