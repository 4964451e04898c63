"""Questions of a survey file, checked and built."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from gapkit.errors import GapkitError, QuestionError, ScaleError, SurveyError
from gapkit.options import Format
from gapkit.survey.context import MAX_ITEMS, MAX_LABELS, Context, shared, side_place
from gapkit.survey.grammar import (
    MIXED,
    QUESTION_TABLES,
    MixedTable,
    MultipleTable,
    NumberTable,
    PointsTable,
    QuestionTable,
    RankTable,
    ScaleQuestionTable,
    ScaleTable,
    SingleTable,
)
from gapkit.survey.items import build_items, note_overlaps
from gapkit.survey.measures import BottomBox, Mean, Measure, Net, Share, TopBox
from gapkit.survey.model import Answer, Question, Scale
from gapkit.survey.number_questions import numeric, ranked, shared_out
from gapkit.survey.problems import not_allowed
from gapkit.survey.roles import in_roles, reference_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gapkit.options import BaseRule
    from gapkit.survey.lines import Path

POINTS = 100
"""Points on paper that make a share of 1."""

TICKED: tuple[Answer, ...] = (1,)
UNTICKED: tuple[Answer, ...] = (0,)

TOP2_FROM = 4
"""Points of a scale from which the top two are the default measure."""

BOXES: Mapping[str, type[TopBox | BottomBox | Net]] = {"top": TopBox, "bottom": BottomBox, "net": Net}
BOX = re.compile(r"(top|bottom|net)([1-9][0-9]{0,2})")

ASKED_ONLY = ("single", "scale", "number", "points")
"""Formats whose base is who gave an answer: a blank there is no "no"."""

ASKS: Mapping[str, tuple[str, str]] = {
    "perception": ("expectation", "belief"),
    "delivery": ("expectation", "practice"),
    "knowledge": ("knowledge", "knowledge"),
    "experience": ("expectation", "experience"),
    "self_image": ("experience", "belief"),
    "opinion": ("opinion", "opinion"),
}
"""What the reference and every other side are asked, by kind (``domain/METHOD.md`` §1)."""


def build_questions(context: Context, raw: object) -> tuple[Question, ...]:
    """Return the questions that have no problem; the problems of the others are noted."""
    if not isinstance(raw, list) or not raw:
        error = SurveyError.wrong_type("questions", "a list of at least one question", raw)
        context.problems.add(error, ("questions",))
        return ()
    tables = [each if isinstance(each, dict) else {} for each in raw]
    context.check_unique("questions", [each.get("id") for each in tables], ("questions",))
    count = sum(len(each["items"]) for each in tables if isinstance(each.get("items"), list))
    if not (
        context.check_count("questions", len(raw), MAX_ITEMS, ("questions",))
        and context.check_count("items", count, MAX_ITEMS, ("questions",))
    ):
        return ()
    built = [build_question(context, each, ("questions", place)) for place, each in enumerate(raw)]
    return tuple(question for question in built if question is not None)


def build_question(context: Context, raw: object, at: Path) -> Question | None:
    """Return one question, or nothing where it can't be built."""
    kind = format_of(context, raw, at)
    if kind is None or not isinstance(raw, dict):
        return None
    raw = raw if kind == MIXED else raw | {"format": kind}
    table = context.problems.checked(QUESTION_TABLES[kind], raw, at, parts={"items": []})
    context.check_id("a question", raw.get("id"), (*at, "id"))
    context = context if table is None else in_roles(context, table, at)
    items = build_items(context, kind, raw, at)
    if table is None:
        return None
    question = Question(
        id=table.id,
        kind=table.kind,
        format="multiple" if isinstance(table, MixedTable) else table.format,
        label=table.label or table.id.replace("_", " ").capitalize(),
        items=items,
        text=context.each(table.text, (*at, "text")),
        asks=asks_of(context, table) | context.each(table.asks, (*at, "asks")),
        asked_of=context.each(table.asked_of, (*at, "asked_of")),
        base=base_rules(context, table, at),
        missing=tuples(context.each(table.missing, (*at, "missing"))),
        roles=tuple(table.roles or ()),
        reference=reference_of(table) if table.roles else "",
        chain=table.chain,
        line=context.problems.lines.line(at),
    )
    return with_margin(context, with_format(context, question, table, at), table.margin, at)


def format_of(context: Context, raw: object, at: Path) -> str | None:
    """Return the question's format if it is built."""
    if not isinstance(raw, dict):
        context.problems.add(SurveyError.wrong_type("questions", "a list of tables", raw), at)
        return None
    written = raw.get("format")
    if isinstance(written, dict):
        return format_of_sides(context, written, at)
    if isinstance(written, str) and written in QUESTION_TABLES and written != MIXED:
        return written
    if "format" not in raw:
        context.problems.add(SurveyError.missing_key("format", QuestionTable.told_as), (*at, "format"))
    else:
        error = not_allowed(QuestionTable, "format", written, list(get_args(Format)))
        context.problems.add(error, (*at, "format"))
    return None


def format_of_sides(context: Context, written: Mapping[str, Any], at: Path) -> str | None:
    """Return the format of a question that names one per side: their own if all agree."""
    formats = context.each(dict(written), (*at, "format"))
    known = [each for each in formats.values() if isinstance(each, str) and each in get_args(Format)]
    for side, each in formats.items():
        if each not in known:
            error = not_allowed(QuestionTable, "format", each, list(get_args(Format)))
            context.problems.add(error, (*at, "format", side))
    for side in context.sides:
        if side not in formats:
            context.problems.add(QuestionError.format_missing(side), (*at, "format"))
    if len(known) < len(context.sides):
        return None
    if len(set(known)) == 1:
        return known[0]
    if set(known) != {"multiple", "single"}:
        context.problems.add(QuestionError.formats_apart(dict.fromkeys(known)), (*at, "format"))
        return None
    return MIXED


def with_format(context: Context, question: Question, table: QuestionTable, at: Path) -> Question:
    """Return the question with what only its format has."""
    match table:
        case MixedTable():
            question = mixed(context, question, table, at)
        case MultipleTable():
            question = multiple(context, question, table, at)
        case SingleTable():
            question = single(context, question, table, at)
        case ScaleQuestionTable():
            question = scaled(context, question, table, at)
        case NumberTable():
            question = numeric(context, question, table, at)
        case RankTable():
            question = ranked(context, question, table, at)
        case PointsTable():
            question = shared_out(context, question, table, at)
    return question


def multiple(context: Context, question: Question, table: MultipleTable | MixedTable, at: Path) -> Question:
    """Return a multiple question with its ticks."""
    ticked = dict.fromkeys(context.sides, TICKED) | tuples(context.each(table.ticked, (*at, "ticked")))
    unticked = dict.fromkeys(context.sides, UNTICKED) | tuples(
        context.each(table.unticked, (*at, "unticked"))
    )
    place = (*at, "unticked" if table.unticked is not None else "ticked")
    overlaps: dict[Answer, str] = {}
    for side in context.sides:
        for answer in shared(ticked[side], unticked[side]):
            overlaps.setdefault(answer, side)
    for answer, side in overlaps.items():
        context.problems.add(SurveyError.answers_overlap(side, answer, "`ticked`", "`unticked`"), place)
    share = share_measures(context, table, at)
    return replace(question, ticked=ticked, unticked=unticked, measure=share)


def single(context: Context, question: Question, table: SingleTable | MixedTable, at: Path) -> Question:
    """Return a single choice with its columns."""
    column = context.each(table.column, (*at, "column"))
    answered = {side for item in question.items for side in item.answers}
    for side in context.with_data:
        if side in answered and side not in column:
            context.problems.add(SurveyError.answers_without_column(side), at)
        if side in column and side not in answered and isinstance(table.column, dict):
            context.problems.add(SurveyError.column_without_answers(side), (*at, "column"))
    for side in column:
        if side not in context.with_data and isinstance(table.column, dict):
            context.problems.add(SurveyError.column_without_data(side), (*at, "column", side))
    note_overlaps(context, question, at)
    kept = {side: name for side, name in column.items() if side in answered}
    return replace(question, column=kept, measure=share_measures(context, table, at))


def mixed(context: Context, question: Question, table: MixedTable, at: Path) -> Question:
    """Return a question that some sides answered by ticks and others by one choice."""
    ticks = multiple(context, question, table, at)
    return replace(single(context, ticks, table, at), formats=context.each(table.format, (*at, "format")))


def share_measures(context: Context, table: QuestionTable, at: Path) -> dict[str, Measure]:
    """Return the only measure of ticks and choices."""
    for side, name in context.each(table.measure, (*at, "measure")).items():
        if name != Share.name:
            error = ScaleError.unknown_measure(name, f'"share" in {table.told_as}')
            context.problems.add(error, side_place(table.measure, (*at, "measure"), side))
            break
    return dict.fromkeys(context.sides, Share())


def scaled(context: Context, question: Question, table: ScaleQuestionTable, at: Path) -> Question:
    """Return a scale question with its scales and measures."""
    place = (*at, "scale")
    tables = context.each(table.scale, place)
    scales = {side: built for side, each in tables.items() if (built := build_scale(each)) is not None}
    written = {id(each): (each, side_place(table.scale, place, side)) for side, each in tables.items()}
    for each, where in written.values():
        for error in scale_problems(each):
            context.problems.add(error, where)
    needed = {side for item in question.items for side in item.columns}
    for side in sorted(needed - tables.keys()):
        context.problems.add(ScaleError.missing_scale(side), place)
    measures = scale_measures(context, table, scales, at)
    if table.match == "rescale" or len({scale.points for scale in scales.values()}) > 1:
        note_match(context, table, measures, at)
    return replace(question, scale=scales, measure=measures, match=table.match)


def note_match(
    context: Context, table: ScaleQuestionTable, measures: Mapping[str, Measure], at: Path
) -> None:
    """Note scales that differ and are matched neither by boxes nor by rescaled means."""
    if table.match is None:
        context.problems.add(ScaleError.scales_differ(), (*at, "scale"))
    elif table.match == "rescale":
        if not all(isinstance(each, Mean) for each in measures.values()):
            context.problems.add(QuestionError.rescaled_boxes(), (*at, "measure"))
    elif (
        table.measure is None
        or len({type(each) for each in measures.values()} - {Mean}) != 1
        or any(isinstance(each, Mean) for each in measures.values())
    ):
        context.problems.add(ScaleError.match_without_measure(), (*at, "match"))


def build_scale(table: ScaleTable) -> Scale | None:
    """Return a scale, or nothing where it does not ascend or is too long."""
    if not 0 < table.high - table.low < MAX_LABELS:
        return None
    points = tuple(range(table.low, table.high + 1))
    labels = tuple(table.labels) or tuple(str(point) for point in points)
    return Scale(points, labels, tuple(table.off_scale), tuple(table.missing))


def scale_problems(table: ScaleTable) -> Iterable[GapkitError]:
    """Yield what is wrong with a scale."""
    if table.low >= table.high:
        yield ScaleError.empty(table.low, table.high)
        return
    count = table.high - table.low + 1
    if count > MAX_LABELS:
        yield SurveyError.too_many("points on a scale", count, MAX_LABELS)
        return
    if table.labels and len(table.labels) != count:
        yield ScaleError.labels_differ(len(table.labels), count)
    points = list(range(table.low, table.high + 1))
    for answer in shared(table.off_scale, points):
        yield ScaleError.answer_twice(answer, "its points", "`off_scale`")
    for answer in shared(table.missing, points):
        yield ScaleError.answer_twice(answer, "its points", "`missing`")
    for answer in shared(table.missing, table.off_scale):
        yield ScaleError.answer_twice(answer, "`off_scale`", "`missing`")


def scale_measures(
    context: Context, table: ScaleQuestionTable, scales: Mapping[str, Scale], at: Path
) -> dict[str, Measure]:
    """Return what is summarised on each side."""
    written = context.each(table.measure, (*at, "measure"))
    measures: dict[str, Measure] = {}
    for side, scale in scales.items():
        points = len(scale.points)
        usual = "top2" if points >= TOP2_FROM else "top1"
        name = written.get(side, "mean" if table.match == "rescale" else usual)
        measure = measure_of(name)
        place = side_place(table.measure, (*at, "measure"), side)
        if measure is None:
            allowed = '"topN", "bottomN", "netN" or "mean"'
            context.problems.add(ScaleError.unknown_measure(name, allowed), place)
        elif isinstance(measure, TopBox | BottomBox | Net) and measure.k > points:
            context.problems.add(ScaleError.box_too_large(name, points), place)
        else:
            measures[side] = measure
            continue
        if not isinstance(table.measure, dict):
            break
    return measures


def measure_of(name: str) -> Measure | None:
    """Return the measure of a scale question by its name.

    Examples
    --------
    >>> measure_of("bottom2")
    BottomBox(k=2)
    """
    if name == Mean.name:
        return Mean()
    match = BOX.fullmatch(name)
    return BOXES[match[1]](int(match[2])) if match else None


def with_margin(context: Context, question: Question, margin: float | None, at: Path) -> Question:
    """Return the question with its margin as a share, or in scale units for means."""
    if margin is None:
        return question
    if not all(measure.in_points for measure in question.measure.values()):
        return replace(question, margin=margin)
    if margin >= POINTS:
        context.problems.add(ScaleError.margin_too_large(margin), (*at, "margin"))
    return replace(question, margin=margin / POINTS)


def base_rules(context: Context, table: QuestionTable, at: Path) -> dict[str, BaseRule]:
    """Return who counts for an item on each side."""
    usual: dict[str, BaseRule] = dict.fromkeys(context.sides, "asked")
    written: dict[str, BaseRule] = context.each(table.base, (*at, "base"))
    for side, rule in written.items():
        if rule != "asked" and format_on(table, side) in ASKED_ONLY:
            place = side_place(table.base, (*at, "base"), side)
            context.problems.add(QuestionError.base_of_answers(table.told_as), place)
            break
    return {**usual, **written}


def format_on(table: QuestionTable, side: str) -> str:
    """Return the format in which a side answered."""
    written = getattr(table, "format", "")
    return str(written.get(side, "") if isinstance(written, dict) else written)


def asks_of(context: Context, table: QuestionTable) -> dict[str, str]:
    """Return what each side is asked where the question does not say it."""
    reference, other = ASKS[table.kind]
    return {side: reference if side == context.reference else other for side in context.sides}


def tuples(answers: Mapping[str, list[Answer]]) -> dict[str, tuple[Answer, ...]]:
    """Return each side's answers as a tuple."""
    return {side: tuple(each) for side, each in answers.items()}
