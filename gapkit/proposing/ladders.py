"""Scales: which answers are points, in what order, and which way their codes run."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

AMOUNTS: Final = {
    "not at all": 0, "none": 0, "none at all": 0, "nothing": 0, "hardly": 1, "hardly at all": 1,
    "very little": 1, "little": 2, "a little": 2, "a little bit": 2, "a bit": 2, "slightly": 3,
    "to some extent": 4, "some": 4, "somewhat": 5, "moderately": 6, "a moderate amount": 6, "fairly": 7,
    "quite a bit": 8, "quite a lot": 8, "quite": 8, "a lot": 9, "much": 9, "largely": 9, "very": 10,
    "very much": 11, "a great deal": 12, "extremely": 13, "fully": 14, "completely": 14, "totally": 14,
    "entirely": 14,
}  # fmt: skip
FREQUENCIES: Final = {
    "never": 0, "hardly ever": 1, "almost never": 1, "very rarely": 2, "rarely": 3, "seldom": 3,
    "occasionally": 4, "now and then": 4, "sometimes": 5, "about half the time": 6, "regularly": 7,
    "often": 8, "frequently": 8, "usually": 9, "most of the time": 10, "mostly": 10, "very often": 11,
    "almost always": 12, "always": 13, "all the time": 13, "every time": 13,
}  # fmt: skip
QUALITIES: Final = {
    "terrible": 0, "very poor": 1, "very bad": 1, "poor": 2, "bad": 2, "below average": 3, "fair": 4,
    "average": 5, "acceptable": 5, "ok": 5, "okay": 5, "above average": 6, "good": 7, "very good": 8,
    "excellent": 9, "outstanding": 10,
}  # fmt: skip

DEGREES: Final = (
    ("not at all", -4.0), ("not very", -1.5), ("not too", -1.5), ("not so", -1.5),
    ("not particularly", -1.5), ("extremely", 4.0), ("completely", 4.0), ("totally", 4.0),
    ("absolutely", 4.0), ("entirely", 4.0), ("fully", 4.0), ("strongly", 3.0), ("very", 3.0),
    ("highly", 3.0), ("definitely", 3.0), ("mostly", 2.5), ("quite", 2.2), ("fairly", 1.6),
    ("moderately", 1.4), ("tend to", 1.2), ("rather", 1.2), ("somewhat", 1.0), ("probably", 1.0),
    ("mildly", 0.8), ("slightly", 0.6), ("a little", 0.6),
)  # fmt: skip
"""How much of an adjective or verb; without a word it is 2, and "not" turns it round."""

PLAIN_DEGREE: Final = 2.0

OPPOSITES: Final = {
    "disagree": "agree", "dissatisfied": "satisfied", "unsatisfied": "satisfied", "unlikely": "likely",
    "unimportant": "important", "unhappy": "happy", "negative": "positive", "unfavorable": "favorable",
    "unfavourable": "favourable", "uncomfortable": "comfortable", "useless": "useful", "unhelpful": "helpful",
    "irrelevant": "relevant", "difficult": "easy", "hard": "easy", "worse": "better", "oppose": "support",
    "disapprove": "approve", "dislike": "like", "bad": "good", "weak": "strong", "decreased": "increased",
    "unfamiliar": "familiar", "uninterested": "interested", "insecure": "secure", "ineffective": "effective",
}  # fmt: skip

MIDDLE: Final = re.compile(
    r"neither\b.*|neutral\b.*|undecided|mixed|no difference|(?:about |stayed )?the same|unchanged|no opinion|"
    r"uncertain|indifferent"
)
NUMBERED: Final = re.compile(r"(-?\d{1,3})(?:\s*[-–:=.)(]\s*|\s+|$)(.*)", re.DOTALL)
WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

FEWEST: Final = 3
"""Points that a scale has at least."""

MOST: Final = 11
"""Points that a scale of an unknown wording has at most."""


def order_of(labels: Sequence[str]) -> tuple[float, ...] | None:
    """Return the place of each label on one scale, or nothing where the labels are no scale.

    Examples
    --------
    >>> order_of(["Agree", "Strongly disagree", "Neutral", "Disagree", "Strongly agree"])
    (2.0, -3.0, 0.0, -2.0, 3.0)
    >>> order_of(["Red", "Green", "Blue"]) is None
    True
    """
    words = [" ".join(WORD.findall(label.casefold())) for label in labels]
    for known in (AMOUNTS, FREQUENCIES, QUALITIES):
        if all(each in known for each in words):
            return distinct([float(known[each]) for each in words])
    graded = [degree_of(each) for each in words]
    families = {family for family, _ in graded if family is not None}
    if len(families) != 1 or "" in families:
        return None
    places = [place for _, place in graded]
    return distinct(places) if len({place > 0 for place in places if place}) > 1 else None


def distinct(places: Sequence[float]) -> tuple[float, ...] | None:
    """Return places if no two are the same."""
    return tuple(places) if len(set(places)) == len(places) >= FEWEST else None


def degree_of(text: str) -> tuple[str | None, float]:
    """Return what a label is a degree of, and how much; ``None`` for a middle, which fits any.

    Examples
    --------
    >>> degree_of("not very masculine"), degree_of("strongly disagree"), degree_of("neutral")
    (('masculine', -1.5), ('agree', -3.0), (None, 0.0))
    """
    if MIDDLE.fullmatch(text):
        return None, 0.0
    degree, rest = PLAIN_DEGREE, text
    for words, value in DEGREES:
        found = re.search(rf"\b{words}\b", text)
        if found:
            degree, rest = value, f"{text[: found.start()]} {text[found.end() :]}"
            break
    else:
        if text.startswith("not "):
            degree, rest = -PLAIN_DEGREE, text.removeprefix("not ")
    told = " ".join(rest.split())
    return (OPPOSITES[told], -degree) if told in OPPOSITES else (told, degree)


def numbered(texts: Sequence[str]) -> Mapping[int, str] | None:
    """Return the texts by the numbers that they begin with, or nothing where one has none.

    Examples
    --------
    >>> numbered(["2", "1 (None at all)", "3 - Very much"])
    {1: '1 (None at all)', 2: '2', 3: '3 - Very much'}
    >>> numbered(["18-24", "25-34", "35-44"]) is None
    True
    """
    matches = [NUMBERED.fullmatch(text) for text in texts]
    found = {int(match[1]): text for match, text in zip(matches, texts, strict=True) if match}
    ranges = [match for match in matches if match and match[2][:1].isdigit()]
    close = len(found) == len(texts) and not ranges and bool(found) and max(found) - min(found) < MOST
    bare = sum(text.lstrip("-").isdigit() for text in texts)
    ok = close and min(found) >= -MOST // 2 and (bare or len(found) >= FEWEST)
    return dict(sorted(found.items())) if ok else None
