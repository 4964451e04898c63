"""Covariance of the means of all segments of a sample, each respondent being in one of them at most."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.stats.designs import (
    Design,
    between_totals,
    centres,
    group_sums,
    mean_covariance,
    stratum_factors,
)
from gapkit.stats.influences import blocks, influence_rows
from gapkit.stats.types import Array, Mask

Codes = npt.NDArray[np.integer]


def domain_covariance(
    y: npt.NDArray[np.generic], in_base: Mask, domain: Codes, domains: int, design: Design
) -> Array:
    """Covariance of the weighted means of k items in every domain, domain by domain, items within.

    Equal to ``mean_covariance`` of all domains' columns side by side, but each respondent is read
    once and not once per domain. Respondents of other domains stay in the design.

    Parameters
    ----------
    y, in_base : ndarray, shape (n, k)
        As in ``mean_covariance``.
    domain : ndarray of int, shape (n,)
        Domain of each respondent; negative: none of them.
    domains : int
        How many there are.
    design : Design
        Of all respondents.

    Returns
    -------
    ndarray, shape (domains * k, domains * k)
        NaN where a base is empty. Without strata and PSUs 0 between domains.

    Raises
    ------
    LonelyPSUError
        As ``covariance``.

    References
    ----------
    Binder 1983, International Statistical Review 51:279.

    Examples
    --------
    >>> y, design = np.array([[1], [0], [0], [1]]), Design(np.ones(4))
    >>> print(domain_covariance(y, y >= 0, np.array([0, 0, 1, 1]), 2, design).round(4))
    [[0.1667 0.    ]
     [0.     0.1667]]
    """
    if domains == 1 and (domain == 0).all():
        return mean_covariance(y, in_base, design)
    if design.layout.psu_of_row is None:
        return _between_respondents(y, in_base, domain, domains, design)
    totals = _psu_totals(y, in_base, domain, domains, design)
    return between_totals(lambda rows: totals[rows], totals.shape, design, balanced=True)


def _between_respondents(
    y: npt.NDArray[np.generic], in_base: Mask, domain: Codes, domains: int, design: Design
) -> Array:
    """Without PSUs: products within each domain, less those of the strata's means.

    Influences sum to 0, so in one stratum there are no means, and domains do not covary.
    """
    layout, items = design.layout, y.shape[1]
    factor = stratum_factors(design)
    root, strata = np.sqrt(factor), layout.stratum_of_psu
    result = np.zeros((domains * items, domains * items))
    sums = np.zeros((len(layout.psus), domains * items))
    for place in range(domains):
        inside, block = np.flatnonzero(domain == place), slice(place * items, (place + 1) * items)
        rows_of = influence_rows(y[inside], in_base[inside], design.weight[inside])
        for rows in blocks((len(inside), items)):
            u = rows_of(rows) * root[strata[inside[rows]], None]
            result[block, block] += u.T @ u
        if len(layout.psus) > 1:
            sums[:, block] = group_sums(rows_of, strata[inside], len(layout.psus), items)
    if len(layout.psus) == 1:
        return result
    mean = centres(sums, design)
    return np.asarray(result - mean.T @ (mean * (factor * layout.psus)[:, None]))


def _psu_totals(
    y: npt.NDArray[np.generic], in_base: Mask, domain: Codes, domains: int, design: Design
) -> Array:
    """Sum each PSU's influences per domain and item: (PSUs, domains * items)."""
    psus, cells = int(design.layout.psus.sum()), domains + 1
    home = np.maximum(domain, -1).astype(np.intp) + 1  # 0: in no domain
    key = np.asarray(design.layout.psu_of_row) * cells + home
    totals = np.empty((psus, domains, y.shape[1]))
    for item in range(y.shape[1]):
        weight = np.where(in_base[:, item], design.weight, 0.0)
        answers = _centred(np.where(in_base[:, item], y[:, item], 0.0), weight)
        w, wy = (
            np.bincount(key, each, psus * cells).reshape(psus, cells)[:, 1:]
            for each in (weight, weight * answers)
        )
        size = w.sum(axis=0)
        mean, share = (
            np.divide(each, size, out=np.full(domains, np.nan), where=size > 0)
            for each in (wy.sum(axis=0), np.ones(domains))
        )
        totals[:, :, item] = (wy - mean * w) * share
    return totals.reshape(psus, -1)


def _centred(answers: Array, weight: Array) -> Array:
    """Take the mean off answers in their own units, so that no digits are lost to it."""
    if answers.max(initial=0.0) <= 1 and answers.min(initial=0.0) >= 0:
        return answers
    total = weight.sum()
    return answers - weight @ answers / total if total > 0 else answers
