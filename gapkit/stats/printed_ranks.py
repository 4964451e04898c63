"""Which ranks printed shares may truly have, when nobody knows how the items vary together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.ranks import ranks
from gapkit.stats.simultaneous_ranks import RankSets
from gapkit.stats.student import normal_critical
from gapkit.stats.types import Array


def printed_difference_se(first: npt.ArrayLike, second: npt.ArrayLike, base: npt.ArrayLike) -> Array:
    """Largest standard error that the difference of two shares of the same respondents can have.

    Margins bound how many chose exactly one of the two: at most all who chose either, and at most all
    who left one out.

    Parameters
    ----------
    first, second : array_like
        Shares, 0 to 1.
    base : array_like
        Respondents, less what their design takes away.

    References
    ----------
    McNemar 1947, Psychometrika 12:153. Frechet 1951, Annales de l'Universite de Lyon 14:53.

    Examples
    --------
    >>> print(printed_difference_se(0.6, 0.3, 100).round(4))
    0.09
    """
    p, q = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    discordant = np.minimum(p + q, 2 - p - q)
    variance = np.maximum(discordant - (p - q) ** 2, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.sqrt(variance / np.asarray(base, dtype=np.float64)))


def printed_rank_sets(values: npt.ArrayLike, base: npt.ArrayLike, *, conf_level: float = 0.95) -> RankSets:
    """Rank sets from shares and their base alone: wide enough for any way the items vary together.

    Every pair is compared with the largest standard error that its margins allow, at Bonferroni's
    level for all pairs.

    Parameters
    ----------
    values : array_like
        Shares of one side, one per item; NaN does not rank.
    base : array_like
        One for all, or one per item: the smaller of a pair counts. NaN leaves the pair open.
    conf_level : float, default 0.95
        Of all sets together; 0.70 or more.

    Raises
    ------
    OptionError
        If the level is out of range or the shapes do not fit.

    References
    ----------
    Mogstad, Romano, Shaikh and Wilhelm 2024, Review of Economic Studies 91:476.

    Examples
    --------
    >>> sets = printed_rank_sets([0.83, 0.70, 0.58], 500)
    >>> print(sets.rank, sets.low, sets.high)
    [1. 2. 3.] [1. 2. 3.] [1. 2. 3.]
    """
    check_conf_level(conf_level)
    value = np.asarray(values, dtype=np.float64)
    try:
        bases = np.broadcast_to(np.asarray(base, dtype=np.float64), value.shape)
    except ValueError:
        raise OptionError.lengths_differ(("values", "base"), [value.shape, np.shape(base)]) from None
    ranked = ~np.isnan(value)
    items = int(ranked.sum())
    pairs = items * (items - 1) // 2
    critical = normal_critical((1 - conf_level) / pairs) if pairs else np.nan
    apart = value[:, None] - value
    se = printed_difference_se(value[:, None], value, np.minimum(bases[:, None], bases))
    above = apart > critical * se
    both = ranked[:, None] & ranked & ~np.eye(len(value), dtype=np.bool_)
    return RankSets(
        rank=ranks(value),
        low=np.where(ranked, 1.0 + above.sum(axis=0), np.nan),
        high=np.where(ranked, items - above.sum(axis=1), np.nan),
        above=above,
        undecided=both & ~above & ~above.T,
        critical=float(critical),
        level=conf_level,
    )
