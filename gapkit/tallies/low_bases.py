"""The low-base policy: below 10 suppressed, below 30 flagged, below 100 denoted.

The stricter of the unweighted and the Kish base counts. Suppressed cells lose every number,
and inside one break a second cell goes with a lone one, because the total less the shown
segments would give it away (RELIABILITY, disclosure control, rules 2 and 5).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.survey import TOTAL, LowBase
from gapkit.tallies.model import CodeCounts, Floats, SideTally
from gapkit.tallies.published import NUMBERS

SMALL_BASE = "small_base"
DENOTED = "denoted"


def apply_low_bases(part: SideTally, policy: LowBase, total: SideTally | None) -> SideTally:
    """Return the tally with suppressed cells emptied and low ones marked.

    Parameters
    ----------
    total : SideTally or None
        The same question and side without the break; ``None`` where ``part`` is the total.
    """
    strict = np.fmin(part.base, part.kish_base)
    hidden = (part.status == "ok") & (strict < policy.suppress)
    if total is not None and part.segments != (TOTAL,):
        for item in range(len(part.items)):
            hidden[:, item] |= _complement(hidden[:, item], part.base[:, item], total.base[0, item], policy)
    status = part.status.copy()
    status[(status == "ok") & (strict < policy.flag)] = "low_base"
    status[hidden] = "suppressed"
    numbers: dict[str, Any] = {name: np.where(hidden, np.nan, getattr(part, name)) for name in NUMBERS}
    return replace(
        part,
        status=status,
        covariance=_masked(part.covariance, hidden),
        counts=_masked_counts(part, hidden),
        **numbers,
    )


def _complement(hidden: NDArray[np.bool_], base: Floats, total: float, policy: LowBase) -> NDArray[np.bool_]:
    """Return which segments must go so that no suppressed one follows from the total.

    What the total less the shown segments leaves must mix at least two segments and stand for
    at least as many respondents as the suppression threshold. Respondents in no shown segment
    count as a segment of their own.
    """
    gone = hidden.copy()
    rest = total - base.sum()
    order = [place for place in np.argsort(base, kind="stable") if base[place] > 0]
    for place in order:
        left, cells = base[gone].sum() + rest, gone.sum() + (rest > 0)
        lonely = cells == 1 and (gone.any() or rest < policy.suppress)
        if left == 0 or (left >= policy.suppress and not lonely):
            break
        gone[place] = True
    return gone


def _masked(covariance: Floats | None, hidden: NDArray[np.bool_]) -> Floats | None:
    """Empty the rows and columns of suppressed cells."""
    if covariance is None:
        return None
    gone = hidden.ravel()
    return np.where(gone[:, None] | gone[None, :], np.nan, covariance)


def _masked_counts(part: SideTally, hidden: NDArray[np.bool_]) -> CodeCounts | None:
    """Empty the answer counts of columns whose cells are suppressed."""
    counts = part.counts
    if counts is None:
        return None
    single = counts.columns == (part.question.id,)
    items = [part.items.index(column) for column in counts.columns if not single]
    gone: NDArray[np.bool_] = np.atleast_2d(hidden.any(axis=1)).T if single else hidden[:, items]
    emptied = (np.where(gone[:, :, None], np.nan, each) for each in (counts.n, counts.w, counts.w2))
    return CodeCounts(counts.columns, counts.labels, *emptied)
