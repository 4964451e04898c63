"""Columns that may be weights: proposed with the reason, never applied."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from math import isclose
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.display import list_text
from gapkit.inventory.model import Column, LikelyWeight
from gapkit.loading.cells import Faces
from gapkit.loading.table import Table

NAMED: Final = re.compile(
    r"(^|[^a-z])(\w*weights?|weighting|wts?|wgt|pw|gewicht|poids|peso)($|[^a-z0-9])|^(wt|weight|wgt)[a-z]*$"
)
"""Names that weights have."""

FEW: Final = 3
"""Different values that a weight has at least."""

CLOSE: Final = 0.005
"""How far the mean of a normalised weight lies from 1 at most, if its name says nothing."""


def likely_weights(
    columns: Sequence[Column], table: Table, seen: Mapping[str, Faces]
) -> tuple[LikelyWeight, ...]:
    """Return the columns that may be weights, the likeliest first.

    A weight is a number from 0 up for everybody, without value labels and without a declared "no
    answer": body weight is none. It is called like one, or its mean is 1 (its sum the number of
    rows).
    """
    found = [
        (column, values(column.name, table, seen))
        for column in columns
        if may_weigh(column) or (column.name == table.weight and column.answered)
    ]
    hints = [
        (column, weights, evidence_of(column, weights, table))
        for column, weights in found
        if column.name == table.weight or looks_right(column, weights)
    ]
    hints.sort(key=lambda hint: (hint[0].name != table.weight, not is_normalised(hint[0])))
    proposals = []
    for place, (column, weights, evidence) in enumerate(hints):
        told = [*evidence, *multiples(weights, hints[:place])]
        total = float(np.nansum(weights))
        proposals.append(LikelyWeight(column.name, list_text(told), column.mean, total))
    return tuple(proposals)


def may_weigh(column: Column) -> bool:
    """Whether everybody has a number from 0 up, and no code has a meaning of its own."""
    labelled = any(code.label for code in column.codes)
    complete = column.answered > 0 and not column.blank and not column.declared and not column.missing
    return complete and not labelled and column.low >= 0 and column.high > 0 and column.different >= FEW


def values(name: str, table: Table, seen: Mapping[str, Faces]) -> NDArray[np.float64]:
    """Return the column's numbers, row by row."""
    codes = table.columns[name].codes
    return np.where(codes < 0, np.nan, seen[name].numbers[codes])


def looks_right(column: Column, weights: NDArray[np.float64]) -> bool:
    """Whether name or mean speak for a weight, and every row has a number.

    Whole numbers under such a name are rather pounds than weights, unless their mean is 1.
    """
    whole = bool((weights == np.round(weights)).all())
    if not np.isfinite(weights).all():
        return False
    signs = int(is_named(column)) + int(is_normalised(column))
    return signs >= (2 if whole else 1)


def is_named(column: Column) -> bool:
    """Whether a column is called like a weight."""
    return NAMED.search(column.name.lower()) is not None


def is_normalised(column: Column) -> bool:
    """Whether the mean is 1."""
    return abs(column.mean - 1) <= CLOSE


def evidence_of(column: Column, weights: NDArray[np.float64], table: Table) -> list[str]:
    """Return what speaks for a weight."""
    told = ["the file declares it as its weight"] if column.name == table.weight else []
    if is_named(column):
        told.append("called like a weight")
    total, rows = float(np.nansum(weights)), len(weights)
    decimals = 0 if abs(total - rows) > 1 or is_normalised(column) else 2
    if is_normalised(column):
        told.append(f"mean {column.mean:.4f} (sums to {total:,.0f})")
    else:
        told.append(f"sums to {total:,.{decimals}f}, not to the {rows:,} rows")
    return told


def multiples(
    weights: NDArray[np.float64], before: Sequence[tuple[Column, NDArray[np.float64], list[str]]]
) -> Iterator[str]:
    """Yield which weights before are the same up to a factor."""
    for column, other, _ in before:
        factor = weights.sum() / other.sum()
        if np.allclose(weights, other * factor, rtol=1e-4, atol=0) and not isclose(factor, 0):
            yield f"{factor:,.6g} times `{column.name}`"
            return
