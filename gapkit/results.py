"""What results in rows have in common: what was asked, rows to look up and to list."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from gapkit.errors import UnknownItemError
from gapkit.gaps import Gaps
from gapkit.groups import place_text
from gapkit.survey import TOTAL, Survey

if TYPE_CHECKING:
    from gapkit.responses import Exclusion

Row = TypeVar("Row")

TELLING = ("question", "item", "side", "reference", "wave")
"""What tells rows of one name apart."""


class Rows(ABC, Generic[Row]):
    """Rows of results, in the order of what they were made from."""

    __slots__ = ()

    rows: tuple[Row, ...]

    @property
    @abstractmethod
    def survey(self) -> Survey:
        """What was asked."""

    def rows_of(self, **wanted: str) -> tuple[Row, ...]:
        """Return the rows whose fields are as wanted, such as ``question="why_like"``."""
        return tuple(
            row for row in self.rows if all(getattr(row, name) == value for name, value in wanted.items())
        )

    def one(self, name: str, **wanted: str) -> Row:
        """Return the only row whose fields are as wanted; ``name`` is what it is called in a message.

        Raises
        ------
        UnknownItemError
            If there is none, or more than one.
        """
        rows = self.rows_of(**wanted)
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise UnknownItemError.not_in_results(name, "", wanted.get("segment", TOTAL))
        places = [place_text(*(str(getattr(row, each, "")) for each in TELLING)) for row in rows]
        raise UnknownItemError.ambiguous(name, places, waves=bool(self.survey.waves))

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)


@dataclass(frozen=True, slots=True, eq=False)
class OfGaps(Rows[Row]):
    """Rows made from gaps.

    Attributes
    ----------
    gaps : Gaps
        What was looked at.
    rows : tuple
        In the order of the gaps.
    """

    gaps: Gaps
    rows: tuple[Row, ...]

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.gaps.survey

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """What is missing, and why."""
        return self.gaps.exclusions
