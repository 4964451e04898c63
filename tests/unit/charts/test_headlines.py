"""Headlines: computed from the verdicts, short, and never more certain than the data."""

from dataclasses import replace
from math import inf, nan

import pytest

from gapkit.findings.headlines import headline

UNDER, OVER, OPEN = (-52, -28), (12, 40), (-10, 4)


def rows_of(handmade, *families, **more):
    return [
        handmade.gap(f"i{place}", f"Item {place}", family=family, p=0.5 if family == OPEN else 1e-6, **more)
        for place, family in enumerate(families)
    ]


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([UNDER] * 8, "Senior marketers underestimate all 8 expectations"),
        ([OVER] * 3, "Senior marketers overestimate all 3 expectations"),
        ([UNDER] * 2, "Senior marketers underestimate both expectations"),
        ([UNDER, UNDER, OPEN], "Senior marketers underestimate 2 of 3 expectations"),
        ([UNDER, OVER, OVER, OPEN], "Senior marketers overestimate 2 of 4 expectations and underestimate 1"),
        ([OPEN] * 4, "None of 4 gaps between Senior marketers and Consumers is clearly different from zero"),
        ([UNDER], "Senior marketers underestimate “Item 0”"),
        ([OPEN], "Whether Senior marketers are higher or lower on “Item 0” the data cannot tell"),
    ],
)
def test_without_a_margin_verdicts_are_counted(handmade, families, expected):
    assert headline(rows_of(handmade, *families), handmade.survey()) == expected


@pytest.mark.parametrize(
    ("families", "expected"),
    [
        ([UNDER] * 8, "Senior marketers underestimate all 8 expectations"),
        ([(-52, -5)] * 8, "Senior marketers underestimate all 8 expectations"),
        ([UNDER] * 7 + [(-27, -4.6)], "7 of 8 gaps are clearly larger than the 5-point margin"),
        ([UNDER, OVER], "2 of 2 gaps are clearly larger than the 5-point margin"),
        ([UNDER, OPEN], "1 of 2 gaps is clearly larger than the 5-point margin"),
        ([OPEN] * 3, "No gap is clearly larger than 5 points"),
        ([(-4, 3)] * 3, "Senior marketers and Consumers agree within 5 points on all 3 items"),
    ],
)
def test_with_a_margin_whole_intervals_are_measured_by_it(handmade, families, expected):
    assert headline(rows_of(handmade, *families, margin=0.05), handmade.survey()) == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("delivery", "Senior marketers say they do less than Consumers ask on 2 of 4 items and more on 1"),
        (
            "self_image",
            "Senior marketers rate themselves lower than Consumers do on 2 of 4 items and higher on 1",
        ),
        ("opinion", "Senior marketers are lower than Consumers on 2 of 4 items and higher on 1"),
    ],
)
def test_every_kind_has_its_words(handmade, kind, expected):
    rows = rows_of(handmade, UNDER, UNDER, OVER, OPEN, kind=kind)
    assert headline(rows, handmade.survey()) == expected


def test_small_bases_and_related_pairs_are_not_counted_and_others_are_called_tested(handmade):
    rows = [
        *rows_of(handmade, UNDER, UNDER),
        replace(rows_of(handmade, OVER)[0], status="low_base"),
        replace(rows_of(handmade, OVER)[0], comparable="related"),
        handmade.gap("x", "X", status="suppressed"),
    ]
    assert headline(rows, handmade.survey()) == "Senior marketers underestimate both tested expectations"
    rows = [*rows_of(handmade, UNDER, OPEN), handmade.gap("x", "X", status="suppressed")]
    assert headline(rows, handmade.survey()) == "Senior marketers underestimate 1 of 2 tested expectations"


def test_small_bases_alone_never_lead(handmade):
    rows = rows_of(handmade, UNDER, UNDER, status="low_base")
    assert headline(rows, handmade.survey()) == "Bases below 30: no gap may lead, read them with care"


def test_suppressed_rows_alone_give_nothing_away(handmade):
    rows = [handmade.gap("x", "X", status="suppressed")]
    assert headline(rows, handmade.survey()) == "Bases are too small for any gap to be shown"


def test_printed_ranks_never_lead(handmade):
    gaps = handmade.pivot()
    assert headline(gaps.rows, gaps.survey) == "The gaps can't be tested: a base is not stated"


def test_ranks_close_together_do_not_lead(handmade):
    row = handmade.gap(
        "a",
        "A",
        handmade.estimate(50.0, rank=2, base=nan, status="no_base"),
        handmade.estimate(60.0, side="consumer", rank=inf, base=nan, status="no_base"),
        status="no_base",
    )
    assert headline([row], handmade.survey()) == "The gaps can't be tested: a base is not stated"


@pytest.mark.parametrize("length", [10, 60, 200])
def test_no_headline_is_longer_than_90_characters(handmade, length):
    from gapkit.survey import Side

    sides = {"consumer": Side("consumer", "C" * length), "marketer": Side("marketer", "M" * length)}
    study = handmade.survey(sides=sides)
    for families in ([UNDER] * 3, [OPEN] * 3, [UNDER], [OPEN], [UNDER, OVER, OPEN]):
        for margin in (nan, 0.05):
            assert len(headline(rows_of(handmade, *families, margin=margin), study)) <= 90
    assert len(headline(handmade.pivot().rows, study)) <= 90
