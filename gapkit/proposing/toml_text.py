"""Values as TOML writes them, and text from data as comments."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from textwrap import shorten
from typing import Final

from gapkit.survey import Answer
from gapkit.survey.text import answer_text

ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}
CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\u2028\u2029\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
BARE: Final = re.compile(r"[A-Za-z0-9_-]+")

LONGEST: Final = 160
"""Characters of a wording in a comment."""

SLUG: Final = 40
"""Characters of an id."""


def text(value: str) -> str:
    r"""Return a text as a TOML string of one line, every control character escaped.

    Examples
    --------
    >>> print(text('say "no"\n'))
    "say \"no\"\n"
    """
    return '"' + CONTROL.sub(escaped, "".join(ESCAPES.get(each, each) for each in value)) + '"'


def escaped(found: re.Match[str]) -> str:
    """Return a control character as TOML names it."""
    return f"\\u{ord(found[0]):04x}"


def answer(value: Answer) -> str:
    """Return an answer: a code bare, a text in quotes."""
    return text(value) if isinstance(value, str) else repr(value)


def answers(values: Sequence[Answer]) -> str:
    """Return one answer, or a list of them."""
    if len(values) == 1:
        return answer(values[0])
    return f"[{', '.join(map(answer, values))}]"


def table(values: Mapping[str, str]) -> str:
    """Return an inline table of values that are TOML already."""
    return "{ " + ", ".join(f"{key} = {value}" for key, value in values.items()) + " }"


def said(value: str, *, longest: int = LONGEST) -> str:
    r"""Return text from data for a comment: one line, no control characters, cut at a word.

    Examples
    --------
    >>> said("  two\nlines ")
    'two lines'
    """
    line = answer_text(CONTROL.sub(" ", value))
    return line if len(line) <= longest else shorten(line, longest, placeholder=" …")


def slug(value: str, *, longest: int = SLUG) -> str:
    """Return an id made of a text's words; empty where it has no letter that an id may have.

    Examples
    --------
    >>> slug("Größere Auswahl, bitte!"), slug("...")
    ('grossere_auswahl_bitte', '')
    """
    folded = unicodedata.normalize("NFKD", value.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", folded.lower())
    short = ""
    for word in words:
        if short and len(short) + len(word) + 1 > longest:
            break
        short = f"{short}_{word}" if short else word[:longest]
    return short


def unique(wanted: str, taken: Iterable[str]) -> str:
    """Return an id that is not taken yet.

    Examples
    --------
    >>> unique("other", {"other"})
    'other_2'
    """
    held = set(taken)
    number, name = 2, wanted
    while name in held:
        name, number = f"{wanted}_{number}", number + 1
    return name


def key(name: str) -> str:
    """Return a key, in quotes where it needs them."""
    return name if BARE.fullmatch(name) else text(name)
