"""SPSS files, whole and damaged."""

from __future__ import annotations

import random
import struct
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from gapkit.apart import Limits, running
from gapkit.errors import DamagedFileError, GapkitError
from gapkit.loading import load
from gapkit.loading.readers import statistics
from gapkit.loading.readers import statistics_child as child
from gapkit.loading.respondents import read_table
from gapkit.survey import Side

US = Side("us", "Us")
PEOPLE = 40
COUNT_AT = 80


@pytest.fixture(params=["plain", "packed", "zipped"])
def damaged(request, write_sav):
    """Write a file in each of the three compressions and return it with a way to damage it."""
    rng = np.random.default_rng(1)
    columns = {f"q{place}": rng.integers(1, 6, PEOPLE).astype(float) for place in range(8)}
    columns["open"] = ["some text " * (place % 30) for place in range(PEOPLE)]
    options = {"plain": {}, "packed": {"row_compress": True}, "zipped": {"compress": True}}[request.param]
    return write_sav(
        columns,
        name="us.zsav" if request.param == "zipped" else "us.sav",
        variable_value_labels={"q1": {1: "Low", 5: "High"}},
        **options,
    )


def codes(responses, question="likes"):
    return responses.answers[question].codes.T.tolist()


def test_codes_are_read_with_their_value_labels(write_sav, survey_of, multiple):
    path = write_sav({"q1": [1.0, 2.0, 1.0]}, variable_value_labels={"q1": {1: "Yes", 2: "No"}})
    question = multiple("q1", ticked={"us": ("Yes",)}, unticked={"us": ("No",)})
    loaded = load(path, survey_of(question), side="us")
    assert codes(loaded) == [[1, 0, 1]]
    assert loaded.source.format == "SPSS"
    assert loaded.source.rows == 3
    assert loaded.source.notes[0] == "recognised as SPSS from its content"


def test_declared_missing_codes_are_missing_and_empty_cells_blank(write_sav, survey_of, scale):
    path = write_sav({"q1": [1.0, 9.0, np.nan, 3.0]}, missing_ranges={"q1": [9]})
    assert codes(load(path, survey_of(scale()), side="us"), "trust") == [[0, -2, -1, 2]]


def test_declared_missing_ranges_are_missing(write_sav, survey_of, scale):
    path = write_sav({"q1": [1.0, 97.0, 99.0, 3.0]}, missing_ranges={"q1": [{"lo": 97, "hi": 99}]})
    assert codes(load(path, survey_of(scale()), side="us"), "trust") == [[0, -2, -2, 2]]


def test_declared_missing_texts_are_missing(write_sav, survey_of, multiple):
    path = write_sav({"q1": ["Y", "N", "X", ""]}, missing_ranges={"q1": ["X"]})
    question = multiple("q1", ticked={"us": ("Y",)}, unticked={"us": ("N",)})
    assert codes(load(path, survey_of(question), side="us")) == [[1, 0, -2, -1]]


def test_a_declared_missing_code_that_the_survey_file_names_is_an_answer(write_sav, survey_of, single):
    path = write_sav({"q1": [1.0, 9.0]}, missing_ranges={"q1": [9]})
    assert codes(load(path, survey_of(single((1,), (9,))), side="us"), "choice") == [[0, 1]]


def test_a_point_of_the_scale_that_is_declared_missing_is_refused(write_sav, survey_of, scale, told):
    path = write_sav({"q1": [1.0, 3.0]}, missing_ranges={"q1": [3]})
    assert told(load, path, survey_of(scale()), side="us") == (
        "UnknownAnswerError: `q1` declares a point of its scale as missing.\n"
        "  where: us.sav, column `q1`\n"
        "  found: 3\n"
        "  hint:  add it to `missing` of the question, or take the declaration out of the data file."
    )


def test_value_labels_stand_for_points_only_where_codes_do_not(write_sav, survey_of, scale):
    labels = {1: "High", 2: "Middle", 3: "Low"}
    path = write_sav({"q1": [1.0, 3.0]}, variable_value_labels={"q1": labels})
    assert codes(load(path, survey_of(scale(reverse=True)), side="us"), "trust") == [[2, 0]]
    path = write_sav({"q1": [11.0, 13.0]}, variable_value_labels={"q1": {11: "High", 13: "Low"}})
    assert codes(load(path, survey_of(scale()), side="us"), "trust") == [[2, 0]]


def test_rows_are_told_as_cases_from_1(write_sav, survey_of, multiple, told):
    path = write_sav({"q1": [1.0, 0.0, 7.0]})
    assert "where: us.sav, row 3\n" in told(load, path, survey_of(multiple("q1")), side="us")


def test_reading_in_this_process_gives_the_same(damaged):
    wanted = {"q1", "q2", "open"}
    apart, here = (read_table(damaged, US, wanted, isolate=isolate) for isolate in (True, False))
    for name in wanted:
        assert apart.columns[name].codes.tolist() == here.columns[name].codes.tolist()
        assert apart.columns[name].distinct.tolist() == here.columns[name].distinct.tolist()
    assert apart.names == here.names
    assert apart.columns["q1"].labels == {1.0: "Low", 5.0: "High"}


def test_labels_and_measure_of_a_column_are_kept(write_sav):
    path = write_sav({"q1": [1.0]}, column_labels={"q1": "I like it"}, variable_measure={"q1": "ordinal"})
    column = read_table(path, US, None, isolate=True).columns["q1"]
    assert (column.label, column.measure) == ("I like it", "ordinal")


def test_columns_read_in_several_passes_are_the_same(damaged, monkeypatch):
    whole = read_table(damaged, US, None, isolate=False)
    monkeypatch.setattr(child, "BLOCK_CELLS", 2 * PEOPLE)
    parts = read_table(damaged, US, None, isolate=False)
    assert list(parts.columns) == list(whole.columns)
    assert all((parts.columns[name].codes == whole.columns[name].codes).all() for name in whole.columns)


def test_more_cells_than_the_limit_are_refused(damaged, monkeypatch, told):
    monkeypatch.setattr(child, "CELL_LIMIT", 100)
    assert told(read_table, damaged, US, {"q1", "q2", "q3"}, isolate=False) == (
        f"DamagedFileError: `{damaged.name}` must have at most 100 cells in the columns used.\n"
        "  found: 40 rows of 3 columns"
    )


@pytest.mark.parametrize("count", [0, 20, 100_000_000])
def test_a_header_with_another_number_of_rows_is_refused(damaged, count):
    content = bytearray(damaged.read_bytes())
    content[COUNT_AT : COUNT_AT + 4] = struct.pack("<i", count)
    damaged.write_bytes(content)
    with pytest.raises(DamagedFileError):
        read_table(damaged, US, {"q1"}, isolate=True)


def test_a_header_with_too_few_rows_is_told_with_both_numbers(write_sav, told):
    path = write_sav({"q1": np.ones(PEOPLE)})
    content = bytearray(path.read_bytes())
    content[COUNT_AT : COUNT_AT + 4] = struct.pack("<i", 20)
    path.write_bytes(content)
    assert told(read_table, path, US, {"q1"}, isolate=True) == (
        "DamagedFileError: `us.sav` must have the 20 rows that its header says.\n"
        "  found: 40 rows\n"
        "  hint:  the file is damaged or cut off: copy or export it again."
    )


@pytest.mark.parametrize("share", [0.02, 0.7, 0.99])
def test_a_truncated_file_is_refused(damaged, share):
    content = damaged.read_bytes()
    damaged.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(DamagedFileError):
        read_table(damaged, US, {"q1", "open"}, isolate=True)


def test_damaged_bytes_end_in_data_or_in_one_error(damaged):
    content, chance = damaged.read_bytes(), random.Random(7)  # noqa: S311 - damage, not secrets

    def rows_read(place):
        mutant = bytearray(content)
        for _ in range(chance.choice([1, 1, 8])):
            mutant[chance.randrange(4, len(mutant))] ^= 1 << chance.randrange(8)
        path = damaged.with_stem(f"mutant{place}")
        path.write_bytes(mutant)
        try:
            return len(read_table(path, US, None, isolate=True))
        except GapkitError:
            return PEOPLE

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(rows_read, range(12))) == {PEOPLE}


def value_label_of_nothing(content: bytes) -> bytes:
    """Let a value-label record name a variable that does not exist: this kills the reader."""
    mutant, record = bytearray(content), struct.pack("<ii", 4, 1)
    place = content.index(record) + len(record)
    mutant[place : place + 4] = struct.pack("<i", 3)
    return bytes(mutant)


def test_a_file_that_kills_its_reader_is_one_error(write_sav, told):
    columns = {"q1": [1.0, 2.0], "t": ["a" * 30, "b"]}
    path = write_sav(columns, variable_value_labels={"q1": {1: "Low", 2: "High"}})
    path.write_bytes(value_label_of_nothing(path.read_bytes()))
    message = told(read_table, path, US, None, isolate=True)
    assert message == (
        "DamagedFileError: The reader crashed on `us.sav`.\n"
        "  found: SIGSEGV\n"
        "  hint:  the file is damaged or hostile: export it again."
    )


def test_a_reader_that_takes_too_long_is_ended(write_sav, told, monkeypatch):
    monkeypatch.setattr(statistics, "LIMITS", Limits(wall=0.01))
    message = told(read_table, write_sav({"q1": [1.0]}), US, None, isolate=True)
    assert message.startswith("DamagedFileError: The reader of `us.sav` must stay within its limits.\n")
    assert "found: it needs more than 0.01 seconds" in message


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (24, "60 seconds of computing, or more memory than there is"),
        (9, "60 seconds of computing, or more memory than there is"),
        (6, "SIGABRT"),
        (250, "signal 250"),
    ],
)
def test_signals_are_told_in_words(number, found):
    assert running.killed(number, Limits()).detail == found


@pytest.mark.parametrize(
    "told_by_child",
    [
        {"rows": 3, "names": ["q1"], "columns": [{}], "header_rows": 3, "encoding": ""},
        {"rows": "x", "names": [], "columns": [], "header_rows": 3, "encoding": ""},
        {},
    ],
)
def test_nonsense_from_the_child_is_refused(write_sav, told, monkeypatch, told_by_child):
    monkeypatch.setattr(statistics, "answered_apart", lambda *_: statistics.Answer(told_by_child, {}))
    message = told(read_table, write_sav({"q1": [1.0]}), US, None, isolate=True)
    assert "found: its reader sent nonsense" in message


def test_the_child_is_lean():
    code = f"import runpy, sys; runpy.run_path({child.__file__!r}); import pyreadstat"
    code += "; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_out_of_range_date_does_not_stop_the_file_and_is_told(write_sav):
    path = write_sav({"q1": [1.0], "day": [6.3e12]}, variable_format={"day": "DATE11"})
    table = read_table(path, US, None, isolate=True)
    assert table.columns["day"].distinct.tolist() == [6.3e12]
    assert table.columns["day"].form == "number"
    assert table.remarks == ("`day` is shown as dates but holds a number that is none: left as numbers",)


def test_a_text_column_that_looks_like_numbers_stays_text(write_sav):
    path = write_sav(pd.DataFrame({"q1": ["01", "2", ""]}))
    column = read_table(path, US, None, isolate=True).columns["q1"]
    assert column.distinct.tolist() == ["01", "2"]
    assert column.codes.tolist() == [0, 1, -1]
