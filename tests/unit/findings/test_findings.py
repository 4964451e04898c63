"""What is said of every kind of row, word for word."""

from math import inf, nan

import pytest

from gapkit.findings import findings, limits, overview

UNDER = {"limits": (-0.57, -0.45), "verdict": "under"}
OVER = {"limits": (0.15, 0.38), "verdict": "over"}


@pytest.mark.parametrize(
    ("label", "values", "keys", "text"),
    [
        (
            "Fans",
            (0.09, 0.60),
            UNDER,
            (
                "Marketers underestimate “Fans” by 51 points (9% against 60%; 95% interval for all 8 items"
                " together 45 to 57)."
            ),
        ),
        (
            "Content",
            (0.57, 0.30),
            OVER,
            (
                "Marketers overestimate “Content” by 27 points (57% against 30%; 95% interval for all 8 "
                "items together 15 to 38)."
            ),
        ),
        (
            "Service",
            (0.10, 0.50),
            {"limits": (-0.47, -0.31), "verdict": "under", "kind": "delivery", "family_size": 2},
            (
                "On “Service”, Marketers say they do 40 points less than Consumers ask (10% against 50%; 95% "
                "interval for both items together 31 to 47)."
            ),
        ),
        (
            "Trust",
            (0.90, 0.30),
            {"limits": (0.5, 0.7), "verdict": "over", "kind": "opinion", "family_size": 1},
            (
                "Marketers are 60 points higher than Consumers on “Trust” (90% against 30%; 95% interval "
                "50 to 70)."
            ),
        ),
        (
            "Alone",
            (0.09, 0.60),
            {**UNDER, "adjust": "none"},
            (
                "Marketers underestimate “Alone” by 51 points (9% against 60%; 95% interval of this item "
                "alone 45 to 57)."
            ),
        ),
        (
            "Beyond",
            (0.09, 0.60),
            {**UNDER, "margin": 0.05},
            (
                "Marketers underestimate “Beyond” by 51 points (9% against 60%; 95% interval for all 8 "
                "items together 45 to 57; clearly beyond the margin of 5 points)."
            ),
        ),
        (
            "Within",
            (0.30, 0.50),
            {"limits": (-0.36, -0.04), "verdict": "under", "margin": 0.1},
            (
                "Marketers underestimate “Within” by 20 points (30% against 50%; 95% interval for all 8 "
                "items together 4 to 36; may lie within the margin of 10 points)."
            ),
        ),
        (
            "Near",
            (0.31, 0.32),
            {"limits": (-0.04, 0.03), "verdict": "aligned", "margin": 0.05},
            (
                "Marketers and Consumers agree within 5 points on “Near” (31% against 32%; 95% interval "
                "for all 8 items together −4 to +3)."
            ),
        ),
        (
            "News",
            (0.40, 0.46),
            {"limits": (-0.17, 0.06), "verdict": "undecided"},
            (
                "Whether Marketers are higher or lower on “News” the data cannot tell (40% against 46%; "
                "95% interval for all 8 items together −17 to +6 and so includes no difference)."
            ),
        ),
        (
            "Deals",
            (0.53, 0.83),
            {
                "status": "no_base",
                "statuses": ("ok", "no_base"),
                "bases": (181.0, nan),
                "base_needed": 37.0,
            },
            (
                "As printed, Marketers are 30 points lower than Consumers on “Deals” (53% against 83%; not"
                " tested, as the base of Consumers is not stated; it would be flagged if at least 37 "
                "Consumers were asked)."
            ),
        ),
        (
            "Never",
            (0.53, 0.55),
            {
                "status": "no_base",
                "statuses": ("ok", "no_base"),
                "bases": (181.0, nan),
                "base_needed": inf,
            },
            (
                "As printed, Marketers are 2 points lower than Consumers on “Never” (53% against 55%; not "
                "tested, as the base of Consumers is not stated; no base of theirs would be enough to flag"
                " it)."
            ),
        ),
        (
            "Both",
            (0.53, 0.83),
            {
                "status": "no_base",
                "statuses": ("no_base", "no_base"),
                "bases": (nan, nan),
                "base_needed": 60.0,
            },
            (
                "As printed, Marketers are 30 points lower than Consumers on “Both” (53% against 83%; not "
                "tested, as the base of Marketers and Consumers is not stated; it would be flagged if at "
                "least 60 of each were asked)."
            ),
        ),
        (
            "Heard",
            (0.41, nan),
            {"status": "one_sided", "statuses": ("ok", "one_sided")},
            "“Heard” has a figure for Marketers only (41%); no gap is computed.",
        ),
        (
            "Most",
            (nan, 0.5),
            {
                "status": "words_only",
                "statuses": ("words_only", "ok"),
                "words": ("most companies", ""),
            },
            "On “Most” the source gives words only for Marketers: “most companies” (no gap is computed).",
        ),
        (
            "Last",
            (0.59, nan),
            {"status": "rank_only", "statuses": ("ok", "rank_only"), "ranks": (1.0, inf)},
            (
                "“Last” is first with Marketers (59%) and last with Consumers (rank only, no percentage "
                "published); no gap is computed."
            ),
        ),
        (
            "Few",
            (0.2, 0.6),
            {**UNDER, "status": "low_base", "statuses": ("low_base", "ok"), "bases": (18.0, 1300.0)},
            (
                "Marketers underestimate “Few” by 40 points (20% against 60%; 95% interval for all 8 items"
                " together 45 to 57; small base: 18 Marketers, so read with care)."
            ),
        ),
        (
            "Kin",
            (0.2, 0.6),
            {**UNDER, "comparable": "related"},
            (
                "Marketers underestimate “Kin” by 40 points (20% against 60%; 95% interval for all 8 items"
                " together 45 to 57; the two questions are related, not the same)."
            ),
        ),
        (
            "Hidden",
            (nan, 0.6),
            {"status": "suppressed", "statuses": ("suppressed", "ok"), "bases": (nan, 1300.0)},
            "The gap of “Hidden” is hidden: its base is too small to be shown.",
        ),
        (
            "Empty",
            (nan, 0.6),
            {"status": "no_answers", "statuses": ("no_answers", "ok"), "bases": (0.0, 1300.0)},
            "“Empty” has no answers from Marketers (no gap is computed).",
        ),
        (
            "Alike",
            (1.0, 1.0),
            {"status": "no_spread"},
            "On “Alike” all answers are alike (100% against 100%); without spread there is no test.",
        ),
        (
            "Young",
            (0.09, 0.60),
            {**UNDER, "segment": "18-24"},
            (
                "Age 18-24: Marketers underestimate “Young” by 51 points (9% against 60%; 95% interval for"
                " all 8 items together 45 to 57)."
            ),
        ),
    ],
)
def test_a_row_is_said_as_far_as_its_data_go(row, gaps_of, label, values, keys, text):
    said = findings(gaps_of(row(label, *values, **keys)))
    assert [each.text for each in said] == [text]


def test_a_mean_is_said_in_scale_points(row, gaps_of):
    keys = {"limits": (-0.5, -0.12), "verdict": "under", "measure": "mean"}
    (said,) = findings(gaps_of(row("Care", 3.42, 3.73, **keys)))
    assert said.claim == "Marketers underestimate “Care” by 0.31 scale points"
    assert said.detail == "3.42 against 3.73; 95% interval for all 8 items together 0.12 to 0.50"


def test_undecided_is_never_called_no_gap(row, gaps_of):
    gaps = gaps_of(row("News", 0.40, 0.46, limits=(-0.17, 0.06), verdict="undecided"))
    for each in (*findings(gaps), *limits(gaps)):
        assert "no gap" not in each.text.lower()
        assert "agree within" not in each.text


def test_the_first_place_of_each_side_is_told_with_ties(row, gaps_of):
    gaps = gaps_of(
        row("Service", 0.59, 0.37, limits=(0.1, 0.3), verdict="over", ranks=(1.0, 4.0)),
        row("Insights", 0.58, 0.50, limits=(0.01, 0.2), verdict="over", ranks=(2.0, 3.0)),
        row("Products", 0.53, 0.55, limits=(-0.1, 0.1), verdict="undecided", ranks=(3.0, 2.0)),
        row("Deals", 0.53, 0.83, limits=(-0.4, -0.2), verdict="under", ranks=(3.0, 1.0)),
    )
    ranks = [each.text for each in findings(gaps) if each.topic == "order"]
    assert ranks == [
        (
            "“Service” is first of 4 with Marketers (59%) and fourth of 4 with Consumers (37%); the order "
            "of the estimates, neighbours not tested against each other."
        ),
        (
            "“Deals” is first of 4 with Consumers (83%) and tied for third of 4 with Marketers (53%); the "
            "order of the estimates, neighbours not tested against each other."
        ),
    ]


def test_ranks_on_small_bases_are_not_told(row, gaps_of):
    small = {"status": "low_base", "statuses": ("low_base", "ok"), "bases": (18.0, 1300.0)}
    gaps = gaps_of(
        row("A", 0.9, 0.2, limits=(0.5, 0.8), verdict="over", ranks=(1.0, 3.0), **small),
        row("B", 0.5, 0.5, limits=(-0.2, 0.2), verdict="undecided", ranks=(2.0, 2.0), **small),
        row("C", 0.2, 0.9, limits=(-0.8, -0.5), verdict="under", ranks=(3.0, 1.0), **small),
    )
    assert "rank" not in {each.topic for each in findings(gaps)}


def test_the_surest_and_largest_comes_first_and_each_finding_holds_its_row(row, gaps_of):
    rows = [
        row("News", 0.40, 0.46, limits=(-0.17, 0.06), verdict="undecided"),
        row("Small", 0.9, 0.1, **OVER, status="low_base", statuses=("low_base", "ok"), bases=(18.0, 99.0)),
        row("Content", 0.57, 0.30, **OVER),
        row("Fans", 0.09, 0.60, **UNDER),
        row("Near", 0.31, 0.32, limits=(-0.04, 0.03), verdict="aligned", margin=0.05),
    ]
    said = findings(gaps_of(*rows))
    assert [each.rows[0].label for each in said] == ["Fans", "Content", "Near", "Small", "News"]
    assert [each.weight for each in said] == sorted((each.weight for each in said), reverse=True)
    assert {id(each.rows[0]) for each in said} == {id(each) for each in rows}


def test_a_hostile_label_stands_literally_and_an_endless_one_is_cut(row, gaps_of):
    hostile = "{0.__class__} %s $x$ #panic(1)"
    said = findings(gaps_of(row(hostile, 0.09, 0.60, **UNDER), row("x" * 300, 0.09, 0.60, **UNDER)))
    assert f"“{hostile}”" in said[0].text
    assert "“" + "x" * 89 + "…”" in said[1].text


def test_small_bases_and_related_pairs_never_lead_nor_count(row, gaps_of):
    low = {"status": "low_base", "statuses": ("low_base", "ok"), "bases": (18.0, 1300.0)}
    seen = overview(
        gaps_of(
            row("Small", 0.1, 0.9, limits=(-0.9, -0.7), verdict="under", **low),
            row("Kin", 0.1, 0.8, limits=(-0.8, -0.6), verdict="under", comparable="related"),
            row("Fans", 0.09, 0.60, **UNDER),
            row("Content", 0.57, 0.30, **OVER),
            row("News", 0.40, 0.46, limits=(-0.17, 0.06), verdict="undecided"),
        )
    )
    assert seen.largest.label == "Fans"
    assert seen.opposite.label == "Content"
    assert [each.label for each in seen.counted] == ["Fans", "Content", "News"]
    assert len(seen.tested) == 5


def test_the_closest_agreement_is_the_aligned_row_nearest_to_zero(row, gaps_of):
    keys = {"verdict": "aligned", "margin": 0.05}
    seen = overview(
        gaps_of(
            row("Wide", 0.3, 0.3, limits=(-0.04, 0.04), **keys),
            row("Narrow", 0.32, 0.3, limits=(0.01, 0.03), **keys),
        )
    )
    assert seen.closest.label == "Narrow"
    assert seen.largest is None


def test_what_cannot_be_said_is_counted_with_its_rows(row, gaps_of):
    one_sided = {"status": "one_sided", "statuses": ("ok", "one_sided")}
    hidden = {"status": "suppressed", "statuses": ("suppressed", "ok"), "bases": (nan, 50.0)}
    gaps = gaps_of(
        row("Fans", 0.09, 0.60, **UNDER),
        row("News", 0.40, 0.46, limits=(-0.17, 0.06), verdict="undecided"),
        row("A", 0.4, nan, **one_sided),
        row("B", 0.4, nan, **one_sided),
        row("C", 0.4, nan, **one_sided),
        row("D", 0.4, nan, **one_sided),
        row("E", 0.4, nan, **one_sided),
        row("Secret", nan, 0.5, **hidden),
        row("Kin", 0.1, 0.8, limits=(-0.8, -0.6), verdict="under", comparable="related"),
    )
    said = limits(gaps)
    assert [each.text for each in said] == [
        (
            "In 1 of 2 gaps the data cannot tell which side is higher, which is no evidence that they "
            "agree: “News”."
        ),
        (
            "1 gap is hidden because fewer than 10 respondents of a side answered, or because a hidden "
            "number could be computed from it."
        ),
        (
            "1 pair compares related questions rather than the same one, and is left out of the counts "
            "above: “Kin”."
        ),
        "5 items have a figure on one side only and so no gap: “A”, “B”, “C” and 2 more.",
    ]
    assert [len(each.rows) for each in said] == [1, 1, 1, 5]
