"""The low-base policy: below 10 suppressed, below 30 flagged, below 100 denoted.

The stricter of the unweighted and the Kish base counts. Suppressed cells lose every number, and cells
that would give them away go with them (RELIABILITY, disclosure control, rules 2 and 5; ``complements``).
On a sensitive side one respondent's weight must not decide a cell either (rule 6), and shares that
stand for one to four people, or for everybody or nobody in a small group, are masked: they stay in
their family, but nothing of them is shown (rules 3 and 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Exclusion, Responses
from gapkit.survey import TOTAL, LowBase, Measure, Question
from gapkit.tallies.complements import Mask, breaks_of, complement, joint_complement
from gapkit.tallies.model import CodeCounts, Floats, SideTally
from gapkit.tallies.published import NUMBERS
from gapkit.tallies.scoring import Scores, score_answers

SMALL_BASE = "small_base"
DENOTED = "denoted"
COMPLEMENT = "complement"
"""Flag of a cell that is hidden so that others can't be computed back."""

HIDDEN_FOR_OTHERS = "hidden so that others can\u2019t be computed back"
WITHHELD = "withheld"
"""Printed for a share that would give a masked one away."""

FEW = 5
"""Fewer people than this are not counted out loud ..."""

FEW_OF = 100
"""... below this base."""

EVERYBODY_OF = 30
"""Below this base "all of them" and "none of them" are not said."""

ONE, TWO = 0.25, 0.50
"""Largest part of a cell's weight that one respondent may have, and two."""


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The respondents behind a tally, as the policy needs them.

    Attributes
    ----------
    side : Responses
        Who they are.
    scores : Scores
        Who counts for which item, in which segment.
    by : str or None
        The break.
    """

    side: Responses
    scores: Scores
    by: str | None


def apply_low_bases(
    part: SideTally, policy: LowBase, total: SideTally | None, people: People | None = None
) -> SideTally:
    """Return the tally with suppressed cells emptied, masked ones told and low ones marked.

    Parameters
    ----------
    total : SideTally or None
        The same question and side without the break; ``None`` where ``part`` is the total.
    people : People or None
        The respondents; ``None`` for published figures, which are hidden by their base alone.
    """
    strict = np.fmin(part.base, part.kish_base)
    sensitive = people is not None and people.side.sensitive
    small = (part.status == "ok") & (strict < policy.suppress)
    if people is not None and sensitive:
        small |= (part.status == "ok") & _dominated(people)
    hidden = small.copy()
    if total is not None and part.segments != (TOTAL,):
        for item in range(len(part.items)):
            base, whole = part.base[:, item], float(total.base[0, item])
            hidden[:, item] |= complement(hidden[:, item], base, whole, policy.suppress)
        hidden |= _across_breaks(part, small, people, policy)
    status = part.status.copy()
    status[(status == "ok") & (strict < policy.flag)] = "low_base"
    status[hidden] = "suppressed"
    numbers: dict[str, Any] = {name: np.where(hidden, np.nan, getattr(part, name)) for name in NUMBERS}
    masks = _masks(part, hidden) if sensitive else np.full(part.base.shape, "", dtype=object)
    return replace(
        part,
        status=status,
        covariance=_masked(part.covariance, hidden),
        counts=_masked_counts(part, hidden | (masks != "")),
        masks=np.where(hidden & ~small, HIDDEN_FOR_OTHERS, masks),
        **numbers,
    )


def people_of(side: Responses, question: Question, measure: Measure, by: str | None) -> People | None:
    """Return the respondents behind a tally; nothing where the policy needs no more than their bases."""
    if not side.sensitive and (by is None or len(_same_column(side, by)) < 2):  # noqa: PLR2004 - one break
        return None
    return People(side, score_answers(side, question, measure, by), by)


def crowded(parts: Iterable[SideTally], by: str | None) -> Iterator[Exclusion]:
    """Yield a word about every question of which a break hides half of the cells or more."""
    for part in parts:
        hidden, cells = int((part.status == "suppressed").sum()), int((part.base > 0).sum())
        hidden_bases = int(((part.status == "suppressed") & ~(part.base > 0)).sum())
        if by is not None and part.segments != (TOTAL,) and hidden and 2 * hidden >= cells + hidden_bases:
            reason = f"{hidden} of {cells + hidden_bases} cells of `{by}` suppressed: merge categories"
            yield Exclusion(part.side.id, reason, hidden, part.question.id, wave=part.wave)


def _dominated(people: People) -> Mask:
    """Tell the cells of which one respondent, or two, hold too much of the weight."""
    scores, weight = people.scores, people.side.weight
    shape = (len(scores.segments), scores.y.shape[1])
    found = np.zeros(shape, dtype=np.bool_)
    if weight is None:
        return found
    for segment, item in np.ndindex(*shape):
        inside = np.sort(weight[scores.in_base[:, item] & (scores.segment == segment)])[::-1]
        if inside.size:
            found[segment, item] = inside[0] > ONE * inside.sum() or inside[:2].sum() > TWO * inside.sum()
    return found


def _across_breaks(part: SideTally, small: Mask, people: People | None, policy: LowBase) -> Mask:
    """Tell the cells that other breaks on the same column make tell too much; none without such breaks."""
    gone = np.zeros(small.shape, dtype=np.bool_)
    if people is None or people.by is None:
        return gone
    names = _same_column(people.side, people.by)
    if len(names) < 2:  # noqa: PLR2004 - one break by itself
        return gone
    found = [people.side.segments[name] for name in names]
    here = names.index(people.by)
    weight = np.ones(people.side.respondents) if people.side.weight is None else people.side.weight
    for item in range(small.shape[1]):
        counted = people.scores.in_base[:, item]
        breaks = breaks_of([each.codes for each in found], [len(each.labels) for each in found], counted)
        kish = [
            _kish(weight[counted & (each.codes == place)])
            for each in found
            for place in range(len(each.labels))
        ]
        hidden = (np.minimum(breaks.bases, kish) < policy.suppress) & (breaks.bases > 0)
        own = breaks.parts()[here]
        hidden[own] |= small[:, item]
        gone[:, item] = joint_complement(breaks, hidden, policy.suppress)[own] & (part.base[:, item] > 0)
    return gone


def _same_column(side: Responses, by: str) -> list[str]:
    """Return the breaks of a side that are made from the same column as this one, itself among them."""
    columns = {name: each.segment.columns.get(side.side.home) for name, each in side.segments.items()}
    return [name for name, column in columns.items() if by in columns and column == columns[by]]


def _kish(weight: Floats) -> float:
    """Return Kish's base of a group."""
    return float(weight.sum() ** 2 / (weight**2).sum()) if weight.size else 0.0


def _masks(part: SideTally, hidden: Mask) -> NDArray[np.object_]:
    """Return what is printed for shares that stand for too few, or for everybody in a small group."""
    masks = np.full(part.base.shape, "", dtype=object)
    if not part.measure.is_share:
        return masks
    counts = zip(np.ndindex(*part.base.shape), part.ticked.ravel(), part.base.ravel(), strict=True)
    for at, ticked, base in counts:
        masks[at] = "" if hidden[at] or part.status[at] != "ok" else mask_of(ticked, base)
    _withhold(part, masks, hidden)
    return masks


def mask_of(ticked: float, base: float) -> str:
    """Return what is printed in place of the share of ``ticked`` of ``base`` people; empty: the share.

    Examples
    --------
    >>> mask_of(3, 58), mask_of(0, 20), mask_of(20, 20), mask_of(3, 120), mask_of(0, 40)
    ('<9%', '<5%', '>95%', '', '')
    """
    if 0 < ticked < FEW and base < FEW_OF:
        return f"<{ceil(100 * FEW / base)}%"
    if base < EVERYBODY_OF and ticked in (0, base):
        return "<5%" if ticked == 0 else ">95%"
    return ""


def _withhold(part: SideTally, masks: NDArray[np.object_], hidden: Mask) -> None:
    """Withhold a second share wherever one masked share alone would follow from a total.

    The segments of an item add up to the total; the answers of a single choice to everybody.
    """
    base, ticked = part.base, part.ticked
    if len(part.segments) > 1:
        for item in range(masks.shape[1]):
            _withhold_second(masks[:, item], hidden[:, item], base[:, item], ticked[:, item])
    if part.question.format_on(part.side.id) == "single":
        for row in range(masks.shape[0]):
            _withhold_second(masks[row], hidden[row], base[row], ticked[row])


def _withhold_second(masks: NDArray[np.object_], hidden: Mask, base: Floats, ticked: Floats) -> None:
    """Withhold the smallest shown share of a line with one masked share and nothing else hidden."""
    shown = np.flatnonzero((masks == "") & (base > 0))
    if (masks != "").sum() == 1 and not hidden.any() and shown.size:
        masks[shown[np.argmin(ticked[shown])]] = WITHHELD


def _masked(covariance: Floats | None, hidden: Mask) -> Floats | None:
    """Empty the rows and columns of suppressed cells."""
    if covariance is None or not hidden.any():
        return covariance
    gone = hidden.ravel()
    return np.where(gone[:, None] | gone[None, :], np.nan, covariance)


def _masked_counts(part: SideTally, hidden: Mask) -> CodeCounts | None:
    """Empty the answer counts of columns whose cells are suppressed."""
    counts = part.counts
    if counts is None:
        return None
    single = counts.columns == (part.question.id,)
    items = [part.items.index(column) for column in counts.columns if not single]
    gone: Mask = np.atleast_2d(hidden.any(axis=1)).T if single else hidden[:, items]
    emptied = (np.where(gone[:, :, None], np.nan, each) for each in (counts.n, counts.w, counts.w2))
    return CodeCounts(counts.columns, counts.labels, *emptied)
