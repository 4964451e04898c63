"""Every check of the method notes, on a study where it fires and on one where it does not."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

import gapkit as gk
from gapkit.checks import CHECKS, check
from gapkit.options import CHECK_IDS

SPEC = importlib.util.spec_from_file_location("studies", Path(__file__).with_name("studies.py"))
made = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(made)


@dataclass(frozen=True)
class Trigger:
    """A study that sets a check off, the rows it then has, and a study that does not."""

    id: str
    level: str
    fires: Callable[[Path], object]
    rows: list[str]
    quiet: Callable[[Path], object]


TRIGGERS = (
    Trigger(
        "B01",
        "W",
        lambda to: made.told(to, *made.BOTH, consumer=""),
        ["why, deals, consumer: 40%, base not stated"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "B02",
        "W",
        lambda _: made.asked(made.YES_NO, made.columns(20, 9)),
        ["items, a, marketer: base 20"],
        lambda _: made.asked(made.YES_NO, made.YES_NO),
    ),
    Trigger(
        "B03",
        "N",
        lambda to: made.told(to, *made.BOTH, consumer="base = 1300", marketer="base = 132"),
        ["why, marketer: effective bases 132 and 1,300: smallest detectable gap near 13 points"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "B04",
        "W",
        lambda to: made.told(to, *made.BOTH, marketer=""),
        ["why, consumer: the study's base of 1,000 stands for every item"],
        lambda _: made.asked(made.YES_NO, made.YES_NO),
    ),
    Trigger(
        "B05",
        "W",
        lambda _: made.asked({"a": [1, 0, None, None] * 100}, made.YES_NO),
        ["items, marketer: asked of 50% of consumer, of 100% of marketer"],
        lambda _: made.asked({"a": [1, 0, None, None] * 100}, {"a": [1, 0, None, None] * 100}),
    ),
    Trigger(
        "B06",
        "N",
        lambda to: made.told(to, *made.BOTH, marketer='base = 120\nbase_qualifier = "at_least"'),
        ["why, deals, marketer: at least 120, used as 120"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "B07",
        "W",
        lambda to: made.told(to, *made.BOTH, ("marketer", "deals", "percent = 54, alternate = true")),
        ["why, deals, marketer: value 53% here, 54% elsewhere"],
        lambda to: made.told(to, *made.BOTH, ("marketer", "deals", "percent = 53, alternate = true")),
    ),
    Trigger(
        "B08",
        "W",
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            **made.claim("50% of brands", {"item": "a", "side": "marketer", "above": 40}),
        ),
        ["items, marketer: “50% of brands” counts Marketer as firms"],
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            **made.claim("50% of them", {"item": "a", "side": "marketer", "above": 40}),
        ),
    ),
    Trigger(
        "Q01",
        "W",
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            items={
                "a": {"text": {"consumer": "Give feedback on products", "marketer": "Learn about products"}}
            },
        ),
        ["items, a, marketer: “Give feedback on products” against “Learn about products”"],
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            items={"a": {"text": {"consumer": "I want deals", "marketer": "Consumers want our deals"}}},
        ),
    ),
    Trigger(
        "Q02",
        "E",
        lambda _: made.asked(
            made.YES_NO,
            {"q": [1, None] * 100},
            pairs={"a": {"consumer": "a", "marketer": 1}},
            format={"consumer": "multiple", "marketer": "single"},
            column={"marketer": "q"},
        ),
        ["items: multiple (consumer) against single (marketer)"],
        lambda _: made.asked(made.YES_NO, made.YES_NO),
    ),
    Trigger(
        "Q03",
        "W",
        lambda _: made.scales(made.RUNS, made.RUNS, measure={"consumer": "top2", "marketer": "top1"}),
        ["items, marketer: top1 of 5 points (marketer) against top2 of 5 points (consumer)"],
        lambda _: made.scales(made.RUNS, made.RUNS, measure="top2"),
    ),
    Trigger(
        "Q04",
        "E",
        lambda _: made.unlike(),
        ["items, c, marketer: correlation with the other items −0.96 (marketer), 0.96 (consumer)"],
        lambda _: made.unlike(("marketer", {"column": "c", "reverse": True})),
    ),
    Trigger(
        "Q05",
        "W",
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            items={"a": {"text": {"consumer": "I expect a reply within an hour", "marketer": "We reply"}}},
        ),
        ["items, a, marketer: time limit: none (marketer) against 1 hour (consumer)"],
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            items={
                "a": {"text": {"consumer": "A reply within one hour", "marketer": "We reply within an hour"}}
            },
        ),
    ),
    Trigger(
        "Q06",
        "E",
        lambda _: made.asked(
            made.YES_NO, made.YES_NO, questions=[made.delivery_called("perception")], pairs=None
        ),
        ["offer, marketer: practice (marketer) against expectation (consumer) is called perception"],
        lambda _: made.asked(
            made.YES_NO, made.YES_NO, questions=[made.delivery_called("delivery")], pairs=None
        ),
    ),
    Trigger(
        "Q07",
        "N",
        lambda _: made.asked(made.YES_NO, made.YES_NO, kind="delivery"),
        ["items, marketer: what Marketer say they do"],
        lambda _: made.asked(made.YES_NO, made.YES_NO),
    ),
    Trigger(
        "Q08",
        "W",
        lambda to: made.told(
            to, *made.BOTH, ("consumer", "deals", 'percent = 40, alternate = true, note = "worded as who"')
        ),
        ["why, deals, consumer: worded as who"],
        lambda to: made.told(
            to, *made.BOTH, ("consumer", "deals", 'percent = 40, alternate = true, note = "page 7"')
        ),
    ),
    Trigger(
        "Q09",
        "N",
        lambda to: made.told(to, *made.listed(50, 40, 30)),
        ["why: Kendall's tau of share and place in the file −1.00 (consumer), −1.00 (marketer)"],
        lambda to: made.told(
            to, *made.listed(50, 40, 30), after='[method]\ninstruments = "Options in random order."'
        ),
    ),
    Trigger(
        "Q10",
        "W",
        lambda _: made.asked({"a": [1, 0, 0, 9] * 50}, made.YES_NO, missing=[9]),
        ["items, a, consumer: 25% gave no answer"],
        lambda _: made.asked({"a": [1, 0, 0, 9] + [1, 0] * 98}, made.YES_NO, missing=[9]),
    ),
    Trigger(
        "Q11",
        "W",
        lambda to: made.told(to, *made.BOTH, made.NEWS[1]),
        ["why, news, consumer: no figure on this side"],
        lambda to: made.told(to, *made.BOTH, *made.NEWS),
    ),
    Trigger(
        "Q12",
        "E",
        lambda _: made.asked({"a": [1, 0, 0, 9] * 50}, made.YES_NO, missing=[9], base="all"),
        ["items, consumer: 50 with a declared missing answer counted as not chosen"],
        lambda _: made.asked({"a": [1, 0, 0, None] * 50}, made.YES_NO, missing=[9], base="all"),
    ),
    Trigger(
        "Q13",
        "W",
        lambda to: made.told(to, *made.BOTH, made.NEWS[1]),
        ["why, marketer: 2 options (marketer) against 1 options (consumer)"],
        lambda to: made.told(to, *made.BOTH, *made.NEWS),
    ),
    Trigger(
        "S01",
        "N",
        lambda _: made.asked(made.YES_NO, made.YES_NO, sides={"marketer": {"probability": True}}),
        ["consumer: sampling not stated"],
        lambda _: made.asked(
            made.YES_NO, made.YES_NO, sides={each: {"probability": True} for each in ("consumer", "marketer")}
        ),
    ),
    Trigger(
        "S02",
        "W",
        lambda _: made.asked({**made.YES_NO, "w": [1.0, 2.0] * 100}, made.YES_NO, weight={"consumer": "w"}),
        ["marketer: no weights, but Consumer weighted"],
        lambda _: made.asked(
            {**made.YES_NO, "w": [1.0, 2.0] * 100}, {**made.YES_NO, "w": [1.0, 2.0] * 100}, weight="w"
        ),
    ),
    Trigger(
        "S03",
        "W",
        lambda _: made.asked(
            {**made.YES_NO, "w": [1.0] * 199 + [6.0]}, made.YES_NO, weight={"consumer": "w"}
        ),
        ["consumer: design effect of the weights 1.1, largest weight 5.9 times the mean"],
        lambda _: made.asked({**made.YES_NO, "w": [1.0, 2.0] * 100}, made.YES_NO, weight={"consumer": "w"}),
    ),
    Trigger(
        "S04",
        "E",
        lambda _: made.with_side(
            made.asked(made.YES_NO, made.YES_NO), "consumer", weight=np.array([-1.0] + [1.0] * 199)
        ),
        ["consumer: 1 weights missing, infinite or negative"],
        lambda _: made.with_side(
            made.asked(made.YES_NO, made.YES_NO), "consumer", weight=np.array([0.0] + [1.0] * 199)
        ),
    ),
    Trigger(
        "S05",
        "W",
        lambda _: made.asked(
            made.aged({"18": (150, 75), "35": (50, 25)}),
            made.aged({"18": (50, 25), "35": (150, 75)}),
            **made.AGES,
        ),
        ["marketer: Age: 50% would have to change segment"],
        lambda _: made.asked(
            made.aged({"18": (150, 75), "35": (50, 25)}),
            made.aged({"18": (140, 70), "35": (60, 30)}),
            **made.AGES,
        ),
    ),
    Trigger(
        "S06",
        "W",
        lambda _: made.asked(made.YES_NO, made.YES_NO, sides=made.dated("2011-01-10", "2011-10-01")),
        ["marketer: 2011-10-01 (marketer), 2011-01-10 (consumer)"],
        lambda _: made.asked(made.YES_NO, made.YES_NO, sides=made.dated("2011-01-10", "2011-06-01")),
    ),
    Trigger(
        "S07",
        "N",
        lambda _: made.asked(made.YES_NO, made.YES_NO, sides={"consumer": {"sponsor": "Remedies Ltd"}}),
        ["consumer: sponsor: Remedies Ltd"],
        lambda _: made.asked(made.YES_NO, made.YES_NO, sides={"consumer": {"sponsor": "none"}}),
    ),
    Trigger(
        "S08",
        "W",
        lambda to: made.told(
            to, *made.BOTH, question='format = "multiple"\nasked_of.consumer = "Facebook users"'
        ),
        ["why, marketer: everybody (marketer) against Facebook users (consumer)"],
        lambda to: made.told(to, *made.BOTH, question='format = "multiple"\nasked_of = "Facebook users"'),
    ),
    Trigger(
        "T01",
        "W",
        lambda to: made.told(to, *made.BOTH, *made.NEWS, after='[analysis]\nadjust = "none"'),
        ["why, marketer: 2 tests: 0.1 false flags expected if no gap is real"],
        lambda to: made.told(to, *made.BOTH, *made.NEWS),
    ),
    Trigger(
        "T02",
        "N",
        lambda _: made.asked(made.columns(100, 46), made.columns(100, 40), margin=5),
        ["items, a, marketer: gap −6: as large as the margin of 5 points, yet not flagged"],
        lambda _: made.asked(made.columns(100, 40), made.columns(100, 40), margin=5),
    ),
    Trigger(
        "T03",
        "W",
        lambda _: made.asked(
            made.columns(100, 46),
            made.columns(100, 40),
            **made.claim("They agree.", {"item": "a", "gap": "aligned", "margin": 5}),
        ),
        ["items, a: “They agree.”: not flagged (p .393), not shown aligned"],
        lambda _: made.asked(
            made.columns(100, 46),
            made.columns(100, 10),
            **made.claim("They agree.", {"item": "a", "gap": "aligned", "margin": 5}),
        ),
    ),
    Trigger(
        "T04",
        "E",
        lambda _: made.same_frame(),
        ["marketer: the same rows of data frame as consumer, tested as independent"],
        lambda _: made.asked(made.YES_NO, made.YES_NO),
    ),
    Trigger(
        "T05",
        "W",
        lambda to: made.known_and_asked(to, ""),
        ["why, deals, know: over every overlap the interval reaches +29 to +53"],
        lambda to: made.known_and_asked(to, ", joint = 30"),
    ),
    Trigger(
        "T06",
        "W",
        lambda to: made.told(
            to,
            *made.listed(50, 49, 10),
            after=made.claimed("First.", 'item = "one", side = "consumer", rank = 1'),
        ),
        ["why, one, consumer: “First.”: ranks 1 to 2 are possible"],
        lambda to: made.told(
            to,
            *made.listed(50, 30, 10),
            after=made.claimed("First.", 'item = "one", side = "consumer", rank = 1'),
        ),
    ),
    Trigger(
        "T07",
        "W",
        lambda to: made.told(to, *made.tied(1, 2)),
        ["why, deals, consumer: 53% at rank 1, `news` with the same at rank 2"],
        lambda to: made.told(to, *made.tied(1, 1)),
    ),
    Trigger(
        "T08",
        "N",
        lambda _: made.asked(made.columns(200, 4), made.columns(200, 2)),
        ["items, a, marketer: smallest expected count 3.0"],
        lambda _: made.asked(made.columns(200, 40), made.columns(200, 20)),
    ),
    Trigger(
        "T09",
        "W",
        lambda _: made.of_the_young(48, 52),
        ["items, a, consumer, 18: “The young most.”: no test shows that the segments differ"],
        lambda _: made.of_the_young(20, 80),
    ),
    Trigger(
        "T10",
        "W",
        lambda _: made.asked(
            made.aged({"18": (40, 10), "35": (160, 96)}),
            made.aged({"18": (160, 48), "35": (40, 26)}),
            **made.AGES,
        ),
        ["items, a, marketer: −16 overall, the other way in 2 of 2 by Age"],
        lambda _: made.asked(
            made.aged({"18": (100, 20), "35": (100, 60)}),
            made.aged({"18": (100, 30), "35": (100, 80)}),
            **made.AGES,
        ),
    ),
    Trigger(
        "T11",
        "N",
        lambda to: made.told(to, *made.listed(50, 40, 30, gap=10)),
        [
            (
                "why, marketer: all 3 gaps positive; elevation +10 points, "
                "spread 1.00 times the reference's, profile correlation 1.00"
            )
        ],
        lambda to: made.told(to, *made.BOTH, *made.NEWS),
    ),
    Trigger(
        "T12",
        "W",
        lambda _: made.asked({"a": [3] * 200}, {"a": [4] * 200}, format="number"),
        ["items, a, marketer: all answers alike on a side"],
        lambda _: made.asked({"a": [3, 4] * 100}, {"a": [4, 5] * 100}, format="number"),
    ),
    Trigger(
        "V01",
        "E",
        lambda to: made.told(to, ("consumer", "deals", "percent = 43, base = 10"), made.BOTH[1]),
        ["why, deals, consumer: 43% of 10: nearest 40.00% and 50.00%"],
        lambda to: made.told(to, ("consumer", "deals", "percent = 40, base = 10"), made.BOTH[1]),
    ),
    Trigger(
        "V02",
        "W",
        lambda to: made.told(to, *made.summed(85)),
        ["why, all, consumer: 32% + 51% = 83%, printed as 85%"],
        lambda to: made.told(to, *made.summed(84)),
    ),
    Trigger(
        "V03",
        "W",
        lambda to: made.told(to, *made.listed(50, 30, 10), question='format = "single"'),
        ["why, consumer: 3 answers sum to 90%", "why, marketer: 3 answers sum to 90%"],
        lambda to: made.told(to, *made.listed(50, 30, 20), question='format = "single"'),
    ),
    Trigger(
        "V04",
        "W",
        lambda _: made.pie(made.asked(made.THREE, made.THREE)),
        ["items, consumer: shares sum to 150% in a pie", "items, marketer: shares sum to 150% in a pie"],
        lambda _: made.charted(made.asked(made.THREE, made.THREE), gk.charts.dumbbell_data),
    ),
    Trigger(
        "V05",
        "W",
        lambda to: made.told(
            to, made.BOTH[0], ("marketer", "deals", 'percent = 53, note = "a gap of -13 points"')
        ),
        ["why, deals, marketer: “gap of -13 points”, the values say +13 points"],
        lambda to: made.told(
            to, made.BOTH[0], ("marketer", "deals", 'percent = 53, note = "a gap of 13 points"')
        ),
    ),
    Trigger(
        "V06",
        "W",
        lambda to: made.told(to, *made.ranked(2, 1)),
        [
            "why, deals, consumer: 70% is called rank 2, the figures say 1",
            "why, news, consumer: 58% is called rank 1, the figures say 2",
        ],
        lambda to: made.told(to, *made.ranked(1, 2)),
    ),
    Trigger(
        "V07",
        "W",
        lambda to: made.told(to, ("consumer", "deals", "percent = 76, base = 30"), made.BOTH[1]),
        ["why, deals, consumer: 76% of 30 fits only cut off"],
        lambda to: made.told(to, ("consumer", "deals", "percent = 77, base = 30"), made.BOTH[1]),
    ),
    Trigger(
        "V08",
        "N",
        lambda to: made.told(to, made.BOTH[0], ("marketer", "deals", 'percent = 60, qualifier = "below"')),
        ["why, deals, marketer: below 60%"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "V09",
        "W",
        lambda to: made.told(
            to, ("consumer", "deals", "percent = 40"), ("marketer", "deals", "percent = 44")
        ),
        ["why, deals, marketer: with all that rounding hides, the interval reaches −1 to +9"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "V10",
        "W",
        lambda _: made.asked(made.YES_NO, made.YES_NO, questions=[made.delivery_called("delivery")]),
        [
            "offer, a, consumer: the answer is `a` of `items` too",
            "offer, a, marketer: the answer is `a` of `items` too",
        ],
        lambda _: made.asked(made.THREE, made.THREE),
    ),
    Trigger(
        "V11",
        "N",
        lambda to: made.told(to, made.BOTH[0], ("marketer", "deals", 'words = "most companies"')),
        ["why, deals, marketer: most companies"],
        lambda to: made.told(to, *made.BOTH),
    ),
    Trigger(
        "V12",
        "W",
        lambda to: made.told(
            to, made.BOTH[0], ("marketer", "deals", 'percent = 53, note = "13% more than consumers"')
        ),
        ["why, deals, marketer: “13% more” is a difference in points of 53% and 40%"],
        lambda to: made.told(
            to, made.BOTH[0], ("marketer", "deals", 'percent = 53, note = "33% more than consumers"')
        ),
    ),
    Trigger(
        "L01",
        "W",
        lambda _: made.expectations(190),
        ["items, a, consumer: 95% give the highest answer"],
        lambda _: made.expectations(100),
    ),
    Trigger(
        "L02",
        "W",
        lambda _: made.charted(
            made.asked(made.columns(200, 100), made.columns(200, 104)),
            lambda gaps: gk.charts.priority_data(gaps, cross=0.9),
        ),
        ["items, a: an interval crosses a line"],
        lambda _: made.charted(
            made.asked(made.columns(200, 100), made.columns(200, 20)),
            lambda gaps: gk.charts.priority_data(gaps, cross=0.9),
        ),
    ),
    Trigger(
        "L03",
        "W",
        lambda _: made.asked(made.YES_NO, made.YES_NO, title="Why marketers ignore consumers"),
        ["“Why marketers ignore consumers” says why (“ignore”)"],
        lambda _: made.asked(made.YES_NO, made.YES_NO, title="How far marketers are from consumers"),
    ),
    Trigger(
        "R01",
        "E",
        lambda _: made.named(made.asked(made.YES_NO, made.YES_NO)),
        ["consumer: synthetic_consumers.sav, but `synthetic` is not true"],
        lambda _: made.named(made.asked(made.YES_NO, made.YES_NO, options={"synthetic": True})),
    ),
    Trigger(
        "R02",
        "W",
        lambda _: made.asked(
            made.YES_NO, made.YES_NO, text="Why?", sides=made.dated("2011-01-10", "2011-01-10")
        ),
        ["no source"],
        lambda _: made.asked(
            made.YES_NO,
            made.YES_NO,
            text="Why?",
            sides=made.dated("2011-01-10", "2011-01-10"),
            options={"source": "Press"},
        ),
    ),
    Trigger(
        "R03",
        "W",
        lambda _: made.charted(made.means(), gk.charts.paired_data),
        ["bars of a paired chart begin at 1"],
        lambda _: made.charted(made.asked(made.YES_NO, made.YES_NO), gk.charts.paired_data),
    ),
    Trigger(
        "R04",
        "W",
        lambda _: made.charted(
            made.means(),
            lambda gaps: gk.charts.dumbbell_data(gaps, sort="side"),
            lambda gaps: gk.charts.dumbbell_data(gaps, sort="reference"),
        ),
        ["items: a, b and b, a"],
        lambda _: made.charted(made.means(), gk.charts.dumbbell_data, gk.charts.paired_data),
    ),
)


def found(study: object, check_id: str) -> list[str]:
    """The rows of one check on a study, or on a study with charts."""
    study, charts = study if isinstance(study, tuple) else (study, ())
    fired = [each for each in check(study, charts=charts) if each.id == check_id]
    return [row.text for each in fired for row in each.rows]


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda each: each.id)
def test_a_check_fires_exactly_there(trigger, tmp_path):
    assert found(trigger.fires(tmp_path), trigger.id) == trigger.rows


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda each: each.id)
def test_a_check_does_not_fire_without_its_cause(trigger, tmp_path):
    assert found(trigger.quiet(tmp_path), trigger.id) == []


LEVELS = {
    "B01": "W", "B02": "W/W/N", "B03": "N", "B04": "W", "B05": "W", "B06": "N", "B07": "W", "B08": "W",
    "Q01": "W", "Q02": "E", "Q03": "W", "Q04": "E", "Q05": "W", "Q06": "E", "Q07": "N", "Q08": "W",
    "Q09": "N", "Q10": "W", "Q11": "W", "Q12": "E", "Q13": "W",
    "S01": "N", "S02": "W", "S03": "W", "S04": "E", "S05": "W", "S06": "W", "S07": "N", "S08": "W",
    "T01": "W", "T02": "N", "T03": "W", "T04": "E", "T05": "W", "T06": "W", "T07": "W", "T08": "N/W",
    "T09": "W", "T10": "W", "T11": "N", "T12": "W",
    "V01": "E", "V02": "W", "V03": "W", "V04": "W", "V05": "W", "V06": "W", "V07": "W", "V08": "N",
    "V09": "W", "V10": "W", "V11": "N", "V12": "W",
    "L01": "W", "L02": "W", "L03": "W",
    "R01": "E", "R02": "W", "R03": "W", "R04": "W",
}  # fmt: skip
"""The list of the method notes; T08 has besides a warning that simulations called for."""


def test_the_registry_holds_every_check_of_the_method_notes_with_its_level():
    held: dict[str, str] = {}
    for each in CHECKS:
        held[each.id] = f"{held[each.id]}/{each.level}" if each.id in held else each.level
    assert held == LEVELS
    assert set(LEVELS) == CHECK_IDS


def test_every_check_has_a_trigger_at_its_level():
    assert [each.id for each in TRIGGERS] == list(LEVELS)
    assert all(each.level in LEVELS[each.id] for each in TRIGGERS)
