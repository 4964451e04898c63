"""The six synthetic studies: published counts, weights to their targets, and the marks."""

from __future__ import annotations

import json
from functools import cache
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from scipy.stats import multivariate_normal, norm

from gapkit.errors import OptionError
from gapkit.simulate import STUDIES, draw_study, write_study

BUNDLED = Path(__file__).parents[3] / "data"

TICKS = {
    ("social_brand", 0): {
        "q5_1": 559, "q5_2": 598, "q5_3": 598, "q5_4": 390, "q5_5": 637, "q5_6": 780, "q5_7": 819,
        "q6_1": 650, "q6_2": 533, "q6_3": 871,
    },
    ("social_consumer", 0): {
        "x_deals": 415, "x_rewards": 350, "x_exclusive": 290, "x_feedback": 275, "x_insights": 250,
        "x_service": 185,
    },
    ("social_consumer", 1): {
        "b_service": 107, "b_insights": 105, "b_products": 96, "b_deals": 96, "b_rewards": 82,
        "b_exclusive": 78,
    },
    ("tweet_service", 0): {"expected": 636, "answered": 375, "would_like": 794, "off_topic": 1298 - 818},
    ("trust_waves", 0): {"trust": 750},
    ("trust_waves", 1): {"trust": 677, "event": 1254},
    ("trust_waves", 2): {"trust": 755},
    ("channels_messy", 0): {
        "Q1_1": 151, "Q1_2": 143, "Q1_3": 135, "Q1_4": 123, "Q1_5": 98, "Q1_6": 86, "Q1_7": 74, "Q1_8": 65,
        "Q1_9": 33, "Q1_10": 12, "Q1_11": 4,
    },
}  # fmt: skip
"""Per study and sheet. The published counts: the demo studies D1 to D6 of the domain notes."""

ROWS = {
    "social_brand": [1300, 132],
    "social_consumer": [500, 181],
    "tweet_service": [1298],
    "trust_waves": [2500, 2508, 2515, 2000 + 2012 + 2039, 500 + 500 + 548],
    "service_quality": [420, 48, 130],
    "channels_messy": [409, 257],
}

WAVES = {
    (3, "trust"): [1380, 1308, 1366],
    (4, "by_consumers"): [435, 420, 493],
    (4, "by_employees"): [420, 395, 471],
}
"""Sheet and column of trust_waves: employees, then executives, in 2022, 2023 and 2024."""


@cache
def study(name):
    return draw_study(name)


def frame(name, sheet):
    return study(name).sheets[sheet].frame


@pytest.mark.parametrize("name", ROWS)
def test_a_study_has_its_respondents(name):
    assert [len(sheet.frame) for sheet in study(name).sheets] == ROWS[name]


@pytest.mark.parametrize(("name", "sheet"), TICKS)
def test_the_counts_are_the_published_ones(name, sheet):
    wished = TICKS[name, sheet]
    assert {item: int((frame(name, sheet)[item] == 1).sum()) for item in wished} == wished


def test_the_marketers_of_social_brand_have_the_published_counts():
    counts = {
        "q12_1": 75, "q12_2": 54, "q12_3": 36, "q12_4": 53, "q12_5": 44, "q12_6": 32, "q12_7": 12,
        "q12_8": 25, "q14_1": 13, "q14_2": 12, "q14_3": 9, "q14_4": 40, "q14_5": 22, "q14_6": 69,
    }  # fmt: skip
    marketers = frame("social_brand", 1)
    assert {item: int((marketers[item] == "Yes").sum()) for item in counts} == counts
    assert frame("social_brand", 0)["q7"].value_counts().sort_index().tolist() == [286, 247, 611, 156]


def test_marketers_know_and_have_asked_as_published():
    marketers = frame("social_consumer", 1)
    assert marketers["type"].value_counts().sort_index().tolist() == [70, 30, 13, 25, 8, 35]
    assert marketers["asked"].value_counts().sort_index().tolist() == [63, 96, 22]
    table = pd.crosstab(marketers["know"] == 1, marketers["asked"] == 1)
    assert table.to_numpy().tolist() == [[37, 5], [81, 58]]


def test_complaints_have_the_published_conditional_bases():
    people = frame("tweet_service", 0)
    assert people.groupby("age")["expected"].agg(["size", "sum"]).astype(int).to_numpy().tolist() == [
        [260, 99], [420, 185], [300, 153], [190, 116], [128, 83],
    ]  # fmt: skip
    answered = people["answered"] == 1
    assert people["felt"].value_counts().sort_index().tolist() == [120, 193, 47, 15]
    assert people["satisfied"].value_counts().sort_index().tolist() == [278, 41, 56]
    assert people["felt"].notna().equals(answered)
    assert people["satisfied"].notna().equals(answered)
    assert people["would_like"].notna().equals(~answered)


def test_women_of_35_and_older_expect_more_than_men():
    people = frame("tweet_service", 0)
    older = people[people["age"] >= 3].groupby("gender")["expected"].mean()
    younger = people[people["age"] < 3].groupby("gender")["expected"].mean()
    assert older[1] - older[2] > 0.05
    assert abs(younger[1] - younger[2]) < 0.05


@pytest.mark.parametrize(("sheet", "column"), WAVES)
def test_every_wave_has_the_published_counts(sheet, column):
    by_wave = frame("trust_waves", sheet).groupby("wave")[column].sum()
    assert by_wave.astype(int).tolist() == WAVES[sheet, column]


def test_the_event_has_the_published_counts_in_2023_and_was_not_asked_in_2022():
    for sheet, count in ((3, 1086), (4, 100)):
        by_wave = frame("trust_waves", sheet).groupby("wave")["event"].agg(["count", "sum"])
        assert by_wave.loc["2023", "sum"] == count
        assert by_wave.loc["2022", "count"] == 0


def test_branches_have_three_sides_and_4_percent_of_customers_answers_are_missing():
    customers, managers, staff = (sheet.frame for sheet in study("service_quality").sheets)
    assert {frozenset(each["branch"]) for each in (customers, managers, staff)} == {
        frozenset(f"B{place:02d}" for place in range(1, 25))
    }
    battery = [f"{letter}{item}" for letter in "ep" for item in range(1, 23)]
    assert set(customers[battery].isna().sum()) == {17}  # 4% of 420
    assert not managers.isna().to_numpy().any()
    for side in (customers, managers):
        assert (side.filter(like="i_").sum(axis=1) == 100).all()


def test_expectations_of_reliability_stand_at_the_ceiling_and_no_others():
    customers = frame("service_quality", 0)
    top = {item: (customers[f"e{item}"].dropna() == 7).mean() for item in range(1, 23)}
    assert {item for item, share in top.items() if share > 0.75} == {5, 6, 7, 8, 9}


def test_one_item_stands_near_the_means_of_expectation_and_perception():
    means = frame("service_quality", 0)[
        [f"{letter}{item}" for letter in "ep" for item in range(1, 23)]
    ].mean()
    assert abs(means["e12"] - means.filter(like="e").mean()) < 0.1
    assert abs(means["p12"] - means.filter(like="p").mean()) < 0.1


def test_the_messy_study_has_a_zero_weight_an_outlier_and_an_item_asked_of_38():
    consumers, executives = frame("channels_messy", 0), frame("channels_messy", 1)
    assert (consumers["weight"] == 0).sum() == 1
    assert consumers["weight"].max() > 5 * consumers["weight"].mean()
    assert consumers["Q3_1"].notna().sum() == 38
    assert executives["firm"].nunique() == 160
    # In each region more executives than consumers, over all fewer.
    shares = [consumers.groupby("region")["Q6_1"].mean(), executives.groupby("region")["q6_1"].mean()]
    assert (shares[1].to_numpy() > shares[0].to_numpy()).all()
    assert executives["q6_1"].mean() < consumers["Q6_1"].mean()


def tetrachoric(one, other):
    """The correlation of two normals that were cut into these two columns of 0 and 1."""
    cuts = [norm.ppf(1 - each.mean()) for each in (one, other)]
    neither = ((one == 0) & (other == 0)).mean()

    def miss(r):
        return multivariate_normal.cdf(cuts, cov=[[1, r], [r, 1]]) - neither

    return brentq(miss, -0.95, 0.95)


@pytest.mark.parametrize(
    ("name", "sheet"),
    [("social_brand", 0), ("social_consumer", 0), ("social_consumer", 1), ("channels_messy", 0)],
)
def test_items_correlate_about_a_quarter(name, sheet):
    items = [item for item, count in TICKS[name, sheet].items() if count > 50][:6]
    ticks = frame(name, sheet)[items].eq(1).astype(float)
    found = [tetrachoric(ticks[one], ticks[other]) for one, other in combinations(items, 2)]
    assert np.mean(found) == pytest.approx(0.25, abs=0.06)  # 15 pairs of 181 to 1,300 people


WEIGHTED = [(name, place) for name in STUDIES for place in range(3 if name == "trust_waves" else 1)]


@pytest.mark.parametrize(("name", "place"), WEIGHTED)
def test_a_weight_costs_1_2_to_1_6_and_moves_shares_by_at_most_3_points(name, place):
    weighting = study(name).weightings[place]
    assert 1.2 <= weighting.design_effect <= 1.6
    assert weighting.moved
    assert max(abs(weighted - plain) for plain, weighted in weighting.moved.values()) <= 3


@pytest.mark.parametrize(
    ("name", "place"), [each for each in WEIGHTED if each[0] in ("social_consumer", "trust_waves")]
)
def test_a_weight_meets_its_target(name, place):
    people = frame(name, place)
    for characteristic, shares in study(name).weightings[place].target.items():
        found = people.groupby(characteristic)["weight"].sum() / people["weight"].sum()
        assert found.to_dict() == pytest.approx(dict(shares), abs=1e-4)


@pytest.mark.parametrize("name", STUDIES)
def test_everything_is_marked_as_synthetic(name):
    metadata = json.loads((BUNDLED / name / "metadata.json").read_text("utf-8"))
    assert metadata["synthetic"] is True
    assert metadata["not_respondent_data"] is True
    assert metadata["seed"] == study(name).seed
    assert metadata["generator"] == f"gapkit.simulate.{name} 1"
    assert metadata["margins_from"]
    assert metadata["assumed"]
    assert set(metadata["files"]) == {sheet.file for sheet in study(name).sheets}
    for sheet in study(name).sheets:
        assert sheet.file.startswith("synthetic_")
        ids = sheet.frame["ResponseId" if "ResponseId" in sheet.frame else "respondent"]
        assert ids.str.startswith("SYN-").all()
        assert ids.is_unique
    assert "Nobody answered this." in (BUNDLED / name / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", STUDIES)
def test_the_bundled_files_are_the_drawn_ones_to_the_byte(name, tmp_path):
    write_study(study(name), tmp_path)
    for made in tmp_path.iterdir():
        bundled = BUNDLED / name / made.name
        if made.suffix == ".parquet":  # tells the version of its writer
            pd.testing.assert_frame_equal(pd.read_parquet(made), pd.read_parquet(bundled))
        else:
            assert made.read_bytes() == bundled.read_bytes(), made.name


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_small(name):
    assert sum(path.stat().st_size for path in (BUNDLED / name).iterdir()) < 1_500_000


def test_another_seed_gives_other_respondents_with_the_same_counts():
    other = draw_study("social_brand", seed=1).sheets[0].frame
    assert not other["q5_1"].equals(frame("social_brand", 0)["q5_1"])
    wished = TICKS["social_brand", 0]
    assert {item: int(other[item].sum()) for item in wished} == wished


def test_an_unknown_study_is_named_with_those_there_are():
    with pytest.raises(OptionError, match=r"`name` must be one of .*social_brand.*channels_messy"):
        draw_study("brands")


def test_a_negative_seed_is_refused():
    with pytest.raises(OptionError, match="`seed` must be 0 or above"):
        draw_study("social_brand", seed=-1)
