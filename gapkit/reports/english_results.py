"""The words of what goes beyond single gaps: orders, profiles, answers, segments, waves, chains, choices."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.display import list_text
from gapkit.findings.english import counted, item_text

# Rank order

RANK_INTRO = "Rank 1 is {first}; = marks a tie."
HIGHEST, LOWEST = "the highest value of a side", "the lowest mean rank of a side"
HIGHEST_OR_LOWEST = "the highest value of a side (of mean ranks the lowest)"
RANK_SETS = (
    "In brackets stand the ranks that the sample cannot rule out, for all items of a side together ({level})."
)
NO_RANK_SETS = (
    "Of published figures nobody knows which ranks chance alone would allow: such ranks stand as printed, "
    "and small moves should not be read."
)
NO_RELATED = "Related pairs are left out."
SHIFT = "Shift"


def rank_column(side: str) -> str:
    """Head a side's ranks."""
    return f"Rank, {side}"


def shift_note(side: str, reference: str, *, sets: bool) -> str:
    """Explain the last column of the rank table."""
    told = f"Shift: up where {side} rank the item nearer the top than {reference} do, down where further."
    limits = " Its limits hold for all items together; bold where the two ranks surely differ."
    return told + limits * sets


def moved_text(moved: int, items: int) -> str:
    """Say how many items surely stand on different places."""
    if items == 1:
        return f"The one item {'surely ranks' if moved else 'is not shown to rank'} differently."
    if not moved:
        return f"Of none of the {items} items can it be said that its rank surely differs between the sides."
    verb = "ranks" if moved == 1 else "rank"
    return f"{moved} of {counted(items, 'item', 'items')} surely {verb} differently."


def tau_text(tau: str, limits: str) -> str:
    """Say how alike two orders are."""
    told = f"Kendall's tau-b between the two orders is {tau}"
    open_pairs = f" ({limits}, as the pairs fall whose order is open)" if limits else ", as printed"
    return f"{told}{open_pairs}; 1 is the same order, −1 the reverse."


def overlap_text(shared: str, limits: str, k: int) -> str:
    """Say how many of the top items both sides share."""
    between = f" ({limits})" if limits else ""
    return f"Of the top {k} the sides share {shared}{between}."


def range_text(low: str, high: str) -> str:
    """Give two limits; one where they are the same."""
    return low if low == high else f"{low} to {high}"


# The whole profile

PROFILE = "Every question as a whole"
PROFILE_CAPTION = "Size of the disagreement, question by question"
PROFILE_COLUMNS = (
    "Question",
    "Items",
    "p, sides agree",
    "Typical gap",
    "{level} interval",
    "Mean size",
    "Noise alone",
    "Level",
    "Spread",
    "Shape",
)
PROFILE_NOTES = (
    (
        "p, sides agree: one test that every gap of the question is 0. Typical gap: root mean square of the "
        "gaps with the sampling noise taken out. Mean size: of the raw gaps; noise alone: what it would be "
        "if no gap were real."
    ),
    (
        "Level, spread and shape share out the square of the typical gap: the side high or low on all items, "
        "its items further apart, another order of items."
    ),
)


def profile_sentence(question: str, size: str, limits: str, parts: str, *, shown: bool) -> str:
    """Say how far apart the sides are over a whole question."""
    if not shown:
        return f"{question}: that the sides differ as a whole is not shown ({limits})."
    return f"{question}: the sides are typically {size} apart, noise taken out ({limits}){parts}."


def profile_limits(level: str, limits: str) -> str:
    """Name the interval of the typical gap."""
    return f"{level} interval {limits}"


NO_INTERVAL = "how surely is not known for published figures"
PARTS = {
    "level": "mostly one side higher on all items",
    "spread": "mostly items further apart on one side",
    "shape": "mostly items in another order",
}


def most_of(part: str) -> str:
    """Say what the typical gap is mostly made of."""
    return f": {PARTS[part]}" if part else ""


SHRUNK = "The largest gaps after removing sampling noise"
SHRUNK_CAPTION = "Gaps as measured, and pulled towards the others as far as their noise says"
SHRUNK_COLUMNS = ("Item", "Gap", "{level} interval, alone", "Pulled gap", "{level} interval")
SHRUNK_NOTE = (
    "The largest of many gaps is overstated on average: part of it is sampling noise. Pulled gaps come from "
    "a model of all gaps of a question and are no test; verdicts stand on the gaps as measured."
)

# All answers together

ANSWERS = "All answers together"
ALIKE_CAPTION = "{question}: how the answers are spread on each side"
ALIKE_COLUMNS = (
    "Item",
    "Side higher",
    "{level} interval, alone",
    "p, adjusted",
    "Cramér's V",
    "Overlap",
    "p, alike",
)
ALIKE_NOTES = (
    (
        "Side higher: chance that a random respondent of the side answers higher than a random one of the "
        "reference, ties counted half; 50% says that neither does (Brunner and Munzel). p, alike: Rao and "
        "Scott's test that both sides give every answer equally often."
    ),
    "Cramér's V runs from 0 (alike) to 1; overlap is the share of answers that both sides have in common.",
)
CHOICE_CAPTION = "{question}: share of every answer"
CHOICE_COLUMNS = ("Answer", "interval", "Residual")
CHOICE_NOTE = (
    "Intervals hold for all answers of a side together (Goodman). Residual: standard normal if both sides "
    "give the answer equally often; positive where the first side gives it more often."
)


def choice_sentence(statistic: str, df: str, p_value: str, v: str, limits: str, overlap: str) -> str:
    """Say whether both sides give all answers equally often."""
    return (
        f"All answers together: Rao and Scott's F is {statistic} on {df} degrees of freedom, p {p_value}; "
        f"Cramér's V {v} ({limits}); the sides have {overlap} of their answers in common."
    )


# Wordings of items

WORDINGS_CAPTION = "{question}: wording of each item"

# Segments

DIFFER = "Do the segments differ?"
DIFFER_CAPTION = "How the gaps vary over the segments"
TREND_HEAD = "Trend per step"
DIFFER_COLUMNS = ("Item", "p, all the same", "I²", TREND_HEAD, "{level} interval, alone", "p, trend")
DIFFER_NOTE = (
    "p, all the same: Cochran's Q that the gap is the same in all segments; I² is the share of Q beyond what "
    "sampling explains. Both p-values are corrected over the items of a question."
)
TREND_NOTE = "Trend: change of the gap from one segment to the next, in the order of the survey file."
SHARED_TOTAL = (
    "One side is not split here: its total is part of every segment's gap, so gaps differ exactly as the "
    "segments of the other side do."
)
HIDDEN_COUNT = "Segments that are hidden or without a gap are in none of these tests."


def none_differ(items: int) -> str:
    """Say that no difference between segments is shown."""
    what = counted(items, "item", "items")
    return f"For none of {what} is it shown that segments differ, which is no evidence that they are alike."


# Waves

WAVES = "Over the waves"
CHANGES_CAPTION = "{question}: change of every gap from {before} to {wave}"
CHANGE_COLUMNS = ("Item", "Gap, {before}", "Gap, {wave}", "Change", "{level} interval, alone", "p, adjusted")
CHANGES_NOTE = (
    "Intervals are of one change each; p-values are corrected over the items of a question. Bold: the gap "
    "surely changed."
)
CHANGES_INTRO = (
    "Every other page of this report shows the last wave, {last}. Here each gap stands beside that of the "
    "wave before; a change is the later gap minus the earlier one."
)


def none_changed(items: int, before: str, last: str) -> str:
    """Say that no change is shown."""
    what = counted(items, "gap", "gaps")
    return (
        f"For none of {what} is a change from {before} to {last} shown, which is no evidence that nothing "
        "changed."
    )


# Chains

CHAINS = "Step by step"
CHAIN_CAPTION = "{question}: every step, and the whole way"
CHAIN_COLUMNS = ("Step", "From", "To", "Gap", "{level} interval, all steps together", "Verdict")
WHOLE_WAY = "Whole way"
CHAINS_INTRO = (
    "Each role is compared with the one before it, so that the steps of an item add up to its whole way. "
    "Intervals hold for all items, steps and whole ways of a question together."
)


def step_text(number: int, before: str, after: str) -> str:
    """Name a step."""
    return f"{number}. {before} → {after}"


def whole_text(first: str, last: str) -> str:
    """Name the whole way."""
    return f"{WHOLE_WAY}: {first} → {last}"


# Priorities

PRIORITIES = "Priorities"
PRIORITIES_INTRO = (
    "What the reference wants most stands on the right, what the side lacks most at the top; lines are the "
    "intervals for all items together."
)

# Other choices

SENSITIVITY = "Under other defensible choices"
SENSITIVITY_CAPTION = "Verdicts that another choice changes"
SENSITIVITY_COLUMNS = ("Item", "Verdict", "Holds in", "Not with")
OF_VARIANTS = "{holds} of {variants}"


def holding_text(whole: int, of: int, variants: Sequence[str]) -> str:
    """Say how many verdicts hold whatever is chosen."""
    tried = list_text(list(variants))
    if not of:
        return f"There is no verdict that these choices could change: {tried}."
    verdicts = counted(of, "verdict holds", "verdicts hold")
    told = f"All {verdicts}" if whole == of > 1 else f"{whole} of {of} verdicts hold"
    if of == 1:
        told = "The one verdict holds" if whole else "The one verdict does not hold"
    return f"{told} in every variant that was tried: {tried}."


def more_verdicts(count: int) -> str:
    """Count the verdicts that are not listed."""
    return f"And {counted(count, 'more verdict', 'more verdicts')}: `gk.sensitivity(study)` lists all."


def more_notes(count: int) -> str:
    """Count the notes that are not listed."""
    return f"And {counted(count, 'more note', 'more notes')} of the same kinds."


def item_of(question: str, item: str) -> str:
    """Name an item and its question, where a table holds several."""
    return f"{item} ({question})"


def without_luck(item: str, raw: str, pulled: str, limits: str) -> str:
    """Set the largest gap beside what is left of it without its luck."""
    return (
        f"The largest gap, {raw} on {item_text(item)}, is {pulled} after removing sampling noise ({limits})."
    )
