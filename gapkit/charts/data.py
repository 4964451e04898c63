"""What a chart shows, decided and written out: the drawing step only draws it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from gapkit.charts.words import Axis, Worded
from gapkit.options import Status

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Axis", "ChartData", "Group", "Role", "Row", "Sort", "Value"]

Role = Literal["side", "reference"]
Sort = Literal["gap", "reference", "side", "survey"]


@dataclass(frozen=True, slots=True)
class Value:
    """One side's value of one item.

    Attributes
    ----------
    value, low, high : float
        In the measure's units (shares 0 to 1), with the interval of this side alone; NaN where there is none.
    base : float
        Respondents behind it; NaN where unknown or suppressed.
    text : str
        The value as printed; empty where there is none.
    words : str
        What stands in its place: ``"not asked"``, ``"n<10"``, ``"rank last"``, or the source's words.
    rank : str
        ``"#2"``, ``"=3"`` for a tie, ``"last"``; empty where there is none.
    hollow : bool
        Small base, or a related pair: drawn as an outline.
    """

    role: Role
    value: float
    low: float
    high: float
    base: float
    text: str
    words: str
    rank: str
    hollow: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One item.

    Attributes
    ----------
    label : str
        In full, with a dagger where the base is denoted.
    gap, gap_low, gap_high : float
        Side minus reference, with its family interval; NaN where there is none.
    gap_text, interval_text : str
        As printed; the interval is empty where there is none.
    remark : str
        What a reader must know beside the numbers, or in their place.
    verdict : str
        ``under``, ``over``, ``aligned``, ``undecided``, or empty.
    last : str
        What stands in the last column: the verdict, or the adjusted p-value.
    bold : bool
        The family interval excludes 0, on a base that may lead.
    alone_low, alone_high : float
        Interval of this gap alone; NaN where there is none.
    p_adjusted : float
        Corrected over the family; NaN where the gap was not tested.
    hollow : bool
        The mark of the gap itself is an outline: small base, related pair, or not clear of the margin.
    """

    question: str
    item: str
    label: str
    side: Value
    reference: Value
    gap: float
    gap_low: float
    gap_high: float
    gap_text: str
    interval_text: str
    remark: str
    verdict: str
    last: str
    bold: bool
    status: Status
    alone_low: float
    alone_high: float
    p_adjusted: float
    hollow: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one question, with the heading that stands above them where there are several.

    Attributes
    ----------
    unit : str
        Groups with the same unit may share an axis: ``"share"``, ``"net"``, or the question's own.
    margin : float
        Largest gap that counts as agreement; NaN where none is given.
    margin_text : str
        It as printed, with its unit.
    """

    question: str
    heading: str
    wording: str
    axis: Axis
    rows: tuple[Row, ...]
    unit: str
    margin: float
    margin_text: str


@dataclass(frozen=True, slots=True)
class ChartData(Worded):
    """Everything that a chart of rows shows: dumbbell, butterfly, paired bars, gap forest.

    Attributes
    ----------
    groups : tuple of Group
        One per question, rows in the order drawn.
    side_label, reference_label : str
        The names of the two sides.
    directions : tuple of str
        What a gap below 0 and one above 0 mean.
    gap_head, interval_head, last_head : str
        Heads of the columns on the right.
    """

    groups: tuple[Group, ...]
    side_label: str
    reference_label: str
    directions: tuple[str, str]
    gap_head: str
    interval_head: str
    last_head: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, from top to bottom."""
        return tuple(row for group in self.groups for row in group.rows)

    def axes(self) -> dict[str, Axis]:
        """Return the axis of each unit."""
        return {group.unit: group.axis for group in self.groups}

    def on_axes(self, axes: Mapping[str, Axis]) -> ChartData:
        """Return the same rows on other axes."""
        return replace(self, groups=tuple(replace(each, axis=axes[each.unit]) for each in self.groups))

    @property
    def headed(self) -> bool:
        """Whether questions have headings."""
        return len(self.groups) > 1

    def label(self, role: Role) -> str:
        """Return the name of a side."""
        return self.side_label if role == "side" else self.reference_label

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        yield from (self.side_label, self.reference_label, *self.directions)
        yield from (self.gap_head, self.interval_head, self.last_head)
        for group in self.groups:
            yield from (
                group.heading,
                group.wording,
                group.margin_text,
                *(text for _, text in group.axis.ticks),
            )
        for row in self.rows:
            yield from (row.label, row.gap_text, row.interval_text, row.remark, row.last)
            yield from (
                text for each in (row.side, row.reference) for text in (each.text, each.words, each.rank)
            )

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: one row per item, numbers as numbers, in the order drawn."""
        import pandas as pd

        return pd.DataFrame([_plotted(row) for row in self.rows])


def _plotted(row: Row) -> dict[str, object]:
    """Return one row as the columns of a frame."""
    return {
        "question": row.question,
        "item": row.item,
        "label": row.label,
        **{
            f"{name}_{role}": getattr(value, name)
            for role, value in (("side", row.side), ("reference", row.reference))
            for name in ("value", "low", "high", "base", "words", "rank")
        },
        "gap": row.gap,
        "gap_low": row.gap_low,
        "gap_high": row.gap_high,
        "alone_low": row.alone_low,
        "alone_high": row.alone_high,
        "p_adjusted": row.p_adjusted,
        "verdict": row.verdict,
        "hollow": row.hollow,
        "bold": row.bold,
        "status": row.status,
        "remark": row.remark,
    }
