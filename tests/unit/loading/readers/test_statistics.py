"""SPSS, Stata and SAS: values as pyreadstat gives them, and everything else that the files know."""

from __future__ import annotations

import shutil
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from gapkit.errors import GapkitError
from gapkit.loading.cells import MissingRange
from gapkit.loading.readers import statistics
from gapkit.loading.readers.registry import read_file
from gapkit.loading.table import ResponseSet
from gapkit.survey import ReadOptions

FILES = Path(__file__).parents[3] / "data" / "readers"

SAMPLES = ["sav", "zsav", "por", "dta", "sas7bdat", "xpt"]
"""The same five rows; their CSV twin holds the values below."""

SAMPLE = {
    "mychar": ["a", "b", "c", "d", "e"],
    "mynum": [1.1, 1.2, -1000.3, -1.4, 1000.3],
    "mydate": ["2018-05-06", "1880-05-06", "1960-01-01", "1583-01-01", None],
    "dtime": [
        "2018-05-06T10:10:10",
        "1880-05-06T10:10:10",
        "1960-01-01T00:00:00",
        "1583-01-01T00:00:00",
        None,
    ],
    "mylabl": [1, 2, 1, 2, 1],
    "myord": [1, 2, 3, 1, 1],
    "mytime": ["10:10:10", "23:10:10", "00:00:00", "16:10:10", None],
}


@pytest.mark.parametrize("ending", SAMPLES)
def test_one_table_comes_out_of_every_format(table_of, values_of, ending):
    table = table_of(f"pyreadstat/sample.{ending}")
    upper = ending in {"por", "xpt"}
    for name, expected in SAMPLE.items():
        assert values_of(table, name.upper() if upper else name) == expected


@pytest.mark.parametrize("ending", ["sav", "zsav", "por", "dta"])
def test_value_labels_survive(table_of, ending):
    table = table_of(f"pyreadstat/sample.{ending}")
    labels = {name.lower(): cells.labels for name, cells in table.columns.items()}
    assert labels["mylabl"] == {1: "Male", 2: "Female"}
    assert labels["myord"] == {1: "low", 2: "medium", 3: "high"}


@pytest.mark.parametrize(
    ("ending", "form", "note"),
    [
        ("sav", "SPSS", "recognised as SPSS from its content"),
        ("por", "SPSS portable", "recognised as SPSS portable from its content"),
        ("dta", "Stata", "recognised as Stata from its content"),
        ("sas7bdat", "SAS", "recognised as SAS from its content"),
        ("xpt", "SAS transport", "recognised as SAS transport from its content"),
    ],
)
def test_the_format_is_recognised_and_said_whatever_the_ending(table_of, tmp_path, ending, form, note):
    path = tmp_path / "sample.data"
    shutil.copy(FILES / f"pyreadstat/sample.{ending}", path)
    source = table_of(path).source
    assert (source.format, source.notes[0]) == (form, note)


def test_a_format_can_be_forced(table_of):
    with pytest.raises(GapkitError, match="can't be read as Stata"):
        table_of("pyreadstat/sample.sav", format="stata")


def test_letters_of_stata_stay_apart_with_their_labels(table_of, values_of):
    table = table_of("haven/tagged-na-double.dta")
    cells = table.columns["x"]
    assert values_of(table, "x") == [1, 2, 3, 4, 5, ".a", ".h", ".z"]
    assert cells.labels == {".a": "apple", ".z": ".zebra"}
    assert cells.missing == tuple(MissingRange(each, each, "letter") for each in (".a", ".h", ".z"))
    assert [each.kind for each in cells.missing] == ["letter"] * 3


def test_letters_of_sas_have_the_labels_of_the_catalogue(table_of, values_of):
    table = table_of("pyreadstat/missing_test.sas7bdat")
    assert [values_of(table, f"var{place}") for place in (1, 2, 7, 8, 9)] == [
        [".A"],
        [".B"],
        ["._"],
        [None],
        [1],
    ]
    assert table.columns["var1"].labels == {".A": "missing"}
    assert any(
        "value labels from missing_formats.sas7bcat (SHA-256 d1fc24e9" in each for each in table.source.notes
    )


def test_a_catalogue_called_formats_is_found_beside_the_data(table_of):
    columns = table_of("haven/hadley.sas7bdat").columns
    assert columns["workshop"].labels == {1: "R", 2: "SAS"}
    assert columns["gender"].labels == {"f": "Female", "m": "Male"}


def test_the_survey_file_names_the_catalogue(tmp_path):
    shutil.copy(FILES / "haven/hadley.sas7bdat", tmp_path / "us.sas7bdat")
    shutil.copy(FILES / "haven/formats.sas7bcat", tmp_path / "first.sas7bcat")
    shutil.copy(FILES / "pyreadstat/missing_formats.sas7bcat", tmp_path / "second.sas7bcat")
    read = {"isolate": False}
    assert not read_file(tmp_path / "us.sas7bdat", ReadOptions(), **read).columns["workshop"].labels
    named = read_file(tmp_path / "us.sas7bdat", ReadOptions(catalogue="first.sas7bcat"), **read)
    assert named.columns["workshop"].labels == {1: "R", 2: "SAS"}
    with pytest.raises(GapkitError) as caught:
        read_file(tmp_path / "us.sas7bdat", ReadOptions(catalogue="../third.sas7bcat"), **read)
    assert str(caught.value) == (
        "FormatError: The catalogue of `us.sas7bdat` must lie beside it.\n"
        "  found: no file `../third.sas7bcat`"
    )


def test_a_damaged_catalogue_is_named(tmp_path, told, table_of):
    shutil.copy(FILES / "haven/hadley.sas7bdat", tmp_path / "us.sas7bdat")
    (tmp_path / "us.sas7bcat").write_bytes((FILES / "haven/formats.sas7bcat").read_bytes()[:2000])
    assert "found: ValueError: its catalogue us.sas7bcat: " in told(table_of, tmp_path / "us.sas7bdat")


def test_a_catalogue_alone_holds_no_respondents(table_of):
    with pytest.raises(GapkitError) as caught:
        table_of("haven/formats.sas7bcat")
    assert str(caught.value) == (
        "FormatError: `formats.sas7bcat` holds value labels and no respondents: it is a SAS catalogue.\n"
        "  hint:  give the .sas7bdat that lies beside it: its labels are then read from here."
    )


def test_response_sets_survive(table_of):
    choices = ("ca_subvar_1", "ca_subvar_2", "ca_subvar_3")
    assert set(table_of("pyreadstat/simple_alltypes.sav").sets) == {
        ResponseSet("mymrset", "dichotomous", ("bool1", "bool2", "bool3"), "My multiple response set", 1.0),
        ResponseSet("categorical_array", "category", choices),
    }


def test_every_kind_of_declared_missing_survives(table_of):
    # the file's own description: no, one, two, three discrete, a range, a range and one more
    declared = [cells.missing for cells in table_of("medella/MissingValues.sav").columns.values()]
    kinds = [[(each.kind, each.low, each.high) for each in column] for column in declared]
    assert [len(each) for each in kinds] == [0, 1, 2, 3, 1, 2]
    assert kinds[4] == [("range", 1, 5)]
    assert sorted(kinds[5]) == [("code", 7, 7), ("range", 1, 5)]


def test_open_ranges_survive(tmp_path, table_of):
    path = tmp_path / "us.sav"
    ranges = {"q": [{"lo": -inf, "hi": -1}], "r": [{"lo": 97, "hi": inf}]}
    pyreadstat.write_sav(pd.DataFrame({"q": [-3.0, 4.0], "r": [1.0, 99.0]}), path, missing_ranges=ranges)
    columns = table_of(path).columns
    assert columns["q"].missing[0].holds(-3.0)
    assert not columns["q"].missing[0].holds(4.0)
    assert columns["r"].missing[0].holds(99.0)


def test_dates_that_no_calendar_has_are_left_as_numbers(table_of):
    table = table_of("haven/datetime.sav")
    assert table.columns["date.posix"].form == "number"
    assert table.remarks == (
        "`date.posix` is shown as dates but holds a number that is none: left as numbers",
    )


def test_formats_without_a_row_count_say_how_many_were_read(table_of):
    told = "5 rows read; the format does not say how many there are"
    assert told in table_of("pyreadstat/sample.xpt").source.notes
    assert told in table_of("pyreadstat/sample.por").source.notes


def test_a_portable_file_says_that_its_missing_codes_are_lost(table_of):
    expected = 'the portable format\'s reader turns declared "no answer" codes into blanks'
    assert table_of("pyreadstat/sample.por").remarks[0] == expected


@pytest.fixture
def written(tmp_path):
    """Write a frame in a format."""

    def build(ending, frame, **options):
        path = tmp_path / f"us.{ending}"
        write = {"dta": pyreadstat.write_dta, "xpt": pyreadstat.write_xport, "por": pyreadstat.write_por}
        write.get(ending, pyreadstat.write_sav)(pd.DataFrame(frame), path, **options)
        return path

    return build


READERS = {
    "sav": pyreadstat.read_sav,
    "por": pyreadstat.read_por,
    "dta": pyreadstat.read_dta,
    "xpt": pyreadstat.read_xport,
}


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("isolate", [True, False])
def test_values_equal_those_of_pyreadstat(written, table_of, values_of, ending, isolate):
    rng = np.random.default_rng(4)
    frame = {
        "Q1": rng.integers(1, 6, 50).astype(float),
        "Q2": np.where(rng.random(50) < 0.2, np.nan, rng.normal(size=50)),
        "OPEN": [
            f"{'text' if ending == 'por' else 'täxt'} {place}" if place % 7 else "" for place in range(50)
        ],
    }
    path = written(ending, frame)
    expected = READERS[ending](path)[0]
    table = table_of(path, isolate=isolate)
    assert list(table.names) == list(expected.columns)
    for name in expected.columns:
        want = [None if pd.isna(cell) or cell == "" else cell for cell in expected[name].tolist()]
        assert values_of(table, name) == want


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize(
    ("place", "weight"),
    [(0, ""), (1, "q1"), (2, ""), (7, "w"), (8, "x"), (9, ""), (-1, "")],
)
def test_the_weight_that_the_file_is_set_to_is_told_and_proposed_only(
    written, table_of, large, place, weight
):
    # q1 has record 1, the text of 40 bytes 2 to 6, w 7, x 8; WEIGHT BY stands at byte 76 of the header
    longer = {"column_labels": {"q1": "label of five", "w": "l" * 200}, "missing_ranges": {"q1": [8, 9]}}
    path = written(
        "sav", {"q1": [1.0], "text": ["a" * 40], "w": [1.5], "x": [2.5]}, **(longer if large else {})
    )
    content = bytearray(path.read_bytes())
    content[76:80] = place.to_bytes(4, "little", signed=True)
    path.write_bytes(content)
    assert table_of(path).weight == weight


@pytest.mark.parametrize(
    "name", ["pyreadstat/sample.sav", "pyreadstat/simple_alltypes.sav", "haven/tagged-na-double.dta"]
)
def test_large_files_are_read_as_arrays_and_give_the_same(table_of, values_of, monkeypatch, name):
    small = table_of(name)
    monkeypatch.setattr(statistics.child, "MANY_CELLS", 1)
    large = table_of(name)
    assert {each: values_of(large, each) for each in large.names} == {
        each: values_of(small, each) for each in small.names
    }


@pytest.mark.parametrize("ending", ["sav", "dta"])
def test_a_file_without_rows_gives_what_it_knows(written, table_of, ending):
    path = written(ending, {"Q1": np.array([], float)}, column_labels={"Q1": "I like it"})
    table = table_of(path)
    assert (len(table), table.columns["Q1"].label) == (0, "I like it")


def test_statistics_of_a_file_without_rows_are_refused(written, survey_of, multiple, told):
    from gapkit.loading import load

    path = written("sav", {"q1": np.array([], float)})
    assert told(load, path, survey_of(multiple("q1")), side="us") == (
        "LoadError: `us.sav` must hold at least one respondent.\n  found: a header and no rows\n"
        "  hint:  export the data again, or give the file with the answers."
    )


def test_a_header_with_more_rows_than_the_file_can_hold_is_refused_at_once(written, told, table_of):
    path = written("dta", {"q1": np.ones(30)}, version=14)
    content = path.read_bytes()
    at = content.index(b"<N>") + 3
    path.write_bytes(content[:at] + (100_000_000).to_bytes(8, "little") + content[at + 8 :])
    assert told(table_of, path) == (
        "DamagedFileError: `us.dta` must hold the rows that its header says.\n"
        "  found: a header that says 100,000,000 rows, more than the file is long\n"
        "  hint:  the file is damaged or cut off: copy or export it again."
    )


def test_a_transport_file_that_is_cut_off_is_refused(written, table_of, told):
    path = written("xpt", {"Q1": np.arange(300.0)})
    path.write_bytes(path.read_bytes()[:-100])
    assert told(table_of, path) == (
        "DamagedFileError: `us.xpt` is cut off.\n"
        "  found: a last record that is not whole\n"
        "  hint:  copy or export it again."
    )


@pytest.mark.parametrize("ending", ["dta", "por", "sav"])
@pytest.mark.parametrize("share", [0.1, 0.6, 0.95])
def test_a_cut_off_file_is_refused(written, table_of, ending, share):
    path = written(ending, {"Q1": np.arange(300.0), "OPEN": ["some text"] * 300})
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(GapkitError):
        table_of(path, isolate=True)


def test_only_wanted_columns_are_kept_and_all_are_named(written, table_of):
    table = table_of(written("dta", {"a": [1.0], "b": [2.0]}), wanted={"b"})
    assert (list(table.columns), table.names) == (["b"], ("a", "b"))


def test_a_package_that_the_isolated_reader_does_not_find_is_named(written, table_of, monkeypatch):
    monkeypatch.setattr(statistics, "PACKAGES", ("no_such_package",))
    with pytest.raises(GapkitError) as caught:
        table_of(written("sav", {"q1": [1.0]}), isolate=True)
    assert str(caught.value) == (
        "FormatError: The reader of `us.sav` can't find no_such_package.\n"
        "  hint:  it runs isolated from this environment: install the package where Python itself looks, "
        "or load with `isolate=False`."
    )
