"""Counts to intervals and tests: thousands of items x segments at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from math import log, sqrt

import numpy as np

import gapkit as gk
from benchmarks import limits
from benchmarks.model import Case, Contender, Size, Target, Values, some

Z = 1.959963984540054
POINTS = 5


@dataclass(frozen=True, slots=True)
class Tables:
    """Ticks and bases of two sides, an entry per item and segment."""

    x1: Values
    n1: Values
    x2: Values
    n2: Values

    def first(self, count: int) -> Tables:
        """Return the first tables."""
        return Tables(*(each[:count] for each in (self.x1, self.n1, self.x2, self.n2)))

    def rows(self) -> zip[tuple[float, float, float, float]]:
        """Iterate over the tables."""
        return zip(self.x1, self.n1, self.x2, self.n2, strict=True)


def tables(size: Size) -> Tables:
    """Draw tables of 20 to 132 against 40 to 1,300."""
    rng = np.random.default_rng(5)
    n1, n2 = rng.integers(20, 133, size.pairs), rng.integers(40, 1301, size.pairs)
    p = rng.uniform(0.05, 0.7, size.pairs)
    x1 = rng.binomial(n1, np.clip(p + rng.normal(0, 0.1, size.pairs), 0.02, 0.98))
    return Tables(*(each.astype(np.float64) for each in (x1, n1, rng.binomial(n2, p), n2)))


def first_tables(count: int) -> Callable[[Size], Tables]:
    """Return what draws the first tables only."""
    return lambda size: tables(size).first(count)


def pairs(size: Size) -> int:
    """Return how many tables there are."""
    return size.pairs


# Score intervals


def gapkit_gap(method: str) -> Callable[[Tables], Values]:
    """Return gapkit's limits by a method."""

    def run(told: Tables) -> Values:
        gap = gk.stats.proportion_gap(told.x1, told.n1, told.x2, told.n2, method=method)  # type: ignore[arg-type]
        return np.stack([np.asarray(gap.interval.low), np.asarray(gap.interval.high)], axis=1)

    return run


def brute_force_score(size: Size) -> Values:
    """Find a few limits by maximising the likelihood numerically at every trial gap."""
    from scipy.optimize import brentq, minimize_scalar

    def z(delta: float, x1: float, n1: float, x2: float, n2: float) -> float:
        def minus_log_likelihood(p: float) -> float:
            q = p + delta
            terms = ((x1, q), (n1 - x1, 1 - q), (x2, p), (n2 - x2, 1 - p))
            return -sum(count * log(share) for count, share in terms if count)

        low, high = max(0.0, -delta) + 1e-12, min(1.0, 1.0 - delta) - 1e-12
        p = minimize_scalar(
            minus_log_likelihood, bounds=(low, high), method="bounded", options={"xatol": 1e-11}
        ).x
        n, q = n1 + n2, p + delta
        variance = (q * (1 - q) / n1 + p * (1 - p) / n2) * n / (n - 1)
        return float((x1 / n1 - x2 / n2 - delta) / sqrt(variance))

    def beyond(delta: float, c: float, *row: float) -> float:
        return z(delta, *row) - c

    result = []
    for x1, n1, x2, n2 in tables(size).first(3 if size.tiny else 20).rows():
        row, gap = (x1, n1, x2, n2), x1 / n1 - x2 / n2
        low = brentq(beyond, -1 + 1e-6, gap, args=(Z, *row), xtol=1e-10)
        high = brentq(beyond, gap, 1 - 1e-6, args=(-Z, *row), xtol=1e-10)
        result.append([low, high])
    return np.array(result)


def find_root_score(told: Tables) -> Values:
    """Solve all limits at once with scipy's vectorised root finder: plain code, no corner cases."""
    from scipy.optimize import elementwise

    x1, n1, x2, n2 = told.x1, told.n1, told.x2, told.n2
    gap = x1 / n1 - x2 / n2

    def z(delta: Values, x1: Values, n1: Values, x2: Values, n2: Values, c: Values) -> Values:
        total = n1 + n2
        l2 = (n1 + 2 * n2) * delta - total - x1 - x2
        l1 = (n2 * delta - total - 2 * x2) * delta + x1 + x2
        l0 = x2 * delta * (1 - delta)
        q = l2**3 / (3 * total) ** 3 - l1 * l2 / (6 * total**2) + l0 / (2 * total)
        s = np.copysign(np.sqrt(np.maximum(l2**2 / (3 * total) ** 2 - l1 / (3 * total), 0)), q)
        a = (np.pi + np.arccos(np.clip(q / s**3, -1, 1))) / 3
        p = np.clip(2 * s * np.cos(a) - l2 / (3 * total), np.maximum(0, -delta), np.minimum(1, 1 - delta))
        other = p + delta
        v = (other * (1 - other) / n1 + p * (1 - p) / n2) * total / (total - 1)
        return np.asarray((x1 / n1 - x2 / n2 - delta) / np.sqrt(v) - c)

    edge = np.full_like(gap, 1 - 1e-9)
    told_args = (x1, n1, x2, n2)
    low = elementwise.find_root(z, (-edge, gap), args=(*told_args, np.full_like(gap, Z))).x
    high = elementwise.find_root(z, (gap, edge), args=(*told_args, np.full_like(gap, -Z))).x
    return np.stack([low, high], axis=1)


def statsmodels_score(told: Tables) -> Values:
    """Loop over statsmodels' score interval; where it raises there is NaN."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    result = np.full((len(told.x1), 2), np.nan)
    for place, (x1, n1, x2, n2) in enumerate(told.rows()):
        with suppress(ValueError), np.errstate(invalid="ignore"):
            result[place] = confint_proportions_2indep(x1, n1, x2, n2, method="score", compare="diff")
    return result


# Newcombe


def newcombe_written_out(size: Size) -> Values:
    """Newcombe's method 10, by hand."""
    told = tables(size)
    limits_of = []
    for x, n in ((told.x1, told.n1), (told.x2, told.n2)):
        p, c = x / n, Z**2
        centre, half = x + c / 2, Z * np.sqrt(n * p * (1 - p) + c / 4)
        limits_of.append((p, (centre - half) / (n + c), (centre + half) / (n + c)))
    (p1, l1, u1), (p2, l2, u2) = limits_of
    low = p1 - p2 - np.hypot(p1 - l1, u2 - p2)
    return np.stack([low, p1 - p2 + np.hypot(u1 - p1, p2 - l2)], axis=1)


def statsmodels_newcombe(told: Tables) -> Values:
    """Loop over statsmodels' Newcombe interval."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    found = [confint_proportions_2indep(*row, method="newcomb", compare="diff") for row in told.rows()]
    return np.array(found)


# Fisher


def gapkit_fisher(told: Tables) -> Values:
    """Return gapkit's two-sided p."""
    from gapkit.stats.exact_tests import exact_test

    return np.asarray(exact_test(told.x1, told.n1, told.x2, told.n2, method="fisher").p_value)


def scipy_fisher(told: Tables) -> Values:
    """Loop over scipy's two-sided p."""
    from scipy.stats import fisher_exact

    found = [fisher_exact(np.array([[a, n - a], [b, m - b]])).pvalue for a, n, b, m in told.rows()]
    return np.array(found)


def fisher_written_out(size: Size) -> Values:
    """Add up the probabilities of all tables that are no likelier, table by table."""
    from scipy.stats import hypergeom

    result = []
    for x1, n1, x2, n2 in tables(size).first(3 if size.tiny else 50).rows():
        ticks = x1 + x2
        every = np.arange(max(0, ticks - n2), min(n1, ticks) + 1)
        chance = hypergeom(n1 + n2, ticks, n1).pmf(every)
        result.append(chance[chance <= hypergeom(n1 + n2, ticks, n1).pmf(x1) * (1 + 1e-7)].sum())
    return np.array(result)


def gapkit_fisher_mid_p(told: Tables) -> Values:
    """Return gapkit's two-sided mid-p."""
    from gapkit.stats.exact_tests import exact_test

    return np.asarray(exact_test(told.x1, told.n1, told.x2, told.n2, method="fisher-mid-p").p_value)


def scipy_fisher_mid_p(told: Tables) -> Values:
    """Loop over scipy's two-sided p, less half the chance of the table itself."""
    from scipy.stats import fisher_exact, hypergeom

    return np.array(
        [
            fisher_exact(np.array([[a, n - a], [b, m - b]])).pvalue - hypergeom.pmf(a, n + m, a + b, n) / 2
            for a, n, b, m in told.rows()
        ]
    )


def fisher_mid_p_written_out(size: Size) -> Values:
    """Take half the chance of the table itself off Fisher's p."""
    from scipy.stats import hypergeom

    rows = list(tables(size).first(3 if size.tiny else 50).rows())
    own = [hypergeom.pmf(x1, n1 + n2, x1 + x2, n1) for x1, n1, x2, n2 in rows]
    return np.asarray(fisher_written_out(size) - np.array(own) / 2)


# Five-point answers


@dataclass(frozen=True, slots=True)
class Answered:
    """Five-point answers of two sides, per pair: raw, and as counts."""

    raw: list[tuple[Values, Values]]
    side: Values
    reference: Values

    def first(self, count: int) -> Answered:
        """Return the first pairs."""
        return Answered(self.raw[:count], self.side[:count], self.reference[:count])


def answered(size: Size) -> Answered:
    """Draw answers of the tables' bases."""
    rng, told = np.random.default_rng(6), tables(size)
    raw = []
    counts = np.zeros((2, size.pairs, POINTS))
    for place, (_, n1, _, n2) in enumerate(told.rows()):
        lean = rng.uniform(-0.5, 0.5)
        pair = tuple(
            np.clip(np.round(rng.normal(3 + shift, 1.1, int(n))), 1, POINTS)
            for n, shift in ((n1, lean), (n2, 0.0))
        )
        raw.append((pair[0], pair[1]))
        for side in range(2):
            counts[side, place] = np.bincount(pair[side].astype(int), minlength=POINTS + 1)[1:]
    return Answered(raw, counts[0], counts[1])


def first_answered(count: int) -> Callable[[Size], Answered]:
    """Return what draws the first pairs only."""
    return lambda size: answered(size).first(count)


def gapkit_welch(told: Answered) -> Values:
    """Return gapkit's p of two means, from counts."""
    points = np.arange(1, POINTS + 1)
    sides = []
    for counts in (told.side, told.reference):
        n = counts.sum(axis=1)
        mean = counts @ points / n
        variance = (counts @ points**2 - n * mean**2) / (n - 1)
        sides += [mean, np.sqrt(variance / n), n - 1]
    return np.asarray(gk.stats.mean_gap(*sides).p_value)


def scipy_welch(told: Answered) -> Values:
    """Loop over scipy's Welch test."""
    from scipy.stats import ttest_ind

    return np.array([ttest_ind(a, b, equal_var=False).pvalue for a, b in told.raw])


def statsmodels_welch(told: Answered) -> Values:
    """Loop over statsmodels' Welch test."""
    from statsmodels.stats.weightstats import ttest_ind

    return np.array([ttest_ind(a, b, usevar="unequal")[1] for a, b in told.raw])


def welch_written_out(size: Size) -> Values:
    """Welch's p, pair by pair."""
    from scipy.special import stdtr

    result = []
    for a, b in answered(size).first(50).raw:
        v1, v2 = a.var(ddof=1) / len(a), b.var(ddof=1) / len(b)
        df = (v1 + v2) ** 2 / (v1**2 / (len(a) - 1) + v2**2 / (len(b) - 1))
        result.append(2 * stdtr(df, -abs(a.mean() - b.mean()) / sqrt(v1 + v2)))
    return np.array(result)


def gapkit_mann_whitney(told: Answered) -> Values:
    """Return gapkit's U and p, from counts."""
    test = gk.stats.mann_whitney(told.side, told.reference)
    return np.stack([np.asarray(test.u), np.asarray(test.p_value)], axis=1)


def scipy_mann_whitney(told: Answered) -> Values:
    """Loop over scipy's test."""
    from scipy.stats import mannwhitneyu

    tests = [mannwhitneyu(a, b, use_continuity=False, method="asymptotic") for a, b in told.raw]
    return np.array([[test.statistic, test.pvalue] for test in tests])


def mann_whitney_written_out(size: Size) -> Values:
    """Compare every respondent with every other."""
    from scipy.special import ndtr

    result = []
    for a, b in answered(size).first(50).raw:
        sign = np.sign(a[:, None] - b)
        u = (sign > 0).sum() + (sign == 0).sum() / 2
        n1, n2, n = len(a), len(b), len(a) + len(b)
        _, ties = np.unique(np.concatenate([a, b]), return_counts=True)
        variance = n1 * n2 / 12 * (n + 1 - (ties**3 - ties).sum() / (n * (n - 1)))
        result.append([u, 2 * ndtr(-abs(u - n1 * n2 / 2) / sqrt(variance))])
    return np.array(result)


def gapkit_brunner_munzel(told: Answered) -> Values:
    """Return gapkit's p, from counts."""
    sums = (gk.stats.answer_sums(counts) for counts in (told.side, told.reference))
    return np.asarray(gk.stats.superiority(*sums).p_value)


def scipy_brunner_munzel(told: Answered) -> Values:
    """Loop over scipy's test."""
    from scipy.stats import brunnermunzel

    return np.array([brunnermunzel(a, b).pvalue for a, b in told.raw])


def brunner_munzel_written_out(size: Size) -> Values:
    """Brunner and Munzel's p from placements of every respondent."""
    from scipy.special import stdtr

    result = []
    for a, b in answered(size).first(50).raw:
        above = ((a[:, None] > b) + (a[:, None] == b) / 2).mean(axis=1)
        below = ((b[:, None] > a) + (b[:, None] == a) / 2).mean(axis=1)
        v1, v2 = above.var(ddof=1) / len(a), below.var(ddof=1) / len(b)
        df = (v1 + v2) ** 2 / (v1**2 / (len(a) - 1) + v2**2 / (len(b) - 1))
        result.append(2 * stdtr(df, -abs(above.mean() - 0.5) / sqrt(v1 + v2)))
    return np.array(result)


# The largest of many


RHO = 0.3


def common_correlation(size: Size) -> Values:
    """Return the correlation of a question's items."""
    items = 6 if size.tiny else 12
    return np.full((items, items), RHO) + (1 - RHO) * np.eye(items)


def many_correlations(size: Size) -> Values:
    """Return the correlation of as many items as the tally has."""
    return np.full((size.items, size.items), RHO) + (1 - RHO) * np.eye(size.items)


def gapkit_max_t(correlation: Values) -> Values:
    """Return gapkit's critical value."""
    return np.array([gk.stats.MaxT(correlation).critical(0.05)])


def exact_max_t(items: int) -> Values:
    """Return the critical value of a common correlation, by one integral."""
    from scipy.integrate import quad
    from scipy.optimize import brentq
    from scipy.special import ndtr
    from scipy.stats import norm

    def inside(c: float) -> float:
        def given(common: float) -> float:
            edges = [(edge - sqrt(RHO) * common) / sqrt(1 - RHO) for edge in (c, -c)]
            return float(norm.pdf(common) * (ndtr(edges[0]) - ndtr(edges[1])) ** items)

        return float(quad(given, -9, 9, epsabs=1e-10, limit=200)[0])

    return np.array([brentq(lambda c: inside(c) - 0.95, 1.5, 6, xtol=1e-8)])


def scipy_max_t(correlation: Values) -> Values:
    """Search the critical value on scipy's integral over a cube."""
    from scipy.optimize import brentq
    from scipy.stats import multivariate_normal

    law = multivariate_normal(cov=correlation, seed=1)
    edge = np.ones(len(correlation))
    return np.array([brentq(lambda c: law.cdf(c * edge, lower_limit=-c * edge) - 0.95, 1.9, 4, xtol=1e-3)])


def simulated_max_t(correlation: Values) -> Values:
    """Take the quantile of 200,000 draws."""
    rng = np.random.default_rng(7)
    root = np.linalg.cholesky(correlation)
    draws = np.abs(rng.standard_normal((200_000, len(root))) @ root.T).max(axis=1)
    return np.array([np.quantile(draws, 0.95)])


def points(size: Size) -> Values:
    """Return as many points as gapkit takes for many items."""
    return np.random.default_rng(8).standard_normal((size.items, 4096))


def points_of_ranks(size: Size) -> tuple[Values, Values]:
    """Return the matrices of the points times the root of the covariance."""
    rng = np.random.default_rng(8)
    return rng.standard_normal((16_384, size.items)), rng.standard_normal((size.items, size.items))


def gapkit_rank_sets(told: tuple[Values, Values]) -> Values:
    """Return gapkit's ranks with their sets."""
    shares, covariance = told
    sets = gk.stats.rank_sets(shares, covariance, np.full(len(shares), 1300.0))
    return np.stack([sets.rank, sets.low, sets.high], axis=1)


def shares_and_covariance(size: Size) -> tuple[Values, Values]:
    """Draw shares of 1,300 respondents and their covariance."""
    rng = np.random.default_rng(9)
    shares = rng.uniform(0.05, 0.6, size.items)
    sd = np.sqrt(shares * (1 - shares) / 1300)
    return shares, np.outer(sd, sd) * many_correlations(size)


def bootstrap_weights(size: Size) -> tuple[Values, Values]:
    """Return what a bootstrap of ranks multiplies at least: both sides' weights by all answers."""
    rng = np.random.default_rng(9)
    replicates, people = (50, 100) if size.tiny else (10_000, 1300)
    weights = rng.random((replicates, people), dtype=np.float32)
    return weights, rng.random((people, 2 * size.items), dtype=np.float32)  # type: ignore[return-value]


def ticks_of_ranks(size: Size) -> Values:
    """Draw 1,300 respondents' ticks."""
    rng = np.random.default_rng(9)
    people = 100 if size.tiny else 1300
    return (rng.random((people, size.items)) < rng.uniform(0.05, 0.6, size.items)).astype(np.float64)


def scipy_bootstrap(ticks: Values) -> Values:
    """Bootstrap the shares with scipy."""
    from scipy.stats import bootstrap

    found = bootstrap(
        (ticks,), np.mean, n_resamples=50, vectorized=True, method="percentile", rng=np.random.default_rng(1)
    )
    return np.asarray(found.standard_error)


def ranks_written_out(size: Size) -> Values:
    """Rank by counting, and compare all pairs at a critical value from 200,000 draws."""
    shares, covariance = shares_and_covariance(size)
    variance = np.diag(covariance)
    difference = shares[:, None] - shares
    v = variance[:, None] + variance - 2 * covariance
    np.fill_diagonal(v, np.inf)
    rng = np.random.default_rng(10)
    largest = []
    root = np.linalg.cholesky(covariance)
    for _ in range(4 if size.tiny else 40):
        draws = rng.standard_normal((500, len(shares))) @ root.T
        largest.append((np.abs(draws[:, :, None] - draws[:, None, :]) / np.sqrt(v)).max(axis=(1, 2)))
    c = np.quantile(np.concatenate(largest), 0.95)
    t = difference / np.sqrt(v + difference**2 / 1300)
    above, below = (t < -c).sum(axis=1), (t > c).sum(axis=1)
    rank = 1 + (difference < 0).sum(axis=1)
    return np.stack([rank, 1 + above, len(shares) - below], axis=1).astype(np.float64)


CASES = (
    Case(
        "infer-score",
        "Miettinen-Nurminen intervals of all pairs",
        (
            Contender("gapkit", "library", tables, gapkit_gap("mn")),
            Contender("scipy find_root", "peer", tables, find_root_score),
            Contender("gapkit, default", "peer", tables, gapkit_gap("score"), other="corrected for skewness"),
            Contender(
                "statsmodels",
                "peer",
                first_tables(200),
                statsmodels_score,
                part=some(200, pairs),
                other="wrong limits, and raises for a quarter of the pairs",
            ),
        ),
        brute_force_score,
        tolerance=1e-5,  # the likelihood is flat at its maximum: its place is known to half the digits
        targets=(Target("statsmodels", at_least=150), Target("", at_most=0.15)),
    ),
    Case(
        "infer-newcombe",
        "Newcombe intervals of all pairs",
        (
            Contender("gapkit", "library", tables, gapkit_gap("newcombe")),
            Contender("statsmodels", "peer", first_tables(500), statsmodels_newcombe, part=some(500, pairs)),
        ),
        newcombe_written_out,
    ),
    Case(
        "infer-fisher",
        "Fisher's two-sided p of all pairs",
        (
            Contender("gapkit", "library", tables, gapkit_fisher),
            Contender("scipy", "peer", first_tables(500), scipy_fisher, part=some(500, pairs)),
        ),
        fisher_written_out,
        targets=(Target("scipy", at_least=150),),
    ),
    Case(
        "infer-fisher-mid-p",
        "Fisher's mid-p of all pairs",
        (
            Contender("gapkit", "library", tables, gapkit_fisher_mid_p),
            Contender("scipy", "peer", first_tables(500), scipy_fisher_mid_p, part=some(500, pairs)),
        ),
        fisher_mid_p_written_out,
        targets=(Target("scipy", at_least=150),),
    ),
    Case(
        "infer-welch",
        "Welch's p of all pairs, peers from raw answers",
        (
            Contender("gapkit", "library", answered, gapkit_welch),
            Contender("scipy", "peer", first_answered(500), scipy_welch, part=some(500, pairs)),
            Contender("statsmodels", "peer", first_answered(500), statsmodels_welch, part=some(500, pairs)),
        ),
        welch_written_out,
    ),
    Case(
        "infer-mann-whitney",
        "Mann-Whitney of all pairs, peers from raw answers",
        (
            Contender("gapkit", "library", answered, gapkit_mann_whitney),
            Contender("scipy", "peer", first_answered(500), scipy_mann_whitney, part=some(500, pairs)),
        ),
        mann_whitney_written_out,
        targets=(Target("scipy", at_least=1000),),
    ),
    Case(
        "infer-brunner-munzel",
        "Brunner-Munzel of all pairs, peers from raw answers",
        (
            Contender("gapkit", "library", answered, gapkit_brunner_munzel),
            Contender("scipy", "peer", first_answered(500), scipy_brunner_munzel, part=some(500, pairs)),
        ),
        brunner_munzel_written_out,
        targets=(Target("scipy", at_least=1000),),
    ),
    Case(
        "infer-max-t",
        "critical value of max |t|, 12 items",
        (
            Contender("gapkit", "library", common_correlation, gapkit_max_t),
            Contender("scipy integral", "peer", common_correlation, scipy_max_t),
            Contender("200,000 draws", "peer", common_correlation, simulated_max_t),
        ),
        lambda size: exact_max_t(len(common_correlation(size))),
        tolerance=0.01,  # what 200,000 draws give; gapkit's own error is below 0.001
    ),
    Case(
        "infer-max-t-many",
        "critical value of max |t|, as many items as the tally has",
        (
            Contender("gapkit", "library", many_correlations, gapkit_max_t),
            Contender("passes", "limit", points, limits.passes, other="4,096 points x items, once per item"),
            Contender("200,000 draws", "peer", many_correlations, simulated_max_t),
        ),
        lambda size: exact_max_t(size.items),
        tolerance=0.01,  # as above
    ),
    Case(
        "infer-ranks",
        "rank sets of as many items as the tally has",
        (
            Contender("gapkit", "library", shares_and_covariance, gapkit_rank_sets),
            Contender(
                "dgemm", "limit", points_of_ranks, limits.multiply, other="16,384 points x items x items"
            ),
            Contender(
                "bootstrap sgemm", "limit", bootstrap_weights, limits.multiply, other="10,000 replicates"
            ),
            Contender(
                "scipy bootstrap",
                "peer",
                ticks_of_ranks,
                scipy_bootstrap,
                part=lambda size: 1.0 if size.tiny else 50 / 10_000,
                other="means only, no ranks",
            ),
        ),
        ranks_written_out,
        targets=(Target("bootstrap sgemm", at_most=3.2), Target("scipy bootstrap", at_least=10)),
        tolerance=0.2,  # an item at the edge of a set may fall either way with simulated critical values
    ),
)
