"""One side's shares of several segments or items, with how they vary together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.score import smoothed_variance
from gapkit.stats.types import Array, broadcast

NAMES = ("share", "base", "share_reference", "base_reference")


@dataclass(frozen=True, slots=True, eq=False)
class ShareVector:
    """One side's shares: of an item in ordered segments, or of the items of a question.

    Attributes
    ----------
    share : array_like
        0 to 1, in order.
    base : array_like
        Effective bases.
    covariance : array_like, optional
        K x K covariance of the shares; its diagonal is not read. Default: they are independent, as
        segments are and items of one question are not.
    df : float, default inf
        Smallest degrees of freedom of any of them.
    """

    share: npt.ArrayLike
    base: npt.ArrayLike
    covariance: npt.ArrayLike | None = None
    df: float = np.inf

    def matrix(self) -> Array:
        """Covariance with the smoothed variances on its diagonal, so that none is 0.

        Examples
        --------
        >>> print(ShareVector([0.5, 0.5], 98, [[0, 1e-3], [1e-3, 0]]).matrix().round(5))
        [[0.00255 0.001  ]
         [0.001   0.00255]]
        """
        p, n = broadcast(self.share, self.base)
        c = np.zeros((len(p), len(p)))
        if self.covariance is not None:
            c = c + square_covariance("covariance", self.covariance, len(p))
        np.fill_diagonal(c, smoothed_variance(p, n))
        return c


def matched(side: ShareVector, reference: ShareVector) -> list[Array]:
    """Return shares and bases of two sides in one shape: ``p1, n1, p2, n2``.

    Raises
    ------
    OptionError
        If a share lies outside 0 to 1, a base is negative, or the shapes do not fit.

    Examples
    --------
    >>> print(matched(ShareVector([0.5, 0.6], 98), ShareVector([0.4, 0.3], [50, 60]))[1])
    [98. 98.]
    """
    values = (side.share, side.base, reference.share, reference.base)
    try:
        arrays = broadcast(*values)
    except ValueError as error:
        raise OptionError.lengths_differ(NAMES, [np.shape(value) for value in values]) from error
    for name, array in zip(NAMES, arrays, strict=True):
        bad = array[(array < 0) | (array > (np.inf if name.startswith("base") else 1))]
        if bad.size:
            allowed = "0 or more" if name.startswith("base") else "from 0 to 1"
            raise OptionError.outside(name, f"{bad[0]:g}", allowed)
    return arrays


def square_covariance(name: str, covariance: npt.ArrayLike, size: int) -> Array:
    """Return a covariance matrix from itself or from variances of independent estimates.

    Raises
    ------
    OptionError
        Unless it is ``size`` variances or a ``size`` x ``size`` matrix.

    Examples
    --------
    >>> print(square_covariance("covariance", [1.0, 2.0], 2))
    [[1. 0.]
     [0. 2.]]
    """
    c = np.atleast_1d(np.asarray(covariance, dtype=np.float64))
    if c.shape == (size,):
        return np.diag(c)
    if c.shape != (size, size):
        raise OptionError.outside(name, f"shape {c.shape}", f"{size} variances or {size} x {size}")
    return c
