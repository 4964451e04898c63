"""Published answers of the same respondents of which only the two shares are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps.pairings import Pairing
from gapkit.options import Adjust
from gapkit.stats import paired_bounds

DECISIONS = {
    "holds": "any_overlap_shows_it",
    "fails": "no_overlap_shows_it",
    "depends on the overlap": "depends_on_overlap",
}
"""Flag of each decision over every overlap of the two answers."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What two margins leave possible of a gap between two answers of the same respondents.

    Attributes
    ----------
    low, high : float
        Ends of the widest interval: at the smallest overlap of the two answers.
    narrow_low, narrow_high : float
        Ends of the narrowest one: at the largest overlap.
    p_low, p_high : float
        Smallest and largest p, of the item alone.
    decision : str
        "holds" if every overlap excludes a gap of 0, "fails" if none does, else "depends on the overlap".
    """

    low: float
    high: float
    narrow_low: float
    narrow_high: float
    p_low: float
    p_high: float
    decision: str

    @property
    def flags(self) -> tuple[str, ...]:
        """The decision as a flag."""
        return (DECISIONS[self.decision],)


def bounds_of(
    pairing: Pairing, compared: NDArray[np.bool_], items: int, *, adjust: Adjust, conf_level: float
) -> dict[int, Bounds]:
    """Return the bounds of every cell whose joint answers nobody has published; none for respondents.

    Parameters
    ----------
    compared : bool array, shape (cells,)
        Cells with a gap.
    items : int
        Cells of the family that are tested; those with bounds are corrected over themselves beside them.

    References
    ----------
    Frechet 1951, Annales de l'Universite de Lyon A 14:53.
    """
    published = pairing.side.covariance is None and pairing.reference.covariance is None
    if not (pairing.same_respondents and published and pairing.side.measure.is_share):
        return {}
    p1, p2 = pairing.both("value")
    base = np.minimum(*pairing.both("effective_base"))
    known = compared & ~np.isnan(base) & ~_crossed(pairing)
    together = 1 if adjust == "none" else items + int(known.sum())
    level = 1 - (1 - conf_level) / max(together, 1)
    found: dict[int, Bounds] = {}
    for cell in np.flatnonzero(known).tolist():
        one = paired_bounds(p1[cell], p2[cell], base[cell], conf_level=level)
        found[cell] = Bounds(
            low=float(one.widest.low),
            high=float(one.widest.high),
            narrow_low=float(one.narrowest.low),
            narrow_high=float(one.narrowest.high),
            p_low=float(one.p_low),
            p_high=float(one.p_high),
            decision=str(one.decision),
        )
    return found


def _crossed(pairing: Pairing) -> NDArray[np.bool_]:
    """Tell the cells whose joint answers are known."""
    if pairing.crossing is None:
        return np.zeros(pairing.cells, dtype=np.bool_)
    rows = pairing.places(pairing.side)
    return np.asarray(~np.isnan(pairing.crossing.both[rows]).ravel())
