"""The change of a gap between waves: what it is, what a panel does to it, and what has none."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.changes import COLUMNS
from gapkit.errors import OptionError, UnknownItemError

WAVES = ["2022", "2023", "2024"]


def answers(yes: int, n: int) -> pd.DataFrame:
    return pd.DataFrame({"id": range(n), "q": [1] * yes + [0] * (n - yes)})


CONSUMERS = {"2022": answers(600, 1200), "2023": answers(610, 1300), "2024": answers(640, 1250)}
MARKETERS = {"2022": answers(80, 130), "2023": answers(90, 132), "2024": answers(75, 128)}


def study_of(consumers=CONSUMERS, marketers=MARKETERS, *, side=None, **question):
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={"deals": {"consumer": "q", "marketer": "q"}},
        sides={"consumer": side or {}, "marketer": side or {}},
        options={"waves": WAVES},
        **question,
    )
    return gk.open(survey)


def test_every_wave_is_set_beside_the_one_before():
    changes = gk.wave_changes(gk.gap(study_of()))
    assert [(row.wave, row.before) for row in changes] == [("2023", "2022"), ("2024", "2023")]
    # 90/132 - 610/1300 less 80/130 - 600/1200
    assert changes["deals", "all", "2023"].change == pytest.approx(
        (90 / 132 - 610 / 1300) - (80 / 130 - 600 / 1200)
    )


def test_waves_that_are_left_out_are_passed_over():
    study = study_of({"2022": CONSUMERS["2022"], "2024": CONSUMERS["2024"]})
    gaps = gk.gap(study)
    kept = gk.gaps.Gaps(gaps.tally, tuple(row for row in gaps if row.wave != "2023"), gaps.method)
    assert [(row.wave, row.before) for row in gk.wave_changes(kept)] == [("2024", "2022")]


def test_the_interval_excludes_0_exactly_when_the_test_says_so():
    for level in np.linspace(0.9, 0.99, 10):
        row = gk.wave_changes(gk.gap(study_of(), conf_level=float(level)))["deals", "all", "2024"]
        assert (row.ci_low > 0 or row.ci_high < 0) == (row.p_value < 1 - level)


def test_swapping_the_sides_turns_the_change_around():
    row = gk.wave_changes(gk.gap(study_of()))["deals", "all", "2024"]
    turned = gk.wave_changes(gk.gap(study_of(MARKETERS, CONSUMERS)))["deals", "all", "2024"]
    assert (turned.change, turned.ci_low, turned.ci_high) == pytest.approx(
        (-row.change, -row.ci_high, -row.ci_low), rel=1e-9
    )
    assert turned.p_value == pytest.approx(row.p_value, rel=1e-9)


def test_a_panel_narrows_the_interval():
    apart = gk.wave_changes(gk.gap(study_of()))["deals", "all", "2024"]
    panel = gk.wave_changes(gk.gap(study_of(side={"id": "id", "panel": True})))["deals", "all", "2024"]
    assert apart.correlation == 0
    assert 0 < panel.correlation < 1
    assert panel.ci_high - panel.ci_low < apart.ci_high - apart.ci_low
    assert panel.p_value < apart.p_value


def test_the_correlation_of_two_gaps_is_that_of_their_estimates():
    # the marketers are 40 people in both waves, the consumers are others every time
    first, second = [1] * 20 + [0] * 20, [1] * 15 + [0] * 5 + [1] * 10 + [0] * 10
    marketers = {"2023": pd.DataFrame({"id": range(40), "q": first})}
    marketers |= {"2024": pd.DataFrame({"id": range(40), "q": second})}
    consumers = {
        wave: CONSUMERS[wave].assign(id=lambda t, k=k: t["id"] + 5000 * k) for k, wave in enumerate(WAVES)
    }
    study = study_of(consumers, marketers, side={"id": "id", "panel": True})
    row = gk.wave_changes(gk.gap(study))["deals", "all", "2024"]
    shared = (15 / 40 - 0.5 * 0.625) / 39
    variance = [
        0.25 / 39 + 610 / 1300 * 690 / 1300 / 1299,
        0.625 * 0.375 / 39 + 640 / 1250 * 610 / 1250 / 1249,
    ]
    assert row.correlation == pytest.approx(shared / np.sqrt(np.prod(variance)), rel=1e-10)


def test_people_who_never_change_their_mind_leave_no_doubt_about_the_change_of_means():
    rng = np.random.default_rng(1)
    consumers = pd.DataFrame({"id": range(300), "q": rng.integers(1, 6, 300)})
    marketers = pd.DataFrame({"id": range(80), "q": rng.integers(1, 6, 80)})
    study = study_of(
        dict.fromkeys(WAVES, consumers),
        dict.fromkeys(WAVES, marketers),
        side={"id": "id", "panel": True},
        format="scale",
        scale={"from": 1, "to": 5},
        measure="mean",
    )
    row = gk.wave_changes(gk.gap(study))["deals", "all", "2024"]
    assert row.correlation == pytest.approx(1, abs=1e-9)
    assert (row.change, row.status) == (0, "no_spread")


def test_means_are_compared_by_student_on_the_joint_variance():
    scores = {"2023": [1, 2, 3, 4, 5] * 20, "2024": [2, 3, 4, 5, 5] * 20}
    consumers = {wave: pd.DataFrame({"q": values}) for wave, values in scores.items()}
    marketers = {wave: pd.DataFrame({"q": values[:50]}) for wave, values in scores.items()}
    study = study_of(consumers, marketers, format="scale", scale={"from": 1, "to": 5}, measure="mean")
    row = gk.wave_changes(gk.gap(study))["deals", "all", "2024"]
    assert row.change == 0
    assert row.p_value == pytest.approx(1)
    # variances 200/99 and 136/99 of 100 and 100/49, 68/49 of 50 answers; t with Satterthwaite's df
    variances = np.array([200 / 99 / 100, 136 / 99 / 100, 100 / 49 / 50, 68 / 49 / 50])
    df = variances.sum() ** 2 / (variances**2 / np.array([99, 99, 49, 49])).sum()
    assert row.df == pytest.approx(df, rel=1e-10)
    from scipy.stats import t

    half = t.ppf(0.975, df) * np.sqrt(variances.sum())
    assert row.ci_high == pytest.approx(half, rel=1e-10)


def test_a_gap_that_one_wave_lacks_has_a_row_that_says_why():
    changes = gk.wave_changes(
        gk.gap(study_of(marketers={"2023": MARKETERS["2023"], "2024": MARKETERS["2024"]}))
    )
    row = changes["deals", "all", "2023"]
    assert row.status == "one_sided"
    assert isnan(row.change)
    assert isnan(row.p_value)
    assert changes["deals", "all", "2024"].status == "ok"


@pytest.mark.parametrize(("adjust", "expected"), [("max-t", "holm"), ("none", "none")])
def test_p_values_are_corrected_over_the_items_of_a_wave(adjust, expected):
    rng = np.random.default_rng(5)

    def wave(n, share):
        return pd.DataFrame({name: (rng.random(n) < share).astype(int) for name in "ab"})

    survey = gk.Survey.from_frames(
        {
            "consumer": {"2023": wave(400, 0.4), "2024": wave(400, 0.5)},
            "marketer": {"2023": wave(200, 0.5), "2024": wave(200, 0.4)},
        },
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in "ab"},
        options={"waves": ["2023", "2024"]},
    )
    rows = list(gk.wave_changes(gk.gap(gk.open(survey), adjust=adjust)))
    assert {row.adjust for row in rows} == {expected}
    assert {row.family_size for row in rows} == {2}
    smallest, largest = sorted(rows, key=lambda row: row.p_value)
    factor = 2 if expected == "holm" else 1
    assert smallest.p_adjusted == pytest.approx(factor * smallest.p_value)
    assert largest.p_adjusted == pytest.approx(max(factor * smallest.p_value, largest.p_value))


def test_published_waves_are_taken_as_independent_and_say_so():
    published = [
        {"item": "deals", "side": "marketer", "percent": percent, "base": 150, "wave": wave}
        for wave, percent in zip(WAVES, (50, 55, 45), strict=True)
    ]
    survey = gk.Survey.from_frames(
        {"consumer": CONSUMERS},
        reference="consumer",
        pairs={"deals": {"consumer": "q"}},
        sides={"marketer": {"label": "Marketers"}},
        options={"waves": WAVES, "published": published},
    )
    row = gk.wave_changes(gk.gap(gk.open(survey)))["deals", "all", "2023"]
    assert row.correlation == 0
    assert row.flags == ("no_covariance",)


def test_the_gaps_of_one_wave_do_not_change():
    with pytest.raises(OptionError) as caught:
        gk.wave_changes(gk.gap(study_of(), wave="2023"))
    assert str(caught.value) == (
        "OptionError: `gaps` must be gaps of two waves or more.\n  found: gaps of wave 2023"
    )


def test_the_gaps_of_a_survey_without_waves_do_not_change(two_sides):
    gaps = gk.gap(two_sides(answers(40, 80)[["q"]], answers(30, 80)[["q"]]))
    with pytest.raises(OptionError) as caught:
        gk.wave_changes(gaps)
    assert str(caught.value) == (
        "OptionError: `gaps` must be gaps of two waves or more.\n  found: gaps of a survey without `waves`"
    )


def test_the_frame_has_all_columns_always():
    changes = gk.wave_changes(gk.gap(study_of()))
    assert tuple(changes.to_frame()) == COLUMNS
    assert len(changes) == 2
    assert len(changes["deals"]) == 2
    assert repr(changes).startswith("<WaveChanges of 'Gap study': 2 changes, ")
    assert "2024" in changes._repr_html_()


def test_a_change_that_is_not_there_is_told():
    with pytest.raises(UnknownItemError) as caught:
        gk.wave_changes(gk.gap(study_of()))["news", "all", "2024"]
    assert str(caught.value) == "UnknownItemError: The results have no row `news` in segment `all`."
