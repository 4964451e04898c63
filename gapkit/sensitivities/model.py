"""The types of a sensitivity panel: one row per item and variant, one holding per item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from gapkit.display import gap_interval_text, gap_text, html_table
from gapkit.errors import UnknownItemError
from gapkit.options import Status, Verdict
from gapkit.stats import Interval
from gapkit.survey import TOTAL, Survey
from gapkit.survey.text import clean_text

if TYPE_CHECKING:
    import pandas as pd

DECLARED: Final = "as declared"
"""The variant that is none: what the survey file says."""

TICK_RATE: Final = "tick rate"
"""The variant that answers another question and so never counts."""


@dataclass(frozen=True, slots=True)
class VariantGap:
    """One item's gap under one variant.

    Attributes
    ----------
    variant : str
        What was done otherwise; ``"as declared"`` for the gap as it is.
    gap, ci_low, ci_high : float
        Gap and its simultaneous interval, in the measure's units; NaN where there is none.
    verdict : str
        Under this variant; empty where there is none.
    base_side, base_reference : float
        Respondents; NaN where a base is unknown or must not be shown.
    status : str
        As in ``Gaps.to_frame()``.
    counted : bool
        Whether the variant counts in "holds in k of m": both it and the declared choice have a
        verdict, and it answers the same question.
    holds : bool
        Whether the verdict is the declared one; False where it does not count.
    """

    question: str
    item: str
    label: str
    measure: str
    segment_by: str
    segment: str
    side: str
    reference: str
    variant: str
    gap: float
    ci_low: float
    ci_high: float
    conf_level: float
    verdict: Verdict
    base_side: float
    base_reference: float
    status: Status
    counted: bool
    holds: bool

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Which row of ``Gaps`` it belongs to."""
        return self.question, self.item, self.segment, self.side, self.reference

    @property
    def interval(self) -> Interval:
        """Interval that holds for all items of the family together."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)


@dataclass(frozen=True, slots=True)
class Holding:
    """In how many variants one item's verdict holds.

    Attributes
    ----------
    verdict : str
        As declared; empty where there is none.
    holds, variants : int
        "Holds in k of m variants".
    changes : tuple of VariantGap
        The counted variants with another verdict.
    """

    question: str
    item: str
    label: str
    segment: str
    side: str
    reference: str
    verdict: Verdict
    holds: int
    variants: int
    changes: tuple[VariantGap, ...]

    @property
    def sentence(self) -> str:
        """Say how far the verdict holds."""
        if not self.verdict:
            return "no verdict to hold"
        if not self.variants:
            return f"{self.verdict}; no variant changes anything here"
        told = f"{self.verdict} holds in {self.holds} of {self.variants} variants"
        others = ", ".join(f"{each.variant} ({each.verdict})" for each in self.changes)
        return f"{told}; not with {others}" if others else told


@dataclass(frozen=True, slots=True, eq=False)
class Sensitivity:
    """Every gap of a study under other defensible choices.

    Attributes
    ----------
    survey : Survey
        What was asked.
    by : str
        Segment of the break; empty for the total.
    rows : tuple of VariantGap
        In survey order, the declared choice before the variants.
    variants : tuple of str
        Names of the variants that were run.
    notes : tuple of str
        Variants that change nothing or cannot be run, and why; agreement in sign of the tick-rate
        adjustment.
    """

    survey: Survey
    by: str
    rows: tuple[VariantGap, ...]
    variants: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def holdings(self) -> tuple[Holding, ...]:
        """Return one summary per item, segment and pair of sides."""
        groups: dict[tuple[str, ...], list[VariantGap]] = {}
        for row in self.rows:
            groups.setdefault(row.key, []).append(row)
        return tuple(_holding(rows) for rows in groups.values())

    def __getitem__(self, item: str) -> Sensitivity:
        """Return the part with this item.

        Raises
        ------
        UnknownItemError
            If there is no such item.
        """
        rows = tuple(row for row in self.rows if row.item == item)
        if not rows:
            raise UnknownItemError.not_in_results(item, "", TOTAL)
        return Sensitivity(self.survey, self.by, rows, self.variants, self.notes)

    def __iter__(self) -> Iterator[VariantGap]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __str__(self) -> str:
        """Return one sentence per item, and the notes."""
        lines = [f"{self.survey.title}: do the verdicts hold?", ""]
        holdings = self.holdings
        names = [each.label + ("" if each.segment == TOTAL else f", {each.segment}") for each in holdings]
        width = max((len(name) for name in names), default=0)
        lines += [f"{name:<{width}}  {each.sentence}" for name, each in zip(names, holdings, strict=True)]
        lines += ["", f"Variants: {', '.join(self.variants) or 'none'}.", *self.notes]
        return clean_text("\n".join(lines))

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return every variant as a table for notebooks."""
        head = ("Item", "Segment", "Side", "Variant", "Gap", "Interval", "Verdict", "Holds")
        return html_table(self.survey.title, head, [_html_row(row) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment, pair of sides and variant; gaps run -1 to 1."""
        import pandas as pd

        names = [each.name for each in fields(VariantGap)]
        return pd.DataFrame(
            {name: [getattr(row, name) for row in self.rows] for name in names}, columns=names
        )


def _holding(rows: list[VariantGap]) -> Holding:
    """Count the variants of one item in which its verdict holds."""
    declared, counted = rows[0], [row for row in rows if row.counted]
    return Holding(
        question=declared.question,
        item=declared.item,
        label=declared.label,
        segment=declared.segment,
        side=declared.side,
        reference=declared.reference,
        verdict=declared.verdict,
        holds=sum(row.holds for row in counted),
        variants=len(counted),
        changes=tuple(row for row in counted if not row.holds),
    )


def _html_row(row: VariantGap) -> tuple[str, ...]:
    """Return one variant as the cells of a notebook table."""
    return (
        row.label,
        row.segment,
        row.side,
        row.variant,
        gap_text(row.gap, row.measure),
        gap_interval_text(row.ci_low, row.ci_high, row.measure),
        row.verdict,
        ("yes" if row.holds else "no") if row.counted else "",
    )
