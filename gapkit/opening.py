"""A survey file and everything it names, in one call."""

from __future__ import annotations

import os

from gapkit.errors import GapkitError, raise_all
from gapkit.loading import load
from gapkit.loading.statements import load_statements
from gapkit.pairing import pair
from gapkit.responses import Responses
from gapkit.statements import Statements
from gapkit.study import Study
from gapkit.survey import Survey
from gapkit.survey.reading import read_survey


def open(  # noqa: A001 - gapkit.open reads a study as the builtin reads a file
    survey: str | os.PathLike[str] | Survey, *, allow_outside: bool = False
) -> Study:
    """Return the study of a survey file: every side loaded and paired.

    Parameters
    ----------
    survey : path or Survey
        A survey file, or a survey whose sides hold their data.
    allow_outside : bool, default False
        Let the survey file name files outside its own folder.

    Raises
    ------
    SurveyError
        If the survey file cannot be read.
    LoadError
        With every problem of every side's data.
    """
    read = survey if isinstance(survey, Survey) else read_survey(survey, allow_outside=allow_outside)
    problems: list[GapkitError] = []
    sides: list[Responses | Statements] = []
    for side in read.sides:
        try:
            sides.append(load_side(read, side))
        except GapkitError as error:
            problems.extend(error.problems)
    if problems:
        raise_all(problems)
    return pair(*sides, survey=read)


def with_data_problems(error: GapkitError) -> GapkitError:
    """Return the problems of a survey file with those of its data, as far as its intact parts tell them.

    A side with a problem of its own is not loaded: what its data would be told is nobody's fault.
    """
    survey = error.built
    if not isinstance(survey, Survey):
        return error
    for side in survey.sides:
        if any(f"sides.{side}" in each.where for each in error.problems):
            continue
        try:
            load_side(survey, side)
        except GapkitError as more:
            error.also += more.problems
    return error


def load_side(survey: Survey, side: str) -> Responses | Statements:
    """Return one side of a survey: its respondents, or what was published about it."""
    data = survey.sides[side].data
    return load_statements(survey, side) if data is None else load(data, survey, side=side)
