"""Lay a straight line through the gaps of three waves or more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isfinite, nan

import numpy as np

from gapkit.changes.trend_rows import WaveTrend, WaveTrends
from gapkit.contrasting.series import allows_interval, numbers, satterthwaite, share_variance
from gapkit.errors import OptionError
from gapkit.gaps import Gap, Gaps
from gapkit.gaps.comparing import PRECEDENCE
from gapkit.groups import NO_COVARIANCE, doubts_of, side_of, two_samples
from gapkit.options import Status
from gapkit.stats import Trend, adjust_p, gap_covariance, joint_trend
from gapkit.tallies.model import Floats, SideTally

FEWEST = 3
"""Waves that a line goes through; two have a change."""


def trends(gaps: Gaps, *, times: Sequence[float] | None = None) -> WaveTrends:
    """Trend of every gap over the waves: its change per step of time, with interval and test.

    Generalised least squares: waves weigh by what their bases can tell, and in a panel
    (``panel = true`` in the survey file) the gaps of two waves correlate as the matched people say.
    Other waves are independent samples. A wave without a gap keeps its place in time.

    Parameters
    ----------
    gaps : Gaps
        Of three waves or more: ``gk.gap(study)``, or a part of them.
    times : sequence of float, optional
        Where each wave stands, in order and rising, such as years. Default: 1, 2, 3, …

    Returns
    -------
    WaveTrends
        One row per question, pair of sides, segment and item. P-values are corrected by Holm over the
        items of a question, unless the gaps have ``adjust="none"``; intervals are of one slope each.
        Gaps of the same respondents and of dyads have no row.

    Raises
    ------
    OptionError
        If there are fewer than three waves, or the times do not fit them.

    References
    ----------
    Aitken 1935, Proceedings of the Royal Society of Edinburgh 55:42. Satterthwaite 1946, Biometrics
    Bulletin 2:110. Holm 1979, Scandinavian Journal of Statistics 6:65.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def answers(yes, n):
    ...     return pd.DataFrame({"q": [1] * yes + [0] * (n - yes)})
    >>> years = ["2022", "2023", "2024"]
    >>> survey = gk.Survey.from_frames(
    ...     {
    ...         "consumer": {year: answers(300, 600) for year in years},
    ...         "marketer": {year: answers(yes, 200) for year, yes in zip(years, (100, 120, 140))},
    ...     },
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q", "marketer": "q"}},
    ...     options={"waves": years},
    ... )
    >>> trend = gk.trends(gk.gap(gk.open(survey)))["deals"]
    >>> round(trend.slope, 3), round(trend.ci_low, 3), round(trend.ci_high, 3)
    (0.1, 0.045, 0.155)
    """
    if len(gaps.waves) < FEWEST:
        raise OptionError.outside("gaps", f"gaps of {len(gaps.waves)} waves", "gaps of three waves or more")
    at = tuple(range(1, len(gaps.waves) + 1)) if times is None else tuple(map(float, times))
    if len(at) != len(gaps.waves) or not all(map(isfinite, at)) or not (np.diff(at) > 0).all():
        raise OptionError.outside("times", list(at), f"{len(gaps.waves)} rising numbers, one per wave")
    adjust = "none" if gaps.survey.analysis.adjust == "none" else "holm"
    positions = dict(zip(gaps.waves, map(float, at), strict=True))
    rows = tuple(
        row for family in _families(two_samples(gaps)) for row in _rows(gaps, family, positions, adjust)
    )
    return WaveTrends(gaps, rows, tuple(positions.values()))


def _families(gaps: Gaps) -> Iterator[list[list[Gap]]]:
    """Yield the gaps of every item over the waves, question by question, pair by pair, by segment."""
    together: dict[tuple[str, ...], dict[str, list[Gap]]] = {}
    for row in gaps:
        items = together.setdefault((row.question, row.side, row.reference, row.segment), {})
        items.setdefault(row.item, []).append(row)
    yield from (list(items.values()) for items in together.values())


def _rows(gaps: Gaps, family: list[list[Gap]], positions: dict[str, float], adjust: str) -> list[WaveTrend]:
    """Lay a line through every item, and correct the tests over the items."""
    found = [_row(gaps, rows, positions) for rows in family]
    p_value = np.array([row.p_value for row in found])
    adjusted = p_value if adjust == "none" else adjust_p(p_value, "holm")
    size = int((~np.isnan(p_value)).sum())
    return [
        row if np.isnan(p) else replace(row, p_adjusted=float(p), adjust=adjust, family_size=size)
        for row, p in zip(found, adjusted, strict=True)
    ]


def _row(gaps: Gaps, rows: list[Gap], positions: dict[str, float]) -> WaveTrend:
    """Lay a line through one item's gaps."""
    used = [row for row in rows if allows_interval(row)]
    first = rows[0]
    trend = _trend(gaps, used, positions) if len(used) >= FEWEST else None
    unknown = any(side_of(gaps, first, name).side.published for name in (first.side, first.reference))
    return WaveTrend(
        survey=first.survey,
        question=first.question,
        item=first.item,
        label=first.label,
        comparable=first.comparable,
        measure=first.measure,
        segment_by=first.segment_by,
        segment=first.segment,
        side=first.side,
        reference=first.reference,
        waves=len(used),
        first_wave=used[0].wave if trend else "",
        last_wave=used[-1].wave if trend else "",
        first_gap=used[0].gap if trend else nan,
        last_gap=used[-1].gap if trend else nan,
        slope=trend.slope if trend else nan,
        se=trend.se if trend else nan,
        df=trend.df if trend else nan,
        ci_low=float(trend.interval.low) if trend else nan,
        ci_high=float(trend.interval.high) if trend else nan,
        conf_level=first.conf_level,
        p_value=trend.p_value if trend else nan,
        p_adjusted=nan,
        adjust="",
        family_size=0,
        status=_status(rows, used, trend),
        flags=(
            *doubts_of(rows),
            *(("related",) if first.comparable == "related" else ()),
            *((NO_COVARIANCE,) if unknown else ()),
        ),
    )


def _status(rows: list[Gap], used: list[Gap], trend: Trend | None) -> Status:
    """Return what a trend may say: that of its weakest gap, or of the gaps that are missing."""
    asked = used if trend else rows
    found = {row.status for row in asked}
    told: Status = next((each for each in PRECEDENCE if each in found), "ok")
    return "no_spread" if told == "ok" and (trend is None or np.isnan(trend.p_value)) else told


def _trend(gaps: Gaps, rows: list[Gap], positions: dict[str, float]) -> Trend:
    """Return the line through these gaps, by the joint covariance of their waves."""
    names = (rows[0].side, rows[0].reference)
    parts = [[side_of(gaps, row, name) for row in rows] for name in names]
    estimates = [[row.of_side for row in rows], [row.of_reference for row in rows]]
    variances = [
        share_variance(each) if parts[0][0].measure.is_share else numbers(each, "se") ** 2
        for each in estimates
    ]
    rho = np.eye(len(rows))
    se = np.array([row.se for row in rows])
    for later in range(len(rows)):
        for earlier in range(later):
            shared = sum(_shared(each[later], rows[later], rows[earlier].wave) for each in parts)
            size = se[later] * se[earlier]
            rho[later, earlier] = rho[earlier, later] = np.clip(shared / size, -1, 1) if size > 0 else 0.0
    bases = [numbers(each, "effective_base") for each in estimates]
    dfs = np.array([numbers(each, "df").min() for each in estimates])
    return joint_trend(
        [row.gap for row in rows],
        gap_covariance(variances[0] + variances[1], rho),
        1 / (1 / bases[0] + 1 / bases[1]),
        float(satterthwaite(np.array([each.sum() for each in variances]), dfs)),
        scores=[positions[row.wave] for row in rows],
        conf_level=rows[0].conf_level,
    )


def _shared(part: SideTally, row: Gap, before: str) -> float:
    """Return the covariance of one side's estimates in two waves; 0 where they share nobody."""
    overlap: Floats | None = part.overlap.get(before)
    if overlap is None:
        return 0.0
    cell = part.place(row.segment) * len(part.items) + part.items.index(row.item)
    return float(np.nan_to_num(overlap[cell, cell]))
