"""Respondents reduced in one pass: counts per answer code, shares, means and their covariance."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import BLANK, TICKED, UNTICKED, Answers, Responses, SegmentCodes
from gapkit.stats import Design, effective_base, kish, mean_covariance, weighted_means
from gapkit.survey import TOTAL, Measure, Question
from gapkit.tallies.model import CodeCounts, Floats, SideTally

Codes = NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class _Cells:
    """Scores and base of every respondent, per item, and the segment of each respondent."""

    scores: Floats
    in_base: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    segment: NDArray[np.int16]
    segments: tuple[str, ...]


def tally_responses(responses: Responses, question: Question, measure: Measure, by: str | None) -> SideTally:
    """Reduce one side's answers to one question.

    Segments are domains: respondents outside a segment still inform its standard error.
    """
    answers = responses.answers[question.id]
    segmented = responses.segments.get(by) if by else None
    codes = apply_base_rule(answers.codes, question.base.get(responses.side.id, "asked"))
    cells = _cells(question, answers, codes, measure, segmented)
    weight = np.ones(responses.respondents) if responses.weight is None else responses.weight
    design = Design(
        weight=weight,
        stratum=responses.stratum,
        psu=responses.psu,
        fpc=responses.fpc,
        lonely_psu=responses.side.lonely_psu,
    )
    return _measured(responses, question, measure, cells, design, _count(answers, codes, cells, weight))


def apply_base_rule(codes: Codes, rule: BaseRule) -> Codes:
    """Return the codes of a multiple question with blanks read as the base rule says.

    ``asked`` leaves a blank out; ``answered_any`` makes it a "no" for respondents with a tick
    anywhere in the question, and leaves out the others; ``all`` makes blanks and missing a "no".
    """
    if rule == "all":
        return np.where(codes < 0, np.int16(UNTICKED), codes)
    if rule == "answered_any":
        answered = (codes == TICKED).any(axis=1, keepdims=True)
        filled = np.where(codes == BLANK, np.int16(UNTICKED), codes)
        return np.where(answered, filled, np.int16(BLANK))
    return codes


def _cells(
    question: Question,
    answers: Answers,
    codes: Codes,
    measure: Measure,
    segmented: SegmentCodes | None,
) -> _Cells:
    """Score every respondent on every item of the question; a column per item."""
    scores = np.full((len(codes), len(question.items)), np.nan)
    asked = np.zeros(scores.shape, dtype=bool)
    for place, item in enumerate(question.items):
        if question.format == "single":
            column = codes[:, 0]
            scores[:, place] = np.where(column >= 0, column == place, np.nan)
            asked[:, place] = answers.codes[:, 0] != BLANK
        elif item.id in answers.columns:
            at = answers.columns.index(item.id)
            scores[:, place] = _score(codes[:, at], answers.values, measure)
            asked[:, place] = answers.codes[:, at] != BLANK
    if segmented is None:
        everyone = np.zeros(len(codes), dtype=np.int16)
        return _Cells(scores, ~np.isnan(scores), asked, everyone, (TOTAL,))
    return _Cells(scores, ~np.isnan(scores), asked, segmented.codes, segmented.labels)


def _score(codes: Codes, values: tuple[float, ...], measure: Measure) -> Floats:
    """Map answer codes to scores; codes without an answer have none."""
    points = [value for value in values if not np.isnan(value)]
    table = np.full(len(values) + 2, np.nan)
    table[: len(points)] = measure.scores(points)
    table[len(points) : len(values)] = measure.off_scale
    return table[np.where(codes >= 0, codes, len(values))]


def _count(answers: Answers, codes: Codes, cells: _Cells, weight: Floats) -> CodeCounts:
    """Count respondents, weights and squared weights per segment, column and answer code."""
    size = (len(cells.segments), len(answers.columns), len(answers.labels))
    totals = [np.zeros(size) for _ in range(3)]
    for column in range(size[1]):
        kept = (codes[:, column] >= 0) & (cells.segment >= 0)
        key = cells.segment[kept].astype(np.intp) * size[2] + codes[kept, column]
        powers = (None, weight[kept], weight[kept] ** 2)
        for total, power in zip(totals, powers, strict=True):
            counted = np.bincount(key, weights=power, minlength=size[0] * size[2])
            total[:, column, :] = counted.reshape(size[0], size[2])
    return CodeCounts(answers.columns, answers.labels, *totals)


def _measured(
    responses: Responses,
    question: Question,
    measure: Measure,
    cells: _Cells,
    design: Design,
    counts: CodeCounts,
) -> SideTally:
    """Estimate every cell (segment x item) with its bases and their joint covariance."""
    people, items = cells.scores.shape
    shape = (len(cells.segments), items)
    members = cells.segment[:, None] == np.arange(shape[0])
    in_base = (members[:, :, None] & cells.in_base[:, None, :]).reshape(people, -1)
    scores = np.tile(cells.scores, (1, shape[0]))
    means = weighted_means(scores, in_base, design.weight)
    squares = weighted_means((scores - means.value) ** 2, in_base, design.weight)
    joint = mean_covariance(scores, in_base, design)
    value, variance = means.value.reshape(shape), np.diag(joint).reshape(shape)
    base = in_base.sum(axis=0).reshape(shape).astype(float)
    kish_base = kish(means.total, design.weight**2 @ in_base).reshape(shape)
    clustered = responses.psu is not None
    ticked = (in_base & (scores == 1)).sum(axis=0).reshape(shape).astype(float)
    return SideTally(
        question=question,
        side=responses.side,
        measure=measure,
        segments=cells.segments,
        items=tuple(item.id for item in question.items),
        value=value,
        se=np.sqrt(variance),
        df=_degrees(in_base, design).reshape(shape)
        if clustered or not measure.is_share
        else np.full(shape, inf),
        spread=np.sqrt(squares.value).reshape(shape),
        asked=(members.T.astype(float) @ cells.asked).reshape(shape),
        base=base,
        ticked=ticked if measure.is_share else np.full(shape, nan),
        weighted_base=means.total.reshape(shape),
        kish_base=np.where(base > 0, kish_base, 0.0),
        effective_base=_effective(measure, value, variance, base, kish_base, clustered=clustered),
        rank=np.full(shape, nan),
        status=_status(question, responses.side.id, base),
        covariance=joint,
        counts=counts,
        clustered=clustered,
        words={},
    )


def _effective(
    measure: Measure, value: Floats, variance: Floats, base: Floats, kish_base: Floats, *, clustered: bool
) -> Floats:
    """Return the base that intervals stand on: of shares, segment by segment; of means, Kish's."""
    if not measure.is_share:
        return kish_base
    rows = zip(value, variance, base, kish_base, strict=True)
    return np.vstack([effective_base(*row, clustered=clustered) for row in rows])


def _degrees(in_base: NDArray[np.bool_], design: Design) -> Floats:
    """Count PSUs less strata among the respondents of each cell; a respondent is a PSU if none is named."""
    people = len(in_base)
    strata = np.zeros(people, dtype=np.intp) if design.stratum is None else design.stratum
    units = np.arange(people) if design.psu is None else design.psu
    nested = strata * (int(units.max(initial=0)) + 1) + units
    return np.array(
        [len(np.unique(nested[cell])) - len(np.unique(strata[cell])) for cell in in_base.T], dtype=float
    )


def _status(question: Question, side: str, base: Floats) -> NDArray[np.object_]:
    """Tell one-sided items and empty cells apart from measured ones."""
    status = np.where(base > 0, "ok", "no_answers").astype(object)
    for place, item in enumerate(question.items):
        if not item.on(side):
            status[:, place] = "one_sided"
    return status
