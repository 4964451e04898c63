"""The rank slope: both sides' lists beside each other, each item's two places joined by a line."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isinf, isnan

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Choice, Shown, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role
from gapkit.charts.rows import DAGGER, is_hollow, remark
from gapkit.charts.slope_drawing import draw
from gapkit.charts.slope_model import Climb, Lists, Place, SlopeData
from gapkit.charts.theme import Theme
from gapkit.display import DASH, percent_text, rank_text, value_text
from gapkit.findings.list_headlines import rank_headline
from gapkit.gaps import Gap, Gaps
from gapkit.ranking import Ranking, Rankings, rankings

MOVED = 2
"""Places from which a line is drawn in a side's colour."""

ROLES: tuple[Role, Role] = ("side", "reference")


def rank_slope(
    results: Rankings | Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw the items in each side's order, the two places of an item joined by a line.

    Small figures are the ranks that the sample cannot rule out. A line is strong and in the colour
    of the side that ranks the item higher where it moves two places or more; dashed, with outlined
    marks, where the two sets of ranks overlap. Items without a place on both sides are listed below.

    Parameters
    ----------
    results : Rankings or Gaps
        ``gk.rankings(gaps)``, or gaps, which are ranked first.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def people(*ticks):
    ...     return pd.DataFrame({name: [1] * n + [0] * (200 - n) for name, n in zip("abc", ticks)})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people(160, 100, 40), "marketer": people(40, 100, 104)},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abc"},
    ... )
    >>> rank_slope(gk.gap(gk.open(survey))).data.lists[0].climbs[0].side.rank_text
    '3'
    """
    data = rank_slope_data(results, question=question, segment=segment, pair=pair, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def rank_slope_data(
    results: Rankings | Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
) -> SlopeData:
    """Decide what a rank slope shows; the parameters are those of ``rank_slope``."""
    gaps = results.gaps if isinstance(results, Rankings) else results
    told = shown(gaps, Choice(question, segment, pair, "survey"))
    order = _ranked(results, told)
    ranked = {(row.question, row.item): row for row in order.rows}
    side, reference = captions.labels(told.rows, told.survey)
    lists = tuple(_lists(rows, ranked, told) for rows in told.questions)
    moves = [ranked[row.question, row.item] for row in told.rows]
    headline = title or rank_headline(moves, told.rows, told.survey)
    sets = any(not isnan(row.rank_low_side) for row in moves)
    level = percent_text(order.method.conf_level)
    words = words_of(
        "rank_slope",
        told,
        headline,
        notes=_notes(told, lists, level, sets=sets),
        subtitle=_subtitle(told),
        alt=_alt(told, moves, headline),
    )
    return SlopeData(words, lists, side, reference, f"{level} set" if sets else "")


def _ranked(results: Rankings | Gaps, shown: Shown) -> Rankings:
    """Return the order of the rows shown, ranked here where gaps are given."""
    if isinstance(results, Gaps):
        return rankings(Gaps(shown.gaps.tally, shown.rows, shown.gaps.method))
    first = shown.rows[0]
    rows = results.rows_of(side=first.side, reference=first.reference, segment=first.segment, wave=first.wave)
    return Rankings(results.gaps, rows, results.agreements, results.method)


def _lists(rows: Sequence[Gap], ranked: dict[tuple[str, str], Ranking], shown: Shown) -> Lists:
    """Return both sides' lists of one question."""
    orders = {row.item: ranked[row.question, row.item] for row in rows}
    able = [
        row
        for row in rows
        if not isnan(orders[row.item].rank_side) and not isnan(orders[row.item].rank_reference)
    ]
    slots: dict[Role, dict[str, int]] = {
        role: _slots([orders[row.item] for row in able], role) for role in ROLES
    }
    climbs = [_climb(row, orders[row.item], slots, [orders[each.item] for each in able]) for row in able]
    names = {id(row) for row in able}
    return Lists(
        question=rows[0].question,
        heading=shown.survey.question(rows[0].question).label,
        climbs=tuple(sorted(climbs, key=lambda each: each.reference.slot)),
        unranked=tuple(_unranked(row, shown) for row in rows if id(row) not in names),
    )


def _slots(orders: Sequence[Ranking], role: Role) -> dict[str, int]:
    """Return each item's line in one side's list; ties stand in the order of the survey."""
    listed = sorted(orders, key=lambda each: _rank(each, role))
    return {each.item: slot for slot, each in enumerate(listed)}


def _rank(order: Ranking, role: Role) -> float:
    return order.rank_side if role == "side" else order.rank_reference


def _climb(row: Gap, order: Ranking, slots: dict[Role, dict[str, int]], beside: Sequence[Ranking]) -> Climb:
    """Return one item with both places and every mark decided."""
    side, reference = (_place(row, order, role, slots[role][row.item], beside) for role in ROLES)
    dashed = (
        isnan(side.low) or isnan(reference.low) or (side.low <= reference.high and reference.low <= side.high)
    )
    denoted = "denoted" in row.flags and row.status != "low_base"
    return Climb(
        item=row.item,
        label=f"{row.label} {DAGGER}" if denoted else row.label,
        side=side,
        reference=reference,
        shift=order.shift,
        shift_low=order.shift_low,
        shift_high=order.shift_high,
        moved=_distance(side, reference) >= MOVED,
        dashed=dashed,
        hollow=dashed or is_hollow(row),
        status=row.status,
    )


def _distance(side: Place, reference: Place) -> float:
    """Return the places between two ranks; "last" stands at the end of its list."""
    if isinf(side.rank) or isinf(reference.rank):
        return abs(side.slot - reference.slot)
    return abs(side.rank - reference.rank)


def _place(row: Gap, order: Ranking, role: Role, slot: int, beside: Sequence[Ranking]) -> Place:
    """Return one side's place of an item with its printed forms."""
    rank = _rank(order, role)
    low = order.rank_low_side if role == "side" else order.rank_low_reference
    high = order.rank_high_side if role == "side" else order.rank_high_reference
    estimate = row.of_side if role == "side" else row.of_reference
    ends = "" if isnan(low) else rank_text(low) if low == high else f"{rank_text(low)}{DASH}{rank_text(high)}"
    return Place(
        role=role,
        slot=slot,
        rank=rank,
        low=low,
        high=high,
        value=estimate.value,
        rank_text=rank_text(rank, tied=sum(_rank(each, role) == rank for each in beside) > 1 and rank < inf),
        set_text=ends,
        text=value_text(estimate.value, estimate.measure),
    )


def _unranked(row: Gap, shown: Shown) -> str:
    """Return an item without a place, and why."""
    why = "related, not the same question" if row.comparable == "related" else remark(row, shown.survey)
    return f"{row.label} ({why})" if why else row.label


def _subtitle(shown: Shown) -> str:
    """Return the wording, and what the places are of."""
    measures = {row.measure for row in shown.rows}
    by = f" by {captions.unit_text(measures.pop())}" if len(measures) == 1 else ""
    sentence = f"Rank on each side{by}."
    return (
        sentence if len(shown.questions) > 1 else f"{captions.wording(shown.rows, shown.survey)} {sentence}"
    )


def _notes(shown: Shown, lists: Sequence[Lists], level: str, *, sets: bool) -> tuple[str, ...]:
    """Return the sentences under a rank slope."""
    climbs = [climb for each in lists for climb in each.climbs]
    tied = any(place.rank_text.startswith("=") for climb in climbs for place in (climb.side, climb.reference))
    dashed = "the two sets overlap" if sets else "the sets are unknown (published figures)"
    return (
        captions.bases(shown.rows, shown.survey),
        f"Small figures: ranks that the sample can't rule out, all items of a side together ({level})."
        * sets,
        "Strong lines: two or more places apart." * any(climb.moved for climb in climbs),
        f"Dashed, outlined: {dashed}, so the places may be the same." * any(climb.dashed for climb in climbs),
        "=: a tie." * tied,
        *captions.marks([row for row in shown.rows if row.comparable != "related"], shown.survey),
    )


def _alt(shown: Shown, orders: Sequence[Ranking], title: str) -> str:
    """Return the slope in words: which item moves most."""
    side, reference = captions.labels(shown.rows, shown.survey)
    able = [each for each in orders if not isnan(each.shift) and not isinf(each.shift)]
    farthest = sorted(able, key=lambda each: -abs(each.shift))[:2]
    details = [
        f"{alt_text.short(each.label)} is ranked {rank_text(each.rank_side)} by {side} and "
        f"{rank_text(each.rank_reference)} by {reference}."
        for each in farthest
    ]
    return alt_text.told(alt_text.opening("rank_slope", shown.rows, shown.survey), title, details)
