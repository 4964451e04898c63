"""The chart in words, for those who do not see it: whole sentences, at most 350 characters, no colours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan

from gapkit.charts.captions import bases_text, labels
from gapkit.charts.kinds import KINDS
from gapkit.display import gap_interval_text, gap_text, in_points, percent_text, size_text, value_text
from gapkit.gaps import Gap
from gapkit.survey import Survey

LONGEST = 350
ITEM_LENGTH = 48


def alt_text(kind: str, title: str, rows: Sequence[Gap], survey: Survey) -> str:
    """Return what a chart of gaps shows, its finding and its largest gaps."""
    details = (*extremes(rows, survey), _counted(rows, title))
    return told(opening(kind, rows, survey), title, details)


def told(opening: str, title: str, details: Iterable[str]) -> str:
    """Return an alt text: what is shown, the finding, details as far as 350 characters hold them.

    Details are left out last first; the last sentence says where all values are.
    """
    ends = title if title.endswith((".", "!", "?", "…")) else f"{title}."
    detail = [each for each in details if each]
    closing = "All values are in the data table."
    while detail and len(" ".join((opening, ends, *detail, closing))) > LONGEST:
        detail.pop()
    text = " ".join((opening, ends, *detail, closing))
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def opening(kind: str, rows: Sequence[Gap], survey: Survey) -> str:
    """Return which chart shows what, for how many items and people."""
    count = len({(row.question, row.item) for row in rows})
    items = f"{count} item{'s' if count > 1 else ''}"
    return f"{KINDS[kind].words} of {_measure(rows)} for {items}; n = {bases_text(rows, survey, ' and ')}."


def short(label: str) -> str:
    """Return an item on one line, cut where it is long."""
    item = " ".join(label.split())
    return item if len(item) <= ITEM_LENGTH else item[: ITEM_LENGTH - 1].rstrip() + "…"


NOUNS = {
    frozenset({"mean"}): "mean answers",
    frozenset({"median"}): "median answers",
    frozenset({"mean_rank"}): "mean ranks (1 is first)",
}
"""What a chart of one measure shows, where it is no percentage."""


def _measure(rows: Sequence[Gap]) -> str:
    """Return what is shown, as a noun."""
    measures = frozenset(row.measure for row in rows)
    if measures in NOUNS:
        return NOUNS[measures]
    return "percentages" if all(map(in_points, measures)) else "answers"


def extremes(rows: Sequence[Gap], survey: Survey) -> list[str]:
    """Return the largest gap, and the largest in the other direction, else the smallest."""
    led = [row for row in rows if row.status == "ok" and row.comparable != "related" and not isnan(row.gap)]
    tested = bool(led)
    led = led or [row for row in rows if row.status == "no_base" and not isnan(row.gap)]
    led = sorted(
        (row for row in led if in_points(row.measure) == in_points(led[0].measure)),
        key=lambda row: -abs(row.gap),
    )
    if not led:
        return []
    largest = led[0]
    told = [_gap("Largest gap" if tested else "Largest gap, not tested", largest, survey)]
    opposite = next((row for row in led if row.gap * largest.gap < 0), None)
    if opposite is not None:
        told.append(_gap("Largest opposite gap", opposite, survey))
    elif len(led) > 1:
        told.append(_gap("Smallest gap", led[-1], survey))
    return told


def _gap(which: str, row: Gap, survey: Survey) -> str:
    """Return one gap in words."""
    side, reference = labels([row], survey)
    item = short(row.label)
    unit = "percentage points" if in_points(row.measure) else row.unit or "scale units"
    values = (
        f"{reference} {value_text(row.of_reference.value, row.measure)}, "
        f"{side} {value_text(row.of_side.value, row.measure)}"
    )
    interval = ""
    if not isnan(row.ci_low_family):
        limits = gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure, margin=row.margin)
        interval = f" ({percent_text(row.conf_level)} CI {limits})"
    size = gap_text(row.gap, row.measure, margin=row.margin)
    return f"{which}: {item}, {values}, gap {size} {unit}{interval}."


def _counted(rows: Sequence[Gap], title: str) -> str:
    """Count the gaps beyond the margin, or beyond zero; nothing where the title did."""
    tested = [row for row in rows if row.status == "ok" and row.verdict and row.comparable != "related"]
    if not tested or " of " in title or " all " in title:
        return ""
    margins = {row.margin for row in tested}
    if len(margins) == 1 and not isnan(tested[0].margin):
        margin = tested[0].margin
        count = sum(row.ci_low_family >= margin or row.ci_high_family <= -margin for row in tested)
        size = size_text(margin, tested[0].measure, unit=tested[0].unit)
        return f"{count} of {len(tested)} gaps are clearly larger than {size}."
    count = sum(row.verdict in ("under", "over") for row in tested)
    return f"{count} of {len(tested)} gaps are clearly different from zero."
