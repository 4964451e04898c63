"""Who counts on a side, and how they were sampled."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from math import nan
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import (
    DuplicateRespondentError,
    ExtremeWeightWarning,
    GapkitError,
    LoadError,
    LonelyPSUError,
    SurveyError,
    WeightError,
    raise_all,
)
from gapkit.loading.cells import NOTHING, Cells, faces, normal, number_text, text_number
from gapkit.loading.table import Table
from gapkit.responses import Exclusion
from gapkit.survey import Side

FPC_SLACK: Final = 1e-9
"""Relative difference within which two population sizes are the same."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The respondents that count, and who was left out for which reason."""

    table: Table
    exclusions: tuple[Exclusion, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The sampling design of the respondents that count; ``None`` where the side has none."""

    weight: NDArray[np.float64] | None
    stratum: NDArray[np.intp] | None
    psu: NDArray[np.intp] | None
    fpc: NDArray[np.float64] | None


def filtered(table: Table, side: Side) -> Kept:
    """Return the rows that the side's ``where`` keeps."""
    where = side.where
    if where is None or any(name not in table.columns for name in where.columns):
        return Kept(table, ())
    frame = pd.DataFrame({name: plain_cells(table.columns[name], side) for name in where.columns})
    labels = {name: dict(table.columns[name].labels) for name in where.columns}
    try:
        keep = where.mask(frame, missing=side.missing, labels=labels)
    except SurveyError as error:
        error.where = error.where or f"{table.source.name}, `where` of side `{side.id}`"
        raise
    left = int((~keep).sum())
    reason = f"outside the side's filter: {where.text}"
    return Kept(table.take(keep), (Exclusion(side.id, reason, left),) if left else ())


def plain_cells(cells: Cells, side: Side) -> NDArray[np.object_]:
    """Return a column as numbers and texts, ``None`` where a cell is blank or declared missing."""
    seen = faces(cells, side.missing)
    values = np.empty(len(cells.distinct) + 1, object)
    values[:-1] = [
        text if np.isnan(number) else number
        for text, number in zip(seen.texts, seen.numbers.tolist(), strict=True)
    ]
    values[:-1][seen.declared] = None
    values[-1] = None
    plain: NDArray[np.object_] = values[cells.codes]
    return plain


def without_duplicates(table: Table, side: Side) -> Kept:
    """Return one row per respondent, as the side's ``duplicates`` says.

    Raises
    ------
    DuplicateRespondentError
        If an id is blank, or is there more than once and ``duplicates`` is ``"fail"``.
    """
    column = side.id_column
    if column is None or column not in table.columns:
        return Kept(table, ())
    ids = table.columns[column].codes
    blank = ids == NOTHING
    if blank.any():
        raise DuplicateRespondentError.blank(table.source.name, column, rows=table.rows_where(blank))
    counts = np.bincount(ids)
    if counts.max(initial=0) <= 1:
        return Kept(table, ())
    if side.duplicates == "fail":
        raise DuplicateRespondentError.repeated(
            table.source.name,
            column,
            rows=table.rows_where(counts[ids] > 1),
            ids=int((counts > 1).sum()),
        )
    keep = np.zeros(len(ids), bool)
    order = np.arange(len(ids)) if side.duplicates == "first" else np.arange(len(ids))[::-1]
    keep[order[np.unique(ids[order], return_index=True)[1]]] = True
    reason = f"further row of a respondent, the {side.duplicates} one is kept"
    return Kept(table.take(keep), (Exclusion(side.id, reason, int((~keep).sum())),))


def weighted(table: Table, side: Side) -> Kept:
    """Return the rows with a positive weight.

    Rows without a weight are dropped only if the side's ``missing_weights`` says so; rows of
    weight 0 leave the base with a warning.

    Raises
    ------
    WeightError
        If a weight is negative, infinite or missing, or none is positive.
    """
    column = side.weight
    if column is None or column not in table.columns:
        return Kept(table, ())
    weight = numbers(table, column, side, use="weight")
    stop_at_weights(table, column, weight, side)
    if not (weight > 0).any():
        raise WeightError.all_zero(table.source.name, column)
    missing, zero = np.isnan(weight), weight == 0
    exclusions = tuple(
        Exclusion(side.id, reason, int(mask.sum()))
        for reason, mask in (("no weight", missing), ("weight 0", zero))
        if mask.any()
    )
    if zero.any():
        warnings.warn(ExtremeWeightWarning.zero(side.id, int(zero.sum())), stacklevel=5)
    return Kept(table.take(weight > 0), exclusions)


def stop_at_weights(table: Table, column: str, weight: NDArray[np.float64], side: Side) -> None:
    """Raise with every kind of weight that cannot be."""
    file = table.source.name
    missing = np.isnan(weight) & (side.missing_weights == "fail")
    problems: list[GapkitError] = [
        build(file, column, rows=table.rows_where(mask))
        for build, mask in (
            (WeightError.negative, weight < 0),
            (WeightError.not_finite, np.isinf(weight)),
            (WeightError.missing, missing),
        )
        if mask.any()
    ]
    if problems:
        raise_all(problems)


def design_of(table: Table, side: Side) -> Design:
    """Return weights, strata, PSUs and population sizes of the respondents that count.

    PSU codes may start again in each stratum: a PSU is known by stratum and code.

    Raises
    ------
    LoadError
        If a respondent has no stratum, PSU or population size, or a size cannot be.
    """
    problems: list[GapkitError] = []
    codes: dict[str, NDArray[np.intp] | None] = {}
    for use, column in (("stratum", side.strata), ("PSU", side.psu or side.dyad)):
        try:
            told = use if side.dyad is None else "dyad"
            codes[use] = design_codes(table, column, side, use=told)
        except LoadError as error:
            problems.extend(error.problems)
    if problems:
        raise_all(problems)
    stratum, psu = codes["stratum"], codes["PSU"]
    if stratum is not None and psu is not None:
        psu = np.unique(np.column_stack([stratum, psu]), axis=0, return_inverse=True)[1].reshape(-1)
    weight = None if absent(table, side.weight) else numbers(table, str(side.weight), side, use="weight")
    fpc = population_sizes(table, side, stratum, psu)
    stop_at_lonely_psus(table, side, stratum, psu, fpc)
    return Design(weight, stratum, psu, fpc)


def stop_at_lonely_psus(
    table: Table,
    side: Side,
    stratum: NDArray[np.intp] | None,
    psu: NDArray[np.intp] | None,
    fpc: NDArray[np.float64] | None,
) -> None:
    """Raise, naming the strata, where one PSU stands alone and no rule says what that means.

    A stratum that was taken whole has no sampling variance, and so no need of a second PSU.
    """
    if side.lonely_psu != "fail" or stratum is None or side.strata is None:
        return
    units = np.arange(len(stratum)) if psu is None else psu
    first, counts = np.unique(stratum[np.unique(units, return_index=True)[1]], return_counts=True)
    rows = [int(np.argmax(stratum == code)) for code in first[counts == 1]]
    lonely = [row for row in rows if fpc is None or fpc[row] > 1]
    if lonely:
        cells = table.columns[side.strata]
        names = [number_text(cells.distinct[cells.codes[row]]) for row in lonely]
        raise LonelyPSUError.in_strata(names, file=table.source.name)


def absent(table: Table, column: str | None) -> bool:
    """Whether the side has no such column (a missing one is told beforehand)."""
    return column is None or column not in table.columns


def design_codes(table: Table, column: str | None, side: Side, *, use: str) -> NDArray[np.intp] | None:
    """Return a design column as codes 0, 1, 2 …, in the order of its values."""
    if column is None or absent(table, column):
        return None
    cells = table.columns[column]
    seen = faces(cells, side.missing)
    gone = np.append(seen.declared | seen.matching_any(side.missing), True)[cells.codes]
    if gone.any():
        raise LoadError.design_blank(table.source.name, column, rows=table.rows_where(gone), use=use)
    return np.unique(cells.codes, return_inverse=True)[1].astype(np.intp)


def population_sizes(
    table: Table,
    side: Side,
    stratum: NDArray[np.intp] | None,
    psu: NDArray[np.intp] | None,
) -> NDArray[np.float64] | None:
    """Return the population size of each row's stratum.

    Raises
    ------
    LoadError
        If a size is blank, not positive, differs within a stratum, or is below its sample.
    """
    column = side.fpc
    if column is None or absent(table, column):
        return None
    sizes = numbers(table, column, side, use="population size")
    file = table.source.name
    if np.isnan(sizes).any():
        raise LoadError.design_blank(
            file, column, rows=table.rows_where(np.isnan(sizes)), use="population size"
        )
    if not len(sizes):
        return sizes
    groups = np.zeros(len(sizes), np.intp) if stratum is None else stratum
    first = np.unique(groups, return_index=True)[1]
    usual = sizes[first][groups]
    units = np.arange(len(sizes)) if psu is None else psu
    sampled = np.bincount(np.unique(np.column_stack([groups, units]), axis=0)[:, 0])[groups]
    for rule, wrong in (
        ("a positive population size", ~(np.isfinite(sizes) & (sizes > 0))),
        ("the same population size in all rows of a stratum", abs(sizes - usual) > FPC_SLACK * usual),
        ("at least the number sampled in the stratum", sizes < sampled),
    ):
        if wrong.any():
            raise LoadError.fpc(file, column, rows=table.rows_where(wrong), rule=rule)
    return sizes


def numbers(table: Table, column: str, side: Side, *, use: str) -> NDArray[np.float64]:
    """Return a column as numbers, NaN where there is none.

    Raises
    ------
    LoadError
        If a cell holds text.
    """
    cells = table.columns[column]
    seen = faces(cells, side.missing)
    gone = seen.declared | seen.matching_any(side.missing)
    values = np.append(np.where(gone, nan, seen.numbers), nan)[cells.codes]
    text = np.append(np.isnan(seen.numbers) & ~gone, False)[cells.codes]
    if text.any():
        raise LoadError.not_a_number(
            table.source.name, column, rows=rows_of_text(table, column, text), use=use
        )
    return values


def rows_of_text(table: Table, column: str, text: NDArray[np.bool_]) -> list[int]:
    """Return the rows whose cell is no number, where one such cell makes the column a text."""
    cells = table.columns[column]
    written = [normal(number_text(cell)) for cell in cells.distinct.tolist()]
    odd = np.array([np.isnan(text_number(cell, cells.decimal or ".")) for cell in written], bool)
    if not np.append(odd, False)[cells.codes][text].any():  # numbers that a frame holds as text
        return table.rows_where(text)
    return table.rows_where(text & np.append(odd, False)[cells.codes])
