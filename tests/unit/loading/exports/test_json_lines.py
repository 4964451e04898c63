"""JSON lines: flat objects, objects in objects, lists of options."""

from __future__ import annotations

import pytest

from gapkit.loading.table import ResponseSet


def test_an_object_a_line_is_a_respondent(read, counts):
    table = read('{"q1": 1, "q2": "Yes"}\n{"q1": null, "q2": " "}\n\n{"q1": 2.5, "q3": true}\n', "us.jsonl")
    assert (table.source.format, table.names, table.rows.tolist()) == (
        "JSON lines",
        ("q1", "q2", "q3"),
        [1, 2, 4],
    )
    assert counts(table, "q1") == {1.0: 1, 2.5: 1, None: 1}
    assert counts(table, "q2") == {"Yes": 1, None: 2}
    assert counts(table, "q3") == {1.0: 1, None: 2}


def test_a_list_of_objects_is_read_too(read):
    assert len(read('[{"q1": 1},\n {"q1": 2}]', "us.json")) == 2


def test_an_object_in_an_object_is_flattened_with_dots(read, counts):
    assert counts(read('{"a": {"b": {"c": 3}}}\n', "us.jsonl"), "a.b.c") == {3.0: 1}


def test_a_list_of_options_is_a_set_and_a_missing_one_is_no_answer(read, counts):
    table = read(
        '{"uses": ["Tea", "Milk, hot"]}\n{"uses": []}\n{"uses": null}\n{"uses": ["Tea"]}\n', "us.jsonl"
    )
    assert table.sets == (
        ResponseSet("uses", "dichotomous", ("uses [Tea]", "uses [Milk, hot]"), counted=1.0),
    )
    assert counts(table, "uses [Tea]") == {1.0: 2, 0.0: 1, None: 1}


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ('{"a": 1}\n{"a": 1', 2, "Expecting ',' delimiter"),
        ('{"a": 1}\n[1]\n', 2, "no object"),
        ('{"a": NaN}\n', 1, "NaN, which is no JSON"),
        ('{"a": 1, "a": 2}\n', 1, "a key twice in one object"),
        ('{"a": ' + "[" * 100_000, 1, "JSON too deep, or a number too long"),
        ('{"a": ' + "9" * 10_000 + "}", 1, "JSON too deep, or a number too long"),
    ],
)
def test_lines_that_are_no_flat_object_are_told(read, told, content, line, found):
    assert told(read, content, "us.jsonl") == (
        "ExportError: `us.jsonl` must hold one JSON object a line.\n"
        f"  where: us.jsonl, line {line}\n"
        f"  found: {found}\n"
        "  hint:  the file is damaged or cut off, or no JSON lines: export it again."
    )


def test_lists_of_objects_are_refused(read, told):
    assert told(read, '{"a": [{"b": 1}]}\n', "us.jsonl") == (
        "ExportError: `a` must hold texts, numbers or lists of them.\n"
        "  where: us.jsonl\n"
        "  found: lists of objects or of lists\n"
        "  hint:  write one column per thing."
    )
