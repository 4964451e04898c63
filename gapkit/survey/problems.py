"""Every problem of one survey file, each with its line and key path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from gapkit.errors import GapkitError, SurveyError, raise_all
from gapkit.errors.survey import written
from gapkit.survey.grammar import (
    AnalysisTable,
    CodeColumn,
    LowBaseTable,
    MethodTable,
    ReadTable,
    ReplicatesTable,
    ReportTable,
    RoleTable,
    ScaleColumn,
    ScaleItem,
    ScaleTable,
    Table,
)
from gapkit.survey.lines import Lines, Path
from gapkit.survey.values import RULE, TAGS

MOST_TOLD = 100
"""Problems told in one go; the rest is counted."""

T = TypeVar("T")
TableType = TypeVar("TableType", bound=Table)

INNER_TABLES: Mapping[str | int, type[Table]] = {
    "read": ReadTable,
    "replicates": ReplicatesTable,
    "roles": RoleTable,
    "scale": ScaleTable,
    "analysis": AnalysisTable,
    "low_base": LowBaseTable,
    "report": ReportTable,
    "method": MethodTable,
}

RULES: Mapping[str, str] = {
    "string_type": "a text",
    "string_too_short": "a text that is not empty",
    "string_too_long": "one character",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a finite number",
    "bool_type": "true or false",
    "list_type": "a list",
    "dict_type": "a table",
    "model_type": "a table",
    "model_attributes_type": "a table",
    "greater_than": "more than {gt:g}",
    "greater_than_equal": "at least {ge:g}",
    "less_than": "below {lt:g}",
    "less_than_equal": "at most {le:g}",
    "too_short": "a list of at least {min_length}",
    "too_long": "a list of at most {max_length}",
    "string_pattern_mismatch": "the id of a check, such as Q02",
}

HINTS: Mapping[str, str] = {
    "conf_level": "conf_level is a share: 0.95, not 95.",
}


STAND_INS: Mapping[str, object] = {
    "gapkit": 1,
    "title": "?",
    "reference": "",
    "label": "?",
    "id": "",
    "kind": "opinion",
    "scale": {"from": 1, "to": 500},
}
"""Values that no check finds fault with, by required key."""


class Problems:
    """What is wrong with a survey, collected so that it is told in one go.

    Parameters
    ----------
    name : str
        File name, or what else the survey comes from.
    document : Mapping
        The survey as ``tomllib`` read it; key paths are told with its ids.
    """

    def __init__(self, name: str, document: Mapping[str, object], text: str = "") -> None:
        self.name = name
        self.lines = Lines(text)
        self.untold = 0
        self._document = document
        self._told: list[tuple[int, GapkitError]] = []

    def __len__(self) -> int:
        """Return the number of problems so far."""
        return len(self._told)

    def add(self, error: GapkitError, at: Path) -> None:
        """Remember a problem of the key at this path."""
        line = self.lines.line(at)
        parts = [self.name, f"line {line}" if line else "", self.shown(at)]
        error.where = ", ".join(part for part in parts if part)
        self._told.append((line, error))

    def shown(self, at: Path) -> str:
        """Return a key path as people read it: elements of lists by id, else by place from 1."""
        text, here = "", self._document
        for part in at:
            here = element(here, part)
            name = here.get("id") if isinstance(part, int) and isinstance(here, Mapping) else part
            text += f".{written(name)[1:-1]}" if isinstance(name, str) else f"[{int(part) + 1}]"
        return text.removeprefix(".")

    def settled(self, built: T | None) -> T:
        """Return what was built, or raise every problem in the order of the file."""
        if built is None or self._told:
            told = [error for _, error in sorted(self._told, key=lambda each: each[0])]
            more = self.untold + len(told[MOST_TOLD:])
            if more:
                told[MOST_TOLD:] = [SurveyError.more_problems(more)]
                told[-1].where = self.name
            told[0].built = built
            raise_all(told)
        return built

    def checked(
        self,
        table: type[TableType],
        raw: object,
        at: Path,
        *,
        sides: Sequence[str] = (),
        parts: Mapping[str, object] | None = None,
    ) -> TableType | None:
        """Return a table checked against the grammar, without the keys that are wrong.

        A required key that is wrong is stood in for, so that the rest is checked too. As its
        problem is noted, nothing is ever built with the stand-in.

        Parameters
        ----------
        sides : sequence of str
            Sides whose names are keys of this table.
        parts : Mapping, optional
            Keys that are checked by themselves, with an empty value to stand for them.

        Returns
        -------
        Table or None
            ``None`` where it is no table at all.
        """
        if not isinstance(raw, dict):
            self.add(SurveyError.wrong_type(str(at[-1]), "a table", raw), at)
            return None
        known = {*table.keys(), *sides}
        unknown = [key for key in raw if key not in known]
        for key in unknown[:MOST_TOLD]:
            self.add(unknown_key(key, table, sides), (*at, key))
        self.untold += len(unknown[MOST_TOLD:])
        kept = {key: value for key, value in raw.items() if key in known} | dict(parts or {})
        try:
            return table.model_validate(kept)
        except ValidationError as error:
            faults = error.errors(include_url=False)
        for fault in faults[:MOST_TOLD]:
            self.add(told(table, fault), (*at, *place_of(fault)))
        self.untold += len(faults[MOST_TOLD:])
        wrong = {str(fault["loc"][0]) for fault in faults}
        rest = {key: value for key, value in kept.items() if key not in wrong}
        try:
            return table.model_validate({key: STAND_INS[key] for key in wrong & STAND_INS.keys()} | rest)
        except ValidationError:
            return None


def element(here: Any, part: str | int) -> Any:  # noqa: ANN401 - whatever a file may hold
    """Return what stands under a key or at a place, or nothing."""
    if isinstance(here, Mapping):
        return here.get(part)
    if isinstance(here, list) and isinstance(part, int) and part < len(here):
        return here[part]
    return None


def unknown_key(key: str, table: type[Table], sides: Sequence[str] = ()) -> SurveyError:
    """Return the error for a key that the table does not have, or not yet."""
    if key in table.unbuilt:
        return SurveyError.not_built(f"`{key}`")
    if sides:
        return SurveyError.unknown_key_or_side(key, table.told_as, [*table.keys(), *sides])
    return SurveyError.unknown_key(key, table.told_as, table.keys())


def told(table: type[Table], fault: Mapping[str, Any]) -> SurveyError:
    """Return one of pydantic's errors in gapkit's words."""
    place = place_of(fault)
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    value, kind, context = fault["input"], fault["type"], fault.get("ctx", {})
    inner = table_at(table, place)
    if kind == "extra_forbidden":
        return unknown_key(key, inner)
    if kind == "missing":
        return SurveyError.missing_key(key, inner.told_as)
    if isinstance(value, Mapping) and key in inner.unbuilt_tables:
        return SurveyError.not_built(f"A table in `{key}`")
    if kind == "literal_error":
        return not_allowed(inner, key, value, choices(context["expected"]), shown=per_side_key(fault["loc"]))
    rule = context["rule"] if kind == RULE else RULES[kind].format(**context)
    error = SurveyError.wrong_type(per_side_key(fault["loc"]) or key, rule, value)
    error.hint = HINTS.get(key, "")
    return error


def not_allowed(
    table: type[Table], key: str, value: object, allowed: Sequence[str], *, shown: str = ""
) -> SurveyError:
    """Return the error for a choice that does not exist, or not yet."""
    if isinstance(value, str) and value in table.unbuilt_values.get(key, ()):
        return SurveyError.not_built(f"`{key} = {written(value)}`")
    if len(allowed) == 1:
        return SurveyError.wrong_type(shown or key, allowed[0], value)
    return SurveyError.not_one_of(shown or key, value, allowed)


def choices(expected: str) -> list[str]:
    """Return the allowed values out of pydantic's sentence about them."""
    return [each.strip().strip("'") for each in expected.replace("' or '", "', '").split("', '")]


def per_side_key(loc: Sequence[str | int]) -> str:
    """Return ``key.SIDE`` where the error is in one side's value, else nothing."""
    names = [part for part in loc if isinstance(part, str)]
    return f"{names[-3]}.{names[-1]}" if names[-2:-1] == ["@each"] else ""


def place_of(fault: Mapping[str, Any]) -> Path:
    """Return the key path of one of pydantic's errors, without its marks."""
    return tuple(part for part in fault["loc"] if part not in TAGS and part != "[key]")


def table_at(table: type[Table], place: Path) -> type[Table]:
    """Return the innermost table around a key."""
    for part in place[:-1]:
        known = table.keys()
        if part in INNER_TABLES:
            table = INNER_TABLES[part]
        elif isinstance(part, str) and part not in known and table.model_config.get("extra") == "allow":
            table = ScaleColumn if issubclass(table, ScaleItem) else CodeColumn
    return table
