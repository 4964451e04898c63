"""Checks of what a printed result must carry: R01, R02."""

from __future__ import annotations

from collections.abc import Iterator

from gapkit.checks.model import Check, CheckRow, Evidence

SYNTHETIC_NAME = "synthetic"
"""Data files of invented respondents begin with this."""


def unmarked_synthetic(seen: Evidence) -> Iterator[CheckRow]:
    """R01: data that call themselves synthetic in a study that does not."""
    for side in seen.study.sides.values():
        if side.source.name.lower().startswith(SYNTHETIC_NAME) and not seen.survey.synthetic:
            yield CheckRow(f"{side.source.name}, but `synthetic` is not true", side=side.side.id)


def untold(seen: Evidence) -> Iterator[CheckRow]:
    """R02: question text, fieldwork dates or source that no caption can name."""
    survey = seen.survey
    if not survey.source:
        yield CheckRow("no source")
    for side in survey.sides.values():
        if not side.dates:
            yield CheckRow("no fieldwork dates", side=side.id)
    for question in survey.questions:
        for side_id in survey.sides:
            if not question.text.get(side_id) and seen.has(question.id, side_id):
                yield CheckRow("no question text", question.id, side=side_id)


CHECKS = (
    Check(
        "R01",
        "E",
        "Synthetic data are not marked as such",
        "Write `synthetic = true` at the top of the survey file.",
        unmarked_synthetic,
    ),
    Check(
        "R02",
        "W",
        "A caption lacks what every chart must name",
        "Add `source`, `dates` of the side, and `text.SIDE` of the question.",
        untold,
    ),
)
