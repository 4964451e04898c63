"""Cronbach's components of accuracy, respondent by respondent, and what the truth's own error adds."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from gapkit.stats.maxt import normal_points
from gapkit.tallies.model import Floats

NAMES = ("elevation", "spread", "profile", "concordance", "rms_error")
"""The components, in the order of the columns."""

BETTER_THAN = {"elevation": 0.0, "profile": 0.0, "concordance": 0.5}
"""What guessing gives on average; a respondent above it is counted. Of elevation: who believes too much."""

DRAWS = 512
"""Fixed points of the truth's normal distribution."""

STEP = 1e-6
"""Step of a slope, in parts of the truth's spread over the items."""


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What a group of respondents believes about one truth.

    Attributes
    ----------
    belief : float array, shape (respondents, items)
        NaN where an item was not answered.
    weight : float array, shape (respondents,)
        Weights.
    """

    belief: Floats
    weight: Floats

    def mean(self, truth: Floats) -> Floats:
        """Return the weighted mean of each smooth component against a truth; NaN where nobody has one."""
        y = smooth_components(self.belief, np.broadcast_to(truth, self.belief.shape))
        counted = np.where(np.isnan(y), 0.0, self.weight[:, None])
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray((counted * np.nan_to_num(y)).sum(axis=0) / counted.sum(axis=0))


def components(belief: Floats, truth: Floats) -> Floats:
    """Return elevation, spread, profile, concordance and root mean square error of every respondent.

    Parameters
    ----------
    belief, truth : float array, shape (respondents, items)
        Items where either is NaN do not count.

    Returns
    -------
    float array, shape (respondents, 5)
        NaN for who counts on fewer than two items; for a component that the answers leave open (all
        beliefs alike have no profile).

    References
    ----------
    Cronbach 1955, Psychological Bulletin 52:177. Goodman and Kruskal 1954, Journal of the American
    Statistical Association 49:732.

    Examples
    --------
    >>> told = components(np.array([[1.0, 1.0, 0.0]]), np.array([[0.8, 0.3, 0.4]]))
    >>> print(told.round(4))
    [[0.1667 2.1822 0.3273 0.5    0.4796]]
    """
    elevation, spread, profile, rms = smooth_components(belief, truth).T
    return np.column_stack([elevation, spread, profile, concordance(belief, truth), rms])


def smooth_components(belief: Floats, truth: Floats) -> Floats:
    """Return elevation, spread, profile and error: what changes little where the truth does."""
    counted = ~(np.isnan(belief) | np.isnan(truth))
    n = counted.sum(axis=1).astype(np.float64)
    n[n < 2] = np.nan  # noqa: PLR2004 - one item has no spread
    b, t = np.where(counted, belief, 0.0), np.where(counted, truth, 0.0)
    level_b, level_t = b.sum(axis=1) / n, t.sum(axis=1) / n
    away_b, away_t = (np.where(counted, each - m[:, None], 0.0) for each, m in ((b, level_b), (t, level_t)))
    square_b, square_t = (away_b**2).sum(axis=1) / n, (away_t**2).sum(axis=1) / n
    product = (away_b * away_t).sum(axis=1) / n
    varies = square_t > 0
    spread = np.sqrt(np.divide(square_b, square_t, out=np.full(n.shape, np.nan), where=varies))
    size = np.sqrt(square_b * square_t)
    profile = np.divide(product, size, out=np.full(n.shape, np.nan), where=size > 0)
    rms = np.sqrt(((b - t) ** 2).sum(axis=1) / n)
    return np.column_stack([level_b - level_t, spread, profile, rms])


def concordance(belief: Floats, truth: Floats) -> Floats:
    """Return the chance that of two items believed apart the higher one is truly higher; ties count half.

    Of ticks: that a ticked item has a higher truth than an unticked one. 0.5 is guessing.
    """
    right, pairs = np.zeros(len(belief)), np.zeros(len(belief))
    for first, second in combinations(range(belief.shape[1]), 2):
        order = np.sign(truth[:, first] - truth[:, second])
        apart = np.where(np.isnan(order), 0.0, _apart(belief, first, second))
        pairs += apart != 0
        right += np.where(apart != 0, (1 + apart * np.nan_to_num(order)) / 2, 0.0)
    return np.asarray(np.divide(right, pairs, out=np.full(len(belief), np.nan), where=pairs > 0))


def _apart(belief: Floats, first: int, second: int) -> Floats:
    """Return which of two items everybody believes higher: 1 the first, -1 the second, 0 neither."""
    return np.nan_to_num(np.sign(belief[:, first] - belief[:, second]))


def truth_errors(beliefs: Beliefs, truth: Floats, covariance: Floats) -> Floats:
    """Return how much of each mean component is the truth's own sampling error, as a standard error.

    Four components are smooth in the truth: delta method. Concordance counts orders: its spread over
    fixed points of the truth's normal distribution.

    Parameters
    ----------
    truth : float array, shape (items,)
        NaN for items that do not count.
    covariance : float array, shape (items, items)
        Of the truth.
    """
    known = ~np.isnan(truth)
    c = covariance[np.ix_(known, known)]
    if np.isnan(c).any() or known.sum() < 2:  # noqa: PLR2004 - one item has no spread
        return np.full(len(NAMES), np.nan)
    step = STEP * max(float(np.std(truth[known])), STEP)
    slopes = []
    for item in np.flatnonzero(known):
        moved = [np.where(np.arange(len(truth)) == item, truth + sign * step, truth) for sign in (1, -1)]
        slopes.append((beliefs.mean(moved[0]) - beliefs.mean(moved[1])) / (2 * step))
    slope = np.array(slopes)
    errors = np.sqrt(np.maximum(np.einsum("ik,ij,jk->k", slope, c, slope), 0.0))
    return np.insert(errors, NAMES.index("concordance"), _order_error(beliefs, truth[known], c, known))


def _order_error(beliefs: Beliefs, truth: Floats, c: Floats, known: NDArray[np.bool_]) -> float:
    """Return the spread of the mean concordance over truths that the sample allows."""
    values, vectors = np.linalg.eigh(c)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    draws = truth + normal_points(len(truth), DRAWS) @ root.T
    belief = beliefs.belief[:, known]
    pairs = list(combinations(range(len(truth)), 2))
    many = sum((_apart(belief, *pair) != 0 for pair in pairs), np.zeros(len(belief)))
    some = many > 0
    if not some.any():
        return float("nan")
    weight = np.where(some, beliefs.weight / np.where(some, many, 1), 0.0) / beliefs.weight[some].sum()
    pull = np.array([_apart(belief, *pair) @ weight for pair in pairs])
    order = np.array([np.sign(draws[:, i] - draws[:, k]) for i, k in pairs])
    return float(np.std(pull @ order / 2))
