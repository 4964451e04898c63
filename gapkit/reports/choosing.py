"""What of a report is asked for: sections and questions by their ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gapkit.errors import OptionError
from gapkit.reports.assembling import section_ids
from gapkit.study import Study


def chosen_parts(only: Sequence[str], study: Study, breaks: Sequence[str]) -> tuple[tuple[str, ...], Study]:
    """Split ids into those of sections and those of questions.

    Returns
    -------
    parts : tuple of str
        Sections to build; empty for all.
    study : Study
        With the chosen questions alone; as it was where no question is named.

    Raises
    ------
    OptionError
        If an id is neither a section's nor a question's.
    """
    sections = section_ids(breaks)
    questions = [question.id for question in study.survey.questions]
    for each in only:
        if each not in sections and each not in questions:
            raise OptionError.not_one_of("only", each, [*sections, *questions])
    parts = tuple(each for each in only if each in sections)
    asked = [each for each in only if each not in sections]
    if not asked:
        return parts, study
    kept = tuple(question for question in study.survey.questions if question.id in asked)
    return parts, replace(study, survey=replace(study.survey, questions=kept))
