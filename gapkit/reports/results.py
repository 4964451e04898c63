"""Everything a report is made from, in one object that builders read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gapkit.charts.theme import Theme
from gapkit.gaps import Gap, Gaps
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
    """

    gaps: Gaps
    segments: Mapping[str, Gaps]
    theme: Theme
    clock: Clock

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

    def rows(self, question: str, pair: tuple[str, str]) -> tuple[Gap, ...]:
        """Return one question's rows of one pair, in survey order."""
        return self.gaps.rows_of(question=question, side=pair[0], reference=pair[1])
