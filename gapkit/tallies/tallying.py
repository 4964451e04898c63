"""Tally a study: every item on each side, with its standard error and bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import nan

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import OptionError
from gapkit.options import check_kind
from gapkit.responses import Exclusion, Responses
from gapkit.statements import Statements
from gapkit.stats import MIN_EFFECTIVE_BASE, Limits, critical_value, korn_graubard, ranks, wilson
from gapkit.study import Study
from gapkit.survey import TOTAL, Measure, Question, Share, Survey
from gapkit.tallies.crossings import Crossing, crossing_of
from gapkit.tallies.fitting import check_measure, check_published
from gapkit.tallies.low_bases import (
    COMPLEMENT,
    DENOTED,
    SMALL_BASE,
    People,
    apply_low_bases,
    crowded,
    people_of,
)
from gapkit.tallies.measuring import tally_responses
from gapkit.tallies.model import Estimate, SideTally, Tally
from gapkit.tallies.overlaps import with_overlaps
from gapkit.tallies.published import NUMBERS, absent, tally_statements
from gapkit.tallies.speaking import incomplete, speaking

MASKED = ("value", "se", "spread", "ticked", "effective_base", "rank")
"""Numbers that would tell what a mask hides."""


def tally(
    study: Study, *, measure: Measure | None = None, by: str | None = None, wave: str | None = None
) -> Tally:
    """Measure every item on each side and in each wave, with its standard error and bases.

    A respondent is in an item's base as the question's base rule says. Segments are domains:
    respondents outside a segment still inform its standard error. A wave is a sample of its own.
    Published sides are taken over.

    Parameters
    ----------
    study : Study
        Paired sides.
    measure : Measure, optional
        What to summarise, such as ``TopBox(2)`` of scales or ``Median()`` of numbers; questions of
        formats that it does not suit keep theirs. Default: what the survey file says for each question.
    by : str, optional
        Segment of the survey file; a side without it stands with its total.
    wave : str, optional
        One wave of the survey file. Default: all of them, in order.

    Returns
    -------
    Tally
        Shares run 0 to 1; means are in scale units.

    Raises
    ------
    OptionError
        If the survey has no segment called ``by``, no such wave, or the measure does not fit its scales.
    LonelyPSUError
        If a stratum has a single PSU, so no variance can be computed.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 60 + [0] * 40})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> [round(each.value, 2) for each in gk.tally(gk.open(survey))]
    [0.6, 0.25]
    """
    if not isinstance(study, Study):
        raise OptionError.not_a_study(type(study).__name__)
    if measure is not None:
        check_kind("measure", measure, Measure, "a measure, such as `gk.TopBox(2)`")
    if wave is not None:
        study = study.in_wave(wave)
    survey = study.survey
    if by is not None and (not isinstance(by, str) or by not in survey.segments):
        raise OptionError.no_segment(by, tuple(survey.segments))
    segments, waves = _segments(study, by), survey.waves or ("",)
    sides = {name: [_in_wave(side, each) for each in waves] for name, side in study.sides.items()}
    parts: tuple[SideTally, ...] = ()
    crossings: dict[tuple[str, str, str, str], Crossing] = {}
    noted: list[Exclusion] = []
    for question in survey.questions:
        views = {
            name: _views(survey, question, name, sides[survey.sides[name].home], measure)
            for name in survey.speakers(question)
        }
        told = [
            part
            for name, view in views.items()
            for part in _side_tallies(survey, question, view, _measure(question, name, measure), by, segments)
        ]
        crossings |= _crossings(survey, question, sides, views, told, by)
        for name, view in views.items() if question.roles else ():
            for side, role, each in zip(sides[survey.sides[name].home], view, waves, strict=True):
                noted += incomplete(side, role, question, _measure(question, name, measure), each)
        noted += crowded(told, by)
        parts += tuple(told)
    parts = tuple(_ranked(part, _shared(part, parts)) for part in parts)
    cells = {
        (each.question, each.item, each.side, each.segment, each.wave): each
        for part in parts
        for each in estimates_of(part, survey, by or "")
    }
    return Tally(study, by or "", segments, parts, cells, waves, crossings, tuple(noted))


def _segments(study: Study, by: str | None) -> tuple[str, ...]:
    """Return the labels of the break, in the order of the first side that has it."""
    if by is None:
        return (TOTAL,)
    labels: dict[str, None] = {}
    for side in study.sides.values():
        if isinstance(side, Responses) and by in side.segments:
            labels |= dict.fromkeys(side.segments[by].labels)
    return tuple(labels) or tuple(str(each) for each in study.survey.segments[by].order)


def _in_wave(side: Responses | Statements, wave: str) -> Responses | Statements:
    """Return a side as it stands in one wave; itself where the survey has none."""
    return side.in_wave(wave) if wave else side


def _views(
    survey: Survey,
    question: Question,
    name: str,
    waves: Sequence[Responses | Statements],
    measure: Measure | None,
) -> list[Responses | Statements]:
    """Return what a side, or a role of it, says in one question, wave by wave."""
    return [
        speaking(side, question, name, survey, lambda each: _measure(question, each, measure))
        for side in waves
    ]


def _crossings(
    survey: Survey,
    question: Question,
    sides: Mapping[str, Sequence[Responses | Statements]],
    views: Mapping[str, Sequence[Responses | Statements]],
    parts: Sequence[SideTally],
    by: str | None,
) -> dict[tuple[str, str, str, str], Crossing]:
    """Cross every pair of roles of one side, wave by wave."""
    found: dict[tuple[str, str, str, str], Crossing] = {}
    for pair in survey.pairs_of(question) if question.roles else ():
        home, other = (survey.sides[each].home for each in pair)
        for place, wave in enumerate(survey.waves or ("",) if home == other else ()):
            told = [
                next(part for part in parts if (part.side.id, part.wave) == (each, wave)) for each in pair
            ]
            crossing = crossing_of(sides[home][place], [views[each][place] for each in pair], told, by)
            if crossing is not None:
                found[(question.id, *pair, wave)] = crossing
    return found


def _side_tallies(
    survey: Survey,
    question: Question,
    waves: Sequence[Responses | Statements],
    measure: Measure,
    by: str | None,
    segments: tuple[str, ...],
) -> tuple[SideTally, ...]:
    """Tally one question on one side, wave by wave, and hide what the low-base policy hides."""
    names = survey.waves or ("",)
    parts = [
        replace(_side_tally(survey, question, side, measure, by, segments), wave=wave)
        for wave, side in zip(names, waves, strict=True)
    ]
    panel = [side for side in waves if isinstance(side, Responses) and side.person is not None]
    return with_overlaps(parts, panel, measure, by) if len(panel) > 1 else tuple(parts)


def _side_tally(
    survey: Survey,
    question: Question,
    side: Responses | Statements,
    measure: Measure,
    by: str | None,
    segments: tuple[str, ...],
) -> SideTally:
    """Tally one question on one side in one wave."""
    total: SideTally | None = None
    people: People | None = None
    if isinstance(side, Statements):
        check_published(question, side, measure)
        part = tally_statements(side, question, measure, segments, by)
    elif question.id not in side.answers or not side.respondents:
        part = absent(question, side.side, measure)
    else:
        part = tally_responses(side, question, measure, by)
        total = tally_responses(side, question, measure, None) if part.segments != (TOTAL,) else None
        people = people_of(side, question, measure, by)
    return apply_low_bases(part, survey.low_base, total, people)


def _measure(question: Question, side: str, measure: Measure | None) -> Measure:
    """Return what to summarise: the caller's measure where it suits the format, else the survey file's."""
    if measure is None or question.format not in measure.formats:
        return question.measure.get(side, Share())
    check_measure(question, measure)
    return measure


def _shared(part: SideTally, parts: Sequence[SideTally]) -> NDArray[np.bool_]:
    """Tell the items that every side has, of the sides that have any item of the question."""
    beside = [each for each in parts if (each.question.id, each.wave) == (part.question.id, part.wave)]
    known = np.array([(each.status != "one_sided").any(axis=0) for each in beside])
    return np.asarray(known[known.any(axis=1)].all(axis=0))


def _ranked(part: SideTally, shared: NDArray[np.bool_]) -> SideTally:
    """Fill in the rank of each value: of items that every side has, related pairs left out.

    Printed ranks stand; beside them the printed values rank in their own list, where every item counts.
    """
    related = np.array([item.comparable == "related" for item in part.question.items])
    printed = not np.isnan(part.rank).all()
    counted = part.value if printed else np.where(related | ~shared, nan, part.value)
    ordered = -counted if part.measure.low_first else counted
    computed = np.where(related, nan, np.vstack([ranks(row) for row in ordered]))
    return replace(part, rank=np.where(np.isnan(part.rank), computed, part.rank))


def estimates_of(part: SideTally, survey: Survey, by: str) -> Iterator[Estimate]:
    """Lay a side's tally out as one estimate per segment and item."""
    conf_level = survey.analysis.conf_level
    limits = _limits(part, conf_level)
    for row, segment in enumerate(part.segments):
        for column, item in enumerate(part.question.items):
            at = (row, column)
            mask = str(part.masks[at]) if part.masks.ndim else ""
            masked = bool(mask) and part.status[at] != "suppressed"
            hidden = MASKED if masked else ()
            yield Estimate(
                question=part.question.id,
                item=item.id,
                label=item.label,
                side=part.side.id,
                measure=part.measure.name,
                segment_by="" if segment == TOTAL else by,
                segment=segment,
                ci_low=nan if masked else float(limits.low[at]),
                ci_high=nan if masked else float(limits.high[at]),
                conf_level=conf_level,
                status="masked" if masked else part.status[at],
                flags=_flags(part, at, survey),
                words=mask or part.words.get(at, ""),
                wave=part.wave,
                **{name: nan if name in hidden else float(getattr(part, name)[at]) for name in NUMBERS},
            )


def _limits(part: SideTally, conf_level: float) -> Limits:
    """Return each cell's own interval: Wilson on the effective base, or Student."""
    if not part.measure.is_share:
        half = critical_value(conf_level, np.where(part.df > 0, part.df, nan)) * part.se
        return Limits(part.value - half, part.value + half)
    base = korn_graubard(part.effective_base, part.base, part.df, conf_level=conf_level)
    usable = np.where(part.effective_base >= MIN_EFFECTIVE_BASE, base, nan)
    return wilson(part.value, usable, critical_value(conf_level))


def _flags(part: SideTally, at: tuple[int, int], survey: Survey) -> tuple[str, ...]:
    """Mark bases that are shown with a doubt."""
    strict = min(part.base[at], part.kish_base[at])
    if part.status[at] not in ("ok", "low_base"):
        told = part.masks.ndim and part.masks[at]
        return (COMPLEMENT,) if part.status[at] == "suppressed" and told else ()
    if part.status[at] == "low_base":
        return (SMALL_BASE,)
    return (DENOTED,) if strict < survey.low_base.denote else ()
