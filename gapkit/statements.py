"""One side's published figures: what a source printed, with its base, rounding and doubts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import nan

from gapkit.responses import DataSource, Exclusion
from gapkit.survey import TOTAL, Side, Survey


@dataclass(frozen=True, slots=True)
class Statement:
    """One published figure of one item on one side.

    Attributes
    ----------
    value : float
        Share (0 to 1), or mean in units of the question; NaN where the source gives a rank or words only.
    sd : float
        Standard deviation (divisor n - 1) that a mean came with; NaN where none is printed.
    rank : float
        Rank as published; NaN where none is. ``last`` is infinity: the list's length may be unknown.
    words : str
        What the source says where it gives no number.
    base : float
        Respondents behind the value; NaN where unknown.
    qualifier : str
        ``exact``, ``about``, ``below``, ``at_least``, ``at_most``.
    base_qualifier : str
        ``exact``, ``at_least``, ``about``.
    wave : str
        Empty where the survey has no waves.
    rounding : str
        ``integer``, ``one_decimal``, ``truncated``, or ``none`` for a count and for a mean.
    is_mean : bool
        Whether the value is a mean.
    joint : float
        Share saying yes to both roles of the question; NaN where nothing is said of it.
    row : int
        Row of the statements' file, the first below the head being 2.
    """

    question: str
    item: str
    side: str
    value: float = nan
    rank: float = nan
    words: str = ""
    base: float = nan
    base_qualifier: str = "exact"
    deff: float = 1.0
    qualifier: str = "exact"
    rounding: str = "integer"
    segment: str = TOTAL
    wave: str = ""
    alternate: bool = False
    source: str = ""
    confidence: str = ""
    note: str = ""
    row: int = 0
    joint: float = nan
    sd: float = nan
    is_mean: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Statements:
    """What was published about one side."""

    survey: Survey
    side: Side
    statements: tuple[Statement, ...]
    source: DataSource
    exclusions: tuple[Exclusion, ...] = ()

    def in_wave(self, wave: str) -> Statements:
        """Return what was published about one wave."""
        return replace(self, statements=tuple(each for each in self.statements if each.wave == wave))

    def __repr__(self) -> str:
        """Return side and number of statements."""
        return f"<Statements of {self.side.label}: {len(self.statements)}, from {self.source.name}>"
