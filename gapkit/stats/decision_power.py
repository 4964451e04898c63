"""How often gapkit's own decision will flag a true gap: all tables, each with its chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln, xlog1py, xlogy

from gapkit.stats.power import proportion_power
from gapkit.stats.score import score_z
from gapkit.stats.types import Array, Mask

MOST_TABLES = 1_000_000
"""Tables that are summed one by one; beyond, the normal form is as good."""


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """Which of all tables of two bases the score test flags at one critical value.

    Attributes
    ----------
    n1, n2 : int
        Effective bases, whole.
    alpha : float
        Level of each test of the family.
    flagged : ndarray of bool or None
        (n1 + 1) x (n2 + 1); None where there are too many tables, and the normal form stands in.
    """

    n1: int
    n2: int
    alpha: float
    flagged: Mask | None

    def power(self, p1: float, p2: float) -> float:
        """Chance of a flag where the true shares are these."""
        if self.flagged is None:
            return float(proportion_power(p1, p2, self.n1, self.n2, conf_level=1 - self.alpha))
        return float(_binomial(self.n1, p1) @ self.flagged @ _binomial(self.n2, p2))


def decide_tables(n1: int, n2: int, alpha: float, c: float) -> Decision:
    """Decide every table of two bases beforehand (STATISTICS, section 11).

    Parameters
    ----------
    n1, n2 : int
        Bases, at least 1.
    alpha : float
        Two-sided level of one test, and ``c`` its critical value.
    c : float
        Critical value.

    References
    ----------
    Farrington and Manning 1990, Statistics in Medicine 9:1447 (normal form).

    Examples
    --------
    >>> decision = decide_tables(30, 30, 0.05, 1.959963984540054)
    >>> bool(decision.flagged.any()), round(decision.power(0.5, 0.5), 2) <= 0.05
    (True, True)
    """
    if n1 * n2 > MOST_TABLES:
        return Decision(n1, n2, alpha, None)
    p1, p2 = np.arange(n1 + 1) / n1, np.arange(n2 + 1) / n2
    z = score_z(p1[:, None], n1, p2[None, :], n2)
    return Decision(n1, n2, alpha, np.abs(z) > c)


def _binomial(n: int, p: float) -> Array:
    x = np.arange(n + 1.0)
    log_ways = gammaln(n + 1.0) - gammaln(x + 1) - gammaln(n - x + 1)
    return np.asarray(np.exp(log_ways + xlogy(x, p) + xlog1py(n - x, -p)))
