"""Interval and test of the gap of two means, with the rank tests of the same answers."""

from __future__ import annotations

import numpy as np

from gapkit.stats import (
    Sample,
    answer_sums,
    coherent_limits,
    critical_value,
    mann_whitney,
    mean_gap,
    mean_test,
    superiority,
)
from tests.simulation.study.draws import (
    Array,
    Marks,
    Question,
    Sampling,
    Tallied,
    draw,
    reduced,
    samplings,
    scale,
    together,
)
from tests.simulation.study.grid import Cell
from tests.simulation.study.record import Bases, Outcome, Row, bases, row

LEVEL = 0.95
ALPHA = 0.05


def simulate(cell: Cell, rng: np.random.Generator, runs: int) -> list[Row]:
    """Return coverage and size of Welch's test; of equally weighted answers also of the others."""
    asked = scale(cell.share, cell.gap), scale(cell.share)
    (side, counts1), (reference, counts2) = (
        _drawn(rng, question, sampling, runs)
        for question, sampling in zip(asked, samplings(cell), strict=True)
    )
    standing = bases(side, reference, shares=False)
    truth = float(asked[0].means()[0] - asked[1].means()[0])
    rows = [row(cell, "welch", welch(side, reference, truth), standing)]
    if cell.weights == "equal" and not cell.clusters:
        chances = [question.chances()[0] for question in asked]
        rows += _unweighted(cell, (side, reference), (counts1, counts2), truth, standing)
        rows.append(_ranked(cell, (counts1, counts2), chances, standing))
    return rows


def _drawn(
    rng: np.random.Generator, question: Question, sampling: Sampling, runs: int
) -> tuple[Tallied, Array]:
    """Return the tally, and the respondents who gave each answer, shape (runs, codes)."""
    tallied, counts = [], []
    for drawn in draw(rng, question, sampling, runs):
        tallied.append(reduced(drawn, sampling))
        counts.append((drawn.score == question.scores).sum(axis=1))
    return together(tallied), np.concatenate(counts).astype(np.float64)


def welch(side: Tallied, reference: Tallied, truth: float) -> Outcome:
    """Return what Welch's test on the linearised standard errors came to."""
    d1, d2 = (each.df if np.isfinite(each.df) else each.base - 1.0 for each in (side, reference))
    s1, s2 = (np.sqrt(each.variance[:, 0]) for each in (side, reference))
    gap = mean_gap(side.value[:, 0], s1, d1, reference.value[:, 0], s2, d2)
    c = critical_value(LEVEL, gap.df)
    flagged = np.abs(gap.statistic) > c
    limits = coherent_limits(gap.value - c * gap.se, gap.value + c * gap.se, flagged, np.sign(gap.statistic))
    return _outcome(limits.low, limits.high, flagged, truth, np.isfinite(gap.statistic))


def _outcome(low: Array, high: Array, flagged: Marks, truth: float, counted: Marks) -> Outcome:
    return Outcome(
        below=high < truth,
        above=low > truth,
        rejected=flagged,
        counted=counted,
        width=float(np.nanmean(np.where(counted, high - low, np.nan))),
    )


def _unweighted(
    cell: Cell, sides: tuple[Tallied, Tallied], counts: tuple[Array, Array], truth: float, standing: Bases
) -> list[Row]:
    """Return Student's test and, where nothing differs, Mann and Whitney's."""
    samples = [
        Sample(each.value[:, 0], np.sqrt(each.variance[:, 0] * each.base), np.float64(each.base))
        for each in sides
    ]
    test = mean_test(samples[0], samples[1], equal_spread=True, conf_level=LEVEL)
    low, high, p = (np.asarray(each) for each in (test.interval.low, test.interval.high, test.p_value))
    outcome = _outcome(low, high, p < ALPHA, truth, np.isfinite(p))
    rows = [row(cell, "student", outcome, standing)]
    if truth == 0:
        less, greater = (
            np.asarray(mann_whitney(*counts, alternative=tail).p_value) < ALPHA / 2
            for tail in ("less", "greater")
        )
        p = np.asarray(mann_whitney(*counts).p_value)
        outcome = Outcome(less, greater, p < ALPHA, np.isfinite(p), covers=False)
        rows.append(row(cell, "mann-whitney", outcome, standing))
    return rows


def _ranked(cell: Cell, counts: tuple[Array, Array], chances: list[Array], standing: Bases) -> Row:
    """Return the chance that the side answers higher: Brunner and Munzel's interval and test."""
    p, q = chances
    truth = float(p @ (np.cumsum(q) - q / 2))
    found = superiority(answer_sums(counts[0]), answer_sums(counts[1]), conf_level=LEVEL)
    low, high, p_value = (
        np.asarray(each) for each in (found.interval.low, found.interval.high, found.p_value)
    )
    outcome = _outcome(low, high, p_value < ALPHA, truth, np.isfinite(p_value))
    return row(cell, "superiority", outcome, standing)
