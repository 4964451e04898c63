"""Compare the gaps of a study between its waves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

import numpy as np
from scipy.special import ndtri

from gapkit.changes.model import ChangeMethod, WaveChange, WaveChanges
from gapkit.contrasting.series import allows_interval, numbers, satterthwaite, share_variance
from gapkit.errors import OptionError
from gapkit.gaps import Gap, Gaps
from gapkit.gaps.comparing import PRECEDENCE
from gapkit.groups import NO_COVARIANCE, doubts_of, two_samples
from gapkit.options import GapMethod, Status, check_kind
from gapkit.stats import (
    Limits,
    adjust_p,
    coherent_limits,
    critical_value,
    gap_difference,
    gap_limits,
    mover_limits,
    two_sided_p,
)
from gapkit.tallies import Estimate
from gapkit.tallies.model import Floats, SideTally


def wave_changes(gaps: Gaps) -> WaveChanges:
    """How every gap changes from one wave to the next: later minus earlier, with interval and test.

    In a panel (``panel = true`` in the survey file) the two gaps correlate, because the same people
    answered both; the interval takes that in. Other waves are independent samples. A gap that one
    of the two waves lacks has a row that says why.

    Parameters
    ----------
    gaps : Gaps
        Of two waves or more: ``gk.gap(study)``, or a part of them.

    Returns
    -------
    WaveChanges
        One row per question, pair of sides, wave but the first, segment and item. P-values are
        corrected by Holm over the items of a question, pair, segment and wave, unless the gaps have
        ``adjust="none"``; intervals are of one change each.

    Raises
    ------
    OptionError
        If the gaps are of one wave, or of none.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693. Holm 1979, Scandinavian Journal of
    Statistics 6:65.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def answers(yes, n):
    ...     return pd.DataFrame({"q": [1] * yes + [0] * (n - yes)})
    >>> survey = gk.Survey.from_frames(
    ...     {
    ...         "consumer": {"2023": answers(610, 1300), "2024": answers(640, 1250)},
    ...         "marketer": {"2023": answers(90, 132), "2024": answers(75, 128)},
    ...     },
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q", "marketer": "q"}},
    ...     options={"waves": ["2023", "2024"]},
    ... )
    >>> change = gk.wave_changes(gk.gap(gk.open(survey), method="newcombe"))["deals", "all"]
    >>> round(change.change, 4), round(change.ci_low, 4), round(change.ci_high, 4)
    (-0.1386, -0.2585, -0.0155)
    """
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    if len(gaps.waves) < 2:  # noqa: PLR2004 - one wave changes from nothing
        found = f"gaps of wave {gaps.waves[0]}" if gaps.waves else "gaps of a survey without `waves`"
        raise OptionError.outside("gaps", found, "gaps of two waves or more")
    adjust = "none" if gaps.survey.analysis.adjust == "none" else "holm"
    method = cast("GapMethod", gaps.method.gap_method)
    rows = tuple(row for family in _families(two_samples(gaps)) for row in _rows(family, method, adjust))
    return WaveChanges(gaps, rows, ChangeMethod(gaps.method.conf_level, method, adjust))


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """The gaps of one question, pair of sides and segment in a wave and in the one before.

    Attributes
    ----------
    after, earlier : tuple of Gap
        Item by item.
    parts : tuple of SideTally
        Side and reference in the later wave.
    before : str
        The wave before.
    """

    after: tuple[Gap, ...]
    earlier: tuple[Gap, ...]
    parts: tuple[SideTally, SideTally]
    before: str

    @property
    def unknown(self) -> bool:
        """Whether nobody knows how a side's waves vary together."""
        return any(part.side.published for part in self.parts)

    def covariance(self, place: int) -> float:
        """Return the covariance of one item's gaps: 0 where the waves share nobody."""
        row = self.after[place]
        total = 0.0
        for part in self.parts:
            if self.before in part.overlap:
                cell = part.place(row.segment) * len(part.items) + part.items.index(row.item)
                total += float(part.overlap[self.before][cell, cell])
        return total


@dataclass(frozen=True, slots=True, eq=False)
class _Tested:
    """Changes with their intervals and tests; NaN where there is none."""

    correlation: Floats
    df: Floats
    low: Floats
    high: Floats
    p_value: Floats


def _families(gaps: Gaps) -> Iterator[_Family]:
    """Set every wave beside the one before it: by question, pair of sides, wave and segment."""
    together: dict[tuple[str, str, str, str], dict[tuple[str, str], Gap]] = {}
    for row in gaps:
        key = (row.question, row.side, row.reference, row.segment)
        together.setdefault(key, {})[row.wave, row.item] = row
    for (question, side, reference, _), rows in together.items():
        for before, wave in pairwise(gaps.waves):
            items = [item for name, item in rows if name == wave and (before, item) in rows]
            parts = [gaps.tally.part(question, each, wave) for each in (side, reference)]
            if items and parts[0] is not None and parts[1] is not None:
                yield _Family(
                    tuple(rows[wave, item] for item in items),
                    tuple(rows[before, item] for item in items),
                    (parts[0], parts[1]),
                    before,
                )


def _rows(family: _Family, method: GapMethod, adjust: str) -> Iterator[WaveChange]:
    """Test one family and lay it out as rows."""
    tested = _tested(family, method)
    adjusted = tested.p_value if adjust == "none" else adjust_p(tested.p_value, "holm")
    size = int((~np.isnan(tested.p_value)).sum())
    for place, (row, earlier) in enumerate(zip(family.after, family.earlier, strict=True)):
        counts = not np.isnan(tested.p_value[place])
        status = _status(row, earlier)
        yield WaveChange(
            survey=row.survey,
            question=row.question,
            item=row.item,
            label=row.label,
            comparable=row.comparable,
            measure=row.measure,
            segment_by=row.segment_by,
            segment=row.segment,
            wave=row.wave,
            before=earlier.wave,
            side=row.side,
            reference=row.reference,
            gap=row.gap,
            gap_before=earlier.gap,
            change=row.gap - earlier.gap,
            correlation=float(tested.correlation[place]),
            df=float(tested.df[place]),
            ci_low=float(tested.low[place]),
            ci_high=float(tested.high[place]),
            conf_level=row.conf_level,
            p_value=float(tested.p_value[place]),
            p_adjusted=float(adjusted[place]),
            adjust=adjust if counts else "",
            family_size=size if counts else 0,
            status="no_spread" if status == "ok" and not counts else status,
            flags=(
                *doubts_of((row, earlier)),
                *(("related",) if row.comparable == "related" else ()),
                *((NO_COVARIANCE,) if family.unknown else ()),
            ),
        )


def _status(row: Gap, earlier: Gap) -> Status:
    """Return what the change between two gaps may say."""
    found = (row.status, earlier.status)
    return next((each for each in (*PRECEDENCE, "no_spread") if each in found), "ok")


def _tested(family: _Family, method: GapMethod) -> _Tested:
    """Test every item that has an interval in both waves."""
    told = np.full((5, len(family.after)), np.nan)
    both = zip(family.after, family.earlier, strict=True)
    able = [place for place, pair in enumerate(both) if all(allows_interval(row) for row in pair)]
    if able:
        after = [family.after[place] for place in able]
        earlier = [family.earlier[place] for place in able]
        shared = np.array([family.covariance(place) for place in able])
        shares = family.parts[0].measure.is_share
        one = _shares(after, earlier, shared, method) if shares else _means(after, earlier, shared)
        told[:, able] = (one.correlation, one.df, one.low, one.high, one.p_value)
    return _Tested(*told)


def _shares(after: list[Gap], earlier: list[Gap], shared: Floats, method: GapMethod) -> _Tested:
    """Compare gaps of shares: MOVER on the limits of each gap.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693.
    """
    level, four = after[0].conf_level, _four(after, earlier)
    variances = np.stack([share_variance(estimates) for estimates in four], axis=-1)
    df = satterthwaite(variances, np.stack([numbers(estimates, "df") for estimates in four], axis=-1))
    rho = _correlations(after, earlier, shared)
    first, second = _values(after), _values(earlier)
    gap, before = first[0] - first[2], second[0] - second[2]
    c = critical_value(level, df)
    limits = mover_limits(
        gap, gap_limits(*first, c, method=method), before, gap_limits(*second, c, method=method), rho
    )
    normal = gap_difference(_counts(first), _counts(second), correlation=rho, method=method)
    p_value = two_sided_p(ndtri(np.asarray(normal.p_value) / 2), df)
    return _coherent(gap - before, limits, p_value, level, rho, df)


def _means(after: list[Gap], earlier: list[Gap], shared: Floats) -> _Tested:
    """Compare gaps of means: Student's t on the joint variance of both waves."""
    level, four = after[0].conf_level, _four(after, earlier)
    variances = np.stack([numbers(estimates, "se") ** 2 for estimates in four], axis=-1)
    df = satterthwaite(variances, np.stack([numbers(estimates, "df") for estimates in four], axis=-1))
    variance = np.maximum(variances.sum(axis=-1) - 2 * shared, 0.0)
    se = np.sqrt(np.where(variance > 0, variance, np.nan))
    change = np.array([row.gap for row in after]) - np.array([row.gap for row in earlier])
    half = critical_value(level, df) * se
    p_value = two_sided_p(change / se, df)
    limits = Limits(change - half, change + half)
    return _coherent(change, limits, p_value, level, _correlations(after, earlier, shared), df)


def _coherent(
    change: Floats, limits: Limits, p_value: Floats, level: float, rho: Floats, df: Floats
) -> _Tested:
    """Return the tests with limits that exclude 0 exactly where the p-value says so."""
    ends = coherent_limits(limits.low, limits.high, p_value < 1 - level, np.sign(change))
    return _Tested(rho, df, ends.low, ends.high, p_value)


def _correlations(after: list[Gap], earlier: list[Gap], shared: Floats) -> Floats:
    """Return the correlation of the gaps from their covariance and standard errors."""
    product = np.array([row.se for row in after]) * np.array([row.se for row in earlier])
    rho = np.divide(shared, product, out=np.zeros_like(shared), where=product > 0)
    return np.asarray(np.clip(rho, -1.0, 1.0))


def _four(after: list[Gap], earlier: list[Gap]) -> list[list[Estimate]]:
    """Return the estimates that a change is made of: side and reference, in both waves."""
    sides = [[row.of_side for row in rows] for rows in (after, earlier)]
    return sides + [[row.of_reference for row in rows] for rows in (after, earlier)]


def _values(rows: list[Gap]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return share and base of the side and of the reference, as the kernels take them."""
    sides, references = [row.of_side for row in rows], [row.of_reference for row in rows]
    return (
        numbers(sides, "value"),
        numbers(sides, "effective_base"),
        numbers(references, "value"),
        numbers(references, "effective_base"),
    )


def _counts(values: tuple[Floats, Floats, Floats, Floats]) -> tuple[Floats, Floats, Floats, Floats]:
    """Return counts in place of shares."""
    p1, n1, p2, n2 = values
    return p1 * n1, n1, p2 * n2, n2
