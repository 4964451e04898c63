"""What claims are judged by: gaps and estimates of every part of a study, computed when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps import Gap, Gaps, gap
from gapkit.groups import Group, groups
from gapkit.ranking import Rankings, rankings
from gapkit.stats import printed_rank_sets
from gapkit.study import Study
from gapkit.survey import TOTAL
from gapkit.survey.claims import Condition
from gapkit.tallies import Estimate, SideTally


@dataclass(frozen=True, slots=True)
class RankSet:
    """One item's place on one side, among so many."""

    rank: float
    low: float
    high: float
    items: int
    tied: bool


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """A study, and the results of its parts so far."""

    study: Study
    _gaps: dict[tuple[str, str], Gaps] = field(default_factory=dict)
    _rankings: dict[tuple[str, str], Rankings] = field(default_factory=dict)

    def gaps(self, about: Condition) -> Gaps:
        """Return the gaps of the break and wave that a condition is about."""
        key = (about.segment_by, about.wave)
        if key not in self._gaps:
            study = self.study.in_wave(about.wave) if about.wave else self.study.latest()
            self._gaps[key] = gap(study, by=about.segment_by or None)
        return self._gaps[key]

    def estimates(self, about: Condition) -> tuple[Estimate, ...]:
        """Return the question's values on the condition's side and segment, in survey order."""
        tally = self.gaps(about).tally
        items = [item.id for item in self.study.survey.question(about.question).items]
        segment = about.segment or TOTAL
        return tuple(tally.estimate(about.question, item, about.side, segment) for item in items)

    def estimate(self, about: Condition, item: str) -> Estimate:
        """Return one item's value on the condition's side."""
        return next(each for each in self.estimates(about) if each.item == item)

    def part(self, about: Condition) -> SideTally | None:
        """Return the question's tally on the condition's side."""
        return self.gaps(about).tally.part(about.question, about.side)

    def rows(self, about: Condition) -> tuple[Gap, ...]:
        """Return the question's gaps in the condition's segment: of its side, or of the first pair."""
        rows = self.gaps(about).rows_of(question=about.question, segment=about.segment or TOTAL)
        of_side = [row for row in rows if about.side in ("", row.side)] or rows
        return tuple(row for row in of_side if _pair(row) == _pair(of_side[0]))

    def row(self, about: Condition, item: str) -> Gap | None:
        """Return one item's gap."""
        return next((row for row in self.rows(about) if row.item == item), None)

    def group(self, about: Condition) -> Group | None:
        """Return the gaps that the condition is about, beside the arrays they were made from."""
        wanted = {id(row) for row in self.rows(about)}
        return next((each for each in groups(self.gaps(about)) if id(each.rows[0]) in wanted), None)

    def place(self, about: Condition) -> RankSet | None:
        """Return the item's place on the condition's side; nothing where it does not rank."""
        beside = self.estimates(about)
        mine = next(each for each in beside if each.item == about.item)
        if isnan(mine.rank):
            return None
        low, high = self._limits(about, beside)
        tied = sum(each.rank == mine.rank for each in beside) > 1
        listed = sum(not isnan(each.rank) for each in beside)
        return RankSet(mine.rank, low, high, listed, tied)

    def _limits(self, about: Condition, beside: tuple[Estimate, ...]) -> tuple[float, float]:
        """Return the ends of the item's rank set on the condition's side; NaN where nobody knows."""
        key = (about.segment_by, about.wave)
        if key not in self._rankings:
            self._rankings[key] = rankings(self.gaps(about))
        rows = self._rankings[key].rows_of(
            question=about.question, item=about.item, segment=about.segment or TOTAL
        )
        for row in rows:
            if about.side == row.side and not isnan(row.rank_low_side):
                return row.rank_low_side, row.rank_high_side
            if about.side == row.reference and not isnan(row.rank_low_reference):
                return row.rank_low_reference, row.rank_high_reference
        return _printed_limits(about, beside)


def _pair(row: Gap) -> tuple[str, str]:
    """Return the two sides of a gap."""
    return row.side, row.reference


def _printed_limits(about: Condition, beside: tuple[Estimate, ...]) -> tuple[float, float]:
    """Return the widest rank set that printed shares and their bases allow; NaN without them."""
    values = np.array([each.value if not isnan(each.rank) else np.nan for each in beside])
    bases = np.array([each.effective_base for each in beside])
    place = [each.item for each in beside].index(about.item)
    ranked: NDArray[np.bool_] = np.array([not isnan(each.rank) for each in beside])
    if np.isnan(values[ranked]).any() or np.isnan(bases[ranked]).any():
        return np.nan, np.nan
    sets = printed_rank_sets(values, bases, conf_level=beside[0].conf_level)
    return float(sets.low[place]), float(sets.high[place])
