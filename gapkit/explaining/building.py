"""One gap explained, from the answers to the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import gap_interval_text, gap_text, low_is_first, p_text, status_text
from gapkit.explaining.dependent_steps import dependent_steps
from gapkit.explaining.family_steps import family_step, verdict_step
from gapkit.explaining.gap_steps import gap_steps, statistic
from gapkit.explaining.likes import like_step
from gapkit.explaining.model import Explanation, Like, Step, Value
from gapkit.explaining.sides import side_steps
from gapkit.options import GapMethod, check
from gapkit.stats import to_normal
from gapkit.survey import TOTAL
from gapkit.tallies import Tally
from gapkit.tallies.low_bases import COMPLEMENT

if TYPE_CHECKING:
    from gapkit.gaps import Gap


HIDDEN = ("suppressed", "masked")
"""Gaps of which no number may be told."""

FOR_OTHERS = "hidden so that others can't be computed back"
"""Why a cell of enough respondents is suppressed."""

RELATED = "related pair: stays in the family, leaves ranks and averages"
SYNTHETIC = "synthetic data: no real person answered"


def explain(row: Gap, tally: Tally, *, method: GapMethod, like: Like | None = None) -> Explanation:
    """Tell every input, rule and formula behind one gap, with its numbers.

    A suppressed gap has no step but the one that says so: nothing can be computed back from it.

    Parameters
    ----------
    row : Gap
        What is explained.
    tally : Tally
        What it was computed from.
    method : {"score", "mn", "newcombe"}
        How shares were compared.
    like : {"spss", "wincross", "r-survey"}, optional
        Add what this tool would print for the same two sides, and why it differs.

    Raises
    ------
    OptionError
        If the tool is unknown, or has nothing to print for this row.
    """
    if like is not None:
        check("like", like, Like)
    if row.wave in tally.study.survey.waves:
        tally = replace(tally, study=tally.study.in_wave(row.wave))
    part = tally.part(row.question, row.side)
    shares = part is not None and part.measure.is_share
    steps = [_question_step(row, tally)]
    if row.status not in HIDDEN:
        steps += side_steps(tally, row.of_side, "side")
        steps += side_steps(tally, row.of_reference, "reference")
        steps += _compared(row, tally, method, shares=shares)
    if row.status != "ok":
        steps.append(_status_step(row, tally))
    if like is not None:
        steps.append(like_step(row, tally, like, shares=shares))
    return Explanation(_title(row), tuple(steps), like or "")


def _compared(row: Gap, tally: Tally, method: GapMethod, *, shares: bool) -> Iterator[Step]:
    """Yield the steps from the two values to the verdict; none where there is no gap."""
    if isnan(row.gap):
        return
    if row.dependent:
        yield from dependent_steps(row, shares=shares)
        if row.family_size:
            yield verdict_step(row, tally)
        return
    yield from gap_steps(row, method, shares=shares)
    if not row.family_size:
        return
    z_star = float(to_normal(statistic(row, method, shares=shares), row.df))
    yield family_step(row, tally, z_star, method, shares=shares)
    yield verdict_step(row, tally)


def _title(row: Gap) -> str:
    """Return item, segment and result in one line."""
    where = "" if row.segment == TOTAL else f", {row.segment}"
    if not row.family_size:
        return f"{row.label}{where}: {_reason(row) or 'no test'}"
    limits = gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure, margin=_margin(row))
    gap = gap_text(row.gap, row.measure, margin=_margin(row))
    return f"{row.label}{where}: gap {gap} ({limits}), adjusted p {p_text(row.p_adjusted)}, {row.verdict}"


def _reason(row: Gap) -> str:
    """Return what the status means, and of a cell that stands in for another its true reason."""
    return FOR_OTHERS if COMPLEMENT in row.flags else status_text(row.status)


def _margin(row: Gap) -> float:
    return 0.0 if isnan(row.margin) else row.margin


def _question_step(row: Gap, tally: Tally) -> Step:
    """Explain what was asked, and what is compared."""
    survey = tally.study.survey
    question = survey.question(row.question)
    side, reference = (survey.sides[each] for each in (row.side, row.reference))
    numbers: dict[str, Value] = {
        "survey": row.survey,
        "question": question.label,
        "item": row.item,
        "label": row.label,
        "kind": row.kind,
        "comparable": row.comparable,
        "measure": row.measure,
        "segment": row.segment,
    }
    numbers |= {
        f"asked of {each.label}": text for each in (side, reference) if (text := question.text.get(each.id))
    }
    note = question.item(row.item).note
    sign = "rank it later" if low_is_first(row.measure) else "are higher"
    rules = [f"gap = {side.label} - {reference.label}: positive where {side.label} {sign}"]
    rules += [f"note: {note}"] if note else []
    rules += [RELATED] if row.comparable == "related" else []
    rules += [SYNTHETIC] if survey.synthetic else []
    return Step("question", "What is compared", tuple(rules), numbers, survey.source)


def _status_step(row: Gap, tally: Tally) -> Step:
    """Explain a status other than ok."""
    policy = tally.study.survey.low_base
    numbers: dict[str, Value] = {"status": row.status}
    rules = [_reason(row)]
    if row.status in ("suppressed", "low_base"):
        numbers |= {"suppressed below": float(policy.suppress), "flagged below": float(policy.flag)}
        rules.append(
            "the smaller of respondents and n_K on the smaller side decides; a second cell of a break goes"
            " where the total less the shown ones would give the first away"
        )
        rules += [policy.reason] if policy.reason else []
    if row.status == "no_base" and not isnan(row.base_needed):
        numbers["base_needed"] = row.base_needed
        rules.append("base_needed: the smallest unknown base at which this gap would be flagged")
    return Step("status", "Status", tuple(rules), numbers)
