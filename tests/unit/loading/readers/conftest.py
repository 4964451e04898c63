"""Files of every format and the tables they become."""

from __future__ import annotations

from pathlib import Path

import pytest

from gapkit.loading.readers.registry import read_file
from gapkit.survey import ReadOptions

FILES = Path(__file__).parents[3] / "data" / "readers"


@pytest.fixture
def table_of():
    """Read a file: a path, or the name of one of the files of other projects."""

    def build(path, *, wanted=None, isolate=False, **read):
        return read_file(FILES / path, ReadOptions(**read), wanted=wanted, isolate=isolate)

    return build


@pytest.fixture
def values_of():
    """Return the cells of a column row by row, ``None`` where there is nothing."""

    def build(table, name):
        cells = table.columns[name]
        return [None if code < 0 else cells.distinct[code] for code in cells.codes.tolist()]

    return build
