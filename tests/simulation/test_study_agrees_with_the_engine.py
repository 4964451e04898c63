"""What the study computes in arrays is what gapkit prints of the same respondents."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.stats import critical_value, gap_limits
from gapkit.stats.student import to_student
from tests.simulation.study import families, gaps, means, shares
from tests.simulation.study.draws import Drawn, Sampling, draw, mix, reduced, scale, yes_no

CLOSE = {"rel": 1e-9, "abs": 1e-9}  # sums in another order, then a bisection
DESIGNS = [(1.0, 0), (1.5, 0), (1.0, 20), (3.0, 20)]


def one_study(question, seed: int, n: int, deff: float, clusters: int):
    """Draw one run of one side."""
    sampling = Sampling(n, deff, 0.0, clusters)
    drawn = next(draw(np.random.default_rng(seed), question, sampling, 1))
    return sampling, drawn


def frame(sampling: Sampling, drawn: Drawn) -> pd.DataFrame:
    items = {f"i{place:02}": drawn.score[0, :, place].astype(int) for place in range(drawn.score.shape[2])}
    cl = sampling.psu() if sampling.psus else np.arange(sampling.n)
    return pd.DataFrame({**items, "w": drawn.weight[0], "cl": cl})


@pytest.fixture
def opened(two_sides):
    """Return the study of one run of both sides, as gapkit sees it and as the simulation does."""

    def build(questions, deff: float, clusters: int, **options):
        sides = [
            one_study(question, seed, n, deff, clusters)
            for question, seed, n in zip(questions, (3, 4), (132, 600), strict=True)
        ]
        design = {"weight": "w"} | ({"psu": "cl"} if clusters else {})
        frames = [frame(*side) for side in sides]
        study = two_sides(
            frames[1], frames[0], sides=dict.fromkeys(("consumer", "marketer"), design), **options
        )
        tallies = [reduced(drawn, sampling) for sampling, drawn in sides]
        return study, tallies

    return build


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
@pytest.mark.parametrize(("deff", "clusters"), DESIGNS)
def test_one_item(opened, deff, clusters):
    study, (side, reference) = opened((yes_no(0.35), yes_no(0.2)), deff, clusters)
    row = gk.gap(study)["i00", "all"]
    assert row.of_side.effective_base == pytest.approx(side.effective[0, 0], **CLOSE)
    assert row.of_reference.effective_base == pytest.approx(reference.effective[0, 0], **CLOSE)
    assert row.se == pytest.approx(np.sqrt(side.variance + reference.variance)[0, 0], **CLOSE)
    assert row.of_side.kish_base == pytest.approx(side.kish[0], **CLOSE)
    wilson = shares._limits(side)["wilson"]
    assert (row.of_side.ci_low, row.of_side.ci_high) == pytest.approx(
        (wilson.low[0], wilson.high[0]), **CLOSE
    )
    for method in ("score", "mn", "newcombe"):
        row = gk.gap(study, method=method)["i00", "all"]
        for truth in (0.0, row.ci_low - 1e-6, row.ci_low + 1e-6, row.ci_high - 1e-6, row.ci_high + 1e-6):
            outcome = gaps._outcome(gaps.paired(side, reference), method, truth)
            assert bool(outcome.above[0]) == (row.ci_low > truth)
            assert bool(outcome.below[0]) == (row.ci_high < truth)
            assert bool(outcome.rejected[0]) == (row.p_value < 0.05)
        assert outcome.width == pytest.approx(row.ci_high - row.ci_low, **CLOSE)


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
@pytest.mark.parametrize(("deff", "clusters"), DESIGNS)
def test_one_mean(opened, deff, clusters):
    asked = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    study, (side, reference) = opened((scale("high", 0.3), scale("high")), deff, clusters, **asked)
    row = gk.gap(study)["i00", "all"]
    outcome = means.welch(side, reference, 0.0)
    assert row.gap == pytest.approx((side.value - reference.value)[0, 0], **CLOSE)
    assert outcome.width == pytest.approx(row.ci_high - row.ci_low, **CLOSE)
    assert bool(outcome.rejected[0]) == (row.p_value < 0.05)


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
@pytest.mark.parametrize(("deff", "clusters"), DESIGNS)
@pytest.mark.parametrize("adjust", ["max-t", "bonferroni", "sidak"])
def test_one_family(opened, deff, clusters, adjust):
    """Rare items too: on a side with PSUs those at 0 % borrow from the others."""
    true = mix("half 2 %", 12)
    truth = np.where(np.arange(12) % 4 < 2, 0.15, 0.0)
    study, (side, reference) = opened((yes_no(true + truth), yes_no(true)), deff, clusters)
    family = families.Studies(gaps.paired(side, reference), side.joint + reference.joint, truth)
    c = family.known if adjust == "max-t" else family._by_size(adjust)
    own = np.fmax(to_student(c[:, None], family.pair.df), critical_value(0.95, family.pair.df))
    for method in ("score", "mn", "newcombe"):
        rows = list(gk.gap(study, method=method, adjust=adjust))
        limits = gap_limits(*family.pair.sides, own, method=method)
        assert [row.ci_low_family for row in rows] == pytest.approx(limits.low[0], **CLOSE)
        assert [row.ci_high_family for row in rows] == pytest.approx(limits.high[0], **CLOSE)
        outcome = family.outcome(method, adjust)
        pairs = list(zip(rows, truth, strict=True))
        assert bool(outcome.above[0]) == any(row.ci_low_family > gap for row, gap in pairs)
        assert bool(outcome.below[0]) == any(row.ci_high_family < gap for row, gap in pairs)
        assert bool(outcome.rejected[0]) == any(row.p_adjusted < 0.05 for row, gap in pairs if gap == 0)


@pytest.mark.slow
def test_max_t_is_decided_right_where_its_critical_value_is_not_computed():
    """The study leaves out critical values that cannot matter: here they are all computed."""
    rng = np.random.default_rng(6)
    runs, true = 150, mix("10-70 %", 5)
    sides = [
        reduced(next(draw(rng, yes_no(true), sampling, runs)), sampling)
        for sampling in (Sampling(60, 1.5, 0.0, 20), Sampling(200))
    ]
    joint = sides[0].joint + sides[1].joint
    short = families.Studies(gaps.paired(*sides), joint, np.zeros(5))
    shortened = short.outcome("score", "max-t")
    whole = families.Studies(gaps.paired(*sides), joint, np.zeros(5))
    whole.compute(np.arange(runs))
    below, above, false = whole.judged("score", whole.known)
    assert np.isnan(short.known).any()
    assert (shortened.below == below).all()
    assert (shortened.above == above).all()
    assert (shortened.rejected == false).all()
