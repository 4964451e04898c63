"""Surveys that are described in Python, their sides holding data frames in place of paths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gapkit.errors import OptionError, SurveyError
from gapkit.survey.building import build_survey
from gapkit.survey.paths import Place
from gapkit.survey.problems import Problems

if TYPE_CHECKING:
    from gapkit.survey.context import Frames
    from gapkit.survey.model import Survey

NAME = "Survey.from_frames"
"""What errors give in place of a file."""


def document_of(  # noqa: PLR0913 - a survey has that many parts
    frames: Mapping[str, Frames],
    *,
    reference: str,
    title: str,
    questions: Sequence[Mapping[str, Any]],
    sides: Mapping[str, Mapping[str, Any]],
    segments: Mapping[str, Mapping[str, Any]],
    labels: Mapping[str, str],
    weight: str | Mapping[str, str] | None,
    options: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the document that a survey file with these parts would be."""
    ids = [*frames, *(side for side in sides if side not in frames)]
    tables = {side: {"label": label_of(side, labels), **sides.get(side, {})} for side in ids}
    weights = weight if isinstance(weight, Mapping) else dict.fromkeys(frames, weight)
    for side, column in weights.items():
        if column is not None:
            tables.setdefault(side, {})["weight"] = column
    document = {
        "gapkit": 1,
        "title": title,
        "reference": reference,
        "sides": tables,
        "segments": {
            segment: {"label": label_of(segment, labels), **table} for segment, table in segments.items()
        },
        "questions": list(questions),
        **options,
    }
    plain: dict[str, Any] = as_toml(document)
    return plain


def check_frames(frames: object) -> None:
    """Raise ``OptionError`` unless frames come by side."""
    if not isinstance(frames, Mapping):
        hint = 'Survey.from_frames({"consumer": consumers, "marketer": marketers}, ...)'
        found = f"a {type(frames).__name__}"
        raise OptionError.outside("frames", found, "a frame for each side, by its id", hint=hint)


def question_of(
    question: str,
    pairs: Mapping[str, Mapping[str, Any]],
    *,
    labels: Mapping[str, str],
    keys: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the table of the question that holds the pairs; keys without a value are left out."""
    items = [{"id": item, "label": label_of(item, labels), **columns} for item, columns in pairs.items()]
    given = {key: value for key, value in keys.items() if value is not None}
    return {"id": question, **given, "items": items}


def label_of(name: str, labels: Mapping[str, str]) -> str:
    """Return the label given, or one made of the id."""
    return labels.get(name, name.replace("_", " ").capitalize())


def as_toml(value: Any) -> Any:  # noqa: ANN401 - whatever a caller may hand over
    """Return a value with the types that ``tomllib`` would give it."""
    if isinstance(value, Mapping):
        return {str(key): as_toml(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [as_toml(each) for each in value]
    item = getattr(value, "item", None)  # numpy's numbers
    return item() if callable(item) and getattr(value, "shape", None) == () else value


def survey_of(
    document: Mapping[str, Any], frames: Mapping[str, Frames], *, labels: Mapping[str, str]
) -> Survey:
    """Return the survey of a document whose sides hold frames.

    Raises
    ------
    SurveyError
        With every problem at once, as in a survey file.
    """
    problems = Problems(NAME, document)
    known = known_names(document)
    for name in labels:
        if name not in known:
            problems.add(SurveyError.unknown_label(name, known), ("labels", name))
    here = Path.cwd()
    return build_survey(document, problems=problems, place=Place(here, None), frames=frames)


def known_names(document: Mapping[str, Any]) -> list[str]:
    """Return the ids that a label may be given for."""
    items = [item.get("id") for each in document["questions"] for item in each.get("items", [])]
    return [*document["sides"], *document["segments"], *(str(item) for item in items)]
