"""A gap between two answers of the same respondents, or between dyads, explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from math import isinf, isnan
from typing import TYPE_CHECKING

from gapkit.explaining.model import Step, Value
from gapkit.stats import mcnemar_test
from gapkit.stats.tango import tango_z

if TYPE_CHECKING:
    from gapkit.gaps import Gap

TABLE = (
    "both, higher, lower: respondents with both answers, with the side's role higher, and with it lower",
    "only those who answered differently say anything about the gap: gap = (higher - lower) / base",
)
TANGO = (
    "b = higher, c = lower, n = base; z = (b - c) / sqrt(b + c), McNemar's z",
    "interval: every gap that Tango's score statistic does not put beyond the critical value",
    "flagged, p and interval all follow from this one statistic",
)
LINEARISED = (
    "t = gap / se; se from the covariance of both answers over strata and PSUs, weights included",
    "interval = gap -/+ c se, within -1 to 1 for shares",
)
DYADS = (
    "both sides are one sample of dyads: t = w (y - value) / sum w of both sides, summed in each dyad",
    "v = K / (K - 1) x sum (t - mean t)^2 over the K dyads; se = sqrt v; nu = K - 1",
    "interval = gap -/+ c se, within -1 to 1 for shares",
)


def dependent_steps(row: Gap, *, shares: bool) -> Iterator[Step]:
    """Yield the steps from two values of the same respondents, or of dyads, to the family's decision."""
    if row.together is not None:
        numbers: dict[str, Value] = {k: v for k, v in asdict(row.together).items() if not isnan(v)}
        yield Step("table", "The same respondents' two answers", TABLE, numbers)
    numbers = {"gap": row.gap, "se": row.se}
    if row.bounds is not None:
        rules = ("only both margins are published: nothing is tested, every overlap is tried",)
        yield Step(
            "bounds", "What the margins leave possible", rules, numbers | asdict(row.bounds), "Frechet 1951"
        )
        return
    if not row.family_size:
        return
    if "dyads" in row.flags:
        yield Step("gap", "The gap between dyads", DYADS, numbers | {"t": row.gap / row.se, "nu": row.df})
    elif shares and isinf(row.df) and row.together is not None:
        yield Step("gap", "Tango's score statistic", TANGO, numbers | _tango(row), "McNemar 1947; Tango 1998")
    else:
        yield Step(
            "gap", "The paired difference", LINEARISED, numbers | {"t": row.gap / row.se, "nu": row.df}
        )
    yield Step("family", "All items together", FAMILY, _family(row))


FAMILY = (
    "J gaps are decided together; their covariance is that of the respondents (or dyads) behind them",
    "a gap is flagged exactly when its simultaneous interval excludes 0",
)


def _tango(row: Gap) -> dict[str, Value]:
    """Return the statistic, and beside it the exact p for those who count people."""
    table = row.together
    if table is None or table.higher + table.lower == 0:
        return {"z": 0.0}
    found: dict[str, Value] = {"z": float(tango_z(table.higher, table.lower, table.base))}
    if table.higher.is_integer() and table.lower.is_integer():
        found["p of McNemar's exact mid-p test"] = float(mcnemar_test(table.higher, table.lower).p_value)
    return found


def _family(row: Gap) -> dict[str, Value]:
    """Return what the family decided."""
    return {
        "J": float(row.family_size),
        "adjust": row.adjust,
        "p_value": row.p_value,
        "p_adjusted": row.p_adjusted,
        "ci_low_family": row.ci_low_family,
        "ci_high_family": row.ci_high_family,
    }
