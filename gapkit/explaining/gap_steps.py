"""The gap of two estimates explained: statistic, degrees of freedom, p, interval of the item alone."""

from __future__ import annotations

from collections.abc import Iterator
from math import sqrt
from typing import TYPE_CHECKING

from gapkit.explaining.model import Step, Value
from gapkit.options import GapMethod
from gapkit.stats import critical_value, gap_statistic, to_normal, two_sided_p
from gapkit.stats.score import NO_SKEWNESS, NO_VARIANCE, score_z

if TYPE_CHECKING:
    from gapkit.gaps import Gap

SCORE = "Miettinen and Nurminen 1985; Gart and Nam 1990; Laud 2017"


def gap_steps(row: Gap, method: GapMethod, *, shares: bool) -> Iterator[Step]:
    """Yield the steps from two values to the p-value and the interval of the item alone."""
    numbers: dict[str, Value] = {
        "value of the side": row.of_side.value,
        "value of the reference": row.of_reference.value,
        "gap": row.gap,
        "se": row.se,
        "effect_size": row.effect_size,
    }
    size = (
        "h = 2 asin sqrt p1 - 2 asin sqrt p2 (Cohen)" if shares else "g = gap / pooled sd, Hedges' correction"
    )
    rules = (
        "gap = side - reference; se = sqrt(se1^2 + se2^2): the sides are independent samples",
        f"effect_size: {size}",
    )
    yield Step("gap", "The gap", rules, numbers)
    if not row.family_size:
        return
    if not shares:
        z = row.gap / row.se
        yield _welch(row, z)
    else:
        z = float(gap_statistic(*_shares(row), method=method))
        yield _newcombe(row, z) if method == "newcombe" else _score(row, method, z)
        yield _law(row)
    yield _p_value(row, z)
    yield _interval(row, method, shares=shares)


def statistic(row: Gap, method: GapMethod, *, shares: bool) -> float:
    """Return the statistic of a gap of 0."""
    return float(gap_statistic(*_shares(row), method=method)) if shares else row.gap / row.se


def _shares(row: Gap) -> tuple[float, float, float, float]:
    """Return ``p1, n1, p2, n2``: shares with their effective bases."""
    one, two = row.of_side, row.of_reference
    return one.value, one.effective_base, two.value, two.effective_base


def _score(row: Gap, method: GapMethod, z: float) -> Step:
    """Explain the score statistic at 0, the correction for skewness included."""
    p1, n1, p2, n2 = _shares(row)
    x1, x2, total = p1 * n1, p2 * n2, n1 + n2
    p = (x1 + x2) / total
    variance = p * (1 - p) * (1 / n1 + 1 / n2) * total / (total - 1)
    numbers: dict[str, Value] = {"n1": n1, "n2": n2, "x1": x1, "x2": x2, "p": p, "V": variance}
    rules = [
        "n1, n2 = n_eff of side and reference; x1 = p1 n1, x2 = p2 n2, not rounded",
        "p = (x1 + x2) / (n1 + n2), both shares if the gap were 0",
        "V = p (1 - p) (1/n1 + 1/n2) N / (N - 1), N = n1 + n2; S = gap / sqrt V",
    ]
    if variance <= NO_VARIANCE:
        rules.append("V is 0 (both shares are 0 or both are 1): z = 0")
        return Step("score", "Score statistic of a gap of 0", tuple(rules), numbers | {"z": z}, SCORE)
    s = (p1 - p2) / sqrt(variance)
    numbers["S"] = s
    if method == "score":
        third = p * (1 - p) * (1 - 2 * p) * (1 / n1**2 - 1 / n2**2)
        a = third / (6 * variance**1.5)
        numbers |= {"mu3": third, "A": a}
        rules += [
            "mu3 = p (1 - p) (1 - 2p) (1/n1^2 - 1/n2^2); A = mu3 / (6 V^1.5)",
            "z = S, for A is 0"
            if abs(a) < NO_SKEWNESS
            else "z = (-1 + sqrt(max(0, 1 + 4 A (A + S)))) / (2 A)",
        ]
    else:
        rules.append("z = S (no correction for skewness)")
    return Step("score", "Score statistic of a gap of 0", tuple(rules), numbers | {"z": z}, SCORE)


def _newcombe(row: Gap, z: float) -> Step:
    """Explain the statistic that belongs to Newcombe's interval."""
    p1, n1, p2, n2 = _shares(row)
    rules = (
        "z = the critical value at which a limit of Newcombe's interval touches 0:",
        "the lower limit is gap - sqrt((p1 - l1)^2 + (u2 - p2)^2), with Wilson's limits l, u of each side",
    )
    numbers: dict[str, Value] = {"n1": n1, "n2": n2, "p1": p1, "p2": p2, "z": z}
    return Step("score", "Statistic of a gap of 0", rules, numbers, "Newcombe 1998, method 10")


def _law(row: Gap) -> Step:
    """Explain the degrees of freedom of the statistic."""
    numbers: dict[str, Value] = {}
    for place, each in enumerate((row.of_side, row.of_reference), 1):
        n = each.effective_base
        p = (each.value * n + 1) / (n + 2)
        numbers |= {f"V{place}": p * (1 - p) / n, f"d{place}": each.df}
    rules = (
        "V_s = p (1 - p) / n_s with p = (x_s + 1) / (n_s + 2)",
        "nu = (V1 + V2)^2 / (V1^2 / d1 + V2^2 / d2), infinite (the normal law) where no side has PSUs",
    )
    return Step("law", "Degrees of freedom", rules, numbers | {"nu": row.df}, "Satterthwaite 1946")


def _welch(row: Gap, t: float) -> Step:
    """Explain the gap of two means."""
    one, two = row.of_side, row.of_reference
    numbers: dict[str, Value] = {
        "se1": one.se,
        "se2": two.se,
        "d1": one.df,
        "d2": two.df,
        "nu": row.df,
        "t": t,
    }
    rules = (
        "t = gap / se; d = PSUs less strata of each side (each respondent is a PSU if none is named)",
        "nu = se^4 / (se1^4 / d1 + se2^4 / d2)",
    )
    return Step("welch", "Welch's statistic", rules, numbers, "Welch 1947; Satterthwaite 1946")


def _p_value(row: Gap, z: float) -> Step:
    """Explain the p-value of the item alone."""
    numbers: dict[str, Value] = {
        "z": z,
        "nu": row.df,
        "p_value": row.p_value,
        "z*": float(to_normal(z, row.df)),
    }
    rules: tuple[str, ...] = (
        "p_value = 2 T_nu(-|z|), T_nu Student's distribution function (the normal's where nu is infinite)",
        "z* = the normal deviate with the same p: families are made of these",
    )
    if abs(float(two_sided_p(z, row.df)) - row.p_value) > row.p_value * 1e-9:
        rules += ("moved to the nearest number that agrees with the interval",)
    return Step("p_value", "p-value of this item alone", rules, numbers)


def _interval(row: Gap, method: GapMethod, *, shares: bool) -> Step:
    """Explain the interval of the item alone."""
    c = float(critical_value(row.conf_level, row.df))
    numbers: dict[str, Value] = {"conf_level": row.conf_level, "c": c}
    numbers |= {"ci_low": row.ci_low, "ci_high": row.ci_high}
    rules: tuple[str, ...]
    if not shares:
        rules = ("ci = gap -/+ c se; c leaves (1 - conf_level) / 2 beyond it in Student's law of nu",)
    elif method == "newcombe":
        rules = ("Newcombe's interval at c, from Wilson's limits of each side at c",)
    else:
        rules = (
            "every gap whose own score statistic lies between -c and c; outside 0 the two shares",
            "in V are the likeliest pair that far apart (the root of a cubic)",
        )
        numbers |= {
            f"z at {name}": float(score_z(*_shares(row), limit, corrected=method == "score"))
            for name, limit in (("ci_low", row.ci_low), ("ci_high", row.ci_high))
            if abs(limit) < 1
        }
    return Step("interval", "Interval of this item alone", rules, numbers, SCORE if shares else "")
