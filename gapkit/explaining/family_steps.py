"""The family, the adjusted p and the verdict explained."""

from __future__ import annotations

from collections.abc import Mapping
from math import isnan, nan
from typing import TYPE_CHECKING, Final

import numpy as np

from gapkit.explaining.model import Step, Value
from gapkit.options import Adjust, GapMethod
from gapkit.stats import correlation, critical_value, gap_limits, score_z, to_normal
from gapkit.tallies import SideTally, Tally

if TYPE_CHECKING:
    from gapkit.gaps import Gap

BISECTIONS = 60
LARGEST_C = 1e4
"""Where the search for a critical value of Newcombe's interval begins."""

RULES: Final[Mapping[Adjust, str]] = {
    "max-t": "c: chance alpha that the largest |z| of all items is beyond it, by their joint correlation R;"
    " p_adjusted = the chance that it is beyond |z*|",
    "max-t-stepdown": "c as by max-|t|; p_adjusted: each item against those not above it",
    "bonferroni": "c = the normal's at alpha / J; p_adjusted = min(1, J p_value)",
    "sidak": "c = the normal's at 1 - (1 - alpha)^(1/J); p_adjusted = 1 - (1 - p_value)^J",
    "holm": "c as by Bonferroni; p_adjusted = step-down Bonferroni (Holm)",
    "hochberg": "c as by Bonferroni; p_adjusted = step-up Bonferroni (Hochberg)",
    "hommel": "c as by Bonferroni; p_adjusted by Hommel's closed test",
    "bh": "c = the normal's at alpha x flagged / J; p_adjusted by Benjamini and Hochberg",
    "by": "c = the normal's at alpha x flagged / (J sum 1/j); p_adjusted by Benjamini and Yekutieli",
    "none": "no correction: c and p as of the item alone",
}

SOURCES: Final[Mapping[Adjust, str]] = {
    "max-t": "Hothorn, Bretz and Westfall 2008",
    "max-t-stepdown": "Westfall and Young 1993",
    "sidak": "Sidak 1967",
    "bh": "Benjamini and Yekutieli 2005",
    "by": "Benjamini and Yekutieli 2001, 2005",
}

VERDICTS: Final = {
    "aligned": "-margin < ci_low_family and ci_high_family < margin: aligned",
    "over": "not aligned, and flagged above 0: over",
    "under": "not aligned, and flagged below 0: under",
    "undecided": "neither inside the margin nor on one side of 0: undecided, which is not 'no gap'",
}


def family_step(row: Gap, tally: Tally, z_star: float, method: GapMethod, *, shares: bool) -> Step:
    """Explain the critical value of the family, the adjusted p and the simultaneous interval.

    c of this item is read back from its own interval, so it is the one that was used.
    """
    adjust: Adjust = row.adjust  # type: ignore[assignment]
    alpha = 1 - row.conf_level
    c = _critical(row, method, shares=shares)
    numbers: dict[str, Value] = {"J": float(row.family_size), "alpha": alpha}
    numbers |= _correlations(row, tally) if adjust.startswith("max-t") else {}
    if adjust != "none":
        numbers["c of one item"] = float(critical_value(row.conf_level))
        numbers["c by Bonferroni"] = float(critical_value(1 - alpha / row.family_size))
    numbers |= {
        "c": float(to_normal(c, row.df)),
        "c of this item": c,
        "z*": z_star,
        "p_adjusted": row.p_adjusted,
        "ci_low_family": row.ci_low_family,
        "ci_high_family": row.ci_high_family,
    }
    together = tally.study.survey.analysis.family
    rules = (
        f'adjust = "{adjust}" over the J items with a test, family = "{together}"',
        RULES[adjust],
        "c of this item: the same tail in Student's law of its own nu; the interval is the one at that c",
    )
    return Step("family", "All items together", rules, numbers, SOURCES.get(adjust, ""))


def verdict_step(row: Gap, tally: Tally) -> Step:
    """Explain which rule gave the verdict."""
    margin = nan if isnan(row.margin) else row.margin
    numbers: dict[str, Value] = {
        "ci_low_family": row.ci_low_family,
        "ci_high_family": row.ci_high_family,
        "margin": margin,
        "p_adjusted": row.p_adjusted,
        "flagged": "yes" if row.flagged else "no",
        "verdict": row.verdict,
    }
    rules = ["flagged: p_adjusted < 1 - conf_level; rules in order: aligned, over, under, undecided"]
    if isnan(margin):
        rules.append("no margin was given, so no gap can be called aligned")
    if tally.study.survey.analysis.aligned_by == "tost":
        rules.append("aligned is judged after over and under, by this item's interval at 1 - 2 alpha")
    else:
        rules.append(VERDICTS[row.verdict])
    if "small_difference" in row.flags:
        rules.append("small_difference: 0 is outside the interval, and yet all of it is inside the margin")
    if "beyond_margin" in row.flags:
        rules.append("beyond_margin: all of the interval is beyond the margin")
    return Step("verdict", "Verdict", tuple(rules), numbers)


def _critical(row: Gap, method: GapMethod, *, shares: bool) -> float:
    """Return the critical value that the family interval stands at."""
    if not shares:
        return (row.ci_high_family - row.ci_low_family) / (2 * row.se)
    p1, n1 = row.of_side.value, row.of_side.effective_base
    p2, n2 = row.of_reference.value, row.of_reference.effective_base
    upper = row.ci_high_family < -row.ci_low_family or row.ci_low_family <= -1
    if method != "newcombe":
        limit = row.ci_high_family if upper else row.ci_low_family
        return abs(float(score_z(p1, n1, p2, n2, limit, corrected=method == "score")))
    low, high = 1.0, LARGEST_C
    for _ in range(BISECTIONS):
        middle = float(np.sqrt(low * high))
        limits = gap_limits(p1, n1, p2, n2, middle, method=method)
        short = limits.high < row.ci_high_family if upper else limits.low > row.ci_low_family
        low, high = (middle, high) if short else (low, middle)
    return (low + high) / 2


def _correlations(row: Gap, tally: Tally) -> dict[str, Value]:
    """Return how the gap of this item varies with those of the other items of its segment."""
    sides = [tally.part(row.question, each.side) for each in (row.of_side, row.of_reference)]
    blocks = [_block(part, row.segment) for part in sides if part is not None]
    known = [block for block in blocks if block is not None]
    if len(known) != len(sides):
        return {}
    place = [item.id for item in tally.study.survey.question(row.question).items].index(row.item)
    joint = correlation(np.sum(known, axis=0))
    others = np.delete(joint[place], place)
    others = others[~np.isnan(others)]
    if not others.size:
        return {}
    return {
        "R with the other items, mean": float(others.mean()),
        "R, lowest": float(others.min()),
        "R, highest": float(others.max()),
    }


def _block(part: SideTally, segment: str) -> np.ndarray | None:
    """Return the covariance of one side's items in one segment."""
    if part.covariance is None:
        return None
    start = part.place(segment) * len(part.items)
    block = slice(start, start + len(part.items))
    return part.covariance[block, block]
