"""Every method for the gap of two independent shares, by name: a statistic and limits that agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from gapkit.stats.adjusted_wald import (
    agresti_caffo_limits,
    agresti_caffo_z,
    beal_limits,
    beal_z,
    wald_limits,
    wald_z,
)
from gapkit.stats.newcombe import newcombe_limits, newcombe_z
from gapkit.stats.score import score_limits, score_z
from gapkit.stats.types import Array, Limits

ProportionGapMethod = Literal[
    "score",
    "mn",
    "mee",
    "newcombe",
    "newcombe-cc",
    "agresti-caffo",
    "wald",
    "haldane",
    "jeffreys-perks",
]


@dataclass(frozen=True, slots=True)
class GapKernel:
    """One method, both ways round.

    Attributes
    ----------
    statistic : callable
        Of shares and bases ``p1, n1, p2, n2``: z of a gap of 0.
    limits : callable
        Of ``p1, n1, p2, n2, c``: every gap that is not beyond the critical value ``c``.
    """

    statistic: Callable[[Array, Array, Array, Array], Array]
    limits: Callable[[Array, Array, Array, Array, Array], Limits]


def _mee_z(p1: Array, n1: Array, p2: Array, n2: Array) -> Array:
    """Mee 1984, Biometrics 40:1175: Miettinen and Nurminen's statistic without N / (N - 1)."""
    return np.asarray(score_z(p1, n1, p2, n2, corrected=False) / _shrink(n1 + n2))


def _mee_limits(p1: Array, n1: Array, p2: Array, n2: Array, c: Array) -> Limits:
    return score_limits(p1, n1, p2, n2, c * _shrink(n1 + n2), corrected=False)


def _shrink(total: Array) -> Array:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt((total - 1) / total))


GAP_KERNELS: Mapping[ProportionGapMethod, GapKernel] = {
    "score": GapKernel(score_z, score_limits),
    "mn": GapKernel(partial(score_z, corrected=False), partial(score_limits, corrected=False)),
    "mee": GapKernel(_mee_z, _mee_limits),
    "newcombe": GapKernel(newcombe_z, newcombe_limits),
    "newcombe-cc": GapKernel(partial(newcombe_z, continuity=True), partial(newcombe_limits, continuity=True)),
    "agresti-caffo": GapKernel(agresti_caffo_z, agresti_caffo_limits),
    "wald": GapKernel(wald_z, wald_limits),
    "haldane": GapKernel(partial(beal_z, prior=0.0), partial(beal_limits, prior=0.0)),
    "jeffreys-perks": GapKernel(partial(beal_z, prior=0.5), partial(beal_limits, prior=0.5)),
}
"""Statistic and limits of a gap on real bases, by method."""
