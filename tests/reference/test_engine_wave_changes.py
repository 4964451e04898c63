"""From data frames of two waves to the change of a gap: estimate and MOVER interval equal R."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import gapkit as gk


def answers(told: dict[str, int], k: int) -> pd.DataFrame:
    """Return the answers of a side: how many said yes, of how many."""
    yes, n = told[f"x{k}"], told[f"n{k}"]
    return pd.DataFrame({"q": [1] * yes + [0] * (n - yes)})


@pytest.mark.cases("trend_heterogeneity.json", "difference_in_gaps_two_independent_waves")
def test_the_engine_agrees_with_r(case: Any) -> None:
    waves = {wave: case.inputs[wave] for wave in ("wave1", "wave2")}
    survey = gk.Survey.from_frames(
        {
            "consumer": {wave: answers(told, 2) for wave, told in waves.items()},
            "marketer": {wave: answers(told, 1) for wave, told in waves.items()},
        },
        reference="consumer",
        pairs={"q": {"consumer": "q", "marketer": "q"}},
        sides={side: {"sensitive": False} for side in ("consumer", "marketer")},
        options={
            "waves": list(waves),
            "low_base": {"suppress": 1, "flag": 1, "denote": 1, "reason": "small on purpose"},
        },
    )
    got = gk.wave_changes(gk.gap(gk.open(survey), method="newcombe"))["q", "all"]
    case.expect(got.gap_before, "gap1")
    case.expect(got.gap, "gap2")
    case.expect(got.change, "change")
    case.expect(got.ci_low, "mover_ci_lower")
    case.expect(got.ci_high, "mover_ci_upper")
