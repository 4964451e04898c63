"""Whole studies at study level: SERVQUAL's items against R's paired t, reliability against psych."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import gapkit as gk


@pytest.mark.cases("means_ordinal.json", "paired_t")
def test_the_score_of_an_item_is_rs_paired_t(case: Any) -> None:
    table = pd.DataFrame(case.table())
    roles = {name: {"side": "consumer", "label": name.title()} for name in ("own", "guess")}
    item = {"id": "pair", "label": "Pair", "own": "own", "guess": "guess"}
    question = {"id": "q", "kind": "experience", "format": "number", "roles": roles, "reference": "own"}
    survey = gk.Survey.from_frames(
        {"consumer": table, "marketer": table},
        reference="consumer",
        questions=[{**question, "items": [item]}],
        options={"low_base": {"suppress": 5, "reason": "a reference case"}},
        sides={name: {"sensitive": False} for name in ("consumer", "marketer")},
    )
    row = gk.servqual(gk.open(survey), dimensions=["q"])["pair"]
    for got, name in (
        (row.base, "n"),
        (row.score, "diff"),
        (row.se, "se"),
        (row.df, "df"),
        (row.p_value, "p_value"),
        (row.ci_low, "ci_lower"),
        (row.ci_high, "ci_upper"),
    ):
        case.expect(got, name)


@pytest.mark.cases("reliability.json", "cronbach_alpha")
def test_the_reliability_of_a_side_is_psychs(case: Any) -> None:
    items = case.inputs["items"]
    table = pd.DataFrame({name: case.table()[name] for name in items})
    survey = gk.Survey.from_frames(
        {"consumer": table, "marketer": table},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in items},
        format="scale",
        scale={"from": 1, "to": 7},
        options={"analysis": {"conf_level": case.inputs["conf_level"]}},
    )
    told = gk.reliability(gk.open(survey))
    row = told["items", "marketer"]
    for got, name in (
        (row.base, "n"),
        (row.items, "k"),
        (row.alpha, "alpha"),
        (row.alpha_standardised, "alpha_standardized"),
        (row.mean_correlation, "mean_interitem_r"),
        (row.ci_low, "feldt_ci_lower"),
        (row.ci_high, "feldt_ci_upper"),
    ):
        case.expect(got, name)
    fits = told.items_frame()
    case.expect(fits.loc[fits["side"] == "marketer", "item_rest"].to_numpy(), "item_rest_correlation")
