"""Which cells must go so that no hidden one can be computed back from the total and the shown ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.tallies.model import Floats

Mask = NDArray[np.bool_]


def complement(hidden: Mask, base: Floats, total: float, least: int) -> Mask:
    """Return which segments of one break must go so that no hidden one follows from the total.

    What the total less the shown segments leaves must mix at least two segments and stand for at least
    ``least`` respondents. Respondents in no shown segment count as a segment of their own.
    """
    gone = hidden.copy()
    rest = total - base.sum()
    order = [place for place in np.argsort(base, kind="stable") if base[place] > 0]
    for place in order:
        left, cells = base[gone].sum() + rest, gone.sum() + (rest > 0)
        lonely = cells == 1 and (gone.any() or rest < least)
        if left == 0 or (left >= least and not lonely):
            break
        gone[place] = True
    return gone


@dataclass(frozen=True, slots=True, eq=False)
class Breaks:
    """Several breaks of the same respondents on one column, such as ages and wider ages.

    Attributes
    ----------
    members : bool array, shape (groups, atoms)
        Which of the finest groups each segment holds; break after break.
    sizes : float array, shape (atoms,)
        Respondents in each finest group.
    starts : tuple of int
        Where each break's segments start, and the end.
    """

    members: Mask
    sizes: Floats
    starts: tuple[int, ...]

    @property
    def bases(self) -> Floats:
        """Respondents in each segment."""
        return np.asarray(self.members @ self.sizes)

    def parts(self) -> list[slice]:
        """Return the segments of each break."""
        return [slice(a, b) for a, b in zip(self.starts, self.starts[1:], strict=False)]


def breaks_of(codes: Sequence[NDArray[np.int16]], labels: Sequence[int], counted: Mask) -> Breaks:
    """Return breaks from each respondent's segment in each of them.

    Parameters
    ----------
    codes : sequence of int16 array, shape (respondents,)
        Segment in each break; negative: none of them.
    labels : sequence of int
        Segments of each break.
    counted : bool array, shape (respondents,)
        Who counts.
    """
    atoms, sizes = np.unique(np.column_stack(codes)[counted], axis=0, return_counts=True)
    members = np.concatenate(
        [atoms[:, place] == np.arange(count)[:, None] for place, count in enumerate(labels)]
    )
    starts = np.cumsum([0, *labels]).tolist()
    return Breaks(members, sizes.astype(np.float64), tuple(starts))


def joint_complement(breaks: Breaks, hidden: Mask, least: int) -> Mask:
    """Return which segments must go in all breaks together.

    Each break by itself, as ``complement`` says; and no hidden segment may be a sum or difference of
    shown ones (the total among them), nor may two shown ones differ by fewer than ``least`` respondents.

    Parameters
    ----------
    hidden : bool array, shape (groups,)
        Segments hidden for their own base.
    """
    total, bases = float(breaks.sizes.sum()), breaks.bases
    gone = hidden.copy()
    while True:
        for part in breaks.parts():
            gone[part] = complement(gone[part], bases[part], total, least)
        more = _revealing(breaks, gone, least)
        if more is None:
            return gone
        gone[more] = True


def _revealing(breaks: Breaks, gone: Mask, least: int) -> int | None:
    """Return the smallest shown segment that gives a hidden or too small group away; none if all is well."""
    bases = breaks.bases
    shown = np.flatnonzero(~gone & (bases > 0))
    known = np.vstack([np.ones(len(breaks.sizes)), breaks.members[shown].astype(np.float64)])
    told = [breaks.members[place] for place in np.flatnonzero(gone & (bases > 0))]
    told += _small_differences(breaks, shown, least)
    for group in told:
        if np.linalg.matrix_rank(np.vstack([known, group])) == np.linalg.matrix_rank(known):
            near = [int(place) for place in shown if (breaks.members[place] & group).any()]
            return min(near or shown.tolist(), key=lambda place: (bases[place], place), default=None)
    return None


def _small_differences(breaks: Breaks, shown: NDArray[np.intp], least: int) -> list[Mask]:
    """Return the groups of too few that one shown segment has beyond another."""
    found = []
    for one in shown:
        for other in shown:
            larger, smaller = breaks.members[one], breaks.members[other]
            left = larger & ~smaller
            if not (smaller & ~larger).any() and 0 < breaks.sizes[left].sum() < least:
                found.append(left)
    return found
