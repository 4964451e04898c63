"""One side's respondents, from a file or a frame."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from gapkit.errors import GapkitError, LoadError, MissingColumnError, OptionError, raise_all
from gapkit.loading.coding import code_question
from gapkit.loading.design import Design, design_of, filtered, weighted, without_duplicates
from gapkit.loading.files import SPSS, all_bytes, check_file, name_of, recognise, sha256
from gapkit.loading.frames import read_frame
from gapkit.loading.segments import code_segment
from gapkit.loading.spss import read_spss
from gapkit.loading.table import Table
from gapkit.loading.text import read_text
from gapkit.responses import Answers, DataSource, Exclusion, Responses, SegmentCodes
from gapkit.survey import Side, Survey
from gapkit.survey.text import clean_text


class Use(NamedTuple):
    """A column that the survey file names, and what for."""

    column: str
    what: str


def load(data: object, survey: Survey, *, side: str, isolate: bool = True) -> Responses:
    """Return one side's respondents with their answers coded as the survey file says.

    Only the columns that the survey file names are read; ``n_expected`` counts the rows of the data,
    before anything is left out. Left out, and counted in
    ``exclusions``: respondents outside the side's filter, further rows of one respondent, missing
    weights where the survey file allows that, and weights of 0. Blank cells and declared "no
    answer" stay, as codes of their own: the question's base rule decides about them later.

    Parameters
    ----------
    data : path or data frame
        An SPSS file (.sav, .zsav), a text file (.csv and the like), or a frame of pandas or any
        library that Narwhals knows. Files are recognised by their content.
    side : str
        The side of the survey that these respondents are.
    isolate : bool, default True
        Read SPSS files in a process of its own, with limits on memory and time: a damaged file
        can kill the process that reads it. ``False`` saves about half a second a file.

    Raises
    ------
    LoadError
        With every problem of the data: columns the file does not have, answers the survey file
        does not know, repeated respondents, impossible weights, a damaged file.
    OptionError
        If the survey has no such side.

    Examples
    --------
    >>> from gapkit.survey import Item, Column, Question, Side, Survey
    >>> import pandas as pd
    >>> likes = Question("likes", "opinion", "multiple", "Likes", (
    ...     Item("tea", "Tea", columns={"guest": Column("q1")}),
    ... ))
    >>> survey = Survey("Tea", "guest", {"guest": Side("guest", "Guests")}, (likes,))
    >>> guests = load(pd.DataFrame({"q1": [1, 0, 1]}), survey, side="guest")
    >>> guests
    <Responses of Guests: 3 respondents, 1 questions, from data frame>
    >>> guests.answers["likes"].codes.T.tolist()
    [[1, 0, 1]]
    """
    if side not in survey.sides:
        raise OptionError.not_one_of("side", side, list(survey.sides))
    who = survey.sides[side]
    uses = uses_of(survey, who)
    table = read_table(data, who, {use.column for use in uses}, isolate=isolate)
    return responses_of(table, survey, who, uses)


def read_table(data: object, side: Side, wanted: set[str] | None, *, isolate: bool) -> Table:
    """Return the wanted columns of a path or frame."""
    if not isinstance(data, str | os.PathLike):
        return read_frame(data, wanted=wanted)
    path = Path(data)
    check_file(path)
    known = recognise(path, side.read)
    if known.format == SPSS:
        source = DataSource(name_of(path), SPSS, sha256(path), rows=0, notes=(known.note,))
        return read_spss(path, source, wanted=wanted, isolate=isolate)
    content = all_bytes(path)
    digest = hashlib.sha256(content).hexdigest()
    source = DataSource(name_of(path), known.format, digest, rows=0, notes=(known.note,))
    return read_text(content, source, side.read, wanted=wanted)


def responses_of(table: Table, survey: Survey, side: Side, uses: list[Use]) -> Responses:
    """Return the table's respondents, coded, or raise every problem at once."""
    problems: list[GapkitError] = missing_columns(table, uses)
    exclusions: list[Exclusion] = []
    if side.n_expected is not None and side.n_expected != len(table):
        problems.append(LoadError.row_count(table.source.name, expected=side.n_expected, rows=len(table)))
    for keep in (filtered, without_duplicates, weighted):
        with gathered(problems):
            kept = keep(table, side)
            table = kept.table
            exclusions.extend(kept.exclusions)
    if not len(table):
        problems.append(LoadError.empty(table.source.name, "nobody is left after the exclusions"))
    design = Design(None, None, None, None)
    with gathered(problems):
        design = design_of(table, side)
    answers: dict[str, Answers] = {}
    for question in survey.questions:
        with gathered(problems):
            coded = code_question(question, table, side)
            if coded is not None:
                answers[question.id] = coded
    segments: dict[str, SegmentCodes] = {}
    for segment in survey.segments.values():
        with gathered(problems):
            found = code_segment(segment, table, side)
            if found is not None:
                segments[segment.id] = found.codes
                exclusions.extend(found.exclusions)
    if problems:
        raise_all(list({problem.block(): problem for problem in problems}.values()))
    return Responses(
        survey=survey,
        side=side,
        respondents=len(table),
        answers=answers,
        weight=design.weight,
        stratum=design.stratum,
        psu=design.psu,
        fpc=design.fpc,
        segments=segments,
        source=table.source,
        exclusions=tuple(exclusions),
    )


@contextmanager
def gathered(problems: list[GapkitError]) -> Iterator[None]:
    """Collect what goes wrong inside, so that all problems of a file are told at once."""
    try:
        yield
    except GapkitError as error:
        problems.extend(error.problems)


def uses_of(survey: Survey, side: Side) -> list[Use]:
    """Return every column that the survey file names for a side, and where it does."""
    design = (
        ("id", side.id_column),
        ("weight", side.weight),
        ("strata", side.strata),
        ("psu", side.psu),
        ("fpc", side.fpc),
    )
    uses = [Use(name, f"`{key}` of side `{side.id}`") for key, name in design if name is not None]
    if side.where is not None:
        uses += [Use(name, f"`where` of side `{side.id}`") for name in side.where.columns]
    for segment in survey.segments.values():
        if side.id in segment.columns:
            uses.append(Use(segment.columns[side.id], f"segment `{segment.id}`, side `{side.id}`"))
    for question in survey.questions:
        at = f"question `{question.id}`"
        if question.format == "single" and side.id in question.column:
            uses.append(Use(question.column[side.id], f"{at}, side `{side.id}`"))
        uses += [
            Use(item.columns[side.id].name, f"{at}, item `{item.id}`, side `{side.id}`")
            for item in question.items
            if side.id in item.columns
        ]
    return uses


def missing_columns(table: Table, uses: list[Use]) -> list[GapkitError]:
    """Return an error for each column that the survey file names and the table does not have."""
    absent: dict[str, list[str]] = {}
    for use in uses:
        if use.column not in table.columns:
            absent.setdefault(use.column, []).append(use.what)
    return [
        MissingColumnError.not_in(
            table.source.name, column, use="; ".join(whats[:3]), names=shown_names(table)
        )
        for column, whats in absent.items()
    ]


def shown_names(table: Table) -> list[str]:
    """Return the table's column names as they are printed."""
    return [clean_text(name) for name in table.names]
