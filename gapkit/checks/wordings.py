"""Checks of how each side was asked: Q01, Q05, Q08, and the wordings behind Q04."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from gapkit.checks.model import Check, CheckRow, Evidence, row_of
from gapkit.survey import Item, Question

SIMILAR = 0.6
"""Similarity of two wordings below which they ask different things."""

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

FRAME = frozenset(
    """
    a an the i me my mine we us our ours you your yours they them their it its he she his her who that
    this these those do does did is are be am have has had will would can could should to of in on for
    with by at as and or what which why when how much often think believe say feel expect expects
    expected want wants wanted find get gets give gives provide provides offer offers receive don not
    consumer consumers customer customers client clients user users people person persons respondent
    respondents marketer marketers brand brands company companies firm firms business businesses
    organisation organization employee employees executive executives manager managers member members
    guest guests patient patients student students teacher teachers
    """.split()  # noqa: SIM905 - a list of words is read as a paragraph
)
"""Who speaks of whom, and the frame of a question: what a change of side may change."""

TIMES = re.compile(
    r"\b(?:(?P<count>\d+|an?|one|two|three|few|next|same|last|past)[ -])?"
    r"(?P<unit>minute|hour|day|week|month|year|second)s?\b"
    r"|\b(?P<now>immediately|at once|instantly|real time)\b",
    re.IGNORECASE,
)

CHANNELS: dict[str, str] = {
    "Facebook": r"facebook",
    "Twitter": r"twitter|tweets?",
    "Instagram": r"instagram",
    "LinkedIn": r"linkedin",
    "YouTube": r"youtube",
    "social media": r"social (?:media|networks?)",
    "e-mail": r"e-?mails?",
    "telephone": r"(?:tele)?phones?|call cent(?:re|er)s?",
    "chat": r"chats?|messengers?",
    "shop": r"in[- ]stores?|shops?|in person|face to face|branch(?:es)?",
    "web": r"websites?|web ?pages?|online",
    "app": r"apps?",
    "post": r"post(?:al)? mail|letters?|by post",
}
REFERENTS: dict[str, str] = {
    "the firm": r"brands?|compan(?:y|ies)|firms?|business(?:es)?",
    "the industry": r"industr(?:y|ies)|sectors?|competitors?",
    "the government": r"governments?|authorities",
}

REWORDED = re.compile(r"\b(?:re)?word(?:ed|s it|ing differs)\b|\bphrased\b|\bparaphras", re.IGNORECASE)
"""A note that says that this source puts it differently."""

NUMBERS = {"a": "1", "an": "1", "one": "1", "two": "2", "three": "3"}


@dataclass(frozen=True, slots=True)
class Worded:
    """One item as both sides of a pair were asked it; ``item`` is empty for the question's own wording."""

    question: Question
    item: str
    side: str
    reference: str
    of_side: str
    of_reference: str


def wordings(seen: Evidence) -> Iterator[Worded]:
    """Yield every wording that both sides of a pair have: of the items, else of the question."""
    for question, side, reference in seen.pairs():
        told = [each for each in question.items if {side, reference} <= each.text.keys()]
        for each in told:
            yield Worded(question, each.id, side, reference, each.text[side], each.text[reference])
        if not told and {side, reference} <= question.text.keys():
            texts = question.text[side], question.text[reference]
            yield Worded(question, "", side, reference, *texts)


def wordings_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q01: the sides' wordings share little beyond pronouns, or a pair is graded and nothing shows why."""
    for each in wordings(seen):
        item = each.question.item(each.item) if each.item else None
        frames_alike = item is not None or each.question.kind in ("perception", "opinion", "self_image")
        graded = item is not None and item.comparable != "same"
        if frames_alike and not graded and similarity(each.of_side, each.of_reference) < SIMILAR:
            yield _at(each, f"“{each.of_reference}” against “{each.of_side}”")
    for question, side, reference in seen.pairs():
        for item in question.items:
            if item.comparable != "same" and not item.note and not _worded(item, side, reference):
                found = f"graded {item.comparable}, without a note or the two wordings"
                yield CheckRow(found, question.id, item.id, side)


def settings_differ(seen: Evidence) -> Iterator[CheckRow]:
    """Q05: one side's wording names another time limit, channel or referent than the other's."""
    for each in wordings(seen):
        texts = (each.of_side, each.of_reference)
        for what, find in (("time limit", _times), ("channel", _channels), ("referent", _referents)):
            side, reference = (find(text) for text in texts)
            apart = (
                side != reference
                if what == "time limit"
                else bool(side and reference) and not side & reference
            )
            if apart:
                named = (", ".join(sorted(found)) or "none" for found in (side, reference))
                told = " against ".join(
                    f"{name} ({who})" for name, who in zip(named, (each.side, each.reference), strict=True)
                )
                yield _at(each, f"{what}: {told}")


def wording_drifts(seen: Evidence) -> Iterator[CheckRow]:
    """Q08: a statement's note says that this source words the question in another way."""
    for each in seen.statements:
        if REWORDED.search(each.note):
            yield row_of(each, each.note)


def similarity(one: str, other: str) -> float:
    """Return how alike two wordings are without pronouns and frames: 0 to 1, 1 where nothing else is left.

    Examples
    --------
    >>> similarity("Why do you like a brand?", "Why do you think consumers like your brand?")
    1.0
    >>> similarity("Give feedback on new products", "Learn about new products") < 0.6
    True
    """
    first, second = _content(one), _content(other)
    if not first or not second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=False).ratio()


def _content(text: str) -> list[str]:
    """Return the words that carry what is asked, in a crude singular."""
    words = (word.lower() for word in WORD.findall(text))
    return [word.removesuffix("s") for word in words if word not in FRAME]


def _worded(item: Item, side: str, reference: str) -> bool:
    """Whether the survey file gives both wordings of an item."""
    return {side, reference} <= item.text.keys()


def _times(text: str) -> set[str]:
    """Return the time limits that a wording names."""
    found = set()
    for match in TIMES.finditer(text):
        count = (match["count"] or "").lower()
        unit = (match["unit"] or match["now"]).lower()
        found.add(f"{NUMBERS.get(count, count)} {unit}".strip())
    return found


def _channels(text: str) -> set[str]:
    """Return the channels that a wording names."""
    return {name for name, words in CHANNELS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)}


def _referents(text: str) -> set[str]:
    """Return what a wording speaks of."""
    return {name for name, words in REFERENTS.items() if re.search(rf"\b(?:{words})\b", text, re.IGNORECASE)}


def _at(each: Worded, found: str) -> CheckRow:
    """Return a finding at one wording."""
    return CheckRow(found, each.question.id, each.item, each.side)


CHECKS = (
    Check(
        "Q01",
        "W",
        "The two sides were not asked in the same words",
        "Grade the pair in `comparable` and say in `note` how the wordings differ.",
        wordings_differ,
    ),
    Check(
        "Q05",
        "W",
        "The sides were asked about another time limit, channel or referent",
        "Compare like with like, or grade the pair `related` with a note.",
        settings_differ,
    ),
    Check(
        "Q08",
        "W",
        "The question's wording drifts inside the source",
        "Print the wording of the questionnaire, and say where the source departs from it.",
        wording_drifts,
    ),
)
