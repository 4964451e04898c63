"""What a report was made from, as one short hash."""

from __future__ import annotations

from hashlib import sha256

from gapkit.responses import Responses
from gapkit.statements import Statements
from gapkit.study import Study

SHOWN = 12
"""Hexadecimal digits of a fingerprint on paper."""


def fingerprint(study: Study) -> str:
    """Return 12 digits that change when the survey file or any side's data change."""
    whole = sha256(survey_hash(study).encode())
    for name, side in study.sides.items():
        whole.update(f"\n{name} {side.source.sha256 or _content_hash(side)}".encode())
    return whole.hexdigest()[:SHOWN]


def survey_hash(study: Study) -> str:
    """Return the SHA-256 of the survey file's text; of its questions where there is no file."""
    survey = study.survey
    text = survey.source_text or repr((survey.title, survey.reference, tuple(survey.sides), survey.questions))
    return sha256(text.encode()).hexdigest()


def _content_hash(side: Responses | Statements) -> str:
    """Return the hash of a side that came from no file: its coded answers, or its statements."""
    content = sha256()
    if isinstance(side, Statements):
        content.update(repr(side.statements).encode())
        return content.hexdigest()
    for question, answers in sorted(side.answers.items()):
        content.update(f"{question} {answers.codes.shape}".encode())
        content.update(answers.codes.astype("<i2").tobytes())
    if side.weight is not None:
        content.update(side.weight.astype("<f8").tobytes())
    return content.hexdigest()
