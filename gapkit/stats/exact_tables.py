"""Every table of groups by answers with the same margins: Fisher, Freeman and Halton's exact test."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

from gapkit.errors import OptionError
from gapkit.stats.contingency import checked_table
from gapkit.stats.counts import check_whole
from gapkit.stats.hypergeometric import TIE
from gapkit.stats.types import Array

MOST_TABLES = 5_000_000
"""Tables that are laid out at once."""


def fisher_freeman_halton(table: npt.ArrayLike) -> float:
    """Exact p that groups give the answers of one question equally often, given both margins.

    Parameters
    ----------
    table : array_like
        Groups x answers, whole counts of respondents.

    Returns
    -------
    float
        Chance of a table no likelier than this one; NaN where a group or an answer is empty.

    Raises
    ------
    OptionError
        If a count is not whole, the table has more than two axes, or more than 5 million tables
        have its margins: then ``homogeneity_test`` is as good.

    References
    ----------
    Freeman and Halton 1951, Biometrika 38:141.

    Examples
    --------
    >>> round(fisher_freeman_halton([[1, 3, 4, 7, 5], [6, 6, 5, 3, 2]]), 5)
    0.12417
    """
    x = checked_table(table)
    if x.ndim > 2:  # noqa: PLR2004 - groups by answers
        raise OptionError.outside("table", f"shape {x.shape}", "one table of groups by answers")
    check_whole("table", x)
    if not (x.sum(axis=0).all() and x.sum(axis=1).all()):
        return float("nan")
    lines = x if x.shape[0] <= x.shape[1] else x.T
    lines = lines[:, np.argsort(lines.sum(axis=0), kind="stable")]
    log_p = _all_tables(lines.sum(axis=1), lines.sum(axis=0))
    observed = -gammaln(lines + 1).sum()
    p = np.exp(log_p - log_p.max())
    return float(min(p[log_p <= observed + TIE].sum() / p.sum(), 1.0))


def _all_tables(rows: Array, columns: Array) -> Array:
    """Log chance of every table with these margins, up to a constant; the last column is what is left."""
    left, log_p = rows[None, :], np.zeros(1)
    for total in columns[:-1]:
        due = np.full(len(left), total)
        for row in range(len(rows)):
            after = left[:, row + 1 :].sum(axis=1)
            low, high = np.maximum(0.0, due - after), np.minimum(left[:, row], due)
            parent = _repeated(high - low + 1)
            value = low[parent] + np.arange(len(parent)) - np.searchsorted(parent, parent)
            left, due = left[parent], due[parent] - value
            log_p = log_p[parent] - gammaln(value + 1)
            left[:, row] -= value
    return np.asarray(log_p - gammaln(left + 1).sum(axis=1))


def _repeated(times: Array) -> npt.NDArray[np.intp]:
    """Return the number of each table as often as it has continuations."""
    if times.sum() > MOST_TABLES:
        hint = "use homogeneity_test: with so many tables chi-square is as good."
        allowed = "small enough to lay out: 5 million tables with its margins"
        raise OptionError.outside("table", "more", allowed, hint=hint)
    return np.repeat(np.arange(len(times)), times.astype(np.intp))
