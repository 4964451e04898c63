"""In which encoding a text file may be written: for hints, never to read by."""

from __future__ import annotations

import codecs
import re
from typing import Final

CANDIDATES: Final = ("cp1252", "mac-roman", "cp949", "cp932", "cp936", "cp1250", "cp1251", "latin-1")
"""Tried in this order; the first of equals wins."""

SAMPLE: Final = 2**16
"""Bytes around the first one that is no UTF-8."""

WORD: Final = re.compile(r"\w[\w'’\-]*")
SHOWN: Final = 20
"""Characters of text that are quoted."""

LIKELY: Final = frozenset("äöüÄÖÜßéèêëàâáãåæçíìîïñóòôõøúùûœÉÈÀÂÅÆÇÑØ")
"""Letters beyond ASCII that European answers hold most."""

SIGNS: Final = frozenset("\u2018\u2019\u201c\u201d\u201e–\u2014…•€£«»°§¿¡\u00a0")
"""Signs beyond ASCII that answers hold."""


def marked_encoding(data: bytes) -> str | None:
    """Return the encoding that a byte order mark tells for certain."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def guessed_encoding(data: bytes, place: int = 0) -> str:
    """Return what the encoding may be, for a hint: text is never read by a guess.

    Examples
    --------
    >>> guessed_encoding("Köln, Genève".encode("cp1252"))
    'cp1252'
    >>> guessed_encoding("Köln, Genève".encode("mac-roman"))
    'mac-roman'
    >>> guessed_encoding("만족한다".encode("cp949"))
    'cp949'
    """
    sample = data[:4096]
    if sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample[::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    start = max(data.rfind(b"\n", 0, place), 0)
    piece = data[start : start + SAMPLE]
    cut = piece.rfind(b"\n")
    whole = piece[:cut] if cut > 0 and cut > place - start else piece
    return max(CANDIDATES, key=lambda each: (likelihood(whole, each), -CANDIDATES.index(each)))


def likelihood(piece: bytes, encoding: str) -> float:
    """Return how much a text looks written, from -1 to 1, if it were in this encoding."""
    try:
        text = piece.decode(encoding)
    except UnicodeDecodeError:
        return -1.0
    beyond = [sign for sign in text if sign > "\x7f"]
    if not beyond:
        return 0.0
    return sum(weight(sign, encoding) for sign in beyond) / len(beyond)


def weight(sign: str, encoding: str) -> float:
    """Return how likely one character is in answers of the encoding's languages."""
    if encoding in {"cp949", "cp932", "cp936"}:
        return east_asian(sign, encoding)
    if encoding == "cp1251":
        return 0.9 if "\u0410" <= sign <= "\u044f" else -0.5
    if sign in LIKELY:
        return 1.0
    if sign in SIGNS:
        return 0.8
    return 0.3 if sign.isalpha() else -1.0


def east_asian(sign: str, encoding: str) -> float:
    """Return how likely a character is in Korean, Japanese or Chinese answers."""
    if encoding == "cp949":
        return 0.95 if "\uac00" <= sign <= "\ud7a3" and usual_hangul(sign) else -1.0
    if encoding == "cp932":
        return 0.95 if "\u3040" <= sign <= "\u30ff" else 0.4 if "\u4e00" <= sign <= "\u9fff" else -1.0
    return 0.6 if "\u4e00" <= sign <= "\u9fff" else -1.0


def usual_hangul(sign: str) -> bool:
    """Whether a syllable is one of the 2,350 that Korean is mostly written with; others take more bytes."""
    return len(sign.encode("euc_kr", "replace")) == len("한".encode("euc_kr"))


def word_at(data: bytes, place: int, encoding: str) -> str:
    """Return the word around a byte as it would read in an encoding, shortened.

    Examples
    --------
    >>> word_at("aus Köln am Rhein".encode("cp1252"), 5, "cp1252")
    'Köln'
    """
    start = max(data.rfind(b"\n", 0, place) + 1, place - 200)
    before = data[start:place].decode(encoding, "replace")
    text = before + data[place : place + 200].decode(encoding, "replace")
    for match in WORD.finditer(text):
        if match.start() <= len(before) < match.end():
            first = max(match.start(), len(before) - SHOWN // 2)
            return text[first : match.end()][:SHOWN]
    return text[len(before) : len(before) + 1]
