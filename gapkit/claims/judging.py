"""A condition against the results: inside its interval, outside, or neither."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import inf, isinf, isnan, nan
from typing import NamedTuple

import numpy as np

from gapkit.claims import english as say
from gapkit.claims.evidence import Evidence
from gapkit.claims.model import ClaimVerdict, JudgedCondition
from gapkit.display import gap_interval_text, gap_text, in_points, interval_text, value_text
from gapkit.findings.english import item_text
from gapkit.gaps import Gap
from gapkit.groups import Group
from gapkit.stats import critical_value, printed_difference_se
from gapkit.survey import TOTAL
from gapkit.survey.claims import Condition, ConditionKind
from gapkit.tallies import Estimate

POINTS = 100
"""Points on paper that make a share of 1."""


class Judgement(NamedTuple):
    """What decides, before it is put into words."""

    verdict: ClaimVerdict
    value: float
    low: float
    high: float
    base: float
    sentence: str


def judge(about: Condition, seen: Evidence) -> JudgedCondition:
    """Judge one condition."""
    found = JUDGES[about.kind](about, seen)
    printed = found.verdict == "cannot_tell" and isnan(found.base) and not isnan(found.value)
    return JudgedCondition(
        condition=about,
        verdict=found.verdict,
        value=found.value,
        low=found.low,
        high=found.high,
        base=found.base,
        conf_level=seen.gaps(about).method.conf_level,
        printed=printed,
        sentence=say.hedged(found.sentence, found.verdict, _why(about, seen, found)),
    )


def _why(about: Condition, seen: Evidence, found: Judgement) -> str:
    """Return why nothing could be decided; nothing where there is no value, as the sentence says that."""
    if isnan(found.value):
        return ""
    if not isnan(found.base):
        return say.OPEN
    known = about.kind == "rank" and not isnan(seen.estimate(about, about.item).base)
    return say.NO_LIST if known else say.NO_BASE


def within(low: float, high: float, least: float, most: float) -> ClaimVerdict:
    """Judge an interval against a range: wholly inside supports, wholly outside contradicts.

    Examples
    --------
    >>> within(0.5, 0.6, 0.4, 1.0), within(0.5, 0.6, 0.7, 1.0), within(0.5, 0.8, 0.7, 1.0)
    ('supported', 'contradicted', 'cannot_tell')
    """
    if isnan(low) or isnan(high):
        return "cannot_tell"
    if least <= low and high <= most:
        return "supported"
    return "contradicted" if high < least or low > most else "cannot_tell"


def _rank(about: Condition, seen: Evidence) -> Judgement:
    """Judge a place in a side's list by its rank set."""
    mine = seen.estimate(about, about.item)
    place = seen.place(about)
    if place is None:
        return _nothing(_label(about, seen), say.NOT_RANKED)
    least, most = _places(about.rank, place.items)
    verdict = within(place.low, place.high, least, most)
    if about.tied and verdict == "supported":
        # Equal shares of a sample do not prove equal shares of all: only an impossible tie is decided.
        verdict = "cannot_tell"
    sentence = say.place_sentence(_side(about, seen), mine.label, place.rank, tied=place.tied)
    clause = "." if isnan(place.low) else f" {say.rank_set_clause(place.low, place.high, place.items)}"
    value = float(place.items) if isinf(place.rank) else place.rank
    base = nan if isnan(place.low) else mine.base
    told = f"{sentence}{clause}"
    if not least <= value <= most or about.tied != place.tied:
        told = say.with_claimed(told, say.claimed_place(about.rank, tied=about.tied))
    return Judgement(verdict, value, place.low, place.high, base, told)


def _places(rank: str, items: int) -> tuple[float, float]:
    """Return the first and the last place that a rank's word allows."""
    if rank.startswith("top"):
        return 1.0, float(rank.removeprefix("top"))
    place = float({"first": 1, "last": items}.get(rank, rank))
    return place, place


def _value(about: Condition, seen: Evidence) -> Judgement:
    """Judge a value of one side by its own interval."""
    mine = seen.estimate(about, about.item)
    if isnan(mine.value):
        return _nothing(_label(about, seen), say.NO_FIGURE)
    unit = _unit(mine.measure)
    least = -inf if about.above is None else about.above / unit
    most = inf if about.below is None else about.below / unit
    low, high = (nan, nan) if isnan(mine.base) else (mine.ci_low, mine.ci_high)
    sentence = say.value_sentence(
        _side(about, seen),
        mine.label,
        value_text(mine.value, mine.measure),
        interval_text(low, high, mine.measure),
        mine.conf_level,
    )
    return Judgement(within(low, high, least, most), mine.value, low, high, mine.base, sentence)


def _higher(about: Condition, seen: Evidence) -> Judgement:
    """Judge two items of one side: the same respondents answered both."""
    mine, other = (seen.estimate(about, item) for item in (about.item, about.other))
    if isnan(mine.value) or isnan(other.value):
        return _nothing(_label(about, seen), say.NO_FIGURE)
    apart = mine.value - other.value
    half = critical_value(mine.conf_level, min(mine.df, other.df)) * _se_between(about, seen, mine, other)
    low, high = apart - float(half), apart + float(half)
    values = (value_text(mine.value, mine.measure), value_text(other.value, other.measure))
    told = (
        ""
        if isnan(low)
        else f"{gap_text(apart, mine.measure)} ({gap_interval_text(low, high, mine.measure)})"
    )
    sentence = say.two_items_sentence(_side(about, seen), mine.label, other.label, values, told)
    base = min(mine.base, other.base) if not isnan(low) else nan
    return Judgement(_sign(low, high), apart, low, high, base, sentence)


def _se_between(about: Condition, seen: Evidence, mine: Estimate, other: Estimate) -> float:
    """Return the standard error of the difference of two items; of printed shares, the largest possible."""
    part = seen.part(about)
    if part is not None and part.covariance is not None:
        start = part.place(about.segment or TOTAL) * len(part.items)
        a, b = (start + part.items.index(each.item) for each in (mine, other))
        joint = part.covariance[np.ix_([a, b], [a, b])]
        return float(np.sqrt(max(joint[0, 0] + joint[1, 1] - 2 * joint[0, 1], 0.0)))
    base = min(mine.effective_base, other.effective_base)
    if part is None or not part.measure.is_share or isnan(base):
        return nan
    return float(printed_difference_se(mine.value, other.value, base))


def _gap(about: Condition, seen: Evidence) -> Judgement:
    """Judge a gap by its family interval, so that picking an item is paid for."""
    row = seen.row(about, about.item)
    if row is None or isnan(row.gap):
        return _nothing(_label(about, seen), say.NO_GAP)
    low, high = _interval(row)
    sentence = say.gap_sentence(
        row.label,
        gap_text(row.gap, row.measure),
        gap_interval_text(low, high, row.measure),
        row.verdict if row.bounds is None else say.ANY_OVERLAP,
    )
    return Judgement(_of_gap(about, row), row.gap, low, high, _base(row), sentence)


def _of_gap(about: Condition, row: Gap) -> ClaimVerdict:
    """Return whether a gap is over, under or aligned, by its family interval."""
    margin = _margin(about, row)
    low, high = _interval(row)
    if about.gap == "aligned":
        return within(low, high, -margin, margin)
    if isnan(low):
        return "cannot_tell"
    if about.gap == "under":
        low, high = -high, -low
    beyond = low >= margin if margin else low > 0
    return "supported" if beyond else "contradicted" if high <= margin else "cannot_tell"


def _interval(row: Gap) -> tuple[float, float]:
    """Return a gap's family interval; of two margins of the same respondents, the widest of any overlap."""
    if row.bounds is not None:
        return row.bounds.low, row.bounds.high
    return row.ci_low_family, row.ci_high_family


def _margin(about: Condition, row: Gap) -> float:
    """Return how large a gap must be to count: the condition's margin, or for agreement the question's."""
    if about.margin is not None:
        return about.margin / _unit(row.measure)
    return row.margin if about.gap == "aligned" and not isnan(row.margin) else 0.0


def _larger(about: Condition, seen: Evidence) -> Judgement:
    """Judge which of two gaps is larger in size.

    Of two numbers the first is larger in size exactly where their difference and their sum have one
    sign: both get an interval, at a level that holds for the two together.
    """
    row, other, group = seen.row(about, about.item), seen.row(about, about.other), seen.group(about)
    if row is None or other is None or group is None or isnan(row.gap) or isnan(other.gap):
        return _nothing(_label(about, seen), say.NO_GAP)
    level = 1 - (1 - row.conf_level) / 2
    limits = [_combined(group, row, other, sign, level) for sign in (-1.0, 1.0)]
    signs = [_sign(*each) for each in limits]
    apart = abs(row.gap) - abs(other.gap)
    verdict: ClaimVerdict = "cannot_tell"
    if "cannot_tell" not in signs:
        verdict = "supported" if signs[0] == signs[1] else "contradicted"
    low, high = limits[0] if row.gap * other.gap > 0 else limits[1]
    if row.gap < 0:
        low, high = -high, -low
    texts = (gap_text(row.gap, row.measure), gap_text(other.gap, other.measure))
    sentence = say.two_gaps_sentence(row.label, other.label, texts)
    base = nan if isnan(low) else min(_base(row), _base(other))
    return Judgement(verdict, apart, low, high, base, sentence)


def _combined(group: Group, row: Gap, other: Gap, sign: float, level: float) -> tuple[float, float]:
    """Return the interval of one gap plus or minus another."""
    half = float(critical_value(level, min(row.df, other.df))) * _se_combined(group, row, other, sign)
    value = row.gap + sign * other.gap
    return value - half, value + half


def _se_combined(group: Group, row: Gap, other: Gap, sign: float) -> float:
    """Return the standard error of one gap plus or minus another; the largest possible where nobody knows."""
    joint = [group.covariance(part) for part in (group.side, group.reference)]
    if row.dependent or any(each is None for each in joint):
        return row.se + other.se
    items = [each.item for each in group.rows]
    weights = np.zeros(len(items))
    weights[items.index(row.item)] += 1.0
    weights[items.index(other.item)] += sign
    used = np.flatnonzero(weights)
    variance = sum(
        float(weights[used] @ each[np.ix_(used, used)] @ weights[used]) for each in joint if each is not None
    )
    return float(np.sqrt(max(variance, 0.0)))


def _count(about: Condition, seen: Evidence) -> Judgement:
    """Judge how many items of a question have such a gap: all verdicts of a question hold together."""
    rows = seen.rows(about)
    told = [_of_gap(about, row) for row in rows]
    surely = told.count("supported")
    possibly = len(told) - told.count("contradicted")
    untold = [row for row in rows if isnan(_interval(row)[0])]
    base = nan if len(untold) == len(rows) else min(_base(row) for row in rows if row not in untold)
    sentence = say.count_sentence(about.gap, surely, possibly, len(rows))
    return Judgement(
        within(surely, possibly, about.at_least, inf),
        float(surely),
        float(surely),
        float(possibly),
        base,
        sentence,
    )


def _sign(low: float, high: float) -> ClaimVerdict:
    """Judge whether a number is above 0."""
    if isnan(low) or low <= 0 <= high:
        return "cannot_tell"
    return "supported" if low > 0 else "contradicted"


def _nothing(label: str, why: str) -> Judgement:
    """Return that there is nothing to judge."""
    return Judgement("cannot_tell", nan, nan, nan, nan, f"{item_text(label)}: {why}")


def _base(row: Gap) -> float:
    """Return the smaller base of a gap; NaN where one is not known."""
    bases = (row.of_side.base, row.of_reference.base)
    return nan if any(isnan(each) for each in bases) else min(bases)


def _unit(measure: str) -> float:
    """Return what a measure's numbers are multiplied with on paper."""
    return POINTS if in_points(measure) else 1


def _label(about: Condition, seen: Evidence) -> str:
    """Return the label of a condition's item."""
    return seen.study.survey.question(about.question).item(about.item).label


def _side(about: Condition, seen: Evidence) -> str:
    """Return the label of a condition's side."""
    return seen.study.survey.sides[about.side].label


JUDGES: Mapping[ConditionKind, Callable[[Condition, Evidence], Judgement]] = {
    "rank": _rank,
    "value": _value,
    "higher_than": _higher,
    "gap": _gap,
    "gap_larger_than": _larger,
    "count": _count,
}
"""What judges each kind of condition."""
