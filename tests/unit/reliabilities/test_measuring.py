"""What `reliability` says beyond its kernels: who counts, what is flagged, what is hidden."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.reliabilities import COLUMNS, ITEM_COLUMNS
from gapkit.stats import cronbach_alpha, mcdonald_omega, schmid_leiman_omega


def scale(n, items, seed=0):
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1)) + 0.8 * rng.normal(size=(n, items))
    return pd.DataFrame(np.clip(np.round(3 + latent), 1, 5), columns=[f"i{k}" for k in range(items)])


def study_of(frame, other=None, **options):
    items = [name for name in frame if name.startswith("i")]
    survey = gk.Survey.from_frames(
        {"consumer": frame, "marketer": frame if other is None else other},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in items},
        format="scale",
        scale={"from": 1, "to": 5},
        **options,
    )
    return gk.open(survey)


def test_each_side_is_a_scale_of_its_own():
    one, two = scale(80, 4, 1), scale(60, 4, 2)
    told = gk.reliability(study_of(one, two))
    assert told["items", "consumer"].alpha == pytest.approx(cronbach_alpha(one.to_numpy()).value)
    assert told["items", "marketer"].alpha == pytest.approx(cronbach_alpha(two.to_numpy()).value)
    assert told["items", "marketer"].omega == pytest.approx(mcdonald_omega(two.to_numpy()).value)
    assert isnan(told["items", "marketer"].omega_hierarchical)


def test_hierarchical_omega_is_told_from_six_items():
    frame = scale(150, 6)
    row = gk.reliability(study_of(frame))["items", "consumer"]
    known = schmid_leiman_omega(frame.to_numpy())
    assert (row.omega_hierarchical, row.omega_total) == (
        pytest.approx(known.hierarchical),
        pytest.approx(known.total),
    )


def test_respondents_who_lack_an_item_are_left_out_and_counted():
    frame = scale(80, 4)
    frame.loc[:4, "i2"] = np.nan
    told = gk.reliability(study_of(frame, scale(60, 4)))
    assert told["items", "consumer"].base == 75
    assert [(each.side, each.count, each.reason) for each in told.exclusions] == [
        ("consumer", 5, "lack an item: not in the reliability")
    ]


def test_weights_are_not_used_and_it_says_so():
    frame = scale(80, 4).assign(w=np.linspace(0.5, 2, 80))
    told = gk.reliability(study_of(frame, weight={"consumer": "w"}))
    one, two = told["items", "consumer"], told["items", "marketer"]
    assert one.alpha == two.alpha
    assert (one.flags, two.flags) == (("weights_not_used",), ())


def test_reverse_items_are_turned_first():
    frame = scale(80, 3)
    turned = frame.assign(i1=6 - frame["i1"])
    column = {"column": "i1", "reverse": True}
    survey = gk.Survey.from_frames(
        {"consumer": turned, "marketer": frame},
        reference="consumer",
        pairs={
            **{name: {"consumer": name, "marketer": name} for name in ("i0", "i2")},
            "i1": {"consumer": column, "marketer": "i1"},
        },
        format="scale",
        scale={"from": 1, "to": 5},
    )
    told = gk.reliability(gk.open(survey))
    assert told["items", "consumer"].alpha == pytest.approx(told["items", "marketer"].alpha)


def test_small_bases_are_not_told():
    told = gk.reliability(study_of(scale(8, 4), scale(20, 4)))
    hidden, small = told["items", "consumer"], told["items", "marketer"]
    assert (hidden.status, small.status) == ("suppressed", "low_base")
    assert isnan(hidden.alpha)
    assert isnan(hidden.base)
    assert set(told.items_frame()["side"]) == {"marketer"}


def test_items_that_never_vary_have_no_reliability():
    frame = pd.DataFrame({"i0": [3] * 40, "i1": [3] * 40})
    row = gk.reliability(study_of(frame))["items", "consumer"]
    assert (row.status, isnan(row.alpha)) == ("no_spread", True)


def test_columns_and_words():
    told = gk.reliability(study_of(scale(80, 4)))
    assert list(told.to_frame().columns) == list(COLUMNS)
    assert list(told.items_frame().columns) == list(ITEM_COLUMNS)
    assert repr(told) == "<Reliabilities of 'Gap study': 2 scales>"
    assert "Alpha" in told._repr_html_()


def test_a_study_without_scales_is_told(two_sides):
    study = two_sides(pd.DataFrame({"a": [1, 0]}), pd.DataFrame({"a": [1, 0]}))
    with pytest.raises(OptionError) as caught:
        gk.reliability(study)
    assert str(caught.value) == (
        "StudyLevelError: The survey must have a scale question of two items or more.\n  found: none"
    )
