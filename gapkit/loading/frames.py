"""Data frames as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from decimal import Decimal
from typing import Any, Final

import narwhals as nw
import numpy as np
import pandas as pd

from gapkit.errors import LoadError
from gapkit.loading.cells import NOTHING, Cells, normal
from gapkit.loading.table import Table
from gapkit.responses import DataSource

EXACT: Final = 2**53
"""Whole numbers up to here are kept exactly as floats."""


def read_frame(data: object, *, wanted: Collection[str] | None) -> Table:
    """Return the wanted columns of a data frame: pandas, or any that Narwhals knows.

    The frame is not changed. Missing values and empty texts are blank; a text stays a text.

    Raises
    ------
    LoadError
        If the object is no frame, or two columns have one name.
    """
    frame = as_pandas(data)
    names = [normal(str(name)) for name in frame.columns]
    twice = sorted(name for name, count in Counter(names).items() if count > 1)
    if twice:
        raise LoadError.duplicate_columns("data frame", twice)
    if not len(frame):
        raise LoadError.empty("data frame", "no rows")
    columns = {
        name: cells_of(name, frame.iloc[:, place])
        for place, name in enumerate(names)
        if wanted is None or name in wanted
    }
    source = DataSource(name="data frame", format="data frame", sha256="", rows=len(frame))
    return Table(source, columns, tuple(names), np.arange(len(frame)))


def as_pandas(data: object) -> pd.DataFrame:
    """Return any frame as a pandas frame."""
    if isinstance(data, pd.DataFrame):
        return data
    native: Any = data
    try:
        frame: Any = nw.from_native(native)
    except TypeError:
        raise LoadError.not_a_frame(type(data).__name__) from None
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect()
    return pd.DataFrame({name: frame[name].to_list() for name in frame.columns})


def cells_of(name: str, column: pd.Series[Any]) -> Cells:
    """Return one column of a frame as cells."""
    measure = "unknown"
    if isinstance(column.dtype, pd.CategoricalDtype):
        places, found = column.cat.codes.to_numpy(), column.cat.categories
        measure = "ordinal" if column.cat.ordered else "nominal"
    else:
        try:
            places, found = pd.factorize(column)
        except TypeError as error:
            raise LoadError.odd_cells(name, str(error)) from None
    cells = [cell_of(each) for each in found.tolist()]
    distinct = np.empty(len(cells), object)
    distinct[:] = cells
    blank = np.array([isinstance(cell, str) and not normal(cell) for cell in cells], bool)
    codes = places.astype(np.int32)
    if blank.any():
        codes[(codes >= 0) & blank[codes]] = NOTHING
    return Cells(codes, distinct, measure=measure)


def cell_of(cell: object) -> float | str:
    """Return a cell as number or text; a whole number that no float holds is a text."""
    if isinstance(cell, int) and abs(cell) > EXACT:
        return str(cell)
    if isinstance(cell, bool | int | float | Decimal | np.number | np.bool_):
        return float(cell)
    return cell if isinstance(cell, str) else str(cell)
