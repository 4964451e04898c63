"""Replicate weights: which columns they are, and what their variance is scaled by."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import GapkitError, LoadError, MissingColumnError, WeightError, raise_all
from gapkit.loading.design import numbers
from gapkit.loading.table import Table
from gapkit.responses import ReplicateWeights
from gapkit.stats import Replicates, replicate_df
from gapkit.survey import Replication, Side

MIN_REPLICATES: Final = 2

SAME: Final = 1e-3
"""Relative difference of a replicate's weight from the full one that only rounding can have made."""

Floats = NDArray[np.float64]


def replicate_columns(names: Sequence[str], replication: Replication) -> list[str]:
    """Return the columns that match the pattern, in the order of the data."""
    return [name for name in names if fnmatchcase(name, replication.columns)]


def replicates_of(table: Table, side: Side, weight: Floats | None) -> ReplicateWeights | None:
    """Return the replicate weights of the respondents that count.

    Raises
    ------
    LoadError
        If fewer than two columns match, or a column cannot be a replicate's weights.
    """
    replication = side.replicates
    if replication is None or weight is None:
        return None
    columns = replicate_columns(table.names, replication)
    if len(columns) < MIN_REPLICATES:
        raise MissingColumnError.no_replicates(table.source.name, replication.columns, columns, side=side.id)
    replicate = replicate_numbers(table, columns, side)
    rscales = replicate_scales(replication, weight, replicate, table.source.name)
    design = Replicates(
        weight, replicate, overall_scale(replication, len(columns)), rscales, mse=replication.mse
    )
    df = replicate_df(design)
    if df < 1:
        raise WeightError.same_replicates(table.source.name, columns)
    return ReplicateWeights(replication.method, design, df)


def replicate_numbers(table: Table, columns: Sequence[str], side: Side) -> Floats:
    """Return the weights, one column per replicate, or raise with all that cannot be weights."""
    problems: list[GapkitError] = []
    values: list[Floats] = []
    for column in columns:
        try:
            values.append(numbers(table, column, side, use="replicate weight"))
        except LoadError as error:
            problems.extend(error.problems)
    if problems:
        raise_all(problems)
    replicate = np.stack(values, axis=1)
    wrong: dict[str, NDArray[np.bool_]] = {
        "negative": replicate < 0,
        "infinite": np.isinf(replicate),
        "missing": np.isnan(replicate),
    }
    for kind, mask in wrong.items():
        if mask.any():
            told = [columns[place] for place in np.flatnonzero(mask.any(axis=0)).tolist()]
            rows = table.rows_where(np.asarray(mask.any(axis=1)))
            problems.append(
                WeightError.replicates(table.source.name, told, rows=rows, kind=kind, count=int(mask.sum()))
            )
    empty = [columns[place] for place in np.flatnonzero((replicate > 0).sum(axis=0) == 0).tolist()]
    if empty:
        problems.append(WeightError.replicates_all_zero(table.source.name, empty))
    if problems:
        raise_all(problems)
    return replicate


def overall_scale(replication: Replication, count: int) -> float:
    """Return the factor of the whole variance.

    Examples
    --------
    >>> round(overall_scale(Replication("rw*", "fay", rho=0.3), 16), 6)
    0.127551
    """
    return {
        "jk1": (count - 1) / count,
        "jkn": 1.0,
        "brr": 1 / count,
        "fay": 1 / (count * (1 - replication.rho) ** 2),
        "bootstrap": 1 / (count - 1),
    }[replication.method]


def replicate_scales(replication: Replication, weight: Floats, replicate: Floats, file: str) -> Floats:
    """Return the factor of each replicate: given, found in the weights (``jkn``), or 1.

    Raises
    ------
    WeightError
        If there is another number of factors than of replicates, or none can be found.
    """
    count = replicate.shape[1]
    given = replication.rscales
    if len(given) > 1 and len(given) != count:
        raise WeightError.rscales_count(file, given=len(given), replicates=count)
    if given:
        return np.broadcast_to(np.array(given), count).astype(np.float64)
    if replication.method != "jkn":
        return np.ones(count)
    found = jackknife_scales(weight, replicate)
    if found is None:
        raise WeightError.no_rscales(file)
    return found


def jackknife_scales(weight: Floats, replicate: Floats) -> Floats | None:
    """Return (n_h - 1) / n_h of each replicate's stratum where the weights themselves show it.

    A replicate of a stratified jackknife leaves out one PSU and raises the rest of its stratum.
    Replicates that touch the same respondents belong to one stratum; its n_h are believed only
    where every one of these respondents is left out exactly once and the raise is n_h / (n_h - 1).
    Anything else (one replicate per pair of PSUs, weights calibrated again) gives ``None``.

    Examples
    --------
    >>> weight = np.ones(4)
    >>> replicate = np.array([[0, 2, 1, 1], [2, 0, 1, 1], [1, 1, 0, 2], [1, 1, 2, 0.0]])
    >>> print(jackknife_scales(weight, replicate))
    [0.5 0.5 0.5 0.5]
    """
    ratio = replicate / weight[:, None]
    touched = np.abs(ratio - 1) > SAME
    strata: dict[bytes, list[int]] = {}
    for place, column in enumerate(touched.T):
        strata.setdefault(column.tobytes(), []).append(place)
    scales = np.zeros(replicate.shape[1])
    for places in strata.values():
        psus = len(places)
        if psus < MIN_REPLICATES:
            return None
        inside = ratio[touched[:, places[0]]][:, places]
        gone = inside == 0
        raised = np.abs(inside * (psus - 1) / psus - 1) <= SAME
        if not ((gone | raised).all() and (gone.sum(axis=1) == 1).all()):
            return None
        scales[places] = (psus - 1) / psus
    return scales
