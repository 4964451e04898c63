"""Text from outside, made safe to print and to compare."""

from __future__ import annotations

import re
import unicodedata

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
LINE_ENDS = re.compile("\r\n?")


def clean_text(text: str) -> str:
    r"""Return text without control characters, in Unicode's composed form.

    Control characters other than tab and newline, and lone surrogates, become U+FFFD; characters
    that turn the direction of writing are removed. What is left can be written to any format.

    Examples
    --------
    >>> clean_text("a\x1b[31mb") == "a\N{REPLACEMENT CHARACTER}[31mb"
    True
    >>> clean_text("e\u0301") == "\u00e9"
    True
    """
    if text.isascii() and text.isprintable():
        return text
    text = LINE_ENDS.sub("\n", text)
    text = CONTROLS.sub("\N{REPLACEMENT CHARACTER}", BIDI_CONTROLS.sub("", text))
    return unicodedata.normalize("NFC", text)


def answer_text(text: str) -> str:
    """Return an answer as answers are compared: cleaned, trimmed, runs of spaces as one, case kept.

    Examples
    --------
    >>> answer_text("  Very   much ")
    'Very much'
    """
    return " ".join(clean_text(text).split())
