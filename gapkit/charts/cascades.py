"""The cascade: from what is wanted over what is believed and offered to what is met, gap by gap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import isnan

from gapkit.charts import alt_text, captions
from gapkit.charts.axes import axis_of
from gapkit.charts.building import Shown, interval_head, words_of
from gapkit.charts.cascade_drawing import draw
from gapkit.charts.cascade_model import ARROW, CascadeData, CascadeItem, CascadeLink
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.rows import DAGGER, chosen, remark, row_of
from gapkit.charts.theme import Theme
from gapkit.display import count_text, gap_text, in_points
from gapkit.errors.charts import NothingToDrawError
from gapkit.findings.english import item_text
from gapkit.findings.list_headlines import fitting
from gapkit.gaps import Gap, Gaps


def cascade(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw a chain of roles, such as want, believed, offered, experienced, gap after gap.

    Each gap begins where the last ended, so those of an item add up to the one from end to end. Their
    intervals hold together, over all gaps and items of the question.

    Parameters
    ----------
    gaps : Gaps
        Of a question with ``chain = true``.
    pair : tuple of str, optional
        Not used: a chain shows all its pairs.
    question, segment, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    NothingToDrawError
        If no question is a chain.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"want": [1] * 80 + [0] * 20, "get": [1] * 30 + [0] * 70})
    >>> marketers = pd.DataFrame({"believe": [1] * 50 + [0] * 50})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     questions=[
    ...         {
    ...             "id": "deals",
    ...             "kind": "delivery",
    ...             "format": "multiple",
    ...             "chain": True,
    ...             "roles": {
    ...                 "want": {"side": "consumer", "label": "Want"},
    ...                 "believed": {"side": "marketer", "label": "Believe"},
    ...                 "met": {"side": "consumer", "label": "Get"},
    ...             },
    ...             "reference": "want",
    ...             "items": [
    ...                 {"id": "deals", "label": "Deals", "want": "want", "believed": "believe", "met": "get"}
    ...             ],
    ...         }
    ...     ],
    ... )
    >>> chart = cascade(gk.gap(gk.open(survey)))
    >>> [link.row.gap_text for link in chart.data.items[0].links], chart.data.items[0].whole.gap_text
    (['−30', '−20'], '−50')
    """
    data = cascade_data(gaps, question=question, segment=segment, pair=pair, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def cascade_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
) -> CascadeData:
    """Decide what a cascade shows; the parameters are those of ``cascade``."""
    del pair
    wave = f" Wave {gaps.waves[-1]}." if gaps.waves else ""
    gaps = gaps.latest()
    rows = _chain(gaps, question, segment)
    told = Shown(gaps, (tuple(rows),), "survey", wave)
    roles = gaps.survey.question(rows[0].question).roles
    labels = [gaps.survey.sides[role].label for role in roles]
    items = tuple(_item([row for row in rows if row.item == item], roles, gaps) for item in _items(rows))
    notes = (
        f"Each gap is measured from the step before; beside =: from “{labels[0]}” to “{labels[-1]}”.",
        _bases(rows, roles, gaps),
        captions.gap_intervals(rows, gaps.method),
        *captions.marks(rows, gaps.survey),
    )
    unit = captions.unit_text(rows[0].measure)
    told_of = gaps.survey.question(rows[0].question).label
    subtitle = f"{told_of}: {f' {ARROW}'.join(labels)}. {unit[:1].upper()}{unit[1:]}."
    words = words_of("cascade", told, title or _title(items, labels, rows), notes=notes, subtitle=subtitle)
    opening = f"Cascade of {len(roles)} steps for {len(items)} item{'s' if len(items) > 1 else ''}."
    alt = alt_text.told(opening, words.title, (_told(item) for item in items))
    values = [row for row in rows if not isnan(row.of_side.value) or not isnan(row.of_reference.value)]
    axis = axis_of(values or rows, values or rows, gaps.survey.question(rows[0].question), bars=True)
    head = "Gap, pp" if in_points(rows[0].measure) else "Gap"
    return CascadeData(replace(words, alt_text=alt), items, axis, head, interval_head(told))


def _chain(gaps: Gaps, question: str | None, segment: str | None) -> list[Gap]:
    """Return every gap of one chain in one segment."""
    chains = [each.id for each in gaps.survey.questions if each.chain]
    there = list(dict.fromkeys(row.question for row in gaps.rows if row.question in chains))
    if not there or (question is not None and question not in there):
        questions = dict.fromkeys(row.question for row in gaps.rows)
        hint = "name its steps in `roles` and say `chain = true`."
        raise NothingToDrawError.lacking("cascade", "a question that is a chain", questions, hint=hint)
    rows = [row for row in gaps.rows if row.question == (question or there[0])]
    first = (rows[0].side, rows[0].reference)
    kept = chosen(Gaps(gaps.tally, tuple(rows), gaps.method), None, segment, first)[0].segment
    return [row for row in rows if row.segment == kept]


def _items(rows: Sequence[Gap]) -> list[str]:
    """Return the items in survey order."""
    return list(dict.fromkeys(row.item for row in rows))


def _item(rows: Sequence[Gap], roles: Sequence[str], gaps: Gaps) -> CascadeItem:
    """Return one item's chain."""
    survey = gaps.survey
    made = {
        (row.side, row.reference): replace(
            row_of(row, rows, survey, words_in_place=True), remark=remark(row, survey)
        )
        for row in rows
    }
    links = []
    for before, role in pairwise(roles):
        row = made[role, before]
        links.append(CascadeLink(survey.sides[role].label, row.reference.value, row.side.value, row))
    whole = made.get((roles[-1], roles[0])) if len(roles) > 2 else None  # noqa: PLR2004 - one link is the whole
    return CascadeItem(
        question=rows[0].question,
        item=rows[0].item,
        label=links[0].row.label,
        first_label=survey.sides[roles[0]].label,
        first=links[0].row.reference,
        links=tuple(links),
        last_label=survey.sides[roles[-1]].label,
        last=links[-1].row.side,
        whole=whole,
    )


def _title(items: Sequence[CascadeItem], labels: Sequence[str], rows: Sequence[Gap]) -> str:
    """Say where the largest clear gap of the chain lies."""
    links = [(item, link) for item in items for link in item.links if link.row.bold]
    if not links:
        return "No step of the chain shows a clear gap"
    item, link = max(links, key=lambda each: abs(each[1].row.gap))
    before = labels[labels.index(link.label) - 1]
    size = gap_text(link.row.gap, rows[0].measure)
    unit = " points" if in_points(rows[0].measure) else ""
    verb = "loses" if link.row.gap < 0 else "gains"
    name = item_text(item.label.removesuffix(f" {DAGGER}"))
    return fitting(
        f"{name} {verb} most from “{before}” to “{link.label}”: {size}{unit}",
        f"{name} {verb} most at “{link.label}”: {size}{unit}",
        f"The largest step is from “{before}” to “{link.label}”: {size}{unit}",
        f"The largest step of the chain: {size}{unit}",
    )


def _bases(rows: Sequence[Gap], roles: Sequence[str], gaps: Gaps) -> str:
    """Return how many answered in each role."""
    told = []
    for role in roles:
        found = [each.base for row in rows for each in (row.of_side, row.of_reference) if each.side == role]
        known = sorted({each for each in found if each > 0})
        ends = dict.fromkeys(count_text(each) for each in known[:: max(len(known) - 1, 1)])
        told.append(f"{' to '.join(ends) or 'unknown'} {gaps.survey.sides[role].label}")
    return f"n\u00a0=\u00a0{', '.join(told)}."


def _told(item: CascadeItem) -> str:
    """Tell the chain of one item."""
    links = ", ".join(f"{link.label} {link.row.gap_text or link.row.remark}" for link in item.links)
    return f"{item.label}: {item.first_label} {item.first.text or item.first.words}, then {links}."
