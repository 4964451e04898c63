"""Names of columns out of the rows above the first respondent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gapkit.errors import shown
from gapkit.loading.cells import normal


def joined_header(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return one name per column; a blank cell of an upper row continues the cell on its left.

    Examples
    --------
    >>> joined_header([["id", "Trust", ""], ["", "Banks", "Press"]], 3)
    ['id', 'Trust - Banks', 'Trust - Press']
    """
    full = [[normal(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    for above in full[:-1]:
        for place in range(1, width):
            if not above[place] and full[-1][place]:
                above[place] = above[place - 1]
    parts = [list(dict.fromkeys(row[place] for row in full if row[place])) for place in range(width)]
    return [" - ".join(each) for each in parts]


def told_apart(names: Sequence[str]) -> list[str]:
    """Return the names, those that stand more than once numbered; none of them keeps the plain name.

    Examples
    --------
    >>> told_apart(["id", "Other", "Other"])
    ['id', 'Other (1)', 'Other (2)']
    """
    counts, seen, taken = Counter(names), Counter[str](), set(names)
    apart = []
    for name in names:
        new = name
        while name and counts[name] > 1 and (new in taken or new == name):
            seen[name] += 1
            new = f"{name} ({seen[name]})"
        taken.add(new)
        apart.append(new)
    return apart


def header_remarks(names: Sequence[str], *, filled_without_name: int) -> list[str]:
    """Return what a person should know about a header."""
    twice = [f"`{name}`" for name, count in Counter(names).items() if name and count > 1]
    remarks = []
    if twice:
        verb = "stands" if len(twice) == 1 else "stand"
        remarks.append(f"{shown(twice)} {verb} more than once in the header: numbered (1), (2) and so on")
    if filled_without_name:
        noun = "column has" if filled_without_name == 1 else "columns have"
        remarks.append(f"{filled_without_name} {noun} answers and no name, and can't be used")
    return remarks
