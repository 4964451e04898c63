"""The public door for the gap of two shares."""

from __future__ import annotations

from typing import Any, get_args

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import newcombe_limits, proportion, proportion_gap
from gapkit.stats.gap_methods import ProportionGapMethod

ALL_METHODS = get_args(ProportionGapMethod)
METHODS = ("score", "mn", "mee", "newcombe", "newcombe-cc", "agresti-caffo", "jeffreys-perks")
"""The methods that see a variance whatever the counts."""


def test_numbers_give_floats() -> None:
    gap = proportion_gap(44, 132, 598, 1300)
    assert gap.value == pytest.approx(44 / 132 - 598 / 1300, abs=1e-15)
    for number in (gap.value, gap.share, gap.statistic, gap.p_value, gap.interval.low):
        assert type(number) is float


def test_arrays_give_arrays_that_broadcast() -> None:
    gap = proportion_gap([44, 60], 132, 598, 1300)
    assert isinstance(gap.value, np.ndarray)
    assert gap.interval.low.shape == (2,)  # type: ignore[union-attr]


@pytest.mark.parametrize("method", ALL_METHODS)
def test_nobody_asked_is_no_number(method: Any) -> None:
    gap = proportion_gap([0, 5], [0, 10], [3, 0], [10, 0], method=method)
    assert np.isnan([gap.value, gap.statistic, gap.p_value, gap.interval.low, gap.interval.high]).all()


@pytest.mark.parametrize("method", ["score", "mn", "mee", "newcombe", "newcombe-cc"])
@pytest.mark.parametrize(("x1", "x2"), [(0, 0), (10, 12)])
def test_equal_shares_at_the_end_have_p_1(method: Any, x1: int, x2: int) -> None:
    gap = proportion_gap(x1, 10, x2, 12, method=method)
    assert gap.p_value == 1
    assert gap.interval.low < 0 < gap.interval.high


@pytest.mark.parametrize("method", ALL_METHODS)
@pytest.mark.parametrize("conf_level", [0.70, 0.95, 0.999])
def test_interval_excludes_0_exactly_when_p_says_so(method: Any, conf_level: float) -> None:
    x1, x2 = np.mgrid[0:13, 0:31]
    gap = proportion_gap(x1, 12, x2, 30, method=method, conf_level=conf_level)
    excludes = (gap.interval.low > 0) | (gap.interval.high < 0)  # type: ignore[operator]
    assert (excludes == (gap.p_value < 1 - conf_level)).all()
    if method != "agresti-caffo":  # its interval is centred on a gap nearer to 0
        inside = (gap.interval.low <= gap.value) & (gap.value <= gap.interval.high)  # type: ignore[operator]
        assert inside.all()


@pytest.mark.parametrize("method", ["wald", "haldane"])
def test_a_method_that_sees_no_variance_has_no_p(method: Any) -> None:
    gap = proportion_gap([0, 10], 10, [0, 12], 12, method=method)
    assert np.isnan([gap.statistic, gap.p_value]).all()


@pytest.mark.parametrize("method", METHODS)
def test_one_respondent_a_side_proves_nothing(method: Any) -> None:
    assert proportion_gap(1, 1, 0, 1, method=method).p_value > 0.05  # type: ignore[operator]


def test_newcombes_p_is_the_level_at_which_a_limit_touches_0() -> None:
    gap = proportion_gap(44, 132, 598, 1300, method="newcombe")
    limits = newcombe_limits(44 / 132, 132, 598 / 1300, 1300, abs(gap.statistic))  # type: ignore[arg-type]
    assert limits.high == pytest.approx(0, abs=1e-12)
    touching = proportion_gap(44, 132, 598, 1300, method="newcombe", conf_level=1 - gap.p_value)  # type: ignore[operator]
    assert touching.interval.high == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize(
    ("arguments", "options", "message"),
    [
        ((11, 10, 5, 10), {}, "`count` must be from 0 to its `base`."),
        ((-1, 10, 5, 10), {}, "`count` must be a finite number, 0 or more."),
        ((1, float("nan"), 5, 10), {}, "`base` must be a finite number, 0 or more."),
        ((1, 10, float("inf"), 10), {}, "`count_reference` must be a finite number, 0 or more."),
        ((1, 10, 5, -10), {}, "`base_reference` must be a finite number, 0 or more."),
        (
            (1, 10, 5, 10),
            {"method": "fisher"},
            f"`method` must be one of {', '.join(f'`{name}`' for name in ALL_METHODS)}.",
        ),
        ((1, 10, 5, 10), {"conf_level": 95}, "`conf_level` must be from 0.70 to below 1."),
        ((1, 10, 5, 10), {"conf_level": 0.5}, "`conf_level` must be from 0.70 to below 1."),
        (
            ([1, 2], 10, [1, 2, 3], 10),
            {},
            "`count`, `count_reference` must have shapes that broadcast.",
        ),
        (([1, 2], [1, 2, 3], 5, 10), {}, "`count`, `base` must have shapes that broadcast."),
    ],
)
def test_impossible_arguments_are_refused_by_name(
    arguments: tuple[Any, ...], options: dict[str, Any], message: str
) -> None:
    with pytest.raises(OptionError) as error:
        proportion_gap(*arguments, **options)
    assert error.value.message == message


def test_one_share_without_a_base_is_no_number() -> None:
    share = proportion([0, 0], [0, 10])
    assert np.isnan([share.value[0], share.interval.low[0], share.interval.high[0]]).all()  # type: ignore[index]
    assert share.value[1] == 0  # type: ignore[index]


@pytest.mark.parametrize(
    "method",
    [
        "wilson",
        "wilson-cc",
        "clopper-pearson",
        "mid-p",
        "wald",
        "wald-cc",
        "agresti-coull",
        "jeffreys",
        "logit",
        "arcsine",
    ],
)
def test_no_method_makes_up_a_limit_for_nobody(method: Any) -> None:
    share = proportion(0, 0, method=method)
    assert np.isnan([share.value, share.interval.low, share.interval.high]).all()
