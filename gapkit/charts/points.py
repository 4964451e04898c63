"""From gaps to points: which rows have two values in one unit, and what the others are told to lack."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan

from gapkit.charts import captions
from gapkit.charts.building import Shown, unit_of
from gapkit.charts.rows import remark
from gapkit.errors import OptionError
from gapkit.gaps import Gap


def one_unit(shown: Shown) -> Shown:
    """Return what is shown, all of it in one unit.

    Raises
    ------
    OptionError
        If measures or scales differ, so that a question must be chosen.
    """
    if len({unit_of(row) for row in shown.rows}) > 1:
        questions = [rows[0].question for rows in shown.questions]
        error = OptionError.not_one_of("question", None, questions)
        error.hint = (
            "these questions have different units: choose one with `question` "
            "(`--question` on the command line)."
        )
        raise error
    return shown


def axis_unit(shown: Shown) -> str:
    """Return what the numbers are; of several measures, what they have in common."""
    measures = {row.measure for row in shown.rows}
    return captions.unit_text(measures.pop()) if len(measures) == 1 else "%\u00a0of answers"


def point_rows(rows: Iterable[Gap]) -> list[Gap]:
    """Return the rows that have a value on both sides."""
    return [row for row in rows if not isnan(row.gap)]


def pointless(shown: Shown) -> tuple[str, ...]:
    """Return the items without a value on both sides, each with the reason."""
    told = []
    for row in shown.rows:
        if isnan(row.gap):
            why = remark(row, shown.survey)
            told.append(f"{row.label} ({why})" if why else row.label)
    return tuple(told)
