"""Respondents by the thousand: answers from a latent normal score, weights, PSUs, and their tallies.

Everything has the runs as its first axis. Tallies follow ``gapkit.tallies.counting`` step by step; a test
holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from gapkit.stats import effective_base, kish
from tests.simulation.study.grid import WEIGHTS, Cell

Array = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

ICC = 0.05
"""Intraclass correlation of the answers in a PSU, whatever their share."""
ITEM_CORRELATION = 0.3
"""Latent, between the items of a family."""
BLOCK = 4_000_000
"""Answers drawn at once."""
MAX_DEFF, MAX_WEIGHT = 2.0, 5.0
"""Check S03: weights beyond these are warned of."""
FEW = 30
"""Check B02: a base below this, unweighted or by Kish, is warned of."""
SUPPRESSED = 10
NO_SHARE = 1e-12

SCALE_SHARES = {
    "middle": (0.10, 0.20, 0.40, 0.20, 0.10),
    "high": (0.01, 0.04, 0.10, 0.25, 0.60),
    "rare": (0.92, 0.04, 0.02, 0.01, 0.01),
}


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Items asked of one side.

    Attributes
    ----------
    cuts : ndarray, shape (items, codes - 1)
        Where the latent score passes from one answer to the next.
    scores : ndarray, shape (codes,)
        Score of each answer, from the lowest latent score up.
    """

    cuts: Array
    scores: Array

    def chances(self) -> Array:
        """Return the share of each answer, shape (items, codes)."""
        edges = np.pad(ndtr(self.cuts), ((0, 0), (1, 1)), constant_values=((0, 0), (0, 1)))
        return np.diff(edges, axis=1)

    def means(self) -> Array:
        """Return the true mean (share) of each item."""
        return self.chances() @ self.scores


def yes_no(shares: npt.ArrayLike) -> Question:
    """Return items that are ticked with the given chances."""
    return Question(ndtri(np.atleast_1d(shares))[:, None], np.array([1.0, 0.0]))


def scale(name: str, shift: float = 0.0) -> Question:
    """Return one five-point item, the latent score ``shift`` higher."""
    cuts = ndtri(np.cumsum(SCALE_SHARES[name])[:-1]) - shift
    return Question(cuts[None, :], np.arange(1.0, 6.0))


def mix(name: str, items: int) -> Array:
    """Return the shares of a family's items on the reference."""
    if name == "10-70 %":
        return np.linspace(0.1, 0.7, items)
    if name == "all 2 %":
        return np.full(items, 0.02)
    return np.where(np.arange(items) % 2, 0.4, 0.02)


@dataclass(frozen=True, slots=True)
class Sampling:
    """How one side is sampled: respondents, weights and PSUs."""

    n: int
    deff: float = 1.0
    related: float = 0.0
    clusters: int = 0
    icc: str = "answers"

    @property
    def sigma(self) -> float:
        """Standard deviation of the log weights."""
        return float(np.sqrt(np.log(self.deff)))

    @property
    def psus(self) -> int:
        """Named PSUs that have a respondent; 0 where none are named."""
        return min(self.clusters, self.n)

    def starts(self) -> npt.NDArray[np.intp]:
        """Return the first respondent of every PSU; PSUs are as equal as can be."""
        return np.ceil(np.arange(self.psus) * self.n / self.psus).astype(np.intp)

    def psu(self) -> npt.NDArray[np.intp]:
        """Return the PSU of every respondent."""
        return np.repeat(np.arange(self.psus), np.diff([*self.starts(), self.n]))


def samplings(cell: Cell) -> tuple[Sampling, Sampling]:
    """Return how both sides of a cell are sampled."""
    weights = WEIGHTS[cell.weights]
    return (
        Sampling(cell.side, weights.side, weights.related, cell.clusters, cell.icc),
        Sampling(cell.reference, weights.reference, weights.related, cell.clusters, cell.icc),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Some runs of one side.

    Attributes
    ----------
    weight : ndarray, shape (runs, n)
    score : ndarray, shape (runs, n, items)
    """

    weight: Array
    score: Array


def draw(rng: np.random.Generator, question: Question, sampling: Sampling, runs: int) -> Iterator[Drawn]:
    """Draw runs, as many at once as fit the memory."""
    most = max(1, BLOCK // (sampling.n * len(question.cuts)))
    for start in range(0, runs, most):
        yield _block(rng, question, sampling, min(most, runs - start))


def _block(rng: np.random.Generator, question: Question, sampling: Sampling, runs: int) -> Drawn:
    n, items = sampling.n, len(question.cuts)
    latent = _items(rng, (runs, n), items)
    if sampling.psus:
        rho = _in_psus(question, sampling)
        shared = _items(rng, (runs, sampling.psus), items)[:, sampling.psu(), :]
        latent = np.sqrt(1 - rho).astype(np.float32) * latent + np.sqrt(rho).astype(np.float32) * shared
    weight, cuts = np.ones((runs, n)), question.cuts
    if sampling.deff > 1:
        u = rng.standard_normal((runs, n), dtype=np.float32)
        weight = np.exp(sampling.sigma * u.astype(np.float64))
        if sampling.related:
            r = np.float32(sampling.related)
            latent = np.sqrt(1 - r**2) * latent - r * u[:, :, None]
            cuts = cuts - sampling.related * sampling.sigma
    return Drawn(weight, _scored(latent, cuts, question.scores))


def _items(rng: np.random.Generator, shape: tuple[int, int], items: int) -> npt.NDArray[np.float32]:
    """Draw latent scores of unit variance that share one factor."""
    own = rng.standard_normal((*shape, items), dtype=np.float32)
    if items == 1:
        return own
    own *= np.float32(np.sqrt(1 - ITEM_CORRELATION))
    own += np.float32(np.sqrt(ITEM_CORRELATION)) * rng.standard_normal((*shape, 1), dtype=np.float32)
    return own


def _scored(latent: npt.NDArray[np.float32], cuts: Array, scores: Array) -> Array:
    result = np.full(latent.shape, scores[0])
    for place in range(cuts.shape[1]):
        result += (latent >= cuts[:, place].astype(np.float32)) * (scores[place + 1] - scores[place])
    return result


def _in_psus(question: Question, sampling: Sampling) -> Array:
    """Return the latent correlation of each item within a PSU."""
    if sampling.icc == "latent":
        return np.full(len(question.cuts), latent_correlation((0.0,), (1.0, 0.0)))
    return np.array([latent_correlation(tuple(row), tuple(question.scores)) for row in question.cuts])


@cache
def latent_correlation(cuts: tuple[float, ...], scores: tuple[float, ...]) -> float:
    """Return the latent correlation in a PSU at which the answers' own is ``ICC``."""
    points, heights = np.polynomial.hermite_e.hermegauss(80)
    heights = heights / heights.sum()
    steps = np.diff(scores)

    def answers(rho: float) -> float:
        a = (np.asarray(cuts)[:, None] - np.sqrt(rho) * points) / np.sqrt(1 - rho)
        within_psu = scores[-1] - steps @ ndtr(a)
        chances = np.diff(np.concatenate([[0.0], ndtr(cuts), [1.0]]))
        mean = chances @ np.asarray(scores)
        variance = chances @ (np.asarray(scores) - mean) ** 2
        return float(heights @ (within_psu - mean) ** 2 / variance)

    return float(brentq(lambda rho: answers(rho) - ICC, 1e-6, 0.8))


@dataclass(frozen=True, slots=True, eq=False)
class Tallied:
    """One side, reduced as the engine reduces it.

    Attributes
    ----------
    base : int
        Respondents.
    value, effective : ndarray, shape (runs, items)
        Weighted mean (share), and the base that a share's interval stands on.
    joint : ndarray, shape (runs, items, items)
        Linearised covariance.
    kish : ndarray, shape (runs,)
    uneven : ndarray of bool, shape (runs,)
        Whether check S03 would warn of the weights.
    skew : ndarray, shape (runs, items)
        Weighted skewness of the answers; infinite where all are alike.
    df : float
        PSUs less one; infinite where none are named.
    """

    base: int
    value: Array
    joint: Array
    kish: Array
    effective: Array
    uneven: npt.NDArray[np.bool_]
    skew: Array
    df: float

    @property
    def variance(self) -> Array:
        """Linearised variance, shape (runs, items)."""
        return np.diagonal(self.joint, axis1=1, axis2=2)

    @property
    def strict(self) -> Array:
        """The smaller of the unweighted and the Kish base, shape (runs,)."""
        return np.minimum(self.base, self.kish)


def tally(rng: np.random.Generator, question: Question, sampling: Sampling, runs: int) -> Tallied:
    """Draw runs of one side and reduce them."""
    return together([reduced(drawn, sampling) for drawn in draw(rng, question, sampling, runs)])


def together(parts: list[Tallied]) -> Tallied:
    """Join the runs of several blocks."""
    names = ("value", "joint", "kish", "effective", "uneven", "skew")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    return Tallied(base=parts[0].base, df=parts[0].df, **joined)


def reduced(drawn: Drawn, sampling: Sampling) -> Tallied:
    """Reduce some runs: weighted means, linearised covariance, bases."""
    w, y, n = drawn.weight, drawn.score, sampling.n
    total = w.sum(axis=1)
    value = np.matmul(w[:, None, :], y)[:, 0, :] / total[:, None]
    away = y - value[:, None, :]
    t = away * (w / total[:, None])[:, :, None]
    skew = _skew(away, t)
    units = n
    if sampling.psus:
        t, units = np.add.reduceat(t, sampling.starts(), axis=1), sampling.psus
    t -= t.mean(axis=1, keepdims=True)
    joint = units / (units - 1) * np.matmul(t.transpose(0, 2, 1), t)
    n_k = kish(total, (w**2).sum(axis=1))
    clustered = sampling.psus > 0
    return Tallied(
        base=n,
        value=value,
        joint=joint,
        kish=n_k,
        effective=_effective(value, np.diagonal(joint, axis1=1, axis2=2), n, n_k, clustered=clustered),
        uneven=(n / n_k > MAX_DEFF) | (w.max(axis=1) / w.mean(axis=1) > MAX_WEIGHT),
        skew=skew,
        df=units - 1.0 if clustered else np.inf,
    )


def _skew(away: Array, weighted: Array) -> Array:
    """Return the skewness of answers by their distances from the mean, plain and weighted."""
    variance = (weighted * away).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(variance > 0, (weighted * away**2).sum(axis=1) / variance**1.5, np.inf)


def _effective(value: Array, variance: Array, n: int, n_k: Array, *, clustered: bool) -> Array:
    """Return effective bases; a PSU side's items borrow from each other within a run, as in the engine."""
    kish_base = np.broadcast_to(n_k[:, None], value.shape)
    result = effective_base(value, variance, n, kish_base)
    if clustered:
        for run in np.flatnonzero((np.minimum(value, 1 - value) <= NO_SHARE).any(axis=1)):
            result[run] = effective_base(value[run], variance[run], n, kish_base[run], clustered=True)
    return result
