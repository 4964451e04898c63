"""Answers and weights of respondents that do not exist."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import sqrt
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from gapkit.errors import OptionError

CORRELATION: Final = 0.25
"""Correlation of two items' propensities, about what multiple questions show."""


def draw_ticks(
    latent: NDArray[np.float64],
    counts: Mapping[str, int],
    *,
    rng: np.random.Generator,
    lean: Mapping[str, ArrayLike] | None = None,
    correlation: float = CORRELATION,
) -> pd.DataFrame:
    """Return a column of 0 and 1 per item, each with exactly the wished number of 1s.

    A respondent's propensity to tick an item is ``sqrt(r) * latent + sqrt(1 - r) * noise + lean``;
    the respondents with the highest propensities tick it. So two items' propensities correlate
    ``r`` (without leans), and every count is exact.

    Parameters
    ----------
    latent : float array, shape (respondents,)
        One standard normal score per respondent: how readily they tick anything.
    counts : Mapping[str, int]
        Ticks per item.
    lean : Mapping[str, array], optional
        Added to an item's propensity, such as an effect of age.
    correlation : float, default 0.25
        From 0 to below 1.

    Raises
    ------
    OptionError
        If a count is below 0 or above the number of respondents.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> ticks = draw_ticks(rng.standard_normal(100), {"deals": 43, "news": 7}, rng=rng)
    >>> ticks.sum().to_dict()
    {'deals': 43.0, 'news': 7.0}
    """
    people = len(latent)
    columns = {}
    for item, count in counts.items():
        wish = propensity(latent, rng, correlation) + np.asarray((lean or {}).get(item, 0.0))
        if not 0 <= count <= people:
            raise OptionError.outside(f"counts[{item!r}]", count, f"from 0 to {people}")
        columns[item] = np.zeros(people)
        columns[item][np.argsort(-wish, kind="stable")[:count]] = 1.0
    return pd.DataFrame(columns)


def draw_within(
    latent: NDArray[np.float64],
    group: NDArray[np.intp],
    counts: Sequence[int],
    *,
    rng: np.random.Generator,
    lean: ArrayLike = 0.0,
    correlation: float = CORRELATION,
) -> NDArray[np.float64]:
    """Return 1 for exactly so many respondents of each group, 0 for the others.

    Parameters
    ----------
    group : int array, shape (respondents,)
        0, 1, 2 …; whoever has a negative number is not asked and gets NaN.
    counts : sequence of int
        Ticks per group.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> group = np.repeat([0, 1, -1], 10)
    >>> ticks = draw_within(rng.standard_normal(30), group, [3, 9], rng=rng)
    >>> ticks[:10].sum(), ticks[10:20].sum(), np.isnan(ticks[20:]).all()
    (np.float64(3.0), np.float64(9.0), np.True_)
    """
    leans = np.broadcast_to(np.asarray(lean, dtype=np.float64), latent.shape)
    answers = np.full(len(latent), np.nan)
    for place, count in enumerate(counts):
        rows = np.flatnonzero(group == place)
        shifts = {"ticks": leans[rows]}
        ticks = draw_ticks(latent[rows], {"ticks": count}, rng=rng, lean=shifts, correlation=correlation)
        answers[rows] = ticks["ticks"].to_numpy()
    return answers


def bell_counts(people: int, points: int, *, mean: float, sd: float) -> tuple[int, ...]:
    """Return how many of so many people give each point of a scale, from a normal cut into points.

    Parameters
    ----------
    mean, sd : float
        Of the normal, in points: a mean near the end of the scale piles answers up there.

    Examples
    --------
    >>> bell_counts(100, 5, mean=3, sd=1)
    (7, 24, 38, 24, 7)
    """
    cuts = NormalDist(mean, sd)
    edges = [0.0, *(cuts.cdf(point + 0.5) for point in range(1, points)), 1.0]
    wished = np.diff(edges) * people
    counts = np.floor(wished).astype(int)
    counts[np.argsort(counts - wished, kind="stable")[: people - counts.sum()]] += 1
    return tuple(counts.tolist())


def respondent_ids(letter: str, people: int) -> list[str]:
    """Return ids that nobody can mistake for a respondent's, such as ``SYN-C0001``."""
    digits = len(str(people))
    return [f"SYN-{letter}{row:0{digits}d}" for row in range(1, people + 1)]


def draw_choices(
    latent: NDArray[np.float64],
    counts: Sequence[int],
    *,
    rng: np.random.Generator,
    lean: ArrayLike = 0.0,
    correlation: float = CORRELATION,
) -> NDArray[np.intp]:
    """Return one answer per respondent: 0, 1, 2 …, each exactly as often as wished.

    The answers are ordered: the higher a respondent's propensity, the higher the answer.

    Parameters
    ----------
    counts : sequence of int
        Respondents per answer; they add up to all.

    Raises
    ------
    OptionError
        If the counts do not add up to the number of respondents.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> np.bincount(draw_choices(rng.standard_normal(10), [2, 5, 3], rng=rng)).tolist()
    [2, 5, 3]
    """
    if sum(counts) != len(latent) or min(counts) < 0:
        raise OptionError.outside("counts", list(counts), f"counts that add up to {len(latent)}")
    wish = propensity(latent, rng, correlation) + np.asarray(lean)
    answers = np.empty(len(latent), np.intp)
    answers[np.argsort(wish, kind="stable")] = np.repeat(np.arange(len(counts)), counts)
    return answers


def propensity(
    latent: NDArray[np.float64], rng: np.random.Generator, correlation: float
) -> NDArray[np.float64]:
    """Return standard normal propensities that correlate with each other by ``correlation``."""
    noise = rng.standard_normal(len(latent))
    return sqrt(correlation) * latent + sqrt(1 - correlation) * noise


def draw_cells(
    people: int, shares: Mapping[str, Mapping[str, float]], *, rng: np.random.Generator
) -> pd.DataFrame:
    """Return a column of texts per characteristic, with cells as near to the shares as can be.

    Characteristics are independent of each other; whole respondents go to the cells by largest
    remainder, in random order.

    Parameters
    ----------
    shares : Mapping of Mapping
        Per characteristic, the share of each value; they add up to 1.

    Examples
    --------
    >>> cells = draw_cells(10, {"sex": {"F": 0.6, "M": 0.4}}, rng=np.random.default_rng(1))
    >>> cells["sex"].value_counts().to_dict()
    {'F': 6, 'M': 4}
    """
    cells = list(product(*(values for values in shares.values())))
    wished = np.array([cell_share(cell, shares) for cell in cells]) * people
    counts = np.floor(wished).astype(int)
    left = people - counts.sum()
    counts[np.argsort(counts - wished, kind="stable")[:left]] += 1
    rows = rng.permutation(np.repeat(np.arange(len(cells)), counts))
    return pd.DataFrame([cells[row] for row in rows], columns=list(shares))


def cell_share(cell: Sequence[str], shares: Mapping[str, Mapping[str, float]]) -> float:
    """Return the share of a cell of independent characteristics."""
    return float(np.prod([shares[name][value] for name, value in zip(shares, cell, strict=True)]))


def cell_weights(cells: pd.DataFrame, targets: Mapping[str, Mapping[str, float]]) -> NDArray[np.float64]:
    """Return target share over sample share of each respondent's cell, with mean 1.

    Parameters
    ----------
    cells : DataFrame
        A column per characteristic of the targets.
    targets : Mapping of Mapping
        Per characteristic, the share of each value in the population.

    Examples
    --------
    >>> cells = pd.DataFrame({"sex": ["F", "F", "F", "M"]})
    >>> cell_weights(cells, {"sex": {"F": 0.5, "M": 0.5}}).round(3).tolist()
    [0.667, 0.667, 0.667, 2.0]
    """
    names = list(targets)
    people = list(cells[names].itertuples(index=False, name=None))
    sampled: dict[tuple[str, ...], int] = {}
    for cell in people:
        sampled[cell] = sampled.get(cell, 0) + 1
    weight = np.array([cell_share(cell, targets) * len(people) / sampled[cell] for cell in people])
    scaled: NDArray[np.float64] = weight / weight.mean()
    return scaled
