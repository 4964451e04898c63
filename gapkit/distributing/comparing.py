"""Compare all answers of both sides: whole single choices, and the points of scales."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from math import nan
from typing import Any

import numpy as np

from gapkit.distributing.lists import AnswerList, answer_list, is_plain, scale_part
from gapkit.distributing.model import Distributions
from gapkit.distributing.rows import AnswerShare, Distribution
from gapkit.distributing.testing import (
    alike,
    distance,
    higher,
    odds_ratio,
    overlap,
    rank_sum_p,
    residuals,
    together,
)
from gapkit.gaps import Gap, Gaps
from gapkit.groups import Group, doubts_of, groups, status_of, two_samples
from gapkit.responses import Responses
from gapkit.stats import adjust_p
from gapkit.study import Study
from gapkit.survey import TOTAL
from gapkit.tallies import SideTally

FEWEST = 2
"""Answers that a list needs to be a distribution."""

UNKNOWN = frozenset({"suppressed", "one_sided", "rank_only", "words_only", "no_answers", "no_base"})
"""Statuses of gaps whose answers may not or cannot be compared."""


def distributions(gaps: Gaps) -> Distributions:
    """All answers together: do both sides give them equally often, and who tends to answer higher.

    Single choices get one row: Rao and Scott's test over all answers, Cramer's V with its interval, and
    for every answer its share with intervals that hold together and its adjusted residual. Scales get a
    row per item, with the same and, because their answers have an order, the chance that a random
    respondent of the side answers higher, the proportional odds and the distance along the scale.
    Weights, strata, PSUs and replicate weights of each side count in every test. Multiple choices,
    numbers, scales of different length and questions to the same respondents have no row.

    Parameters
    ----------
    gaps : Gaps
        What to compare; segments and waves are those of the gaps.

    Returns
    -------
    Distributions
        P-values of whole lists are of one list each; those of superiority are given corrected over the
        items of a question, too. Rows of suppressed or one-sided questions hold NaN and their status.

    References
    ----------
    Rao and Scott 1984, Annals of Statistics 12:46. Brunner and Munzel 2000, Biometrical Journal 42:17.
    Goodman 1965, Technometrics 7:247.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def people(*counts):
    ...     return pd.DataFrame({"q": np.repeat([1, 2, 3, 4], counts)})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people(20, 30, 30, 20), "marketer": people(5, 10, 40, 45)},
    ...     reference="consumer",
    ...     pairs={"honest": {"consumer": "q", "marketer": "q"}},
    ...     format="scale",
    ...     scale={"from": 1, "to": 4},
    ... )
    >>> row = gk.distributions(gk.gap(gk.open(survey)))["honest"]
    >>> round(row.superiority, 3), round(row.superiority_low, 3), round(row.superiority_high, 3)
    (0.705, 0.636, 0.774)
    """
    rows: list[Distribution] = []
    shares: list[AnswerShare] = []
    tallied = cache(partial(_tallied, gaps))
    for group in groups(two_samples(gaps)):
        for row, told in _adjusted(list(_of_group(gaps, group, tallied))):
            rows.append(row)
            shares.extend(told)
    return Distributions(gaps, tuple(rows), tuple(shares))


Tallied = Callable[[SideTally, str], SideTally | None]
"""Tallies an item of a scale as a choice among its points, once for all segments."""


def _tallied(gaps: Gaps, part: SideTally, item: str) -> SideTally | None:
    """Tally one item of a scale as a choice; nothing on a side without respondents."""
    side = gaps.tally.study.sides.get(part.side.id)
    if not isinstance(side, Responses):
        return None
    if part.wave:
        side = side.in_wave(part.wave)
    return scale_part(side, part.question, item, "" if part.segments == (TOTAL,) else gaps.by)


def _of_group(gaps: Gaps, group: Group, tallied: Tallied) -> Iterator[tuple[Distribution, list[AnswerShare]]]:
    """Compare the lists of one question, pair of sides, wave and segment."""
    question, study = group.side.question, gaps.tally.study
    names = (group.side.side.id, group.reference.side.id)
    formats = {question.format_on(each) for each in names}
    if formats == {"single"}:
        if len(question.items) >= FEWEST:
            yield _choice(gaps, group, study)
    elif formats == {"scale"} and len({len(question.scale[each].points) for each in names}) == 1:
        for place in group.as_printed:
            yield _scale(gaps, group, tallied, group.rows[int(place)])


def _choice(gaps: Gaps, group: Group, study: Study) -> tuple[Distribution, list[AnswerShare]]:
    """Compare a single choice: all its items are one list."""
    question, segment = group.side.question, group.rows[0].segment
    known = not any(row.status in UNKNOWN for row in group.rows)
    lists = [
        answer_list(part, segment, plain=is_plain(study.sides.get(part.side.id))) if known else None
        for part in (group.side, group.reference)
    ]
    labels = [item.label for item in question.items]
    return _row(gaps, group, group.rows, "", question.label, lists, labels, None)


def _scale(gaps: Gaps, group: Group, tallied: Tallied, row: Gap) -> tuple[Distribution, list[AnswerShare]]:
    """Compare one item of a scale: all its points are one list."""
    question = group.side.question
    sides = gaps.tally.study.sides
    lists = [
        None
        if row.status in UNKNOWN or (chosen := tallied(part, row.item)) is None
        else answer_list(chosen, row.segment, plain=is_plain(sides[part.side.id]))
        for part in (group.side, group.reference)
    ]
    scale = question.scale[row.reference]
    points = np.arange(1.0, len(scale.points) + 1)
    if not any(isinstance(each, str) for each in scale.points):
        points = np.array(scale.points, dtype=np.float64)
    return _row(gaps, group, (row,), row.item, row.label, lists, list(scale.labels), points)


def _row(
    gaps: Gaps,
    group: Group,
    rows: Sequence[Gap],
    item: str,
    label: str,
    lists: Sequence[AnswerList | None],
    labels: Sequence[str],
    points: np.ndarray | None,
) -> tuple[Distribution, list[AnswerShare]]:
    """Lay one comparison out as a row and its answers; NaN where a side has no list."""
    heading = {key: value for key, value in group.heading(gaps.survey).items() if key != "measure"}
    level = rows[0].conf_level
    side, reference = lists
    numbers: dict[str, Any] = dict.fromkeys(NUMBERS, nan)
    shares: list[AnswerShare] = []
    if side is not None and reference is not None:
        whole = alike(side, reference, level)
        numbers |= {name: getattr(whole, name) for name in WHOLE}
        numbers |= {
            "overlap": overlap(side, reference),
            "base_side": side.base,
            "base_reference": reference.base,
        }
        if points is not None:
            numbers |= _ordered(side, reference, points, level)
        shares = _shares({**heading, "item": item}, labels, side, reference, level)
    row = Distribution(
        **heading,
        **numbers,
        item=item,
        label=label,
        comparable=rows[0].comparable if len(rows) == 1 else "same",
        answers=len(labels),
        status=status_of(rows),
        flags=doubts_of(rows),
    )
    return row, shares


WHOLE = ("pearson", "statistic", "df", "df_denominator", "p_value", "v", "v_low", "v_high")
"""Numbers of the test over all answers."""

NUMBERS = (
    *WHOLE,
    "overlap",
    "distance",
    "superiority",
    "superiority_low",
    "superiority_high",
    "superiority_df",
    "superiority_p",
    "superiority_p_adjusted",
    "odds_ratio",
    "mann_whitney_p",
    "base_side",
    "base_reference",
)
"""Numbers of a row that are NaN until both sides have a list."""


def _ordered(side: AnswerList, reference: AnswerList, points: np.ndarray, level: float) -> dict[str, float]:
    """Return what only answers with an order have."""
    told = higher(side, reference, level)
    return {
        "distance": distance(side, reference, points),
        "superiority": told.value,
        "superiority_low": told.low,
        "superiority_high": told.high,
        "superiority_df": told.df,
        "superiority_p": told.p_value,
        "odds_ratio": odds_ratio(side, reference),
        "mann_whitney_p": rank_sum_p(side, reference),
    }


def _shares(
    heading: dict[str, object], labels: Sequence[str], side: AnswerList, reference: AnswerList, level: float
) -> list[AnswerShare]:
    """Lay the answers of one list out."""
    own, others = together(side, level), together(reference, level)
    residual = residuals(side, reference)
    return [
        AnswerShare(
            **heading,  # type: ignore[arg-type]
            answer=label,
            share_side=float(side.shares[place]),
            low_side=float(own.low[place]),
            high_side=float(own.high[place]),
            share_reference=float(reference.shares[place]),
            low_reference=float(others.low[place]),
            high_reference=float(others.high[place]),
            residual=float(residual[place]),
        )
        for place, label in enumerate(labels)
    ]


def _adjusted(
    told: list[tuple[Distribution, list[AnswerShare]]],
) -> Iterator[tuple[Distribution, list[AnswerShare]]]:
    """Correct the tests of superiority over the items of a question (Holm)."""
    if not told:
        return
    corrected = adjust_p(np.array([row.superiority_p for row, _ in told]), "holm")
    for (row, shares), p_value in zip(told, corrected, strict=True):
        yield replace(row, superiority_p_adjusted=float(p_value)), shares
