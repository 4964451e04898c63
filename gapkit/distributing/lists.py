"""The shares of all answers on one side, with their covariance: what the tests of a list need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import MISSING, Answers, Responses
from gapkit.survey import Item, Question, Share
from gapkit.tallies import SideTally
from gapkit.tallies.measuring import tally_responses

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class AnswerList:
    """How one side's respondents spread over the answers of a list.

    Attributes
    ----------
    shares : float array, shape (answers,)
        Weighted; they sum to 1.
    covariance : float array, shape (answers, answers)
        Of the shares.
    base, effective_base, df : float
        Respondents; what they are worth; degrees of freedom.
    plain : bool
        Respondents with neither weights nor strata, PSUs or replicates.
    """

    shares: Floats
    covariance: Floats
    base: float
    effective_base: float
    df: float
    plain: bool

    def mean(self, scores: Floats) -> tuple[float, float]:
        """Return the mean of scores given to the answers, and its variance."""
        return float(self.shares @ scores), float(scores @ self.covariance @ scores)


def answer_list(part: SideTally, segment: str, *, plain: bool) -> AnswerList | None:
    """Return the answers of a single choice on one side: every item is one; nothing without a base."""
    row = part.place(segment)
    shares, base = part.value[row], part.base[row]
    if np.isnan(shares).any() or np.isnan(base).any() or (part.status[row] == "suppressed").any():
        return None
    respondents = float(base.min())
    if part.covariance is None:
        effective = float(part.effective_base[row].min())
        joint = (np.diag(shares) - np.outer(shares, shares)) / effective
        return AnswerList(shares, joint, respondents, effective, effective - 1, plain=False)
    cells = row * len(part.items) + np.arange(len(part.items))
    joint = part.covariance[np.ix_(cells, cells)]
    variance, kish = float(np.trace(joint)), float(part.kish_base[row].min())
    worth = float((shares * (1 - shares)).sum()) / variance if variance > 0 else kish
    df = float(part.df[row].min())
    return AnswerList(shares, joint, respondents, worth, respondents - 1 if df == inf else df, plain=plain)


def is_plain(side: object) -> bool:
    """Whether a side is a simple sample: neither weights nor strata, PSUs or replicates."""
    return (
        isinstance(side, Responses)
        and all(each is None for each in (side.weight, side.stratum, side.psu, side.fpc))
        and not side.replicates
    )


def scale_part(side: Responses, question: Question, item: str, by: str) -> SideTally:
    """Tally one item of a scale as a choice among its points; other answers leave the base."""
    points = question.scale[side.side.id].points
    answers = side.answers[question.id]
    codes = answers.codes[:, [answers.columns.index(item)]]
    chosen = Answers(
        np.where(codes >= len(points), np.int16(MISSING), codes),
        (question.id,),
        tuple(range(len(points))),
        answers.labels[: len(points)],
    )
    alone = replace(
        question,
        format="single",
        items=tuple(
            Item(str(place), label, answers={side.side.id: (place,)})
            for place, label in enumerate(chosen.labels)
        ),
        base={side.side.id: "asked"},
    )
    return tally_responses(replace(side, answers={question.id: chosen}), alone, Share(), by or None)
