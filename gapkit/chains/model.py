"""The types of a chain: a step from each role to the next, and the whole way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.display import gap_interval_text, gap_text, html_table, p_text, status_text, value_text
from gapkit.errors import UnknownItemError
from gapkit.gaps import Gap, Gaps, Method

if TYPE_CHECKING:
    import pandas as pd

    from gapkit.responses import Exclusion

COLUMNS = ("step", "of", *(
    "survey", "question", "item", "label", "measure", "segment_by", "segment", "wave", "side", "reference",
    "value_side", "value_reference", "gap", "se", "df", "ci_low", "ci_high", "conf_level", "p_value",
    "ci_low_family", "ci_high_family", "p_adjusted", "adjust", "family_size", "verdict", "margin",
    "base_side", "base_reference", "effective_base_side", "effective_base_reference", "status", "flags",
))  # fmt: skip
"""The columns of ``Chain.to_frame()``: always all of them, in this order."""

WHOLE = 0
"""Number of the step that is the whole way."""


@dataclass(frozen=True, slots=True)
class Step:
    """One item's gap from a role to the next, or from the first role to the last.

    Attributes
    ----------
    number : int
        1 for the first link; 0 for the whole way.
    of : int
        Links of the chain.
    gap : Gap
        Later role minus earlier one. Intervals of the family hold for all steps and items together.
    """

    number: int
    of: int
    gap: Gap

    @property
    def whole(self) -> bool:
        """Whether it is the whole way."""
        return self.number == WHOLE

    def cell(self, column: str) -> object:
        """Return the value of one column of ``to_frame()``."""
        if column in ("step", "of"):
            return self.number if column == "step" else self.of
        return self.gap.cell(column)


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """How one question's gaps follow each other and add up.

    Attributes
    ----------
    gaps : Gaps
        What the steps are taken from.
    question : str
        The question.
    roles : tuple of str
        Its roles in order.
    rows : tuple of Step
        Item by item (segment by segment): the links in order, then the whole way.
    """

    gaps: Gaps
    question: str
    roles: tuple[str, ...]
    rows: tuple[Step, ...]

    @property
    def links(self) -> tuple[Step, ...]:
        """The steps from each role to the next."""
        return tuple(row for row in self.rows if not row.whole)

    @property
    def totals(self) -> tuple[Step, ...]:
        """The whole way of each item: last role minus first."""
        return tuple(row for row in self.rows if row.whole)

    @property
    def method(self) -> Method:
        """How the gaps were computed."""
        return self.gaps.method

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """What is missing, and why."""
        return self.gaps.exclusions

    def __getitem__(self, key: str | tuple[str, str]) -> Chain:
        """Return the part with this item, or with this item in this segment.

        Raises
        ------
        UnknownItemError
            If there is none.
        """
        item, segment = key if isinstance(key, tuple) else (key, None)
        kept = tuple(row for row in self.rows if row.gap.item == item and segment in (None, row.gap.segment))
        if not kept:
            raise UnknownItemError.not_in_results(item, "", segment or "all")
        return Chain(self.gaps, self.question, self.roles, kept)

    def __iter__(self) -> Iterator[Step]:
        """Iterate over the steps."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.rows)

    def __repr__(self) -> str:
        """Return the roles in order, and the size."""
        flagged = sum(row.gap.flagged for row in self.rows)
        items = len({row.gap.item for row in self.rows})
        way = " → ".join(self.gaps.survey.sides[role].label for role in self.roles)
        return f"<Chain {way}: {items} items, {len(self)} steps, {flagged} flagged>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        survey = self.gaps.survey
        title = f"{survey.title}: {survey.question(self.question).label}"
        return html_table(title, HTML_HEAD, [self._html_row(row) for row in self.rows])

    def _html_row(self, row: Step) -> tuple[str, ...]:
        """Return one step as the cells of a notebook table."""
        gap, sides = row.gap, self.gaps.survey.sides
        return (
            gap.label,
            gap.segment,
            "whole" if row.whole else f"{row.number} of {row.of}",
            f"{sides[gap.reference].label} {value_text(gap.of_reference.value, gap.measure)}",
            f"{sides[gap.side].label} {value_text(gap.of_side.value, gap.measure)}",
            gap_text(gap.gap, gap.measure),
            gap_interval_text(gap.ci_low_family, gap.ci_high_family, gap.measure),
            p_text(gap.p_adjusted),
            gap.verdict or status_text(gap.status),
        )

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment, wave and step; shares and gaps run 0 to 1.

        The links of an item add up to its whole way. The columns never depend on an argument: see
        ``COLUMNS``.
        """
        import pandas as pd

        columns = {name: [row.cell(name) for row in self.rows] for name in COLUMNS}
        return pd.DataFrame(columns, columns=list(COLUMNS))


HTML_HEAD = ("Item", "Segment", "Step", "From", "To", "Gap", "Interval", "p, adjusted", "Verdict")
"""Columns of the notebook table."""
