"""What stands under a table of gaps: sign rule, bases, intervals, margin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan

from gapkit.display import MINUS, count_text, in_points, low_is_first, number_text
from gapkit.findings.method_words import BASE_RULES, FAMILIES, ON_AVERAGE, corrections, row_method, scope
from gapkit.gaps import Gap, Method
from gapkit.survey import Survey
from gapkit.tallies import Estimate


def caption(rows: Sequence[Gap], survey: Survey, method: Method) -> tuple[str, ...]:
    """Return the sentences under the gaps of one question and pair of sides."""
    lines = (
        sign_rule(rows[0], survey),
        bases(rows, survey),
        intervals(rows, method),
        margin_rule(rows),
    )
    return tuple(line for line in lines if line)


def sign_rule(row: Gap, survey: Survey) -> str:
    """Return what a gap is and what its sign means."""
    side, reference = survey.sides[row.side].label, survey.sides[row.reference].label
    unit = "points" if in_points(row.measure) else row.unit or "scale units"
    sign = "rank it later" if low_is_first(row.measure) else "higher"
    return f"Gap = {side} {MINUS} {reference}, in {unit}; positive: {side} {sign}."


def bases(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the bases of both sides, effective ones where they differ, and who counts."""
    question = survey.question(rows[0].question)
    sides = {
        rows[0].side: [row.of_side for row in rows],
        rows[0].reference: [row.of_reference for row in rows],
    }
    told = "; ".join(f"{survey.sides[side].label} {_bases(each, survey)}" for side, each in sides.items())
    rules = {
        question.base[side] for side in sides if side in question.base and not survey.sides[side].published
    }
    who = f" ({BASE_RULES[rules.pop()]})" if len(rules) == 1 else ""
    return f"Bases{who}: {told}."


def _bases(estimates: Sequence[Estimate], survey: Survey) -> str:
    """Return one side's base, or its range over the items."""
    asked = [each for each in estimates if each.status != "one_sided"]
    if not asked:
        return "not published" if survey.sides[estimates[0].side].published else "not asked"
    base = _range(each.base for each in asked)
    effective = _range(each.effective_base for each in asked)
    return base if effective in (base, "unknown") else f"{base} (effective {effective})"


def _range(numbers: Iterable[float]) -> str:
    """Return a count, or the lowest and the highest of several."""
    known = sorted(each for each in numbers if not isnan(each))
    if not known:
        return "unknown"
    low, high = count_text(known[0]), count_text(known[-1])
    return low if low == high else f"{low} to {high}"


def intervals(rows: Sequence[Gap], method: Method) -> str:
    """Return how the intervals and the p-values were made, and over which family."""
    tested = [row for row in rows if row.family_size]
    if not tested:
        return "No item could be tested."
    how = row_method(tested[0], method.gap_method)
    level = number_text(100 * method.conf_level, 0 if round(100 * method.conf_level, 6) % 1 == 0 else 1)
    corrected = corrections(row.adjust for row in tested)
    if not corrected:
        return f"Intervals: {level}%, {how}, each item alone; p-values are not adjusted."
    sizes = sorted({row.family_size for row in tested})
    what = FAMILIES.get(method.family, "items")
    where = scope(method.family, tested[0].segment_by)
    count = " to ".join(str(size) for size in dict.fromkeys((sizes[0], sizes[-1])))
    tested_together = f"{count} {what} tested together" if sizes[-1] > 1 else "one item tested"
    over = f"the {tested_together} ({corrected})"
    if any(row.adjust in ON_AVERAGE for row in tested):
        return f"Intervals: {level}%, {how}, right on average over the flagged ones of {over}."
    verdicts = f"all verdicts{where} hold together at {level}%"
    return f"Intervals: {level}%, {how}, simultaneous over {over}; {verdicts}."


def margin_rule(rows: Sequence[Gap]) -> str:
    """Return when a gap counts as agreement; nothing without a margin or without a test."""
    row = rows[0]
    if isnan(row.margin) or not any(each.family_size for each in rows):
        return ""
    points = in_points(row.measure)
    size = f"{100 * row.margin:g} points" if points else f"{row.margin:g} {row.unit or 'scale units'}"
    return f"Aligned: the whole interval lies within \u00b1{size}."
