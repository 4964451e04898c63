"""Gaps as Parquet: the columns of ``to_frame()`` in full precision."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO

from gapkit.errors.outputs import OutputError
from gapkit.gaps import Gaps


def parquet_bytes(gaps: Gaps) -> bytes:
    """Return gaps as a Parquet file with page checksums; the same gaps give the same bytes.

    Raises
    ------
    OutputError
        If PyArrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise OutputError.no_extra("Parquet", "parquet", "pyarrow")
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_pandas(gaps.to_frame(), preserve_index=False).replace_schema_metadata(None)
    into = BytesIO()
    parquet.write_table(table, into, write_page_checksum=True)
    return into.getvalue()
