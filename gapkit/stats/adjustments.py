"""P-values adjusted for a family, one function per method; NaN is not in the family.

These work on p-values alone. The default of gapkit, max-t with its intervals, is in ``families``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.types import Array, Mask

PMethod = Literal[
    "bonferroni",
    "holm",
    "hochberg",
    "hommel",
    "bh",
    "by",
    "sidak",
    "holm-sidak",
    "two-stage-bh",
]

BISECTIONS = 60


@dataclass(frozen=True, slots=True, eq=False)
class TwoStage:
    """Result of the two-stage Benjamini-Hochberg procedure.

    Attributes
    ----------
    rejected : ndarray of bool
        False for NaN.
    stage1_rejections : int
        Rejections of the first stage.
    m0_hat : int
        Estimated number of true null hypotheses.
    """

    rejected: Mask
    stage1_rejections: int
    m0_hat: int


def adjust_p(p: npt.ArrayLike, method: PMethod) -> Array:
    """P-values adjusted for being looked at together, in the order given.

    Parameters
    ----------
    p : array_like
        Raw p-values, one family. NaN stays NaN and is not counted.
    method : str
        Family-wise error: "bonferroni", "holm", "hochberg", "hommel", "sidak", "holm-sidak".
        False discovery rate: "bh", "by", "two-stage-bh" (the smallest level that rejects).

    Raises
    ------
    OptionError
        If the method is unknown or a p-value lies outside 0 to 1.

    References
    ----------
    Holm 1979. Hochberg 1988. Hommel 1988. Benjamini and Hochberg 1995. Benjamini and Yekutieli
    2001. Sidak 1967. Benjamini, Krieger and Yekutieli 2006.

    Examples
    --------
    >>> print(adjust_p([0.01, np.nan, 0.04, 0.2, 0.003], "holm"))
    [0.03    nan 0.08  0.2   0.012]
    """
    check("method", method, PMethod)
    raw = np.asarray(p, dtype=np.float64)
    inside = ~np.isnan(raw)
    members = raw[inside]
    if ((members < 0) | (members > 1)).any():
        raise OptionError.outside("p", f"{members.min():g} to {members.max():g}", "from 0 to 1")
    adjusted = raw.copy()
    if members.size:
        order = np.argsort(members, kind="stable")
        back = np.argsort(order, kind="stable")
        adjusted[inside] = np.clip(_METHODS[method](members[order])[back], 0.0, 1.0)
    return adjusted


def two_stage_bh(p: npt.ArrayLike, *, alpha: float = 0.05) -> TwoStage:
    """Two-stage step-up procedure that first estimates how many hypotheses are true.

    Parameters
    ----------
    p : array_like
        Raw p-values; NaN is not counted and not rejected.
    alpha : float, default 0.05
        False discovery rate.

    References
    ----------
    Benjamini, Krieger and Yekutieli 2006, Biometrika 93:491.

    Examples
    --------
    >>> two_stage_bh([0.01, 0.04, 0.2, 0.003]).rejected
    array([ True,  True, False,  True])
    """
    raw = np.asarray(p, dtype=np.float64)
    members = np.sort(raw[~np.isnan(raw)])
    m, q = members.size, alpha / (1 + alpha)
    first = _step_up(members, q, m)
    m0 = m - first
    last = m if m0 == 0 else _step_up(members, q, m0) if first else 0
    cut = members[last - 1] if last else -1.0
    return TwoStage(raw <= cut, first, m0)


def _step_up(ordered: Array, q: float, hypotheses: int) -> int:
    """Largest i with the i-th smallest p at most q i / hypotheses; 0 if none."""
    steps = np.arange(1, ordered.size + 1)
    within = np.flatnonzero(ordered <= q * steps / hypotheses)
    return int(within[-1]) + 1 if within.size else 0


def _down(values: Array) -> Array:
    return np.maximum.accumulate(values)


def _up(values: Array) -> Array:
    return np.minimum.accumulate(values[::-1])[::-1]


def _left(p: Array) -> Array:
    """Hypotheses left at each step: m, m - 1, ... 1."""
    return np.arange(p.size, 0, -1, dtype=np.float64)


def _sidak(p: Array, size: npt.ArrayLike) -> Array:
    with np.errstate(divide="ignore"):
        return np.asarray(-np.expm1(size * np.log1p(-p)))


def _bh(p: Array) -> Array:
    return _up(p * p.size / np.arange(1, p.size + 1))


def _hommel(p: Array) -> Array:
    size = p.size
    steps = np.arange(1, size + 1)
    best: Array = np.full(size, (size * p / steps).min())
    for m in range(size - 1, 1, -1):
        split = size - m + 1
        tail = (m * p[split:] / np.arange(2, m + 1)).min()
        q = np.empty(size)
        q[:split] = np.minimum(m * p[:split], tail)
        q[split:] = q[split - 1]
        best = np.maximum(best, q)
    return np.maximum(best, p)


def _two_stage(p: Array) -> Array:
    """Smallest alpha that rejects each hypothesis, by bisection: rejections grow with alpha."""
    low, high = np.zeros_like(p), np.ones_like(p)
    high[two_stage_bh(p, alpha=0.0).rejected] = 0.0
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        levels = {level: two_stage_bh(p, alpha=level).rejected for level in np.unique(middle)}
        rejected = np.array([levels[level][i] for i, level in enumerate(middle)], dtype=np.bool_)
        low, high = np.where(rejected, low, middle), np.where(rejected, middle, high)
    return high


_METHODS: Mapping[PMethod, Callable[[Array], Array]] = {
    "bonferroni": lambda p: p * p.size,
    "holm": lambda p: _down(p * _left(p)),
    "hochberg": lambda p: _up(p * _left(p)),
    "hommel": _hommel,
    "bh": _bh,
    "by": lambda p: _bh(p) * float((1 / np.arange(1, p.size + 1)).sum()),
    "sidak": lambda p: _sidak(p, p.size),
    "holm-sidak": lambda p: _down(_sidak(p, _left(p))),
    "two-stage-bh": _two_stage,
}
"""Adjustment of p-values in ascending order, by method."""
