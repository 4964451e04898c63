"""Results as one JSON object: schema, version, warnings, results."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite

import gapkit
from gapkit.gaps import COLUMNS, Gaps
from gapkit.tables.gap_table import SYNTHETIC_NOTE

GAP_SCHEMA = (
    "gapkit gap 1: results has one object per row of Gaps.to_frame(), with its columns as keys; "
    "shares and gaps run 0 to 1, p-values and bases are in full precision; "
    "a number that is not finite (NaN: not computed; infinity, as in df or base_needed) is null, "
    "and status says why a gap is missing"
)
"""What ``schema`` says of a table of gaps."""


def json_text(gaps: Gaps, warnings: Sequence[str] = ()) -> str:
    """Return gaps as one JSON object ``{schema, version, warnings, results}``.

    Parameters
    ----------
    gaps : Gaps
        One result per row of ``to_frame()``; NaN and infinities are null.
    warnings : sequence of str
        What was said while the gaps were computed. That data are synthetic is said here too.

    Returns
    -------
    str
        JSON in UTF-8 characters, the last line ended too.
    """
    marks = [SYNTHETIC_NOTE] if gaps.survey.synthetic else []
    results = [{column: _plain(row.cell(column)) for column in COLUMNS} for row in gaps]
    return json_object(GAP_SCHEMA, [*marks, *warnings], results)


def json_object(schema: str, warnings: Sequence[str], results: Sequence[object]) -> str:
    """Return the object that every ``--json`` prints."""
    told = {
        "schema": schema,
        "version": gapkit.__version__,
        "warnings": list(warnings),
        "results": list(results),
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _plain(value: object) -> object:
    """Return a value as JSON has it; null where a number is not finite."""
    return None if isinstance(value, float) and not isfinite(value) else value
