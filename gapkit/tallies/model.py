"""The types of a tally: one estimate per item, side and segment, with its bases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import nan
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gapkit.display import count_text, html_table, interval_text, status_text, text_rows, value_text
from gapkit.errors import UnknownItemError
from gapkit.options import Status
from gapkit.responses import Responses
from gapkit.stats import Interval
from gapkit.study import Study
from gapkit.survey import TOTAL, Measure, Question, Side
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd

    from gapkit.responses import Exclusion
    from gapkit.tallies.crossings import Crossing

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure estimated for one item on one side, in one segment.

    Attributes
    ----------
    value : float
        In the measure's units (shares 0 to 1); NaN where ``status`` forbids it.
    se : float
        Design-based standard error (linearised, or from replicate weights), same units.
    df : float
        PSUs minus strata where PSUs are named, replicates minus 1 (less where they repeat each other)
        with replicate weights; infinite for shares with neither.
    spread : float
        Weighted standard deviation of the scores, same units.
    ci_low, ci_high : float
        Interval of this one side: Wilson on the effective base for shares, Student for means.
    asked, base, ticked : float
        Respondents who were asked; who count; who count and chose the item.
    weighted_base, kish_base, effective_base : float
        Sum of weights; (sum of weights)^2 / sum of squares; base that the interval stands on.
    rank : float
        1 is the highest share; ties share the best rank; infinite means "last", as published.
    words : str
        What the source says where it gives no number.
    """

    question: str
    item: str
    label: str
    side: str
    measure: str
    segment_by: str
    segment: str
    value: float
    se: float
    df: float
    spread: float
    ci_low: float
    ci_high: float
    conf_level: float
    asked: float
    base: float
    ticked: float
    weighted_base: float
    kish_base: float
    effective_base: float
    rank: float
    status: Status
    flags: tuple[str, ...] = ()
    words: str = ""
    wave: str = ""

    @property
    def interval(self) -> Interval:
        """Interval of this one side."""
        return Interval(self.ci_low, self.ci_high, self.conf_level)

    @property
    def design_effect(self) -> float:
        """Base over effective base."""
        return self.base / self.effective_base if self.effective_base else nan


@dataclass(frozen=True, slots=True, eq=False)
class CodeCounts:
    """How many respondents gave each answer.

    Attributes
    ----------
    columns, labels : tuple of str
        Column of the data and text of each answer code.
    n, w, w2 : float array, shape (segments, columns, codes)
        Respondents, sum of weights, sum of squared weights.
    """

    columns: tuple[str, ...]
    labels: tuple[str, ...]
    n: Floats
    w: Floats
    w2: Floats

    def __add__(self, other: CodeCounts) -> CodeCounts:
        """Return the counts of both parts of the respondents, who answered the same columns."""
        if (self.columns, self.labels, self.n.shape) != (other.columns, other.labels, other.n.shape):
            return NotImplemented
        return replace(self, n=self.n + other.n, w=self.w + other.w, w2=self.w2 + other.w2)


@dataclass(frozen=True, slots=True, eq=False)
class SideTally:
    """One question on one side: everything that inference needs, respondents left behind.

    Attributes
    ----------
    segments : tuple of str
        Segments of this side; ``("all",)`` where it stands with its total.
    items : tuple of str
        Every item of the question; one this side was not asked is NaN with status ``one_sided``.
    value, se, df, spread, asked, base, ticked, weighted_base, kish_base, effective_base, rank : array
        Shape (segments, items).
    status : object array, shape (segments, items)
        One of the statuses.
    covariance : float array, shape (segments * items, segments * items), or None
        Covariance between the cells, linearised or from replicate weights; ``None`` where nobody knows
        it (published figures).
    counts : CodeCounts or None
        Answer codes; ``None`` for published figures.
    clustered : bool
        PSUs are named, or replicate weights given, so few degrees of freedom count.
    words : Mapping[tuple[int, int], str]
        What the source says of a cell without a number.
    rounding : Mapping[tuple[int, int], str]
        How a published figure was rounded; respondents' figures are not.
    wave : str
        Empty where the survey has no waves.
    overlap : Mapping[str, float array]
        In a panel: covariance of these cells (rows) with those of each earlier wave (columns). A wave
        that is not there shares nobody with this one.
    masks : object array, shape (segments, items) or ()
        What is printed in place of a share that stands for too few people, such as ``"<7%"``; else empty.
    """

    question: Question
    side: Side
    measure: Measure
    segments: tuple[str, ...]
    items: tuple[str, ...]
    value: Floats
    se: Floats
    df: Floats
    spread: Floats
    asked: Floats
    base: Floats
    ticked: Floats
    weighted_base: Floats
    kish_base: Floats
    effective_base: Floats
    rank: Floats
    status: NDArray[np.object_]
    covariance: Floats | None
    counts: CodeCounts | None
    clustered: bool
    words: Mapping[tuple[int, int], str]
    rounding: Mapping[tuple[int, int], str]
    wave: str = ""
    overlap: Mapping[str, Floats] = field(default_factory=dict)
    masks: NDArray[np.object_] = field(default_factory=lambda: np.array("", dtype=object))

    def place(self, segment: str) -> int:
        """Return the row of a segment; a side that stands with its total has one row for all."""
        return 0 if self.segments == (TOTAL,) else self.segments.index(segment)

    def shown(self) -> NDArray[np.bool_]:
        """Whether the numbers of each cell may be shown."""
        return np.asarray((self.status != "suppressed") & (self.masks == ""))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Every item measured on each side, with its bases.

    Attributes
    ----------
    study : Study
        What was tallied.
    by : str
        Segment of the survey file; empty for the total.
    segments : tuple of str
        Segments in order; ``("all",)`` for the total.
    parts : tuple of SideTally
        One per question, side and wave.
    cells : Mapping[tuple[str, str, str, str, str], Estimate]
        By question, item, side, segment and wave.
    waves : tuple of str
        Waves in order; ``("",)`` where the survey has none.
    crossings : Mapping[tuple[str, str, str, str], Crossing]
        By question, role, role it is compared with, and wave: how the same respondents answered both.
    noted : tuple of Exclusion
        What was left out while tallying.
    """

    study: Study
    by: str
    segments: tuple[str, ...]
    parts: tuple[SideTally, ...]
    cells: Mapping[tuple[str, str, str, str, str], Estimate]
    waves: tuple[str, ...] = ("",)
    crossings: Mapping[tuple[str, str, str, str], Crossing] = field(default_factory=dict)
    noted: tuple[Exclusion, ...] = ()

    @property
    def estimates(self) -> tuple[Estimate, ...]:
        """Every cell, in survey order."""
        return tuple(self.cells.values())

    @property
    def method(self) -> Mapping[str, object]:
        """How the numbers were made."""
        return {
            "conf_level": self.study.survey.analysis.conf_level,
            "interval": "Wilson on the effective base (shares), Student (means)",
            "variance": _variance(self.study),
        }

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """What is missing, and why."""
        return self.study.exclusions + self.noted

    def in_wave(self, wave: str) -> Tally:
        """Return the tally of one wave.

        Raises
        ------
        OptionError
            If the survey has no such wave.
        """
        return Tally(
            self.study.in_wave(wave),
            self.by,
            self.segments,
            tuple(part for part in self.parts if part.wave == wave),
            {key: each for key, each in self.cells.items() if each.wave == wave},
            (wave,),
            {key: each for key, each in self.crossings.items() if key[-1] == wave},
            tuple(each for each in self.noted if each.wave == wave),
        )

    def part(self, question: str, side: str, wave: str | None = None) -> SideTally | None:
        """Return one question on one side (in the last wave by default), or nothing if there is none."""
        wanted = self.waves[-1] if wave is None else wave
        for part in self.parts:
            if (part.question.id, part.side.id, part.wave) == (question, side, wanted):
                return part
        return None

    def estimate(
        self, question: str, item: str, side: str, segment: str = TOTAL, wave: str | None = None
    ) -> Estimate:
        """Return one cell (in the last wave by default).

        A side that stands with its total gives its total for every segment.
        """
        part = self.part(question, side, wave)
        wanted = TOTAL if part is not None and part.segments == (TOTAL,) else segment
        key = (question, item, side, wanted, self.waves[-1] if wave is None else wave)
        if key not in self.cells:
            raise UnknownItemError.not_in_results(item, side, segment)
        return self.cells[key]

    def __getitem__(self, key: str | tuple[str, str]) -> Tally:
        """Return the part with this item, or this item in this segment."""
        item, segment = key if isinstance(key, tuple) else (key, None)
        kept = {
            place: each
            for place, each in self.cells.items()
            if each.item == item and segment in (None, each.segment)
        }
        if not kept:
            raise UnknownItemError.not_in_results(item, "", segment or TOTAL)
        return replace(self, cells=kept)

    def __iter__(self) -> Iterator[Estimate]:
        """Iterate over the estimates."""
        return iter(self.estimates)

    def __len__(self) -> int:
        """Return the number of estimates."""
        return len(self.estimates)

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.by}" if self.by else ""
        waves = f" in {len(self.waves)} waves" if len(self.waves) > 1 else ""
        return f"<Tally of {self.study.survey.title!r}{by}{waves}: {len(self)} estimates>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(*self._shown())

    def __str__(self) -> str:
        """Return the first rows as a table of text."""
        return text_rows(*self._shown())

    def _shown(self) -> tuple[str, tuple[str, ...], list[tuple[str, ...]]]:
        """Return title, head and rows of a table."""
        head = (*HTML_HEAD, "Wave") if self.waves != ("",) else HTML_HEAD
        return self.study.survey.title, head, [_html_row(each) for each in self.estimates]

    def to_frame(self) -> pd.DataFrame:
        """Return one row per question, wave, segment, item and side; shares run 0 to 1."""
        return frame(self.estimates, Estimate)


HTML_HEAD = ("Item", "Side", "Segment", "Measure", "Value", "Interval", "Base", "Effective base")
"""Columns of the notebook table."""


def _variance(study: Study) -> str:
    """Tell how variances were computed, side by side where that differs."""
    told = {
        side.side.label: (
            f"replicate weights ({side.side.replicates.method})"
            if side.side.replicates is not None
            else "Taylor linearisation, weights brought to known totals"
            if isinstance(side, Responses) and side.calibrated
            else "Taylor linearisation"
        )
        for side in study.sides.values()
        if not side.side.published
    }
    kinds = dict.fromkeys(told.values())
    if len(kinds) <= 1:
        return next(iter(kinds), "Taylor linearisation")
    return "; ".join(f"{label}: {kind}" for label, kind in told.items())


def _html_row(each: Estimate) -> tuple[str, ...]:
    """Return one estimate as the cells of a notebook table."""
    return (
        each.label,
        each.side,
        each.segment,
        each.measure,
        value_text(each.value, each.measure) or each.words or status_text(each.status),
        interval_text(each.ci_low, each.ci_high, each.measure),
        count_text(each.base),
        count_text(each.effective_base),
        *((each.wave,) if each.wave else ()),
    )
