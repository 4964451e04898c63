"""The words around the results, in English: another language is another file like this."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gapkit.display import list_text
from gapkit.findings.english import counted, item_text

NO_BREAK = "\u00a0"
NOT_STATED = "not stated"
NOT_ASKED = "not asked"

CONTENTS = "Contents"
KEY_FINDINGS = "Key findings"
AT_A_GLANCE = "The gaps at a glance"
QUESTIONS = "Question by question"
RANKS = "Rank order"
DATA_TABLE = "All items"
METHOD = "Method and disclosure"
QUALITY = "Data quality"
PROVENANCE = "Provenance"
CANNOT_SAY = "What cannot be said"
FIGURE = "Figure"
TABLE = "Table"
SKIP = "Skip to the report"

SYNTHETIC_MARK = "SYNTHETIC DATA"
SYNTHETIC_NOTE = (
    "Synthetic data: the answers in this report were made by a computer for demonstration. No person gave "
    "them, and nothing here may be quoted as a finding about people."
)
SYNTHETIC_WORD = "Synthetic"
SYNTHETIC_CAPTION = "Synthetic data."

CLAIMS = "Claims"
CLAIM = "Claim"
MAY_BE_SAID = "What may be said"
CLAIMS_CAPTION = "Claims and what the results say of them"
CLAIMS_INTRO = (
    "Sentences that were printed about these questions, judged by the results. Supported: the interval or "
    "rank set lies wholly inside what is claimed. Contradicted: wholly outside."
)
CLAIM_NOTES = (
    (
        "Values are judged by their own interval, gaps by the interval that holds for all items of the "
        "question, ranks by rank sets that hold for all items of a side."
    ),
)

KINDS = {
    "perception": "Perception gap: what one side believes, against what the other says of itself",
    "delivery": "Delivery gap: what one side does, against what the other asks for",
    "knowledge": "Knowledge gap: what is claimed to be known, against what was asked or planned",
    "experience": "Experience gap: what was received, against what was expected",
    "self_image": "Self-image gap: what one side says of its own work, against what the other experiences",
    "opinion": "Opinion gap: both sides speak for themselves",
}

STATUS = {
    "suppressed": "hidden",
    "one_sided": "one side",
    "no_base": "no test",
    "margins_only": "no test",
    "masked": "too few",
    "rank_only": "rank only",
    "words_only": "words only",
    "no_answers": "no answers",
    "no_spread": "no test",
}
"""Stands in the verdict column where there is no verdict."""

HIDDEN = "hidden"
IN_WORDS = "in words"
NOBODY = "no answers"

BASE_RULES = {
    "asked": "those who gave an answer to the item",
    "answered_any": "those who chose at least one answer of the question",
    "all": "every respondent of the side; blanks count as no",
}

# Columns
ITEM = "Item"
GAP = "Gap, points"
GAP_MEANS = "Gap"
P_ADJUSTED, P_SHORT = "p, adjusted", "Adj. p"
VERDICT = "Verdict"
INTERVAL = "interval"
VALUES = "Values"
WAVE = "Wave"
BASE_NEEDED = "Base needed"
RANK = "Rank"


def subtitle(side_labels: Sequence[str], reference: str, items: int, questions: int) -> str:
    """Say what is set against what; of one side in several roles, who is asked."""
    scope = f"{counted(items, 'item', 'items')} in {counted(questions, 'question', 'questions')}"
    if not side_labels:
        return f"{reference}: {scope}"
    return f"{list_text(side_labels)} set against {reference}: {scope}"


def base_fact(base: str, *, published: bool) -> str:
    """Give a side's size on the title page."""
    if published:
        return f"n = {base}, published figures" if base else "published figures, base not stated"
    return f"n = {base}"


FIELDWORK = "Fieldwork"
REPORT_DATE = "Date"
FINGERPRINT = "Data fingerprint"
VERSION = "Made with"
SOURCE = "Source"


def interval_column(level: str, *, together: bool) -> str:
    """Head the interval column."""
    return f"{level} interval, all items together" if together else f"{level} interval of this item alone"


def base_column(label: str, *, effective: bool) -> str:
    """Head a base column."""
    return f"{label}, base (effective)" if effective else f"{label}, base"


# Key findings


def card_largest(item: str, *, related_left: bool = False) -> str:
    """Label the largest gap; say so where a larger one of a related pair is left out."""
    return f"Largest gap{' (related pairs left out)' * related_left}: {item}"


def card_largest_printed(item: str) -> str:
    """Label the largest gap that nobody can test."""
    return f"Largest printed gap: {item}"


def card_opposite(item: str) -> str:
    """Label the largest gap the other way."""
    return f"Largest gap the other way: {item}"


def card_agreement(item: str) -> str:
    """Label the surest agreement."""
    return f"Closest agreement: {item}"


def card_interval(values: str, level: str, limits: str, pair: str) -> str:
    """Give the numbers of a card; ``pair`` names the sides where there are several."""
    together = limits.replace(" ", NO_BREAK)
    return f"{pair}{': ' if pair else ''}{values}; {level} interval {together}"


def pair_text(side: str, reference: str) -> str:
    """Name a pair of sides."""
    return f"{side} against {reference}"


def of_side(side: str, title: str) -> str:
    """Put a side's name before a headline that does not name it."""
    return title if side in title else f"{side}: {title[:1].lower()}{title[1:]}"


def card_flagged(tested: int, *, together: bool) -> tuple[str, str]:
    """Label the count of flagged gaps, and say what flagged means."""
    scope = "that holds for all items of a question together" if together else "of the item alone"
    return "gap is flagged" if tested == 1 else "gaps are flagged", f"The interval {scope} excludes 0."


NONE_FLAGGED = ("none", "No gap is flagged", "Which is not evidence that the sides agree.")
CARD_NO_BASE = (
    "gaps lack a base",
    "Not tested: the base of a side is not stated, so chance cannot be weighed.",
)
CARD_MARGINS_ONLY = (
    "gaps have bounds only",
    "How many of the same respondents gave both answers is unknown.",
)
CARD_SMALL = ("gaps rest on small bases", "They are shown, read with care, and never headlined.")
CARD_HIDDEN = ("gaps are hidden", "Too few respondents of a side answered for a number to be shown.")
CARD_RELATED = ("pairs are only related", "The two sides were not asked the same question.")
CARD_NO_GAP = ("items have no gap", "A figure of a side is missing, or only a rank or words are published.")


def card_undecided(tested: int) -> tuple[str, str]:
    """Label the count of gaps that are not decided."""
    return (
        "gap cannot be told" if tested == 1 else "gaps cannot be told",
        "Their intervals hold both directions.",
    )


CARD_ALL_TOLD = ("Every direction is told", "No item is left open.")


def how_to_read(pairs: Sequence[tuple[str, str]], units: str, flags: str, margin: str) -> str:
    """Explain sign, unit and flag in a few sentences; ``flags`` and ``margin`` may be empty."""
    sides = "; ".join(f"{side} minus {reference}" for side, reference in pairs)
    signs = "plus means that the side named first stands higher, minus that the other does"
    if len(pairs) == 1:
        signs = f"plus means that {pairs[0][0]} stand higher, minus that {pairs[0][1]} do"
    sentences = (
        f"Gap = {sides}, {units}: {signs}.",
        "In a pair of values the side comes first, then the reference.",
        flags,
        f"Sides agree (aligned) when the whole interval lies within {margin}." if margin else "",
        "Gaps are computed before rounding, so they may differ by 1 from the printed values.",
    )
    return " ".join(each for each in sentences if each)


IN_POINTS = "in percentage points"
SCALE_UNITS = "scale units"
IN_BOTH = "in percentage points (shares) or the unit of the question (means, medians, mean ranks)"
MEAN_RANKS = "Of mean ranks less is earlier: plus means that the side ranks the item later."


def units_text(units: Collection[str]) -> str:
    """Name the unit of gaps that are no percentage points; nothing where there are none."""
    if len(units) > 1:
        return "in the unit of the question"
    return f"in {next(iter(units))}" if units else ""


def flags_text(level: str, *, together: bool) -> str:
    """Explain when a gap is flagged."""
    scope = ", which holds for all items of a question together," if together else " (of this item alone)"
    return (
        f"A gap is flagged (bold) when its {level} interval{scope} excludes 0; otherwise the data cannot "
        "tell its direction."
    )


HOW_TO_READ = "How to read. "
OVERVIEW_CAPTION = "Verdicts by question: how many items stand higher, lower, or cannot be told"
OVERVIEW_NOTE = "Not counted: related pairs and small bases. Not tested: no gap, or no base to test it on."
ITEMS, GAPS = "Items", "Gaps"
OVERVIEW_COLUMNS = ("Question", ITEMS, "Over", "Under", "Aligned", "Undecided", "Not counted", "Not tested")


# Questions


def wording(text: str, asked_of: str) -> str:
    """Quote a question and say whom it was put to."""
    quoted = f"“{text}”" if text else "wording not stated"
    return f"{quoted} (asked of {asked_of})" if asked_of else quoted


def measured(measure: str, rules: Sequence[str]) -> str:
    """Say what is measured and on which base."""
    return f"{measure}; base: {'; '.join(rules)}"


MEASURES = {
    "share": "share that chose the item",
    "mean": "mean of the scale, in scale units",
    "median": "median",
    "mean_rank": "mean rank, 1 is first; an item that was not ranked shares the mean of the places left",
    "first": "share that ranked the item first",
}


def measure_text(measure: str, unit: str = "") -> str:
    """Return what a measure is, in the question's own unit where it has one.

    Examples
    --------
    >>> measure_text("top2"), measure_text("bottom1"), measure_text("net2")
    ('share in the highest 2 points of the scale', 'share in the lowest point of the scale',
     'share in the highest 2 points less share in the lowest 2')
    """
    if measure in ("mean", "median") and unit:
        return f"{measure}, in {unit}"
    if measure in MEASURES:
        return MEASURES[measure]
    if measure.startswith("ranked_top"):
        return f"share that ranked the item among the first {measure.removeprefix('ranked_top')}"
    name = measure.rstrip("0123456789")
    k = int(measure[len(name) :])
    points = "point" if k == 1 else f"{k} points"
    if name == "net":
        return f"share in the highest {points} less share in the lowest {'point' if k == 1 else k}"
    return f"share in the {'highest' if name == 'top' else 'lowest'} {points} of the scale"


MEASURED = "Measured"
KIND = "Kind of gap"


def question_caption(question: str, side: str, reference: str) -> str:
    """Caption a question's table."""
    return f"{question}: {side} against {reference}"


def related_note(mark: str) -> str:
    """Explain the mark of related pairs."""
    return f"{mark}  Related questions, not the same one: drawn hollow, left out of ranks and counts."


def low_note(mark: str, threshold: str) -> str:
    """Explain the mark of small bases."""
    return f"{mark}  Small base: fewer than {threshold} respondents of a side. Read with care."


def denoted_note(mark: str, threshold: str) -> str:
    """Explain the mark of bases that are denoted."""
    return f"{mark}  Base below {threshold} respondents of a side."


def hidden_note(threshold: str) -> str:
    """Explain hidden cells."""
    return (
        f"Hidden: fewer than {threshold} respondents of a side, or a number from which such a cell could be "
        "computed."
    )


def base_needed_note() -> str:
    """Explain the base needed."""
    return (
        "Base needed: the smallest base of the side whose base is not stated (of both, if both are not) at "
        "which the gap would be flagged."
    )


def item_note(label: str, note: str) -> str:
    """Quote the survey file's note on an item."""
    return f"{label}: {note}"


# Ranks


MOST_ALIKE = 8
"""Questions that are named where both sides rank their items alike."""


def same_order(questions: Sequence[str]) -> str:
    """Name the questions whose items both sides rank alike."""
    left = len(questions) - MOST_ALIKE
    quoted = [item_text(each) for each in questions]
    names = list_text(quoted if left <= 1 else [*quoted[:MOST_ALIKE], f"{left} more"])
    return f"Both sides put the items in the same order, or nearly so (no item moves 2 places): {names}."


def rank_caption(question: str) -> str:
    """Caption a rank table."""
    return f"{question}: rank of every item on each side"


# Segments


def segment_title(label: str) -> str:
    """Head a segment's section."""
    return f"By {label.lower() if label.istitle() or label.isupper() is False else label}"


def segment_caption(question: str, side: str, reference: str, label: str) -> str:
    """Caption a segment table."""
    return f"{question}, by {label}: gap of {side} minus {reference}, in points"


def segment_intro(broken: Sequence[str], whole: Sequence[str], count: int, family: str) -> str:
    """Say which side is broken down, and what the intervals cover."""
    sentences = [f"Broken down: {list_text(broken)}."]
    if whole:
        sentences.append(f"With their total in every segment: {list_text(whole)}.")
    if family == "question":
        sentences.append(
            "Flags (bold) hold for all items of a question within one segment"
            + (f"; over all {count} segments together a few may be due to chance." if count > 1 else ".")
        )
    else:
        sentences.append(f"Flags (bold) hold for all items of a question in all {count} segments together.")
    return " ".join(sentences)


def without_gaps(questions: Sequence[str]) -> str:
    """Name the questions that have no gap to break down."""
    return f"Asked on one side only, and so without gaps: {list_text(questions)}."


def not_broken_down(questions: Sequence[str], label: str) -> str:
    """Name the questions of which both compared sides have no such segment."""
    named = list_text([item_text(each) for each in questions])
    return f"Not broken down, as neither of two compared sides is split by {label.lower()}: {named}."


FLAGGED_ROW = "Flagged"
TOTAL = "Total"


def segment_base(base: str) -> str:
    """Give a segment's size under its name."""
    return f"n = {base}"


# Data table


def data_caption(side: str, reference: str, segment: str) -> str:
    """Caption the data table."""
    by = f", by {segment}" if segment else ""
    return f"All items: {side} against {reference}{by}"


# Quality and provenance

CHECKS_CAPTION = "Checks that fired"
CHECK_COLUMNS = ("Check", "What", "Where", "What to do")
LEVELS = {"E": "error", "W": "warning", "N": "note"}
ACCEPTED = "Taken knowingly: "
NO_CHECKS = "No check fired."


def check_text(check: str, level: str) -> str:
    """Name a check and how grave it is."""
    return f"{check}, {LEVELS[level]}"


def places_text(found: Sequence[str], most: int) -> str:
    """Return where a check fired, the first few places."""
    more = [f"and {len(found) - most} more"] if len(found) > most else []
    return "; ".join([*found[:most], *more])


NOTHING_EXCLUDED = (
    "No respondent was left out on any side. Missing answers leave an item's base: see the tables."
)
EXCLUSIONS_CAPTION = "What was left out, and why"
EXCLUSION_COLUMNS = ("Side", "Where", "Reason", "Count")
WHOLE_SIDE = "whole side"
READ_AS = "How the files were read"
NO_FILE = "none: described in code"
INPUTS_CAPTION = "Input data"
INPUT_COLUMNS = ("Side", "File", "Format", "Rows")
REPRODUCE = "The same inputs, options and versions give the same numbers, and the same bytes of this file."
SURVEY_FILE = "Survey file"
SURVEY_HASH = "Survey file, SHA-256"
OPTIONS = "Options"
SEED = "Seed"
SOFTWARE = "Software"
FONTS = "Fonts"
STANDARD = "PDF standard"
STANDARD_MET = "PDF/A-2a and PDF/UA-1 (as typst's export checks them)"


def input_hash(side: str) -> str:
    """Head a file's hash."""
    return f"{side}, SHA-256"


def standard_missed(missing: str) -> str:
    """Say why the file makes no claim to a standard."""
    shown = ", ".join(f"U+{ord(each):04X}" for each in missing[:MOST_CHARACTERS])
    left = len(missing) - MOST_CHARACTERS
    more = f" and {left} more" if left > 0 else ""
    return f"none claimed: no font at hand has the characters {shown}{more}, which show as boxes"


MOST_CHARACTERS = 8
STANDARD_REFUSED = "none claimed: a character of a label has no place in a tagged file"


def fonts_text(families: Sequence[str], borrowed: Sequence[str]) -> str:
    """Say which families were used and which of them were borrowed from the machine."""
    named = [each for each in families if each not in borrowed]
    if not borrowed:
        return list_text(named)
    return f"{list_text(named)}; {list_text(list(borrowed))} from this machine for characters they lack"


def no_hash() -> str:
    """Stand where data came from no file."""
    return "no file"


SEED_UNUSED = "no random numbers were used (the survey file's seed is {seed})"


# Previews


def holding(charts: int, tables: int) -> str:
    """Say what a section holds, after its title."""
    told = [counted(charts, "chart", "charts")] if charts else []
    told += [counted(tables, "table", "tables")] if tables else []
    return f" ({', '.join(told)})" if told else ""
