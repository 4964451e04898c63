"""Checks of what is said of the results, in claims and titles: T03, T06, T09, L03."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from scipy.special import chdtrc

from gapkit.checks.model import Check, CheckRow, Evidence
from gapkit.claims import JudgedCondition
from gapkit.contrasting import contrasts
from gapkit.display import count_text, p_text, rank_text
from gapkit.gaps import Gap, gap
from gapkit.survey import TOTAL
from gapkit.survey.claims import Condition
from gapkit.tallies import Tally

NO_GAP = re.compile(
    r"\bno (?:real |significant )?(?:gap|difference)|\bthe same\b|\bequal|\bagree|\balike\b|\bin line\b"
    r"|\balign"
    r"|\bjust as (?:many|much|often)|\bas (?:many|much|often) as\b|\bon par\b",
    re.IGNORECASE,
)
"""Words that say that nothing is there."""

CAUSE = re.compile(
    r"\bproject(?:s|ed|ing)?\b(?! on| team| manager)|\bignor(?:e|es|ed|ing)\b|\bfail(?:s|ed|ing|ure)?\b"
    r"|\bbecause\b|\bcaus(?:e|es|ed|ing)\b|\bdon['’]t (?:get|listen|care)\b|\bout of touch\b|\bneglect"
    r"|\brefus(?:e|es|ed)\b|\bdue to\b|\bleads? to\b",
    re.IGNORECASE,
)
"""Words that say why."""

PAIR = 2
"""Segments that can differ."""


def no_gap_claimed(seen: Evidence) -> Iterator[CheckRow]:
    """T03: a claim of no difference about a gap that is neither flagged nor shown to be within a margin."""
    for judged in seen.claims:
        about_gaps = any(each.condition.gap == "aligned" for each in judged.conditions)
        if not about_gaps and not NO_GAP.search(judged.claim.text):
            continue
        for each in judged.conditions:
            row = _gap_of(seen, each)
            if row is not None and row.verdict == "undecided":
                yield _at(
                    each,
                    f"“{judged.claim.text}”: not flagged (p {p_text(row.p_adjusted)}), not shown aligned",
                )
    titled = seen.survey.title
    open_rows = [row for row in seen.gaps if row.verdict == "undecided"]
    if NO_GAP.search(titled) and open_rows and not any(row.flagged for row in seen.gaps):
        yield CheckRow(f"“{titled}”: {len(open_rows)} items undecided, none shown aligned")


def _gap_of(seen: Evidence, each: JudgedCondition) -> Gap | None:
    """Return the gap that a condition about one item speaks of; nothing for ranks and segments."""
    told = each.condition
    if not told.item or told.segment or told.kind in ("rank", "higher_than", "gap_larger_than"):
        return None
    rows = seen.gaps.rows_of(question=told.question, item=told.item)
    return next((row for row in rows if told.side in ("", row.side, row.reference)), None)


def rank_claimed(seen: Evidence) -> Iterator[CheckRow]:
    """T06: a claim about a rank, or that one item is above another, that overlapping intervals leave open."""
    for judged in seen.claims:
        for each in judged.conditions:
            if each.verdict != "cannot_tell" or each.printed:
                continue
            if each.condition.kind == "rank" and each.low < each.high:
                ranks = f"{rank_text(each.low)} to {rank_text(each.high)}"
                found = f"“{judged.claim.text}”: ranks {ranks} are possible"
                yield _at(each, found)
            elif each.condition.kind == "higher_than":
                yield _at(each, f"“{judged.claim.text}”: the two items' order is open")


def subgroup_claimed(seen: Evidence) -> Iterator[CheckRow]:
    """T09: a claim about a segment with a base under 30, or without a flagged trend or interaction."""
    flag = seen.survey.low_base.flag
    for judged in seen.claims:
        for each in judged.conditions:
            told = each.condition
            if not told.segment_by or told.segment == TOTAL:
                continue
            if each.base < flag:
                yield _at(each, f"“{judged.claim.text}”: base {count_text(each.base)}")
            elif not _varies(seen, told):
                yield _at(each, f"“{judged.claim.text}”: no test shows that the segments differ")


def _varies(seen: Evidence, told: Condition) -> bool:
    """Whether a test over the claim's segments is flagged: of its item's gap, or of one side's values."""
    tallied = seen.by(told.segment_by)
    level = 1 - seen.survey.analysis.conf_level
    if len(tallied.segments) < PAIR:
        return False
    if told.kind not in ("gap", "gap_larger_than", "count"):
        return _values_vary(tallied, told) < level
    found = (each for each in contrasts(gap(tallied)).items if each.question == told.question)
    return any(
        each.q_p_adjusted < level or each.slope_p_adjusted < level
        for each in found
        if told.item in ("", each.item)
    )


def _values_vary(tallied: Tally, told: Condition) -> float:
    """Return the p-value of one side's values being the same in all segments (Cochran's Q); 1 without one."""
    found = (tallied.estimate(told.question, told.item, told.side, each) for each in tallied.segments)
    known = [each for each in found if each.se > 0]
    if len({each.segment for each in known}) < PAIR:
        return 1.0
    weight = np.array([each.se**-2 for each in known])
    value = np.array([each.value for each in known])
    q = float((weight * (value - np.average(value, weights=weight)) ** 2).sum())
    return float(chdtrc(len(known) - 1, q))


def cause_claimed(seen: Evidence) -> Iterator[CheckRow]:
    """L03: a claim or the study's title gives a cause, and no item asks a side for its own opinion."""
    texts = {seen.survey.title: ""} | {
        judged.claim.text: judged.claim.conditions[0].question for judged in seen.claims
    }
    texts |= {chart.title: "" for chart in seen.charts}
    shown = {
        question.id
        for question, side, _ in seen.pairs()
        if question.kind != "opinion" and question.asks.get(side) == "opinion"
    }
    for text, question in texts.items():
        word = CAUSE.search(text)
        if word and not shown:
            yield CheckRow(f"“{text}” says why (“{word[0]}”)", question)


def _at(each: JudgedCondition, found: str) -> CheckRow:
    """Return a finding at one condition."""
    told = each.condition
    return CheckRow(found, told.question, told.item, told.side, told.segment, told.wave)


CHECKS = (
    Check(
        "T03",
        "W",
        "No gap is claimed where the test only found none",
        "Name a margin and show that the whole interval lies inside it, or say that the data can't tell.",
        no_gap_claimed,
    ),
    Check(
        "T06",
        "W",
        "A rank is claimed between items whose rank intervals overlap",
        "Say which ranks are possible, or that the items are among the first few.",
        rank_claimed,
    ),
    Check(
        "T09",
        "W",
        "A subgroup is claimed to differ without a test that it does",
        "Test the trend or the interaction (`gk.contrasts`), or leave the subgroup out of the headline.",
        subgroup_claimed,
    ),
    Check(
        "L03",
        "W",
        "A cause is claimed that no item would show",
        "Say how far apart the sides are, not why; the why needs an item of its own.",
        cause_claimed,
    ),
)
