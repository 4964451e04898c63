"""One side with new weights, and how they came about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Responses
from gapkit.stats import Calibration
from gapkit.weighting.describing import WeightReport


@dataclass(frozen=True, slots=True, eq=False)
class Weighting:
    """A side's new weights.

    Attributes
    ----------
    responses : Responses
        The side with the new weights; pair this one.
    method : str
        What was done, in words for a footnote.
    before, after : WeightReport
        The weights described, before and after.
    calibration : Calibration or None
        How they were brought to the totals; None after trimming. The responses carry it, so standard
        errors and intervals leave out what the totals already tell (not with replicate weights, and not
        between answers of the same respondents, where they stay on the safe side).
    """

    responses: Responses
    method: str
    before: WeightReport
    after: WeightReport
    calibration: Calibration | None

    def __repr__(self) -> str:
        """Return side, method and design effect."""
        return (
            f"<Weighting of {self.responses.side.label}: {self.method}; "
            f"design effect {self.before.deff:.2f} before, {self.after.deff:.2f} after>"
        )


def base_weights(responses: Responses) -> NDArray[np.float64]:
    """Return the side's weights, ones where it has none."""
    return np.ones(responses.respondents) if responses.weight is None else responses.weight
