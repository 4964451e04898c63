"""Counts to estimates: shares, means and bases per item, and the covariance between the items."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Responses
from gapkit.stats import (
    Calibration,
    Design,
    calibrated_influence,
    covariance,
    domain_covariance,
    effective_base,
    influence,
    kish,
)
from gapkit.survey import Measure, Question
from gapkit.tallies.counting import Codes, count_asked, count_codes
from gapkit.tallies.model import CodeCounts, Floats, SideTally
from gapkit.tallies.numbers import with_numbers
from gapkit.tallies.replicated import replicate_covariance, replicate_deviations
from gapkit.tallies.scoring import Scores, score_answers, weights_of


def tally_responses(responses: Responses, question: Question, measure: Measure, by: str | None) -> SideTally:
    """Reduce one side's answers to one question.

    Segments are domains: respondents outside a segment still inform its standard error.
    """
    answers = responses.answers[question.id]
    scores = score_answers(responses, question, measure, by)
    segment, segments = scores.segment, len(scores.segments)
    weight = weights_of(responses)
    counts = count_codes(answers, scores.codes, segment, segments, weight)
    asked = count_asked(answers.codes, segment, segments)
    design = Design(weight, responses.stratum, responses.psu, responses.fpc, responses.side.lonely_psu)
    replicates = next(iter(responses.replicates.values()), None)
    if replicates is None and responses.calibrated and not question.roles:
        joint = _calibrated_covariance(scores, design, responses.calibration)
    elif replicates is None:
        joint = _covariance(scores, design)
    else:
        away = replicate_deviations(scores, replicates.design)
        joint = replicate_covariance(away, away, replicates.design)
    part = _measured(responses, question, measure, scores, counts, asked, joint)
    if replicates is not None:
        part = replace(part, df=np.full(part.base.shape, float(replicates.df)))
    elif not measure.is_share or part.clustered:
        part = replace(part, df=_degrees(scores, part.base, design))
    if scores.numbers is None:
        return part
    return with_numbers(part, scores.numbers, segment, weight, scores.medians)


def _covariance(scores: Scores, design: Design) -> Floats:
    """Return the covariance of all cells (segment by segment, items within).

    Without strata and PSUs, segments share no respondent and so no covariance, and one respondent
    alone in a segment has no variance.
    """
    segment, segments = scores.segment, len(scores.segments)
    joint = domain_covariance(scores.y, scores.in_base, segment, segments, design)
    if design.stratum is None and design.psu is None and design.fpc is None:
        alone = np.bincount(segment[segment >= 0], minlength=segments) < 2  # noqa: PLR2004 - as above
        for place in np.flatnonzero(alone):
            block = slice(place * scores.y.shape[1], (place + 1) * scores.y.shape[1])
            joint[block, block] = nan
    return joint


def _calibrated_covariance(scores: Scores, design: Design, calibration: Calibration | None) -> Floats:
    """Return the covariance of all cells under weights that were brought to known totals."""
    joint = _covariance(scores, design)
    if calibration is None:
        return joint
    y, in_base = scores.cells()
    known = covariance(calibrated_influence(influence(y, in_base, design.weight), calibration), design)
    return np.where(np.isnan(joint), nan, known)


def _degrees(scores: Scores, base: Floats, design: Design) -> Floats:
    """Count PSUs less strata in each cell's base; a respondent is a PSU if none is named."""
    in_base, segment = scores.in_base, scores.segment
    unit, stratum = design.layout.psu_of_row, design.layout.stratum_of_psu
    if unit is None:
        return base - _distinct(stratum, in_base, segment, len(base))
    strata = _distinct(stratum[unit], in_base, segment, len(base))
    return _distinct(unit, in_base, segment, len(base)) - strata


def _distinct(
    group: NDArray[np.integer], in_base: NDArray[np.bool_], segment: Codes, segments: int
) -> Floats:
    """Count the different groups among the respondents of each cell."""
    groups = int(group.max(initial=0)) + 1
    key = (np.maximum(segment, -1).astype(np.intp) + 1) * groups + group
    counted = []
    for column in in_base.T:
        present = np.zeros((segments + 1, groups), dtype=np.bool_)
        present.ravel()[key[column]] = True
        counted.append(present[1:].sum(axis=1))
    return np.array(counted, dtype=np.float64).T


def _measured(
    responses: Responses,
    question: Question,
    measure: Measure,
    scored: Scores,
    counts: CodeCounts,
    asked: Floats,
    joint: Floats,
) -> SideTally:
    """Put the estimates of every cell together, all from the counts but the variance."""
    items = scored.items
    mine = np.array([item.on(responses.side.id) for item in question.items])
    counted = ~np.isnan(items.scores) & mine[:, None]  # a choice that this side was not offered is no 0
    scores = np.where(counted, items.scores, 0.0)
    n, w, w2 = (each[:, items.column] * counted for each in (counts.n, counts.w, counts.w2))
    base, weighted_base = n.sum(axis=2), w.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (w * scores).sum(axis=2) / weighted_base
        spread = np.sqrt((w * (scores - value[:, :, None]) ** 2).sum(axis=2) / weighted_base)
    kish_base = kish(weighted_base, w2.sum(axis=2))
    variance = np.diag(joint).reshape(base.shape)
    clustered = responses.psu is not None or bool(responses.replicates)
    return SideTally(
        question=question,
        side=responses.side,
        measure=measure,
        segments=scored.segments,
        items=tuple(item.id for item in question.items),
        value=value,
        se=np.sqrt(variance),
        df=np.full(base.shape, inf),
        spread=spread,
        asked=np.where(items.column >= 0, asked[:, items.column], 0.0),
        base=base,
        ticked=(n * (scores == 1)).sum(axis=2) if measure.is_share else np.full(base.shape, nan),
        weighted_base=weighted_base,
        kish_base=np.where(base > 0, kish_base, 0.0),
        effective_base=_effective(measure, value, variance, base, kish_base, clustered=clustered),
        rank=np.full(base.shape, nan),
        status=_status(question, responses.side.id, base),
        covariance=joint,
        counts=counts,
        clustered=clustered,
        words={},
        rounding={},
    )


def _effective(
    measure: Measure, value: Floats, variance: Floats, base: Floats, kish_base: Floats, *, clustered: bool
) -> Floats:
    """Return the base that intervals stand on: of shares, segment by segment; of means, Kish's."""
    if not measure.is_share:
        return kish_base
    rows = zip(value, variance, base, kish_base, strict=True)
    return np.vstack([effective_base(*row, clustered=clustered) for row in rows])


def _status(question: Question, side: str, base: Floats) -> NDArray[np.object_]:
    """Tell one-sided items and empty cells apart from measured ones."""
    status = np.where(base > 0, "ok", "no_answers").astype(object)
    for place, item in enumerate(question.items):
        if not item.on(side):
            status[:, place] = "one_sided"
    return status
