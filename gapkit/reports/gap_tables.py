"""Gaps as tables: the same cells on a question's page, in the segment tables and in the data table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isnan
from string import ascii_lowercase

from gapkit.charts.rows import ordered
from gapkit.display import (
    DASH,
    count_text,
    gap_interval_text,
    gap_text,
    in_points,
    p_text,
    percent_text,
    rank_text,
    value_text,
)
from gapkit.gaps import Gap
from gapkit.reports import english as words
from gapkit.reports.document import Cell, Column, Row, Table, Tone
from gapkit.survey import TOTAL, Survey
from gapkit.tallies import Estimate

LONGEST_HEAD = 48
"""Characters of a side's name above a column; the title page has the whole of it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Which columns a table has, decided by what its rows hold.

    Attributes
    ----------
    tested, needed : bool
        Whether any row has an interval; whether any has a base that it would need.
    bases : bool
        Whether bases are printed.
    effective : (bool, bool)
        Whether effective bases stand beside them, on the side and on the reference.
    """

    tested: bool
    needed: bool
    bases: bool
    effective: tuple[bool, bool]

    @classmethod
    def of(cls, rows: Sequence[Gap], *, bases: bool) -> Shape:
        """Look at the rows."""
        return cls(
            tested=any(row.verdict for row in rows),
            needed=any(not isnan(row.base_needed) for row in rows),
            bases=bases,
            effective=(
                any(_is_weighted(row.of_side) for row in rows),
                any(_is_weighted(row.of_reference) for row in rows),
            ),
        )


def gap_table(
    caption: str, rows: Sequence[Gap], survey: Survey, *, bases: bool = False, further: Sequence[str] = ()
) -> Table:
    """Lay out the rows of one pair of sides; questions and segments get a heading where there are several.

    Parameters
    ----------
    bases : bool
        Whether the bases of both sides are printed.
    further : sequence of str
        Notes beyond those that explain the marks.
    """
    shape, marks = Shape.of(rows, bases=bases), Marks.of(rows)
    keys = list(dict.fromkeys((row.question, row.segment) for row in rows))
    laid: list[Row] = []
    segments = dict(reversed(keys))
    for question, segment in keys:
        part = [row for row in rows if (row.question, row.segment) == (question, segment)]
        if segment != segments[question] and all(row.status == "one_sided" for row in part):
            continue
        if len(keys) > 1:
            laid.append(Row((Cell(_heading(part[0], survey)),), group=True))
        first = segment == segments[question]
        laid.extend(gap_row(row, shape, marks) for row in _in_order(part, first=first))
    told = notes(rows, survey, marks, needed=shape.needed)
    return Table(caption, columns(rows, survey, shape), tuple(laid), (*told, *further))


def _in_order(rows: Sequence[Gap], *, first: bool) -> Sequence[Gap]:
    """Return the total by gap, a segment in survey order; one-sided rows in the first one only."""
    if rows[0].segment == TOTAL:
        return ordered(rows, "gap")
    return [row for row in rows if first or row.status != "one_sided"]


def columns(rows: Sequence[Gap], survey: Survey, shape: Shape) -> tuple[Column, ...]:
    """Return the heads of the columns."""
    side, reference = (head_text(survey.sides[each].label) for each in (rows[0].side, rows[0].reference))
    points = all(in_points(row.measure) for row in rows)
    together = any(row.adjust != "none" and row.family_size > 1 for row in rows)
    narrow = shape.bases
    value_width = 16.5 if narrow else 19.0
    heads = [
        Column(words.ITEM, align="left"),
        Column(side, value_width),
        Column(reference, value_width),
        Column(words.GAP if points else words.GAP_MEANS, 11.0 if narrow else 15.0),
    ]
    if shape.tested:
        level = percent_text(rows[0].conf_level)
        heads.append(Column(words.interval_column(level, together=together), 22.0 if narrow else 27.0))
        heads.append(Column(words.P_SHORT, 12.0) if narrow else Column(words.P_ADJUSTED, 16.0))
    if shape.needed:
        heads.append(Column(words.BASE_NEEDED, 15.0))
    heads.append(Column(words.VERDICT, 17.5 if narrow else 22.0, align="left"))
    if shape.bases:
        heads += [
            Column(words.base_column(each, effective=effective), 20.0 if effective else 17.5)
            for each, effective in zip((side, reference), shape.effective, strict=True)
        ]
    return tuple(heads)


def gap_row(row: Gap, shape: Shape, marks: Marks) -> Row:
    """Return one gap as cells, each number rounded once, here."""
    flagged = row.flagged and row.status == "ok"
    tone: Tone = "bold" if flagged else "plain" if isnan(row.p_adjusted) else "muted"
    cells = [
        Cell(row.label, mark=marks.text(row)),
        Cell(estimate_text(row.of_side)),
        Cell(estimate_text(row.of_reference)),
        Cell(gap_text(row.gap, row.measure, margin=row.margin), tone),
    ]
    if shape.tested:
        cells.append(
            Cell(gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure, margin=row.margin))
        )
        cells.append(Cell(p_text(row.p_adjusted)))
    if shape.needed:
        cells.append(Cell(count_text(row.base_needed)))
    cells.append(Cell(row.verdict or words.STATUS.get(row.status, ""), "bold" if flagged else "muted"))
    if shape.bases:
        both = zip((row.of_side, row.of_reference), shape.effective, strict=True)
        cells += [Cell(base_text(each, effective=effective)) for each, effective in both]
    return Row(tuple(cells))


def estimate_text(each: Estimate) -> str:
    """Return a side's value, or what there is in its place."""
    if not isnan(each.value):
        return value_text(each.value, each.measure)
    if each.status == "rank_only":
        return (
            rank_text(each.rank)
            if each.rank == float("inf")
            else f"{words.RANK.lower()} {rank_text(each.rank)}"
        )
    return {
        "suppressed": words.HIDDEN,
        "masked": each.words,
        "one_sided": DASH,
        "words_only": words.IN_WORDS,
        "no_answers": words.NOBODY,
    }.get(each.status, DASH)


def base_text(each: Estimate, *, effective: bool) -> str:
    """Return a base, with the effective one in brackets where weights or clusters make it differ."""
    if each.status == "suppressed":
        return words.HIDDEN
    if isnan(each.base) or each.status == "one_sided":
        return DASH
    if not effective or isnan(each.effective_base):
        return count_text(each.base)
    return f"{count_text(each.base)} ({count_text(each.effective_base)})"


@dataclass(frozen=True, slots=True)
class Marks:
    """The letters of a table's marks, in order from ``a``; empty where no row carries one.

    Attributes
    ----------
    related, low, denoted : str
        Of pairs that are merely related, of small bases, of bases that are denoted.
    """

    related: str = ""
    low: str = ""
    denoted: str = ""

    @classmethod
    def of(cls, rows: Iterable[Gap], *, denoted: bool = True) -> Marks:
        """Look at the rows; denoted bases are marked on request."""
        rows = tuple(rows)
        carried = {
            "related": any(row.comparable == "related" for row in rows),
            "low": any(row.status == "low_base" for row in rows),
            "denoted": denoted and any(_is_denoted(row) for row in rows),
        }
        return cls(
            **dict(zip((name for name, there in carried.items() if there), ascii_lowercase, strict=False))
        )

    def text(self, row: Gap) -> str:
        """Return the marks of a row's label."""
        base = self.low if row.status == "low_base" else self.denoted if _is_denoted(row) else ""
        return ",".join(filter(None, (self.related if row.comparable == "related" else "", base)))


def notes(rows: Iterable[Gap], survey: Survey, marks: Marks, *, needed: bool = False) -> tuple[str, ...]:
    """Explain every mark of a table, what hidden cells are, and the base that a gap would need."""
    policy = survey.low_base
    told = []
    if marks.related:
        told.append(words.related_note(marks.related))
    if marks.low:
        told.append(words.low_note(marks.low, count_text(policy.flag)))
    if marks.denoted:
        told.append(words.denoted_note(marks.denoted, count_text(policy.denote)))
    if any(row.status == "suppressed" for row in rows):
        told.append(words.hidden_note(count_text(policy.suppress)))
    if needed:
        told.append(words.base_needed_note())
    return tuple(told)


def head_text(label: str) -> str:
    """Return a side's name short enough to stand above a column."""
    line = " ".join(label.split())
    return line if len(line) <= LONGEST_HEAD else line[: LONGEST_HEAD - 1].rstrip() + "…"


def _is_denoted(row: Gap) -> bool:
    return "denoted" in row.flags and row.status == "ok"


def _is_weighted(each: Estimate) -> bool:
    """Whether the effective base differs from the base on paper."""
    return not isnan(each.effective_base) and round(each.effective_base) != round(each.base)


def _heading(row: Gap, survey: Survey) -> str:
    """Return the heading of one question in one segment."""
    question = survey.question(row.question)
    label = question.label or question.id
    return label if row.segment == TOTAL else f"{label} · {row.segment}"
