"""Answers that look like "no answer" and that nothing declares so: told, never masked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import numpy as np

from gapkit.loading.cells import Cells, faces, number_text
from gapkit.loading.exports.wording import shortened

DONT_KNOW: Final = (
    r"(?:do(?:es)?n['’]?t|do not) know(?:[ /,()-]+(?:not sure|unsure|no opinion|no answer|refused|n/?a)\)?)?"
    r"|dk(?:/ns|/na|/refused)?|not sure|unsure|no opinion|can['’]?t (?:say|choose)|no basis for evaluation"
    r"|wei(?:ß|ss) nicht|ne sait pas|no sabe|ns/nc"
)
REFUSED: Final = (
    r"refused?|refusal|prefer not to (?:say|answer|disclose)|declined?(?: to (?:say|answer|state))?"
    r"|no answer|no response|not answered|not stated|none given"
    r"|keine angabe|k\.\s?a\.|sans réponse|no contesta"
)
NOT_ASKED: Final = (
    r"not applicable|does not apply|inapplicable|iap|n/?a|n\.a\.?|nap|not asked"
    r"|missing|system missing|skipped?|unknown|null"
)
NO_ANSWER: Final = re.compile(
    rf"\(?(?:{DONT_KNOW}|{REFUSED}|{NOT_ASKED})\)?(?:\s*\(.{{0,40}}\))?\.?"
    r"|n/?a\s*[-–,:].{0,40}|-+|\.|\?+",
    re.IGNORECASE,
)
"""Texts and labels of people without an answer, or of questions without an asked person."""

MOST_CATEGORIES: Final = 60
SHOWN: Final = 4


def undeclared(columns: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return a remark per answer that looks like "no answer" and that its file does not declare.

    Examples
    --------
    >>> trust = Cells(np.array([0, 1, 1], np.int32), np.array([5.0, 9.0]), labels={9.0: "Refused"})
    >>> undeclared({"trust": trust})
    ('9 "Refused" looks like no answer and is not declared: 2 answers in `trust`',)
    """
    found: dict[str, dict[str, int]] = {}
    for name, cells in columns.items():
        if len(cells.distinct) > MOST_CATEGORIES and not cells.labels:
            continue
        for answer, count in doubtful(cells).items():
            found.setdefault(answer, {})[name] = count
    return tuple(remark(answer, places) for answer, places in found.items())


def doubtful(cells: Cells) -> dict[str, int]:
    """Return the answers of a column that look like no answer, with their counts."""
    seen = faces(cells)
    counts = np.bincount(cells.codes[cells.codes >= 0], minlength=len(cells.distinct))
    told: dict[str, int] = {}
    for place, (text, label) in enumerate(zip(seen.texts, seen.labels, strict=True)):
        if seen.declared[place] or not counts[place]:
            continue
        code = number_text(cells.distinct[place])
        if label and NO_ANSWER.fullmatch(label):
            told[f'{code} "{shortened(label)}"'] = int(counts[place])
        elif NO_ANSWER.fullmatch(text):
            told[f'"{shortened(text)}"'] = int(counts[place])
    return told


def remark(answer: str, places: Mapping[str, int]) -> str:
    """Return the sentence about one answer."""
    columns = ", ".join(f"`{shortened(name)}`" for name in list(places)[:SHOWN])
    more = f" and {len(places) - SHOWN} more columns" if len(places) > SHOWN else ""
    total = sum(places.values())
    noun = "answer" if total == 1 else "answers"
    return f"{answer} looks like no answer and is not declared: {total:,} {noun} in {columns}{more}"
