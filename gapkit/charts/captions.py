"""The words around a chart: subtitle above, notes and source below, all from the result's own fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import isnan

from gapkit.charts.data import Axis, Sort
from gapkit.charts.rows import DAGGER
from gapkit.display import (
    count_text,
    in_points,
    list_text,
    low_is_first,
    number_text,
    percent_text,
    size_text,
)
from gapkit.findings.method_words import (
    BASE_RULES,
    FAMILIES,
    ON_AVERAGE,
    corrections,
    is_share,
    lowered_bases,
    row_method,
)
from gapkit.gaps import Gap, Method
from gapkit.survey import Question, Survey
from gapkit.tallies import Estimate

ORDERS = {
    "gap": "largest gap first",
    "reference": "sorted by {reference}",
    "side": "sorted by {side}",
    "survey": "in the order of the survey",
}
SYNTHETIC = "Synthetic data"
SYNTHETIC_NOTE = "Synthetic data: no real person answered."


def subtitle(rows: Sequence[Gap], survey: Survey, sort: Sort) -> str:
    """Return the wording put to both sides, the unit and the order."""
    told = order(rows, survey, sort)
    questions = list(dict.fromkeys(row.question for row in rows))
    measures = list(dict.fromkeys(row.measure for row in rows))
    unit = f"{unit_text(measures[0])}, {told}" if len(measures) == 1 else told
    sentence = unit[:1].upper() + unit[1:]
    if len(questions) > 1:
        return f"{sentence}; questions apart."
    return f"{wording(rows, survey)} {sentence}.".strip()


def order(rows: Sequence[Gap], survey: Survey, sort: Sort) -> str:
    """Return in which order rows stand; gaps that nobody has can't sort them."""
    side, reference = labels(rows, survey)
    gapless = all(isnan(row.gap) for row in rows)
    return ORDERS["survey" if gapless and sort == "gap" else sort].format(side=side, reference=reference)


def wording(rows: Sequence[Gap], survey: Survey) -> str:
    """Return what each side was asked; the question's label where the survey file has no wording."""
    question = survey.question(rows[0].question)
    told = [
        (survey.sides[side].label, question.text.get(side, ""), question.asked_of.get(side, ""))
        for side in (rows[0].reference, rows[0].side)
    ]
    if len({(text, asked_of) for _, text, asked_of in told}) == 1 and told[0][1]:
        return f"“{told[0][1]}”" + (f" ({told[0][2]})" if told[0][2] else "")
    worded = [
        f"{label}{f' ({asked_of})' if asked_of else ''}: “{text}”" for label, text, asked_of in told if text
    ]
    return " ".join(worded) or _ended(question.label)


def _ended(text: str) -> str:
    """Return a text with a full stop, unless it ends a sentence already."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


POINTS = "percentage points (pp)"

NUMBER_WORDS = {
    "mean": "mean answer",
    "median": "median answer",
    "mean_rank": "mean rank, 1 is first",
    "first": "%\u00a0ranking it first",
}
"""What the numbers of measures are that have no boxes."""


def unit_text(measure: str) -> str:
    r"""Return what the numbers of a measure are.

    Examples
    --------
    >>> unit_text("share"), unit_text("top1"), unit_text("mean")
    ('%\xa0choosing each item', '%\xa0giving the top answer', 'mean answer')
    """
    if measure == "share":
        return "%\u00a0choosing each item"
    if measure in NUMBER_WORDS:
        return NUMBER_WORDS[measure]
    if measure.startswith("ranked_top"):
        return f"%\u00a0ranking it among the first\u00a0{measure.removeprefix('ranked_top')}"
    k = measure.lstrip("abcdefghijklmnopqrstuvwxyz")
    if measure.startswith("net"):
        return f"%\u00a0giving one of the top\u00a0{k} answers less %\u00a0giving one of the bottom\u00a0{k}"
    end = "top" if measure.startswith("top") else "bottom"
    return (
        f"%\u00a0giving the {end} answer" if k == "1" else f"%\u00a0giving one of the {end}\u00a0{k} answers"
    )


def noted(survey: Survey, *sentences: str) -> tuple[str, ...]:
    """Return the sentences under a chart: those that say something, after the one about synthetic data."""
    told = (SYNTHETIC_NOTE if survey.synthetic else "", *sentences, lowered_bases(survey.low_base))
    return tuple(each for each in told if each)


def source(rows: Sequence[Gap], survey: Survey) -> str:
    """Return where the figures are from, and when they were gathered."""
    dates = {
        survey.sides[side].label: " to ".join(survey.sides[side].dates)
        for side in (rows[0].reference, rows[0].side)
        if survey.sides[side].dates
    }
    when = ""
    if dates:
        alike = len(set(dates.values())) == 1 and len(dates) == 2  # noqa: PLR2004 - both sides
        told = (
            next(iter(dates.values())) if alike else ", ".join(f"{who} {date}" for who, date in dates.items())
        )
        when = f"; fieldwork {told}"
    return f"Source: {survey.source or survey.title}{when}."


def labels(rows: Sequence[Gap], survey: Survey) -> tuple[str, str]:
    """Return the names of the side and of its reference."""
    return survey.sides[rows[0].side].label, survey.sides[rows[0].reference].label


def bases_text(rows: Sequence[Gap], survey: Survey, between: str) -> str:
    """Return how many answered on each side, such as ``1,300 Consumers, 132 Marketers``; unknown last."""
    side, reference = labels(rows, survey)
    pairs = ((reference, [row.of_reference for row in rows]), (side, [row.of_side for row in rows]))
    told = [
        _base(label, estimates)
        for label, estimates in pairs
        if any(each.status != "one_sided" for each in estimates)
    ]
    return between.join(sorted(told, key=lambda each: each.startswith("unknown")))


def sign_rule(rows: Sequence[Gap], survey: Survey) -> str:
    """Return what a gap is, and what its sign means."""
    side, reference = labels(rows, survey)
    units = {POINTS if in_points(row.measure) else row.unit or "scale units" for row in rows}
    unit = f", in {units.pop()}" if len(units) == 1 else ""
    if all(low_is_first(row.measure) for row in rows):
        return f"Gap = {side} minus {reference}{unit}; above 0: {side} rank it later."
    ranks = ", of mean ranks earlier" if any(low_is_first(row.measure) for row in rows) else ""
    return f"Gap = {side} minus {reference}{unit}; below 0: {side} lower{ranks}."


def directions(rows: Sequence[Gap], survey: Survey) -> tuple[str, str]:
    """Return what a gap below 0 and one above 0 mean; of mean ranks, lower is earlier."""
    side, _ = labels(rows, survey)
    words = ("earlier", "later") if all(low_is_first(row.measure) for row in rows) else ("lower", "higher")
    return f"{side} {words[0]}", f"{side} {words[1]}"


def bases(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the bases of both sides, who counts in them, and whether they are weighted."""
    sides = [each for each in (rows[0].reference, rows[0].side) if not survey.sides[each].published]
    questions = [survey.question(each) for each in dict.fromkeys(row.question for row in rows)]
    rules = {each.base[side] for each in questions for side in sides if side in each.base}
    who = f" ({BASE_RULES[next(iter(rules))]})" if len(rules) == 1 else _rules(questions, survey, sides)
    weighted = any(survey.sides[side].weight for side in sides)
    told = "; weighted, n is not" if weighted else ""
    effective = _effective(rows, survey) if weighted else ""
    if not any(each.base > 0 for row in rows for each in (row.of_side, row.of_reference)):
        return "The bases of both sides are unknown."
    return f"n\u00a0=\u00a0{bases_text(rows, survey, ', ')}{who}{told}{effective}."


def _rules(questions: Sequence[Question], survey: Survey, sides: Sequence[str]) -> str:
    """Return who counts where the sides differ in it; nothing where the questions do."""
    if len(questions) != 1 or not sides:
        return ""
    told = [
        f"{survey.sides[side].label}: {BASE_RULES[questions[0].base[side]]}"
        for side in sides
        if side in questions[0].base
    ]
    return f" ({'; '.join(told)})" if told else ""


def _base(label: str, estimates: Sequence[Estimate]) -> str:
    """Return one side's base, or its range over the items."""
    told = _range(each.base for each in estimates if each.base != 0)
    return f"{told} {label}" if told else f"unknown for {label}"


def _range(numbers: Iterable[float]) -> str:
    """Return a count, or the lowest and the highest of several; nothing where none is known."""
    known = sorted(each for each in numbers if not isnan(each))
    if not known:
        return ""
    low, high = count_text(known[0]), count_text(known[-1])
    return low if low == high else f"{low} to {high}"


def _effective(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the effective bases, which the intervals stand on."""
    side, reference = labels(rows, survey)
    pairs = ((reference, [row.of_reference for row in rows]), (side, [row.of_side for row in rows]))
    told = [
        f"{_range(each.effective_base for each in estimates)} {label}"
        for label, estimates in pairs
        if _range(each.effective_base for each in estimates)
    ]
    return f"; effective n {', '.join(told)}" if told else ""


def ranks(rows: Sequence[Gap]) -> str:
    """Explain the ranks in the bars, where there are any."""
    if not any(each.rank > 0 for row in rows for each in (row.of_side, row.of_reference)):
        return "Intervals and tests stand in the table."
    tied = any(_tied(rows, name) for name in ("of_side", "of_reference"))
    return f"#: rank on each side{', = for a tie' if tied else ''}; intervals and tests stand in the table."


def _tied(rows: Sequence[Gap], name: str) -> bool:
    """Return whether two items of a question share a rank."""
    ranks = [(row.question, getattr(row, name).rank) for row in rows if getattr(row, name).rank > 0]
    return len(set(ranks)) < len(ranks)


def side_intervals(drawn_as: str, rows: Sequence[Gap], method: Method) -> str:
    """Return what the interval of each side is, and what draws it, such as ``"Bands"``."""
    drawn = [each for row in rows for each in (row.of_side, row.of_reference) if not isnan(each.ci_low)]
    if not drawn:
        return ""
    shares = {is_share(each.measure) for each in drawn}
    how = list_text([name for name, share in (("Wilson", True), ("Student", False)) if share in shares])
    return f"{drawn_as}: {percent_text(method.conf_level)} interval of each side alone ({how})."


def gap_intervals(rows: Sequence[Gap], method: Method) -> str:
    """Return how the interval of a gap was made, over which family, and what bold means."""
    tested = [row for row in rows if row.family_size]
    if not tested:
        return "No gap could be tested."
    how = {row_method(row, method.gap_method) for row in tested}
    level = percent_text(method.conf_level)
    corrected = corrections(row.adjust for row in tested)
    opening = f"{level} CI of the gap: {list_text(sorted(how))}"
    if not corrected:
        return f"{opening}, each item alone, not adjusted; bold: it excludes 0."
    sizes = dict.fromkeys(row.family_size for row in tested)
    what = FAMILIES.get(method.family, "items")
    over = f"all {next(iter(sizes))} {what}" if len(sizes) == 1 else f"the {what} of each question"
    over = "its one item" if sizes == {1: None} else over
    if any(row.adjust in ON_AVERAGE for row in tested):
        return f"{opening}, right on average over the flagged ones of {over} ({corrected}); bold: flagged."
    return f"{opening}, simultaneous over {over} ({corrected}); bold: it excludes 0."


def margin_text(row: Gap) -> str:
    """Return the largest gap that counts as agreement, with its unit; nothing where none is given."""
    return "" if isnan(row.margin) else size_text(row.margin, row.measure, unit=row.unit)


def margin_rule(rows: Sequence[Gap]) -> str:
    """Return when a gap counts as agreement."""
    sizes = list(dict.fromkeys(text for row in rows if (text := margin_text(row))))
    if not sizes:
        return ""
    return f"Aligned: the whole CI lies within {' or '.join(sizes)} of 0."


def marks(rows: Sequence[Gap], survey: Survey, outlined: Sequence[str] = ()) -> Iterator[str]:
    """Explain outlines, daggers and suppressed rows, where there are any.

    Parameters
    ----------
    outlined : sequence of str
        Why a mark of this chart may be an outline besides.
    """
    why = list(outlined)
    if any(row.status == "low_base" for row in rows):
        why.append(f"base below {survey.low_base.flag}")
    if any(row.comparable == "related" for row in rows):
        why.append("related, not the same question")
    if why:
        yield f"Outlined marks: {'; '.join(why)}."
    if any("denoted" in row.flags and row.status != "low_base" for row in rows):
        yield f"{DAGGER} Base below {survey.low_base.denote}."
    if any("suppressed" in (row.of_side.status, row.of_reference.status) for row in rows):
        yield (
            f"n<{survey.low_base.suppress}: suppressed, because too few answered or a suppressed number "
            "would follow from it."
        )
    if any("masked" in (row.of_side.status, row.of_reference.status) for row in rows):
        yield "Shares of a few people are shown as a bound, without a gap."


def bar_start(axes: Sequence[Axis]) -> str:
    """Return where bars begin that do not begin at 0."""
    starts = {
        number_text(each.start, 0 if each.start == round(each.start) else 1) for each in axes if each.start
    }
    return f"Bars begin at {list_text(sorted(starts))}, the lowest answer." if starts else ""
