"""The JSON Schema that editors read is the grammar that gapkit reads."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from subprocess import run

from gapkit.survey.grammar import survey_schema


def test_the_shipped_schema_is_the_grammar():
    shipped = files("gapkit.survey").joinpath("survey.schema.json").read_text(encoding="utf-8")
    assert json.loads(shipped) == survey_schema()


def test_the_schema_requires_what_the_grammar_requires():
    assert survey_schema()["required"] == ["gapkit", "title", "reference", "sides", "questions"]


def test_the_schema_has_keys_as_the_file_writes_them():
    assert sorted(survey_schema()["$defs"]["ScaleTable"]["properties"]) == [
        "from",
        "labels",
        "missing",
        "off_scale",
        "to",
    ]


def test_the_schema_has_no_null():
    assert '"null"' not in json.dumps(survey_schema())


def test_the_types_of_a_survey_need_no_pydantic():
    code = "import sys, gapkit.survey; sys.exit('pydantic' in sys.modules or 'pandas' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
