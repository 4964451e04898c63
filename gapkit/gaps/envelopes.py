"""What the rounding of printed percentages leaves open about the gaps of one family."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps.pairings import Pairing
from gapkit.options import Adjust, GapMethod
from gapkit.stats import Limits, Rounding, RoundingBox, gap_envelope, rounding_box
from gapkit.tallies import SideTally

BONFERRONI: tuple[Adjust, ...] = ("bonferroni", "holm", "hochberg", "hommel", "none")
"""Corrections whose intervals are Bonferroni's: the only ones an envelope is computed for."""

DEPENDS = "depends on rounding"
PRINTED_DIGITS = {0: "integer", 1: "one_decimal"}


@dataclass(frozen=True, slots=True, eq=False)
class Envelopes:
    """Range of every cell's family interval over all that rounding hides; NaN without rounding.

    Attributes
    ----------
    limits : Limits
        Lowest lower and highest upper limit.
    depends : bool array, shape (cells,)
        Whether the item is flagged depends on what the rounding hides.
    """

    limits: Limits
    depends: NDArray[np.bool_]


def envelopes(
    pairing: Pairing,
    tested: NDArray[np.bool_],
    *,
    items: int,
    method: GapMethod,
    adjust: Adjust,
    conf_level: float,
) -> Envelopes:
    """Return what the rounding of published cells leaves open, cell by cell.

    Parameters
    ----------
    tested : bool array, shape (cells,)
        Cells with a gap and an interval.
    items : int
        Cells of the whole family that have one.

    References
    ----------
    STATISTICS, published percentages: over a box of counts the corners hold the extreme limits.
    """
    low, high = (np.full(tested.shape, np.nan) for _ in range(2))
    depends = np.zeros(tested.shape, dtype=np.bool_)
    items = 1 if adjust == "none" else items
    if adjust not in BONFERRONI or not pairing.side.measure.is_share or pairing.dependent:
        return Envelopes(Limits(low, high), depends)
    for cell in np.flatnonzero(tested):
        side, reference = (_box(pairing, part, int(cell)) for part in (pairing.side, pairing.reference))
        if side is None and reference is None:
            continue
        found = gap_envelope(
            side or _exact(pairing, pairing.side, int(cell)),
            reference or _exact(pairing, pairing.reference, int(cell)),
            method=method,
            items=items,
            conf_level=conf_level,
        )
        low[cell], high[cell] = found.low.item(), found.high.item()
        depends[cell] = found.decision.item() == DEPENDS
    return Envelopes(Limits(low, high), depends)


def _box(pairing: Pairing, part: SideTally, cell: int) -> RoundingBox | None:
    """Return what a printed figure may stand for; nothing for respondents and exact figures."""
    at = pairing.place(part, cell)
    rule = part.rounding.get(at, "none")
    printed = 100 * part.value[at]
    digits = next((each for each in PRINTED_DIGITS if abs(printed - round(printed, each)) < 1e-9), None)  # noqa: PLR2004 - float noise
    if rule == "none" or digits is None:
        return None
    if rule != "truncated":
        rule = PRINTED_DIGITS[digits]
    box = rounding_box(
        part.value[at],
        part.base[at],
        rounding=cast("Rounding", rule),
        digits=digits,
        deff=part.base[at] / part.kish_base[at],
    )
    return box if box.possible.all() else None


def _exact(pairing: Pairing, part: SideTally, cell: int) -> RoundingBox:
    """Return a figure that stands for itself alone, on its effective base."""
    at = pairing.place(part, cell)
    return rounding_box(part.value[at], part.effective_base[at], rounding="none")
