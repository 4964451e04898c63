"""Every cell of the study: who was asked, how they were weighted and sampled, and what is true."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

Part = Literal["share", "gap", "mean", "family", "exact share", "exact gap"]

SHARES = ("0.02", "0.1", "0.5")
SIZES = (10, 30, 132, 1300)
PAIRS = ((10, 1300), (30, 1300), (132, 1300), (1300, 1300), (10, 132), (30, 132), (132, 132))
GAPS = (0.0, 0.1, 0.3)
CLUSTERS = (0, 20)
"""PSUs per side; 0 for none."""

ICCS = ("answers", "latent")
"""What PSUs have in common: ICC 0.05 in the answers whatever their share, or in the latent score alone.

The latent correlation that gives answers of 50 % their 0.05 is 0.08; answers of 2 % would need 0.25.
"""

ITEMS = (5, 12, 40)
MIXES = ("10-70 %", "all 2 %", "half 2 %")
FAMILY_PAIRS = ((10, 1300), (30, 1300), (132, 1300), (1300, 1300), (30, 132), (132, 132))
MANY_PAIRS = ((10, 1300), (30, 1300), (132, 1300), (132, 132))
"""Forty items take their time."""
HALF_PAIRS = ((30, 1300), (132, 1300), (132, 132))
HALF_GAP = 0.15
"""Half of the items of a family truly differ by this much."""

SCALES = ("middle", "high", "rare")
SHIFTS = (0.0, 0.5)
"""How far the side's answers lie above the reference's, in standard deviations of the latent score."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Lognormal weights: design effect on each side, and their latent correlation with a yes."""

    side: float = 1.0
    reference: float = 1.0
    related: float = 0.0


WEIGHTS = {
    "equal": Weights(),
    "1.5": Weights(1.5, 1.5),
    "3": Weights(3.0, 3.0),
    "1.5 side": Weights(1.5),
    "3 side": Weights(3.0),
    "1.5 related": Weights(1.5, 1.5, 0.3),
    "3 related": Weights(3.0, 3.0, 0.3),
}
BOTH_SIDES = ("equal", "1.5", "3", "1.5 related", "3 related")
FAMILY_WEIGHTS = ("equal", "1.5 side", "3")


@dataclass(frozen=True, slots=True)
class Cell:
    """One setting.

    Attributes
    ----------
    part : str
        What is simulated.
    side, reference : int
        Respondents; no reference (0) for a single share.
    share : str
        True share of the reference, or the name of a mix of shares or of a scale.
    gap : float
        Side minus reference; of half the items in a family, in latent units for means.
    weights : str
        A key of ``WEIGHTS``.
    clusters : int
        PSUs per side, 0 for none.
    items : int
        Items of the family.
    icc : str
        One of ``ICCS``.
    """

    part: Part
    side: int
    reference: int
    share: str
    gap: float = 0.0
    weights: str = "equal"
    clusters: int = 0
    items: int = 1
    icc: str = "answers"

    @property
    def id(self) -> str:
        """Name of the cell; also what its random numbers are seeded by."""
        design = f"{self.weights} weights, {self.clusters} PSUs"
        asked = f"{self.items} x {self.share}, gap {self.gap:g}, {self.side} v {self.reference}"
        return f"{self.part}: {asked}, {design}{', latent ICC' if self.icc == 'latent' else ''}"


def grid() -> list[Cell]:
    """Return all cells, in the order of the results."""
    return [*_exact(), *_shares(), *_gaps(), *_means(), *_families()]


def quick_grid() -> list[Cell]:
    """Return a few small cells of every part."""
    return [
        Cell("exact share", 30, 0, "0.1"),
        Cell("exact gap", 30, 132, "0.1", 0.1),
        *(Cell("share", 30, 0, share, 0.0, "1.5", 20) for share in SHARES),
        *(Cell("gap", 30, 132, share, 0.0, "equal", 0) for share in SHARES),
        *(Cell("gap", 132, 132, share, 0.1, "1.5 related", 20) for share in SHARES),
        *(Cell("mean", 30, 132, scale, 0.0, "equal", 0) for scale in SCALES),
        Cell("family", 30, 132, "half 2 %", 0.0, "equal", 0, 5),
        Cell("family", 132, 132, "10-70 %", HALF_GAP, "equal", 20, 5),
    ]


def _exact() -> Iterator[Cell]:
    for n, share in product(SIZES, SHARES):
        yield Cell("exact share", n, 0, share)
    for (side, reference), share, gap in product(PAIRS, SHARES, GAPS):
        yield Cell("exact gap", side, reference, share, gap)


def _shares() -> Iterator[Cell]:
    for n, share, weights, clusters in product(SIZES, SHARES, BOTH_SIDES, CLUSTERS):
        yield Cell("share", n, 0, share, 0.0, weights, clusters)
    for n, share, weights in product(SIZES, SHARES, BOTH_SIDES):
        yield Cell("share", n, 0, share, 0.0, weights, max(CLUSTERS), icc="latent")


def _gaps() -> Iterator[Cell]:
    for (side, reference), share, gap, weights, clusters in product(PAIRS, SHARES, GAPS, WEIGHTS, CLUSTERS):
        yield Cell("gap", side, reference, share, gap, weights, clusters)


def _means() -> Iterator[Cell]:
    for (side, reference), scale, shift, weights, clusters in product(
        PAIRS, SCALES, SHIFTS, BOTH_SIDES, CLUSTERS
    ):
        yield Cell("mean", side, reference, scale, shift, weights, clusters)


def _families() -> Iterator[Cell]:
    for items, mix, (side, reference), weights, clusters in product(
        ITEMS, MIXES, FAMILY_PAIRS, FAMILY_WEIGHTS, CLUSTERS
    ):
        if items == max(ITEMS) and (side, reference) not in MANY_PAIRS:
            continue
        if side > min(SIZES) or weights == "equal":  # ten weighted respondents are suppressed
            yield Cell("family", side, reference, mix, 0.0, weights, clusters, items)
    for items, mix, (side, reference), (weights, clusters) in product(
        ITEMS, MIXES, HALF_PAIRS, (("equal", 0), ("1.5 side", 0), ("equal", 20))
    ):
        yield Cell("family", side, reference, mix, HALF_GAP, weights, clusters, items)
