"""Claims about the results, as the survey file states them: conditions that can be judged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ConditionKind = Literal["rank", "value", "higher_than", "gap", "gap_larger_than", "count"]
"""What a condition is about: a place, a value, two items of a side, a gap, two gaps, many gaps."""

GapWord = Literal["over", "under", "aligned"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One statement about results that is true, false, or not to be told.

    Attributes
    ----------
    kind : str
        Which of the fields below say something.
    question, item, side : str
        What it is about; the side may be empty where it is about gaps: the first pair then.
    segment_by, segment, wave : str
        The part of the study; empty for the total, and for the last wave.
    rank : str
        ``"first"``, ``"last"``, a number, or ``"top3"`` and the like.
    tied : bool
        Whether another item shares the rank.
    above, below : float or None
        Limits of a value on paper: percent, or scale units for means.
    other : str
        The item that it is set against.
    gap : str
        ``"over"``, ``"under"`` or ``"aligned"``.
    margin : float or None
        Points (or scale units) on paper beyond which a gap counts; ``None`` takes the question's.
    at_least : int
        Items of the question with such a gap.
    line : int
        Line of the survey file; 0 where there is none.
    """

    kind: ConditionKind
    question: str
    item: str = ""
    side: str = ""
    segment_by: str = ""
    segment: str = ""
    wave: str = ""
    rank: str = ""
    tied: bool = False
    above: float | None = None
    below: float | None = None
    other: str = ""
    gap: str = ""
    margin: float | None = None
    at_least: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that somebody printed, and what must hold for it to be true.

    Attributes
    ----------
    text, source : str
        The sentence, and where it stands.
    needs : {"all", "any"}
        Whether every condition must hold, or one.
    """

    text: str
    source: str
    needs: Literal["all", "any"]
    conditions: tuple[Condition, ...]
