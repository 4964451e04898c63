"""One side's respondents, from a file or a frame, or from one a wave."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

from gapkit.errors import GapkitError, LoadError, OptionError, raise_all
from gapkit.loading.coding import code_question
from gapkit.loading.design import Design, design_of, filtered, weighted, without_duplicates
from gapkit.loading.dyads import with_dyads
from gapkit.loading.frames import read_frame
from gapkit.loading.gathering import gathered
from gapkit.loading.readers.registry import read_file
from gapkit.loading.replicates import replicates_of
from gapkit.loading.segments import code_segment
from gapkit.loading.sql import SQL, read_sql
from gapkit.loading.table import Table
from gapkit.loading.uses import Use, Wanted, missing_columns, replicate_clashes, uses_of
from gapkit.loading.waves import Part, joined, split
from gapkit.options import check_kind
from gapkit.responses import (
    Answers,
    Exclusion,
    ReplicateWeights,
    Responses,
    SegmentCodes,
    answers_key,
)
from gapkit.survey import Side, Survey


def load(data: object, survey: Survey, *, side: str, isolate: bool = True) -> Responses:
    """Return one side's respondents with their answers coded as the survey file says.

    Only the columns that the survey file names are read; ``n_expected`` counts the rows of the data,
    before anything is left out. Left out, and counted in
    ``exclusions``: respondents outside the side's filter, further rows of one respondent, missing
    weights where the survey file allows that, and weights of 0. Blank cells and declared "no
    answer" stay, as codes of their own: the question's base rule decides about them later. Every
    wave is taken in as a sample of its own.

    Parameters
    ----------
    data : path or data frame, or Mapping of them by wave
        A file of SPSS, Stata, SAS, Excel, Parquet, Arrow, text or a survey tool's export, or a frame
        of pandas or any library that Narwhals knows. Files are recognised by their content. One for
        each wave, or one for all, as the survey file says.
    side : str
        The side of the survey that these respondents are.
    isolate : bool, default True
        Read SPSS, Stata and SAS files in a process of its own, with limits on memory and time: a
        damaged file can kill the process that reads it. ``False`` saves about half a second a file.
        Workbooks are always read so.

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
    check_kind("survey", survey, Survey, "a survey: `gk.read_survey` returns one")
    if not isinstance(side, str) or side not in survey.sides:
        raise OptionError.not_one_of("side", side, list(survey.sides))
    who = survey.sides[side]
    uses = uses_of(survey, who)
    wanted = Wanted(frozenset(use.column for use in uses), who.replicates)
    tables: dict[str, Table] = {}
    problems: list[GapkitError] = []
    for wave, place in places_of(data, survey, who).items():
        with gathered(problems):
            tables[wave] = read_table(place, who, wanted, isolate=isolate)
    if problems:
        raise_all(problems)
    return responses_of(tables, survey, who, uses)


def places_of(data: object, survey: Survey, side: Side) -> dict[str, object]:
    """Return the data of each wave in the survey's order, or one that holds everything as ``""``.

    Raises
    ------
    LoadError
        If the data come wave by wave and should not, or the other way round.
    """
    if not isinstance(data, Mapping):
        if survey.waves and side.wave is None:
            raise LoadError.one_file_a_wave(side.id, survey.waves)
        return {"": data}
    if not survey.waves or side.wave is not None:
        raise LoadError.one_file(
            side.id, "it has a `wave` column" if survey.waves else "the survey has no `waves`"
        )
    unknown = [str(wave) for wave in data if wave not in survey.waves]
    if unknown or not data:
        raise LoadError.unknown_waves(side.id, unknown, survey.waves)
    return {wave: data[wave] for wave in survey.waves if wave in data}


def read_table(data: object, side: Side, wanted: Collection[str] | None, *, isolate: bool) -> Table:
    """Return the wanted columns of a path or frame."""
    if isinstance(data, SQL):
        return read_sql(data, wanted=wanted)
    if not isinstance(data, str | os.PathLike):
        return read_frame(data, wanted=wanted)
    table = read_file(Path(data), side.read, wanted=wanted, isolate=isolate)
    if not len(table):
        raise LoadError.empty(table.source.name, "a header and no rows")
    return table


def responses_of(tables: Mapping[str, Table], survey: Survey, side: Side, uses: list[Use]) -> Responses:
    """Return the tables' respondents, coded wave by wave, or raise every problem at once."""
    problems: list[GapkitError] = []
    exclusions: list[Exclusion] = []
    kept_tables = dict(tables)
    for wave, table in tables.items():
        problems += [*missing_columns(table, uses), *replicate_clashes(table, side, uses)]
        with gathered(problems):
            kept = filtered(table, side)
            kept_tables[wave] = kept.table
            exclusions += [replace(each, wave=wave) for each in kept.exclusions]
    problems += row_problems(tables, side)
    by_wave: dict[str, Table] = {}
    with gathered(problems):
        by_wave = split(kept_tables, survey, side)
    parts: dict[str, Part] = {}
    for wave, table in by_wave.items():
        with gathered(problems):
            parts[wave] = coded(table, survey, side, wave)
    if problems:
        raise_all(list({problem.block(): problem for problem in problems}.values()))
    sources = {wave: table.provenance for wave, table in tables.items()}
    responses = joined(parts, sources, survey, side)
    if side.dyad is not None:
        responses = with_dyads(responses, [part.table for part in parts.values()])
    return replace(responses, exclusions=tuple(exclusions) + responses.exclusions)


def row_problems(tables: Mapping[str, Table], side: Side) -> list[GapkitError]:
    """Return the error of another number of rows than expected."""
    rows = sum(len(table) for table in tables.values())
    if side.n_expected in (None, rows):
        return []
    names = ", ".join(table.source.name for table in tables.values())
    return [LoadError.row_count(names, expected=int(side.n_expected or 0), rows=rows)]


def coded(table: Table, survey: Survey, side: Side, wave: str) -> Part:
    """Return the respondents of one table, all of one wave, or raise every problem at once."""
    problems: list[GapkitError] = []
    exclusions: list[Exclusion] = []
    for keep in (without_duplicates, weighted):
        with gathered(problems):
            kept = keep(table, side)
            table = kept.table
            exclusions.extend(kept.exclusions)
    if not len(table):
        problems.append(LoadError.nobody_left(table.source.name))
    design = Design(None, None, None, None)
    with gathered(problems):
        design = design_of(table, side)
    replicates: ReplicateWeights | None = None
    with gathered(problems):
        replicates = replicates_of(table, side, design.weight)
    answers: dict[str, Answers] = {}
    for question in survey.questions:
        for speaker in survey.speakers(question, side.id):
            with gathered(problems):
                coded = code_question(question, table, survey.sides[speaker])
                if coded is not None:
                    answers[answers_key(question.id, speaker, side)] = coded.answers
                    exclusions.extend(coded.exclusions)
    segments: dict[str, SegmentCodes] = {}
    for segment in survey.segments.values():
        with gathered(problems):
            found = code_segment(segment, table, side)
            if found is not None:
                segments[segment.id] = found.codes
                exclusions.extend(found.exclusions)
    if problems:
        raise_all(problems)
    responses = Responses(
        survey=survey,
        side=side,
        respondents=len(table),
        answers=answers,
        weight=design.weight,
        stratum=design.stratum,
        psu=design.psu,
        fpc=design.fpc,
        segments=segments,
        source=table.provenance,
        exclusions=tuple(replace(each, wave=wave) for each in exclusions),
        replicates={} if replicates is None else {wave: replicates},
    )
    return Part(responses, table)
