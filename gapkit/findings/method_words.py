"""The names of methods in captions and sentences, written once for charts, tables and reports."""

from __future__ import annotations

from collections.abc import Iterable
from math import isinf
from typing import TYPE_CHECKING

from gapkit.display import list_text

if TYPE_CHECKING:
    from gapkit.gaps import Gap
    from gapkit.survey import LowBase

GAP_METHODS = {
    "score": "skewness-corrected score method",
    "mn": "Miettinen\u2013Nurminen score method",
    "newcombe": "Newcombe\u2019s method",
}
"""How the interval of two shares was made."""

WELCH = "Welch\u2019s method"
"""How the interval of two means, or of two nets, was made."""

MEDIANS = "Student\u2019s method on Woodruff\u2019s standard errors"
"""How the interval of two medians was made."""

TANGO = "Tango\u2019s score method for the same respondents"
PAIRED = "paired difference of the same respondents"
DYADS = "difference clustered by dyad"
"""How the interval of a gap between two answers of the same people, or of pairs, was made."""

ADJUSTMENTS = {
    "max-t": "max-|t|",
    "max-t-stepdown": "max-|t|; tests by step-down max-|t|",
    "bonferroni": "Bonferroni",
    "sidak": "\u0160id\u00e1k",
    "holm": "Bonferroni; tests by Holm",
    "hochberg": "Bonferroni; tests by Hochberg",
    "hommel": "Bonferroni; tests by Hommel",
    "bh": "false-coverage intervals; tests by Benjamini\u2013Hochberg",
    "by": "false-coverage intervals; tests by Benjamini\u2013Yekutieli",
}
"""How the intervals and tests of a family were corrected."""

FAMILIES = {"question+segment": "items and segments", "study": "items of all questions"}
"""What is tested together, where that is more than the items of a question."""

ON_AVERAGE = ("bh", "by")
"""Corrections whose intervals hold on average over the flagged items, not all together."""

BASE_RULES = {
    "asked": "those who were asked and answered",
    "answered_any": "those who ticked any item",
    "all": "everybody on the side",
}
"""Who counts, in words."""


def lowered_bases(policy: LowBase) -> str:
    """Return the thresholds of low bases and their reason, where the survey file gives one; else nothing.

    Examples
    --------
    >>> from gapkit.survey import LowBase
    >>> lowered_bases(LowBase(5, 20, 50, "a census of branches."))
    'Low bases: hidden below 5, marked below 20, denoted below 50 (a census of branches).'
    """
    if not policy.reason:
        return ""
    limits = f"hidden below {policy.suppress}, marked below {policy.flag}, denoted below {policy.denote}"
    return f"Low bases: {limits} ({policy.reason.strip().removesuffix('.')})."


def is_share(measure: str) -> bool:
    """Return whether share methods apply: nets and means are averages of scores.

    Examples
    --------
    >>> is_share("top2"), is_share("net2"), is_share("mean")
    (True, False, False)
    """
    return not measure.startswith(("mean", "median", "net"))


def gap_method(measure: str, method: str) -> str:
    """Return how the interval of a gap was made.

    Examples
    --------
    >>> gap_method("share", "mn"), gap_method("mean", "mn")
    ('Miettinen\u2013Nurminen score method', 'Welch\u2019s method')
    """
    if measure == "median":
        return MEDIANS
    return GAP_METHODS[method] if is_share(measure) else WELCH


def row_method(row: Gap, method: str) -> str:
    """Return how the interval of one gap was made, of the same respondents and of dyads too."""
    if "dyads" in row.flags:
        return DYADS
    if "same_respondents" not in row.flags:
        return gap_method(row.measure, method)
    return TANGO if is_share(row.measure) and isinf(row.df) else PAIRED


def scope(method: str, by: str) -> str:
    """Return within what all verdicts hold together; nothing where that is everything shown."""
    return " within a segment" if by and method != "question+segment" else ""


def corrections(adjusts: Iterable[str]) -> str:
    """Return the corrections used as a list of words; nothing where each item stands alone.

    Examples
    --------
    >>> corrections(["max-t", "bonferroni", "max-t"]), corrections(["none"])
    ('max-|t| and Bonferroni', '')
    """
    return list_text([ADJUSTMENTS[each] for each in dict.fromkeys(adjusts) if each in ADJUSTMENTS])
