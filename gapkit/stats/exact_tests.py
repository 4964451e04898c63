"""Exact tests that two groups share one proportion, conditional and unconditional, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.options import check
from gapkit.stats.counts import check_broadcast, check_whole, counted
from gapkit.stats.hypergeometric import fisher_tails, lay_tables
from gapkit.stats.types import Array, Numbers, broadcast, plain
from gapkit.stats.unconditional import Ordering, orderings, unconditional_p

ExactMethod = Literal["fisher", "fisher-mid-p", "boschloo", "barnard-pooled", "barnard-unpooled"]

MOST_TABLES = 4_000_000
"""Tables with the same bases that an unconditional test may have to order."""


@dataclass(frozen=True, slots=True)
class ExactTest:
    """P-values of an exact test.

    Attributes
    ----------
    p_value : float or ndarray
        Two-sided: chance of a table no likelier (Fisher), or at least as far out, either way.
    p_less, p_greater : float or ndarray
        Of the side being below, above the reference.
    p_doubled : float or ndarray
        The other two-sided p: twice the smaller one-sided one, at most 1.
    method : str
        Which test.
    """

    p_value: Numbers
    p_less: Numbers
    p_greater: Numbers
    p_doubled: Numbers
    method: ExactMethod


def exact_test(
    count: npt.ArrayLike,
    base: npt.ArrayLike,
    count_reference: npt.ArrayLike,
    base_reference: npt.ArrayLike,
    *,
    method: ExactMethod = "fisher",
) -> ExactTest:
    """Exact test that two groups share one proportion.

    Respondents are taken as independent and equally weighted; counts must be whole. These tests
    have no interval of the gap that agrees with them: where one is wanted, use ``proportion_gap``.

    Parameters
    ----------
    count, base, count_reference, base_reference : array_like
        As in ``proportion_gap``.
    method : str, default "fisher"
        Given both margins: "fisher", or "fisher-mid-p", which counts half of the observed table.
        Given the bases only, at the worst common share: "boschloo" (orders tables by Fisher's p),
        "barnard-pooled" or "barnard-unpooled" (by z).

    Returns
    -------
    ExactTest
        NaN where a base is 0.

    Raises
    ------
    OptionError
        If the method is unknown, a count is not whole or out of range, the shapes do not fit, or
        an unconditional test would have to order more than 4 million tables.

    References
    ----------
    Fisher 1935. Lancaster 1961, Journal of the American Statistical Association 56:223. Barnard
    1945, Nature 156:177. Boschloo 1970, Statistica Neerlandica 24:1.

    Examples
    --------
    >>> round(exact_test(9, 10, 3, 10).p_value, 5)
    0.01977
    >>> round(exact_test(9, 10, 3, 10, method="boschloo").p_value, 5)
    0.00796
    """
    check("method", method, ExactMethod)
    side = counted(count, base, names=("count", "base"))
    reference = counted(count_reference, base_reference, names=("count_reference", "base_reference"))
    check_broadcast(("count", "count_reference"), side.p, reference.p)
    p1, n1, p2, n2 = broadcast(side.p, side.n, reference.p, reference.n)
    known = (n1 > 0) & (n2 > 0)
    bases = n1[known], n2[known]
    counts = np.round(p1[known] * bases[0], 9), np.round(p2[known] * bases[1], 9)
    for name, values in zip(
        ("base", "base_reference", "count", "count_reference"), (*bases, *counts), strict=True
    ):
        check_whole(name, values)
    less, greater, two_sided = (np.full(known.shape, np.nan) for _ in range(3))
    if known.any():
        tables = counts[0], bases[0], counts[1], bases[1]
        found = _conditional(*tables, method) if method in FISHER else _unconditional(*tables, method)
        less[known], greater[known], two_sided[known] = found
    return ExactTest(
        p_value=plain(two_sided),
        p_less=plain(less),
        p_greater=plain(greater),
        p_doubled=plain(np.minimum(2 * np.minimum(less, greater), 1.0)),
        method=method,
    )


FISHER = ("fisher", "fisher-mid-p")


def _conditional(x1: Array, n1: Array, x2: Array, n2: Array, method: ExactMethod) -> Array:
    """One-sided and two-sided p of flat arrays of tables; 3 x tables."""
    tails = fisher_tails(lay_tables(x1, n1, x2, n2))
    half = tails.observed / 2 if method == "fisher-mid-p" else np.zeros_like(tails.observed)
    return np.stack([tails.less - half, tails.greater - half, tails.no_likelier - half])


def _unconditional(x1: Array, n1: Array, x2: Array, n2: Array, method: ExactMethod) -> Array:
    """Return the same; the tables of one pair of bases are ordered once."""
    found = np.empty((3, len(x1)))
    known: dict[tuple[int, int], Ordering] = {}
    for row, (a, n, b, m) in enumerate(zip(x1, n1, x2, n2, strict=True)):
        bases = int(n), int(m)
        if bases not in known:
            if (bases[0] + 1) * (bases[1] + 1) > MOST_TABLES:
                hint = 'use method="fisher-mid-p", or proportion_gap.'
                allowed = "small enough for this method: (base + 1) x (base_reference + 1) up to 4 million"
                raise OptionError.outside("base", f"{bases[0]} and {bases[1]}", allowed, hint=hint)
            known[bases] = orderings(*bases, method)
        found[:, row] = unconditional_p(known[bases], int(a), int(b))
    return found
