"""Everything a report is made from, in one object that builders read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gapkit.changes import WaveChanges
from gapkit.charts.theme import Theme
from gapkit.claims import Claims
from gapkit.contrasting import Contrasts
from gapkit.distributing import Distributions
from gapkit.gaps import Gap, Gaps
from gapkit.profiles import Profiles
from gapkit.ranking import Rankings
from gapkit.reports.clock import Clock
from gapkit.study import Study
from gapkit.survey import Survey


@dataclass(frozen=True, slots=True, eq=False)
class Results:
    """The results of a study.

    Attributes
    ----------
    gaps : Gaps
        Of the whole study.
    segments : Mapping[str, Gaps]
        Per break of the survey file.
    claims : Claims
        The survey file's claims, judged by the whole study.
    orders : Rankings
        The items of every question in order.
    profiles : Profiles
        Every question as a whole.
    answers : Distributions
        All answers to single choices and scales.
    contrasts : Mapping[str, Contrasts]
        Per break with two segments or more: how its gaps differ.
    changes : WaveChanges or None
        How gaps change from wave to wave; ``None`` without waves. Its gaps are those of all waves.
    only : tuple of str
        Ids of sections and questions that were asked for; empty for everything.
    parts : tuple of str
        Those of them that are sections; empty for all.
    drawing : bool
        Whether charts are drawn; a preview only needs to know that they would be.
    """

    gaps: Gaps
    segments: Mapping[str, Gaps]
    theme: Theme
    clock: Clock
    claims: Claims
    orders: Rankings
    profiles: Profiles
    answers: Distributions
    contrasts: Mapping[str, Contrasts]
    changes: WaveChanges | None = None
    only: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    drawing: bool = True

    @property
    def study(self) -> Study:
        """The paired sides."""
        return self.gaps.tally.study

    @property
    def survey(self) -> Survey:
        """What was asked, with the options that were used."""
        return self.gaps.survey

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs of sides that were compared."""
        return tuple(dict.fromkeys((row.side, row.reference) for row in self.gaps.rows))

    def whole_questions(self, by: str) -> tuple[str, ...]:
        """Return the questions of which some pair has gaps, but no side that a break splits."""
        split = {(row.question, row.side, row.reference) for row in self.segments[by].rows}
        there = (row for row in self.gaps.rows if row.status != "one_sided")
        left = (row.question for row in there if (row.question, row.side, row.reference) not in split)
        return tuple(dict.fromkeys(left))

    def led_pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the pairs that lead: those of chains have a section of their own, if there are others."""
        chains = {question.id for question in self.survey.questions if question.chain}
        rows = (row for row in self.gaps.rows if row.question not in chains)
        return tuple(dict.fromkeys((row.side, row.reference) for row in rows)) or self.pairs()

    def pairs_of(self, question: str) -> tuple[tuple[str, str], ...]:
        """Return the pairs of sides, or of the roles that stand in for them, that a question compared."""
        rows = self.gaps.rows_of(question=question)
        return tuple(dict.fromkeys((row.side, row.reference) for row in rows))

    def rows(self, question: str, pair: tuple[str, str]) -> tuple[Gap, ...]:
        """Return one question's rows of one pair, in survey order."""
        return self.gaps.rows_of(question=question, side=pair[0], reference=pair[1])


def broken_down(gaps: Gaps) -> Gaps:
    """Return the gaps of which at least one side is split: two totals are the same in every segment."""
    split = {
        _pair_key(row)
        for row in gaps.rows
        for each in (row.of_side, row.of_reference)
        if each.segment == row.segment
    }
    return Gaps(gaps.tally, tuple(row for row in gaps.rows if _pair_key(row) in split), gaps.method)


def _pair_key(row: Gap) -> tuple[str, str, str]:
    return (row.question, row.side, row.reference)
