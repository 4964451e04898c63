"""The types of a comparison: one gap per item, segment and pair of sides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from gapkit.display import gap_interval_text, gap_text, html_table, p_text, status_text, text_rows, value_text
from gapkit.errors import OptionError, UnknownItemError
from gapkit.explaining import Explanation, Like, explain
from gapkit.gaps.bounds import Bounds
from gapkit.options import Comparable, GapMethod, Kind, Status, Verdict, check_kind
from gapkit.stats import Interval
from gapkit.survey import TOTAL, Survey
from gapkit.tallies import Estimate, Tally, Together

if TYPE_CHECKING:
    import pandas as pd

    from gapkit.responses import Exclusion

COLUMNS = (
    "survey",
    "question",
    "item",
    "label",
    "kind",
    "comparable",
    "measure",
    "segment_by",
    "segment",
    "wave",
    "side",
    "reference",
    "value_side",
    "value_reference",
    "gap",
    "se",
    "df",
    "ci_low",
    "ci_high",
    "conf_level",
    "p_value",
    "ci_low_family",
    "ci_high_family",
    "p_adjusted",
    "adjust",
    "family_size",
    "verdict",
    "margin",
    "effect_size",
    "rank_side",
    "rank_reference",
    "base_side",
    "base_reference",
    "weighted_base_side",
    "weighted_base_reference",
    "effective_base_side",
    "effective_base_reference",
    "base_needed",
    "envelope_low",
    "envelope_high",
    "status",
    "flags",
)
"""The columns of ``Gaps.to_frame()``: always all of them, in this order."""

KEY_LENGTHS = (2, 3)
"""Item and segment, or item, segment and wave."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One item's gap: side minus reference, in the measure's units, in one segment and wave.

    Attributes
    ----------
    of_side, of_reference : Estimate
        The two values that are compared, with their own intervals and bases.
    gap : float
        Positive: the side is higher than the reference. NaN where ``status`` forbids it.
    se, df : float
        Linearised standard error; degrees of freedom of the test (infinite for the normal).
    ci_low, ci_high, p_value : float
        Of this item alone; one statistic gives both.
    ci_low_family, ci_high_family, p_adjusted : float
        Simultaneous over the family; the interval excludes 0 exactly when ``p_adjusted < 1 - conf_level``.
    family_size : int
        Items that were tested together; 0 where the item was not tested.
    margin : float
        Largest gap that counts as agreement; NaN where none is given.
    effect_size : float
        Cohen's h for shares, Hedges' g for means.
    base_needed : float
        Smallest base of the side(s) of unknown base at which the item would be flagged; infinite if none.
    envelope_low, envelope_high : float
        How far the family interval may reach over all that the rounding of printed figures hides (of
        the same respondents with margins alone: over every overlap of their answers); NaN for respondents.
    together : Together or None
        Same respondents: who answered both, one alone, or neither, and who said nothing. No column.
    bounds : Bounds or None
        Same respondents of whom only the two margins are published: what they leave possible. No column.
    unit : str
        Unit on paper, such as ``accounts``; empty for percentage points and points of a scale.
    """

    survey: str
    question: str
    item: str
    label: str
    kind: Kind
    comparable: Comparable
    measure: str
    segment_by: str
    segment: str
    side: str
    reference: str
    of_side: Estimate
    of_reference: Estimate
    gap: float
    se: float
    df: float
    ci_low: float
    ci_high: float
    conf_level: float
    p_value: float
    ci_low_family: float
    ci_high_family: float
    p_adjusted: float
    adjust: str
    family_size: int
    verdict: Verdict
    margin: float
    effect_size: float
    base_needed: float
    envelope_low: float
    envelope_high: float
    status: Status
    flags: tuple[str, ...]
    wave: str = ""
    together: Together | None = None
    bounds: Bounds | None = None
    unit: str = ""

    @property
    def interval(self) -> Interval:
        """Interval of this item alone."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)

    @property
    def family_interval(self) -> Interval:
        """Interval that holds for all items of the family together."""
        return Interval(self.ci_low_family, self.ci_high_family, self.conf_level)

    @property
    def flagged(self) -> bool:
        """Whether the simultaneous interval excludes 0."""
        return self.p_adjusted < 1 - self.conf_level

    @property
    def dependent(self) -> bool:
        """Whether the two values are of the same respondents or of dyads, no independent samples."""
        return bool({"same_respondents", "dyads"} & set(self.flags))

    def cell(self, column: str) -> object:
        """Return the value of one column of ``to_frame()``."""
        if column.endswith("_side"):
            return getattr(self.of_side, column.removesuffix("_side"))
        if column.endswith("_reference"):
            return getattr(self.of_reference, column.removesuffix("_reference"))
        value = getattr(self, column)
        return ",".join(value) if column == "flags" else value


@dataclass(frozen=True, slots=True)
class Method:
    """How the gaps of a study were computed.

    Attributes
    ----------
    gap_method : str
        ``score``, ``mn`` or ``newcombe``, for shares; means are compared by Welch's method.
    adjust : tuple of str
        The adjustments used: more than one where published and surveyed questions meet.
    family : str
        What was tested together.
    variance : str
        How standard errors were computed, side by side where that differs.
    """

    conf_level: float
    gap_method: str
    adjust: tuple[str, ...]
    family: str
    variance: str = "Taylor linearisation"


@dataclass(frozen=True, slots=True, eq=False)
class Gaps:
    """Every gap of a study, with its doubt.

    Attributes
    ----------
    tally : Tally
        What was compared.
    rows : tuple of Gap
        In survey order: question, pair, wave, segment, item.
    method : Method
        How it was computed.
    """

    tally: Tally
    rows: tuple[Gap, ...]
    method: Method

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.tally.study.survey

    @property
    def by(self) -> str:
        """Segment of the break; empty for the total."""
        return self.tally.by

    @property
    def waves(self) -> tuple[str, ...]:
        """Waves of the rows, in order; empty where the survey has none."""
        there = {row.wave for row in self.rows}
        return tuple(wave for wave in self.tally.waves if wave and wave in there)

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """What is missing, and why."""
        return self.tally.exclusions

    def __getitem__(self, key: str | tuple[str, str] | tuple[str, str, str]) -> Gaps | Gap:
        """Return the part with this item, or the one row of this item in this segment (and wave).

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one (an item of several questions, sides or waves).
        OptionError
            If the key is no item, such as a place.
        """
        if isinstance(key, str):
            return self._kept(self.rows_of(item=key), key, "")
        if not isinstance(key, tuple) or len(key) not in KEY_LENGTHS:
            raise OptionError.not_a_key(key)
        item, segment = key[:2]
        wanted = dict(zip(("item", "segment", "wave"), key, strict=False))
        rows = self.rows_of(**wanted)
        if len(rows) > 1:
            names = (filter(None, (row.question, row.side, row.wave)) for row in rows)
            raise UnknownItemError.ambiguous(
                item, [", ".join(name) for name in names], waves=len(self.waves) > 1
            )
        part = self._kept(rows, item, segment)
        return part.rows[0]

    def rows_of(self, **wanted: str) -> tuple[Gap, ...]:
        """Return the rows whose fields are as wanted, such as ``question="why_like"``."""
        return tuple(
            row for row in self.rows if all(getattr(row, name) == value for name, value in wanted.items())
        )

    def only(self, **wanted: str) -> Gaps:
        """Return the part whose fields are as wanted, such as ``question="why_like"``."""
        for name, value in wanted.items():
            check_kind(name, value, str, "a text")
        rows = self.rows_of(**wanted)
        if not rows:
            raise UnknownItemError.not_in_results(", ".join(wanted.values()), "", TOTAL)
        part = Gaps(self.tally, rows, self.method)
        wave = wanted.get("wave", "")
        return Gaps(part.tally.in_wave(wave), part.rows, part.method) if wave else part

    def latest(self) -> Gaps:
        """Return the gaps of the last wave alone; all of them where the survey has no waves."""
        return self.only(wave=self.waves[-1]) if self.waves else self

    def _kept(self, rows: tuple[Gap, ...], item: str, segment: str) -> Gaps:
        """Return the rows as gaps, or say what is not there."""
        if not rows:
            items = list(dict.fromkeys(row.item for row in self.rows))
            segments = list(dict.fromkeys(row.segment for row in self.rows))
            raise UnknownItemError.no_gap(item, segment or TOTAL, items, segments)
        return Gaps(self.tally, rows, self.method)

    def explain(
        self,
        item: str,
        *,
        segment: str | None = None,
        question: str | None = None,
        side: str | None = None,
        like: Like | None = None,
    ) -> Explanation:
        """Tell every input, rule and formula behind one item's gap, with its numbers.

        Parameters
        ----------
        item : str
            Item of the survey file.
        segment, question, side : str, optional
            Which row, where the item has several.
        like : {"spss", "wincross", "r-survey"}, optional
            Add what this tool would print for the same two sides, and why it differs.

        Returns
        -------
        Explanation
            Text in a terminal and in a notebook; ``.steps`` holds the numbers.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        OptionError
            If the tool has nothing to print for this row.
        """
        told = {"item": item, "segment": segment, "question": question, "side": side}
        rows = self.rows_of(**{name: value for name, value in told.items() if value is not None})
        if len(rows) > 1:
            names = [f"{row.question}, {row.side}, {row.segment}" for row in rows]
            raise UnknownItemError.ambiguous(item, names)
        row = self._kept(rows, item, segment or "").rows[0]
        return explain(row, self.tally, method=cast("GapMethod", self.method.gap_method), like=like)

    def __iter__(self) -> Iterator[Gap]:
        """Iterate over the rows."""
        return iter(self.rows)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.by}" if self.by else ""
        flagged = sum(row.flagged for row in self.rows)
        waves = f" in {len(self.waves)} waves" if len(self.waves) > 1 else ""
        items = f"{len(self)} item{'' if len(self) == 1 else 's'}"
        return f"<Gaps of {self.survey.title!r}{by}{waves}: {items}, {flagged} flagged>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks, questions apart."""
        return html_table(*self._shown())

    def __str__(self) -> str:
        """Return the first rows as a table of text."""
        return text_rows(*self._shown())

    def _shown(self) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
        """Return title, head and rows of a table."""
        head = (*HTML_HEAD, "Wave") if self.waves else HTML_HEAD
        return self.survey.title, head, [_html_row(row, self.survey) for row in self.rows]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, segment, wave and pair of sides; shares and gaps run 0 to 1.

        The columns never depend on an argument: see ``COLUMNS``.
        """
        import pandas as pd

        columns = {name: [row.cell(name) for row in self.rows] for name in COLUMNS}
        return pd.DataFrame(columns, columns=list(COLUMNS))


HTML_HEAD = ("Question", "Item", "Segment", "Side", "Reference", "Gap", "Interval", "p, adjusted", "Verdict")
"""Columns of the notebook table."""


def _html_row(row: Gap, survey: Survey) -> tuple[str, ...]:
    """Return one gap as the cells of a notebook table."""
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        f"{survey.sides[row.side].label} {value_text(row.of_side.value, row.measure)}",
        f"{survey.sides[row.reference].label} {value_text(row.of_reference.value, row.measure)}",
        gap_text(row.gap, row.measure),
        gap_interval_text(row.ci_low_family, row.ci_high_family, row.measure),
        p_text(row.p_adjusted),
        row.verdict or status_text(row.status),
        *((row.wave,) if row.wave else ()),
    )
