"""Weights cut at limits, what is cut off going to the others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.types import Array


def trim_weights(weight: npt.ArrayLike, *, lower: float = 0.0, upper: float = np.inf) -> Array:
    """Cut weights at limits; the sum stays, spread equally over the weights that were not cut.

    Done once, so a weight near a limit can end a little beyond it.

    Parameters
    ----------
    weight : array_like, shape (n,)
        Weights; 0 stays 0 only if ``lower`` is.
    lower, upper : float
        Limits, in units of the weights.

    Raises
    ------
    OptionError
        If the limits are the wrong way round, or leave no weight uncut to take up the rest.

    References
    ----------
    Potter 1990, Proceedings of the Survey Research Methods Section. Lumley 2010, Complex Surveys.

    Examples
    --------
    >>> print(trim_weights([1.0, 1.0, 1.0, 5.0], upper=3.5))
    [1.5 1.5 1.5 3.5]
    """
    w = np.asarray(weight, dtype=np.float64)
    if not lower <= upper:
        raise OptionError.outside("lower", f"{lower:g}", f"at most `upper`, {upper:g}")
    outside = (w < lower) | (w > upper)
    if not outside.any():
        return w.copy()
    if outside.all():
        raise OptionError.outside("upper", f"{upper:g}", "wide enough to leave some weights uncut")
    new = np.clip(w, lower, upper)
    new[~outside] += (w - new).sum() / (~outside).sum()
    return new
