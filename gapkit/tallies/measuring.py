"""Counts to estimates: shares, means and bases per item, and the covariance between the items."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Responses
from gapkit.stats import Design, effective_base, kish, mean_covariance
from gapkit.survey import Measure, Question
from gapkit.tallies.counting import Codes, count_asked, count_codes
from gapkit.tallies.model import CodeCounts, Floats, SideTally
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
    if replicates is None:
        joint = _covariance(scores, design)
    else:
        away = replicate_deviations(scores, replicates.design)
        joint = replicate_covariance(away, away, replicates.design)
    part = _measured(responses, question, measure, scores, counts, asked, joint)
    if replicates is not None:
        return replace(part, df=np.full(part.base.shape, float(replicates.df)))
    if measure.is_share and not part.clustered:
        return part
    return replace(part, df=_degrees(scores, part.base, design))


def _covariance(scores: Scores, design: Design) -> Floats:
    """Return the covariance of all cells (segment by segment, items within).

    Without strata and PSUs, segments share no respondent and so no covariance: each block is
    computed from its own respondents.
    """
    y, in_base, segment, segments = scores.y, scores.in_base, scores.segment, len(scores.segments)
    if segments == 1 and (segment == 0).all():
        return mean_covariance(y, in_base, design)
    items = y.shape[1]
    if design.stratum is not None or design.psu is not None or design.fpc is not None:
        return mean_covariance(*scores.cells(), design)
    joint = np.zeros((segments * items, segments * items))
    for place in range(segments):
        rows, block = segment == place, slice(place * items, (place + 1) * items)
        joint[block, block] = _block(y[rows], in_base[rows], design.weight[rows], len(segment))
    return joint


def _block(y: NDArray[np.generic], in_base: NDArray[np.bool_], weight: Floats, people: int) -> Floats:
    """Return the covariance within one segment of a side of ``people`` respondents."""
    members = len(weight)
    if members < 2:  # noqa: PLR2004 - one respondent has no variance
        return np.full((y.shape[1], y.shape[1]), nan)
    inside = mean_covariance(y, in_base, Design(weight))
    return inside * ((people / (people - 1)) / (members / (members - 1)))


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
    key = segment.astype(np.intp) * groups + group
    counted = []
    for column in in_base.T:
        present = np.bincount(key[column & (segment >= 0)], minlength=segments * groups) > 0
        counted.append(present.reshape(segments, groups).sum(axis=1))
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
    counted = ~np.isnan(items.scores)
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
