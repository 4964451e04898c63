"""Families: are all intervals right together, and how often is an item without a gap flagged?"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from gapkit.options import Adjust, GapMethod
from gapkit.stats import (
    PMethod,
    adjust_p,
    correlation,
    critical_value,
    decide,
    gap_limits,
    profile_test,
    score_z,
    to_normal,
    two_sided_p,
)
from gapkit.stats.student import to_student
from tests.simulation.study.draws import Array, Marks, mix, samplings, tally, yes_no
from tests.simulation.study.gaps import Pair, paired
from tests.simulation.study.grid import Cell
from tests.simulation.study.record import Outcome, Row, bases, row

LEVEL = 0.95
ALPHA = 0.05
METHODS: tuple[GapMethod, ...] = ("score", "mn", "newcombe")
ADJUSTMENTS: tuple[Adjust, ...] = ("max-t", "bonferroni", "sidak")
STEPWISE: tuple[PMethod, ...] = ("holm", "hochberg", "hommel")
FALSE_DISCOVERY: tuple[PMethod, ...] = ("bh", "by")
PILOT = 16
"""Runs whose critical value is computed first, to see where it lies."""
MARGIN = 0.05
"""No critical value lies further below the smallest of those computed."""


def simulate(cell: Cell, rng: np.random.Generator, runs: int) -> list[Row]:
    """Return family-wise error and simultaneous coverage of every method and adjustment."""
    shares = mix(cell.share, cell.items)
    truth = np.where(np.arange(cell.items) % 4 < 2, cell.gap, 0.0)
    of_side, of_reference = samplings(cell)
    side = tally(rng, yes_no(shares + truth), of_side, runs)
    reference = tally(rng, yes_no(shares), of_reference, runs)
    family = Studies(paired(side, reference), side.joint + reference.joint, truth)
    standing = bases(side, reference)
    rows = [
        row(cell, f"{method}, {adjust}", family.outcome(method, adjust), standing)
        for adjust in ADJUSTMENTS
        for method in METHODS
    ]
    if cell.gap == 0:
        return [*rows, row(cell, "profile", family.profile(), standing)]
    stepwise = (*STEPWISE, *FALSE_DISCOVERY)
    return rows + [row(cell, f"score, {each}", family.stepwise(each), standing) for each in stepwise]


@dataclass(slots=True, eq=False)
class Studies:
    """All runs of one cell.

    The max-|t| critical value of a run is computed, by the engine's own ``decide``, wherever it could make a
    difference: it never exceeds Sidak's, and it is taken not to lie more than ``MARGIN`` below the smallest
    computed so far (a new smallest one lowers the floor, and the question is asked again).

    Attributes
    ----------
    pair : Pair
        Both sides.
    joint : ndarray, shape (runs, items, items)
        Covariance of the gaps.
    truth : ndarray, shape (items,)
        True gaps.
    """

    pair: Pair
    joint: Array
    truth: Array
    statistic: dict[str, Array] = field(init=False)
    at_zero: Array = field(init=False)
    known: Array = field(init=False)

    def __post_init__(self) -> None:
        """Compute what does not depend on critical values, and those of the pilot runs."""
        self.statistic = {
            "score": score_z(*self.pair.sides, self.truth),
            "mn": score_z(*self.pair.sides, self.truth, corrected=False),
        }
        self.at_zero = score_z(*self.pair.sides)
        self.known = np.full(len(self.joint), np.nan)
        self.compute(np.arange(min(PILOT, len(self.joint))))

    def compute(self, runs: npt.NDArray[np.intp]) -> None:
        """Find the max-|t| critical value of some runs."""
        for run in runs:
            together = correlation(self.joint[run])
            z, df = self.at_zero[run], self.pair.df[run]
            self.known[run] = decide(z, df, adjust="max-t", conf_level=LEVEL, correlation=together).c

    def outcome(self, method: GapMethod, adjust: Adjust) -> Outcome:
        """Return what every run came to."""
        if adjust == "max-t":
            below, above, rejected = self._by_max_t(method)
            width = float(self.known[:PILOT].mean())
        else:
            c = self._by_size(adjust)
            below, above, rejected = self.judged(method, c)
            width = float(c.mean())
        counted = self._sizes() > 0
        return Outcome(below, above, rejected, counted, width)

    def _by_size(self, adjust: Adjust) -> Array:
        """Return every run's critical value, which depends on the number of usable items alone."""
        sizes = self._sizes()
        table = {
            size: decide(np.zeros(size), np.inf, adjust=adjust, conf_level=LEVEL).c if size else np.nan
            for size in np.unique(sizes).tolist()
        }
        return np.array([table[size] for size in sizes.tolist()])

    def _sizes(self) -> npt.NDArray[np.intp]:
        return np.asarray((~np.isnan(self.pair.n1 + self.pair.n2)).sum(axis=1))

    def _by_max_t(self, method: GapMethod) -> tuple[Marks, Marks, Marks]:
        most = self._by_size("sidak")
        while True:
            floor = np.full_like(most, np.nanmin(self.known) - MARGIN)
            low, high = (
                self.judged(method, np.where(np.isnan(self.known), end, self.known)) for end in (floor, most)
            )
            undecided = np.any([a != b for a, b in zip(low, high, strict=True)], axis=0)
            if not undecided.any():
                return low
            self.compute(np.flatnonzero(undecided))

    def judged(self, method: GapMethod, c: Array) -> tuple[Marks, Marks, Marks]:
        """Return, for critical values, whether a run has an interval below or above, or a false flag."""
        own = np.fmax(to_student(c[:, None], self.pair.df), critical_value(LEVEL, self.pair.df))
        below: Marks
        above: Marks
        if method == "newcombe":
            limits = gap_limits(*self.pair.sides, own, method=method)
            below, above = limits.high < self.truth, limits.low > self.truth
        else:
            below, above = self.statistic[method] < -own, self.statistic[method] > own
        false = (below | above) & (self.truth == 0)
        found = [np.asarray(each.any(axis=1)) for each in (below, above, false)]
        return found[0], found[1], found[2]

    def profile(self) -> Outcome:
        """Return the test that no item has a gap."""
        z = to_normal(self.at_zero, self.pair.df)
        p = np.array(
            [profile_test(each, correlation(c)).p_value for each, c in zip(z, self.joint, strict=True)]
        )
        none = np.zeros(len(p), dtype=bool)
        return Outcome(none, none, p < ALPHA, ~np.isnan(p), covers=False)

    def stepwise(self, method: PMethod) -> Outcome:
        """Return false flags of a method that works on p-values, or its false discoveries."""
        z, null = to_normal(self.at_zero, self.pair.df), self.truth == 0
        flagged = np.array([adjust_p(p, method) for p in two_sided_p(z)]) < ALPHA
        false = (flagged & null).any(axis=1)
        none, known = np.zeros(len(z), dtype=bool), self._sizes() > 0
        if method not in FALSE_DISCOVERY:
            return Outcome(none, none, false, known, covers=False)
        share = (flagged & null).sum(axis=1) / np.maximum(flagged.sum(axis=1), 1)
        return Outcome(none, none, share, known, covers=False)
