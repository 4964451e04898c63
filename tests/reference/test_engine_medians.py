"""From a data frame to a median: its value equals R survey, its standard error nearly.

R lays Woodruff's interval about the share at or below the median, gapkit about one half: where many
schools have the median the two differ, so that the limits may fall on neighbouring answers.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import gapkit as gk
from tests.reference.conftest import BESIDE_PROJECT

CASES = [
    case
    for case in json.loads((Path(__file__).parent / "survey_estimates.json").read_text(encoding="utf-8"))[
        "cases"
    ]
    if case["method"] == "survey_quantile"
    and (case["inputs"].get("qrule"), case["inputs"].get("interval_type")) == ("school", "mean")
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_engine_finds_the_median_of_r(case):
    given, expected = case["inputs"], case["outputs"]
    file = BESIDE_PROJECT / given["design"]["data"]
    if not file.exists():
        pytest.skip(f"{file.name} is not in this repository (GPL selection)")
    schools, design = pd.read_csv(file), given["design"]
    told = {"weight": design["weights"], "strata": design["strata"], "fpc": design["fpc"]}
    told |= {"psu": design["ids"] if design["ids"] in schools.columns else None}
    told = {key: column for key, column in told.items() if column}
    survey = gk.Survey.from_frames(
        {"one": schools, "other": schools},
        reference="other",
        format="number",
        measure="median",
        pairs={"y": {"one": given["variable"], "other": given["variable"]}},
        sides={"one": told, "other": told},
    )
    median = gk.tally(gk.open(survey)).estimate("items", "y", "one")
    place = given["quantiles"].index(0.5)
    assert median.value == expected["estimate"][place]
    assert median.df == expected["df"]
    assert median.se == pytest.approx(expected["se"][place], rel=0.2)  # neighbouring answers, see above
