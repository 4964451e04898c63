"""What a check looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, Protocol

from gapkit.claims import JudgedClaim, check_claims
from gapkit.gaps import Gap, Gaps
from gapkit.responses import Responses
from gapkit.statements import Statement, Statements
from gapkit.study import Study
from gapkit.survey import TOTAL, Question, Survey
from gapkit.tallies import Estimate, Tally, tally

Level = Literal["E", "W", "N"]
"""E stops, W travels to the table and the chart, N stands in the method note."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One place where a check fired.

    Attributes
    ----------
    found : str
        What was found there, in words and numbers that may be printed.
    question, item, side, segment, wave : str
        Ids of the survey file; empty where the finding is about more than one of them.
    """

    found: str
    question: str = ""
    item: str = ""
    side: str = ""
    segment: str = ""
    wave: str = ""

    @property
    def text(self) -> str:
        """Place and finding as one line."""
        segment = "" if self.segment == TOTAL else self.segment
        place = ", ".join(each for each in (self.question, self.item, self.side, segment, self.wave) if each)
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


class Drawn(Protocol):
    """The data of a chart: which kind it is; what else it tells depends on the kind."""

    @property
    def kind(self) -> str:
        """Return the chart's name, such as ``"dumbbell"``."""

    @property
    def title(self) -> str:
        """Return the finding, as computed or as somebody wrote it."""


@dataclass(frozen=True)
class Evidence:
    """A study and its gaps: what every check may look at.

    Attributes
    ----------
    study : Study
        In its last wave.
    gaps : Gaps
        Of the total, or of a break.
    whole : Study or None
        With all waves, for claims that name one; ``None``: the study itself.
    charts : tuple of chart data
        What is to be printed; often none.
    """

    study: Study
    gaps: Gaps
    whole: Study | None = None
    charts: Sequence[Drawn] = ()
    _by: dict[str, Tally] = field(default_factory=dict)

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

    @cached_property
    def claims(self) -> tuple[JudgedClaim, ...]:
        """Every claim of the survey file, judged; those about waves that are not here are left out."""
        study = self.whole or self.study
        here = {"", *study.survey.waves}
        told = tuple(
            claim
            for claim in study.survey.claims
            if all(condition.wave in here for condition in claim.conditions)
        )
        return tuple(check_claims(replace(study, survey=replace(study.survey, claims=told)))) if told else ()

    @cached_property
    def totals(self) -> Mapping[tuple[str, str, str], Estimate]:
        """The values of the whole sides in the last wave, by question, item and side."""
        if self.gaps.by:
            values: Iterable[Estimate] = self.by("").estimates
        else:
            last = self.gaps.waves[-1] if self.gaps.waves else ""
            rows = (row for row in self.gaps if row.wave == last)
            values = (each for row in rows for each in (row.of_side, row.of_reference))
        return {(each.question, each.item, each.side): each for each in values if each.segment == TOTAL}

    def by(self, segment: str) -> Tally:
        """Return the study tallied by a segment of the survey file; by none: the whole sides."""
        if segment == self.gaps.by:
            return self.gaps.tally
        if segment not in self._by:
            self._by[segment] = tally(self.study, by=segment or None)
        return self._by[segment]

    def pairs(self) -> Iterator[tuple[Question, str, str]]:
        """Yield every question with each pair of sides (or roles) that it compares."""
        for question in self.survey.questions:
            for side, reference in self.survey.pairs_of(question):
                yield question, side, reference

    def home(self, side: str) -> Responses | Statements | None:
        """Return what the people behind a side or role said."""
        return self.study.sides.get(self.survey.sides[side].home)

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
        Yields the rows it hits; it fires if there is any. The first line of its docstring is the
        check's id and when it fires.
    """

    id: str
    level: Level
    title: str
    what_to_do: str
    find: Callable[[Evidence], Iterable[CheckRow]]

    @property
    def fires_when(self) -> str:
        """What sets it off, as a phrase."""
        paragraph = " ".join((self.find.__doc__ or "").split("\n\n", 1)[0].split())
        return paragraph.partition(": ")[2].removesuffix(".")


def row_of(each: Estimate | Statement, found: str) -> CheckRow:
    """Return a finding at one value of one side."""
    return CheckRow(found, each.question, each.item, each.side, each.segment, each.wave)


def gap_row(row: Gap, found: str) -> CheckRow:
    """Return a finding at one gap."""
    return CheckRow(found, row.question, row.item, row.side, row.segment, row.wave)
