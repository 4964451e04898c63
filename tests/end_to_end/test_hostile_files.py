"""Damaged, hostile and clumsy data files: the right table or one clear error, never a traceback or a hang."""

import io
import json
import random
import re
import sqlite3
import zipfile

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import gapkit as gk

ANSWERS = pd.DataFrame(
    {
        "id": range(1, 41),
        "q1": [1, 0] * 20,
        "q2": ["Yes", "No", "", "Yes"] * 10,
        "open": ["ä, b", "plain"] * 20,
    }
)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """The same small survey in the formats that are read in this process, by ending."""
    folder = tmp_path_factory.mktemp("seeds")
    ANSWERS.to_csv(folder / "s.csv", index=False)
    ANSWERS.to_parquet(folder / "s.parquet")
    ANSWERS.to_feather(folder / "s.feather")
    ANSWERS.to_json(folder / "s.jsonl", orient="records", lines=True)
    with sqlite3.connect(folder / "s.sqlite") as database:
        ANSWERS.to_sql("answers", database, index=False)
    database.close()
    return {path.suffix[1:]: path.read_bytes() for path in folder.iterdir()}


def damaged(content, rng):
    """Content cut off, with bits flipped, a length blown up, a piece lost or written twice."""
    place, piece = rng.randrange(1, len(content)), rng.choice([1, 4, 64])
    match rng.choice(["cut", "flip", "length", "lost", "twice", "zeros"]):
        case "cut":
            return content[:place]
        case "flip":
            spoilt = bytearray(content)
            for _ in range(rng.choice([1, 8, 64])):
                spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
            return bytes(spoilt)
        case "length":
            return content[:place] + b"\xff" * piece + content[place + piece :]
        case "lost":
            return content[:place] + content[place + piece :]
        case "twice":
            return content[: place + piece] + content[place:]
        case _:
            return content[:place] + b"\0" * piece + content[place + piece :]


def told(path):
    """The error of a file that can't be described, or nothing."""
    try:
        gk.describe(path)
    except gk.errors.GapkitError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("ending", ["csv", "parquet", "feather", "jsonl", "sqlite"])
def test_damage_is_told_or_harmless(ending, seeds, tmp_path):
    rng = random.Random(ending)  # noqa: S311 - a fixed seed, nothing secret
    errors = []
    for place in range(16):
        path = tmp_path / f"d{place}.{ending}"
        path.write_bytes(damaged(seeds[ending], rng))
        errors.append(told(path))
    assert sum(map(bool, errors)) > 3
    assert all("\n  hint:  " in each for each in errors if each)


def test_a_workbooks_errors_and_uncomputed_formulas_are_no_blanks(tmp_path):
    book = openpyxl.Workbook()
    for row in (["q1", "q2"], [1, "=A2*2"], [2, "=A3*2"], [3, 4]):
        book.active.append(row)
    book.active["A3"].value, book.active["A3"].data_type = "#N/A", "e"
    book.save(tmp_path / "us.xlsx")
    found = gk.describe(tmp_path / "us.xlsx")
    assert [(each.name, each.blank) for each in found.columns] == [("q1", 0), ("q2", 0)]
    assert found.remarks == (
        "1 cell with an error of Excel, such as #N/A: no blank, no answer",
        "2 formulas never computed: open the workbook in Excel and save it again",
    )


def test_an_error_of_excel_is_no_answer_of_a_study(tmp_path):
    book = openpyxl.Workbook()
    for row in (["q1"], [1], [0], [1]):
        book.active.append(row)
    book.active["A3"].value, book.active["A3"].data_type = "#N/A", "e"
    book.save(tmp_path / "us.xlsx")
    with pytest.raises(gk.errors.GapkitError, match=r'"#N/A" \(once\)'):
        gk.open(two_sided(tmp_path, "us.xlsx"))


def two_sided(folder, data):
    """A survey file of one item, whose other side is a sound CSV."""
    (folder / "them.csv").write_text("q1\n1\n0\n1\n", "utf-8")
    path = folder / "x.toml"
    path.write_text(
        f"""gapkit = 1
title = "T"
reference = "them"
[sides.them]
label = "Them"
data = "them.csv"
[sides.us]
label = "Us"
data = "{data}"
[[questions]]
id = "q"
kind = "opinion"
format = "multiple"
items = [{{ id = "i", label = "I", them = "q1", us = "q1" }}]
""",
        "utf-8",
    )
    return path


def test_ids_beyond_a_floats_digits_stay_apart(tmp_path):
    rows = [{"id": 2**53 + 1}, {"id": 2**53}]
    (tmp_path / "us.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    pq.write_table(
        pa.table({"id": pa.array([2**53 + 1, 2**53]).cast(pa.decimal128(38, 0))}), tmp_path / "us.parquet"
    )
    for name in ("us.jsonl", "us.parquet"):
        assert gk.describe(tmp_path / name).columns[0].different == 2


@pytest.mark.parametrize("number", ["1e999", "9" * 400])
def test_a_number_that_no_float_holds_is_told(number, tmp_path):
    (tmp_path / "us.jsonl").write_text(f'{{"q1": {number}}}\n', "utf-8")
    error = told(tmp_path / "us.jsonl")
    if number.isdigit():
        assert error == ""
        return
    assert error == (
        "ExportError: `q1` must hold numbers below 1e308.\n"
        "  where: us.jsonl\n"
        "  found: a larger one\n"
        "  hint:  write it as text if it is an id."
    )


def test_lists_of_open_text_are_no_options(tmp_path):
    rows = [{"q1": [f"text {row}"]} for row in range(600)]
    (tmp_path / "us.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert told(tmp_path / "us.jsonl") == (
        "FormatError: `q1` must have at most 500 options: its cells are lists.\n"
        "  where: us.jsonl\n"
        "  found: 600 different ones"
    )


def test_columns_of_one_name_are_told_as_such(tmp_path):
    pq.write_table(pa.table([pa.array([1]), pa.array([2])], names=["q", "q"]), tmp_path / "us.parquet")
    assert told(tmp_path / "us.parquet") == (
        "LoadError: `us.parquet` must have different names for different columns.\n"
        "  where: us.parquet, header\n"
        "  found: `q` more than once\n"
        "  hint:  rename them in the file."
    )


def test_a_triple_s_spread_without_end_is_refused(tmp_path):
    definition = """<sss version="2.0"><survey><record ident="A">
<variable ident="1" type="multiple"><name>Q</name><label>Q</label><position start="1" finish="2"/>
<spread subfields="1000000000"/><values><value code="1">A</value></values></variable>
</record></survey></sss>"""
    (tmp_path / "us.sss").write_text(definition, "utf-8")
    (tmp_path / "us.asc").write_text("12\n21\n", "utf-8")
    assert "found: variable Q with 1,000,000,000 places" in told(tmp_path / "us.sss")


def test_a_workbook_with_entities_reads_nothing_from_outside(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["q1"])
    book.active.append(["secret"])
    book.save(tmp_path / "sound.xlsx")
    with zipfile.ZipFile(tmp_path / "sound.xlsx") as packed:
        parts = {each: packed.read(each) for each in packed.namelist()}
    (tmp_path / "outside.txt").write_text("LEAKED", "utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "outside.txt").as_uri()}">]>'.encode()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        for name, part in parts.items():
            body = re.sub(rb"^<\?xml[^>]*\?>", b"", part)
            packed.writestr(name, entity + body.replace(b"secret", b"&e;") if b"secret" in part else part)
    (tmp_path / "us.xlsx").write_bytes(written.getvalue())
    try:
        answers = str([each.codes for each in gk.describe(tmp_path / "us.xlsx").columns])
    except gk.errors.GapkitError as error:
        answers = str(error)
    assert "LEAKED" not in answers
