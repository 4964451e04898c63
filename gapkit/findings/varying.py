"""Gaps that differ between segments, and gaps that change between waves, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import gap_interval_text, gap_text, in_points, p_text, percent_text
from gapkit.findings import english as say
from gapkit.findings.describing import TIERS, importance_of
from gapkit.findings.model import Finding
from gapkit.gaps import Gap
from gapkit.survey import Survey

if TYPE_CHECKING:
    from gapkit.changes import WaveChange, WaveChanges
    from gapkit.contrasting import Contrasts, Variation

LEADING = ("ok", "low_base")
"""Statuses of gaps that are shown with a test."""


def segment_findings(contrasts: Contrasts) -> tuple[Finding, ...]:
    """Say which items' gaps surely differ between segments, what matters most first.

    A trend over ordered segments is told before the mere fact that segments differ. Related pairs
    are left out, and so are items of which neither is shown.
    """
    survey = contrasts.survey
    said = [
        told
        for item in contrasts.items
        if item.comparable != "related"
        for told in _of_item(item, _rows(item, contrasts), survey)
    ]
    return tuple(sorted(said, key=lambda each: -each.weight))


def _rows(item: Variation, contrasts: Contrasts) -> list[Gap]:
    """Return an item's gaps in its segments, in their order, as far as they may lead."""
    rows = contrasts.gaps.rows_of(
        question=item.question, item=item.item, side=item.side, reference=item.reference, wave=item.wave
    )
    places = {name: place for place, name in enumerate(contrasts.gaps.tally.segments)}
    kept = [row for row in rows if row.status in LEADING and not isnan(row.gap)]
    return sorted(kept, key=lambda row: places[row.segment])


def _of_item(item: Variation, rows: list[Gap], survey: Survey) -> Iterator[Finding]:
    """Say the trend of one item's gap, else that it varies."""
    level = 1 - item.conf_level
    if len(rows) < 2:  # noqa: PLR2004 - one segment differs from nothing
        return
    label, name = survey.segments[item.segment_by].label, say.item_text(item.label)
    low, high = min(rows, key=lambda row: row.gap), max(rows, key=lambda row: row.gap)
    if item.slope_p_adjusted < level:
        first, last = rows[0], rows[-1]
        verb = say.moving(first.gap, last.gap, falls=item.slope < 0)
        claim = say.trend_claim(name, label, _at(first), _at(last), verb=verb, points=in_points(item.measure))
        limits = gap_interval_text(item.slope_low, item.slope_high, item.measure)
        slope = gap_text(item.slope, item.measure)
        detail = say.trend_detail(slope, percent_text(item.conf_level), limits)
    elif item.q_p_adjusted < level:
        claim = say.variation_claim(name, label, _at(low), _at(high), points=in_points(item.measure))
        detail = say.variation_detail(p_text(item.q_p_adjusted), item.family_size)
    else:
        return
    size = importance_of(high.gap - low.gap, item.measure)
    yield Finding(claim, detail, tuple(rows), TIERS["segment"] + min(size, 0.999), "segment")


def _at(row: Gap) -> str:
    """Name a segment with its gap."""
    return say.gap_at(row.segment, gap_text(row.gap, row.measure))


def wave_findings(changes: WaveChanges) -> tuple[Finding, ...]:
    """Say which gaps surely changed from the wave before to the last one, the largest change first."""
    last = changes.gaps.waves[-1]
    rows = {_key(row): row for row in changes.gaps.rows}
    said = [
        _changed(change, rows[_key(change)])
        for change in changes.rows
        if change.wave == last and change.flagged and _may_lead(change)
    ]
    return tuple(sorted(said, key=lambda each: -each.weight))


def _may_lead(change: WaveChange) -> bool:
    """Whether a change may be told: no small base, no merely related pair."""
    return change.status == "ok" and change.comparable != "related"


def _key(each: Gap | WaveChange) -> tuple[str, ...]:
    return (each.question, each.item, each.segment, each.wave, each.side, each.reference)


def _changed(change: WaveChange, row: Gap) -> Finding:
    """Say one change."""
    before, now = (gap_text(each, change.measure) for each in (change.gap_before, change.gap))
    points = in_points(change.measure)
    claim = say.change_claim(
        say.item_text(change.label),
        f"{before} in {change.before}",
        f"{now} in {change.wave}",
        verb=say.moving(change.gap_before, change.gap),
        points=points,
    )
    limits = gap_interval_text(change.ci_low, change.ci_high, change.measure)
    detail = say.change_detail(
        gap_text(change.change, change.measure), percent_text(change.conf_level), limits
    )
    weight = TIERS["wave"] + min(importance_of(change.change, change.measure), 0.999)
    return Finding(claim, detail, (row,), weight, "wave")
