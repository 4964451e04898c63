"""What `like="r-survey"` says is what R survey printed (tests/reference/survey_gaps.json, survey 4.1-1)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import gapkit as gk

REFERENCE = Path(__file__).parents[2] / "reference"
CASES = [
    case
    for case in json.loads((REFERENCE / "survey_gaps.json").read_text(encoding="utf-8"))["cases"]
    if case["method"] in ("gap_combined_design_glm", "gap_two_independent_designs")
    and case["inputs"]["data"] == "data/gap_panel.csv"
]
NAMES = {
    "diff": "diff",
    "SE": "se",
    "df": "df_residual",
    "t": "statistic",
    "p_value": "p_value",
    "ci_low": "ci_lower",
    "ci_high": "ci_upper",
}


def explained(case):
    given = case["inputs"]
    panel = pd.read_csv(REFERENCE / given["data"])
    sides = {"marketer": panel[panel["marketer"] == 1], "consumer": panel[panel["marketer"] == 0]}
    psu = None if given["ids"].startswith("none") else given["ids"]
    design = {"weight": given["weights"], "strata": given["strata"], "psu": psu}
    told = {key: value for key, value in design.items() if value}
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    survey = gk.Survey.from_frames(
        sides,
        reference="consumer",
        pairs={"y": {"consumer": given["variable"], "marketer": given["variable"]}},
        sides=dict.fromkeys(sides, told),
        **(scale if given["variable"] == "rating" else {}),
    )
    return gk.gap(gk.open(survey)).explain("y", like="r-survey")["like"].numbers


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["method"] == "gap_combined_design_glm"],
    ids=lambda case: case["id"],
)
def test_svyttest_on_one_design(case):
    numbers, expected = explained(case), case["outputs"]
    kind = "" if case["inputs"]["strata"] else ", side not a stratum"
    for ours, theirs in NAMES.items():
        assert numbers[f"{ours}{kind}"] == pytest.approx(
            expected[theirs], rel=case["tolerance"], abs=1e-12
        ), ours


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if case["method"] == "gap_two_independent_designs"],
    ids=lambda case: case["id"],
)
def test_difference_and_error_of_two_designs(case):
    numbers, expected = explained(case), case["outputs"]
    assert numbers["diff"] == pytest.approx(expected["diff"], abs=case["tolerance"])
    assert numbers["SE"] == pytest.approx(expected["se"], abs=case["tolerance"])
    assert numbers["degrees of freedom of the design"] == expected["df_sum"]
    assert numbers["df"] == expected["df_sum"] - 1
    assert numbers["estimate, side"] == pytest.approx(expected["estimate1"], abs=case["tolerance"])
