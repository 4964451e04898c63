"""Every gap of the study on a page or a few: the dumbbell, the forest, and every question as a whole."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from gapkit.display import (
    DASH,
    gap_interval_text,
    gap_text,
    limits_text,
    number_text,
    p_text,
    percent_text,
    size_text,
)
from gapkit.findings import keys_of
from gapkit.findings.describing import importance_of
from gapkit.findings.headlines import headline
from gapkit.gaps import Gap, Gaps
from gapkit.profiles import Profile, ShrunkGap
from gapkit.reports import english as words
from gapkit.reports import english_results as say
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Group,
    Heading,
    Line,
    NewPage,
    Paragraph,
    Points,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.figures import forest_figures, glance_figures
from gapkit.reports.results import Results

BOTH_ON_A_PAGE = 10
"""Gaps up to which dumbbell and forest stand on one page."""

MOST = 6
"""Questions that are summed up in a sentence: those furthest apart; the table has all."""

MAIN_PART = 0.5
"""Share of the typical gap's square from which a part is most of it."""


def glance(results: Results) -> Section:
    """Return every gap of the study per pair of sides, and every question as a whole."""
    blocks: list[Block] = []
    left: list[str] = []
    for side, reference in results.led_pairs():
        every = results.gaps.only(side=side, reference=reference)
        gaps = _with_gaps(every)
        title = headline(every.rows, results.survey)
        first, *rest = glance_figures(gaps, results, title)
        blocks += [Group((Heading(title, keys=keys_of(every)), first)), *rest]
        shown = {row.question for row in gaps.rows}
        left += [row.question for row in every.rows if row.question not in shown]
        tested = _kept(gaps, lambda row: bool(row.verdict))
        if tested.rows:
            if len(gaps) > BOTH_ON_A_PAGE:
                blocks.append(NewPage())
            blocks += forest_figures(tested, results, title)
    if left:
        questions = [results.survey.question(each) for each in dict.fromkeys(left)]
        told = words.without_gaps([each.label or each.id for each in questions])
        blocks.append(Paragraph(line(told), style="note"))
    blocks += _profiles(results)
    return Section(words.AT_A_GLANCE, tuple(blocks), new_page=False)


def _kept(gaps: Gaps, wanted: Callable[[Gap], bool]) -> Gaps:
    """Return the gaps whose row is wanted."""
    return Gaps(gaps.tally, tuple(row for row in gaps.rows if wanted(row)), gaps.method)


def _with_gaps(gaps: Gaps) -> Gaps:
    """Return the questions that both sides have figures for; all of them where there is none."""
    there = {row.question for row in gaps.rows if row.status != "one_sided"}
    return _kept(gaps, lambda row: row.question in there) if there else gaps


def _profiles(results: Results) -> list[Block]:
    """Return the sentences and numbers of every question as a whole; nothing where none is known."""
    known = [row for row in results.profiles.rows if not isnan(row.typical_gap)]
    if not known:
        return []
    largest = sorted(known, key=_importance, reverse=True)[:MOST]
    said = Points(tuple(_sentence(row, results) for row in known if row in largest))
    return [Group((Heading(say.PROFILE), said)), _table(known, results)]


def _importance(row: Profile) -> float:
    """Return how large a question's typical gap is, whatever its unit."""
    return importance_of(row.typical_gap, row.measure)


def _name(row: Profile, results: Results) -> str:
    """Return a question's name, and the pair of sides where there are several."""
    label = row.label or row.question
    if len(results.pairs_of(row.question)) == 1:
        return label
    side, reference = (results.survey.sides[each].label for each in (row.side, row.reference))
    return f"{label}, {words.pair_text(side, reference)}"


def _unit(row: Profile, results: Results) -> str:
    return results.survey.question(row.question).unit_of(row.measure)


def _sentence(row: Profile, results: Results) -> Line:
    """Say how far apart the sides are on a question, and what the largest gap is without its luck."""
    size = size_text(row.typical_gap, row.measure, unit=_unit(row, results))
    limits = say.NO_INTERVAL
    if not isnan(row.ci_low):
        ends = limits_text(row.ci_low, row.ci_high, row.measure)
        limits = say.profile_limits(percent_text(row.conf_level), ends)
    parts = say.most_of(_main_part(row))
    told = say.profile_sentence(_name(row, results), size, limits, parts, shown=row.ci_low != 0)
    largest = max(_shrunk(row, results), key=lambda each: abs(each.gap), default=None)
    if largest is not None and row.ci_low > 0:
        ends = gap_interval_text(largest.shrunk_low, largest.shrunk_high, largest.measure)
        raw, pulled = (gap_text(each, largest.measure) for each in (largest.gap, largest.shrunk_gap))
        limits = say.profile_limits(percent_text(largest.conf_level), ends)
        told = f"{told} {say.without_luck(largest.label, raw, pulled, limits)}"
    rows = results.rows(row.question, (row.side, row.reference))
    return line(told, keys=keys_of(each for each in rows if each.verdict and each.comparable != "related"))


def _main_part(row: Profile) -> str:
    """Return which part most of the typical gap is made of; nothing where none is."""
    whole = row.typical_gap**2
    parts = {"level": row.level, "spread": row.spread, "shape": row.shape}
    largest = max(parts, key=lambda name: parts[name] if not isnan(parts[name]) else -1.0)
    return largest if whole > 0 and parts[largest] > MAIN_PART * whole else ""


def _shrunk(row: Profile, results: Results) -> list[ShrunkGap]:
    """Return the gaps of a profile that were pulled towards the others."""
    place = (row.question, row.side, row.reference)
    return [
        each
        for each in results.profiles.items
        if (each.question, each.side, each.reference) == place and not isnan(each.shrunk_gap)
    ]


def _table(rows: list[Profile], results: Results) -> Table:
    """Lay out the size of the disagreement, question by question."""
    level = percent_text(rows[0].conf_level)
    first, *rest = (each.format(level=level) for each in say.PROFILE_COLUMNS)
    widths = (11.0, 15.0, 15.0, 19.0, 13.0, 14.0, 12.0, 13.0, 12.0)
    heads = (
        Column(first, align="left"),
        *(Column(head, width) for head, width in zip(rest, widths, strict=True)),
    )
    return Table(say.PROFILE_CAPTION, heads, tuple(_row(row, results) for row in rows), say.PROFILE_NOTES)


def _row(row: Profile, results: Results) -> Row:
    """Return one profile as cells."""

    def size(value: float) -> str:
        return DASH if isnan(value) else size_text(value, row.measure).split()[0]

    whole = row.typical_gap**2
    parts = [
        DASH if isnan(each) or not whole > 0 else f"{number_text(100 * each / whole, 0)}%"
        for each in (row.level, row.spread, row.shape)
    ]
    limits = DASH if isnan(row.ci_low) else limits_text(row.ci_low, row.ci_high, row.measure)
    texts = (
        _name(row, results),
        str(row.items),
        p_text(row.p_value),
        size(row.typical_gap),
        limits,
        size(row.mean_size),
        size(row.noise_size),
        *parts,
    )
    return Row(tuple(Cell(each) for each in texts))


def shrunk_table(results: Results) -> Table | None:
    """Return the gaps as measured beside what is left without their luck; nothing where none is known."""
    profiles = [(row, _shrunk(row, results)) for row in results.profiles.rows]
    profiles = [(row, items) for row, items in profiles if items]
    if not profiles:
        return None
    level = percent_text(results.profiles.method.conf_level)
    first, *rest = (each.format(level=level) for each in say.SHRUNK_COLUMNS)
    heads = (
        Column(first, align="left"),
        *(Column(head, width) for head, width in zip(rest, (18.0, 32.0, 20.0, 32.0), strict=True)),
    )
    laid: list[Row] = []
    for row, items in profiles:
        laid.append(Row((Cell(_name(row, results)),), group=True))
        laid += [_pulled(each) for each in sorted(items, key=lambda each: -abs(each.gap))]
    return Table(say.SHRUNK_CAPTION, heads, tuple(laid), (say.SHRUNK_NOTE,))


def _pulled(each: ShrunkGap) -> Row:
    """Return one gap, raw and pulled, as cells."""
    texts = (
        each.label,
        gap_text(each.gap, each.measure),
        gap_interval_text(each.ci_low, each.ci_high, each.measure),
        gap_text(each.shrunk_gap, each.measure),
        gap_interval_text(each.shrunk_low, each.shrunk_high, each.measure),
    )
    return Row(tuple(Cell(text) for text in texts))
