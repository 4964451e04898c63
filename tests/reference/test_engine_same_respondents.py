"""From two columns of one frame to a gap: Tango's interval as R computes it, McNemar's statistic."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import gapkit as gk


@pytest.mark.cases("paired_proportions.json", "paired_proportions_tango")
def test_the_engine_agrees_with_r(case: Any) -> None:
    counts = [case.inputs[name] for name in "abcd"]
    people = pd.DataFrame({"q1": np.repeat([1, 1, 0, 0], counts), "q2": np.repeat([1, 0, 1, 0], counts)})
    roles = {name: {"side": "marketer", "label": name} for name in ("know", "asked")}
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"q": [1, 0]}), "marketer": people},
        reference="consumer",
        sides={"consumer": {"sensitive": False}, "marketer": {"sensitive": False}},
        questions=[
            {
                "id": "pair",
                "kind": "knowledge",
                "format": "multiple",
                "roles": roles,
                "reference": "asked",
                "items": [{"id": "i", "label": "I", "know": "q1", "asked": "q2"}],
            }
        ],
        options={
            "analysis": {"conf_level": case.inputs["conf_level"]},
            "low_base": {"suppress": 1, "flag": 1, "denote": 1, "reason": "small on purpose"},
        },
    )
    gap = gk.gap(gk.open(survey))["i", "all"]
    case.expect(gap.gap, "diff")
    case.expect(gap.ci_low, "ci_lower")
    case.expect(gap.ci_high, "ci_upper")
