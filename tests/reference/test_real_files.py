"""Real survey files that stay outside the repository: their published or checked facts come out.

They are read where the folder of shared test data lies beside the repository; their licences (GPL,
ODbL, or none stated) keep them out of it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyreadstat
import pytest

import gapkit as gk
from gapkit.errors import GapkitError
from gapkit.inventory.sheets import describe_each
from gapkit.loading.readers.registry import read_file
from gapkit.survey import ReadOptions

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason="shared test data: licences keep them out of the repository"
)

REFUSED = {
    "formats.sas7bcat": "holds value labels and no respondents",
    "missing_formats.sas7bcat": "holds value labels and no respondents",
    "CVE-2017-10791.sav": "can't be read as SPSS",
    "hotel-encrypted.sav": "is encrypted",
    "invalid_lengths.sas7bdat": "can't be read as SAS",
    "example1.asc": "is the data of a Triple-S file",
    "Multiple_Answer_MC_Questions.qsf": "is the definition of a Qualtrics survey",
    "No_Basis_for_Evaluation.qsf": "is the definition of a Qualtrics survey",
}
"""The files that hold no respondents by themselves, or that nobody can read."""


def data_files():
    """Return every data file of the folder."""
    return sorted(path for path in DATA.rglob("*") if path.is_file() and path.suffix != ".md")


@pytest.mark.slow
@pytest.mark.parametrize("path", data_files(), ids=lambda path: path.name)
def test_every_file_is_described_or_refused_in_one_error(path):
    if path.name in REFUSED:
        with pytest.raises(GapkitError, match=REFUSED[path.name]):
            list(describe_each(path))
        return
    for inventory in describe_each(path, isolate=False):
        assert len(inventory) > 0
        assert inventory.source.notes[0].startswith("recognised as ")
        for column in inventory:
            assert column.answered + column.declared + column.blank == inventory.rows
        assert repr(inventory)


READERS = {
    ".sav": pyreadstat.read_sav,
    ".zsav": pyreadstat.read_sav,
    ".por": pyreadstat.read_por,
    ".dta": pyreadstat.read_dta,
    ".sas7bdat": pyreadstat.read_sas7bdat,
    ".xpt": pyreadstat.read_xport,
}


@pytest.mark.parametrize(
    "path",
    [path for path in data_files() if path.suffix.lower() in READERS and path.name not in REFUSED],
    ids=lambda path: path.name,
)
def test_values_equal_those_of_pyreadstat(path):
    read = READERS[path.suffix.lower()]
    options = {} if read in {pyreadstat.read_por, pyreadstat.read_xport} else {"user_missing": True}
    expected, meta = read(path, disable_datetime_conversion=True, **options)
    table = read_file(path, ReadOptions(), isolate=False)
    assert list(table.names) == list(expected.columns)
    for name, cells in table.columns.items():
        if cells.form not in {"number", "text"}:
            continue  # dates: the twins of sample.* hold them
        lettered = meta.missing_user_values.get(name, [])
        want = [
            None
            if pd.isna(cell) or cell == ""
            else f".{cell}"
            if cell in lettered and isinstance(cell, str)
            else cell
            for cell in expected[name].tolist()
        ]
        got = [None if code < 0 else cells.distinct[code] for code in cells.codes.tolist()]
        assert got == [cell.rstrip() if isinstance(cell, str) else cell for cell in want]


def study_of(tmp_path, data, design, questions):
    """Return a study whose two sides are the same file."""
    side = f'data = "{data}"\n{design}'
    text = (
        'gapkit = 1\ntitle = "Test"\nreference = "them"\n'
        f'[sides.us]\nlabel = "Us"\n{side}\n[sides.them]\nlabel = "Them"\n{side}\n{questions}'
    )
    path = tmp_path / "survey.toml"
    path.write_text(text, "utf-8")
    return gk.open(path, allow_outside=True)


def multiple(column):
    """Return a question of one item: who said 1, of everybody."""
    return (
        f'[[questions]]\nid = "{column.lower()}"\nkind = "opinion"\nformat = "multiple"\nbase = "all"\n'
        "unticked = [2, 3]\n"
        f'items = [ {{ id = "yes", label = "Yes", us = "{column}", them = "{column}" }} ]\n'
    )


@pytest.mark.parametrize("weight", ["normalized_wt", "proj_wt"])
def test_the_published_shares_of_the_national_drink_driving_survey(tmp_path, weight):
    # NHTSA DOT HS 811 342: 20 % drove after drinking, 8 % rode with an impaired driver
    published = {
        "hasDrivenAfterDrinking": 20.42,
        "hasBeenPassengerOfDrunkDriver": 7.64,
        "levelOfThreatDrinkingAndDrivingByOtherPeople": 80.88,
    }
    questions = "".join(multiple(column) for column in published)
    tally = gk.tally(study_of(tmp_path, DATA / "pspp/nhtsa.sav", f'weight = "{weight}"', questions))
    found = {row.question: 100 * row.value for row in tally if row.side == "us"}
    assert found == pytest.approx({name.lower(): share for name, share in published.items()}, abs=0.005)


def test_the_mean_of_the_stratified_school_sample_and_its_error(tmp_path):
    # R survey 4.1: svymean(~api00, dstrat) = 662.2874 (9.4089)
    design = 'weight = "pw"\nstrata = "stype"\nfpc = "fpc"'
    question = (
        '[[questions]]\nid = "api"\nkind = "opinion"\nformat = "number"\nunit = "points"\n'
        "limits = [200, 1000]\n"
        'items = [ { id = "api", label = "API 2000", us = "api00", them = "api00" } ]\n'
    )
    tally = gk.tally(study_of(tmp_path, DATA / "r-survey-api/apistrat.csv", design, question))
    row = next(row for row in tally if row.side == "us")
    assert (round(row.value, 4), round(row.se, 4)) == (662.2874, 9.4089)


def test_never_asked_and_refused_stay_apart():
    column = gk.describe(DATA / "pspp/nhtsa.sav")["hasDrivenAfterDrinking"]
    assert (column.blank, column.declared) == (2976, 9)
    assert {code.label: code.declared for code in column.codes}["Refused"] == "code"


def test_the_weights_of_the_national_survey_are_proposed_and_body_weight_is_not():
    found = gk.describe(DATA / "pspp/nhtsa.sav").weights
    assert [(each.column, round(each.total)) for each in found] == [
        ("normalized_wt", 6999),
        ("proj_wt", 232_843_164),
    ]


def test_every_kind_of_missing_of_the_approval_poll():
    inventory = gk.describe(DATA / "r-foreign/mval_bug.sav")
    expected = {"4": 250, "1": 142, "2": 104, "3": 71, "-3": 17, "-2": 8, "-1": 5, "99": 3}
    found = [{code.answer: code.count for code in column.codes if code.count} for column in inventory]
    assert expected in found
    declared = {each.answers for column in inventory for each in column.missing}
    assert {"lowest to -1", "97 to highest"} <= declared


def test_a_portable_file_loses_the_code_that_the_system_file_keeps():
    portable = gk.describe(DATA / "r-foreign/electric.por")["DAYOFWK"]
    system = gk.describe(DATA / "r-foreign/electric.sav")["DAYOFWK"]
    assert (portable.blank, portable.declared) == (130, 0)
    assert (system.blank, system.declared) == (0, 130)


def test_the_votes_of_1948():
    codes = gk.describe(DATA / "memisc-anes1948/NES1948.POR")["V480018"].codes
    counts = [code.count for code in codes]
    assert sorted(counts)[-4:] == [20, 178, 212, 238]


def test_three_formats_of_one_survey_agree():
    tables = [read_file(DATA / f"basicr/survey.{ending}", ReadOptions()) for ending in ("csv", "sav", "xlsx")]
    from gapkit.loading.cells import faces

    for table in tables:
        cells = table.columns["Height"]
        numbers = faces(cells, ("NA",)).numbers[cells.codes[cells.codes >= 0]]
        assert np.nanmean(numbers) == pytest.approx(172.38086, abs=1e-5)


def test_the_two_sides_of_the_count_table_are_two_sheets():
    students, professors = describe_each(DATA / "students-professors/likert_survey.xlsx")
    assert (students.source.notes[1], professors.source.notes[1]) == ("sheet students", "sheet professors")
    assert (len(students), students.rows, professors.rows) == (5, 32, 32)


def test_the_households_of_the_parquet_file():
    inventory = gk.describe(DATA / "svy-parquet/hld_sample_wb_2023.parquet")
    assert (inventory.rows, len(inventory)) == (825, 16)
    assert [each.column for each in inventory.weights] == ["hhweight"]


def test_steak_has_550_respondents():
    assert gk.describe(DATA / "fivethirtyeight/steak-risk-survey.csv").rows == 550
