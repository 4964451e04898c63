"""Triple-S definitions with fixed-width and CSV data."""

from __future__ import annotations

import pytest

from gapkit.loading.table import ResponseSet


def definition(variables, *, record='ident="V"', head='<?xml version="1.0" encoding="ISO-8859-1"?>'):
    survey = f"<title>Visits</title><record {record}>{variables}</record>"
    return f'{head}<sss version="1.2"><survey>{survey}</survey></sss>'


SINGLE = (
    '<variable ident="1" type="single"><name>Q1</name><label>Liked</label><position start="1"/>'
    '<values><value code="1">Very</value><value code="2">Not</value></values></variable>'
)
MULTIPLE = (
    '<variable ident="2" type="multiple"><name>Q2</name><label>Seen</label><position start="2" finish="4"/>'
    '<values><value code="1">Forest</value><value code="3">Café</value></values></variable>'
)


@pytest.fixture
def pair(tmp_path, read):
    """Read a definition with its data beside it."""

    def build(variables, data, *, ending=".asc", wanted=None, **options):
        (tmp_path / f"us{ending}").write_bytes(data.encode("latin-1"))
        return read(definition(variables, **options).encode("latin-1"), "us.sss", wanted=wanted)

    return build


def test_the_example_of_the_standard_comes_out(found, counts):
    table = found("triple-s/example1.sss")
    assert (table.source.format, len(table), table.weight) == ("Triple-S", 3, "WT")
    assert table.label == "Historic House Exit Survey First Wave"
    assert table.source.notes[1:] == ("Triple-S 2.0", "data of example1.asc", "encoding iso-8859-1")
    rows = {
        name: [cells.distinct[code] if code >= 0 else None for code in cells.codes]
        for name, cells in table.columns.items()
    }
    assert rows == {
        "RESPONDENT_ID": [520001, 520002, 520003],
        "Q1.a": ["2005-05-04", "2005-05-06", "2005-05-03"],
        "Q1.b": ["11:20:00", "13:43:00", "18:05:00"],
        "Q2": [0, 2, 1],
        "Q3_1": [1, 0, 1],
        "Q3_2": [0, 1, 1],
        "Q3_3": [1, 0, 0],
        "Q3_4": [0, 0, 0],
        "Q3_5": [1, 0, 0],
        "Q3_9": [1, 0, 1],
        "Q3.a": ["Nottingham Goose Fair", None, '"Heritage" Zone'],
        "Q4": [2, 9, 1],
        "Q5_1": [5, 2, 9],
        "Q5_2": [1, None, 2],
        "Q6": [25, 100, 999],
        "Q7": [1, 0, 1],
        "Q8": ["A", None, "C"],
        "WT": [1.131, 0.9921, 1.0089],
    }


def test_bitstrings_and_spreads_are_sets(found):
    assert found("triple-s/example1.sss").sets == (
        ResponseSet(
            "Q3", "dichotomous", ("Q3_1", "Q3_2", "Q3_3", "Q3_4", "Q3_5", "Q3_9"), "Attractions visited", 1.0
        ),
        ResponseSet("Q5", "category", ("Q5_1", "Q5_2"), "Two favourite attractions visited"),
    )


def test_labels_filters_and_specials_are_kept(found):
    table = found("triple-s/example1.sss")
    assert table.columns["Q6"].labels == {500.0: "500 or more", 999.0: "Not stated"}
    assert table.columns["Q8"].labels["B"] == "Between 3 months and 1 year"
    assert table.columns["Q2"].question == "Have you visited here before?"
    assert table.columns["Q2"].label == "Frequency of visit"
    assert table.remarks == (
        "`Q8` was asked where `Q7` says so",
        '9 "DK/NS" looks like no answer and is not declared: 1 answer in `Q4`',
        '999 "Not stated" looks like no answer and is not declared: 1 answer in `Q6`',
    )


def test_a_blank_bitstring_is_no_answer_and_one_of_zeros_is(pair, counts):
    table = pair(MULTIPLE, "1001\n1   \n1000\n")
    assert counts(table, "Q2_3") == {1.0: 1, 0.0: 1, None: 1}
    assert table.columns["Q2_3"].label == "Café"


def test_csv_data_keep_leading_zeros(pair, counts):
    table = pair(
        SINGLE + MULTIPLE.replace('start="2" finish="4"', 'start="2"'),
        'Q1,Q2\n1,001\n2,"100"\n',
        ending=".csv",
        record='ident="V" format="csv" skip="1" href="us.csv"',
    )
    assert counts(table, "Q2_1") == {0.0: 1, 1.0: 1}
    assert table.rows.tolist() == [2, 3]


def test_a_bitstring_that_lost_its_zeros_is_refused(pair, told):
    record = 'ident="V" format="csv" href="us.csv"'
    variables = SINGLE + MULTIPLE.replace('start="2" finish="4"', 'start="2"')
    assert told(pair, variables, "1,1\n2,100\n", ending=".csv", record=record) == (
        "ExportError: `Q2` must hold 3 digits 0 and 1, one per code (a spreadsheet drops leading zeros).\n"
        "  where: us.csv, row 1\n"
        "  hint:  the definition and the data must come from one export."
    )


def test_the_data_file_is_looked_for_in_the_folder_only(pair, told, tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "us.asc").unlink(missing_ok=True)
    record = 'ident="V" href="../../etc/passwd"'
    message = told(pair, SINGLE, "1\n", ending=".other", record=record)
    assert message.startswith(
        "ExportError: `us.sss` must have its data beside it.\n  found: none of `passwd`, `us.asc`"
    )


def test_entities_are_refused(pair, told):
    head = '<!DOCTYPE sss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    assert told(pair, SINGLE, "1\n", head=head) == (
        "ExportError: `us.sss` must not declare XML entities.\n"
        "  hint:  they can make a small file endless: export it again without them."
    )


def test_an_external_definition_is_not_fetched(pair):
    head = '<!DOCTYPE sss PUBLIC "-//triple-s//DTD" "file:///nowhere/sss.dtd">'
    assert len(pair(SINGLE, "1\n2\n", head=head)) == 2


def test_broken_xml_is_told_with_its_line(pair, told):
    assert told(pair, SINGLE + "\n</variable>", "1\n") == (
        "ExportError: `us.sss` must be a Triple-S definition.\n"
        "  where: us.sss, line 2\n"
        "  found: mismatched tag\n"
        "  hint:  the definition is damaged or cut off: export it again, with its data."
    )


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ("", "0 variables"),
        (SINGLE.replace("single", "matrix"), "variable Q1 of type matrix"),
        (SINGLE.replace('start="1"', 'start="0"'), "variable Q1 at 0 to 0"),
    ],
)
def test_unsound_definitions_are_told(pair, told, variables, found):
    assert (
        told(pair, variables, "1\n")
        == f"ExportError: `us.sss` must be a Triple-S definition.\n  found: {found}\n"
        "  hint:  the definition is damaged or cut off: export it again, with its data."
    )


def test_a_text_among_codes_is_told_with_its_rows(pair, told):
    assert told(pair, SINGLE, "1\nx\n2\n") == (
        "ExportError: `Q1` must hold numbers.\n"
        "  where: us.asc, row 2\n"
        "  hint:  the definition and the data must come from one export."
    )


def test_codes_that_are_not_listed_are_told_and_kept(pair, counts):
    table = pair(SINGLE, "1\n7\n")
    assert counts(table, "Q1") == {1.0: 1, 7.0: 1}
    assert "`Q1` holds 1 answer that its definition does not list" in table.remarks


def test_only_wanted_columns_are_read(pair):
    table = pair(SINGLE + MULTIPLE, "1001\n", wanted=["Q2_3"])
    assert (set(table.columns), table.names) == ({"Q2_3"}, ("Q1", "Q2_1", "Q2_3"))
