"""Checks of the answers themselves: Q04, Q10, Q12, L01."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.checks.wordings import wordings
from gapkit.display import number_text, value_text
from gapkit.responses import MISSING, Responses, answers_key
from gapkit.stats import cronbach_alpha, difference_reliability
from gapkit.survey import Question

Floats = NDArray[np.float64]

NEGATED = re.compile(r"\b(?:never|not|cannot|hardly|rarely|\w+n['’]t)\b", re.IGNORECASE)
"""Words that turn a statement round."""

OPPOSED = 0.2
"""An item this much against its battery on one side and with it on the other runs the wrong way on one."""

ENOUGH = 30
"""Respondents that a correlation, a ceiling or a reliability needs."""

BATTERY = 3
"""Items of a battery that an item can be set against."""

DROPPED = 0.05
"""Share of don't knows that must not go without a word."""

CEILING = 0.80
"""Share in the highest answer above which hardly anybody can want more."""

RELIABLE = 0.60
"""Reliability that the difference of two scores should have."""


def reversed_item(seen: Evidence) -> Iterator[CheckRow]:
    """Q04: only one side's wording is a negation, or its answers run against their battery, not recoded."""
    for each in wordings(seen):
        item = each.question.item(each.item) if each.item else None
        turned = item is not None and _reversed(item.columns, each.side) != _reversed(
            item.columns, each.reference
        )
        related = item is not None and item.comparable == "related"
        negated = [bool(NEGATED.search(text)) for text in (each.of_side, each.of_reference)]
        if negated[0] != negated[1] and not turned and not related:
            found = f"“{each.of_reference}” against “{each.of_side}”"
            yield CheckRow(found, each.question.id, each.item, each.side)
    for question, side, reference in seen.pairs():
        runs = [_with_battery(seen, question, each) for each in (side, reference)]
        for item in question.items:
            r = [each.get(item.id, 0.0) for each in runs]
            if min(r) < -OPPOSED and max(r) > OPPOSED:
                told = f"{number_text(r[0], 2)} ({side}), {number_text(r[1], 2)} ({reference})"
                yield CheckRow(f"correlation with the other items {told}", question.id, item.id, side)


def dont_know_dropped(seen: Evidence) -> Iterator[CheckRow]:
    """Q10: more than 5% of those asked gave no answer (don't know, refused), and the base leaves them out."""
    for each in seen.totals.values():
        silent = 1 - each.base / each.asked if each.asked > 0 else 0.0
        if (
            each.status in ("ok", "low_base")
            and silent > DROPPED
            and not _any_tick(seen, each.question, each.side)
        ):
            yield CheckRow(
                f"{value_text(silent, 'share')} gave no answer", each.question, each.item, each.side
            )


def missing_as_no(seen: Evidence) -> Iterator[CheckRow]:
    """Q12: declared missing answers count as "not chosen" (base rule ``all``), or every blank would."""
    for question in seen.survey.questions:
        for side in seen.survey.speakers(question):
            codes = _codes(seen, question, side)
            if question.base.get(side) != "all" or codes is None:
                continue
            count = int((codes == MISSING).any(axis=1).sum())
            if count:
                found = f"{count:,} with a declared missing answer counted as not chosen"
                yield CheckRow(found, question.id, side=side)


def ceiling(seen: Evidence) -> Iterator[CheckRow]:
    """L01: expectations are at the ceiling (over 80% top box), or a difference's reliability is below 0.6."""
    for question, side, reference in seen.pairs():
        yield from _at_ceiling(seen, question, reference)
        if seen.survey.sides[side].home == seen.survey.sides[reference].home:
            yield from _unreliable(seen, question, side, reference)


def _at_ceiling(seen: Evidence, question: Question, side: str) -> Iterator[CheckRow]:
    """Tell the items where nearly everybody who expects something gives the highest answer."""
    codes = _codes(seen, question, side)
    if question.asks.get(side) != "expectation" or side not in question.scale or codes is None:
        return
    home = seen.home(side)
    weight = home.weight if isinstance(home, Responses) else None
    top = len(question.scale[side].points) - 1
    for place, item in enumerate(_columns(seen, question, side)):
        answered = codes[:, place] >= 0
        if answered.sum() >= ENOUGH:
            weights = None if weight is None else weight[answered]
            share = float(np.average(codes[answered, place] == top, weights=weights))
            if share > CEILING:
                yield CheckRow(
                    f"{value_text(share, 'share')} give the highest answer", question.id, item, side
                )


def _unreliable(seen: Evidence, question: Question, side: str, reference: str) -> Iterator[CheckRow]:
    """Tell a battery whose respondents' differences are mostly noise."""
    tables = [_values(seen, question, each) for each in (side, reference)]
    if any(each.shape[1] < 2 for each in tables):  # noqa: PLR2004 - alpha needs two items
        return
    complete = ~np.isnan(np.hstack(tables)).any(axis=1)
    if complete.sum() < ENOUGH:
        return
    one, other = (each[complete] for each in tables)
    means = one.mean(axis=1), other.mean(axis=1)
    spreads = means[0].std(ddof=1), means[1].std(ddof=1)
    if not all(spreads):
        return
    reliability = float(
        difference_reliability(
            spreads[0], cronbach_alpha(one).value, spreads[1], cronbach_alpha(other).value,
            float(np.corrcoef(*means)[0, 1]),
        )
    )  # fmt: skip
    if reliability < RELIABLE:
        yield CheckRow(f"reliability of the difference {number_text(reliability, 2)}", question.id, side=side)


def _with_battery(seen: Evidence, question: Question, side: str) -> dict[str, float]:
    """Return each item's correlation with the mean of the others on one side."""
    table = _values(seen, question, side)
    if question.format != "scale" or table.shape[1] < BATTERY:
        return {}
    answered = ~np.isnan(table)
    sums, counts = np.nansum(table, axis=1), answered.sum(axis=1)
    found = {}
    for place, item in enumerate(_columns(seen, question, side)):
        kept = answered[:, place] & (counts > 1)
        if kept.sum() < ENOUGH:
            continue
        mine = table[kept, place]
        rest = (sums[kept] - mine) / (counts[kept] - 1)
        if mine.std() and rest.std():
            found[item] = float(np.corrcoef(mine, rest)[0, 1])
    return found


def _values(seen: Evidence, question: Question, side: str) -> Floats:
    """Return the respondents' answers as values of the scale, NaN where there is none."""
    home, codes = seen.home(side), _codes(seen, question, side)
    if codes is None or not isinstance(home, Responses):
        return np.empty((0, 0))
    answers = home.answers[answers_key(question.id, side, home.side)]
    return np.array([*answers.values, np.nan])[np.where(codes < 0, len(answers.values), codes)]


def _codes(seen: Evidence, question: Question, side: str) -> NDArray[np.int16] | None:
    """Return the coded answers of a side or role; nothing for published figures."""
    home = seen.home(side)
    if not isinstance(home, Responses):
        return None
    answers = home.answers.get(answers_key(question.id, side, home.side))
    return None if answers is None else answers.codes


def _columns(seen: Evidence, question: Question, side: str) -> Sequence[str]:
    """Return the item of each column."""
    home = seen.home(side)
    return (
        home.answers[answers_key(question.id, side, home.side)].columns if isinstance(home, Responses) else ()
    )


def _any_tick(seen: Evidence, question: str, side: str) -> bool:
    """Whether the base rule leaves out those who ticked nothing: no don't know, but B05's concern."""
    return seen.survey.question(question).base.get(side) == "answered_any"


def _reversed(columns: object, side: str) -> bool:
    """Whether a side's scale of an item is turned round."""
    column = columns.get(side) if isinstance(columns, dict) else None
    return bool(column and column.reverse)


CHECKS = (
    Check(
        "Q04",
        "E",
        "One side is worded in reverse and not recoded",
        "Write `reverse = true` beside the column, or leave the pair out; published shares can't be turned.",
        reversed_item,
    ),
    Check(
        "Q10",
        "W",
        "Don't knows are left out of the base",
        "Print their share beside the figure, or count them with `off_scale`.",
        dont_know_dropped,
    ),
    Check(
        "Q12",
        "E",
        "Missing answers are stored as 0 or as not chosen",
        'Leave `base` at "asked", or mark the missing answers so that they are not counted.',
        missing_as_no,
    ),
    Check(
        "L01",
        "W",
        "Expectations are at the ceiling, or the difference is hardly reliable",
        "Show the experience alone beside the difference; rank importance in place of rating it.",
        ceiling,
    ),
)
