"""Files of survey tools, made or found, read whole."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from gapkit.errors import GapkitError
from gapkit.loading.readers.registry import read_file
from gapkit.survey import ReadOptions

ROOT = Path(__file__).parents[4]


@pytest.fixture
def read(tmp_path):
    """Read text or bytes as a file, all of it."""

    def build(content, name="us.csv", *, wanted=None, **options):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, ReadOptions(**options), wanted=wanted)

    return build


@pytest.fixture
def found():
    """Read a file that lies among the tests."""

    def build(name, *, wanted=None, **options):
        return read_file(ROOT / "tests" / "data" / "exports" / name, ReadOptions(**options), wanted=wanted)

    return build


@cache
def whole(path):
    return read_file(path, ReadOptions())


@pytest.fixture
def kept_apart():
    """Read a file that lies beside the repository, if it is there."""

    def build(name, why):
        path = ROOT.parent / "shared" / "data" / name
        if not path.is_file():
            pytest.skip(f"{name} is kept out of the repository: {why}")
        return whole(path)

    return build


@pytest.fixture
def told():
    """Return the whole message of the error that a call raises."""

    def build(call, *arguments, **options):
        with pytest.raises(GapkitError) as caught:
            call(*arguments, **options)
        return str(caught.value)

    return build


@pytest.fixture
def counts():
    """Count the cells of a column; nothing is ``None``."""

    def build(table, name):
        cells = table.columns[name]
        answers = {
            cell: int((cells.codes == place).sum()) for place, cell in enumerate(cells.distinct.tolist())
        }
        blank = int(np.sum(cells.codes < 0))
        return {cell: count for cell, count in answers.items() if count} | ({None: blank} if blank else {})

    return build
