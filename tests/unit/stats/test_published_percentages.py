"""Printed percentages: what they may stand for, and what that leaves open."""

from __future__ import annotations

from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import base_needed, gap_limits, gap_statistic, two_sided_p
from gapkit.stats.envelopes import base_needed_range, gap_envelope
from gapkit.stats.rounding import rounding_box

MODES = {
    "integer": (ROUND_HALF_UP, 0),
    "one_decimal": (ROUND_HALF_UP, 1),
    "truncated": (ROUND_FLOOR, 0),
    "half-even": (ROUND_HALF_EVEN, 0),
}
BASES = [1, 2, 3, 7, 8, 30, 40, 181, 200, 400]


def printed(x: int, n: int, rounding: str) -> Fraction:
    """Print a percentage with decimal arithmetic: no share of these bases needs more digits to tell."""
    mode, digits = MODES[rounding]
    places = Decimal(1).scaleb(-digits)
    exact = Fraction(100 * x, n)
    far = Decimal(exact.numerator) / Decimal(exact.denominator)
    return Fraction(far.quantize(places, rounding=mode)) / 100


@pytest.mark.parametrize("rounding", MODES)
@pytest.mark.parametrize("n", BASES)
def test_the_box_holds_exactly_the_counts_that_are_printed_so(rounding: Any, n: int) -> None:
    counts: dict[Fraction, list[int]] = {}
    for x in range(n + 1):
        counts.setdefault(printed(x, n, rounding), []).append(x)
    steps = 1000 if rounding == "one_decimal" else 100
    shares = [Fraction(step, steps) for step in range(steps + 1)]
    box = rounding_box([float(share) for share in shares], n, rounding=rounding)
    for row, share in enumerate(shares):
        assert bool(box.possible[row]) == (share in counts)
        if share in counts:
            assert (box.count_low[row], box.count_high[row]) == (counts[share][0], counts[share][-1])
            assert (box.low[row], box.high[row]) == (counts[share][0] / n, counts[share][-1] / n)
        else:
            assert np.isnan([box.low[row], box.high[row], box.count_low[row]]).all()


def test_the_truncated_infographic_is_recognised() -> None:
    # domain README, 7: of 181, 139, 63, 96 and 22 give 76.8, 34.8, 53.0 and 12.2
    box = rounding_box([0.76, 0.34], 181, rounding="truncated")
    assert (box.count_high[0], box.count_high[1]) == (139, 63)
    assert not rounding_box(0.76, 2).possible[0]


@pytest.mark.parametrize(
    ("options", "low", "high"),
    [
        ({}, 0.335, 0.345),
        ({"rounding": "truncated"}, 0.34, 0.35),
        ({"rounding": "half-even"}, 0.335, 0.345),
        ({"rounding": "one_decimal"}, 0.3395, 0.3405),
        ({"rounding": "truncated", "digits": 1}, 0.34, 0.341),
        ({"rounding": "none"}, 0.34, 0.34),
        ({"base": 200, "deff": 1.5}, 0.335, 0.345),
        ({"base": 99.5}, 0.335, 0.345),
    ],
)
def test_without_whole_counts_the_box_is_an_interval(options: Any, low: float, high: float) -> None:
    box = rounding_box(0.34, **options)
    assert (box.low[0], box.high[0]) == pytest.approx((low, high), abs=1e-12)
    assert box.possible[0]
    assert np.isnan(box.count_low[0])


def test_a_design_effect_divides_the_base() -> None:
    assert rounding_box(0.34, 200, deff=1.6).base[0] == pytest.approx(125)


def test_the_ends_stay_within_0_and_100_percent() -> None:
    box = rounding_box([0.0, 1.0])
    np.testing.assert_allclose([box.low, box.high], [[0, 0.995], [0.005, 1]])


def test_nothing_printed_is_no_box_and_no_impossibility() -> None:
    box = rounding_box([np.nan, 0.5], [30, 30])
    assert box.possible.all()
    assert np.isnan([box.low[0], box.high[0]]).all()


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((0.345, 200), {}, "`share` must be printed with the digits of `rounding`, here integer."),
        ((34, 200), {}, "`share` must be from 0 to 1."),
        ((0.34, 0), {}, "`base` must be 1 or more."),
        ((0.34, 20), {"deff": 0}, "`deff` must be above 0."),
        (([0.1, 0.2], [1, 2, 3]), {}, "`share`, `base`, `deff` must have shapes that broadcast."),
        (
            (0.34, 20),
            {"rounding": "up"},
            "`rounding` must be one of `integer`, `one_decimal`, `truncated`, `half-even`, `none`.",
        ),
    ],
)
def test_what_nobody_can_have_printed_is_refused(arguments: Any, options: Any, message: str) -> None:
    with pytest.raises(OptionError) as error:
        rounding_box(*arguments, **options)
    assert error.value.message == message


# --- envelope

PAIRS = [
    (0.45, 60, 0.34, 200),
    (0.6, 60, 0.34, 200),
    (0.4, 150, 0.4, 170),
    (0.0, 40, 0.05, 300),
    (1.0, 35, 0.93, 90),
]


@pytest.mark.parametrize("method", ["score", "mn", "newcombe"])
@pytest.mark.parametrize(("p1", "n1", "p2", "n2"), PAIRS)
def test_the_envelope_is_the_range_over_every_count(
    method: Any, p1: float, n1: int, p2: float, n2: int
) -> None:
    side, reference = rounding_box(p1, n1), rounding_box(p2, n2)
    envelope = gap_envelope(side, reference, method=method)
    x1 = np.arange(side.count_low[0], side.count_high[0] + 1)[:, None] / n1
    x2 = np.arange(reference.count_low[0], reference.count_high[0] + 1)[None, :] / n2
    c = 1.959963984540054
    limits = gap_limits(x1, n1, x2, n2, c, method=method)
    z = np.abs(gap_statistic(x1, n1, x2, n2, method=method))
    assert envelope.low[0] == pytest.approx(limits.low.min(), abs=1e-12)
    assert envelope.high[0] == pytest.approx(limits.high.max(), abs=1e-12)
    assert envelope.p_low[0] == pytest.approx(two_sided_p(z.max()))
    assert envelope.p_high[0] == pytest.approx(two_sided_p(z.min()))
    flags = z > c
    words = "holds" if flags.all() else "depends on rounding" if flags.any() else "fails"
    assert envelope.decision[0] == words


def test_a_decision_may_depend_on_rounding() -> None:
    # gaps of 16 to 29, 31 to 41 and 49 to 59 in 600; 33 make z = 1.96, 49 make z = 2.87
    sides = rounding_box([0.38, 0.40, 0.43], 600), rounding_box(0.34, 600)
    assert list(gap_envelope(*sides).decision) == ["fails", "depends on rounding", "holds"]
    assert list(gap_envelope(*sides, items=12).decision) == ["fails", "fails", "holds"]


def test_a_large_box_is_sampled_at_its_ends_middles_and_tie() -> None:
    sides = rounding_box(0.4, 100_000), rounding_box(0.4, 90_000)
    envelope = gap_envelope(*sides)
    assert envelope.p_high[0] > 0.9
    assert envelope.p_low[0] < 1e-4
    assert envelope.decision[0] == "depends on rounding"


def test_an_envelope_swaps_with_its_sides() -> None:
    sides = rounding_box([0.45, 0.6], 60), rounding_box([0.34, 0.5], 200, deff=1.3)
    there, back = gap_envelope(*sides), gap_envelope(*sides[::-1])
    np.testing.assert_array_equal(there.low, -back.high)
    np.testing.assert_array_equal(there.gap_low, -back.gap_high)
    np.testing.assert_array_equal(there.p_low, back.p_low)


@pytest.mark.parametrize("side", [rounding_box(0.45), rounding_box(0.76, 2), rounding_box(np.nan, 30)])
def test_without_base_or_count_nothing_is_decided(side: Any) -> None:
    envelope = gap_envelope(side, rounding_box(0.34, 200))
    assert envelope.decision[0] == ""
    assert np.isnan([envelope.low, envelope.high, envelope.p_low, envelope.p_high]).all()


def test_a_family_has_an_item_at_least() -> None:
    with pytest.raises(OptionError) as error:
        gap_envelope(rounding_box(0.4, 60), rounding_box(0.3, 60), items=0)
    assert error.value.message == "`items` must be 1 or more."


# --- base needed


def test_the_base_needed_ranges_from_the_widest_to_the_narrowest_gap() -> None:
    needed = base_needed_range(rounding_box([0.6, 0.4]), rounding_box(0.5, 1300))
    c = 1.959963984540054
    x = np.arange(644, 657) / 1300  # printed as 50 %: 643.5 to 656.5
    wide, near = base_needed(0.605, np.nan, x[0], 1300, c), base_needed(0.595, np.nan, x[-1], 1300, c)
    assert (needed.low[0], needed.high[0]) == (wide, near)
    assert needed.low[1] < needed.high[1]


def test_shares_that_may_be_equal_have_no_largest_base() -> None:
    needed = base_needed_range(rounding_box(0.51, rounding="integer"), rounding_box(0.5))
    assert np.isfinite(needed.low[0])
    assert needed.high[0] == np.inf
    assert np.isnan(base_needed_range(rounding_box(0.51, 100), rounding_box(0.5, 100)).low[0])
