"""What `servqual` says: scores by hand, weights, families, the zone of tolerance, reliability."""

from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.service_quality import COLUMNS, RELIABILITY_COLUMNS
from gapkit.stats import cronbach_alpha

ROLES = {name: {"side": "customer", "label": name.title()} for name in ("expected", "perceived")}


def question(name, items, roles=None, **keys):
    """Build a dimension whose columns are called like role and item: ``expected_a``."""
    roles = roles or ROLES
    return {
        "id": name, "kind": "experience", "format": "scale", "scale": {"from": 1, "to": 7},
        "roles": roles, "reference": "expected",
        "items": [{"id": each, "label": each.title(), **{r: f"{r}_{each}" for r in roles}} for each in items],
        **keys,
    }  # fmt: skip


def study_of(frame, questions, **options):
    survey = gk.Survey.from_frames(
        {"customer": frame, "staff": pd.DataFrame({"x": [1]})},
        reference="customer",
        questions=questions,
        **options,
    )
    return gk.open(survey)


TWO = pd.DataFrame({
    "expected_a": [6, 7, 5, 6] * 10, "perceived_a": [4, 6, 5, 3] * 10,
    "expected_b": [7, 6, 6, 5] * 10, "perceived_b": [5, 6, 4, 3] * 10,
    "expected_c": [5, 5, 5, 7] * 10, "perceived_c": [6, 7, 5, 7] * 10,
    "one": [80, 50, 20, 50] * 10, "two": [20, 50, 80, 50] * 10,
})  # fmt: skip
POINTS = {
    "id": "importance", "kind": "opinion", "format": "points", "total": 100,
    "items": [{"id": name, "label": name, "customer": name} for name in ("one", "two")],
}  # fmt: skip


def both():
    return study_of(TWO, [question("one", "ab"), question("two", "c"), POINTS])


def test_an_item_is_the_paired_mean_difference():
    row = gk.servqual(both())["a"]
    away = np.array([-2, -1, 0, -3] * 10)
    assert (row.expectation, row.perception, row.score) == (6.0, 4.5, -1.5)
    assert row.se == pytest.approx(away.std(ddof=1) / sqrt(40))
    assert row.ci_low == pytest.approx(-1.5 - 2.02269092 * row.se)  # t, 39 df
    assert row.ci_low_family < row.ci_low
    assert row.family_size == 2


def test_an_item_equals_the_gap_of_the_same_respondents():
    study = both()
    gaps = gk.gap(study, measure=gk.Mean())
    for item in "abc":
        row, gap = gk.servqual(study)[item], gaps[item, "all"]
        assert (row.score, row.se, row.df) == (
            pytest.approx(gap.gap),
            pytest.approx(gap.se),
            pytest.approx(gap.df),
        )


def test_a_dimension_is_the_mean_of_its_items_respondent_by_respondent():
    told = gk.servqual(both())
    of_one = np.array([(-2 - 2) / 2, (-1 + 0) / 2, (0 - 2) / 2, (-3 - 2) / 2] * 10)
    assert told["one"].score == pytest.approx(of_one.mean())
    assert told["one"].se == pytest.approx(of_one.std(ddof=1) / sqrt(40))
    assert told["overall"].score == pytest.approx((of_one.mean() + 0.75) / 2)


def test_each_respondents_own_points_weigh():
    told = gk.servqual(both(), importance="importance")
    one, two = np.array([-2, -0.5, -1, -2.5]), np.array([1, 2, 0, 0])
    points = np.array([0.8, 0.5, 0.2, 0.5])
    assert told["weighted"].score == pytest.approx((points * one + (1 - points) * two).mean())
    assert told["one"].importance == pytest.approx(0.5)
    parts = [told[name].weighted_score for name in ("one", "two")]
    assert sum(parts) == pytest.approx(told["weighted"].score)
    assert isnan(told["overall"].importance)


def test_who_told_half_of_the_items_counts_and_who_told_less_does_not():
    frame = TWO.assign(expected_d=6, perceived_d=5).astype(float)
    frame.loc[0, "perceived_a"] = np.nan  # one of three: counts
    frame.loc[1, ["perceived_a", "expected_b"]] = np.nan  # two of three: does not
    told = gk.servqual(study_of(frame, [question("one", "abd")]))
    assert told["one"].base == 39
    assert told["a"].base == 38
    (left,) = told.exclusions[-1:]
    assert (left.count, left.question) == (1, "one")
    assert left.reason == "told fewer than half of the items in every role: no score of the dimension"


def test_the_zone_of_tolerance_lies_between_adequate_and_desired():
    roles = {**ROLES, "adequate": {"side": "customer", "label": "Adequate"}}
    frame = pd.DataFrame({
        "expected_a": [6] * 40, "adequate_a": [4] * 40, "perceived_a": np.repeat([3, 4, 6, 7], 10),
    })  # fmt: skip
    study = study_of(frame, [question("one", "a", roles)])
    row = gk.servqual(study, adequate="adequate")["a"]
    assert (row.in_zone, row.adequate, row.adequacy, row.score) == (0.5, 4.0, 1.0, -1.0)
    assert row.side == "perceived"
    with pytest.raises(OptionError) as caught:
        gk.servqual(study)
    assert str(caught.value) == (
        "StudyLevelError: `perception` must name a role of question `one`: `perceived`, `adequate`."
    )
    assert gk.servqual(study, perception="perceived")["a"].score == -1.0


def test_reliability_of_the_difference_is_the_formula():
    rng = np.random.default_rng(4)
    latent = rng.normal(size=(200, 2))
    frame = pd.DataFrame({
        f"{role}_{item}": np.clip(np.round(4 + latent[:, column] + 0.8 * rng.normal(size=200)), 1, 7)
        for column, role in enumerate(ROLES)
        for item in "abc"
    })  # fmt: skip
    (row,) = gk.servqual(study_of(frame, [question("one", "abc")])).reliabilities
    e, p = (frame[[f"{role}_{item}" for item in "abc"]].to_numpy() for role in ROLES)
    s_e, s_p = e.mean(axis=1).std(ddof=1), p.mean(axis=1).std(ddof=1)
    r = np.corrcoef(e.mean(axis=1), p.mean(axis=1))[0, 1]
    r_e, r_p = cronbach_alpha(e).value, cronbach_alpha(p).value
    top = s_e**2 * r_e + s_p**2 * r_p - 2 * r * s_e * s_p
    assert row.reliability == pytest.approx(top / (s_e**2 + s_p**2 - 2 * r * s_e * s_p))
    assert row.alpha_score == pytest.approx(row.reliability, abs=0.05)  # another estimate of the same
    assert row.flags == ()


def test_expectations_at_the_ceiling_and_poor_reliability_are_flagged():
    frame = TWO.assign(expected_a=7, expected_b=[7] * 36 + [6] * 4)
    (row, _) = gk.servqual(study_of(frame, [question("one", "ab"), question("two", "c")])).reliabilities
    assert row.top_box == pytest.approx((1.0 + 0.9) / 2)
    assert "ceiling" in row.flags


def test_small_bases_are_not_told():
    told = gk.servqual(study_of(TWO.head(8), [question("one", "ab")]))
    assert {row.status for row in told} == {"suppressed"}
    assert isnan(told["one"].score)
    assert isnan(told.reliabilities[0].alpha_score)


def test_replicate_weights_give_the_error_of_the_gap_between_roles():
    rng = np.random.default_rng(6)
    frame = TWO.assign(w=rng.uniform(0.5, 2, 40))
    groups = np.arange(40) % 20
    left = {f"rw{g:02}": np.where(groups == g, 0.0, frame["w"] * 20 / 19) for g in range(20)}
    side = {"weight": "w", "replicates": {"columns": "rw*", "method": "jk1"}}
    study = study_of(frame.assign(**left), [question("one", "ab")], sides={"customer": side})
    row, gap = gk.servqual(study)["a"], gk.gap(study, measure=gk.Mean())["a", "all"]
    assert (row.score, row.se, row.df) == (pytest.approx(gap.gap), pytest.approx(gap.se), 19.0)
    deviations = [
        np.average(frame["perceived_a"] - frame["expected_a"], weights=left[f"rw{g:02}"]) for g in range(20)
    ]
    assert row.se == pytest.approx(sqrt(19 / 20 * np.sum((deviations - np.mean(deviations)) ** 2)))


def test_segments_stand_by_themselves():
    frame = TWO.assign(age=["y", "o"] * 20)
    study = study_of(frame, [question("one", "ab")], segments={"age": {"label": "Age", "customer": "age"}})
    told = gk.servqual(study, by="age")
    assert (told["a", "y"].score, told["a", "o"].score) == (-1.0, -2.0)


def test_columns_and_words():
    told = gk.servqual(both(), importance="importance")
    assert list(told.to_frame().columns) == list(COLUMNS)
    assert list(told.reliability_frame().columns) == list(RELIABILITY_COLUMNS)
    assert repr(told) == "<ServiceQuality of 'Gap study': 2 dimensions, 3 items>"
    assert "Weighted by importance" in told._repr_html_()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"importance": "one"},
            'Question `one` must ask side `customer` for points, once.\n  found: format = "scale"',
        ),
        (
            {"dimensions": ["importance"]},
            "StudyLevelError: Question `importance` must be answered in two roles or more.",
        ),
        ({"perception": "expected"}, "must name a role of question `one`: `perceived`"),
        ({"dimensions": []}, "The survey must have a scale question"),
        ({"by": "age"}, "`by` needs a segment"),
    ],
)
def test_bad_arguments_are_told(arguments, message):
    with pytest.raises(OptionError) as caught:
        gk.servqual(both(), **arguments)
    assert message in str(caught.value)


def test_importance_must_be_called_like_the_dimensions():
    points = {**POINTS, "items": [{"id": name, "label": name, "customer": name} for name in ("one", "three")]}
    study = study_of(TWO.assign(three=TWO["two"]), [question("one", "ab"), question("two", "c"), points])
    with pytest.raises(OptionError) as caught:
        gk.servqual(study, importance="importance")
    assert str(caught.value) == (
        "StudyLevelError: The items of `importance` must be called like the dimensions: `one`, `two`.\n"
        "  found: `one`, `three`"
    )
