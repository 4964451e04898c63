"""The distributions of all questions that have one, as one result."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from math import isnan
from typing import TYPE_CHECKING

from gapkit.display import DASH, html_table, number_text, p_text, percent_text, status_text, text_rows
from gapkit.distributing.rows import ANSWER_COLUMNS, AnswerShare, Distribution
from gapkit.errors import UnknownItemError
from gapkit.results import OfGaps
from gapkit.survey import TOTAL, Survey
from gapkit.tallies.frames import frame

if TYPE_CHECKING:
    import pandas as pd


HEAD = ("Question", "Item", "Segment", "Alike?", "Cramér's V", "Side higher", "Overlap")
"""Columns of the notebook table."""


@dataclass(frozen=True, slots=True, eq=False)
class Distributions(OfGaps[Distribution]):
    """All answers of both sides, question by question.

    Attributes
    ----------
    gaps : Gaps
        What was compared.
    rows : tuple of Distribution
        One per single choice, and per item of a scale.
    shares : tuple of AnswerShare
        One per answer of each row.
    """

    shares: tuple[AnswerShare, ...]

    def __getitem__(self, key: str | tuple[str, str]) -> Distribution:
        """Return the row of an item (or single choice) in the total, or in a segment.

        Raises
        ------
        UnknownItemError
            If there is no such row, or more than one.
        """
        name, segment = key if isinstance(key, tuple) else (key, TOTAL)
        rows = [row for row in self.rows if name in (row.item, row.question) and row.segment == segment]
        if len(rows) == 1:
            return rows[0]
        if not rows:
            raise UnknownItemError.not_in_results(name, "", segment)
        raise UnknownItemError.ambiguous(name, [f"{row.question}, {row.item}, {row.side}" for row in rows])

    def answers_of(self, row: Distribution) -> tuple[AnswerShare, ...]:
        """Return the answers of a row, in the order of the question."""
        keys = ("question", "item", "segment", "wave", "side", "reference")
        return tuple(
            each for each in self.shares if all(getattr(each, key) == getattr(row, key) for key in keys)
        )

    def __repr__(self) -> str:
        """Return the size in words."""
        by = f" by {self.gaps.by}" if self.gaps.by else ""
        return f"<Distributions of {self.survey.title!r}{by}: {len(self)} lists of answers>"

    def __str__(self) -> str:
        """Return the first rows as a table of text."""
        return text_rows(self.survey.title, HEAD, [_html_row(row, self.survey) for row in self.rows])

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        return html_table(self.survey.title, HEAD, [_html_row(row, self.survey) for row in self.rows])

    def to_frame(self) -> pd.DataFrame:
        """Return one row per list of answers: see ``COLUMNS``."""
        return frame(self.rows, Distribution)

    def answer_frame(self) -> pd.DataFrame:
        """Return one row per answer: see ``ANSWER_COLUMNS``."""
        import pandas as pd

        return pd.DataFrame([asdict(each) for each in self.shares], columns=list(ANSWER_COLUMNS))


def _html_row(row: Distribution, survey: Survey) -> tuple[str, ...]:
    """Return one list of answers as the cells of a notebook table."""
    higher = DASH if isnan(row.superiority) else percent_text(round(row.superiority, 2))
    return (
        survey.question(row.question).label,
        row.label,
        row.segment,
        f"p {p_text(row.p_value)}" if not isnan(row.p_value) else status_text(row.status),
        DASH if isnan(row.v) else number_text(row.v, 2),
        higher,
        DASH if isnan(row.overlap) else percent_text(round(row.overlap, 2)),
    )
