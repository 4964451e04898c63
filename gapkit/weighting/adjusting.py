"""Raking, post-stratification and calibration of one side's respondents to known shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from gapkit import stats
from gapkit.responses import Responses
from gapkit.stats import Calibration, Distance, Limits
from gapkit.weighting.describing import describe_weights
from gapkit.weighting.model import Weighting, base_weights
from gapkit.weighting.targets import Targets, read_cells, read_targets


def rake(responses: Responses, targets: Targets) -> Weighting:
    """Weight a side so that several segments each have their known shares.

    Starts from the side's own weights and keeps their sum.

    Parameters
    ----------
    responses : Responses
        One side.
    targets : Mapping
        Share of the population by answer, by segment: ``{"age": {"18-24": 0.2, "25+": 0.8}}``.

    Raises
    ------
    OptionError
        If a segment or an answer is unknown, or shares do not sum to 1.
    DesignError
        If respondents are in no category, a category has none, or the targets contradict each other.

    References
    ----------
    Deming and Stephan 1940, Annals of Mathematical Statistics 11:427.
    """
    weight = base_weights(responses)
    margins = read_targets(responses, targets)
    totals = [margin.shares * weight.sum() for margin in margins]
    done = stats.rake(weight, [margin.codes for margin in margins], totals)
    return _weighted(responses, done, f"raked to {_and(list(targets))}")


def poststratify(
    responses: Responses, cells: Mapping[tuple[str, ...], float], *, by: Sequence[str]
) -> Weighting:
    """Weight a side so that every cell of crossed segments has its known share.

    Parameters
    ----------
    responses : Responses
        One side.
    cells : Mapping
        Share of the population by cell: ``{("18-24", "f"): 0.1, ...}``.
    by : sequence of str
        The segments that the cells cross, in that order.

    Raises
    ------
    OptionError
        If a segment or an answer is unknown, or shares do not sum to 1.
    DesignError
        If respondents are in no cell, or a cell has none.

    References
    ----------
    Holt and Smith 1979, Journal of the Royal Statistical Society A 142:33.
    """
    weight = base_weights(responses)
    margin = read_cells(responses, by, cells)
    done = stats.poststratify(weight, margin.codes, margin.shares * weight.sum())
    return _weighted(responses, done, f"post-stratified by {_and(by, ' x ')}")


def calibrate(
    responses: Responses,
    targets: Targets,
    *,
    distance: Distance = "linear",
    bounds: tuple[float, float] | None = None,
) -> Weighting:
    """Weight a side to known shares, no factor beyond the bounds.

    Parameters
    ----------
    responses : Responses
        One side.
    targets : Mapping
        As in ``rake``.
    distance : str, default "linear"
        "linear", "raking" or "logit", as in ``gapkit.stats.calibrate``.
    bounds : (float, float), optional
        Least and largest factor on a weight, such as ``(0.3, 3)``. "linear" without bounds can turn
        weights negative.

    Raises
    ------
    OptionError
        If a choice is unknown, or shares do not sum to 1.
    DesignError
        If respondents are in no category, or no weights inside the bounds meet the targets.

    References
    ----------
    Deville and Saerndal 1992, Journal of the American Statistical Association 87:376.
    """
    weight = base_weights(responses)
    margins = read_targets(responses, targets)
    columns = [margin.codes[:, None] == np.arange(len(margin.shares)) for margin in margins]
    totals = np.concatenate([margin.shares for margin in margins]) * weight.sum()
    limits = None if bounds is None else Limits(*(np.asarray(bound, dtype=float) for bound in bounds))
    done = stats.calibrate(weight, np.hstack(columns), totals, distance=distance, bounds=limits)
    inside = "" if bounds is None else f", factors {bounds[0]:g} to {bounds[1]:g}"
    return _weighted(responses, done, f"calibrated ({distance}{inside}) to {_and(list(targets))}")


def _weighted(responses: Responses, done: Calibration, method: str) -> Weighting:
    return Weighting(
        responses=replace(responses, weight=done.weight, calibration=done),
        method=method,
        before=describe_weights(base_weights(responses)),
        after=describe_weights(done.weight),
        calibration=done,
    )


def _and(names: Sequence[str], between: str = ", ") -> str:
    return between.join(names)
