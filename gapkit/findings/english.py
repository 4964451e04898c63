"""Every sentence that results can become, in English: another language is another file like this.

Functions take words and printed numbers, never rows: what may be said is decided in
``describing``, how it is said here. Side names come from the survey file and stand as written.
"""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.display import list_text

ORDINALS = (
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)

TEENS = (11, 12, 13)
"""Take "th" whatever their last digit says."""

MOST_NAMED = 3
"""Items named in a list before the rest is counted."""

LONGEST = 90
"""Characters of a label in a sentence; tables hold the whole of it."""


def item_text(label: str) -> str:
    """Return an item as a sentence names it: quoted, and cut where it is endless.

    Examples
    --------
    >>> item_text("Special savings")
    '“Special savings”'
    """
    line = " ".join(label.split())
    return f"“{line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'}”"


def items_text(labels: Sequence[str]) -> str:
    """Return items as a list, the first few by name.

    Examples
    --------
    >>> items_text(["A", "B", "C", "D", "E"])
    '“A”, “B”, “C” and 2 more'
    """
    left = len(labels) - MOST_NAMED
    if left <= 1:
        return list_text([item_text(each) for each in labels])
    return f"{', '.join(item_text(each) for each in labels[:MOST_NAMED])} and {left} more"


def counted(count: int, singular: str, plural: str) -> str:
    """Return a count with its noun: ``1 item``, ``3 items``."""
    return f"{count:,} {singular if count == 1 else plural}"


def ordinal_text(rank: int) -> str:
    """Return a rank as a word, as figures above ten.

    Examples
    --------
    >>> ordinal_text(3), ordinal_text(12), ordinal_text(21)
    ('third', '12th', '21st')
    """
    if rank < len(ORDINALS):
        return ORDINALS[rank]
    endings = {1: "st", 2: "nd", 3: "rd"}
    return f"{rank}{'th' if rank % 100 in TEENS else endings.get(rank % 10, 'th')}"


ROLES = "roles"
"""In place of a kind: two roles are compared, whose names are no groups of people."""


def gap_claim(kind: str, side: str, reference: str, item: str, size: str, *, higher: bool) -> str:
    """Say a flagged gap in the words of its kind.

    Examples
    --------
    >>> gap_claim("perception", "Marketers", "Consumers", "“Deals”", "51 points", higher=False)
    'Marketers underestimate “Deals” by 51 points'
    >>> gap_claim("delivery", "Brands", "Consumers", "“Service”", "40 points", higher=False)
    'On “Service”, Brands say they do 40 points less than Consumers ask'
    >>> gap_claim("opinion", "Executives", "Employees", "“Trust”", "7 points", higher=True)
    'Executives are 7 points higher than Employees on “Trust”'
    """
    if kind == ROLES:
        return f"{side} stands {size} {'higher' if higher else 'lower'} than {reference} on {item}"
    if kind == "perception":
        return f"{side} {'overestimate' if higher else 'underestimate'} {item} by {size}"
    if kind == "delivery":
        return f"On {item}, {side} say they do {size} {'more' if higher else 'less'} than {reference} ask"
    return f"{side} are {size} {'higher' if higher else 'lower'} than {reference} on {item}"


def ranking_claim(side: str, reference: str, item: str, size: str, *, later: bool) -> str:
    """Say a flagged gap of mean ranks, where more is later.

    Examples
    --------
    >>> ranking_claim("Marketers", "Consumers", "“Deals”", "0.80 places", later=True)
    'Marketers rank “Deals” 0.80 places later than Consumers do'
    """
    return f"{side} rank {item} {size} {'later' if later else 'earlier'} than {reference} do"


def against(side_value: str, reference_value: str) -> str:
    """Set the two values side by side."""
    return f"{side_value} against {reference_value}"


def interval_clause(level: str, limits: str, family_size: int, *, adjusted: bool) -> str:
    """Name an interval and what it holds for.

    Examples
    --------
    >>> interval_clause("95%", "45 to 57", 8, adjusted=True)
    '95% interval for all 8 items together 45 to 57'
    """
    if family_size == 1:
        return f"{level} interval {limits}"
    if not adjusted:
        return f"{level} interval of this item alone {limits}"
    items = "both items" if family_size == 2 else f"all {family_size} items"  # noqa: PLR2004 - two are both
    return f"{level} interval for {items} together {limits}"


def margin_clause(margin: str, *, beyond: bool) -> str:
    """Say whether a flagged gap is surely larger than the margin."""
    return f"clearly beyond the margin of {margin}" if beyond else f"may lie within the margin of {margin}"


RELATED_CLAUSE = "the two questions are related, not the same"


def small_base_clause(base: str, side: str) -> str:
    """Warn of a small base."""
    return f"small base: {base} {side}, so read with care"


def among(segment: str, claim: str) -> str:
    """Put the segment before a claim."""
    return f"{segment}: {claim}"


def aligned_claim(side: str, reference: str, item: str, margin: str) -> str:
    """Say that the two sides agree."""
    return f"{side} and {reference} agree within {margin} on {item}"


def undecided_ranking(side: str, item: str) -> str:
    """Say that the data do not decide which side ranks an item earlier."""
    return f"Whether {side} rank {item} earlier or later the data cannot tell"


def undecided_claim(side: str, item: str, *, roles: bool = False) -> str:
    """Say that the data decide neither way."""
    return f"Whether {side} {'stands' if roles else 'are'} higher or lower on {item} the data cannot tell"


def undecided_detail(values: str, interval: str, *, touches_zero: bool) -> str:
    """Give the numbers of an undecided gap."""
    why = " and so includes no difference" if touches_zero else ""
    return f"{values}; {interval}{why}"


def no_base_claim(
    side: str, reference: str, item: str, size: str, *, direction: int, roles: bool = False
) -> str:
    """Say a printed difference that nobody can test.

    Examples
    --------
    >>> no_base_claim("Marketers", "Consumers", "“Deals”", "30 points", direction=-1)
    'As printed, Marketers are 30 points lower than Consumers on “Deals”'
    """
    if direction == 0:
        return f"As printed, {side} and {reference} are level on {item}"
    word = "higher" if direction > 0 else "lower"
    verb = "stands" if roles else "are"
    return f"As printed, {side} {verb} {size} {word} than {reference} on {item}"


def base_needed_clause(unknown: Sequence[str], needed: str, *, never: bool) -> str:
    """Say which base would have flagged a gap.

    Examples
    --------
    >>> base_needed_clause(["Consumers"], "37", never=False)
    'not tested, as the base of Consumers is not stated; it would be flagged if at least 37 Consumers
     were asked'
    """
    names = list_text(unknown)
    stated = f"not tested, as the base of {names} is not stated"
    if never:
        return f"{stated}; no base of theirs would be enough to flag it"
    each = f"at least {needed} {names}" if len(unknown) == 1 else f"at least {needed} of each"
    return f"{stated}; it would be flagged if {each} were asked"


def place_text(side: str, place: str, scope: str, value: str) -> str:
    """Name one side's rank of an item."""
    return f"{place}{scope} with {side} ({value})"


def possible_ranks(value: str, low: int, high: int) -> str:
    """Hedge a first place that the sample does not settle."""
    return f"{value}; ranks {low} to {high} possible"


def rank_place(rank: int, *, tied: bool) -> str:
    """Return a rank as a sentence names it.

    Examples
    --------
    >>> rank_place(3, tied=True), rank_place(1, tied=False)
    ('tied for third', 'first')
    """
    return f"{'tied for ' if tied else ''}{ordinal_text(rank)}"


def scope_text(ranked: int, *, complete: bool) -> str:
    """Say how many items a rank is one of: the whole list, or those with a figure."""
    return f" of {ranked}" if complete else f" of the {ranked} with a figure"


def gap_at(segment: str, gap: str) -> str:
    """Name a segment with its gap.

    Examples
    --------
    >>> gap_at("18-24", "−52")
    '−52 among 18-24'
    """
    return f"{gap} among {segment}"


def moving(before: float, after: float, *, falls: bool | None = None) -> str:
    """Say what a signed gap does, by its size.

    ``falls`` is the surely known direction; where the two gaps do not follow it, it is told as it is.

    Examples
    --------
    >>> moving(-0.13, -0.29), moving(-0.47, -0.36), moving(-0.1, 0.2), moving(0.3, 0.2, falls=False)
    ('widens', 'narrows', 'rises', 'rises')
    """
    falling = after < before
    if before * after < 0 or (falls is not None and falling != falls):
        return "falls" if (falling if falls is None else falls) else "rises"
    return "narrows" if abs(after) < abs(before) else "widens"


def trend_claim(item: str, by: str, first: str, last: str, *, verb: str, points: bool) -> str:
    """Say that a gap moves with the order of the segments.

    Examples
    --------
    >>> trend_claim("“Deals”", "Age", "−10 among 18-24", "−52 among 55+", verb="widens", points=True)
    'By Age the gap on “Deals” widens from −10 among 18-24 to −52 among 55+ (points)'
    """
    return f"By {by} the gap on {item} {verb} from {first} to {last}{' (points)' * points}"


def trend_detail(slope: str, level: str, limits: str) -> str:
    """Give the slope of a trend."""
    return f"{slope} per step, {level} interval {limits}"


def variation_claim(item: str, by: str, low: str, high: str, *, points: bool) -> str:
    """Say that a gap is not the same in all segments.

    Examples
    --------
    >>> variation_claim("“Deals”", "Country", "−52 among US", "+3 among UK", points=True)
    'By Country the gap on “Deals” differs, from −52 among US to +3 among UK (points)'
    """
    return f"By {by} the gap on {item} differs, from {low} to {high}{' (points)' * points}"


def variation_detail(p_value: str, items: int) -> str:
    """Give the test that a gap is the same in all segments."""
    corrected = f", corrected over {items} items" if items > 1 else ""
    return f"test that it is the same in all: p {p_value}{corrected}"


def change_claim(item: str, before: str, now: str, *, verb: str, points: bool) -> str:
    """Say that a gap changed between two waves.

    Examples
    --------
    >>> change_claim("“Deals”", "−12 in 2023", "−25 in 2024", verb="widens", points=True)
    'The gap on “Deals” widens from −12 in 2023 to −25 in 2024 (points)'
    """
    return f"The gap on {item} {verb} from {before} to {now}{' (points)' * points}"


def change_detail(change: str, level: str, limits: str) -> str:
    """Give the size of a change."""
    return f"change {change}, {level} interval {limits}"


LAST_PLACE = "last"


RANK_ONLY = "rank only, no percentage published"
RANK_DETAIL = "the order of the estimates, neighbours not tested against each other"


def rank_sets_detail(level: str, sets: Sequence[str], *, sure: bool) -> str:
    """Give the ranks that chance allows on each side.

    Examples
    --------
    >>> rank_sets_detail("95%", ["1 with Consumers", "5 to 6 with Marketers"], sure=True)
    'ranks that the sample allows, all items of a side together (95%): 1 with Consumers and 5 to 6 with
     Marketers'
    """
    unsure = "" if sure else "; the two places may be the same"
    told = list_text(list(sets))
    return f"ranks that the sample allows, all items of a side together ({level}): {told}{unsure}"


def rank_set(low: int, high: int, side: str) -> str:
    """Name the ranks that chance allows on a side."""
    return f"{low if low == high else f'{low} to {high}'} with {side}"


NO_GAP = "no gap is computed"


def rank_claim(item: str, places: Sequence[str]) -> str:
    """Set the ranks of an item side by side."""
    return f"{item} is {list_text(places)}"


def one_sided_claim(item: str, side: str, value: str) -> str:
    """Say that only one side was asked."""
    shown = f" ({value})" if value else ""
    return f"{item} has a figure for {side} only{shown}"


def words_claim(item: str, side: str, words: str) -> str:
    """Quote a source that gives words in place of a number."""
    return f"On {item} the source gives words only for {side}: “{words}”"


def not_asked_claim(item: str) -> str:
    """Say that neither side has a figure."""
    return f"{item} has no figure on either side"


def no_answers_claim(item: str, side: str) -> str:
    """Say that nobody answered."""
    return f"{item} has no answers from {side}"


def no_spread_claim(item: str, values: str) -> str:
    """Say that nothing varies."""
    return f"On {item} all answers are alike ({values})"


def unknown_spread_claim(item: str, values: str) -> str:
    """Say that a mean is printed alone."""
    return f"On {item} a mean comes without its spread ({values})"


NO_TEST = "without spread there is no test"


def suppressed_claim(item: str, *, for_others: bool = False) -> str:
    """Say that a number is hidden, for its own base or for the sake of others."""
    if for_others:
        return f"The gap of {item} is hidden so that others can\u2019t be computed back"
    return f"The gap of {item} is hidden: its base is too small to be shown"


def masked_claim(item: str) -> str:
    """Say that a share stands for too few people to be told."""
    return f"The gap of {item} is not shown: one of its shares stands for a few people only"


def of_question(item: str, question: str) -> str:
    """Name an answer and its question."""
    line = " ".join(question.split())
    return f"{item} ({line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + '…'})"


def whatever_overlap_claim(side: str, reference: str, item: str, size: str, *, higher: bool) -> str:
    """Say a gap between two answers of the same people that no overlap of them undoes."""
    word = "higher" if higher else "lower"
    return f"{side} stands {size} {word} than {reference} on {item}, whatever the overlap"


def whatever_overlap(limits: str) -> str:
    """Give the widest interval that any overlap allows."""
    return f"interval over every overlap {limits}"


def margins_only_claim(item: str, values: str, decision: str) -> str:
    """Say what two shares of the same respondents leave possible."""
    told = {
        "holds": "whoever gave both answers, they differ",
        "fails": "whoever gave both answers, no difference is shown",
    }.get(decision, "whether they differ depends on how many gave both answers")
    return f"The same people gave both answers to {item} ({values}); {told}"


def undecided_summary(count: int, of: int, labels: Sequence[str]) -> str:
    """Count the gaps that are not decided: never call them no gap."""
    return (
        f"In {count} of {counted(of, 'gap', 'gaps')} the data cannot tell which side is higher, which is no "
        f"evidence that they agree: {items_text(labels)}"
    )


def no_base_summary(count: int, unknown: Sequence[str], labels: Sequence[str]) -> str:
    """Count the gaps that cannot be tested for want of a base."""
    verb = "is" if count == 1 else "are"
    return (
        f"{counted(count, 'gap', 'gaps')} {verb} shown but not tested, because the base of "
        f"{list_text(unknown)} is not stated: {items_text(labels)}"
    )


def one_sided_summary(labels: Sequence[str]) -> str:
    """Count the items of one side."""
    verb = "has" if len(labels) == 1 else "have"
    return (
        f"{counted(len(labels), 'item', 'items')} {verb} a figure on one side only and so no gap: "
        f"{items_text(labels)}"
    )


def rank_only_summary(labels: Sequence[str]) -> str:
    """Count the items with ranks but no percentage."""
    verb = "is" if len(labels) == 1 else "are"
    return (
        f"{counted(len(labels), 'item', 'items')} {verb} published as a rank without a percentage, "
        f"so no gap is computed: {items_text(labels)}"
    )


def words_only_summary(labels: Sequence[str]) -> str:
    """Count the items with words only."""
    verb = "is" if len(labels) == 1 else "are"
    return (
        f"{counted(len(labels), 'item', 'items')} {verb} published in words without a number, "
        f"so no gap is computed: {items_text(labels)}"
    )


def low_base_summary(labels: Sequence[str], threshold: str) -> str:
    """Count the gaps on small bases."""
    verb = "rests" if len(labels) == 1 else "rest"
    return (
        f"{counted(len(labels), 'gap', 'gaps')} {verb} on fewer than {threshold} respondents of a side "
        f"and {'is' if len(labels) == 1 else 'are'} left out of the counts above: {items_text(labels)}"
    )


def suppressed_summary(count: int, threshold: str) -> str:
    """Count what is hidden."""
    verb = "is" if count == 1 else "are"
    return (
        f"{counted(count, 'gap', 'gaps')} {verb} hidden because fewer than {threshold} respondents of a "
        "side answered, or because a hidden number could be computed from it"
    )


def no_answers_summary(labels: Sequence[str]) -> str:
    """Count the items that a side did not answer."""
    items = f"{counted(len(labels), 'item', 'items')} {'has' if len(labels) == 1 else 'have'}"
    return f"{items} no answers on a side and so no gap: {items_text(labels)}"


def no_spread_summary(labels: Sequence[str]) -> str:
    """Count the gaps that have no test because nothing varies."""
    verb = "was" if len(labels) == 1 else "were"
    return (
        f"{counted(len(labels), 'gap', 'gaps')} {verb} not tested because no spread is there: "
        f"{items_text(labels)}"
    )


def masked_summary(labels: Sequence[str]) -> str:
    """Count the gaps that are not shown because a share stands for a few people."""
    verb = "is" if len(labels) == 1 else "are"
    return (
        f"{counted(len(labels), 'gap', 'gaps')} {verb} not shown because a share stands for a few people: "
        f"{items_text(labels)}"
    )


def margins_only_summary(labels: Sequence[str]) -> str:
    """Count the gaps of the same respondents that have no test for want of the joint answers."""
    verb = "was" if len(labels) == 1 else "were"
    return (
        f"{counted(len(labels), 'gap', 'gaps')} of the same respondents {verb} not tested because nobody has "
        f"published how many gave both answers: {items_text(labels)}"
    )


def related_summary(labels: Sequence[str]) -> str:
    """Count the pairs whose questions differ."""
    verb = "compares" if len(labels) == 1 else "compare"
    return (
        f"{counted(len(labels), 'pair', 'pairs')} {verb} related questions rather than the same one, and "
        f"{'is' if len(labels) == 1 else 'are'} left out of the counts above: {items_text(labels)}"
    )
