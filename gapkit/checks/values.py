"""Checks of published figures: V01 to V11."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from math import ceil, floor, isinf, isnan

from gapkit.checks.model import Check, CheckRow, Evidence, row_of
from gapkit.display import count_text, number_text, rank_text
from gapkit.statements import Statement

HALF = Fraction(1, 2)

QUALIFIERS = {"about": "about", "below": "below", "at_least": "at least", "at_most": "at most"}
"""Words that a published figure came with."""


def impossible_share(seen: Evidence) -> Iterator[CheckRow]:
    """V01: no whole number of respondents gives the printed percentage."""
    for each in _countable(seen):
        if not _fits(each, _rounding(each)) and not _fits(each, _cut_off):
            yield row_of(each, f"{percent_text(each)} of {count_text(each.base)}: nearest {_nearest(each)}")


def truncated(seen: Evidence) -> Iterator[CheckRow]:
    """V07: the percentage fits the base cut off, but not rounded."""
    for each in _countable(seen):
        if each.rounding != "truncated" and not _fits(each, _rounded) and _fits(each, _cut_off):
            yield row_of(each, f"{percent_text(each)} of {count_text(each.base)} fits only cut off")


def _countable(seen: Evidence) -> Iterator[Statement]:
    """Yield the figures that must be whole numbers of respondents: exact, unweighted, base known."""
    for each in seen.published:
        exact = each.qualifier == "exact" and each.base_qualifier == "exact" and each.deff == 1
        known = not isnan(each.value) and not isnan(each.base) and each.base == floor(each.base)
        if exact and known and each.rounding != "none":
            yield each


Box = Callable[[Fraction, Fraction], tuple[Fraction, Fraction, bool]]
"""From a printed percentage and its unit: lowest, highest, and whether the highest belongs to it."""


def _rounded(printed: Fraction, unit: Fraction) -> tuple[Fraction, Fraction, bool]:
    """Return what rounding turns into the printed figure, whichever way a half went."""
    return printed - HALF * unit, printed + HALF * unit, True


def _cut_off(printed: Fraction, unit: Fraction) -> tuple[Fraction, Fraction, bool]:
    """Return what cutting off turns into the printed figure."""
    return printed, printed + unit, False


def _rounding(each: Statement) -> Box:
    """Return the rule that the survey file names."""
    return _cut_off if each.rounding == "truncated" else _rounded


def _fits(each: Statement, rule: Box) -> bool:
    """Whether a whole number of respondents lies in the box of a printed percentage."""
    low, high, closed = rule(percent(each), unit_of(each))
    first = ceil(low * Fraction(each.base) / 100)
    share = Fraction(100 * first) / Fraction(each.base)
    return share < high or (closed and share == high)


def percent(each: Statement) -> Fraction:
    """Return the printed percentage exactly."""
    return Fraction(round(1000 * each.value), 10)


def unit_of(each: Statement) -> Fraction:
    """Return the last printed digit's worth in percent."""
    whole = each.rounding == "integer" or (each.rounding == "truncated" and percent(each).denominator == 1)
    return Fraction(1) if whole else Fraction(1, 10)


def percent_text(each: Statement) -> str:
    """Return the printed percentage with its own digits; a mean as it is."""
    if each.is_mean:
        return f"{each.value:g}"
    return f"{number_text(float(percent(each)), 0 if unit_of(each) == 1 else 1)}%"


def _nearest(each: Statement) -> str:
    """Return the possible percentages on both sides of an impossible one."""
    count = floor(percent(each) * Fraction(each.base) / 100)
    near = (100 * (count + step) / each.base for step in (0, 1))
    return " and ".join(f"{number_text(share, 2)}%" for share in near if share <= 100)  # noqa: PLR2004 - percent


def whole_is_not_100(seen: Evidence) -> Iterator[CheckRow]:
    """V03: the answers of a single choice do not sum to 100 within rounding."""
    for each in _lists(seen):
        question = seen.survey.question(each[0].question)
        complete = {one.item for one in each} == {item.id for item in question.items}
        exact = all(one.qualifier == "exact" and not isnan(one.value) for one in each)
        if question.format != "single" or not complete or not exact:
            continue
        total = sum((percent(one) for one in each), Fraction(0))
        low, high = Fraction(0), Fraction(0)
        for one in each:
            below, above, _ = _rounding(one)(percent(one), unit_of(one))
            low, high = low + below, high + above
        if not low <= 100 <= high:  # noqa: PLR2004 - percent
            found = f"{len(each)} answers sum to {float(total):g}%"
            yield CheckRow(found, question.id, side=each[0].side, segment=each[0].segment, wave=each[0].wave)


def ranks_disagree(seen: Evidence) -> Iterator[CheckRow]:
    """V06: a published rank that the published percentages contradict."""
    for listed in _lists(seen):
        valued = [each for each in listed if not isnan(each.value)]
        complete = len(valued) == len(seen.survey.question(listed[0].question).items)
        for each in valued:
            if isnan(each.rank):
                continue
            above = sum(other.value > each.value for other in valued)
            level = sum(other.value == each.value for other in valued)
            below = len(valued) - above - level
            wrong = below > 0 if isinf(each.rank) else above >= each.rank
            if wrong or (complete and not isinf(each.rank) and each.rank > above + level):
                said = f"{percent_text(each)} is called rank {rank_text(each.rank)}"
                found = f"{said}, the figures say {above + 1}"
                yield row_of(each, found)


def _lists(seen: Evidence) -> Iterator[Sequence[Statement]]:
    """Yield what was published about one question on one side, segments and waves apart."""

    def key(each: Statement) -> tuple[str, str, str, str]:
        return (each.question, each.side, each.segment, each.wave)

    for _, listed in groupby(sorted(seen.published, key=key), key=key):
        yield list(listed)


def approximate(seen: Evidence) -> Iterator[CheckRow]:
    """V08: the source gives the figure in approximate words."""
    for each in seen.published:
        if each.qualifier in QUALIFIERS and not isnan(each.value):
            yield row_of(each, f"{QUALIFIERS[each.qualifier]} {percent_text(each)}")


def no_number(seen: Evidence) -> Iterator[CheckRow]:
    """V11: the source gives a rank or words only."""
    for each in seen.published:
        if isnan(each.value):
            yield row_of(each, each.words or f"rank {rank_text(each.rank)}")


CHECKS = (
    Check(
        "V01",
        "E",
        "The percentage is impossible for the stated base",
        "Check value, base and `rounding` against the source; weighted figures need `deff`.",
        impossible_share,
    ),
    Check(
        "V03",
        "W",
        "The answers of a single choice do not sum to 100% within rounding",
        "Check the figures, and whether an answer is left out.",
        whole_is_not_100,
    ),
    Check(
        "V06",
        "W",
        "Rank words disagree with the percentages",
        "Check both against the source; the published rank is shown as it stands.",
        ranks_disagree,
    ),
    Check(
        "V07",
        "W",
        "The percentage seems to be cut off, not rounded",
        'Write `rounding = "truncated"` if the source cuts off.',
        truncated,
    ),
    Check(
        "V08",
        "N",
        "The source gives an approximate figure",
        "Print the qualifier with the figure.",
        approximate,
    ),
    Check(
        "V11",
        "N",
        "The source gives no number",
        "Nothing: the claim is kept in the table and not plotted.",
        no_number,
    ),
)
