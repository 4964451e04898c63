"""Parquet and Arrow: values, labels of dictionaries, lists of options, and damaged pages."""

from __future__ import annotations

import datetime as dt
import decimal

import pyarrow as pa
import pytest
from pyarrow import feather, parquet

from gapkit.errors import GapkitError
from gapkit.loading.readers import arrow
from gapkit.loading.table import ResponseSet


@pytest.fixture(params=["parquet", "arrow", "feather"])
def written(request, tmp_path):
    """Write columns in each of the three formats."""

    def build(columns):
        table, path = pa.table(columns), tmp_path / f"us.{request.param}"
        match request.param:
            case "parquet":
                parquet.write_table(table, path)
            case "arrow":
                with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
                    writer.write_table(table)
            case _:
                feather.write_feather(table, path)
        return path

    return build


def test_numbers_texts_and_blanks_are_what_they_are(written, table_of, values_of):
    columns = {
        "whole": [1, None, 3],
        "share": [0.5, float("nan"), None],
        "text": ["Yes", "", None],
        "tick": [True, False, None],
        "price": [decimal.Decimal("1.50"), None, None],
        "nothing": pa.nulls(3),
    }
    table = table_of(written(columns))
    assert {name: values_of(table, name) for name in columns} == {
        "whole": [1, None, 3],
        "share": [0.5, None, None],
        "text": ["Yes", None, None],
        "tick": [1, 0, None],
        "price": [1.5, None, None],
        "nothing": [None, None, None],
    }


def test_dates_are_iso_texts(written, table_of, values_of):
    moment = dt.datetime(2018, 5, 6, 10, 10, tzinfo=dt.UTC).replace(tzinfo=None)
    table = table_of(written({"day": [dt.date(2018, 5, 6)], "at": [moment], "time": [dt.time(10, 10)]}))
    assert [values_of(table, name) for name in ("day", "at", "time")] == [
        ["2018-05-06"],
        ["2018-05-06T10:10:00"],
        ["10:10:00"],
    ]


def test_a_dictionary_keeps_its_order_and_the_options_nobody_chose(written, table_of, values_of):
    options = pa.DictionaryArray.from_arrays(pa.array([1, 0, None]), ["Low", "High", "Highest"], ordered=True)
    table = table_of(written({"q1": options}))
    assert table.columns["q1"].distinct.tolist() == ["Low", "High", "Highest"]
    assert values_of(table, "q1") == ["High", "Low", None]


def test_ids_beyond_what_a_float_holds_stay_apart(written, table_of, values_of):
    ids = [2**53 + 1, 2**53 + 2]
    assert values_of(table_of(written({"id": ids})), "id") == [str(each) for each in ids]


def test_lists_become_a_column_per_option(written, table_of, values_of):
    table = table_of(written({"id": [1, 2, 3], "likes": [["tea", "milk"], [], None]}))
    assert table.names == ("id", "likes[milk]", "likes[tea]")
    assert values_of(table, "likes[tea]") == [1, 0, None]
    assert values_of(table, "likes[milk]") == [1, 0, None]
    assert table.sets == (ResponseSet("likes", "dichotomous", ("likes[milk]", "likes[tea]"), "likes", 1.0),)


def test_one_option_of_a_list_can_be_wanted(written, table_of):
    table = table_of(written({"id": [1], "likes": [["tea", "milk"]]}), wanted={"likes[tea]"})
    assert list(table.columns) == ["likes[tea]"]


def test_tables_in_cells_are_left_out_and_told_or_refused(written, table_of):
    path = written({"id": [1], "answers": [{"q1": 1}]})
    assert table_of(path).remarks == ("`answers` holds tables in its cells and was left out",)
    with pytest.raises(GapkitError) as caught:
        table_of(path, wanted={"answers"})
    assert str(caught.value) == (
        "FormatError: A column must hold one answer a cell.\n"
        f"  where: {path.name}\n"
        "  found: `answers` with several values under names in each cell\n"
        "  hint:  make a column of each of these values."
    )


def test_a_file_without_rows_has_its_columns(written, table_of):
    table = table_of(written({"q1": pa.array([], pa.int64()), "q2": pa.array([], pa.string())}))
    assert (len(table), table.names) == (0, ("q1", "q2"))


def test_a_cut_off_file_is_refused(written, table_of):
    path = written({"q1": list(range(1000))})
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(GapkitError, match="can't be read as"):
        table_of(path)


def test_a_page_that_does_not_have_its_checksum_is_refused(tmp_path, table_of):
    path = tmp_path / "us.parquet"
    options = {"compression": "none", "use_dictionary": False, "write_page_checksum": True}
    parquet.write_table(pa.table({"q1": list(range(100, 200))}), path, **options)
    content = bytearray(path.read_bytes())
    content[content.index((150).to_bytes(8, "little"))] ^= 1
    path.write_bytes(content)
    with pytest.raises(GapkitError, match="CRC"):
        table_of(path)


def test_more_cells_than_the_limit_are_refused(written, table_of, monkeypatch):
    monkeypatch.setattr(arrow, "CELL_LIMIT", 10)
    path = written({"q1": list(range(6)), "q2": list(range(6))})
    with pytest.raises(GapkitError) as caught:
        table_of(path)
    assert str(caught.value) == (
        f"DamagedFileError: `{path.name}` must have at most 10 cells in the columns used.\n"
        "  found: 6 rows of 2 columns"
    )


def test_without_the_extra_one_line_says_what_to_install(written, table_of, monkeypatch):
    path = written({"q1": [1]})
    monkeypatch.setattr(arrow, "find_spec", lambda _: None)
    kind = "Parquet" if path.suffix == ".parquet" else "Arrow"
    with pytest.raises(GapkitError) as caught:
        table_of(path)
    assert str(caught.value) == (
        f'FormatError: Reading {kind} needs more: `{path.name}`.\n  hint:  pip install "gapkit[parquet]"'
    )
