"""What `accuracy` says: each component by hand, the truth's own error, what is hidden, projection."""

from __future__ import annotations

from math import isnan, sqrt

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.accuracies import COLUMNS, PROJECTION_COLUMNS
from gapkit.accuracies.components import components
from gapkit.errors import OptionError, UnknownItemError

SHARES = {"a": 80, "b": 50, "c": 20}
CONSUMERS = pd.DataFrame({name: [1] * n + [0] * (100 - n) for name, n in SHARES.items()})


def marketers(*answers: tuple[str, int]) -> pd.DataFrame:
    """Build respondents from the items they tick: ``("ab", 10)`` is ten who tick a and b."""
    rows = [[int(name in ticks) for name in SHARES] for ticks, times in answers for _ in range(times)]
    return pd.DataFrame(rows, columns=list(SHARES))


def study_of(side, consumers=CONSUMERS, **options):
    names = [name for name in SHARES if name in side]
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": side},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in names},
        **options,
    )
    return gk.open(survey)


@pytest.mark.parametrize(
    ("belief", "elevation", "spread", "profile", "right"),
    [
        # truth 0.8, 0.5, 0.2: mean 0.5, standard deviation sqrt(0.06)
        ((1, 0, 0), -1 / 6, sqrt(2 / 9 / 0.06), sqrt(3) / 2, 1.0),
        ((1, 1, 0), 1 / 6, sqrt(2 / 9 / 0.06), sqrt(3) / 2, 1.0),
        ((0, 1, 0), -1 / 6, sqrt(2 / 9 / 0.06), 0.0, 0.5),
        ((0, 0, 1), -1 / 6, sqrt(2 / 9 / 0.06), -sqrt(3) / 2, 0.0),
        ((1, 1, 1), 0.5, 0.0, np.nan, np.nan),
        ((0, 0, 0), -0.5, 0.0, np.nan, np.nan),
    ],
)
def test_components_of_one_respondent(belief, elevation, spread, profile, right):
    told = components(np.array([belief], dtype=float), np.array([[0.8, 0.5, 0.2]]))[0]
    np.testing.assert_allclose(told[:4], [elevation, spread, profile, right], atol=1e-12)


def test_equal_truths_count_half():
    told = components(np.array([[1.0, 0.0, 0.0]]), np.array([[0.5, 0.5, 0.2]]))[0]
    assert told[3] == pytest.approx(0.75)  # one tie, one right


def test_items_that_were_not_answered_do_not_count():
    whole = components(np.array([[5.0, 2.0]]), np.array([[4.0, 3.0]]))
    part = components(np.array([[5.0, 2.0, np.nan]]), np.array([[4.0, 3.0, 1.0]]))
    np.testing.assert_allclose(whole, part)
    np.testing.assert_allclose(whole[0], [0.0, 3.0, 1.0, 1.0, 1.0])


def test_a_side_is_the_mean_of_its_respondents():
    # 30 know both ends (profile sqrt(3)/2), 10 have it upside down
    told = gk.accuracy(study_of(marketers(("a", 30), ("c", 10))))
    assert told["items", "profile"].mean == pytest.approx(sqrt(3) / 2 * (30 - 10) / 40)
    row = told["items", "concordance"]
    assert (row.mean, row.median, row.base) == (pytest.approx(0.75), 1.0, 40.0)
    assert row.share_above == pytest.approx(0.75)
    assert told["items", "elevation"].mean == pytest.approx(-1 / 6)
    assert [each.component for each in told] == ["elevation", "spread", "profile", "concordance"]


def test_the_interval_holds_the_errors_of_both_sides():
    row = gk.accuracy(study_of(marketers(("a", 20), ("ab", 10), ("b", 10))))["items", "elevation"]
    beliefs = np.repeat([1 / 3, 2 / 3, 1 / 3], [20, 10, 10])
    assert row.se == pytest.approx(beliefs.std(ddof=1) / sqrt(40))
    means = CONSUMERS.mean(axis=1)  # elevation: the truth is the mean over the items of each consumer
    assert row.se_truth == pytest.approx(means.std(ddof=1) / sqrt(100), rel=1e-6)
    half = 2.02269092 * sqrt(row.se**2 + row.se_truth**2)  # t, 39 df
    assert (row.ci_low, row.ci_high) == (pytest.approx(row.mean - half), pytest.approx(row.mean + half))


def test_scales_have_an_error_in_scale_units():
    consumers = pd.DataFrame({"a": [5] * 40, "b": [3, 4] * 20, "c": [1, 2] * 20})
    side = pd.DataFrame({"a": [4] * 40, "b": [4] * 40, "c": [2] * 40})
    told = gk.accuracy(study_of(side, consumers, format="scale", scale={"from": 1, "to": 5}))
    row = told["items", "rms_error"]
    assert row.mean == pytest.approx(sqrt((1 + 0.25 + 0.25) / 3))
    assert row.status == "no_spread"  # all believe the same


def test_respondents_are_judged_by_the_truth_of_their_own_segment():
    consumers = pd.concat([CONSUMERS, 1 - CONSUMERS], ignore_index=True).assign(age=["y"] * 100 + ["o"] * 100)
    side = marketers(("a", 20), ("c", 20)).assign(age=["y"] * 20 + ["o"] * 20)
    age = {"label": "Age", "consumer": "age", "marketer": "age"}
    told = gk.accuracy(study_of(side, consumers, segments={"age": age}), by="age")
    assert told["items", "concordance", "y"].mean == told["items", "concordance", "o"].mean == 1.0
    assert [row.segment for row in told][:1] == ["o"]


def test_weights_count_and_their_scale_does_not():
    side = marketers(("a", 30), ("c", 10))
    one, two = (
        gk.accuracy(study_of(side.assign(w=[factor] * 30 + [3 * factor] * 10), weight={"marketer": "w"}))
        for factor in (1.0, 1e4)
    )
    assert one["items", "concordance"].mean == pytest.approx(0.5)  # 30 right, 10 that count three times wrong
    for first, second in zip(one, two, strict=True):
        assert (first.mean, first.se) == (pytest.approx(second.mean), pytest.approx(second.se))


def test_few_respondents_are_not_told():
    told = gk.accuracy(study_of(marketers(("a", 5), ("ab", 3))))
    for row in told:
        assert row.status == "suppressed"
        assert all(isnan(getattr(row, name)) for name in ("mean", "se", "median", "share_above", "ci_low"))


def test_a_printed_truth_without_a_base_adds_no_error_and_says_so():
    table = {"a": 80, "b": 50, "c": 20}
    published = [{"item": k, "side": "consumer", "percent": v} for k, v in table.items()]
    survey = gk.Survey.from_frames(
        {"marketer": marketers(("a", 30), ("c", 10))},
        reference="consumer",
        pairs={name: {"marketer": name} for name in "abc"},
        sides={"consumer": {"label": "Consumers"}},
        options={"published": published},
    )
    row = gk.accuracy(gk.open(survey))["items", "elevation"]
    assert row.mean == pytest.approx(-1 / 6)
    assert isnan(row.se_truth)
    assert "truth_as_told" in row.flags


def test_frames_have_no_ids_and_always_the_same_columns():
    told = gk.accuracy(study_of(marketers(("a", 30), ("c", 10)).assign(id=range(40))))
    assert list(told.to_frame().columns) == list(COLUMNS)
    assert list(told.projection_frame().columns) == list(PROJECTION_COLUMNS)
    assert len(told.to_frame()) == 4
    assert "Concordance" not in told._repr_html_()
    assert "concordance" in told._repr_html_()


def projecting(own, belief):
    """Build marketers who told their own preference on two items beside their belief."""
    frame = pd.DataFrame(belief, columns=["b0", "b1"])
    frame[["o0", "o1"]] = own
    roles = {
        "want": {"side": "consumer", "label": "Want"},
        "believed": {"side": "marketer", "label": "Believed"},
        "own": {"side": "marketer", "label": "Own"},
    }
    items = [
        {"id": f"i{n}", "label": f"I{n}", "want": f"w{n}", "believed": f"b{n}", "own": f"o{n}"} for n in "01"
    ]
    question = {"id": "q", "kind": "perception", "format": "multiple", "roles": roles, "reference": "want"}
    consumers = pd.DataFrame({"w0": [1] * 60 + [0] * 40, "w1": [1] * 30 + [0] * 70})
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": frame},
        reference="consumer",
        questions=[{**question, "items": items}],
        sides={"marketer": {"sensitive": False}},
    )
    return gk.accuracy(gk.open(survey), own="own").projection_frame().set_index("item")


def test_projection_is_the_difference_between_those_who_like_it_and_the_others():
    own = np.array([[1, 0]] * 20 + [[0, 1]] * 20)
    belief = np.array([[1, 0]] * 15 + [[0, 0]] * 5 + [[1, 1]] * 5 + [[0, 1]] * 15)
    told = projecting(own, belief)
    assert told.loc["i0", "slope"] == pytest.approx(15 / 20 - 5 / 20)
    # influence of difference of two shares, n - 1 = 39: sqrt(40/39 * (2 * .75 * .25 / 20))
    assert told.loc["i0", "se"] == pytest.approx(sqrt(40 / 39 * 2 * 0.75 * 0.25 / 20))
    assert (told.loc["i0", "own"], told.loc["i0", "belief"], told.loc["i0", "truth"]) == (0.5, 0.5, 0.6)
    assert told.loc["i1", "slope"] == pytest.approx(1.0)
    assert told.loc["", "slope"] == pytest.approx(0.75)  # both items, equal spread of own preference


def test_beliefs_without_projection_have_slope_0():
    own = np.array([[1, 0], [1, 1], [0, 0], [0, 1]] * 10)
    belief = np.array([[1, 1], [0, 0], [1, 1], [0, 0]] * 10)
    told = projecting(own, belief)
    assert told.loc["i0", "slope"] == pytest.approx(0.0)


def test_a_small_group_of_likers_is_not_told():
    own = np.array([[1, 0]] * 4 + [[0, 1]] * 36)
    belief = np.array([[1, 0], [0, 1]] * 20)
    told = projecting(own, belief)
    assert told.loc["i0", "status"] == "suppressed"
    assert isnan(told.loc["i0", "slope"])
    assert isnan(told.loc["i0", "own"])


def test_projection_on_replicate_weights_is_the_jackknifes():
    rng = np.random.default_rng(8)
    side = pd.DataFrame((rng.random((40, 6)) < 0.5).astype(int), columns=["a", "b", "c", "oa", "ob", "oc"])
    side["w"] = rng.uniform(0.5, 2.0, 40)
    for g in range(20):
        side[f"rw{g:02}"] = np.where(np.arange(40) % 20 == g, 0.0, side["w"] * 20 / 19)
    taste = {
        "id": "taste", "kind": "opinion", "format": "multiple",
        "items": [{"id": each, "label": each, "marketer": f"o{each}"} for each in "abc"],
    }  # fmt: skip
    replicates = {"columns": "rw*", "method": "jk1"}
    options = {"sides": {"marketer": {"weight": "w", "replicates": replicates, "sensitive": False}}}
    told = gk.accuracy(study_of(side, questions=[taste], **options), own="taste")
    row = told.projection_frame().set_index("item").loc["a"]

    def slope(weight):
        likes = np.average(side["a"][side["oa"] == 1], weights=weight[side["oa"] == 1])
        return likes - np.average(side["a"][side["oa"] == 0], weights=weight[side["oa"] == 0])

    assert row["slope"] == pytest.approx(slope(side["w"]))
    left = np.array([slope(side[f"rw{g:02}"]) for g in range(20)])
    assert row["se"] == pytest.approx(sqrt(19 / 20 * np.sum((left - left.mean()) ** 2)))
    assert row["df"] == 19


def test_bad_arguments_are_told():
    study = study_of(marketers(("a", 30), ("c", 10)))
    with pytest.raises(OptionError) as caught:
        gk.accuracy(study, own="taste")
    assert str(caught.value) == (
        "StudyLevelError: `own` must be a question that side `marketer` answered for itself.\n"
        "  found: `taste`"
    )
    with pytest.raises(UnknownItemError, match="no question `nothing`"):
        gk.accuracy(study, question="nothing")
    with pytest.raises(OptionError, match="`by` needs a segment"):
        gk.accuracy(study, by="age")
    with pytest.raises(OptionError, match="must be a study"):
        gk.accuracy(study.survey)
    with pytest.raises(UnknownItemError, match="no row `taste`"):
        _ = gk.accuracy(study)["items", "taste"]


def test_the_same_respondents_have_no_accuracy():
    roles = {name: {"side": "marketer", "label": name} for name in ("know", "asked")}
    item = {"id": "c", "label": "C", "know": "a", "asked": "b"}
    question = {"id": "q", "kind": "knowledge", "format": "multiple", "roles": roles, "reference": "asked"}
    survey = gk.Survey.from_frames(
        {"consumer": CONSUMERS, "marketer": marketers(("a", 30), ("c", 10))},
        reference="consumer",
        questions=[{**question, "items": [item]}],
    )
    with pytest.raises(OptionError) as caught:
        gk.accuracy(gk.open(survey), question="q")
    assert str(caught.value) == (
        "OptionError: `question` must be one that respondents of a side other than the reference answered, "
        "with two items or more.\n  found: q"
    )


def test_the_spread_over_truths_is_that_of_resampled_references():
    rng = np.random.default_rng(3)
    side = marketers(("a", 40), ("b", 20), ("c", 10), ("ab", 30))
    shares = np.array([0.55, 0.5, 0.45])
    once = pd.DataFrame((rng.random((80, 3)) < shares).astype(int), columns=list("abc"))
    told = gk.accuracy(study_of(side, once))
    means = {name: [] for name in ("spread", "profile", "concordance")}
    for _ in range(400):
        again = once.iloc[rng.integers(0, 80, 80)].mean().to_numpy()
        values = components(side.to_numpy(dtype=float), np.broadcast_to(again, (100, 3)))
        for place, name in ((2, "profile"), (3, "concordance")):
            means[name].append(np.nanmean(values[:, place]))
    # 400 resamples: +- 7 % of a standard error, and the delta method is first order
    assert told["items", "concordance"].se_truth == pytest.approx(np.std(means["concordance"]), rel=0.25)
