"""What a check looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gapkit.gaps import Gaps
from gapkit.responses import Responses
from gapkit.statements import Statement, Statements
from gapkit.study import Study
from gapkit.survey import TOTAL, Survey
from gapkit.tallies import Estimate

Level = Literal["E", "W", "N"]
"""E stops, W travels to the table and the chart, N stands in the method note."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One place where a check fired.

    Attributes
    ----------
    found : str
        What was found there, in words and numbers that may be printed.
    question, item, side, segment : str
        Ids of the survey file; empty where the finding is about more than one of them.
    """

    found: str
    question: str = ""
    item: str = ""
    side: str = ""
    segment: str = ""

    @property
    def text(self) -> str:
        """Place and finding as one line."""
        segment = "" if self.segment == TOTAL else self.segment
        place = ", ".join(each for each in (self.question, self.item, self.side, segment) if each)
        return f"{place}: {self.found}" if place else self.found


@dataclass(frozen=True, slots=True)
class Fired:
    """A check that fired.

    Attributes
    ----------
    id, level : str
        As listed in the method notes: a letter and two digits; ``E``, ``W`` or ``N``.
    title : str
        What is the matter, as a sentence without a full stop.
    rows : tuple of CheckRow
        Every place it hit.
    what_to_do : str
        A sentence.
    accepted : str
        The survey file's reason for taking it knowingly; empty where it does not.
    """

    id: str
    level: Level
    title: str
    rows: tuple[CheckRow, ...]
    what_to_do: str
    accepted: str = ""

    @property
    def stops(self) -> bool:
        """Whether it is an error that nobody has accepted."""
        return self.level == "E" and not self.accepted


@dataclass(frozen=True)
class Evidence:
    """A study and its gaps: what every check may look at."""

    study: Study
    gaps: Gaps

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.gaps.survey

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every value of every side."""
        return self.gaps.tally.estimates

    @property
    def responses(self) -> Iterator[Responses]:
        """The sides that hold respondents."""
        return (side for side in self.study.sides.values() if isinstance(side, Responses))

    def has(self, question: str, side: str) -> bool:
        """Whether the side says anything about the question."""
        return any(
            each.status != "one_sided"
            for each in self.estimates
            if each.question == question and each.side == side
        )

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Everything published about any side, alternates too."""
        sides = (side for side in self.study.sides.values() if isinstance(side, Statements))
        return tuple(each for side in sides for each in side.statements)

    @cached_property
    def published(self) -> tuple[Statement, ...]:
        """The published figures that are used."""
        return tuple(each for each in self.statements if not each.alternate)


@dataclass(frozen=True, slots=True)
class Check:
    """One check: when it fires, and what it then says.

    Attributes
    ----------
    find : callable
        Yields the rows it hits; it fires if there is any.
    """

    id: str
    level: Level
    title: str
    what_to_do: str
    find: Callable[[Evidence], Iterable[CheckRow]]


def row_of(each: Estimate | Statement, found: str) -> CheckRow:
    """Return a finding at one value of one side."""
    return CheckRow(found, each.question, each.item, each.side, each.segment)
