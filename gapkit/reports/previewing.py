"""What a report would hold, told before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan

from gapkit.display import DASH, count_text
from gapkit.gaps import Gap, Gaps
from gapkit.reports import english as words
from gapkit.reports.document import Block, Figure, Group, ReportData, Section, Table
from gapkit.reports.results import Results
from gapkit.survey import TOTAL
from gapkit.tallies import Estimate

HIDDEN = ("suppressed", "masked")
"""Statuses of gaps that are there and not shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section to come: its charts (before a long one is split over pages) and tables."""

    id: str
    title: str
    charts: int
    tables: int


@dataclass(frozen=True, slots=True)
class Base:
    """One question on one side, in all its segments.

    Attributes
    ----------
    low, high : str
        Smallest and largest base that may be shown; a dash where none is known.
    """

    question: str
    side: str
    segment_by: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """One gap that will not be shown, and why."""

    question: str
    item: str
    segment: str
    side: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A report's outline.

    Attributes
    ----------
    parts : tuple of Part
        Its sections, in order.
    bases : tuple of Base
        Per question, side and break.
    hidden : tuple of Hidden
        Every gap that is suppressed.
    cells : int
        Gaps of all sections together, hidden or not.
    """

    title: str
    parts: tuple[Part, ...]
    bases: tuple[Base, ...]
    hidden: tuple[Hidden, ...]
    cells: int

    def __str__(self) -> str:
        """Return the outline as text."""
        return "\n".join([self.title, "", *self._sections(), "", *self._bases(), "", *self._hidden()])

    def _sections(self) -> Iterator[str]:
        """Give a line per section."""
        yield "Sections"
        wide = max(len(part.id) for part in self.parts)
        for part in self.parts:
            yield f"  {part.id:<{wide}}  {part.title}{words.holding(part.charts, part.tables)}"

    def _bases(self) -> Iterator[str]:
        """Give a line per question, side and break."""
        yield "Bases"
        for base in self.bases:
            by = f", by {base.segment_by}" if base.segment_by else ""
            span = base.low if base.low == base.high else f"{base.low} to {base.high}"
            yield f"  {base.question}, {base.side}{by}: {span}"

    def _hidden(self) -> Iterator[str]:
        """Give a line per hidden gap."""
        yield f"Hidden: {len(self.hidden)} of {self.cells} gaps"
        for each in self.hidden:
            where = "" if each.segment == TOTAL else f", {each.segment}"
            yield f"  {each.question}: {each.item}{where} ({each.side})"


def preview_of(data: ReportData, results: Results) -> Preview:
    """Return the outline of a report that was assembled without its charts."""
    every = (results.gaps, *results.segments.values())
    return Preview(
        title=data.cover.title,
        parts=tuple(_part(section) for section in data.sections),
        bases=tuple(base for gaps in every for base in _bases(gaps)),
        hidden=tuple(
            Hidden(row.question, row.label, row.segment, results.survey.sides[row.side].label)
            for gaps in every
            for row in gaps
            if row.status in HIDDEN
        ),
        cells=sum(len(gaps) for gaps in every),
    )


def _part(section: Section) -> Part:
    """Count a section's charts and tables."""
    blocks = list(_flat(section.blocks))
    charts = sum(isinstance(block, Figure) for block in blocks)
    return Part(section.id, section.title, charts, sum(isinstance(block, Table) for block in blocks))


def _flat(blocks: Sequence[Block]) -> Iterator[Block]:
    """Iterate over blocks and what groups hold."""
    for block in blocks:
        if isinstance(block, Group):
            yield from _flat(block.blocks)
        else:
            yield block


def _bases(gaps: Gaps) -> Iterator[Base]:
    """Give the range of bases of every question and side."""
    found: dict[tuple[str, str], list[float]] = {}
    for row in gaps:
        for each in (row.of_side, row.of_reference):
            found.setdefault((row.question, each.side), []).extend(_shown(each, row))
    for (question, side), bases in found.items():
        ends = (count_text(min(bases)), count_text(max(bases))) if bases else (DASH, DASH)
        yield Base(question, gaps.survey.sides[side].label, gaps.by, *ends)


def _shown(each: Estimate, row: Gap) -> list[float]:
    """Return a base, where it may be shown."""
    hidden = "suppressed" in {each.status, row.status} or each.status == "one_sided" or isnan(each.base)
    return [] if hidden else [each.base]
