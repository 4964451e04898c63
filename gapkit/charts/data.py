"""What a chart shows, decided and written out: the drawing step only draws it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gapkit.options import Status

if TYPE_CHECKING:
    import pandas as pd

ChartKind = Literal["dumbbell", "butterfly", "paired"]
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
    bold : bool
        The family interval excludes 0, on a base that may lead.
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
    bold: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Axis:
    """The line that values are read on: its ends, and the numbers printed along it."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one question, with the heading that stands above them where there are several."""

    question: str
    heading: str
    wording: str
    axis: Axis
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything that a chart shows.

    Attributes
    ----------
    kind : {"dumbbell", "butterfly", "paired"}
        Which chart.
    title, subtitle : str
        The finding; the wording put to both sides, the unit and the order.
    groups : tuple of Group
        One per question, rows in the order drawn.
    side_label, reference_label : str
        The names of the two sides.
    gap_head, interval_head : str
        Heads of the columns on the right.
    notes : tuple of str
        Sign rule, bases, intervals, family, marks: one sentence each.
    source : str
        Study, fieldwork dates.
    mark : str
        Drawn in every chart made from synthetic data; empty for real data.
    alt_text : str
        The chart in at most 350 characters.
    """

    kind: ChartKind
    title: str
    subtitle: str
    groups: tuple[Group, ...]
    side_label: str
    reference_label: str
    gap_head: str
    interval_head: str
    notes: tuple[str, ...]
    source: str
    mark: str
    alt_text: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, from top to bottom."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def caption(self) -> str:
        """The notes and the source as one paragraph."""
        return " ".join((*self.notes, self.source)).strip()

    @property
    def headed(self) -> bool:
        """Whether questions have headings."""
        return len(self.groups) > 1

    def label(self, role: Role) -> str:
        """Return the name of a side."""
        return self.side_label if role == "side" else self.reference_label

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (self.title, self.subtitle, self.caption, self.side_label, self.reference_label)
        yield from (self.gap_head, self.interval_head, self.mark)
        for group in self.groups:
            yield from (group.heading, group.wording, *(text for _, text in group.axis.ticks))
        for row in self.rows:
            yield from (row.label, row.gap_text, row.interval_text, row.remark, row.verdict)
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
        "verdict": row.verdict,
        "bold": row.bold,
        "status": row.status,
        "remark": row.remark,
    }
