"""Dyads: the brand, firm or couple that a respondent belongs to, and that stands on two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gapkit.loading.cells import number_text
from gapkit.loading.table import Table
from gapkit.responses import Responses
from gapkit.survey.text import clean_text


def with_dyads(responses: Responses, tables: Sequence[Table]) -> Responses:
    """Return the respondents with their dyads as sampling units, known by their keys.

    Parameters
    ----------
    tables : sequence of Table
        The tables that the respondents were coded from, in order; every cell of the key is filled.
    """
    texts: list[str] = []
    for table in tables:
        cells = table.columns[str(responses.side.dyad)]
        shown = [clean_text(number_text(cell)) for cell in cells.distinct.tolist()]
        texts += [shown[code] for code in cells.codes.tolist()]
    keys, codes = np.unique(np.array(texts, dtype=np.str_), return_inverse=True)
    return replace(responses, psu=codes.reshape(-1).astype(np.intp), dyads=tuple(keys.tolist()))
