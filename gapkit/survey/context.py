"""What the parts of a survey need to know of the whole while they are built."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar, Union

from gapkit.errors import SurveyError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path as FilePath

    import pandas as pd

    from gapkit.survey.lines import Path
    from gapkit.survey.model import Answer
    from gapkit.survey.paths import Place
    from gapkit.survey.problems import Problems

T = TypeVar("T")

Frames = Union["pd.DataFrame", "Mapping[str, pd.DataFrame]"]
"""Respondents of a side, or of each wave."""

ID = re.compile(r"[a-z0-9][a-z0-9_]*")

MAX_ITEMS = 2_000
"""Items of one survey, and questions."""

MAX_LABELS = 500
"""Points of a scale, answers of a segment or of one item."""


@dataclass(frozen=True, slots=True)
class Context:
    """The survey around a part of it.

    Attributes
    ----------
    problems : Problems
        Where problems go.
    sides, with_data : tuple of str
        Ids of all sides, and of those that have respondents.
    reference : str
        Side that gaps are measured from.
    segments : tuple of str
        Ids of the segments.
    waves : tuple of str
        Names of the waves, in order.
    published_items, published_sides : frozenset of str or None
        Items and sides that inline statements speak of; ``None`` where statements stand in a file.
    reserved : frozenset of str
        Keys of the grammar: no side or role may be called like one.
    roles : dict of (str, str)
        Side and label of every role found so far.
    """

    problems: Problems
    place: Place
    sides: tuple[str, ...]
    with_data: tuple[str, ...]
    reference: str
    segments: tuple[str, ...]
    published_items: frozenset[str] | None
    published_sides: frozenset[str] | None
    frames: Mapping[str, Frames] = field(default_factory=dict)
    waves: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    roles: dict[str, tuple[str, str]] = field(default_factory=dict)

    def each(self, value: T | Mapping[str, T] | None, at: Path) -> dict[str, T]:
        """Return a value per side from one for all, or from a table of them."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            return dict.fromkeys(self.sides, value)  # type: ignore[arg-type]
        for side in value:
            if side not in self.sides:
                self.problems.add(SurveyError.unknown_side(side, self.sides), (*at, side))
        return {side: value[side] for side in self.sides if side in value}

    def file(self, path: str, at: Path) -> FilePath | None:
        """Return the file that a key names, or nothing if that is a problem."""
        try:
            return self.place.file(path)
        except SurveyError as error:
            self.problems.add(error, at)
            return None

    def check_count(self, what: str, count: int, limit: int, at: Path) -> bool:
        """Return whether there are few enough of something; note it where not."""
        if count > limit:
            self.problems.add(SurveyError.too_many(what, count, limit), at)
        return count <= limit

    def check_id(self, what: str, value: object, at: Path) -> None:
        """Note an id outside its alphabet."""
        if isinstance(value, str) and not ID.fullmatch(value):
            self.problems.add(SurveyError.bad_id(what, value), at)

    def check_unique(self, what: str, ids: Sequence[object], at: Path) -> None:
        """Note every id that an earlier element of the list has."""
        seen: set[str] = set()
        for place, value in enumerate(ids):
            if isinstance(value, str) and value in seen:
                self.problems.add(SurveyError.duplicate_id(what, value), (*at, place, "id"))
            elif isinstance(value, str):
                seen.add(value)

    def check_answers(self, answers: Sequence[Answer], key: str, at: Path) -> None:
        """Note a list of answers that is too long or holds one twice."""
        if len(answers) > MAX_LABELS:
            self.problems.add(SurveyError.too_many(f"answers in `{key}`", len(answers), MAX_LABELS), at)
            return
        for answer in [each for each, count in Counter(answers).items() if count > 1]:
            self.problems.add(SurveyError.duplicate_answer(key, answer), at)


def shared(first: Sequence[Answer], second: Sequence[Answer]) -> list[Answer]:
    """Return the answers that are in both lists."""
    others = set(second)
    return [answer for answer in first if answer in others]


def side_place(value: object, at: Path, side: str) -> Path:
    """Return the key path of one side's value: its own key, or the key for all."""
    return (*at, side) if isinstance(value, dict) else at
