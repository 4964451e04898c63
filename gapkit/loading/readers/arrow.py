"""Parquet and Arrow files (Feather), read by PyArrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.errors import DamagedFileError, GapkitError, LoadError
from gapkit.errors.formats import FormatError
from gapkit.loading.cells import NOTHING, Cells, Form, normal
from gapkit.loading.frames import EXACT
from gapkit.loading.readers.contract import Input, Reader
from gapkit.loading.table import ResponseSet, Table

if TYPE_CHECKING:
    import pyarrow as pa

CELL_LIMIT: Final = 200_000_000
ROW_LIMIT: Final = 100_000_000
OPTION_LIMIT: Final = 500
"""Different options of a column of lists."""

ReadColumn = Callable[[str], "pa.ChunkedArray"]


def read_arrow(file: Input) -> Table:
    """Return the wanted columns; one column per option where cells are lists of options chosen.

    Raises
    ------
    FormatError
        If PyArrow is not installed, or a wanted column holds tables.
    DamagedFileError
        If the file is cut off, a page does not have its checksum, or there are too many cells.
    """
    if find_spec("pyarrow") is None:
        raise FormatError.missing_extra(file.name, file.source.format, "parquet")
    try:
        return table_of(file)
    except GapkitError:
        raise
    except MemoryError:
        raise DamagedFileError.too_much(file.name, "the memory there is") from None
    except Exception as error:  # noqa: BLE001 - readers raise anything on damaged files
        reason = f"{type(error).__name__}: {error}"[:300]
        raise DamagedFileError.reader(file.name, file.source.format, reason) from None


def table_of(file: Input) -> Table:
    """Return the table, reading one column after the other."""
    schema, rows, read = opened(file)
    refuse_twins(schema.names, file.name)
    nested = [field.name for field in schema if is_nested(field.type)]
    if asked_for := [name for name in nested if file.wanted is not None and name in file.wanted]:
        raise FormatError.nested(file.name, asked_for)
    flat = [field for field in schema if field.name not in nested]
    wanted = [field for field in flat if is_wanted(field, file)]
    if rows > ROW_LIMIT or rows * max(len(wanted), 1) > CELL_LIMIT:
        raise DamagedFileError.too_many_cells(file.name, rows=rows, columns=len(wanted), limit=CELL_LIMIT)
    columns: dict[str, Cells] = {}
    names: list[str] = []
    sets: list[ResponseSet] = []
    for field in flat:
        if not is_list(field.type):
            names.append(field.name)
        if field not in wanted:
            continue
        if is_list(field.type):
            options = split(field.name, read(field.name), file.name)
            names += options
            columns |= {name: cells for name, cells in options.items() if keeps(file, name)}
            sets.append(ResponseSet(field.name, "dichotomous", tuple(options), field.name, 1.0))
        else:
            columns[field.name] = cells_of(read(field.name))
    refuse_twins(names, file.name)
    remarks = tuple(f"`{name}` holds tables in its cells and was left out" for name in nested)
    return Table(
        source=replace(file.source, rows=rows),
        columns=columns,
        names=tuple(names),
        rows=np.arange(1, rows + 1),
        sets=tuple(sets),
        remarks=remarks,
    )


def refuse_twins(names: Sequence[str], file: str) -> None:
    """Raise if two columns have one name."""
    if twice := sorted(name for name, count in Counter(names).items() if count > 1):
        raise LoadError.duplicate_columns(file, twice)


def keeps(file: Input, name: str) -> bool:
    """Whether a column is wanted."""
    return file.wanted is None or name in file.wanted


def is_wanted(field: pa.Field, file: Input) -> bool:
    """Whether a column is to be read; one of lists is if one of its options is wanted."""
    if file.wanted is None or not is_list(field.type):
        return keeps(file, field.name)
    return any(each.startswith(f"{field.name}[") for each in file.wanted)


def opened(file: Input) -> tuple[pa.Schema, int, ReadColumn]:
    """Return the columns, the number of rows, and what reads a column."""
    import pyarrow as pa
    from pyarrow import feather
    from pyarrow import parquet as pq

    if file.source.format == PARQUET.name:
        parquet = pq.ParquetFile(file.path, page_checksum_verification=True)

        def of_parquet(name: str) -> pa.ChunkedArray:
            return parquet.read(columns=[name], use_threads=False).column(0)

        return parquet.schema_arrow, parquet.metadata.num_rows, of_parquet
    with file.path.open("rb") as start:
        old = start.read(4) == b"FEA1"
    if old:
        table = feather.read_table(file.path, use_threads=False)
    else:
        with pa.OSFile(str(file.path)) as source:
            table = pa.ipc.open_file(source).read_all()
    table.validate(full=True)
    return table.schema, table.num_rows, table.column


def is_list(kind: pa.DataType) -> bool:
    """Whether the cells of a column are lists of plain values."""
    from pyarrow import types

    lists = types.is_list(kind) or types.is_large_list(kind) or types.is_fixed_size_list(kind)
    return bool(lists and not is_nested(kind.value_type) and not is_list(kind.value_type))


def is_nested(kind: pa.DataType) -> bool:
    """Whether the cells of a column are no plain values, nor lists of them."""
    from pyarrow import types

    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return True
    return bool(types.is_nested(kind) and not is_list(kind))


def cells_of(column: pa.ChunkedArray) -> Cells:
    """Return a column as cells; an empty text is blank."""
    from pyarrow import types

    kind = column.type
    if types.is_dictionary(kind):
        cells = encoded(column.unify_dictionaries())
        return replace(cells, measure="ordinal" if kind.ordered else "nominal")
    if types.is_null(kind):
        return Cells(np.full(len(column), NOTHING, np.int32), np.array([], object))
    if is_number(column):
        codes, distinct = pd.factorize(column.cast("float64", safe=False).to_numpy())
        return Cells(codes.astype(np.int32), np.asarray(distinct, np.float64), form="number")
    return replace(encoded(column.dictionary_encode().unify_dictionaries()), form=form_of(kind))


def form_of(kind: pa.DataType) -> Form:
    """Return what a column that is no number holds."""
    from pyarrow import types

    tests: tuple[tuple[Callable[[object], bool], Form], ...] = (
        (types.is_date, "date"),
        (types.is_timestamp, "datetime"),
        (types.is_time, "time"),
    )
    return next((form for test, form in tests if test(kind)), "text")


def is_number(column: pa.ChunkedArray) -> bool:
    """Whether a column holds numbers that floats hold too."""
    from pyarrow import types

    kind = column.type
    if types.is_integer(kind) or types.is_decimal(kind):
        return not beyond_exact(column)
    return bool(types.is_boolean(kind) or types.is_floating(kind))


def beyond_exact(column: pa.ChunkedArray) -> bool:
    """Whether a column of whole or decimal numbers holds one larger than a float holds exactly."""
    from pyarrow import compute

    ends = compute.min_max(column).as_py()
    return any(abs(end) > EXACT for end in ends.values() if end is not None)


def encoded(column: pa.ChunkedArray) -> Cells:
    """Return a column whose chunks have one dictionary, in the dictionary's order."""
    values = column.chunk(0).dictionary.to_pylist() if column.num_chunks else []
    parts = [chunk.indices.fill_null(NOTHING).to_numpy(zero_copy_only=False) for chunk in column.chunks]
    codes = np.concatenate([np.asarray(part, np.int32) for part in parts]) if parts else np.empty(0, np.int32)
    distinct = np.empty(len(values), object)
    distinct[:] = [plain(value) for value in values]
    blank = np.array([isinstance(cell, str) and not normal(cell) for cell in distinct.tolist()], bool)
    if blank.any():
        codes = np.where((codes >= 0) & blank[codes], np.int32(NOTHING), codes)
    return Cells(codes, distinct)


def plain(value: Any) -> float | str:  # noqa: ANN401 - whatever Arrow holds
    """Return a cell as number or text; dates as ISO 8601 writes them."""
    if isinstance(value, bool | float):
        return float(value)
    if value is None:
        return ""
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def split(name: str, column: pa.ChunkedArray, file: str) -> dict[str, Cells]:
    """Return a column of 0 and 1 for each option, blank where there is no list."""
    lists = column.to_pylist()
    options = list(dict.fromkeys(plain(each) for row in lists if row for each in row if each is not None))
    if len(options) > OPTION_LIMIT:
        raise FormatError.too_many_options(file, name, count=len(options), limit=OPTION_LIMIT)
    return {
        f"{name}[{option}]": Cells(
            codes=ticks(lists, option),
            distinct=np.array([0.0, 1.0]),
            label=str(option),
            question=name,
            form="number",
        )
        for option in sorted(options, key=str)
    }


def ticks(lists: Sequence[Sequence[Any] | None], option: float | str) -> NDArray[np.int32]:
    """Return which rows hold an option: 1, 0, or nothing."""
    return np.array(
        [NOTHING if row is None else option in [plain(each) for each in row] for row in lists], np.int32
    )


PARQUET: Final = Reader(
    name="Parquet",
    forms=("parquet",),
    endings=(".parquet", ".pq"),
    recognise=lambda head: head.content.startswith(b"PAR1"),
    read=read_arrow,
)
ARROW: Final = Reader(
    name="Arrow",
    forms=("arrow", "feather"),
    endings=(".arrow", ".feather", ".ipc"),
    recognise=lambda head: head.content.startswith((b"ARROW1", b"FEA1")),
    read=read_arrow,
)
