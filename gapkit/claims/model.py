"""The types of a judgement: one per claim, one per condition in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from gapkit.display import html_table, text_rows
from gapkit.survey import Survey
from gapkit.survey.claims import Claim, Condition

if TYPE_CHECKING:
    import pandas as pd

ClaimVerdict = Literal["supported", "contradicted", "cannot_tell"]

VERDICT_WORDS: dict[ClaimVerdict, str] = {
    "supported": "supported",
    "contradicted": "contradicted",
    "cannot_tell": "can't tell",
}
"""How a verdict is printed."""

COLUMNS = (
    "claim",
    "source",
    "verdict",
    "condition",
    "condition_verdict",
    "question",
    "item",
    "side",
    "segment_by",
    "segment",
    "wave",
    "value",
    "low",
    "high",
    "base",
    "conf_level",
    "sentence",
)
"""The columns of ``Claims.to_frame()``."""


@dataclass(frozen=True, slots=True)
class JudgedCondition:
    """What the results say of one condition.

    Attributes
    ----------
    value, low, high : float
        What was measured and the interval (or rank set) that decided, in frame units: shares 0 to 1,
        ranks from 1, counts of items. NaN where there is none.
    base : float
        Respondents behind it, the smaller side's where it is a gap; NaN where nobody states it.
    printed : bool
        Whether the decision is missing for want of a base: figures are printed, not tested.
    sentence : str
        What may be said in place of the claim.
    """

    condition: Condition
    verdict: ClaimVerdict
    value: float
    low: float
    high: float
    base: float
    conf_level: float
    printed: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """What the results say of one claim."""

    claim: Claim
    verdict: ClaimVerdict
    conditions: tuple[JudgedCondition, ...]

    @property
    def sentence(self) -> str:
        """What may be printed in place of the claim."""
        return " ".join(dict.fromkeys(each.sentence for each in self.conditions))


@dataclass(frozen=True, slots=True, eq=False)
class Claims:
    """Every claim of a survey file with its verdict.

    Attributes
    ----------
    survey : Survey
        Where they stand.
    judged : tuple of JudgedClaim
        In the order of the file.
    """

    survey: Survey
    judged: tuple[JudgedClaim, ...]

    @property
    def contradicted(self) -> tuple[JudgedClaim, ...]:
        """The claims that the results contradict."""
        return tuple(each for each in self.judged if each.verdict == "contradicted")

    def __iter__(self) -> Iterator[JudgedClaim]:
        """Iterate over the claims."""
        return iter(self.judged)

    def __len__(self) -> int:
        """Return the number of claims."""
        return len(self.judged)

    def __repr__(self) -> str:
        """Return the verdicts in numbers."""
        counts = ", ".join(
            f"{sum(each.verdict == verdict for each in self.judged)} {words}"
            for verdict, words in VERDICT_WORDS.items()
        )
        return f"<Claims of {self.survey.title!r}: {counts}>"

    def _repr_html_(self) -> str:
        """Return a table for notebooks."""
        rows = [(each.claim.text, VERDICT_WORDS[each.verdict], each.sentence) for each in self.judged]
        return html_table(self.survey.title, ("Claim", "Verdict", "What may be said"), rows)

    def __str__(self) -> str:
        """Return the first claims and their verdicts as a table of text; sentences are in the frame."""
        rows = [(VERDICT_WORDS[each.verdict], each.claim.text) for each in self.judged]
        return text_rows(self.survey.title, ("Verdict", "Claim"), rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per condition: see ``COLUMNS``."""
        import pandas as pd

        return pd.DataFrame(
            [_cells(claim, place) for claim in self.judged for place in range(len(claim.conditions))],
            columns=list(COLUMNS),
        )


def _cells(judged: JudgedClaim, place: int) -> dict[str, object]:
    """Return one condition as the cells of a frame."""
    each = judged.conditions[place]
    told = each.condition
    return {
        "claim": judged.claim.text,
        "source": judged.claim.source,
        "verdict": judged.verdict,
        "condition": place + 1,
        "condition_verdict": each.verdict,
        **{name: getattr(told, name) for name in COLUMNS if name in Condition.__slots__},
        **{name: getattr(each, name) for name in COLUMNS if name in JudgedCondition.__slots__},
    } | {"verdict": judged.verdict}
