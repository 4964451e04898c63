"""Problems of the claims in a survey file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Self

from gapkit.errors.base import quoted
from gapkit.errors.survey import SurveyError, nearest_hint, written


class ClaimError(SurveyError):
    """A claim that can't be judged as it is written."""

    @classmethod
    def all_or_any(cls) -> Self:
        """Build the error for a claim with both lists of conditions, or none."""
        return cls(
            "A claim must have its conditions in `all` or in `any`, and not in both.",
            hint='like: all = [ { rank = "first", item = "deals", side = "marketer" } ].',
        )

    @classmethod
    def no_conditions(cls, key: str) -> Self:
        """Build the error for an empty list of conditions."""
        return cls(f"`{key}` must hold at least one condition.")

    @classmethod
    def one_statement(cls, keys: Sequence[str]) -> Self:
        """Build the error for a condition that states nothing, or two things."""
        return cls(
            "A condition must state one thing.", hint=f"give one of {quoted(keys)}; two conditions for two."
        )

    @classmethod
    def needs(cls, key: str) -> Self:
        """Build the error for a condition without its item or side."""
        return cls(f"This condition needs `{key}`.")

    @classmethod
    def item_beside_count(cls) -> Self:
        """Build the error for an item in a condition that counts items."""
        return cls("`at_least` counts items of the whole question, so `item` has no place beside it.")

    @classmethod
    def without(cls, key: str, needed: str) -> Self:
        """Build the error for a key that only means something beside another."""
        return cls(f"`{key}` needs `{needed}` beside it.")

    @classmethod
    def no_question(cls, question: str, known: Iterable[str]) -> Self:
        """Build the error for a question that the survey does not have."""
        return cls(f"The survey has no question `{question}`.", hint=nearest_hint(question, known))

    @classmethod
    def which_question(cls, questions: Sequence[str]) -> Self:
        """Build the error for a condition that may be about several questions."""
        return cls(
            "The claim must say which question it is about.", hint=f"give `question`: {quoted(questions)}."
        )

    @classmethod
    def no_item(cls, item: str, known: Iterable[str], question: str = "") -> Self:
        """Build the error for an item that nobody was asked."""
        where = f"Question `{question}`" if question else "The survey"
        return cls(f"{where} has no item `{item}`.", hint=nearest_hint(item, known))

    @classmethod
    def no_side(cls, side: str, known: Iterable[str]) -> Self:
        """Build the error for a side that does not exist."""
        return cls(f"The survey has no side `{side}`.", hint=nearest_hint(side, known))

    @classmethod
    def no_wave(cls, wave: str, known: Sequence[str]) -> Self:
        """Build the error for a wave that does not exist."""
        hint = nearest_hint(wave, known) if known else "the survey has no `waves`."
        return cls(f"The survey has no wave `{wave}`.", hint=hint)

    @classmethod
    def no_segment(cls, segment: str, known: Sequence[str]) -> Self:
        """Build the error for a segment that is not written like ``age=18-24``, or is unknown."""
        hint = f"write it like `{known[0]}=…`." if known else "the survey has no `segments`."
        return cls(f"`segment` must name a break and its segment, not {written(segment)}.", hint=hint)

    @classmethod
    def not_in_order(cls, segment: str, by: str, order: Sequence[str]) -> Self:
        """Build the error for a segment that its break does not show."""
        return cls(f"`{by}` has no segment {written(segment)}.", hint=nearest_hint(segment, order))

    @classmethod
    def no_place(cls, rank: object) -> Self:
        """Build the error for a rank that is no place in a list."""
        return cls(
            "`rank` must be a place in the list.",
            found=written(rank),
            hint='a number from 1, "first", "last", or "top3" and the like.',
        )

    @classmethod
    def wrong_way_round(cls, low: float, high: float) -> Self:
        """Build the error for limits of which the lower stands second."""
        return cls("`between` must give the lower limit first.", found=f"{low:g}, {high:g}")

    @classmethod
    def between_alone(cls) -> Self:
        """Build the error for limits given twice."""
        return cls("`between` gives both limits, so `above` and `below` have no place beside it.")
