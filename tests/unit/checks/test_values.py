from __future__ import annotations

from fractions import Fraction

import pytest

from gapkit.checks.values import _countable, _fits, _rounded
from gapkit.statements import Statement


def deals(published, keys, **options):
    """A study in which one figure is given in this way."""
    return published(("marketer", "deals", keys), ("consumer", "deals", "percent = 50"), **options)


@pytest.mark.parametrize(
    ("percent", "base", "keys", "row"),
    [
        (34, 7, "", "34% of 7: nearest 28.57% and 42.86%"),
        (33, 18, "", ""),
        (40, 18, "", "40% of 18: nearest 38.89% and 44.44%"),
        ("99.7", 120, 'rounding = "one_decimal"', "99.7% of 120: nearest 99.17% and 100.00%"),
        ("99.2", 120, 'rounding = "one_decimal"', ""),
        (38, 18, 'rounding = "truncated"', ""),
        (39, 18, 'rounding = "truncated"', "39% of 18: nearest 38.89% and 44.44%"),
        (12, 8, "", ""),
        (13, 8, "", ""),
    ],
    ids=["none", "six", "seven", "decimal", "119", "cut", "not cut", "half down", "half up"],
)
def test_v01_fires_on_a_percentage_that_no_count_gives(published, fired, percent, base, keys, row):
    study = deals(published, f"percent = {percent}, base = {base}" + (f", {keys}" if keys else ""))
    assert fired(study, "V01") == ([f"why, deals, marketer: {row}"] if row else [])


@pytest.mark.parametrize(
    "keys",
    [
        'percent = 34, base = 7, qualifier = "about"',
        'percent = 34, base = 7, base_qualifier = "at_least"',
        "percent = 34, base = 7, deff = 1.4",
    ],
    ids=["approximate", "bounded base", "weighted"],
)
def test_v01_does_not_fire_where_counts_need_not_be_whole(published, fired, keys):
    assert fired(deals(published, keys), "V01") == []


def test_every_share_that_rounding_can_print_is_possible_and_no_other():
    # all printed percents of all bases to 60, against rounding itself (a half may go either way)
    for base in range(1, 61):
        counts = [Fraction(100 * count, base) for count in range(base + 1)]
        printed = {round(share + step) for share in counts for step in (Fraction(0), Fraction(1, 10**9))}
        printed |= {round(share - Fraction(1, 10**9)) for share in counts}
        fitting = {
            percent
            for percent in range(101)
            if _fits(Statement("q", "i", "s", value=percent / 100, base=float(base)), _rounded)
        }
        assert fitting == printed


def test_figures_without_a_base_are_not_counted():
    class Seen:
        published = (Statement("q", "i", "s", value=0.5),)

    assert list(_countable(Seen())) == []


def test_v07_fires_where_only_cutting_off_fits(published, fired):
    # 7 of 18 is 38.89%: 39% rounded, 38% cut off
    assert fired(deals(published, "percent = 38, base = 18"), "V07") == [
        "why, deals, marketer: 38% of 18 fits only cut off"
    ]


def test_v07_leaves_v01_alone(published, fired):
    assert fired(deals(published, "percent = 38, base = 18"), "V01") == []


def test_v07_does_not_fire_where_the_file_says_truncated(published, fired):
    assert fired(deals(published, 'percent = 38, base = 18, rounding = "truncated"'), "V07") == []


@pytest.mark.parametrize(
    ("shares", "rows"),
    [
        ((22, 19, 59), []),
        ((33, 33, 33), []),
        ((34, 34, 33), []),
        ((30, 30, 30), ["why, consumer: 3 answers sum to 90%"]),
        ((40, 40, 23), ["why, consumer: 3 answers sum to 103%"]),
    ],
)
def test_v03_fires_where_a_single_choice_does_not_sum_to_100(published, fired, shares, rows):
    figures = [
        ("consumer", item, f"percent = {share}")
        for item, share in zip(("deals", "news", "ideas"), shares, strict=True)
    ]
    study = published(*figures, ("marketer", "deals", "percent = 50"), format="single")
    assert fired(study, "V03") == rows


def test_v03_does_not_fire_on_several_choices(published, fired):
    figures = [("consumer", item, "percent = 60") for item in ("deals", "news", "ideas")]
    assert fired(published(*figures, ("marketer", "deals", "percent = 50")), "V03") == []


@pytest.mark.parametrize(
    ("ranks", "rows"),
    [
        (
            ("rank = 1", "rank = 2", "rank = 2"),
            ["why, ideas, consumer: 58% is called rank 2, the figures say 3"],
        ),
        (("rank = 1", "rank = 2", 'rank = "last"'), []),
        (
            ("rank = 1", 'rank = "last"', "rank = 3"),
            ["why, news, consumer: 70% is called rank last, the figures say 2"],
        ),
        (
            ("rank = 2", "rank = 3", "rank = 3"),
            [
                "why, deals, consumer: 83% is called rank 2, the figures say 1",
                "why, news, consumer: 70% is called rank 3, the figures say 2",
            ],
        ),
    ],
    ids=["second after 70", "right", "last too early", "too low"],
)
def test_v06_fires_where_a_rank_and_the_figures_disagree(published, fired, ranks, rows):
    figures = [
        ("consumer", item, f"percent = {share}, {rank}")
        for item, share, rank in zip(("deals", "news", "ideas"), (83, 70, 58), ranks, strict=True)
    ]
    assert fired(published(*figures, ("marketer", "deals", "percent = 50")), "V06") == rows


def test_v06_lets_a_rank_be_lower_where_figures_are_missing(published, fired):
    study = published(
        ("consumer", "deals", "percent = 83, rank = 2"),
        ("marketer", "deals", "percent = 50"),
        ("marketer", "news", "percent = 40"),
    )
    assert fired(study, "V06") == []


def test_v06_lets_tied_items_share_a_rank(published, fired):
    study = published(
        ("consumer", "deals", "percent = 53, rank = 1"),
        ("consumer", "news", "percent = 53, rank = 1"),
        ("consumer", "ideas", "percent = 50, rank = 3"),
        ("marketer", "deals", "percent = 50"),
    )
    assert fired(study, "V06") == []


def test_v08_fires_on_approximate_words(published, fired):
    assert fired(deals(published, 'percent = 60, qualifier = "about"'), "V08") == [
        "why, deals, marketer: about 60%"
    ]


def test_v11_fires_on_figures_without_a_number(published, fired):
    study = published(
        ("marketer", "deals", 'rank = "last"'),
        ("marketer", "news", 'words = "most companies"'),
        ("consumer", "deals", "percent = 50"),
    )
    assert fired(study, "V11") == ["why, deals, marketer: rank last", "why, news, marketer: most companies"]


@pytest.mark.parametrize(("percent", "rows"), [(27, 1), (7, 0)])
def test_v09_fires_where_rounding_decides(published, fired, percent, rows):
    # 35 or 36 of 132 against 462 to 474 of 1,300: p lies on either side of .05
    study = published(
        ("marketer", "deals", f"percent = {percent}, base = 132"),
        ("consumer", "deals", "percent = 36, base = 1300"),
    )
    told = "why, deals, marketer: with all that rounding hides, the interval reaches "
    assert [each.startswith(told) for each in fired(study, "V09")] == [True] * rows
