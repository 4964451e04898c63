"""One side's data with a column of weights, as CSV."""

from __future__ import annotations

import csv
import warnings
from io import StringIO

import numpy as np
from numpy.typing import NDArray

from gapkit.loading.cells import COMMA_NUMBER, NUMBER, number_text
from gapkit.loading.design import filtered, weighted, without_duplicates
from gapkit.loading.table import Table
from gapkit.responses import Responses
from gapkit.survey import Side
from gapkit.tables.csv_lines import guarded
from gapkit.weighting.model import base_weights


def weighted_csv(table: Table, side: Side, column: str, weighted: Responses) -> str:
    """Return the data as they are, with a column of weights; blank for who does not count."""
    names = [name for name in table.names if name in table.columns]
    columns = []
    for name in names:
        cells = table.columns[name]
        texts = [
            guarded(each) if isinstance(each, str) and not plain_number(each) else number_text(each)
            for each in cells.distinct.tolist()
        ]
        columns.append(np.array([*texts, ""], dtype=object)[cells.codes])
    mark = next((each.decimal for each in table.columns.values() if each.decimal), ".")
    weights = np.full(len(table), "", dtype=object)
    weights[counted_rows(table, side)] = [
        repr(each).replace(".", mark) for each in base_weights(weighted).tolist()
    ]
    out = StringIO()
    writer = csv.writer(out, delimiter=";" if mark == "," else ",", lineterminator="\n")
    writer.writerow([*(guarded(name) for name in names), column])
    writer.writerows(zip(*columns, weights, strict=True))
    return out.getvalue()


def plain_number(text: str) -> bool:
    """Whether a text is a number in either notation, which no spreadsheet runs."""
    return bool(NUMBER.fullmatch(text.strip()) or COMMA_NUMBER.fullmatch(text.strip()))


def counted_rows(table: Table, side: Side) -> NDArray[np.intp]:
    """Return which rows of the file are the side's respondents, in their order."""
    kept = table
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # told once already, when the side was loaded
        for keep in (filtered, without_duplicates, weighted):
            kept = keep(kept, side).table
    return np.flatnonzero(np.isin(table.rows, kept.rows))
