"""What each column is: who answered, a weight, an id, a question, or nothing to compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isnan
from typing import Final

from gapkit.inventory import Code, Column, Inventory
from gapkit.loading.undeclared import DONT_KNOW, NO_ANSWER
from gapkit.survey import Answer

ID_NAMED: Final = re.compile(
    r"(?:^|[_\W])(?:id|uuid|guid|respondent|responseid|serial|case|caseid|token|number)(?:[_\W]|$)|id$|^nr?$",
    re.IGNORECASE,
)
PERSONAL: Final = re.compile(
    r"\b(?:age|ages|gender|sex|country|countries|region|nationality|state|province|education|"
    r"qualifications?|degree|income|ethnicity|ethnic|race|marital|religion|occupation|profession|job title|"
    r"job role|seniority|role|sector|industry|department|company size|organi[sz]ation size|"
    r"number of employees|party|urban|generation|birth)\b",
    re.IGNORECASE,
)
"""Words for who somebody is."""

SHORT: Final = 9
"""Words of a wording that asks who somebody is, at most."""

OPTIONS: Final = 25
"""Answers of a segment or a single choice, at most."""

YES: Final = frozenset({
    "yes", "y", "true", "1", "selected", "checked", "ticked", "mentioned", "quoted", "ja", "oui", "si", "sí",
    "x",
})  # fmt: skip
NO: Final = frozenset({
    "no", "n", "false", "0", "unselected", "unchecked", "unticked", "nein", "non", "not selected",
    "not checked", "not ticked", "not mentioned", "not quoted", "not chosen",
})  # fmt: skip

CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|[\W_\d]+")


def present(column: Column) -> tuple[Code, ...]:
    """Return the answers that were given, or could be, without those that mean "no answer"."""
    return tuple(code for code in column.codes if not code.declared and not is_no_answer(code))


def given(column: Column) -> tuple[Code, ...]:
    """Return the answers that somebody gave."""
    return tuple(code for code in present(column) if code.count)


def is_no_answer(code: Code) -> bool:
    """Whether an answer reads like "no answer"."""
    text = code.label or code.answer
    middle = text.casefold() in {"no opinion", "unsure"}  # often the middle of a scale
    return bool(NO_ANSWER.fullmatch(text)) and not middle


def undeclared_answers(column: Column) -> tuple[Code, ...]:
    """Return the answers that read like "no answer", were given, and are not declared so."""
    return tuple(code for code in column.codes if code.count and not code.declared and is_no_answer(code))


def is_dont_know(code: Code) -> bool:
    """Whether an answer says that somebody does not know."""
    return re.fullmatch(rf"\(?(?:{DONT_KNOW})\)?\.?", code.label or code.answer, re.IGNORECASE) is not None


def name_of(code: Code) -> str:
    """Return an answer as a person reads it."""
    return code.label or code.answer


def answer_of(code: Code) -> Answer:
    """Return an answer as the survey file writes it: numbers bare.

    Examples
    --------
    >>> answer_of(Code("4", "Agree", 9)), answer_of(Code("007", "", 1)), answer_of(Code("Yes", "", 2))
    (4, '007', 'Yes')
    """
    text = code.answer
    if re.fullmatch(r"-?(?:0|[1-9]\d{0,14})", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?(?:0|[1-9]\d{0,14})\.\d{1,6}", text) else text


def answer_in(column: Column, code: Code) -> Answer:
    """Return an answer of a column as the survey file writes it: a number only where all are numbers."""
    return answer_of(code) if is_numeric(column) else code.answer


def is_numeric(column: Column) -> bool:
    """Whether every answer given is a number."""
    return not any(isinstance(answer_of(code), str) for code in column.codes if code.count)


def is_yes_no(column: Column) -> bool:
    """Whether every answer given is a yes or a no."""
    named = {name_of(code).casefold() for code in given(column)}
    return bool(named) and named <= YES | NO


def is_own_text(column: Column) -> bool:
    """Whether the only answer given is the column's own wording: the option's text, or blank."""
    codes = given(column)
    wording = f"{column.label} {column.name}".casefold()
    return len(codes) == 1 and bool(column.blank) and codes[0].answer.casefold() in wording


def is_id(column: Column, rows: int) -> bool:
    """Whether every respondent has a value of its own."""
    return not column.codes and column.different == column.answered == rows > 1


def says_who(column: Column) -> bool:
    """Whether a column says who answered: few answers, and a name or short wording for it."""
    if not 1 < len(given(column)) <= OPTIONS or is_yes_no(column):
        return False
    name = " ".join(CAMEL.split(column.name))
    wording = column.label or ("" if column.question else column.name)
    short = len(wording.split()) <= SHORT and not column.question
    return bool(PERSONAL.search(name) or (short and PERSONAL.search(wording)))


def why_left_out(column: Column) -> str:
    """Return why a column is no question; empty where it may be one."""
    if not column.answered:
        return "no answers"
    if column.form in {"date", "datetime", "time"}:
        return "dates"
    if column.codes and not given(column):
        return "no answer but those that read like none"
    if not column.codes and isnan(column.low):
        return "open text"
    return ""


def kinds_of(inventory: Inventory) -> tuple[str, tuple[Column, ...], Mapping[str, str]]:
    """Return the id's column, the segments' columns, and why other columns are no question."""
    rows = inventory.rows
    weights = {each.column for each in inventory.weights}
    in_sets = {name for each in inventory.sets for name in each.columns}
    left: dict[str, str] = {}
    segments = []
    for column in inventory:
        if column.name in in_sets:
            continue
        reason = why_left_out(column)
        if column.name in weights:
            left[column.name] = "a likely weight"
        elif is_id(column, rows):
            left[column.name] = "different for everybody"
        elif reason not in {"", "open text"}:
            left[column.name] = reason
        elif says_who(column):
            segments.append(column)
    ids = [name for name, reason in left.items() if reason.startswith("different") and ID_NAMED.search(name)]
    return next(iter(ids), ""), tuple(segments), left
