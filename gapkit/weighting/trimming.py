"""Extreme weights cut, in units of the mean weight."""

from __future__ import annotations

from dataclasses import replace

from gapkit.responses import Responses
from gapkit.stats import trim_weights
from gapkit.weighting.describing import describe_weights
from gapkit.weighting.model import Weighting, base_weights


def trim(responses: Responses, *, lower: float = 0.0, upper: float = 5.0) -> Weighting:
    """Cut a side's weights at multiples of their mean; the sum stays.

    Trimmed weights miss their targets a little: the price of fewer extremes.

    Parameters
    ----------
    responses : Responses
        One side.
    lower, upper : float
        Limits, in units of the mean weight.

    Raises
    ------
    OptionError
        If the limits are the wrong way round, or leave no weight uncut.

    References
    ----------
    Potter 1990, Proceedings of the Survey Research Methods Section.
    """
    weight = base_weights(responses)
    mean = float(weight.mean())
    new = trim_weights(weight, lower=lower * mean, upper=upper * mean)
    return Weighting(
        responses=replace(responses, weight=new),
        method=f"trimmed at {lower:g} and {upper:g} times the mean weight",
        before=describe_weights(weight),
        after=describe_weights(new),
        calibration=None,
    )
