"""Quantiles, replicates, tests between groups and tables on a design: edges and invariances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.errors import OptionError
from gapkit.stats import (
    Design,
    Replicates,
    covariance,
    design_effect,
    design_quantiles,
    design_share_limits,
    group_difference,
    linearised_means,
    linearised_ratios,
    linearised_totals,
    linearised_variances,
    rank_scores,
    rao_scott,
    replicate_covariance,
    replicate_df,
    wald_independence,
    wald_test,
    weighted_quantile,
)
from gapkit.stats.weighted_chi_squares import f_sum_saddlepoint, f_sum_tail

FACTORS = [1e-6, 0.37, 1e6]
RULES = ("math", "school", "hf1", "hf2", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")


def sample(seed: int = 3) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    n = 160
    return {
        "y": rng.integers(1, 8, n).astype(float),
        "side": rng.integers(0, 2, n),
        "w": rng.lognormal(0, 0.6, n),
        "stratum": np.sort(rng.integers(0, 3, n)),
        "psu": rng.integers(0, 9, n),
    }


def everything(s: dict[str, Any]) -> list[float]:
    """Every statistic that must not depend on the weights' scale or the rows' order."""
    design = Design(s["w"], s["stratum"], s["psu"])
    y, base = s["y"][:, None], np.ones((len(s["y"]), 1), dtype=bool)
    ratio = linearised_ratios(y, y + 1, base, s["w"])
    spread = linearised_variances(y, base, s["w"])
    quantiles = design_quantiles(s["y"], design, [0.1, 0.5, 0.8])
    members = s["side"][:, None] == np.array([1, 0])
    scores = np.repeat(rank_scores(s["y"], s["w"])[:, None], 2, axis=1)
    means = linearised_means(scores, members, s["w"])
    cells = (np.minimum(s["y"], 3) - 1 + 3 * s["side"])[:, None] == np.arange(6)
    shares, totals = (f(cells, np.ones_like(cells), s["w"]) for f in (linearised_means, linearised_totals))
    difference = group_difference(means.value, covariance(means.influence, design), 20)
    table = rao_scott(shares.value.reshape(2, 3), covariance(shares.influence, design), len(y), 20)
    wald = wald_independence(totals.value.reshape(2, 3), covariance(totals.influence, design), 20)
    return [
        *ratio.value,
        covariance(ratio.influence, design)[0, 0],
        *spread.value,
        covariance(spread.influence, design)[0, 0],
        *quantiles.value,
        *np.asarray(quantiles.interval.low),
        difference.statistic,
        table.statistic,
        table.p_value,
        wald.statistic,
    ]


@pytest.mark.parametrize("factor", FACTORS)
def test_scaling_the_weights_changes_nothing(factor: float) -> None:
    s = sample()
    assert everything(s | {"w": s["w"] * factor}) == pytest.approx(everything(s), rel=1e-8)


def test_shuffling_the_rows_changes_nothing() -> None:
    s = sample()
    order = np.random.default_rng(1).permutation(len(s["y"]))
    assert everything({name: each[order] for name, each in s.items()}) == pytest.approx(
        everything(s), rel=1e-8
    )


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("factor", FACTORS)
def test_quantiles_do_not_see_the_scale_of_equal_weights(rule: Any, factor: float) -> None:
    y, p = np.arange(1.0, 201.0), np.linspace(0.05, 0.95, 19)
    plain = weighted_quantile(y, np.ones(200), p, rule=rule)
    assert weighted_quantile(y, np.full(200, factor * 30.97), p, rule=rule).tolist() == pytest.approx(
        plain.tolist()
    )


@pytest.mark.parametrize(
    ("rule", "method"),
    [
        ("math", "inverted_cdf"),
        ("school", "averaged_inverted_cdf"),
        ("hf4", "interpolated_inverted_cdf"),
        ("hf5", "hazen"),
        ("hf6", "weibull"),
        ("hf7", "linear"),
        ("hf8", "median_unbiased"),
        ("hf9", "normal_unbiased"),
    ],
)
def test_equal_weights_are_hyndman_and_fans_definitions(rule: Any, method: Any) -> None:
    y, p = np.random.default_rng(0).normal(size=37), np.linspace(0.01, 0.99, 23)
    assert weighted_quantile(y, np.ones(37), p, rule=rule) == pytest.approx(np.quantile(y, p, method=method))


@pytest.mark.parametrize("rule", RULES)
def test_quantiles_of_nobody_or_one(rule: Any) -> None:
    assert np.isnan(weighted_quantile([np.nan, 3.0], [1.0, 0.0], [0.5], rule=rule)).all()
    assert weighted_quantile([np.nan, 3.0], [1.0, 2.0], [0.1, 0.9], rule=rule).tolist() == [3, 3]
    assert np.isnan(weighted_quantile([1.0, 3.0], [1.0, 2.0], [np.nan], rule=rule)).all()


def test_jackknife_replicates_are_the_linearised_variance_of_a_mean() -> None:
    y = np.random.default_rng(4).normal(size=30)
    jackknife = Replicates(np.ones(30), 30 / 29 * (1 - np.eye(30)), 29 / 30, np.ones(30))
    plain = covariance(
        linearised_means(y[:, None], np.ones((30, 1), bool), np.ones(30)).influence, Design(np.ones(30))
    )
    assert replicate_covariance(lambda w: y @ w / w.sum(), jackknife) == pytest.approx(plain)
    assert replicate_df(jackknife) == 29


def test_replicates_without_an_estimate_have_no_variance() -> None:
    y = np.array([1.0, np.nan])
    halves = Replicates(np.ones(2), 2 * np.eye(2), 0.5, np.ones(2))
    assert np.isnan(replicate_covariance(lambda w: np.array([np.nan if w[0] == 0 else y[0]]), halves)).all()
    with pytest.raises(OptionError, match="`replicate`, `rscales`"):
        Replicates(np.ones(3), np.eye(2), 1.0, np.ones(2))


def test_nobody_in_the_base_is_no_number() -> None:
    y, base, w = np.ones((4, 1)), np.zeros((4, 1), dtype=bool), np.ones(4)
    for f in (linearised_means, linearised_variances):
        assert np.isnan(f(y, base, w).value).all()
        assert np.isnan(covariance(f(y, base, w).influence, Design(w))).all()
    assert np.isnan(linearised_ratios(y, 0 * y, ~base, w).value).all()
    assert np.isnan(design_effect(0.0, 0.0, 10))


@pytest.mark.parametrize("method", ["logit", "likelihood", "korn-graubard", "wald", "arcsine", "wilson"])
def test_shares_without_variance_have_no_interval(method: Any) -> None:
    limits = design_share_limits(
        [0.0, 1.0, 0.5, 0.5], [0.0, 0.0, 0.001, 0.001], 50, [9, 9, 0, 9], method=method
    )
    assert np.isnan(limits.low).tolist() == [True, True, True, False]
    assert limits.low[3] < 0.5 < limits.high[3]


@pytest.mark.parametrize(
    ("values", "covariances", "df"),
    [
        ([0.5, 0.5], np.zeros((2, 2)), 9),
        ([np.nan, 0.5], np.full((2, 2), np.nan), 9),
        ([0.5, 0.4], np.eye(2), 0),
    ],
)
def test_groups_without_variance_have_no_test(values: Any, covariances: Any, df: float) -> None:
    got = group_difference(values, covariances, df)
    assert np.isnan([got.p_value, got.interval.low]).all()
    odds = group_difference([1.0, 0.5], np.diag([0.0, 0.01]), 9, odds=True)
    assert np.isnan([odds.value, odds.p_value]).all()


def test_swapping_groups_mirrors_the_difference() -> None:
    c = np.array([[0.002, 0.0005], [0.0005, 0.001]])
    one, other = group_difference([0.6, 0.5], c, 15), group_difference([0.5, 0.6], c[::-1, ::-1], 15)
    assert one.interval.low == -other.interval.high
    assert one.p_value == other.p_value


def test_a_covariance_without_inverse_has_no_wald_test() -> None:
    assert np.isnan(wald_test([0.1, -0.1], [[1, -1], [-1, 1]], 20).p_value)
    assert np.isnan(wald_test([], np.zeros((0, 0)), 20).chi2)


def test_empty_rows_have_no_test() -> None:
    p = np.array([[0.5, 0.5], [0.0, 0.0]])
    assert np.isnan(rao_scott(p, np.eye(4), 100, 20).p_value)
    assert np.isnan(wald_independence(p, np.eye(4), 20).p_value)
    assert np.isnan(wald_independence(np.zeros((2, 2)), np.eye(4), 20).p_value)
    assert np.isnan(rao_scott(np.full((2, 2), 0.25), np.zeros((4, 4)), 100, 20).p_value)
    with pytest.raises(OptionError, match="`shares`, `covariance`"):
        rao_scott([0.5, 0.5], np.eye(2), 100, 20)


def test_simple_random_samples_have_pearsons_test() -> None:
    p, n = np.array([[0.3, 0.2], [0.1, 0.4]]), 500
    flat = p.ravel()
    test = rao_scott(p, (np.diag(flat) - np.outer(flat, flat)) / n, n, np.inf, reference="chi2")
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    assert test.pearson == pytest.approx(n * ((p - expected) ** 2 / expected).sum())
    assert test.df == 1


def test_the_exact_tail_is_fs_where_weights_are_equal() -> None:
    from scipy.special import fdtrc

    for weights, df in ((np.ones(1), 5.0), (np.full(3, 2.5), 30.7), (np.ones(8), 400.0)):
        for x in (0.3, 1.0, 2.5, 4.0):
            k = len(weights)
            got = f_sum_tail(x * weights.sum(), weights, df)
            assert got == pytest.approx(fdtrc(k, df, x), abs=1e-7)
            assert f_sum_saddlepoint(x * weights.sum(), weights, df) == pytest.approx(
                fdtrc(k, df, x), rel=0.15
            )


def test_rank_scores_leave_out_missing_answers() -> None:
    got = rank_scores([2.0, np.nan, 1.0, 2.0], [1.0, 5.0, 2.0, 1.0])
    assert got.tolist() == pytest.approx([0.75, np.nan, 0.25, 0.75], nan_ok=True)
    assert rank_scores([2.0, 1.0], [1.0, 1.0], score="median").tolist() == [1, 0]
    assert np.isnan(rank_scores([np.nan], [1.0])).all()
