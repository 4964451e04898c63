"""The decision of a family."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import coherent_limits, decide

R = np.full((4, 4), 0.3) + 0.7 * np.eye(4)


def test_bonferroni_c_is_the_textbooks() -> None:
    family = decide(np.zeros(12), np.inf, adjust="bonferroni", conf_level=0.95)
    assert family.c == pytest.approx(2.865, abs=0.0005)  # STATISTICS, section 3


def test_sidak_c_is_the_textbooks() -> None:
    family = decide([3.0, 0.0], np.inf, adjust="sidak", conf_level=0.95)
    assert family.c == pytest.approx(2.2365, abs=0.00005)
    assert family.p_adjusted[0] == pytest.approx(1 - (1 - 0.002699796063260207) ** 2, rel=1e-9)


def test_max_t_of_twelve_items_is_below_bonferroni() -> None:
    r = np.full((12, 12), 0.3) + 0.7 * np.eye(12)
    family = decide(np.zeros(12), np.inf, adjust="max-t", conf_level=0.95, correlation=r)
    assert family.c == pytest.approx(2.829, abs=0.0015)  # STATISTICS, section 3, to its points


@pytest.mark.parametrize("adjust", ["max-t", "bonferroni", "sidak", "none"])
def test_items_out_of_the_family_change_nothing(adjust: Any) -> None:
    z = np.array([3.1, np.nan, -2.0, 0.4])
    wild = R.copy()
    wild[1] = wild[:, 1] = np.nan
    family = decide(z, np.inf, adjust=adjust, conf_level=0.95, correlation=wild)
    kept = decide(z[[0, 2, 3]], np.inf, adjust=adjust, conf_level=0.95, correlation=R[:3, :3])
    assert family.size == 3
    assert family.c == kept.c
    assert family.p_adjusted[[0, 2, 3]].tolist() == kept.p_adjusted.tolist()
    for column in (family.critical, family.critical_single, family.z_star, family.p_value):
        assert np.isnan(column[1])
    assert np.isnan(family.p_adjusted[1])
    assert not family.flagged[1]


def test_an_empty_family_decides_nothing() -> None:
    family = decide([np.nan, np.nan], np.inf, adjust="max-t", conf_level=0.95)
    assert family.size == 0
    assert np.isnan(family.c)
    assert not family.flagged.any()


def test_items_keep_the_tails_of_their_own_degrees_of_freedom() -> None:
    family = decide([3.0, 3.0], [5, np.inf], adjust="bonferroni", conf_level=0.95)
    assert family.critical == pytest.approx([3.1634, 2.2414], abs=0.00005)  # R: qt, qnorm(1 - .05/4)
    assert family.flagged.tolist() == [False, True]


@pytest.mark.parametrize("adjust", ["max-t", "bonferroni", "sidak", "none"])
@pytest.mark.parametrize("df", [np.inf, 19.0])
def test_a_statistic_on_the_edge_cannot_split_p_from_the_flag(adjust: Any, df: float) -> None:
    c = decide([0.0, 0, 0, 0], df, adjust=adjust, conf_level=0.95, correlation=R).critical[0]
    edge = [np.nextafter(c, 0), c, np.nextafter(c, 9), -c]
    family = decide(edge, df, adjust=adjust, conf_level=0.95, correlation=R)
    assert family.flagged.tolist() == [False, False, True, False]
    assert (family.p_adjusted < 1 - 0.95).tolist() == family.flagged.tolist()
    assert family.p_adjusted == pytest.approx(np.full(4, 0.05), rel=1e-6)


def test_infinite_statistics_are_flagged() -> None:
    family = decide([np.inf, 0, 0, -np.inf], np.inf, adjust="max-t", conf_level=0.95, correlation=R)
    assert family.flagged.tolist() == [True, False, False, True]
    assert family.p_adjusted.tolist() == [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            {"adjust": "tukey"},
            (
                "`adjust` must be one of `max-t`, `max-t-stepdown`, `bonferroni`, `sidak`, `holm`, "
                "`hochberg`, `hommel`, `bh`, `by`, `none`."
            ),
        ),
        (
            {"adjust": "max-t"},
            '`correlation` must be 2 x 2, one row per item, with adjust="max-t".',
        ),
        ({"adjust": "none", "conf_level": 0.6}, "`conf_level` must be from 0.70 to below 1."),
    ],
)
def test_impossible_choices_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError) as error:
        decide([1.0, 2.0], np.inf, **{"conf_level": 0.95, **options})
    assert error.value.message == message


@pytest.mark.parametrize(
    ("low", "high", "flagged", "sign", "expected"),
    [
        (0.1, 0.3, True, 1, (0.1, 0.3)),
        (-0.1, 0.3, False, 1, (-0.1, 0.3)),
        (1e-17, 0.3, False, 1, (0.0, 0.3)),
        (-0.3, -1e-17, False, -1, (-0.3, 0.0)),
        (0.0, 0.3, True, 1, (5e-324, 0.3)),
        (-0.3, 1e-17, True, -1, (-0.3, -5e-324)),
    ],
)
def test_a_limit_follows_the_decision(
    low: float, high: float, flagged: bool, sign: int, expected: tuple[float, float]
) -> None:
    limits = coherent_limits(low, high, flagged, sign)
    assert (limits.low, limits.high) == expected


def test_no_interval_stays_no_interval() -> None:
    limits = coherent_limits(np.nan, np.nan, flagged=False, sign=np.nan)
    assert np.isnan([limits.low, limits.high]).all()


# p = .001, .008, .039, .041, .042, .06, .074, .205: the eight of tests/reference/multiplicity.json
EIGHT = [3.2905267314919255, 2.652069807902232, 2.064, 2.0435, 2.0335, 1.8807936, 1.7866, 1.2674]


@pytest.mark.parametrize(
    ("adjust", "flagged"),
    [("holm", 1), ("hochberg", 1), ("hommel", 1), ("bh", 2), ("by", 1)],
)
def test_stepwise_choices_flag_as_their_adjusted_p_says(adjust, flagged):
    # R 4.2.2, p.adjust: .008 is the only Holm, Hochberg, Hommel and BY p below .05; BH has .008 and .032
    family = decide(EIGHT, np.inf, adjust=adjust, conf_level=0.95)
    assert family.flagged.tolist() == [True] * flagged + [False] * (8 - flagged)
    assert ((family.p_adjusted < 0.05) == family.flagged).all()


@pytest.mark.parametrize("adjust", ["max-t-stepdown", "holm", "hochberg", "hommel", "bh", "by"])
def test_an_interval_of_a_stepwise_choice_that_excludes_zero_means_flagged(adjust):
    z = np.array([4.0, 2.9, 2.6, 2.3, 0.4])
    family = decide(z, np.inf, adjust=adjust, conf_level=0.95, correlation=np.eye(5))
    assert family.flagged[np.abs(z) > family.critical].all()


def test_step_down_max_t_never_flags_less_than_single_step():
    r = np.full((5, 5), 0.4) + 0.6 * np.eye(5)
    z = [3.4, 2.55, 2.4, 2.1, 0.3]
    one, steps = (
        decide(z, np.inf, adjust=adjust, conf_level=0.95, correlation=r)
        for adjust in ("max-t", "max-t-stepdown")
    )
    assert (steps.p_adjusted <= one.p_adjusted).all()
    assert steps.p_adjusted[0] == one.p_adjusted[0]
    assert (np.diff(steps.p_adjusted) >= 0).all()
    assert steps.c == one.c
