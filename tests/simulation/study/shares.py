"""Intervals of one share, as a tally prints them."""

from __future__ import annotations

import numpy as np

from gapkit.stats import (
    MIN_EFFECTIVE_BASE,
    Limits,
    critical_value,
    design_share_limits,
    korn_graubard,
)
from gapkit.stats.proportions import KERNELS
from gapkit.stats.share_intervals import DesignShareMethod
from tests.simulation.study.draws import Tallied, samplings, tally, yes_no
from tests.simulation.study.grid import Cell
from tests.simulation.study.record import Outcome, Row, bases, row

LEVEL = 0.95
DESIGN_METHODS: tuple[DesignShareMethod, ...] = ("logit", "likelihood", "korn-graubard", "wilson", "arcsine")


def simulate(cell: Cell, rng: np.random.Generator, runs: int) -> list[Row]:
    """Return coverage of every method for one share."""
    truth = float(cell.share)
    side = tally(rng, yes_no(truth), samplings(cell)[0], runs)
    standing = bases(side)
    return [
        row(cell, method, _outcome(limits, truth, runs), standing) for method, limits in _limits(side).items()
    ]


def _limits(side: Tallied) -> dict[str, Limits]:
    """Return intervals on the effective base of ``tallying._limits``, and those on the bare variance."""
    p, n_eff, v = side.value[:, 0], side.effective[:, 0], side.variance[:, 0]
    base = korn_graubard(n_eff, side.base, side.df, conf_level=LEVEL)
    usable = np.where(n_eff >= MIN_EFFECTIVE_BASE, base, np.nan)
    found: dict[str, Limits] = {}
    for method, kernel in KERNELS.items():
        found[method] = kernel(p, usable, critical_value(LEVEL))
    df = side.df if np.isfinite(side.df) else side.base - 1
    for each in DESIGN_METHODS:
        found[f"design {each}"] = design_share_limits(p, v, side.base, df, method=each, conf_level=LEVEL)
    return found


def _outcome(limits: Limits, truth: float, runs: int) -> Outcome:
    return Outcome(
        below=limits.high < truth,
        above=limits.low > truth,
        rejected=np.full(runs, np.nan),
        counted=np.isfinite(limits.low),
        width=float(np.nanmean(limits.high - limits.low)),
    )
