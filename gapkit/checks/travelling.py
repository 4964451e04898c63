"""Which warnings stand under a chart or a table, in a few words each."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.checks.model import CheckRow, Evidence
from gapkit.checks.registry import CHECKS
from gapkit.gaps import Gap, Gaps

SHORT = {
    "B04": "item bases assumed or partial",
    "B05": "a conditional base against a full one",
    "B07": "sources differ",
    "Q01": "wordings differ",
    "Q02": "answer formats differ",
    "Q03": "scales cut at different places",
    "Q05": "another time limit, channel or referent",
    "Q06": "not the gap that its kind names",
    "Q08": "wording drifts in the source",
    "Q10": "don\u2019t knows left out of the base",
    "Q13": "lists of options differ",
    "S02": "a side without weights",
    "S03": "uneven weights",
    "S05": "the sides are mixed differently",
    "S06": "asked over six months apart",
    "S08": "filtered differently",
    "T07": "a tie ranked as if ordered",
    "T12": "a mean without a spread",
    "V01": "a share impossible for its base",
    "V02": "parts do not sum to their total",
    "V03": "answers do not sum to 100%",
    "V05": "a printed difference disagrees",
    "V06": "rank words disagree with percentages",
    "V07": "a percentage cut off, not rounded",
    "V10": "a quantity entered twice",
    "V12": "points and relative change confused",
}
"""Errors and warnings that no mark, column or sentence of a chart tells already. What needs every respondent
again (Q04, Q12, L01, T08, T10) or is about sentences (B08, T03, T06, T09, L03) stands in ``gapkit check``
and in the report's quality page only."""

OF_TOTALS = frozenset({"B04", "B05", "Q10"})
"""They look at whole sides, which a break has not tallied."""


def warned(gaps: Gaps, rows: Sequence[Gap]) -> str:
    """Return the errors and warnings about some gaps as one sentence; empty where there is none.

    Parameters
    ----------
    gaps : Gaps
        Of several waves the last one is looked at.
    rows : sequence of Gap
        Those that are shown.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": pd.DataFrame({"q5": [1, 0] * 60}), "marketer": pd.DataFrame({"m2": [1, 0] * 60})},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> gaps = gk.gap(gk.open(survey))
    >>> warned(gaps, gaps.rows)
    'Checks: S02 a side without weights.'
    """
    study = gaps.tally.study
    seen = Evidence(study.latest() if len(gaps.waves) > 1 else study, gaps.latest())
    sides = {side for row in rows for side in (row.side, row.reference)}
    sides |= {gaps.survey.sides[side].home for side in sides}
    items = {(row.question, row.item) for row in rows}
    told = [
        each.id
        for each in CHECKS
        if each.id in SHORT
        and not (gaps.by and each.id in OF_TOTALS)
        and any(_is_about(row, items, sides) for row in each.find(seen))
    ]
    return f"Checks: {'; '.join(f'{each} {SHORT[each]}' for each in dict.fromkeys(told))}." if told else ""


def _is_about(row: CheckRow, items: set[tuple[str, str]], sides: set[str]) -> bool:
    """Whether a finding is about one of these items (or its question), or about one of these sides."""
    if row.side and row.side not in sides:
        return False
    if row.item:
        return (row.question, row.item) in items
    return not row.question or row.question in {question for question, _ in items}
