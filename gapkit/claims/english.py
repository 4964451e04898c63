"""What may be said in place of a claim, in English: another language is another file like this."""

from __future__ import annotations

from gapkit.claims.model import VERDICT_WORDS, ClaimVerdict
from gapkit.display import DASH, percent_text, rank_text
from gapkit.findings.english import item_text, ordinal_text

NO_FIGURE = "There is no figure for it."
NOT_RANKED = "It has no place in a list here."
NO_GAP = "No gap is computed for it."
OPEN = "the sample leaves it open"
NO_BASE = "the base is not known"
ANY_OVERLAP = "whatever the overlap of the two answers"
NO_LIST = "not every item of the list has a figure"


def place_sentence(side: str, label: str, rank: float, *, tied: bool) -> str:
    """Say an item's place on a side."""
    place = "last" if rank == float("inf") else ordinal_text(int(rank))
    return f"{side} rank {item_text(label)} {place}{', tied' if tied else ''}"


def claimed_place(rank: str, *, tied: bool) -> str:
    """Name the place that was claimed, beside what was found."""
    place = f"the top {rank.removeprefix('top')}" if rank.startswith("top") else rank
    place = ordinal_text(int(place)) if place.isdecimal() else place
    return f"claimed: {place}{', tied' if tied else ''}"


def with_claimed(sentence: str, claimed: str) -> str:
    """Add to a finding what it was set against."""
    return f"{sentence.removesuffix('.')}; {claimed}."


def rank_set_clause(low: float, high: float, items: int) -> str:
    """Say which ranks the sample leaves open."""
    if low == high:
        return f"of {items}, surely."
    return f"of {items}; ranks {rank_text(low)} to {rank_text(high)} are possible."


def value_sentence(side: str, label: str, value: str, interval: str, level: float) -> str:
    """Say a side's value with its interval."""
    told = f"{side}: {item_text(label)} stands at {value}"
    return f"{told}." if interval == DASH else f"{told} ({percent_text(level)} interval {interval})."


def two_items_sentence(side: str, label: str, other: str, values: tuple[str, str], gap: str) -> str:
    """Say two items' values on one side, and how far they are apart."""
    between = f"; difference {gap}" if gap else ""
    return f"{side}: {item_text(label)} {values[0]}, {item_text(other)} {values[1]}{between}."


def gap_sentence(label: str, gap: str, interval: str, word: str) -> str:
    """Say a gap with its family interval and verdict."""
    told = f"Gap of {item_text(label)}: {gap}"
    limits = "" if interval == DASH else f" ({interval})"
    return f"{told}{limits}{f', {word}' if word else ''}."


def two_gaps_sentence(label: str, other: str, gaps: tuple[str, str]) -> str:
    """Say two gaps beside each other."""
    return f"Gaps: {item_text(label)} {gaps[0]}, {item_text(other)} {gaps[1]}."


def count_sentence(word: str, surely: int, possibly: int, items: int) -> str:
    """Say how many items of a question have such a gap."""
    most = "" if possibly == surely else f", at most {possibly}"
    return f"Surely {word}: {surely} of {items} items{most}."


def hedged(sentence: str, verdict: ClaimVerdict, why: str) -> str:
    """Add why nothing could be decided; nothing where the sentence says it already."""
    if verdict != "cannot_tell" or not why:
        return sentence
    return f"{sentence.removesuffix('.')}; {VERDICT_WORDS[verdict]}: {why}."
