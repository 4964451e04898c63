"""Headlines of charts that show other results than one list of gaps: ranks, quadrants, segments, waves."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf, isnan
from typing import Protocol

from gapkit.display import gap_text, in_points, low_is_first, size_text
from gapkit.findings import english as say
from gapkit.findings.headlines import LONGEST, MOVED, headline
from gapkit.gaps import Gap
from gapkit.survey import TOTAL, Survey

LACKS = {"perception": "underrated", "delivery": "underserved"}
"""What a gap below zero means for an item that is wanted, by the kind of question."""


class Ranked(Protocol):
    """What a headline needs of an item's two ranks."""

    @property
    def label(self) -> str:
        """Return the item."""

    @property
    def question(self) -> str:
        """Return the question it stands in."""

    @property
    def rank_side(self) -> float:
        """Return its rank on the side."""

    @property
    def rank_reference(self) -> float:
        """Return its rank on the reference."""

    @property
    def shift_low(self) -> float:
        """Return the least its rank may differ."""

    @property
    def shift_high(self) -> float:
        """Return the most its rank may differ."""

    @property
    def moved(self) -> bool:
        """Return whether its ranks surely differ."""


def rank_headline(orders: Sequence[Ranked], rows: Sequence[Gap], survey: Survey) -> str:
    """Say which item's place differs most, if any place surely differs; else that none does.

    Without rank sets (published figures) the farthest move is told as the sources print it.
    """
    side, reference = survey.sides[rows[0].side].label, survey.sides[rows[0].reference].label
    sure = [each for each in orders if each.moved]
    known = any(not isnan(each.shift_low) for each in orders)
    candidates = sure if known else list(orders)
    farthest = max(candidates, key=_moved, default=None)
    if farthest is None and known:
        return fitting(
            f"No item surely ranks differently with {side} and {reference}",
            "No item surely ranks differently on the two sides",
        )
    if farthest is None or _moved(farthest) < (1 if known else MOVED):
        return headline(rows, survey)
    first, second = (_place(farthest, orders, role) for role in ("side", "reference"))
    item = say.item_text(farthest.label)
    named = [
        f"{item} ranks {first} with {side} but {second} with {reference}",
        f"{item} ranks {first} and {second}",
    ]
    return fitting(
        *named,
        f"{len(sure)} of {len(orders)} items surely {'ranks' if len(sure) == 1 else 'rank'} differently"
        if known
        else "The sides rank items differently",
    )


def role_headline(rows: Sequence[Gap], survey: Survey) -> str:
    """Say what the gaps between two roles come to; a role is an answer, so its name stands in quotes.

    Gaps between sides, and those that nothing was tested of, have the headline that all charts share.
    """
    tested = [row for row in rows if row.status == "ok" and row.verdict and row.comparable != "related"]
    asked = {row.question for row in rows}
    if not tested or not all(survey.question(each).roles for each in asked) or low_is_first(rows[0].measure):
        return headline(rows, survey)
    side, reference = (say.item_text(survey.sides[each].label) for each in (rows[0].side, rows[0].reference))
    where = _segment(rows, survey)
    if len(tested) == 1:
        return fitting(*(f"{where}{each}" for each in _of_one_role(tested[0], side, reference)))
    flagged = {row.verdict for row in tested} & {"over", "under"}
    of = f"{len(tested)} {'tested ' * (len(tested) < len(rows))}items"
    if len(flagged) != 1 or not all(isnan(row.margin) for row in tested):
        return headline(rows, survey)
    count = sum(row.verdict in flagged for row in tested)
    which = f"all {of}" if count == len(tested) else f"{count} of {of}"
    return fitting(
        f"{where}{side} is {'above' if 'over' in flagged else 'below'} {reference} on {which}",
        headline(rows, survey),
    )


def _of_one_role(row: Gap, side: str, reference: str) -> tuple[str, ...]:
    """Return headlines for a single tested item of two roles, the shortest last."""
    on = f" on {say.item_text(row.label)}"
    if row.verdict == "undecided":
        told = f"Whether {side} is above or below {reference}{{}}, the data cannot tell"
    elif row.verdict == "aligned":
        size = size_text(row.margin, row.measure, unit=row.unit)
        told = f"{side} and {reference} lie within {size} of each other{{}}"
    else:
        size = size_text(row.gap, row.measure, unit=row.unit)
        told = f"{side} is {size} {'above' if row.verdict == 'over' else 'below'} {reference}{{}}"
    return told.replace("{}", on), told.replace("{}", "")


def _segment(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the segment that all rows share, before a headline."""
    segments = {(row.segment_by, row.segment) for row in rows}
    by, segment = segments.pop() if len(segments) == 1 else ("", TOTAL)
    return "" if segment == TOTAL or not by else f"{survey.segments[by].label} {segment}: "


def fitting(*candidates: str) -> str:
    """Return the first sentence of at most 90 characters, else the last one cut."""
    fits = [each for each in candidates if len(each) <= LONGEST]
    return fits[0] if fits else candidates[-1][: LONGEST - 1].rstrip() + "…"


def _moved(order: Ranked) -> float:
    """Return the places between an item's two ranks; "last" is told only against first."""
    ranks = (order.rank_side, order.rank_reference)
    if any(isnan(rank) for rank in ranks):
        return 0.0
    if any(isinf(rank) for rank in ranks):
        return float("inf") if min(ranks) == 1 else 0.0
    return abs(ranks[0] - ranks[1])


def _place(order: Ranked, beside: Sequence[Ranked], role: str) -> str:
    """Return a rank as a word, ties told."""
    rank = float(getattr(order, f"rank_{role}"))
    if isinf(rank):
        return "last"
    tied = (
        sum(getattr(each, f"rank_{role}") == rank for each in beside if each.question == order.question) > 1
    )
    return f"{'tied for ' if tied else ''}{say.ordinal_text(int(rank))}"


def priority_headline(first: Sequence[str], count: int, rows: Sequence[Gap], survey: Survey) -> str:
    """Say which items are surely wanted more than most and underrated.

    Parameters
    ----------
    first : sequence of str
        Labels of the items whose both intervals say so.
    count : int
        Items shown.
    """
    if not count or not any(row.verdict for row in rows):
        return headline(rows, survey)
    lack = LACKS.get(rows[0].kind, "lower with the other side")
    counted = f"{len(first)} of {count} items are wanted more than most and clearly {lack}"
    if not first:
        return f"No item is surely both wanted more than most and {lack}"
    if len(first) == 1:
        verb = f"is wanted more than most and clearly {lack}"
        return fitting(f"{say.item_text(first[0])} {verb}", f"One item {verb}")
    if len(first) == 2:  # noqa: PLR2004 - a pair can be named
        named = " and ".join(say.item_text(each) for each in first)
        return fitting(f"{named} are wanted more than most and clearly {lack}", counted)
    return fitting(counted)


def segment_headline(rows: Sequence[Gap], survey: Survey) -> str:
    """Say in which segment the largest flagged gap stands; that none is flagged, where none is."""
    led = [row for row in rows if row.status == "ok" and row.verdict and row.comparable != "related"]
    flagged = [row for row in led if row.verdict in ("under", "over")]
    if not led:
        return "No gap of a segment may lead: bases are small, unknown or suppressed"
    if not flagged:
        return f"None of {len(led)} gaps over the segments is clearly different from zero"
    largest = max(flagged, key=lambda row: abs(row.gap))
    where = f"{survey.segments[largest.segment_by].label} {largest.segment}"
    size = size_text(largest.gap, largest.measure)
    item = say.item_text(largest.label)
    return fitting(
        f"The largest gap: {size} on {item}, among {where}",
        f"The largest gap, {size}, is among {where}",
        f"{len(flagged)} of {len(led)} gaps over the segments are clearly different from zero",
    )


def trend_headline(
    moved: Sequence[tuple[str, float, float]], tested: int, waves: tuple[str, str], measure: str
) -> str:
    """Say which gap surely changed from the first wave to the last.

    Parameters
    ----------
    moved : sequence of tuple
        Label, gap in the first wave and gap in the last one of each item whose gap surely changed.
    tested : int
        Items whose change was tested.
    """
    first, last = waves
    if not tested:
        why = "may lead: bases are small or unknown"
        return fitting(f"No change of a gap from {first} to {last} {why}", f"No change of a gap {why}")
    if not moved:
        count = "The gap has" if tested == 1 else f"None of {tested} gaps has"
        return fitting(
            f"{count} {'not ' * (tested == 1)}clearly changed from {first} to {last}",
            f"{count} {'not ' * (tested == 1)}clearly changed",
        )
    label, before, after = max(moved, key=lambda each: abs(each[2] - each[1]))
    told = f"{gap_text(before, measure)} to {gap_text(after, measure)}{' points' * in_points(measure)}"
    verb = say.moving(before, after)
    counted = f"{len(moved)} of {tested} gaps clearly changed from {first} to {last}"
    if len(moved) > 1:
        return fitting(counted, f"{len(moved)} of {tested} gaps clearly changed")
    return fitting(
        f"The gap on {say.item_text(label)} {verb} from {told}", f"The gap {verb} from {told}", counted
    )
