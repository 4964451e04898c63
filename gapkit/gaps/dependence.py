"""How the gaps of a family vary together: independent sides, the same respondents, or dyads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from gapkit.gaps.pairings import Floats, Pairing
from gapkit.survey import Side
from gapkit.tallies import SideTally, Tally
from gapkit.tallies.together import joint_covariance, places_of

MOST_TOGETHER = 600
"""Cells of a family whose joint covariance is computed; a larger one is corrected by Bonferroni."""

Key = tuple[str, str]
"""Question and speaker: what a tally of one wave is of."""


def gap_covariance(tally: Tally, pairings: Sequence[Pairing], inside: NDArray[np.bool_]) -> Floats | None:
    """Return the covariance of all gaps of a family, pairing after pairing.

    Estimates covary where the same respondents stand behind them: the answers of one side to several
    questions, its roles in one question, and the segments that share a total. Two sides covary where
    they share dyads. Everything else is independent.

    Parameters
    ----------
    pairings : sequence of Pairing
        One wave, the same segments each.
    inside : bool array, shape (gaps,)
        Gaps that may be tested; the covariance of the others is not needed.

    Returns
    -------
    float array, shape (gaps, gaps), or None
        ``None`` where it is unknown for a gap inside, or too large to be worth its time.
    """
    if len(pairings) == 1 and not pairings[0].dependent:
        return pairings[0].covariance()
    if len(inside) > MOST_TOGETHER or any(_unknown(pairings, inside)):
        return None
    total = np.zeros((len(inside), len(inside)))
    for parts in _samples(pairings).values():
        block, starts = _block(tally, parts, pairings[0].segments)
        plus, minus = (_places(pairings, starts, of_side=of_side) for of_side in (True, False))
        total += block[np.ix_(plus, plus)] - block[np.ix_(plus, minus)]
        total += block[np.ix_(minus, minus)] - block[np.ix_(minus, plus)]
    return total


def _unknown(pairings: Sequence[Pairing], inside: NDArray[np.bool_]) -> Iterable[bool]:
    """Tell of every pairing whether a gap inside is made of estimates of unknown covariance."""
    start = 0
    for pairing in pairings:
        needed = bool(inside[start : start + pairing.cells].any())
        yield needed and (pairing.side.covariance is None or pairing.reference.covariance is None)
        start += pairing.cells


def _samples(pairings: Sequence[Pairing]) -> Mapping[str, Mapping[Key, SideTally]]:
    """Group the tallies of respondents by the sample that they were drawn in."""
    samples: dict[str, dict[Key, SideTally]] = {}
    for pairing in pairings:
        for part in (pairing.side, pairing.reference):
            if part.covariance is not None:
                samples.setdefault(sample_of(part.side), {})[_key(part)] = part
    return samples


def sample_of(side: Side) -> str:
    """Return what sides with covarying estimates have in common: the side of a role, or the dyads."""
    return "." if side.dyad is not None else side.home


def _key(part: SideTally) -> Key:
    return part.question.id, part.side.id


def _block(
    tally: Tally, parts: Mapping[Key, SideTally], segments: Sequence[str]
) -> tuple[Floats, dict[Key, int]]:
    """Return the covariance of one sample's cells with a last row of zeros, and where each tally starts."""
    if len(parts) == 1:
        (part,) = parts.values()
        items = len(part.items)
        cells = (places_of(part, segments)[:, None] * items + np.arange(items)).ravel()
        joint = np.asarray(part.covariance)[np.ix_(cells, cells)]
    else:
        joint = joint_covariance(tally, list(parts.values()), segments)
    widths = [len(places_of(part, segments)) * len(part.items) for part in parts.values()]
    starts = np.cumsum([0, *widths]).tolist()
    return np.pad(joint, ((0, 1), (0, 1))), dict(zip(parts, starts, strict=False))


def _places(pairings: Sequence[Pairing], starts: Mapping[Key, int], *, of_side: bool) -> NDArray[np.intp]:
    """Return where each gap's estimate stands in a sample's covariance; -1, its row of zeros, if in none."""
    places = []
    for pairing in pairings:
        part = pairing.side if of_side else pairing.reference
        rows = list(places_of(part, pairing.segments))
        items = np.arange(len(part.items))
        for segment in pairing.segments:
            first = starts.get(_key(part)) if part.covariance is not None else None
            row = rows.index(part.place(segment))
            places.append(np.full(len(items), -1) if first is None else first + row * len(items) + items)
    return np.concatenate(places).astype(np.intp)
