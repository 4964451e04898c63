"""What a person should look at before using a data file; nothing of it changes an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from gapkit.display import count_text
from gapkit.errors import shown
from gapkit.inventory.model import Column

MONTH: Final = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
MONTH_DAY: Final = re.compile(rf"{MONTH}[- ]\d{{1,2}}|\d{{1,2}}[- ]{MONTH}", re.IGNORECASE)
"""What a spreadsheet makes of a range such as 6-25."""

SENTINELS: Final = frozenset(
    {"-9", "-99", "-999", "-8", "-98", "-998", "-7", "-97", "97", "98", "99", "997", "998", "999"}
)
"""Numbers that often stand for "no answer"."""

SCALE_TOP: Final = 11
"""Highest point of a scale beside which 97 is no answer."""


LABEL_END: Final = 255
"""Characters that an older SPSS keeps of a label."""


def remarks_of(columns: Sequence[Column]) -> Iterator[str]:
    """Yield what is worth a look in these columns, one sentence a matter."""
    if numbers := [text for column in columns for text in sentinels(column)]:
        yield f"numbers without a label that often stand for no answer: {shown(numbers)}"
    if dates := [f"`{column.name}`" for column in columns if has_date_among_ranges(column)]:
        yield f'answers that a spreadsheet may have made of ranges such as "6-25": dates in {shown(dates)}'
    if cut := [f"`{column.name}`" for column in columns if len(column.label) == LABEL_END]:
        yield f"labels of {LABEL_END} characters, which may be cut off: {shown(cut)}"


def sentinels(column: Column) -> Iterator[str]:
    """Yield numbers of a short scale that lie far outside it."""
    others = [code.answer for code in column.codes if code.count and code.answer not in SENTINELS]
    if not others or not all(other.isdigit() and int(other) <= SCALE_TOP for other in others):
        return
    for code in column.codes:
        if code.answer in SENTINELS and code.count and not code.label and not code.declared:
            yield f"`{column.name}` {code.answer} ({count_text(code.count)})"


def has_date_among_ranges(column: Column) -> bool:
    """Whether some answers of a column are days of a month and others are not."""
    days = [bool(MONTH_DAY.fullmatch(code.answer)) for code in column.codes if code.count]
    return any(days) and not all(days)
