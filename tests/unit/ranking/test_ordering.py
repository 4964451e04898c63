"""What `rankings` says: ranks, rank sets, shifts, agreement, and what does not rank."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.gaps import Gaps
from gapkit.ranking import AGREEMENT_COLUMNS, COLUMNS

RANK_COLUMNS = (  # noqa: SIM905 - as the guide lists them
    "survey question item label comparable measure segment_by segment wave side reference "
    "value_side value_reference rank_side rank_low_side rank_high_side tied_side top_chance_side "
    "rank_reference rank_low_reference rank_high_reference tied_reference top_chance_reference "
    "shift shift_low shift_high moved k conf_level status flags"
).split()

PUBLISHED = """
gapkit = 1
title = "Published"
reference = "consumer"
published = [
  { item = "deals", side = "consumer", percent = 83 },
  { item = "deals", side = "marketer", percent = 53 },
  { item = "service", side = "consumer", rank = "last" },
  { item = "service", side = "marketer", percent = 59 },
  { item = "news", side = "consumer", percent = 60 },
  { item = "news", side = "marketer", percent = 20 },
]
[sides.consumer]
label = "Consumers"
base = 500
[sides.marketer]
label = "Marketers"
base = 181
[[questions]]
id = "expect"
kind = "perception"
format = "multiple"
items = [
  { id = "deals", label = "Deals" },
  { id = "service", label = "Service" },
  { id = "news", label = "News" },
]
"""


def people(n: int, **ticks: int) -> pd.DataFrame:
    """Build a frame in which the first respondents tick, so that items are nested."""
    return pd.DataFrame({name: [1] * many + [0] * (n - many) for name, many in ticks.items()})


def discordant(n: int, first: int, second: int, both: int) -> pd.DataFrame:
    """Build two items: so many tick only the first, only the second, both."""
    rows = [(1, 0)] * first + [(0, 1)] * second + [(1, 1)] * both
    return pd.DataFrame(rows + [(0, 0)] * (n - len(rows)), columns=["a", "b"])


def test_items_far_apart_have_sure_ranks_and_moves(two_sides):
    study = two_sides(people(400, a=320, b=200, c=80), people(400, a=80, b=200, c=320))
    order = gk.rankings(gk.gap(study))
    told = {
        row.item: (row.rank_side, row.rank_low_side, row.rank_high_side, row.shift, row.moved)
        for row in order
    }
    assert told == {
        "a": (3.0, 3.0, 3.0, 2.0, True),
        "b": (2.0, 2.0, 2.0, 0.0, False),
        "c": (1.0, 1.0, 1.0, -2.0, True),
    }
    assert [row.shift_text for row in order] == ["down 2 (surely)", "same place (surely)", "up 2 (surely)"]


def test_opposite_orders_have_tau_minus_one_and_share_no_top_place(two_sides):
    study = two_sides(people(400, a=320, b=200, c=80), people(400, a=80, b=200, c=320))
    (agreement,) = gk.rankings(gk.gap(study), k=1).agreements
    assert (agreement.tau, agreement.tau_low, agreement.tau_high) == (-1.0, -1.0, -1.0)
    assert (agreement.overlap, agreement.overlap_low, agreement.overlap_high) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("first", "second", "decided"),
    [
        (40, 20, True),  # McNemar 1947: (40 - 20) / sqrt(40 + 20) = 2.58
        (36, 20, True),  # 2.14
        (34, 20, False),  # 1.91
        (20, 20, False),
    ],
)
def test_two_items_of_one_side_are_told_apart_as_by_mcnemar(two_sides, first, second, decided):
    side = discordant(400, first, second, 100)
    order = gk.rankings(gk.gap(two_sides(side, people(400, a=300, b=100))))
    row = order["a", "all"]
    assert (row.rank_low_reference, row.rank_high_reference) == ((1.0, 1.0) if decided else (1.0, 2.0))
    assert row.tied_reference == (() if decided else ("b",))


def test_ties_share_the_best_rank_and_are_tied(two_sides):
    study = two_sides(discordant(400, 30, 30, 50), people(400, a=300, b=100))
    order = gk.rankings(gk.gap(study))
    assert [row.rank_reference for row in order] == [1.0, 1.0]
    assert [row.tied_reference for row in order] == [("b",), ("a",)]
    assert [row.top_chance_reference for row in order] == [1.0, 1.0]  # both are among the top 3


def test_the_chance_of_the_top_is_one_half_for_two_equal_items(two_sides):
    study = two_sides(discordant(400, 30, 30, 50), people(400, a=300, b=100))
    order = gk.rankings(gk.gap(study), k=1)
    assert [row.top_chance_side for row in order] == [1.0, 0.0]
    for row in order:
        assert row.top_chance_reference == pytest.approx(0.5, abs=0.01)  # 16,384 points


def test_stepping_down_never_makes_a_rank_set_longer(two_sides, answers):
    shares = [0.6, 0.5, 0.45, 0.2, 0.18, 0.1]
    gaps = gk.gap(two_sides(answers(300, shares, 1), answers(200, shares, 2)))
    one, two = gk.rankings(gaps).to_frame(), gk.rankings(gaps, stepdown=True).to_frame()
    for side in ("side", "reference"):
        assert (two[f"rank_low_{side}"] >= one[f"rank_low_{side}"]).all()
        assert (two[f"rank_high_{side}"] <= one[f"rank_high_{side}"]).all()


def survey_of(consumers: pd.DataFrame, marketers: pd.DataFrame, pairs: dict, **options: object):
    sides = {"consumer": consumers, "marketer": marketers}
    return gk.open(gk.Survey.from_frames(sides, reference="consumer", pairs=pairs, **options))


def test_related_one_sided_and_suppressed_items_change_nothing_for_the_others(answers):
    consumers, marketers = answers(300, [0.6, 0.5, 0.3, 0.4], 1), answers(120, [0.3, 0.5, 0.6, 0.4, 0.7], 2)
    consumers.loc[6:, "i3"] = np.nan  # six answers: suppressed
    both = {name: {"consumer": name, "marketer": name} for name in ("i0", "i1", "i2")}
    related = {"consumer": "i2", "marketer": "i2", "comparable": "related"}
    more = both | {"rel": related, "low": {"consumer": "i3", "marketer": "i3"}, "one": {"marketer": "i4"}}
    small = gk.rankings(gk.gap(survey_of(consumers, marketers, both))).to_frame()
    large = gk.rankings(gk.gap(survey_of(consumers, marketers, more))).to_frame()
    numbers = [name for name in COLUMNS if name.startswith(("rank_", "top_", "shift", "tied_"))]
    pd.testing.assert_frame_equal(large[numbers].iloc[:3], small[numbers])
    rest = large.iloc[3:]
    assert list(rest["status"]) == ["ok", "suppressed", "one_sided"]
    assert rest[[name for name in numbers if not name.startswith("tied_")]].isna().all(axis=None)
    assert not rest["moved"].any()


def test_a_side_without_the_segment_stands_with_its_total(two_sides):
    consumers = pd.concat([people(200, a=160, b=40), people(200, a=40, b=160)])
    consumers["age"] = ["old"] * 200 + ["young"] * 200
    segments = {"age": {"label": "Age", "consumer": "age"}}
    study = two_sides(consumers, people(200, a=160, b=40), segments=segments)
    order = gk.rankings(gk.gap(study, by="age"))
    told = {(row.segment, row.item): (row.rank_side, row.rank_reference, row.shift) for row in order}
    assert told == {
        ("old", "a"): (1.0, 1.0, 0.0),
        ("old", "b"): (2.0, 2.0, 0.0),
        ("young", "a"): (1.0, 2.0, -1.0),
        ("young", "b"): (2.0, 1.0, 1.0),
    }
    assert [each.tau for each in order.agreements] == [1.0, -1.0]


def test_few_psus_make_longer_rank_sets(two_sides):
    # 8 PSUs with 3 or 6 more ticks of a than of b: 36 / sqrt(8/7 * 18) = 7.9, c = 2.4 (7 df);
    # the same respondents in 2 PSUs of 12 and 24 more: 36 / sqrt(2 * 72) = 3, c = 12.7 (1 df)
    parts = [discordant(50, 10, 10 - more, 5) for more in (3, 6) * 4]
    side, other = pd.concat(parts, ignore_index=True), people(400, a=300, b=100)
    for psus, high in ((8, 1.0), (2, 2.0)):
        clusters = np.repeat(np.arange(8), 50) % psus
        study = two_sides(side.assign(cl=clusters), other, sides={"consumer": {"psu": "cl"}})
        assert gk.rankings(gk.gap(study))["a", "all"].rank_high_reference == high


def test_means_rank_too():
    consumers = pd.DataFrame({"x": [5, 4] * 100, "y": [1, 2] * 100})
    marketers = pd.DataFrame({"x": [2, 1] * 50, "y": [4, 5] * 50})
    pairs = {name: {"consumer": name, "marketer": name} for name in ("x", "y")}
    study = survey_of(consumers, marketers, pairs, format="scale", scale={"from": 1, "to": 5}, measure="mean")
    order = gk.rankings(gk.gap(study))
    assert [(row.measure, row.shift, row.moved) for row in order] == [("mean", 1, True), ("mean", -1, True)]


@pytest.fixture
def published(tmp_path):
    def build(text: str = PUBLISHED) -> Gaps:
        path = tmp_path / "study.toml"
        path.write_text(text, encoding="utf-8")
        return gk.gap(gk.open(path))

    return build


def test_published_ranks_stand_and_nothing_is_made_of_an_unknown_covariance(published):
    order = gk.rankings(published())
    told = {row.item: (row.rank_side, row.rank_reference, row.status) for row in order}
    assert told == {
        "deals": (2.0, 1.0, "ok"),
        "service": (1.0, np.inf, "rank_only"),
        "news": (3.0, 2.0, "ok"),
    }
    frame = order.to_frame().set_index("item")
    assert list(frame["shift"].fillna(-9)) == [1.0, -9.0, 1.0]
    unknown = [name for name in COLUMNS if "_low" in name or "_high" in name or name.startswith("top_")]
    assert frame[unknown].isna().all(axis=None)
    assert frame["flags"].str.contains("no_covariance").all()
    (agreement,) = order.agreements
    assert np.isnan(agreement.tau)
    assert "no_covariance" in agreement.flags
    assert [row.shift_text for row in order] == ["down 1", "", "down 1"]


def test_respondents_keep_their_rank_sets_beside_a_published_side(published, tmp_path):
    people(300, deals=60, service=240, news=150).to_csv(tmp_path / "marketers.csv", index=False)
    told = [line for line in PUBLISHED.splitlines() if 'side = "marketer"' not in line]
    text = "\n".join(told).replace("base = 181", 'data = "marketers.csv"')
    for item in ("deals", "service", "news"):
        text = text.replace(f'id = "{item}",', f'id = "{item}", marketer = "{item}",')
    order = gk.rankings(published(text))
    assert [(row.rank_side, row.rank_low_side, row.rank_high_side) for row in order] == [
        (3.0, 3.0, 3.0),
        (1.0, 1.0, 1.0),
        (2.0, 2.0, 2.0),
    ]
    assert [row.rank_reference for row in order] == [1.0, np.inf, 2.0]
    assert all(np.isnan(row.rank_low_reference) and np.isnan(row.shift_low) for row in order)


def test_a_part_of_the_gaps_is_ranked_by_itself(two_sides):
    study = two_sides(people(400, a=320, b=200, c=80), people(400, a=80, b=200, c=320))
    gaps = gk.gap(study)
    part = Gaps(gaps.tally, tuple(row for row in gaps if row.item != "a"), gaps.method)
    assert [row.rank_reference for row in gk.rankings(part)] == [1.0, 2.0]


def test_the_frames_have_the_same_columns_whatever_is_asked(two_sides):
    study = two_sides(people(100, a=60, b=30), people(80, a=20, b=50))
    for gaps in (gk.gap(study), gk.gap(study, conf_level=0.9)):
        order = gk.rankings(gaps, k=1, stepdown=True)
        assert list(order.to_frame()) == list(COLUMNS)
        assert sorted(order.to_frame()) == sorted(RANK_COLUMNS)
        assert list(order.agreement_frame()) == list(AGREEMENT_COLUMNS)
    assert order.method.conf_level == order.rows[0].conf_level == 0.9


def test_results_are_looked_up_as_gaps_are(two_sides):
    order = gk.rankings(gk.gap(two_sides(people(100, a=60, b=30), people(80, a=20, b=50))))
    assert len(order) == 2
    assert [row.item for row in order["a"]] == ["a"]
    assert order["a"].agreements == order.agreements
    assert order["a", "all"] in list(order)
    assert order._repr_html_().startswith("<table")
    assert repr(order) == "<Rankings of 'Gap study': 2 items, 2 moved>"
    assert order.exclusions == order.gaps.exclusions
    with pytest.raises(gk.errors.UnknownItemError) as caught:
        order["nothing"]
    assert caught.value.message == "The results have no row `nothing` in segment `all`."


def test_k_below_one_is_refused(two_sides):
    gaps = gk.gap(two_sides(people(100, a=60), people(80, a=20)))
    with pytest.raises(gk.errors.OptionError) as caught:
        gk.rankings(gaps, k=0)
    assert caught.value.message == "`k` must be 1 or more."
