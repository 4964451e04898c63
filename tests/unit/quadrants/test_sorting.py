"""What `priorities` says: lines, quarters, what is undecided, and bad arguments."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.quadrants import COLUMNS
from gapkit.quadrants.lines import line_weights

ROLES = {name: {"side": "customer", "label": name.title()} for name in ("wanted", "got")}


def shares(n=400, **ticks):
    return pd.DataFrame({name: [1] * many + [0] * (n - many) for name, many in ticks.items()})


def twin(two_sides, consumers, marketers, **options):
    return gk.priorities(two_sides(consumers, marketers), importance="items", **options)


def ratings(n, seed, means):
    """Build answers of one side in two roles on a scale of 1 to 7, wanted and got, item by item."""
    rng = np.random.default_rng(seed)
    latent = rng.normal(size=(n, 1))
    columns = {}
    for item, pair in means.items():
        for role, mean in zip(ROLES, pair, strict=True):
            answers = mean + 0.7 * latent[:, 0] + 0.7 * rng.normal(size=n)
            columns[f"{role}_{item}"] = np.clip(np.round(answers), 1, 7)
    return pd.DataFrame(columns)


def rated(frame, items, **options):
    question = {
        "id": "service", "kind": "experience", "format": "scale", "scale": {"from": 1, "to": 7},
        "roles": ROLES, "reference": "wanted", "measure": "mean",
        "items": [{"id": each, "label": each, **{r: f"{r}_{each}" for r in ROLES}} for each in items],
    }  # fmt: skip
    survey = gk.Survey.from_frames(
        {"customer": frame, "staff": pd.DataFrame({"x": [1]})},
        reference="customer",
        questions=[question],
        **options,
    )
    return gk.open(survey)


def test_every_quarter_has_its_name(two_sides):
    told = twin(
        two_sides,
        shares(a=320, b=320, c=80, d=80),
        shares(a=80, b=320, c=80, d=320),
        cross="midpoint",
    )
    assert {row.item: row.quadrant for row in told} == {
        "a": "concentrate_here",
        "b": "keep_up",
        "c": "low_priority",
        "d": "possible_overkill",
    }
    assert {(row.importance_line, row.performance_line, row.cross) for row in told} == {
        (0.5, 0.5, "midpoint")
    }
    assert {row.family_size for row in told} == {8}


def test_an_item_whose_interval_crosses_a_line_is_undecided(two_sides):
    told = twin(two_sides, shares(a=320, b=205), shares(a=80, b=80), cross="midpoint")
    assert (told["b"].quadrant, told["b"].nominal) == ("undecided", "concentrate_here")
    assert told["b"].importance_low < 0.5 < told["b"].importance_high
    assert told["a"].quadrant == "concentrate_here"


def test_the_interval_is_the_familys(two_sides):
    row = twin(two_sides, shares(a=320, b=205), shares(a=80, b=80), cross=(0.5, 0.5))["a"]
    p = 321 / 402  # smoothed: (x + 1) / (n + 2)
    half = (row.importance_high - row.importance_low) / 2
    c = half / np.sqrt(p * (1 - p) / 400)
    assert 1.96 < c <= 2.4978  # between one alone and Bonferroni of four
    assert (row.importance_low + row.importance_high) / 2 == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("rule", "weights"),
    [("mean", [1 / 3, 1 / 3, 0, 1 / 3]), ("median", [0, 1, 0, 0])],
)
def test_lines_are_made_of_the_items_with_a_value(rule, weights):
    np.testing.assert_allclose(line_weights(np.array([0.1, 0.4, np.nan, 0.9]), rule), weights)


def test_the_item_on_the_median_is_undecided(two_sides):
    told = twin(two_sides, shares(a=360, b=200, c=40), shares(a=40, b=200, c=360))
    assert told["b"].quadrant == "undecided"
    assert (told["b"].importance_line, told["b"].cross) == (0.5, "median")
    assert (told["a"].quadrant, told["c"].quadrant) == ("concentrate_here", "possible_overkill")


def test_a_line_made_of_items_moves_with_them():
    # the same respondents raise or lower all items together: against their mean the items are surer
    frame = ratings(200, 1, {"a": (6, 4), "b": (5, 5), "c": (4, 3), "d": (5.4, 4.6)})
    study = rated(frame, "abcd")
    axes = {"importance": ("service", "wanted"), "performance": ("service", "got")}
    by_mean = gk.priorities(study, cross="mean", **axes)
    line = by_mean["a"].importance_line
    fixed = gk.priorities(study, cross=(line, by_mean["a"].performance_line), **axes)
    assert line == pytest.approx(np.mean([row.importance for row in by_mean]))
    for one, other in zip(by_mean, fixed, strict=True):
        assert one.importance_high - one.importance_low < other.importance_high - other.importance_low


def test_the_interval_against_the_mean_is_that_of_the_difference():
    frame = ratings(200, 1, {"a": (6, 4), "b": (4, 5)})
    row = gk.priorities(
        rated(frame, "ab"), importance=("service", "wanted"), performance=("service", "got"), cross="mean"
    )["a"]
    away = frame["wanted_a"] - frame[["wanted_a", "wanted_b"]].mean(axis=1)
    se = away.std(ddof=1) / np.sqrt(200)
    c = (row.importance_high - row.importance_low) / 2 / se
    assert 1.97 < c < 2.53  # t of one alone; Bonferroni of four with 199 df
    assert row.importance - row.importance_line == pytest.approx(away.mean())


def test_a_line_in_the_middle_of_a_scale_is_its_midpoint():
    study = rated(ratings(100, 2, {"a": (6, 3), "b": (6, 5)}), "ab")
    told = gk.priorities(study, importance="service", performance=("service", "got"), cross="midpoint")
    assert {(row.importance_line, row.performance_line) for row in told} == {(4.0, 4.0)}
    assert (told["a"].quadrant, told["b"].quadrant) == ("concentrate_here", "keep_up")


def test_swapping_the_axes_mirrors_the_quarters(two_sides):
    study = two_sides(shares(a=320, b=205, c=80), shares(a=80, b=300, c=320))
    one = gk.priorities(
        study, importance=("items", "consumer"), performance=("items", "marketer"), cross="mean"
    )
    two = gk.priorities(
        study, importance=("items", "marketer"), performance=("items", "consumer"), cross="mean"
    )
    mirror = {"concentrate_here": "possible_overkill", "possible_overkill": "concentrate_here"}
    for row, other in zip(one, two, strict=True):
        assert other.quadrant == mirror.get(row.quadrant, row.quadrant)
        assert (row.importance_low, row.importance_high) == (
            pytest.approx(other.performance_low, rel=1e-4),  # max-|t| on fixed points depends on the order
            pytest.approx(other.performance_high, rel=1e-4),
        )


def test_hidden_items_have_no_quarter_and_leave_the_lines(two_sides):
    marketers = shares(40, a=10, b=30, c=20).astype(float)
    marketers.loc[[*range(16), *range(24, 40)], "c"] = np.nan  # leaves 4 ticks and 4 others
    told = twin(two_sides, shares(a=320, b=80, c=200), marketers, cross="mean")
    assert (told["c"].quadrant, told["c"].status) == ("", "suppressed")
    assert isnan(told["c"].importance)
    assert told["a"].importance_line == pytest.approx(0.5)
    assert told["a"].family_size == 4


def test_printed_figures_are_sorted_with_the_flag():
    told = gk.priorities(gk.open("surveys/cmo_council_2011.toml"), importance="why_like", cross=(0.4, 0.4))
    known = [row for row in told if row.quadrant]
    assert known
    assert all("no_covariance" in row.flags for row in told)


def test_columns_and_words(two_sides):
    told = twin(two_sides, shares(a=320, b=205), shares(a=80, b=80), cross=(0.5, 0.4))
    assert list(told.to_frame().columns) == list(COLUMNS)
    assert told["a"].cross == "given"
    assert repr(told) == "<Priorities of 'Gap study': 2 items, 1 surely in their quarter>"
    assert "undecided (concentrate here?)" in told._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"cross": "middle"}, "`cross` must be one of `median`, `mean`, `midpoint`."),
        ({"cross": (0.5,)}, "`cross` must be a rule or two finite numbers."),
        ({"cross": (0.5, float("nan"))}, "`cross` must be a rule or two finite numbers."),
        ({"performance": ("items", "staff")}, "Question `items` must be given with its side or role."),
        ({"performance": "items"}, "`items, consumer` and `items, consumer` must have items of the same id."),
    ],
)
def test_bad_arguments_are_told(two_sides, arguments, message):
    with pytest.raises(OptionError) as caught:
        twin(two_sides, shares(a=320), shares(a=80), **arguments)
    assert message in str(caught.value)
