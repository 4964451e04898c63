"""What `disconfirmation` says: shares by hand, intervals that hold together, what is hidden."""

from __future__ import annotations

from math import isnan, sqrt

import pandas as pd
import pytest

import gapkit as gk
from gapkit.crossed import COLUMNS
from gapkit.errors import OptionError
from gapkit.stats import simultaneous_shares

ROLES = {name: {"side": "customer", "label": name.title()} for name in ("expected", "perceived")}


def study_of(frame, items="a", roles=None, **options):
    roles = roles or ROLES
    question = {
        "id": "service", "kind": "experience", "format": "scale", "scale": {"from": 1, "to": 7},
        "roles": roles, "reference": "expected",
        "items": [{"id": each, "label": each.title(), **{r: f"{r}_{each}" for r in roles}} for each in items],
    }  # fmt: skip
    survey = gk.Survey.from_frames(
        {"customer": frame, "staff": pd.DataFrame({"x": [1]})},
        reference="customer",
        questions=[question],
        **options,
    )
    return gk.open(survey)


def pairs(better, alike, worse):
    return pd.DataFrame({
        "expected_a": [4] * (better + alike + worse),
        "perceived_a": [6] * better + [4] * alike + [3] * worse,
    })  # fmt: skip


def test_shares_and_goodmans_intervals():
    row = gk.disconfirmation(study_of(pairs(50, 30, 20)))["a"]
    told = simultaneous_shares([50, 30, 20])
    names = ("better", "as_expected", "worse")
    assert [getattr(row, name) for name in names] == [0.5, 0.3, 0.2]
    assert [getattr(row, f"{name}_low") for name in names] == pytest.approx(told.interval.low.tolist())
    assert [getattr(row, f"{name}_high") for name in names] == pytest.approx(told.interval.high.tolist())


def test_the_net_has_the_paired_error():
    row = gk.disconfirmation(study_of(pairs(50, 30, 20)))["a"]
    se = sqrt((0.7 - 0.3**2) / 99)  # of +1, 0, -1
    assert row.net == pytest.approx(0.3)
    assert (row.net_high - row.net_low) / 2 == pytest.approx(1.9842169 * se)  # t, 99 df
    assert row.p_value < 0.05


def test_a_mean_of_zero_may_hide_delight_and_disappointment():
    row = gk.disconfirmation(study_of(pairs(45, 10, 45)))["a"]
    assert (row.better, row.worse, row.net, row.p_value) == (0.45, 0.45, 0.0, 1.0)


def test_roles_of_others_do_not_count_and_swapping_turns_it_round():
    other = {"expected": ROLES["perceived"], "perceived": ROLES["expected"]}
    frame = pairs(50, 30, 20)
    turned = frame.rename(columns={"expected_a": "perceived_a", "perceived_a": "expected_a"})
    one, two = (
        gk.disconfirmation(study_of(frame))["a"],
        gk.disconfirmation(study_of(turned, roles=other))["a"],
    )
    assert (one.better, one.worse_low, one.net) == (two.worse, two.better_low, -two.net)
    assert one.p_value == pytest.approx(two.p_value)


def test_where_one_share_is_masked_all_are():
    row = gk.disconfirmation(study_of(pairs(46, 3, 31)))["a"]
    assert row.status == "masked"
    assert isnan(row.better)
    assert isnan(row.net)
    assert isnan(row.effective_base)


def test_items_are_corrected_together_in_each_segment():
    frame = pairs(50, 30, 20).assign(expected_b=[4] * 100, perceived_b=[5] * 45 + [4] * 20 + [2] * 35)
    told = gk.disconfirmation(study_of(frame, "ab"))
    assert told["a"].p_adjusted == pytest.approx(2 * told["a"].p_value)
    assert told["b"].p_adjusted == pytest.approx(max(told["b"].p_value, told["a"].p_adjusted))


def test_segments_columns_and_words():
    frame = pd.concat([pairs(50, 30, 20).assign(age="y"), pairs(20, 30, 50).assign(age="o")])
    study = study_of(frame, segments={"age": {"label": "Age", "customer": "age"}})
    told = gk.disconfirmation(study, by="age")
    assert (told["a", "y"].better, told["a", "o"].better) == (0.5, 0.2)
    assert list(told.to_frame().columns) == list(COLUMNS)
    assert "As expected" in told._repr_html_()
    assert repr(told) == "<Disconfirmations of 'Gap study': 2 items>"


def test_a_question_without_such_roles_is_told():
    survey = gk.Survey.from_frames(
        {"customer": pd.DataFrame({"q": [1, 0]}), "staff": pd.DataFrame({"q": [1, 0]})},
        reference="customer",
        pairs={"deals": {"customer": "q", "staff": "q"}},
    )
    study = gk.open(survey)
    with pytest.raises(OptionError) as caught:
        gk.disconfirmation(study, "items")
    assert "Question `items` must be answered in two roles or more." in str(caught.value)
    with pytest.raises(OptionError) as caught:
        gk.disconfirmation(study)
    assert str(caught.value) == (
        "StudyLevelError: The survey must have a question that one side's respondents answered "
        "in two roles.\n  found: none"
    )
