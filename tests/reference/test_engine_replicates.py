"""From a data frame with replicate weights to estimates: value, standard error and df equal R survey."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import gapkit as gk

FILE = Path(__file__).parent / "survey_replicates.json"
METHODS = {
    "JK1": "jk1",
    "JKn": "jkn",
    "BRR": "brr",
    "Fay (rho = 0.3)": "fay",
    "subbootstrap": "bootstrap",
    "bootstrap (Rao-Wu n-1)": "bootstrap",
}
FORMATS = {
    "likert": {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"},
    "agree": {"format": "multiple"},
    "side": {"format": "multiple"},
    "schwide01": {"format": "multiple"},
}
CASES = [
    case
    for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]
    if case["method"] == "replicate_mean" and case["inputs"]["variable"] in FORMATS
]


def tallied(case, table):
    """Tally the record's variable on two sides that are both its sample."""
    design, variable = case["inputs"]["design"], case["inputs"]["variable"]
    replicates = {"columns": "rw*", "method": METHODS[design["replicate_type"]], "mse": design["mse"]}
    if replicates["method"] == "fay":
        replicates["rho"] = 0.3
    frame = pd.DataFrame(table)
    side = {"weight": design["weights"], "replicates": replicates}
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame},
        reference="consumer",
        pairs={"y": {"consumer": variable, "marketer": variable}},
        sides={"consumer": side, "marketer": side},
        **FORMATS[variable],
    )
    return gk.tally(gk.open(survey)).estimate("items", "y", "consumer")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_engine_agrees_with_r(case, read):
    # JKn: `rscales` is not given, so the strata are found in the weights
    got = tallied(case, read(Path(case["inputs"]["design"]["data"]).name))
    expected, close = case["outputs"], {"rel": 0, "abs": case["tolerance"]}
    assert got.value == pytest.approx(expected["estimate"], **close)
    assert got.se == pytest.approx(expected["se"], **close)
    assert got.df == expected["df"]
