"""The page that is read: what was found, what cannot be said, and how to read the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import isnan

from gapkit.display import gap_interval_text, gap_text, in_points, low_is_first, percent_text, size_text
from gapkit.findings import (
    Finding,
    Overview,
    findings,
    keys_of,
    limits,
    overview,
    segment_findings,
    wave_findings,
)
from gapkit.findings.describing import labels_of, named, values_text
from gapkit.findings.english import item_text
from gapkit.findings.headlines import headline
from gapkit.gaps import Gap
from gapkit.reports import english as words
from gapkit.reports.document import (
    Block,
    Card,
    Cards,
    Cell,
    Column,
    Heading,
    Line,
    Paragraph,
    Points,
    Row,
    Section,
    Span,
    Table,
    Tone,
    line,
)
from gapkit.reports.results import Results

MOST = 5
"""Findings on the page."""

LEADING = ("flagged", "aligned", "wave", "segment", "rank", "no_base")
"""Topics that may stand among the key findings; all others are limits."""

CARDS = 3
"""Large numbers on the page."""

CARD_ITEM = 46
"""Characters of an item's label on a card."""


def key_findings(results: Results) -> Section:
    """Return the summary page."""
    seen = overview(results.gaps.rows)
    blocks: list[Block] = [
        *(Paragraph(each, style="lead") for each in _leads(results)),
        Cards(_cards(seen, results)),
        Points(tuple(finding_line(each) for each in chosen_findings(_said(results), MOST))),
    ]
    if len(results.survey.questions) > 1:
        blocks.append(_verdict_table(results))
    doubts = limits(results.gaps)
    if doubts:
        blocks.append(Heading(words.CANNOT_SAY))
        blocks.append(Points(tuple(line(each.text, keys=each.keys) for each in doubts)))
    blocks.append(how_to_read(results))
    return Section(words.KEY_FINDINGS, tuple(blocks))


def _said(results: Results) -> tuple[Finding, ...]:
    """Return what gaps, orders, waves and segments say, the surest and largest first."""
    said = list(findings(results.gaps, results.orders))
    if results.changes is not None:
        said += wave_findings(results.changes)
    for contrasts in results.contrasts.values():
        said += segment_findings(contrasts)
    return tuple(sorted(said, key=lambda each: -each.weight))


def chosen_findings(said: tuple[Finding, ...], most: int) -> tuple[Finding, ...]:
    """Return the weightiest findings, leaving room for agreement, changes and ranks beside the gaps."""
    kept = [each for each in said if each.topic in LEADING]
    picked: list[Finding] = []
    for topics, room in (
        (("flagged",), most - 2),
        (("wave", "segment"), 1),
        (("aligned",), 1),
        (("rank",), 1),
        (("no_base",), most),
    ):
        picked += [each for each in kept if each.topic in topics][: min(room, most - len(picked))]
    spare = [each for each in kept if each not in picked][: most - len(picked)]
    return tuple(sorted(picked + spare, key=lambda each: -each.weight))


def finding_line(each: Finding) -> Line:
    """Return a finding with its claim in bold; an order that may be chance is told plainly."""
    tone: Tone = "plain" if each.topic == "order" else "bold"
    return (Span(each.claim, tone, each.keys), Span(each.tail, keys=each.keys))


def how_to_read(results: Results) -> Paragraph:
    """Return the box that explains sign, unit and flag."""
    survey, rows = results.survey, results.gaps.rows
    pairs = [(survey.sides[side].label, survey.sides[reference].label) for side, reference in results.pairs()]
    given = (row for row in rows if not isnan(row.margin))
    margins = Counter(size_text(row.margin, row.measure, unit=row.unit) for row in given)
    units = words.units_text({row.unit or words.SCALE_UNITS for row in rows if not in_points(row.measure)})
    if any(in_points(row.measure) for row in rows):
        units = words.IN_POINTS if units == "" else words.IN_BOTH
    flags = words.flags_text(percent_text(survey.analysis.conf_level), together=_is_adjusted(rows))
    tested = any(row.verdict for row in rows)
    text = words.how_to_read(pairs, units, flags if tested else "", " or ".join(margins))
    if any(low_is_first(row.measure) for row in rows):
        text = f"{text} {words.MEAN_RANKS}"
    return Paragraph((Span(words.HOW_TO_READ, "bold"), Span(text)), style="box")


def _leads(results: Results) -> list[Line]:
    """Return the headline of each pair of sides."""
    parts = [
        results.gaps.only(side=side, reference=reference).rows for side, reference in results.led_pairs()
    ]
    return [line(f"{headline(rows, results.survey)}.", keys=keys_of(rows)) for rows in parts]


def _cards(seen: Overview, results: Results) -> tuple[Card, ...]:
    """Return three large numbers: the largest gap, how many are flagged, and the other end."""
    if not seen.counted:
        return _untested_cards(seen)
    count = sum(row.flagged for row in seen.counted)
    told = words.card_flagged(len(seen.counted), together=_is_adjusted(seen.rows))
    flagged = Card(f"{count} of {len(seen.counted)}", *told, keys=keys_of(seen.counted))
    lead, opposite, closest = seen.largest, seen.opposite, seen.closest
    first = Card(*words.NONE_FLAGGED)
    if lead is not None:
        label = words.card_largest(_card_name(lead, results), related_left=seen.related_larger)
        first = _gap_card(lead, label, results)
    if opposite is not None:
        third = _gap_card(opposite, words.card_opposite(_card_name(opposite, results)), results)
    elif closest is not None:
        third = _gap_card(closest, words.card_agreement(_card_name(closest, results)), results, tone="plain")
    else:
        third = _undecided_card(seen)
    return first, flagged, third


def _is_adjusted(rows: Iterable[Gap]) -> bool:
    """Whether intervals hold for several items together."""
    return all(row.adjust != "none" for row in rows)


def _undecided_card(seen: Overview) -> Card:
    """Return how many gaps are not decided."""
    count = len(seen.having("undecided"))
    if not count:
        return Card("0", *words.CARD_ALL_TOLD)
    told = words.card_undecided(len(seen.counted))
    return Card(f"{count} of {len(seen.counted)}", *told, keys=keys_of(seen.having("undecided")))


def _untested_cards(seen: Overview) -> tuple[Card, ...]:
    """Return what there is where no gap may lead: the largest printed gap, and why nothing is tested."""
    cards = []
    if seen.printed:
        lead = seen.printed[0]
        label = words.card_largest_printed(card_item(lead))
        cards.append(Card(_signed(lead), label, values_text(lead), _tone(lead), keys_of([lead])))
    every = len(seen.rows)
    reasons = (
        (len(seen.printed), words.CARD_NO_BASE),
        (len(seen.being("low_base")), words.CARD_SMALL),
        (len(seen.being("suppressed")), words.CARD_HIDDEN),
        (sum(row.comparable == "related" for row in seen.tested), words.CARD_RELATED),
        (len(seen.being("one_sided", "rank_only", "words_only", "no_answers")), words.CARD_NO_GAP),
        (len(seen.being("margins_only")), words.CARD_MARGINS_ONLY),
    )
    cards += [Card(f"{count} of {every}", *told) for count, told in reasons if count]
    return tuple(cards[:CARDS])


def _gap_card(row: Gap, label: str, results: Results, tone: Tone | None = None) -> Card:
    """Return one gap as a large number; the sides are named where there are several pairs."""
    pair = words.pair_text(*labels_of(row, results.survey)) if len(results.pairs()) > 1 else ""
    limits_text = gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure, margin=row.margin)
    detail = words.card_interval(values_text(row), percent_text(row.conf_level), limits_text, pair)
    return Card(_signed(row), label, detail, _tone(row) if tone is None else tone, keys_of([row]))


def card_item(row: Gap) -> str:
    """Return an item's label short enough for a card."""
    text = item_text(row.label).strip("“”")
    return text if len(text) <= CARD_ITEM else text[: CARD_ITEM - 1].rstrip() + "…"


def _card_name(row: Gap, results: Results) -> str:
    """Return an item as a card names it, with its question where the answer says too little alone."""
    name = named(row, results.survey)
    return card_item(row) if name == item_text(row.label) else name


def _signed(row: Gap) -> str:
    """Return a gap with its unit."""
    number = gap_text(row.gap, row.measure, margin=row.margin)
    return f"{number} pp" if in_points(row.measure) else f"{number} {row.unit or 'scale points'}"


def _tone(row: Gap) -> Tone:
    """Return the colour of the side that stands higher."""
    return "side" if row.gap > 0 else "reference"


def _verdict_table(results: Results) -> Table:
    """Count the verdicts of every question."""
    survey = results.survey
    rows = []
    for question in survey.questions:
        part = [row for row in results.gaps.rows if row.question == question.id]
        leading = overview(part).counted
        counts = Counter(row.verdict for row in leading)
        counted = [counts[each] for each in ("over", "under", "aligned", "undecided")]
        tested = sum(bool(row.verdict) for row in part)
        counted += [tested - len(leading), len(part) - tested]
        cells = [Cell(question.label or question.id), Cell(str(len(part)))]
        rows.append(Row((*cells, *(Cell(str(each), "plain" if each else "muted") for each in counted))))
    first, *rest = words.OVERVIEW_COLUMNS
    if len(results.pairs()) > 1:
        rest[0] = words.GAPS
    heads = (Column(first, align="left"), *(Column(each, 17.0) for each in rest))
    return Table(words.OVERVIEW_CAPTION, heads, tuple(rows), (words.OVERVIEW_NOTE,))
