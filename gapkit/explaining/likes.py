"""What another tool would print for the same two shares, by its own recipe, and why it differs.

Each recipe states only what its sources say; where a source does not print a formula, the step says
what was assumed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import floor, isnan, sqrt
from typing import TYPE_CHECKING, Final

import numpy as np

from gapkit.errors import OptionError
from gapkit.explaining.answers import CellAnswers, cell_answers
from gapkit.explaining.model import Like, Step, Value
from gapkit.responses import Responses
from gapkit.stats import Design, GroupDifference, covariance, group_difference, influence, two_sided_p
from gapkit.tallies import Estimate, Tally

if TYPE_CHECKING:
    from gapkit.gaps import Gap

SPSS_SOURCES: Final = (
    "IBM documentation: SPSS Statistics 31, CTABLES, WEIGHT subcommand (weights rounded at the cell,"
    " effective base weights); 24, COMPARETEST subcommand (Bonferroni). Pooled z: manual of R's expss, which"
    " refers to IBM SPSS Statistics Algorithms"
)
SPSS_RULES: Final = (
    "both files stacked, the side as column variable; WEIGHT BY the weight; Compare column proportions",
    "weighted counts are rounded in each cell and taken as people: count = round(sum w y)",
    "z = difference / sqrt(p (1 - p) (1/n1 + 1/n2)), p the pooled share; normal law",
    "Bonferroni multiplies p by the pairs of columns in the row: one pair here, however many items",
    "a weight on CTABLES' own WEIGHT subcommand gives effective bases instead: not computed here",
)
WINCROSS_SOURCES: Final = (
    "The Analytical Group: WinCross 21 help, Independent Z-Tests (pooled or unpooled proportions); WinCross"
    " Statistical Reference, contents (effective sample size, z-tests of weighted data)"
)
WINCROSS_RULES: Final = (
    "Independent Z-Test between percents; the user chooses pooled or unpooled proportions",
    "e = (sum w)^2 / sum w^2 of each side (n where there are no weights)",
    "pooled: z = difference / sqrt(p (1 - p) (1/e1 + 1/e2)), p = (e1 p1 + e2 p2) / (e1 + e2)",
    "unpooled: z = difference / sqrt(p1 (1 - p1) / e1 + p2 (1 - p2) / e2)",
    "assumed: the pages we could read name these tests and do not print their formulas",
)
R_SOURCES: Final = (
    "R package survey: svyttest, svyglm (df.residual = degrees of freedom of the design - 1); Lumley 2010"
)
R_RULES: Final = (
    'both <- rbind(side, reference)  # columns y, weight, "side", stratum, psu',
    "design <- svydesign(ids = ~psu, strata = ~interaction(side, stratum), weights = ~weight,",
    "                    data = both, nest = TRUE)",
    "without PSUs: ids = ~1; without strata: strata = ~side",
    "svyttest(y ~ side, design)  # svyglm(y ~ side, design) is the same",
    "t = diff / SE, SE = sqrt(se1^2 + se2^2), both linearised: the column se of gapkit",
    "df = PSUs - strata - 1 over both sides",
)
ONE_STRATUM: Final = (
    "without strata = ~side all PSUs are one stratum: K / (K - 1) of both sides together, df = PSUs - 2"
)


SAME: Final = 1e-9
"""Relative difference of two bases that only rounding can have made."""


def like_step(row: Gap, tally: Tally, like: Like, *, shares: bool) -> Step:
    """Return what the tool would print for this row.

    Raises
    ------
    OptionError
        If the row has no test or compares medians, a mean is compared with a table of percents, or R
        is asked about figures from print.
    """
    if not row.family_size:
        raise OptionError.outside("like", like, "left out where a gap has no test", hint=_why_not(row))
    if row.dependent:
        hint = "its sides are no independent samples."
        raise OptionError.outside("like", like, "left out for the same respondents and for dyads", hint=hint)
    if row.measure == "median":
        hint = "R's svyttest compares means; its svyquantile prints each side's median."
        raise OptionError.outside("like", like, "left out for medians", hint=hint)
    if like == "r-survey":
        return _r_survey(row, tally)
    if not shares:
        hint = 'for means there is `like="r-survey"`.'
        raise OptionError.outside("like", like, "left out for means and nets", hint=hint)
    return RECIPES[like](row)


def _why_not(row: Gap) -> str:
    return f"the row's status is `{row.status}`."


def _spss(row: Gap) -> Step:
    """Column proportions of Custom Tables: weighted counts taken as people."""
    numbers: dict[str, Value] = {}
    shares, bases = [], []
    for name, each in (("side", row.of_side), ("reference", row.of_reference)):
        ticked = floor(each.value * each.weighted_base + 0.5)
        rest = floor((1 - each.value) * each.weighted_base + 0.5)
        bases.append(float(ticked + rest))
        shares.append(ticked / bases[-1] if bases[-1] else float("nan"))
        numbers |= {f"count, {name}": float(ticked), f"base, {name}": bases[-1], f"share, {name}": shares[-1]}
    z = _pooled_z(*shares, *bases)
    numbers |= {"difference": shares[0] - shares[1], "z": z, "p_value": float(two_sided_p(z))}
    numbers |= {"pairs of columns": 1.0, "p by Bonferroni": float(two_sided_p(z))}
    numbers["letter at .05"] = "yes" if float(two_sided_p(z)) < 0.05 else "no"  # noqa: PLR2004 - the tool's default
    rules = (*SPSS_RULES, *_differences(row, "weighted respondents", bases, float(two_sided_p(z))))
    return Step("like", "SPSS Custom Tables would print", rules, numbers, SPSS_SOURCES)


def _wincross(row: Gap) -> Step:
    """Independent z test of percents on effective sample sizes."""
    p1, p2 = row.of_side.value, row.of_reference.value
    e1, e2 = row.of_side.kish_base, row.of_reference.kish_base
    pooled, unpooled = _pooled_z(p1, p2, e1, e2), _unpooled_z(p1, p2, e1, e2)
    numbers: dict[str, Value] = {
        "effective base, side": e1,
        "effective base, reference": e2,
        "difference": p1 - p2,
        "z, pooled": pooled,
        "p, pooled": float(two_sided_p(pooled)),
        "z, unpooled": unpooled,
        "p, unpooled": float(two_sided_p(unpooled)),
    }
    why = _differences(row, "effective by the weights alone", [e1, e2], float(two_sided_p(pooled)))
    rules = (*WINCROSS_RULES, *why)
    return Step("like", "WinCross would print", rules, numbers, WINCROSS_SOURCES)


def _differences(row: Gap, what: str, bases: list[float], p: float) -> list[str]:
    """Return why the tool's p is not ours."""
    ours = (row.of_side.effective_base, row.of_reference.effective_base)
    same = all(abs(one - two) < SAME * two for one, two in zip(bases, ours, strict=True))
    told, mine = (" and ".join(f"{base:.1f}" for base in each) for each in (bases, ours))
    base = f"bases: {told} on both, so only formula and family differ"
    if not same:
        base = f"bases differ: {told} ({what}) there; {mine} (linearised variance) here"
    return [
        base,
        "formula differs: a symmetric z there; a score statistic corrected for skewness here",
        f"this item alone: p {p:.3g} there, {row.p_value:.3g} here",
        _family(row),
    ]


def _family(row: Gap) -> str:
    """Return what the family makes of the p-value, in gapkit alone."""
    return f"over the {row.family_size} items tested together, gapkit alone: p {row.p_adjusted:.3g}"


def _pooled_z(p1: float, p2: float, n1: float, n2: float) -> float:
    """Return the z of two shares with the pooled share in its standard error."""
    p = (n1 * p1 + n2 * p2) / (n1 + n2)
    return _ratio(p1 - p2, p * (1 - p) * (1 / n1 + 1 / n2))


def _unpooled_z(p1: float, p2: float, n1: float, n2: float) -> float:
    """Return the z of two shares, each with its own variance."""
    return _ratio(p1 - p2, p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)


def _ratio(difference: float, variance: float) -> float:
    """Return a difference in standard errors; NaN where there is no variance."""
    return difference / sqrt(variance) if variance > 0 else float("nan")


def _r_survey(row: Gap, tally: Tally) -> Step:
    """``svyttest`` on both sides stacked, each side a stratum of its own."""
    sides = [_answers(row, each, tally) for each in (row.of_side, row.of_reference)]
    df = sum(each.psus - each.strata for each in sides)
    apart = np.diag([row.of_side.se**2, row.of_reference.se**2])
    values = [row.of_side.value, row.of_reference.value]
    told = group_difference(values, apart, float(df - 1), conf_level=row.conf_level)
    numbers: dict[str, Value] = {
        "estimate, side": values[0],
        "estimate, reference": values[1],
        **_printed(told),
        "degrees of freedom of the design": float(df),
    }
    why = [
        "why it differs: diff -/+ t SE is symmetric, and too short where few gave the rarer answer",
        f"this item alone: p {told.p_value:.3g} there, {row.p_value:.3g} here",
        _family(row),
    ]
    rules = [*R_RULES, *why]
    designs = [each.design for each in sides]
    if all(each.stratum is None and each.fpc is None for each in designs):
        together = _one_design(sides, values, row.conf_level)
        numbers |= {f"{name}, side not a stratum": value for name, value in _printed(together).items()}
        rules.append(ONE_STRATUM)
    return Step("like", "R survey would print", tuple(rules), numbers, R_SOURCES)


def _answers(row: Gap, estimate: Estimate, tally: Tally) -> CellAnswers:
    """Return one side's respondents, or refuse a side without any."""
    responses = tally.study.sides[estimate.side]
    part = tally.part(row.question, estimate.side)
    if not isinstance(responses, Responses) or part is None:
        hint = f"side `{estimate.side}` is published."
        raise OptionError.outside("like", "r-survey", "left out for figures from print", hint=hint)
    if responses.replicates:
        hint = f"side `{estimate.side}` has replicate weights: its standard error is that of svrepdesign."
        raise OptionError.outside("like", "r-survey", "left out for replicate weights", hint=hint)
    return cell_answers(responses, tally.study.survey.question(row.question), estimate, part.measure)


def _one_design(sides: list[CellAnswers], values: list[float], conf_level: float) -> GroupDifference:
    """Return the test on one design whose only stratum holds the PSUs of both sides."""
    sizes = [len(each.weight) for each in sides]
    side = np.repeat([0, 1], sizes)
    score = np.concatenate([each.score for each in sides])
    member = np.concatenate([each.in_base for each in sides])[:, None] & (side[:, None] == [0, 1])
    weight = np.concatenate([each.weight for each in sides])
    units = [_units(each) for each in sides]
    psu = np.concatenate([units[0], units[1] + units[0].max() + 1])
    design = Design(weight, psu=psu)
    joint = covariance(influence(np.column_stack([score, score]), member, weight), design)
    df = float(sum(each.psus for each in sides) - 2)
    return group_difference(values, joint, df, conf_level=conf_level)


def _units(answers: CellAnswers) -> np.ndarray:
    """Return the PSU of each respondent."""
    unit = answers.design.layout.psu_of_row
    return np.arange(len(answers.weight)) if unit is None else unit


def _printed(told: GroupDifference) -> dict[str, Value]:
    """Return what ``svyttest`` prints."""
    value = {"diff": told.value, "SE": told.se, "df": told.df, "t": told.statistic, "p_value": told.p_value}
    limits = {"ci_low": float(told.interval.low), "ci_high": float(told.interval.high)}
    return {name: number for name, number in {**value, **limits}.items() if not isnan(number)}


RECIPES: Final[Mapping[str, Callable[[Gap], Step]]] = {"spss": _spss, "wincross": _wincross}
"""Recipes for tables of percents."""
