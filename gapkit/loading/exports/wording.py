"""The text of headings: without markup, in one line, fit for a name."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from os.path import commonprefix
from typing import Final

from gapkit.loading.cells import normal
from gapkit.survey.text import clean_text

BREAKS: Final = re.compile(
    r"</?(?:br|div|h[1-6]|hr|img|li|ol|p|table|tbody|td|th|tr|ul)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
"""Markup that stands between words."""

TAGS: Final = re.compile(r"</?(?:a|b|em|font|i|small|span|strong|sub|sup|u)(?:\s[^<>]*)?/?>", re.IGNORECASE)
"""Markup inside words; "<5" and "<none>" are none of it."""

GRID: Final = re.compile(r"(?P<question>.*?)\s*\[(?P<row>[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*)\]", re.DOTALL)
"""A heading such as "How often? [By bus]": the question and a row of its grid."""

NUMBERED: Final = re.compile(r"(?P<question>\d+)[.)]\s+(?P<row>.+)", re.DOTALL)
"""A heading such as "3. Python": several of one number are options of one question."""

STEM: Final = re.compile(r"(?P<question>\S+?)[_.](?P<row>\d+)")
"""A heading such as "q4_0001" without wording."""

SEPARATORS: Final = (" - ", "-")
"""What stands between a question and a part of it, the surer one first."""


CLOSES: Final = ("?", ":", ".", "…")
"""What ends a question, so that a dash after it is no part of a word."""


def plain(text: str) -> str:
    r"""Return wording without markup, in one line; spaces that do not break stay as they are.

    Examples
    --------
    >>> plain("How often?<br><strong>A&amp;B</strong>, <5 times")
    'How often? A&B, <5 times'
    """
    bare = html.unescape(TAGS.sub("", BREAKS.sub(" ", text))) if "<" in text or "&" in text else text
    return re.sub(r"[ \t\r\n\f\v]+", " ", clean_text(bare.replace("\ufeff", ""))).strip(" ")


def name(text: str) -> str:
    """Return a heading as columns are called: without markup, every space plain."""
    return normal(plain(text))


def shortened(text: str, most: int = 60) -> str:
    """Return wording as remarks quote it."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def common_start(texts: Sequence[str]) -> str:
    """Return the characters that all texts begin with."""
    return commonprefix(list(texts))  # noqa: RUF071 - texts, not paths


def common_question(texts: Sequence[str]) -> str:
    """Return what all texts begin with, up to a dash and including it; empty if there is none.

    Examples
    --------
    >>> common_question(["Which do you eat?-Non-GM maize", "Which do you eat?-Non-GM soy"])
    'Which do you eat?-'
    >>> common_question(["Rate - Price", "Rate - Speed"])
    'Rate - '
    """
    shared = common_start(texts)
    for mark in SEPARATORS:
        cuts = [match.end() for match in re.finditer(re.escape(mark), shared)]
        closed = [cut for cut in cuts if shared[: cut - len(mark)].rstrip().endswith(CLOSES)]
        if cuts:
            return shared[: closed[0] if closed else cuts[-1]]
    return ""
