"""Counts to estimates: shares, means and bases per item, and the covariance between the items."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Answers, Responses, SegmentCodes
from gapkit.stats import Design, effective_base, kish, mean_covariance
from gapkit.survey import TOTAL, Measure, Question
from gapkit.tallies.counting import Codes, apply_base_rule, count_asked, count_codes
from gapkit.tallies.model import CodeCounts, Floats, SideTally

NO_SCORE = 2
"""Spare places at the end of a table of scores: missing and blank, reached by their negative codes."""


@dataclass(frozen=True, slots=True, eq=False)
class _Items:
    """How each item of a question is scored on one side.

    Attributes
    ----------
    column : intp array, shape (items,)
        Column of the answers; -1 where the side was not asked.
    scores : float array, shape (items, codes)
        Score of each answer code; NaN leaves it out of the base.
    """

    column: NDArray[np.intp]
    scores: Floats


def tally_responses(responses: Responses, question: Question, measure: Measure, by: str | None) -> SideTally:
    """Reduce one side's answers to one question.

    Segments are domains: respondents outside a segment still inform its standard error.
    """
    answers, side = responses.answers[question.id], responses.side
    codes = apply_base_rule(answers.codes, question.base.get(side.id, "asked"))
    segmented = responses.segments.get(by) if by else None
    segment, segments = _segments(segmented, responses.respondents)
    weight = np.ones(responses.respondents) if responses.weight is None else responses.weight
    counts = count_codes(answers, codes, segment, len(segments), weight)
    asked = count_asked(answers.codes, segment, len(segments))
    items = _items(question, answers, measure)
    design = Design(weight, responses.stratum, responses.psu, responses.fpc, side.lonely_psu)
    y, in_base = _scored(items, codes, measure)
    joint = _covariance(y, in_base, segment, len(segments), design)
    part = _measured(responses, question, measure, segments, items, counts, asked, joint)
    if measure.is_share and not part.clustered:
        return part
    return replace(part, df=_degrees(in_base, segment, part.base, design))


def _segments(segmented: SegmentCodes | None, people: int) -> tuple[Codes, tuple[str, ...]]:
    """Return each respondent's segment, and the segments; everybody is in one without a break."""
    if segmented is None:
        return np.zeros(people, dtype=np.int16), (TOTAL,)
    return segmented.codes, segmented.labels


def _items(question: Question, answers: Answers, measure: Measure) -> _Items:
    """Tell each item's column and the score of every answer code."""
    values = [value for value in answers.values if not np.isnan(value)]
    off_scale = [measure.off_scale] * (len(answers.values) - len(values))
    scores = np.array([*measure.scores(values), *off_scale], dtype=np.float64)
    if question.format == "single":
        places = np.arange(len(question.items))
        chosen = (np.arange(len(answers.labels)) == places[:, None]).astype(np.float64)
        return _Items(np.zeros(len(places), dtype=np.intp), chosen)
    columns = {name: place for place, name in enumerate(answers.columns)}
    column = np.array([columns.get(item.id, -1) for item in question.items], dtype=np.intp)
    return _Items(column, np.where(column[:, None] >= 0, scores, nan))


def _scored(items: _Items, codes: Codes, measure: Measure) -> tuple[NDArray[np.generic], NDArray[np.bool_]]:
    """Return every respondent's score on every item, and whether it counts.

    Scores of shares take a byte each: a million respondents and a hundred items fit in memory.
    """
    table = np.concatenate([items.scores, np.full((len(items.scores), NO_SCORE), nan)], axis=1)
    shape = (len(codes), len(items.column))
    y = np.zeros(shape, dtype=np.uint8 if measure.is_share else np.float64)
    in_base = np.zeros(shape, dtype=np.bool_)
    for item, column in enumerate(items.column):
        counted = ~np.isnan(table[item])
        in_base[:, item] = counted[codes[:, column]]
        y[:, item] = np.where(counted, table[item], 0).astype(y.dtype)[codes[:, column]]
    return y, in_base


def _covariance(
    y: NDArray[np.generic], in_base: NDArray[np.bool_], segment: Codes, segments: int, design: Design
) -> Floats:
    """Return the covariance of all cells (segment by segment, items within).

    Without strata and PSUs, segments share no respondent and so no covariance: each block is
    computed from its own respondents.
    """
    if segments == 1 and (segment == 0).all():
        return mean_covariance(y, in_base, design)
    items = y.shape[1]
    if design.stratum is not None or design.psu is not None or design.fpc is not None:
        member = np.repeat(segment[:, None] == np.arange(segments), items, axis=1)
        return mean_covariance(np.tile(y, segments), np.tile(in_base, segments) & member, design)
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


def _degrees(in_base: NDArray[np.bool_], segment: Codes, base: Floats, design: Design) -> Floats:
    """Count PSUs less strata in each cell's base; a respondent is a PSU if none is named."""
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


def _measured(  # noqa: PLR0913 - the parts of a tally
    responses: Responses,
    question: Question,
    measure: Measure,
    segments: tuple[str, ...],
    items: _Items,
    counts: CodeCounts,
    asked: Floats,
    joint: Floats,
) -> SideTally:
    """Put the estimates of every cell together, all from the counts but the variance."""
    counted = ~np.isnan(items.scores)
    scores = np.where(counted, items.scores, 0.0)
    n, w, w2 = (each[:, items.column] * counted for each in (counts.n, counts.w, counts.w2))
    base, weighted_base = n.sum(axis=2), w.sum(axis=2)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = (w * scores).sum(axis=2) / weighted_base
        spread = np.sqrt((w * (scores - value[:, :, None]) ** 2).sum(axis=2) / weighted_base)
    kish_base = kish(weighted_base, w2.sum(axis=2))
    variance = np.diag(joint).reshape(base.shape)
    clustered = responses.psu is not None
    return SideTally(
        question=question,
        side=responses.side,
        measure=measure,
        segments=segments,
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
