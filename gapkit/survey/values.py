"""The values of the survey file: texts, answers, dates, and one value or one per side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, TypeGuard, TypeVar

from pydantic import AfterValidator, Discriminator, Field, PlainValidator, Tag, WithJsonSchema
from pydantic_core import PydanticCustomError

from gapkit.survey.text import answer_text, clean_text

T = TypeVar("T")

RULE = "rule"
"""Type of the errors that carry their rule in words."""

TAGS = frozenset({"@one", "@each", "@rows"})
"""Marks of the two ways to write a value; no part of a key path."""


def broken(rule: str) -> PydanticCustomError:
    """Return the error of a value that breaks a rule, the rule in words."""
    return PydanticCustomError(RULE, "{rule}", {"rule": rule})


def is_answer(value: object) -> TypeGuard[int | float | str]:
    """Whether the value is a code or a text; no truth value, no infinity."""
    if isinstance(value, str):
        return bool(value.strip())
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def checked_answers(value: object) -> list[int | float | str]:
    """Return one answer, or a list of them, as a list."""
    written = value if isinstance(value, list) else [value]
    answers = [each for each in written if is_answer(each)]
    if len(answers) < len(written):
        raise broken("an answer (a number or a text) or a list of answers")
    return [answer_text(each) if isinstance(each, str) else each for each in answers]


def checked_answer(value: object) -> int | float | str:
    """Return one answer."""
    if isinstance(value, list) or not is_answer(value):
        raise broken("an answer (a number or a text)")
    return checked_answers(value)[0]


def checked_date(value: object) -> str:
    """Return a date as text."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and value.strip():
        return clean_text(value).strip()
    raise broken("a date, such as 2011-10-01")


def checked_days(value: object) -> list[str]:
    """Return one day, or the first and the last, as ISO 8601 writes them: they are counted with."""
    rule = "one or two days in their order, such as [2011-10-01, 2011-11-15]"
    written = value if isinstance(value, list) else []
    try:
        days = [checked_day(each) for each in written]
    except ValueError:
        raise broken(rule) from None
    if not 1 <= len(days) <= 2 or days != sorted(days):  # noqa: PLR2004 - first and last
        raise broken(rule)
    return days


def checked_day(value: object) -> str:
    """Return a day as text; raise ``ValueError`` if it is none."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return (value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value).strip())).isoformat()


def checked_version(value: object) -> int:
    """Return the version of the grammar; there is one."""
    if type(value) is not int or value != 1:
        raise broken("1, the version of the grammar")
    return value


def checked_label(value: str) -> str:
    """Return a label, cleaned; it may not be empty."""
    label = clean_text(value).strip()
    if not label:
        raise broken("a text that is not empty")
    return label


def checked_column(value: object) -> str:
    """Return the name of a column as it is; it may not be empty."""
    if not isinstance(value, str) or not value:
        raise broken("the name of a column")
    return value


def checked_scales(value: object) -> list[float]:
    """Return one factor, or a list of them, as a list."""
    written = value if isinstance(value, list) else [value]
    factors = [
        float(each)
        for each in written
        if isinstance(each, int | float) and not isinstance(each, bool) and 0 <= each < float("inf")
    ]
    if not any(factors) or len(factors) < len(written):
        raise broken("a number above 0, or a list of one number per replicate")
    return factors


def one_or_each(value: object) -> str:
    """Tell a value for all sides from a table with a value per side."""
    return "@each" if isinstance(value, Mapping) else "@one"


def scale_or_each(value: object) -> str:
    """Tell a scale from a table with a scale per side."""
    each = (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(part, Mapping) for part in value.values())
    )
    return "@each" if each else "@one"


def format_tag(value: object) -> str:
    """Tell the formats of questions apart: one for all sides, or one per side."""
    written = value.get("format") if isinstance(value, Mapping) else None
    return "@mixed" if isinstance(written, Mapping) else f"@{written}"


def path_or_rows(value: object) -> str:
    """Tell a list of rows from a path."""
    return "@rows" if isinstance(value, list) else "@one"


Text = Annotated[str, AfterValidator(clean_text)]
Label = Annotated[str, AfterValidator(checked_label), Field(json_schema_extra={"minLength": 1})]
ColumnName = Annotated[
    str, PlainValidator(checked_column), WithJsonSchema({"type": "string", "minLength": 1})
]
Version = Annotated[int, PlainValidator(checked_version), WithJsonSchema({"const": 1})]
Days = Annotated[
    list[str],
    PlainValidator(checked_days),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 2}),
]
Date = Annotated[str, PlainValidator(checked_date), WithJsonSchema({"type": "string"})]
Answer = Annotated[
    int | float | str, PlainValidator(checked_answer), WithJsonSchema({"type": ["number", "string"]})
]
Answers = Annotated[
    list[int | float | str],
    PlainValidator(checked_answers),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["number", "string"]},
                {"type": "array", "items": {"type": ["number", "string"]}},
            ]
        }
    ),
]
"""An answer or a list of answers, read as a list."""

Scales = Annotated[
    list[float],
    PlainValidator(checked_scales),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "array", "items": {"type": "number", "minimum": 0}},
            ]
        }
    ),
]
"""A factor for all replicates, or one of each, read as a list."""

PerSide = Annotated[
    Annotated[T, Tag("@one")] | Annotated[dict[str, T], Tag("@each")],
    Discriminator(one_or_each),
]
"""``key = value`` for all sides, or ``key.SIDE = value``."""
PerCell = Annotated[
    Annotated[ColumnName, Tag("@one")] | Annotated[T, Tag("@each")],
    Discriminator(one_or_each),
]
"""The name of a column, or a table that says more about it."""
