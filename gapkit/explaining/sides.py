"""One side's estimate explained: counts, weights, variance, effective base."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isnan
from typing import Final, get_args

import numpy as np

from gapkit.explaining.answers import CellAnswers, cell_answers
from gapkit.explaining.model import Step, Value
from gapkit.options import BaseRule
from gapkit.responses import Responses
from gapkit.stats import linearised_base
from gapkit.stats.effective import PROOF
from gapkit.survey import Question, Share
from gapkit.tallies import Estimate, Tally
from gapkit.tallies.together import view_of

BASE_RULES: Final = {
    "asked": "a blank means that the item was not asked: it leaves the base",
    "answered_any": "a blank means no for respondents with a tick anywhere in the question; others leave",
    "all": "every respondent of the side counts; a blank or a missing answer means no",
}

LINEARISED: Final = (
    "t = w (y - value) / sum w, summed in each PSU; 0 outside the base",
    "v = sum over strata of K / (K - 1) x sum (t - mean t)^2, K the stratum's PSUs; se = sqrt v",
)
REPLICATED: Final = (
    "v = scaled sum of squares of the estimates under each set of replicate weights ({}); se = sqrt v"
)

KISH: Final = "Kish 1965; Rao and Scott 1984; Korn and Graubard 1998; Parker et al. 2017"

MEDIAN: Final = (
    "value: half of the weights lie at or below it; the middle of two numbers where the half falls between"
)
WOODRUFF: Final = (
    "se = width of Woodruff's 95% interval / (2 t): the interval of the share of one half, by the design "
    "effect of the share at or below the median, mapped back to numbers"
)


def side_steps(tally: Tally, estimate: Estimate, role: str) -> Iterator[Step]:
    """Yield the steps of one side's estimate.

    Parameters
    ----------
    role : {"side", "reference"}
        How the steps' names end.
    """
    survey = tally.study.survey
    question, label = survey.question(estimate.question), survey.sides[estimate.side].label
    responses = tally.study.sides[survey.sides[estimate.side].home]
    if not isinstance(responses, Responses):
        yield _published(estimate, label, role)
        return
    part = tally.part(question.id, estimate.side)
    if part is None or not estimate.base > 0:  # nobody, or nothing that may be shown
        return
    responses = view_of(tally, part)
    answers = cell_answers(responses, question, estimate, part.measure)
    yield _counts(responses, question, estimate, answers, role)
    yield _weights(estimate, answers, label, role, weighted=responses.weight is not None)
    yield _variance(estimate, answers, responses, label, role)
    if part.measure.is_share:
        yield _effective_base(estimate, label, role, clustered=part.clustered)


def _published(estimate: Estimate, label: str, role: str) -> Step:
    """Explain a figure from print."""
    numbers: dict[str, Value] = {"value": estimate.value, "base": estimate.base}
    if not isnan(estimate.effective_base):
        numbers |= {"deff": estimate.base / estimate.effective_base, "n_eff": estimate.effective_base}
    rules = ["a published figure, taken over as it is printed", "n_eff = base / deff, deff 1 unless stated"]
    if isnan(estimate.base):
        rules[1] = "its base is not published, so there is no interval and no test"
    return Step(f"counts_{role}", f"{label}: published", tuple(rules), numbers)


def _counts(
    responses: Responses, question: Question, estimate: Estimate, answers: CellAnswers, role: str
) -> Step:
    """Explain who counts and what their answers make."""
    label = responses.side.label
    total = float(answers.base_weights.sum())
    scored = float((answers.weight * answers.score)[answers.in_base].sum())
    share = not isnan(estimate.ticked)
    numbers: dict[str, Value] = {"asked": estimate.asked, "n": float(answers.in_base.sum())}
    numbers |= {"chose it": estimate.ticked} if share else {}
    rules = ["value = sum w y / sum w over the base" + (", y = 1 for a tick, else 0" if share else "")]
    if estimate.measure == "median":
        numbers |= {"sum w": total, "value": estimate.value}
        rules = [MEDIAN]
    else:
        numbers |= {"sum w": total, "sum w y": scored, "value": scored / total}
    if estimate.measure == "mean_rank":
        rules.append("an item that was not ranked has the mean of the places left; 1 is first")
    if question.format_on(responses.side.id) == "multiple":
        chosen = question.base.get(responses.side.id, "asked")
        rules.append(f'base rule "{chosen}": {BASE_RULES[chosen]}')
        numbers |= _other_bases(responses, question, estimate, chosen)
    return Step(f"counts_{role}", f"{label}: the answers", tuple(rules), numbers)


def _other_bases(
    responses: Responses, question: Question, estimate: Estimate, chosen: str
) -> dict[str, Value]:
    """Return the base that each other rule would give."""
    bases: dict[str, Value] = {}
    for rule in get_args(BaseRule):
        if rule != chosen:
            told = cell_answers(responses, question, estimate, Share(), rule=rule)
            bases[f'n under "{rule}"'] = float(told.in_base.sum())
    return bases


def _weights(estimate: Estimate, answers: CellAnswers, label: str, role: str, *, weighted: bool) -> Step:
    """Explain the weights of those who count."""
    w = answers.base_weights
    if not weighted:
        rules = ("no weights: every respondent counts 1, so n_K = n",)
        return Step(f"weights_{role}", f"{label}: weights", rules, {"n_K": estimate.kish_base})
    numbers = {
        "sum w": float(w.sum()),
        "sum w^2": float((w**2).sum()),
        "least / mean": float(w.min() / w.mean()),
        "largest / mean": float(w.max() / w.mean()),
        "n_K": estimate.kish_base,
        "deff (Kish)": len(w) / estimate.kish_base,
    }
    rules = ("n_K = (sum w)^2 / sum w^2; deff (Kish) = n / n_K",)
    return Step(f"weights_{role}", f"{label}: weights", rules, numbers, "Kish 1965")


def _variance(estimate: Estimate, answers: CellAnswers, responses: Responses, label: str, role: str) -> Step:
    """Explain the standard error."""
    numbers: dict[str, Value] = {"v": estimate.se**2, "se": estimate.se}
    title = f"{label}: standard error"
    if estimate.measure == "median":
        return Step(f"variance_{role}", title, (WOODRUFF,), numbers, "Woodruff 1952; Sitter and Wu 2001")
    if responses.replicates:
        rules = [REPLICATED.format(each.method) for each in responses.replicates.values()]
        return Step(f"variance_{role}", title, tuple(rules), numbers, "Wolter 2007; Lumley 2010 (R survey)")
    numbers |= {"PSUs in the base": float(answers.psus), "strata in the base": float(answers.strata)}
    rules = list(LINEARISED)
    if responses.stratum is None and responses.psu is None:
        rules.append("no strata or PSUs: one stratum, each respondent a PSU")
    if responses.fpc is not None:
        rules.append("each stratum's part is multiplied by 1 - K / (PSUs in the population)")
    return Step(f"variance_{role}", title, tuple(rules), numbers, "Binder 1983; Lumley 2010 (R survey)")


def _effective_base(estimate: Estimate, label: str, role: str, *, clustered: bool) -> Step:
    """Explain how many equally weighted respondents the share is worth."""
    n, n_k, p = estimate.base, estimate.kish_base, estimate.value
    n_l = float(linearised_base(p, estimate.se**2, n))
    m = n_k * min(p, 1 - p)
    numbers: dict[str, Value] = {"n": n, "n_K": n_k, "n_L": n_l, "m": m}
    rules = ["n_L = n p (1 - p) / ((n - 1) v); m = n_K min(p, 1 - p)"]
    if isnan(n_l):
        if clustered:
            rules.append("p is 0 or 1: n_eff = n_K / the median n_K / n_L of the question's other items")
            numbers["n_K / n_eff"] = n_k / estimate.effective_base
        else:
            rules.append("p is 0 or 1, or v is 0: n_eff = n_K")
    elif n_l <= n_k * (1 + np.finfo(float).eps):
        rules.append("n_L is at most n_K: n_eff = n_L, never above n")
    else:
        power = m / (m + PROOF)
        numbers |= {"m / (m + 20)": power, "before the cut at n": n_k * (n_l / n_k) ** power}
        rules.append("n_L is above n_K: n_eff = n_K (n_L / n_K)^(m / (m + 20)), cut at n")
    numbers |= {"n_eff": estimate.effective_base}
    numbers["d"] = estimate.df if clustered else inf
    rules.append("d, degrees of freedom: PSUs less strata where PSUs are named, else infinite")
    return Step(f"effective_base_{role}", f"{label}: effective base", tuple(rules), numbers, KISH)
