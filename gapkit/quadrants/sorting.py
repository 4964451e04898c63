"""Sort items into quarters by importance and performance, where the sample tells on which side they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite, nan
from typing import TypeAlias

import numpy as np

from gapkit.errors import OptionError, StudyLevelError
from gapkit.gaps.comparing import PRECEDENCE
from gapkit.options import Status
from gapkit.quadrants.fields import Field, Speech
from gapkit.quadrants.lines import Rule, line_weights, midpoint
from gapkit.quadrants.model import Priorities, Priority, Quadrant
from gapkit.respondents import together
from gapkit.responses import Exclusion
from gapkit.study import Study
from gapkit.survey import TOTAL, Measure, Question
from gapkit.tallies import tally
from gapkit.tallies.model import Floats

Cross: TypeAlias = "Rule | tuple[float, float]"
Axis: TypeAlias = "str | tuple[str, str]"

RULES = ("median", "mean", "midpoint")


def priorities(
    study: Study,
    *,
    importance: Axis,
    performance: Axis | None = None,
    cross: Cross = "median",
    measure: Measure | None = None,
    by: str | None = None,
) -> Priorities:
    """Sort items by importance and performance: concentrate here, keep up, and what is undecided.

    Parameters
    ----------
    study : Study
        Paired sides.
    importance, performance : str or (str, str)
        A question, or a question with the side (or role) that says it; of a question alone the
        reference says it. Items go together by id. ``performance`` left out: what the other side says
        to the question of importance, the twin of a perception gap.
    cross : {"median", "mean", "midpoint"} or (float, float), default "median"
        Where the lines stand: at the median or mean of the items, in the middle of the scale (of shares
        one half), or at two values in the measures' units.
    measure : Measure, optional
        As for ``tally``, such as ``Mean()``. Default: what the survey file says.
    by : str, optional
        Segment of the survey file.

    Returns
    -------
    Priorities
        A line made of items moves with them, and the intervals know it. All items and both lines are
        one family (max-|t|): every quarter that is told holds together with the others. Of figures whose
        covariance nobody knows the items are taken as independent (flag ``no_covariance``).

    Raises
    ------
    OptionError
        If a side must be named, the rule does not exist, there is no midpoint, or no item in common.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Martilla and James 1977, Journal of Marketing 41:77. Hothorn, Bretz and Westfall 2008, Biometrical
    Journal 50:346.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def people(*ticks):
    ...     return pd.DataFrame({name: [1] * n + [0] * (400 - n) for name, n in zip("abcd", ticks)})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people(320, 280, 80, 60), "marketer": people(60, 300, 80, 340)},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abcd"},
    ... )
    >>> told = gk.priorities(gk.open(survey), importance="items", cross="midpoint")
    >>> [row.quadrant for row in told]
    ['concentrate_here', 'keep_up', 'low_priority', 'possible_overkill']
    """
    if isinstance(cross, str) and cross not in RULES:
        raise OptionError.not_one_of("cross", cross, RULES)
    if not isinstance(cross, str) and not (len(cross) == 2 and all(isfinite(each) for each in cross)):  # noqa: PLR2004 - x and y
        raise OptionError.outside("cross", cross, "a rule or two finite numbers")
    found = tally(study, by=by, measure=measure)
    x = _axis(study, importance)
    y = _other(study, x) if performance is None else _axis(study, performance)
    pairs = _pairs(x[0], y[0])
    if not pairs or x == y:
        raise StudyLevelError.no_common_items(_named(x), _named(y))
    rows = tuple(
        row for wave in found.waves for row in _rows(Field.of(found, (x, y), pairs, wave), cross, by or "")
    )
    return Priorities(study, rows, tuple(_noted(x, y)))


def _axis(study: Study, axis: Axis) -> Speech:
    """Return a question and who says it."""
    survey = study.survey
    if isinstance(axis, str):
        question = survey.question(axis)
        sides = _speakers(study, question)
        reference = question.reference or survey.reference
        if reference in sides or len(sides) == 1:
            return question, reference if reference in sides else sides[0]
        raise StudyLevelError.two_sides(question.id, sides)
    question = survey.question(axis[0])
    if axis[1] not in survey.speakers(question):
        raise StudyLevelError.two_sides(question.id, survey.speakers(question))
    return question, axis[1]


def _speakers(study: Study, question: Question) -> tuple[str, ...]:
    """Return who was asked any item of a question."""
    return tuple(each for each in study.survey.speakers(question) if _asked(study, question, each))


def _asked(study: Study, question: Question, speaker: str) -> bool:
    """Whether a side was asked any item; a published one may have been."""
    side = study.survey.sides[speaker]
    return side.published or any(item.on(speaker) for item in question.items)


def _other(study: Study, first: Speech) -> Speech:
    """Return the one other side of a question."""
    others = tuple(each for each in _speakers(study, first[0]) if each != first[1])
    if len(others) != 1:
        raise StudyLevelError.two_sides(first[0].id, others or _speakers(study, first[0]))
    return first[0], others[0]


def _named(speech: Speech) -> str:
    return f"{speech[0].id}, {speech[1]}"


def _pairs(x: Question, y: Question) -> tuple[tuple[int, int], ...]:
    """Return the places of the items that both questions have, related ones left out."""
    places = {item.id: place for place, item in enumerate(y.items)}
    return tuple(
        (place, places[item.id])
        for place, item in enumerate(x.items)
        if item.id in places and item.comparable != "related"
    )


def _noted(x: Speech, y: Speech) -> Iterator[Exclusion]:
    """Say which items only one of the questions has."""
    for one, other in ((x, y), (y, x)):
        names = {item.id for item in other[0].items}
        for item in one[0].items:
            if item.id not in names:
                yield Exclusion(one[1], f"not an item of `{other[0].id}`: no quarter", 1, one[0].id, item.id)


@dataclass(frozen=True, slots=True, eq=False)
class _Sides:
    """Both axes of one segment against their lines.

    Attributes
    ----------
    value : float array, shape (2, items)
        NaN, on both axes, for an item that lacks one.
    line : tuple of float
        The cross-hairs.
    low, high : float array, shape (2 * items,)
        Intervals of the values less their lines, importance first; all hold together.
    size : int
        Distances tested together.
    """

    value: Floats
    line: tuple[float, float]
    low: Floats
    high: Floats
    size: int


def _sides(field: Field, cross: Cross, segment: str) -> _Sides:
    """Set the lines and test every item against both."""
    value = np.stack([field.cells(axis, segment, "value") for axis in (0, 1)])
    value = np.where(np.isnan(value).any(axis=0), nan, value)
    line, contrast = _lines(field, value, cross)
    away = (value - np.array(line)[:, None]).ravel()
    joint = field.covariance(segment)
    unknown = ~np.isnan(away) & np.isnan(np.diagonal(joint))
    clear = np.where((contrast != 0) @ unknown, nan, away)
    degrees = np.concatenate([field.cells(axis, segment, "df") for axis in (0, 1)])
    df = np.where(degrees > 0, degrees, np.inf)
    level = field.tally.study.survey.analysis.conf_level
    told = together(clear, contrast @ np.nan_to_num(joint) @ contrast.T, df, level)
    on_line = clear == 0
    low, high = (np.where(on_line & np.isnan(end), 0.0, end) for end in (told.low_family, told.high_family))
    return _Sides(value, line, low, high, told.size)


def _lines(field: Field, value: Floats, cross: Cross) -> tuple[tuple[float, float], Floats]:
    """Return both lines, and what turns values into distances from them.

    A line made of items is subtracted as such, so that its own sampling error is in the test.
    """
    items = value.shape[1]
    contrast, lines = np.eye(2 * items), [nan, nan]
    for axis in (0, 1):
        question, part = field.speeches[axis][0], field.parts[axis]
        if not isinstance(cross, str):
            lines[axis] = float(cross[axis])
        elif cross == "midpoint":
            lines[axis] = midpoint(question, part)
            if np.isnan(lines[axis]):
                raise OptionError.outside("cross", cross, f"another rule: `{question.id}` has no limits")
        elif not np.isnan(value[axis]).all():
            weight = line_weights(value[axis], cross)
            block = slice(axis * items, (axis + 1) * items)
            contrast[block, block] -= weight
            lines[axis] = float(weight @ np.nan_to_num(value[axis]))
    return (lines[0], lines[1]), contrast


def _rows(field: Field, cross: Cross, by: str) -> Iterator[Priority]:
    """Lay one wave out as rows, segment by segment."""
    for segment in field.segments:
        sides = _sides(field, cross, segment)
        for item in range(len(field.places[0])):
            yield _row(field, sides, cross, (by, segment, item))


def _row(field: Field, sides: _Sides, cross: Cross, at: tuple[str, str, int]) -> Priority:
    """Return one item with its quarter."""
    by, segment, item = at
    study, (x, y), items = field.tally.study, field.speeches, len(field.places[0])
    asked = x[0].items[int(field.places[0][item])]
    both = [field.tally.estimate(speech[0].id, asked.id, speech[1], segment, field.wave) for speech in (x, y)]
    low = [float(sides.low[axis * items + item] + sides.line[axis]) for axis in (0, 1)]
    high = [float(sides.high[axis * items + item] + sides.line[axis]) for axis in (0, 1)]
    value = [float(sides.value[axis, item]) for axis in (0, 1)]
    doubts = dict.fromkeys(flag for each in both for flag in each.flags)
    marks = (("no_covariance",) if field.published else ()) + (
        ("synthetic",) if study.survey.synthetic else ()
    )
    return Priority(
        survey=study.survey.title,
        item=asked.id,
        label=asked.label,
        importance_question=x[0].id,
        importance_side=x[1],
        importance_measure=field.parts[0].measure.name,
        performance_question=y[0].id,
        performance_side=y[1],
        performance_measure=field.parts[1].measure.name,
        segment_by="" if segment == TOTAL else by,
        segment=segment,
        wave=field.wave,
        importance=value[0],
        importance_low=low[0],
        importance_high=high[0],
        importance_line=sides.line[0],
        performance=value[1],
        performance_low=low[1],
        performance_high=high[1],
        performance_line=sides.line[1],
        cross=cross if isinstance(cross, str) else "given",
        quadrant=_quadrant(low, high, sides.line),
        nominal=_quadrant(value, value, sides.line),
        conf_level=study.survey.analysis.conf_level,
        family_size=sides.size,
        importance_base=both[0].base,
        performance_base=both[1].base,
        status=_status(both[0].status, both[1].status),
        flags=(*doubts, *marks),
    )


def _status(*found: Status) -> Status:
    """Return the status of both values: the one that says most of what is missing."""
    return next((each for each in PRECEDENCE if each in found), "ok")


def _quadrant(low: list[float], high: list[float], line: tuple[float, float]) -> Quadrant:
    """Return the quarter of an item that lies between these limits.

    Examples
    --------
    >>> _quadrant([0.6, 0.1], [0.8, 0.3], (0.5, 0.5)), _quadrant([0.6, 0.1], [0.8, 0.5], (0.5, 0.5))
    ('concentrate_here', 'undecided')
    """
    if any(np.isnan([*low, *high])):
        return ""
    above = [each > at for each, at in zip(low, line, strict=True)]
    below = [each < at for each, at in zip(high, line, strict=True)]
    if not all(up or down for up, down in zip(above, below, strict=True)):
        return "undecided"
    return QUARTERS[above[0], above[1]]


QUARTERS: dict[tuple[bool, bool], Quadrant] = {
    (True, False): "concentrate_here",
    (True, True): "keep_up",
    (False, False): "low_priority",
    (False, True): "possible_overkill",
}
"""By whether importance and performance are above their lines."""
