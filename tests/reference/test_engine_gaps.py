"""From two data frames to a gap: difference, standard error and degrees of freedom equal R survey."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import gapkit as gk

HERE = Path(__file__).parent
CASES = [
    case
    for case in json.loads((HERE / "survey_gaps.json").read_text(encoding="utf-8"))["cases"]
    if case["method"] == "gap_two_independent_designs" and case["inputs"]["data"] == "data/gap_panel.csv"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_engine_agrees_with_r(case):
    given, expected = case["inputs"], case["outputs"]
    panel = pd.read_csv(HERE / given["data"])
    sides = {"marketer": panel[panel["marketer"] == 1], "consumer": panel[panel["marketer"] == 0]}
    clustered = given["ids"] != "none (each row its own unit)"
    design = {
        "weight": given["weights"],
        "strata": given["strata"],
        "psu": given["ids"] if clustered else None,
    }
    told = {key: value for key, value in design.items() if value}
    scale = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    survey = gk.Survey.from_frames(
        sides,
        reference="consumer",
        pairs={"y": {"consumer": given["variable"], "marketer": given["variable"]}},
        sides=dict.fromkeys(sides, told),
        **(scale if given["variable"] == "rating" else {}),
    )
    gap = gk.gap(gk.open(survey))["y", "all"]
    close = {"rel": 0, "abs": case["tolerance"]}
    assert gap.gap == pytest.approx(expected["diff"], **close)
    assert gap.se == pytest.approx(expected["se"], **close)
    assert (gap.of_side.base, gap.of_reference.base) == (expected["n1"], expected["n0"])
    if clustered or given["variable"] == "rating":
        assert (gap.of_side.df, gap.of_reference.df) == (expected["df1"], expected["df0"])
