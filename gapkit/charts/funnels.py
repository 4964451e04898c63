"""The funnel: each step a share of the one before, with the base that it stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Choice, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role
from gapkit.charts.funnel_drawing import draw
from gapkit.charts.funnel_model import FunnelData, FunnelSide, FunnelStep
from gapkit.charts.rows import DAGGER, row_of
from gapkit.charts.theme import Theme
from gapkit.display import count_text, in_points, interval_text, percent_text
from gapkit.errors.charts import NothingToDrawError
from gapkit.findings.english import item_text
from gapkit.findings.list_headlines import fitting
from gapkit.gaps import Gap, Gaps
from gapkit.tallies import Estimate

AWAY = 0.06

ALL = ""
"""Parent of a step that stands on everybody."""


def funnel(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    items: Sequence[str] | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw steps that were asked only of those who took the one before, each as a share of its own base.

    Which step an item follows is read off the bases: its base are those who ticked (or did not tick) an
    earlier item. The pale bar is how many of everybody got to the step before, the full bar how many
    took this one. Steps whose base fits no earlier step stand on a base of their own.

    Parameters
    ----------
    gaps : Gaps
        Of shares; one side is enough.
    items : sequence of str, optional
        The steps in order, by item id, from any questions shown. Default: as in the survey file.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    NothingToDrawError
        If no item is one of shares.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> people = pd.DataFrame({"answered": [1] * 30 + [0] * 70, "liked": [1] * 24 + [0] * 6 + [None] * 70})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people, "marketer": people},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in ("answered", "liked")},
    ... )
    >>> [step.text for step in funnel(gk.gap(gk.open(survey))).data.sides[0].steps]
    ['30%', '80%']
    """
    data = funnel_data(gaps, question=question, segment=segment, pair=pair, items=items, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


STEPPED = (
    "Each step is a share of the step before it; pale bars: those who got to the step before.",
    "Steps without an indent stand on a base of their own.",
)
UNSTEPPED = ("No item was asked only of those who took another: every bar is a share of its own base.",)


def funnel_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    items: Sequence[str] | None = None,
    title: str | None = None,
) -> FunnelData:
    """Decide what a funnel shows; the parameters are those of ``funnel``."""
    told = shown(_steps_of(gaps, question, items), Choice(question, segment, pair, "survey"))
    gaps = told.gaps
    rows = sorted(told.rows, key=lambda row: items.index(row.item)) if items else list(told.rows)
    both = (_side("reference", rows, gaps), _side("side", rows, gaps))
    sides = tuple(side for side in both if any(not isnan(step.share) for step in side.steps)) or both
    silent = [side.label for side in both if side not in sides]
    roots = [[step for step in side.steps if step.depth == 0 and not isnan(step.share)] for side in sides]
    stepped = any(step.depth for side in sides for step in side.steps)
    notes = (
        *(STEPPED if stepped and max(map(len, roots)) > 1 else STEPPED[:1] if stepped else UNSTEPPED),
        f"Lines: {percent_text(gaps.method.conf_level)} interval of each share (Wilson).",
        f"No answers from {silent[0]}." if silent else "",
        captions.bases(rows, told.survey),
        *captions.marks(rows, told.survey),
    )
    wording = captions.wording(rows, told.survey) if len({row.question for row in rows}) == 1 else ""
    leading = max(sides, key=lambda side: sum(step.depth > 0 for step in side.steps))
    role = bool(told.survey.question(rows[0].question).roles)
    words = words_of("funnel", told, title or _finding(leading, role=role), notes=notes, subtitle=wording)
    details = (_told(side) for side in sides)
    opening = alt_text.opening("funnel", rows, told.survey)
    return FunnelData(replace(words, alt_text=alt_text.told(opening, words.title, details)), sides)


def _steps_of(gaps: Gaps, question: str | None, items: Sequence[str] | None) -> Gaps:
    """Return the gaps of the steps, in the order asked for."""
    rows = [row for row in gaps.rows if in_points(row.measure) and question in (None, row.question)]
    rows = [row for row in rows if items is None or row.item in items]
    if not rows:
        questions = dict.fromkeys(row.question for row in gaps.rows)
        raise NothingToDrawError.lacking("funnel", "items with shares", questions)
    return Gaps(gaps.tally, tuple(rows), gaps.method)


def _side(role: Role, rows: Sequence[Gap], gaps: Gaps) -> FunnelSide:
    """Return the steps of one side, each under the step whose answers are its base."""
    steps: list[FunnelStep] = []
    estimates: list[Estimate] = []
    for row in rows:
        estimate = row.of_side if role == "side" else row.of_reference
        steps.append(_step(role, row, rows, gaps, _parent(estimate, estimates, steps)))
        estimates.append(estimate)
    return FunnelSide(role, gaps.survey.sides[estimates[0].side].label, tuple(steps))


def _parent(
    estimate: Estimate, before: Sequence[Estimate], steps: Sequence[FunnelStep]
) -> tuple[FunnelStep, bool] | None:
    """Return the latest step whose "yes" or "no" is this item's base, and whether it is the "no"."""
    for other, step in zip(reversed(before), reversed(steps), strict=True):
        for answered, refused in ((other.ticked, False), (other.base - other.ticked, True)):
            if 0 < answered == estimate.base < other.base and not isnan(step.share):
                return step, refused
    return None


def _step(
    role: Role, row: Gap, beside: Sequence[Gap], gaps: Gaps, parent: tuple[FunnelStep, bool] | None
) -> FunnelStep:
    """Return one step with every number that is printed."""
    shown_row = row_of(row, beside, gaps.survey, words_in_place=True)
    value = shown_row.side if role == "side" else shown_row.reference
    before, depth, refused, above = 1.0, 0, False, ALL
    if parent is not None:
        step, refused = parent
        before, depth, above = (
            (step.before - step.reached if refused else step.reached),
            step.depth + 1,
            step.item,
        )
    known = not isnan(value.value)
    base = "an unknown base" if isnan(value.base) else count_text(value.base)
    return FunnelStep(
        question=row.question,
        item=row.item,
        label=shown_row.label,
        parent=above,
        refused=refused,
        depth=depth,
        share=value.value,
        low=value.low,
        high=value.high,
        base=value.base,
        reached=before * value.value if known else nan,
        before=before,
        text=value.text,
        base_text=f"of {base}{' who did not' if refused else ''}" if known else "",
        interval_text="" if isnan(value.low) else interval_text(value.low, value.high, "share"),
        words=value.words,
        hollow=value.hollow,
    )


def _finding(side: FunnelSide, *, role: bool) -> str:
    """Return the first step and the first that follows it, as a title; a role's name stands in quotes."""
    first = next((step for step in side.steps if not isnan(step.share)), None)
    if first is None:
        return "No step has an answer"
    opening = f"“{side.label}”, {first.text}:" if role else f"{first.text} of {side.label}:"
    told = f"{opening} {item_text(_plain(first))}"
    after = next((step for step in side.steps if step.parent == first.item and not step.refused), None)
    if after is None or isnan(after.share):
        return fitting(told)
    return fitting(f"{told}; {after.text} of those: {item_text(_plain(after))}", told)


def _plain(step: FunnelStep) -> str:
    """Return a step's label without the mark of its base."""
    return step.label.removesuffix(f" {DAGGER}")


def _told(side: FunnelSide) -> str:
    """Tell every step of a side."""
    return (
        f"{side.label}: "
        + "; ".join(f"{step.label} {step.text or step.words} {step.base_text}".strip() for step in side.steps)
        + "."
    )
