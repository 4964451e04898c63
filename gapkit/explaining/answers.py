"""The respondents behind one estimate: who counts, what each scores, and how they were sampled."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from gapkit.options import BaseRule
from gapkit.responses import Responses
from gapkit.stats import Design
from gapkit.survey import TOTAL, Measure, Question
from gapkit.tallies import Estimate
from gapkit.tallies.scoring import score_answers

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class CellAnswers:
    """One item on one side in one segment, respondent by respondent.

    Attributes
    ----------
    score : float array, shape (respondents,)
        Score of each respondent's answer; what stands outside the base is 0.
    in_base : bool array, shape (respondents,)
        Who counts.
    weight : float array, shape (respondents,)
        Ones where the side has no weights.
    design : Design
        Of all respondents of the side.
    """

    score: Floats
    in_base: NDArray[np.bool_]
    weight: Floats
    design: Design

    @property
    def base_weights(self) -> Floats:
        """Weights of those who count."""
        return self.weight[self.in_base]

    @property
    def psus(self) -> int:
        """PSUs in the base; each respondent is one where none is named."""
        unit = self.design.layout.psu_of_row
        return int(self.in_base.sum()) if unit is None else len(np.unique(unit[self.in_base]))

    @property
    def strata(self) -> int:
        """Strata in the base; one where none is named."""
        layout = self.design.layout
        unit = np.arange(len(self.weight)) if layout.psu_of_row is None else layout.psu_of_row
        return len(np.unique(layout.stratum_of_psu[unit[self.in_base]]))


def cell_answers(
    responses: Responses,
    question: Question,
    estimate: Estimate,
    measure: Measure,
    *,
    rule: BaseRule | None = None,
) -> CellAnswers:
    """Return the respondents behind an estimate.

    Parameters
    ----------
    measure : Measure
        What the estimate summarises.
    rule : {"asked", "answered_any", "all"}, optional
        Base rule in place of the question's own.
    """
    side = responses.side.id
    asked = question if rule is None else replace(question, base={**question.base, side: rule})
    scored = score_answers(responses, asked, measure, None)
    place = [item.id for item in question.items].index(estimate.item)
    score = (scored.y if scored.numbers is None else scored.numbers)[:, place]
    in_base = scored.in_base[:, place] & _in_segment(responses, estimate)
    weight = np.ones(responses.respondents) if responses.weight is None else responses.weight
    design = Design(weight, responses.stratum, responses.psu, responses.fpc, responses.side.lonely_psu)
    return CellAnswers(np.where(in_base, score, 0.0), in_base, weight, design)


def _in_segment(responses: Responses, estimate: Estimate) -> NDArray[np.bool_]:
    """Return who is in the estimate's segment."""
    if estimate.segment == TOTAL:
        return np.ones(responses.respondents, dtype=np.bool_)
    segment = responses.segments[estimate.segment_by]
    return np.asarray(segment.codes == segment.labels.index(estimate.segment))
