"""A plan as text."""

from __future__ import annotations

from collections.abc import Iterator
from math import isinf, isnan

import numpy as np

from gapkit.display import DASH, count_text, number_text, percent_text
from gapkit.planning.model import Agreement, Plan, Wish
from gapkit.stats import RequiredSample
from gapkit.stats.student import normal_critical
from gapkit.survey.text import clean_text

PRINTED = (1, 2, 3, 4, 5, 6, 8, 10, 12, 13, 15, 18, 20, 25, 30, 40, 50)
"""Gaps of the printed curve, in points; frames and JSON hold every point."""

SURE = 0.995
"""The printed curve ends at the first chance above it."""


def plan_text(plan: Plan) -> str:
    """Return a plan for a terminal."""
    parts = [headline(plan), _detectable(plan), _curve(plan)]
    parts += [_wish(plan, plan.wish)] if plan.wish is not None else []
    parts += [_agreement(plan.agreement)] if plan.agreement is not None else []
    parts += [[f"Warning: {each}" for each in plan.warnings]] if plan.warnings else []
    return clean_text("\n\n".join("\n".join(lines) for lines in parts))


def headline(plan: Plan) -> list[str]:
    """Return what is planned."""
    work = plan.fieldwork
    n1, n2 = work.effective
    lines = [
        f"{count_text(work.base)} {plan.side} beside {count_text(work.base_reference)} {plan.reference}."
    ]
    if (n1, n2) != (work.base, work.base_reference):
        deffs = " and ".join(dict.fromkeys(f"{each:g}" for each in (work.deff, work.deff_reference)))
        lines.append(f"Effective bases {count_text(n1)} and {count_text(n2)} (design effect {deffs}).")
    together = "One item" if work.items == 1 else f"{work.items} items tested together"
    c = number_text(normal_critical(work.alpha), 3)
    lines.append(f"{together} at {percent_text(work.conf_level)}: a gap is flagged where |z| > {c}.")
    return lines


def _detectable(plan: Plan) -> list[str]:
    """Return the smallest gaps that will probably be flagged."""
    above, below = plan.detectable.above, plan.detectable.below
    chance, share = percent_text(plan.power), percent_text(plan.share)
    return [
        f"Smallest gap with a chance of {chance}, {plan.reference} at {share}:",
        f"  {plan.side} above: {_points(above)}",
        f"  {plan.side} below: {_points(below)}",
    ]


def _curve(plan: Plan) -> list[str]:
    """Return the power curve, thinned out."""
    rows = list(_thinned(plan))
    head = f"{'True gap':>8}  {'above':>6}  {'below':>6}"
    lines = [f"{gap:>8}  {_percent(up):>6}  {_percent(down):>6}" for gap, up, down in rows]
    kind = "summed over all tables" if plan.curve.exact else "normal form"
    return [f"Chance of a flag ({kind}):", head, *lines]


def _thinned(plan: Plan) -> Iterator[tuple[int, float, float]]:
    """Yield gap in points and its chance above and below, up to the first sure one."""
    chance = {
        round(100 * gap): power
        for gap, power in zip(plan.curve.gap.tolist(), plan.curve.power.tolist(), strict=True)
    }
    for points in PRINTED:
        up, down = chance.get(points, float("nan")), chance.get(-points, float("nan"))
        if isnan(up) and isnan(down):
            return
        yield points, up, down
        if not np.nanmin([up, down]) < SURE:
            return


def curve_rows(plan: Plan) -> list[tuple[str, str]]:
    """Return every point of the curve as cells."""
    return [
        (f"{number_text(100 * gap, 0, signed=True)}", _percent(power))
        for gap, power in zip(plan.curve.gap.tolist(), plan.curve.power.tolist(), strict=True)
    ]


def _wish(plan: Plan, wish: Wish) -> list[str]:
    """Return what a wished gap needs."""
    gap = f"A gap of {number_text(100 * wish.gap, 1, signed=True)} points"
    lines = [f"{gap} has a chance of {_percent(wish.power)}. For {percent_text(plan.power)} it takes"]
    alone, both = wish.side_grows, wish.both_grow
    if isinf(alone.base):
        reference = f"{count_text(alone.base_reference)} {plan.reference}"
        lines.append(f"  no number of {plan.side} beside {reference} is enough")
    else:
        lines.append(f"  {_sample(plan, alone)}")
    if isinf(both.base):
        lines.append("  nor does any sample grown on both sides")
    else:
        lines.append(f"  or {_sample(plan, both)}")
    return lines


def _sample(plan: Plan, needed: RequiredSample) -> str:
    """Return a sample in words."""
    side, reference = count_text(needed.base), count_text(needed.base_reference)
    return f"{side} {plan.side} beside {reference} {plan.reference}"


def _agreement(agreement: Agreement) -> list[str]:
    """Return what the margin can show."""
    margin = f"Margin {100 * agreement.margin:g} points"
    if not agreement.possible:
        reach = number_text(100 * agreement.narrowest, 1)
        return [f"{margin}: never `aligned`; the narrowest interval reaches {reach} points from 0."]
    return [f"{margin}: `aligned` with a chance of {_percent(agreement.chance)} where the true gap is 0."]


def _points(gap: float) -> str:
    """Return a gap in points; words where there is none."""
    return "none, not even at 0% or 100%" if isnan(gap) else f"{number_text(100 * abs(gap), 1)} points"


def _percent(chance: float) -> str:
    """Return a chance as a whole percent, never 0 or 100 where it is not."""
    if isnan(chance):
        return DASH
    if 0 < chance < 0.005:  # noqa: PLR2004 - would print as 0
        return "< 1%"
    if SURE <= chance < 1:
        return "> 99%"
    return f"{number_text(100 * chance, 0)}%"
