"""Wordings as they are compared: without markup, instructions, case, and who speaks of whom."""

from __future__ import annotations

import html
import re
import unicodedata
from typing import Final

TAG: Final = re.compile(r"<[^<>]{1,200}>")
PIPED: Final = re.compile(r"\$\{[^{}]{1,200}\}|\[\[[^\[\]]{1,200}\]\]")
NUMBERED: Final = re.compile(r"^\s*(?:q(?:uestion)?\s*)?\d{1,3}[a-z]?\s*[.):]\s+", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W_]+")

INSTRUCTIONS: Final = re.compile(
    r"\b(?:please )?(?:select|check|tick|choose|mark|pick|indicate)"
    r"(?: (?:all|any|as many|as|one|only|up|the|that|apply|applies|options?|boxes|answers?|of|many|which|to"
    r"|relevant|appropriate|single))+\b"
    r"|\b(?:multiple|several) answers (?:are )?(?:possible|allowed)\b"
    r"|\bplease (?:specify|choose|answer|rate)\b"
    r"|\b(?:mehrfachnennungen? möglich|plusieurs réponses possibles)\b"
)
"""Instructions that stand beside a question and are no part of it."""

PRONOUNS: Final = frozenset([
    "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "you", "your", "yours", "they", "them",
    "their", "theirs", "he", "she", "his", "her", "it", "its",
])  # fmt: skip
NOUNS: Final = frozenset([
    "people", "person", "persons", "respondent", "respondents", "participant", "participants", "customer",
    "customers", "consumer", "consumers", "client", "clients", "buyer", "buyers", "shopper", "shoppers",
    "user", "users", "guest", "guests", "fan", "fans", "follower", "followers", "patient", "patients",
    "student", "students", "pupil", "pupils", "parent", "parents", "teacher", "teachers", "professor",
    "professors", "employee", "employees", "staff", "worker", "workers", "manager", "managers",
    "executive", "executives", "leader", "leaders", "marketer", "marketers", "public", "citizen",
    "citizens", "voter", "voters", "expert", "experts", "member", "members",
])  # fmt: skip
PERSONS: Final = PRONOUNS | NOUNS
"""Who speaks, and of whom: what a change of side changes."""

FRAME: Final = frozenset([
    "a", "an", "the", "do", "does", "did", "is", "are", "be", "am", "was", "were", "has", "have", "had",
    "will", "would", "can", "could", "should", "shall", "of", "to", "in", "on", "for", "with", "by", "at",
    "as", "and", "or", "that", "this", "these", "those", "think", "thinks", "believe", "believes", "feel",
    "feels", "say", "says",
])  # fmt: skip
"""Words that carry no content of their own."""

NEGATIONS: Final = frozenset([
    "not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "cannot", "without", "hardly",
    "rarely", "seldom", "lack", "lacks",
])  # fmt: skip
CONTRACTED: Final = re.compile(r"\b(?:ca|wo)?n['’]t\b|n['’]t\b", re.IGNORECASE)
DIGITS: Final = re.compile(r"\d+")

NUMBER_WORDS: Final = {
    "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


def plain(text: str) -> str:
    r"""Return a wording without markup, instructions, numbering, case and punctuation.

    Examples
    --------
    >>> plain("Q3. <b>Which</b>\u00a0brands do you like? (Select all that apply)")
    'which brands do you like'
    """
    text = html.unescape(TAG.sub(" ", text))
    text = unicodedata.normalize("NFKC", PIPED.sub(" ", text))
    text = CONTRACTED.sub(" not", NUMBERED.sub("", text)).casefold()
    kept = INSTRUCTIONS.sub(" ", text)
    return " ".join(WORD.findall(kept) or WORD.findall(text))


def folded(text: str) -> str:
    """Return the content words of a wording, in a crude singular, whoever speaks.

    Examples
    --------
    >>> folded("I like a brand for its content") == folded("They like brands for their content")
    True
    """
    return " ".join(singular(NUMBER_WORDS.get(word, word)) for word in content(text))


def content(text: str) -> list[str]:
    """Return the words of a wording that carry what is asked; all of them where none does.

    Examples
    --------
    >>> content("I like a brand for its content")
    ['like', 'brand', 'content']
    """
    words = plain(text).split()
    return [word for word in words if word not in PERSONS and word not in FRAME] or words


def singular(word: str) -> str:
    """Return a word without a plural's or a verb's s."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004


def persons(text: str) -> frozenset[str]:
    """Return the words for persons in a wording."""
    return frozenset(plain(text).split()) & PERSONS


def speaker(text: str) -> str:
    """Return how a wording names persons: by a pronoun, by a noun, or not."""
    found = persons(text)
    return "pronoun" if found & PRONOUNS else "noun" if found else ""


def is_negated(text: str) -> bool:
    """Whether a wording says that something is not.

    Examples
    --------
    >>> is_negated("They don't listen"), is_negated("They listen")
    (True, False)
    """
    return sum(word in NEGATIONS for word in plain(text).split()) % 2 == 1


def numbers(text: str) -> frozenset[str]:
    """Return the numbers in a wording, as digits."""
    words = (NUMBER_WORDS.get(word, word) for word in plain(text).split())
    return frozenset(word.lstrip("0") or "0" for word in words if DIGITS.fullmatch(word))
