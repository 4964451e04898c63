"""Where the cross-hairs stand, and how far each item is from them."""

from __future__ import annotations

from math import nan
from typing import Literal

import numpy as np

from gapkit.survey import Question
from gapkit.tallies import SideTally
from gapkit.tallies.model import Floats

Rule = Literal["median", "mean", "midpoint"]


def line_weights(value: Floats, rule: str) -> Floats:
    """Return what each item weighs in a line made of the items: all alike, or those in the middle.

    Examples
    --------
    >>> print(line_weights(np.array([3.0, 1.0, np.nan, 2.0, 5.0]), "median"))
    [0.5 0.  0.  0.5 0. ]
    """
    known = np.flatnonzero(~np.isnan(value))
    weight = np.zeros(value.shape)
    if rule == "mean":
        weight[known] = 1 / max(len(known), 1)
        return weight
    ordered = known[np.argsort(value[known], kind="stable")]
    middle = ordered[(len(ordered) - 1) // 2 : len(ordered) // 2 + 1]
    weight[middle] = 1 / max(len(middle), 1)
    return weight


def midpoint(question: Question, part: SideTally) -> float:
    """Return the middle of what a measure can be; NaN for numbers without limits."""
    measure, items = part.measure, len(part.items)
    if measure.in_points:
        return 0.5 if measure.is_share else 0.0
    if question.format == "points":
        return question.total / items
    if question.format == "rank":
        return (items + 1) / 2
    if question.match == "rescale":
        return 50.0
    scale = question.scale.get(part.side.id)
    if scale is None:
        return nan if question.limits is None else sum(question.limits) / 2
    ends = [each for each in (scale.points[0], scale.points[-1]) if not isinstance(each, str)]
    return sum(ends) / 2 if len(ends) > 1 else (1 + len(scale.points)) / 2
