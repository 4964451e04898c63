"""A Qualtrics survey definition (.qsf) as a book of wordings and value labels."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gapkit.errors import ExportError
from gapkit.loading.cells import normal
from gapkit.loading.exports.headings import Beside
from gapkit.loading.exports.wording import plain
from gapkit.survey.text import clean_text

SIZE_LIMIT: Final = 64 * 2**20
"""Bytes of the largest definition that is read."""

PARTS: Final = re.compile(r"(?:\d+_)?(QID\d+)(?:#(\d+))?((?:[-_]-?\w+)*)")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the definition.

    Attributes
    ----------
    tag : str
        What the export calls it.
    text : str
        Its wording.
    choices, answers : Mapping[str, str]
        Wording per choice (rows of a matrix) and per answer (columns of a matrix), by id.
    codes : Mapping[str, str]
        Code that the export writes per id.
    many : bool
        Whether several answers may be given.
    """

    tag: str
    text: str
    choices: Mapping[str, str]
    answers: Mapping[str, str]
    codes: Mapping[str, str]
    many: bool

    def code_labels(self) -> dict[float | str, str]:
        """Return the label of each code."""
        shown = self.answers or self.choices
        return {self.codes.get(each, each): label for each, label in shown.items()}


@dataclass(frozen=True, slots=True)
class Codebook:
    """The questions of a survey definition, by their id."""

    file: str
    questions: Mapping[str, Asked]

    def found(self, told_id: str) -> tuple[Asked, list[str]] | None:
        """Return the question of a column's id and what follows in it."""
        match = PARTS.fullmatch(told_id)
        if match is None:
            return None
        question = self.questions.get(f"{match[1]}#{match[2]}" if match[2] else match[1])
        return None if question is None else (question, re.findall(r"[-_](-?\w+)", match[3]))

    def labels(self, told_id: str) -> dict[float | str, str]:
        """Return the label of each code of a column; ticks have the label of their option."""
        found = self.found(told_id)
        if found is None:
            return {}
        question, parts = found
        if not question.many:
            return question.code_labels()
        last = parts[-1] if parts else ""
        label = (question.answers or question.choices).get(last, "")
        return {"1": label} if label else {}

    def wording(self, told_id: str) -> tuple[str, str] | None:
        """Return question and part of a column's wording; nothing if the definition has no such part."""
        found = self.found(told_id)
        if found is None:
            return None
        question, parts = found
        shown = [question.choices.get(parts[0], "")] if parts else []
        if len(parts) > 1:
            shown.append(question.answers.get(parts[1], ""))
        if not all(shown):
            return None
        if not shown:
            return "", question.text
        return " - ".join([question.text, *shown[:-1]]), shown[-1]

    def id_of(self, tag: str) -> str:
        """Return the id of a legacy column, which only its tag names: ``Q5_1_2`` is ``QID7-1-2``."""
        name = normal(tag)
        tags = {question.tag: each for each, question in self.questions.items()}
        fits = [each for each in tags if name == each or name.startswith((f"{each}_", f"{each}#"))]
        if not fits:
            return ""
        longest = max(fits, key=len)
        rest = name[len(longest) :].removeprefix("_")
        return f"{tags[longest]}{'' if rest.startswith('#') or not rest else '-'}{rest.replace('_', '-')}"


def codebook_beside(beside: Beside, names: Sequence[str]) -> Codebook | None:
    """Return the definition beside a file: of the same stem, or of the stem before " (Insights)"."""
    if beside.path is None:
        return None
    stem = beside.path.name.removesuffix(".gz").rpartition(".")[0]
    fits = [each for each in beside.files("*.qsf") if stem == each.stem or stem.startswith(f"{each.stem} (")]
    if not fits:
        return None
    book = read_codebook(max(fits, key=lambda each: len(each.stem)))
    known = {match[1] for each in names if (match := PARTS.fullmatch(each))} & set(book.questions)
    return book if known or any(book.id_of(each) for each in names) else None


def read_codebook(path: Path) -> Codebook:
    """Return the questions of a definition.

    Raises
    ------
    ExportError
        If the file is none.
    """
    file = clean_text(path.name)
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ExportError.labels(file, "Qualtrics survey definition", f"over {SIZE_LIMIT >> 20} MiB")
        content = json.loads(path.read_text("utf-8-sig"))
        elements = [each for each in content["SurveyElements"] if each.get("Element") == "SQ"]
        questions: dict[str, Asked] = {}
        for element in elements:
            questions |= asked(str(element["PrimaryAttribute"]), element["Payload"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ExportError.labels(file, "Qualtrics survey definition", "other content") from None
    return Codebook(file, questions)


def asked(told_id: str, payload: Mapping[str, Any]) -> dict[str, Asked]:
    """Return a question by its id, and the columns of a side-by-side question by theirs."""
    found = {
        told_id: Asked(
            tag=normal(str(payload.get("DataExportTag") or "")),
            text=plain(str(payload.get("QuestionText") or "")),
            choices=displays(payload.get("Choices")),
            answers=displays(payload.get("Answers")),
            codes={str(key): str(code) for key, code in pairs(payload.get("RecodeValues"))},
            many="MultipleAnswer" in str(payload.get("SubSelector"))
            or str(payload.get("Selector")) in {"MAVR", "MAHR", "MACOL", "MSB"},
        )
    }
    for key, more in pairs(payload.get("AdditionalQuestions")):
        found |= asked(f"{told_id}#{key}", more)
    return found


def displays(told: object) -> dict[str, str]:
    """Return the wording of choices by their id."""
    return {
        str(key): plain(str(each.get("Display", ""))) for key, each in pairs(told) if isinstance(each, dict)
    }


def pairs(told: object) -> list[tuple[Any, Any]]:
    """Return keys and values; an empty table is written as an empty list."""
    if isinstance(told, dict):
        return list(told.items())
    return [(str(place), each) for place, each in enumerate(told)] if isinstance(told, list) else []
