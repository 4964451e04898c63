"""Compare what the same respondents say in two roles: better, as expected, worse."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from gapkit.crossed.categories import Shares, category_shares
from gapkit.crossed.model import Disconfirmation, Disconfirmations
from gapkit.errors import StudyLevelError
from gapkit.respondents import Said, check_study, choice_averages, said
from gapkit.stats import adjust_p, coherent_limits, critical_value, two_sided_p
from gapkit.study import Study
from gapkit.survey import Question

CATEGORIES = ("better", "as_expected", "worse")


def disconfirmation(study: Study, question: str | None = None, *, by: str | None = None) -> Disconfirmations:
    """Share of respondents for whom it was better than, as, or worse than they expected.

    Each respondent's answer in one role is set against the own answer in the reference role, item by
    item; a mean difference of 0 may hide that half are delighted and half let down. "Better" is the
    higher answer: a scale's point nearer to its top, a tick, a larger number.

    Parameters
    ----------
    study : Study
        With a question that one side's respondents answered in two roles or more.
    question : str, optional
        One question. Default: all that have such roles, but chains.
    by : str, optional
        Segment of the survey file.

    Returns
    -------
    Disconfirmations
        One row per item, pair of roles of one side, wave and segment. The three intervals of a row
        hold together (Goodman, on the effective base); the test is of better against worse.

    Raises
    ------
    OptionError
        If no question has such roles, or there is no such segment.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Oliver 1980, Journal of Marketing Research 17:460. Goodman 1965, Technometrics 7:247.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> people = pd.DataFrame({"e": [4] * 50 + [3] * 30 + [5] * 20, "p": [5] * 50 + [3] * 30 + [2] * 20})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people, "marketer": people},
    ...     reference="consumer",
    ...     questions=[
    ...         {
    ...             "id": "service", "kind": "experience", "format": "scale",
    ...             "scale": {"from": 1, "to": 5}, "reference": "expected",
    ...             "roles": {
    ...                 "expected": {"side": "consumer", "label": "Expected"},
    ...                 "perceived": {"side": "consumer", "label": "Perceived"},
    ...             },
    ...             "items": [{"id": "speed", "label": "Speed", "expected": "e", "perceived": "p"}],
    ...         }
    ...     ],
    ... )
    >>> row = gk.disconfirmation(gk.open(survey))["speed"]
    >>> row.better, row.as_expected, row.worse, round(row.better_low, 3), round(row.better_high, 3)
    (0.5, 0.3, 0.2, 0.384, 0.616)
    """
    survey = check_study(study, by)
    every = tuple(each for each in survey.questions if not each.chain)
    chosen = every if question is None else (survey.question(question),)
    rows = tuple(
        row
        for each in chosen
        for pair in _pairs(study, each)
        for wave in survey.waves or ("",)
        for row in _rows(study, each, pair, wave, by)
    )
    if not rows and question is not None:
        raise StudyLevelError.no_pairs(question)
    if not rows:
        raise StudyLevelError.nothing_to_compare(
            "a question that one side's respondents answered in two roles"
        )
    return Disconfirmations(study, rows, ())


def _pairs(study: Study, question: Question) -> Iterator[tuple[str, str]]:
    """Yield the pairs of roles that belong to the same respondents."""
    if question.roles:
        for side, reference in study.survey.pairs_of(question):
            if study.survey.sides[side].home == study.survey.sides[reference].home:
                yield side, reference


def _rows(
    study: Study, question: Question, pair: tuple[str, str], wave: str, by: str | None
) -> list[Disconfirmation]:
    """Compare two roles item by item, and correct the tests over the items of each segment."""
    told = [said(study, question, each, wave) for each in pair]
    if told[0] is None or told[1] is None:
        return []
    found = [
        row
        for place, item in enumerate(question.items)
        if all(item.on(role) for role in pair)
        for row in _item(study, (told[0], told[1]), place, pair, wave, by)
    ]
    adjusted: list[Disconfirmation] = []
    for segment in dict.fromkeys(row.segment for row in found):
        family = [row for row in found if row.segment == segment]
        corrected = adjust_p(np.array([row.p_value for row in family]), "holm")
        adjusted += [replace(row, p_adjusted=float(p)) for row, p in zip(family, corrected, strict=True)]
    return adjusted


def _item(
    study: Study, told: tuple[Said, Said], place: int, pair: Sequence[str], wave: str, by: str | None
) -> Iterator[Disconfirmation]:
    """Yield one item's shares, segment by segment."""
    question = told[0].question
    item, away = question.items[place], told[0].y[:, place] - told[1].y[:, place]
    category = np.where(np.isnan(away), np.nan, 1 - np.sign(away))
    found = choice_averages(study.survey, told[0].view, category, CATEGORIES, by)
    for row, segment in enumerate(found.segments):
        shares = category_shares(found, row)
        value, low, high, p_value = _net(shares)
        limits = {
            f"{name}{end}": float(getattr(shares, kind)[at])
            for at, name in enumerate(CATEGORIES)
            for end, kind in (("", "value"), ("_low", "low"), ("_high", "high"))
        }
        yield Disconfirmation(
            survey=study.survey.title,
            question=question.id,
            item=item.id,
            label=item.label,
            comparable=item.comparable,
            segment_by=shares.first.segment_by,
            segment=segment,
            wave=wave,
            side=pair[0],
            reference=pair[1],
            **limits,
            net=value,
            net_low=low,
            net_high=high,
            p_value=p_value,
            p_adjusted=np.nan,
            conf_level=shares.first.conf_level,
            base=shares.first.base,
            effective_base=shares.first.effective_base if shares.known else np.nan,
            status=shares.status,
            flags=(*shares.first.flags, *(("synthetic",) if study.survey.synthetic else ())),
        )


def _net(shares: Shares) -> tuple[float, float, float, float]:
    """Return better minus worse with its interval and test; NaN where either may not be told."""
    if not shares.known:
        return np.nan, np.nan, np.nan, np.nan
    contrast, level = np.array([1.0, 0.0, -1.0]), shares.first.conf_level
    value = float(contrast @ shares.value)
    se = float(np.sqrt(max(contrast @ shares.covariance @ contrast, 0.0)))
    if not se > 0:
        return value, np.nan, np.nan, np.nan
    df = shares.first.df if np.isfinite(shares.first.df) else shares.first.base - 1
    p_value = float(two_sided_p(value / se, df))
    half = float(critical_value(level, df)) * se
    ends = coherent_limits(value - half, value + half, p_value < 1 - level, np.sign(value))
    return value, max(float(ends.low), -1.0), min(float(ends.high), 1.0), p_value
