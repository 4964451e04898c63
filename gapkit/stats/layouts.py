"""PSUs and strata of a design, numbered once so that every covariance can use them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors.design import DesignError
from gapkit.stats.types import Array

Codes = npt.NDArray[np.intp]
Integers = npt.NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """PSUs and strata, numbered from 0.

    Attributes
    ----------
    psu_of_row : ndarray of int or None
        None where each row is its own PSU.
    stratum_of_psu : ndarray of int
        For each PSU.
    names : ndarray of int
        The code each stratum came with.
    psus : ndarray of int
        PSUs per stratum.
    left : ndarray
        1 - sampling fraction, per stratum; 1 without a finite population correction.
    """

    psu_of_row: Codes | None
    stratum_of_psu: Codes
    names: Integers
    psus: Codes
    left: Array


def lay_out(stratum: Integers | None, psu: Integers | None, fpc: Array | None, rows: int) -> Layout:
    """Give each stratum, and each PSU within it, a number from 0.

    Parameters
    ----------
    stratum, psu : ndarray of int, optional
        Codes per row. PSU codes are read within their stratum.
    fpc : ndarray, optional
        PSUs of the row's stratum in the population.
    rows : int
        Respondents.

    Raises
    ------
    DesignError
        If ``fpc`` is below the number of sampled PSUs of a stratum.

    Examples
    --------
    >>> layout = lay_out(np.array([7, 7, 9, 9]), np.array([1, 1, 1, 2]), None, 4)
    >>> print(layout.psu_of_row, layout.psus, layout.names)
    [0 0 1 2] [1 2] [7 9]
    """
    codes = np.zeros(rows, dtype=np.intp) if stratum is None else stratum
    names, first, of_row = np.unique(codes, return_index=True, return_inverse=True)
    psu_of_row: Codes | None = None
    of_psu = of_row
    if psu is not None:
        _, label = np.unique(psu, return_inverse=True)
        pair = of_row * (int(label.max(initial=0)) + 1) + label
        _, row_of_psu, psu_of_row = np.unique(pair, return_index=True, return_inverse=True)
        of_psu = of_row[row_of_psu]
    psus = np.bincount(of_psu, minlength=len(names))
    left = np.ones(len(names)) if fpc is None else 1 - psus / np.asarray(fpc, np.float64)[first]
    if (left < 0).any():
        raise DesignError.fpc_below_sample(names[left < 0].tolist())
    return Layout(psu_of_row, of_psu, names, psus, left)
