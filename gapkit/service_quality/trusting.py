"""How far the difference of two answers can be trusted, dimension by dimension."""

from __future__ import annotations

from math import isnan, nan

import numpy as np

from gapkit.options import Status
from gapkit.service_quality.choosing import Told
from gapkit.service_quality.model import (
    AT_CEILING,
    CEILING,
    LEAST_RELIABILITY,
    LOW_RELIABILITY,
    ScoreReliability,
)
from gapkit.stats import cronbach_alpha, difference_reliability
from gapkit.study import Study
from gapkit.tallies.model import Floats

FEWEST = 2
"""Items that alpha needs."""


def score_reliability(study: Study, told: Told, wave: str) -> ScoreReliability:
    """Return the reliability of one dimension; NaN where its base is too small to be shown.

    References
    ----------
    Peter, Churchill and Brown 1993, Journal of Consumer Research 19:655.
    """
    policy = study.survey.low_base
    whole = ~np.isnan(told.score).any(axis=1)
    base = int(whole.sum())
    hidden = base < policy.suppress
    e, p = (each[whole][: 0 if hidden else None] for each in (told.expectation, told.perception))
    alphas = [_alpha(each) for each in (e, p, p - e)]
    sds = [float(each.mean(axis=1).std(ddof=1)) if len(each) > 1 else nan for each in (e, p)]
    correlation = _correlation(e, p)
    trusted = float(difference_reliability(sds[1], alphas[1], sds[0], alphas[0], correlation))
    top = _top_box(told, hidden=hidden)
    status: Status = "no_answers" if not base else "suppressed" if hidden else "ok"
    if status == "ok" and base < policy.flag:
        status = "low_base"
    flags = (
        *((LOW_RELIABILITY,) if trusted < LEAST_RELIABILITY else ()),
        *((AT_CEILING,) if top > CEILING else ()),
        *(("weights_not_used",) if told.view.weight is not None else ()),
        *(("synthetic",) if study.survey.synthetic else ()),
    )
    return ScoreReliability(
        survey=study.survey.title,
        question=told.question.id,
        label=told.question.label,
        wave=wave,
        side=told.roles.perception,
        reference=told.roles.expectation,
        items=len(told.items),
        alpha_expectation=alphas[0],
        alpha_perception=alphas[1],
        alpha_score=alphas[2],
        correlation=correlation,
        sd_expectation=sds[0],
        sd_perception=sds[1],
        reliability=trusted,
        top_box=top,
        base=nan if hidden else float(base),
        status="no_spread" if status == "ok" and isnan(trusted) else status,
        flags=flags,
    )


def _alpha(table: Floats) -> float:
    """Return alpha; NaN for a single item."""
    return cronbach_alpha(table).value if table.shape[1] >= FEWEST else nan


def _correlation(e: Floats, p: Floats) -> float:
    """Return the correlation of respondents' means; NaN where one does not vary."""
    if len(e) < FEWEST:
        return nan
    away = [each.mean(axis=1) - each.mean() for each in (e, p)]
    size = float(np.sqrt((away[0] ** 2).sum() * (away[1] ** 2).sum()))
    return float((away[0] * away[1]).sum()) / size if size > 0 else nan


def _top_box(told: Told, *, hidden: bool) -> float:
    """Return the mean share of expectations at the highest point; NaN for numbers, which have none."""
    scale = told.question.scale.get(told.roles.expectation)
    e = told.expectation
    counted = ~np.isnan(e)
    if hidden or scale is None or not counted.any():
        return nan
    answers = told.view.answers[told.question.id]
    values = [value for value in answers.values if not isnan(value)]
    highest = 100.0 if told.question.match == "rescale" else values[-1]
    weight = np.ones(len(e)) if told.view.weight is None else told.view.weight
    shares = (weight @ np.where(counted, e == highest, 0.0)) / (weight @ counted)
    return float(np.nanmean(shares))
