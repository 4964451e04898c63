"""Waves: one table taken apart by its wave column, and the waves of a side put together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import LoadError, UnknownAnswerError, WeightError
from gapkit.loading.cells import faces, number_text
from gapkit.loading.number_answers import counted
from gapkit.loading.table import Table
from gapkit.responses import BLANK, Answers, DataSource, Responses, SegmentCodes
from gapkit.survey import Side, Survey

Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """The respondents of one wave, and the table they were coded from."""

    responses: Responses
    table: Table


def split(tables: Mapping[str, Table], survey: Survey, side: Side) -> dict[str, Table]:
    """Return a table per wave; tables that come wave by wave stay as they are.

    Raises
    ------
    LoadError
        If a respondent has no wave, or one that the survey does not have.
    """
    if side.wave is None or not survey.waves:
        return dict(tables)
    table = tables[""]
    if side.wave not in table.columns:
        return {}
    if not len(table):
        raise LoadError.nobody_left(table.source.name)
    cells = table.columns[side.wave]
    seen = faces(cells, side.missing)
    gone = np.append(seen.declared | seen.matching_any(side.missing), True)[cells.codes]
    if gone.any():
        raise LoadError.design_blank(table.source.name, side.wave, rows=table.rows_where(gone), use="wave")
    masks = {wave: seen.matching(wave)[cells.codes] for wave in survey.waves}
    odd = ~np.any(list(masks.values()), axis=0)
    if odd.any():
        raise UnknownAnswerError.no_wave(
            table.source.name,
            side.wave,
            rows=table.rows_where(odd),
            found=counted(seen, cells.codes[odd]),
            waves=survey.waves,
        )
    return {wave: table.take(mask) for wave, mask in masks.items() if mask.any()}


def joined(
    parts: Mapping[str, Part], sources: Mapping[str, DataSource], survey: Survey, side: Side
) -> Responses:
    """Return the respondents of all waves, wave after wave.

    Strata, PSUs and, in a panel, people have the same code in every wave that calls them the same.

    Raises
    ------
    WeightError
        If the waves of a panel have different replicate weights.
    """
    if not survey.waves:
        return next(iter(parts.values())).responses
    each = [part.responses for part in parts.values()]
    tables = [part.table for part in parts.values()]
    check_replicates(each, side)
    sizes = [one.respondents for one in each]
    stratum = shared_codes(tables, side.strata)
    psu = shared_codes(tables, side.psu)
    if stratum is not None and psu is not None:
        psu = np.unique(np.column_stack([stratum, psu]), axis=0, return_inverse=True)[1].reshape(-1)
    return Responses(
        survey=survey,
        side=side,
        respondents=sum(sizes),
        answers={name: joined_answers([one.answers[name] for one in each]) for name in each[0].answers},
        weight=stacked([one.weight for one in each]),
        stratum=stratum,
        psu=psu,
        fpc=stacked([one.fpc for one in each]),
        segments={name: joined_segments([one.segments[name] for one in each]) for name in each[0].segments},
        source=joined_source(sources),
        exclusions=tuple(exclusion for one in each for exclusion in one.exclusions),
        replicates={wave: found for one in each for wave, found in one.replicates.items()},
        waves=survey.waves,
        wave=np.repeat([survey.waves.index(wave) for wave in parts], sizes).astype(np.int16),
        person=shared_codes(tables, side.id_column) if side.panel else None,
    )


def shared_codes(tables: Sequence[Table], column: str | None) -> Codes | None:
    """Return a column of all waves as codes, the same for the same cell."""
    if column is None:
        return None
    texts: list[str] = []
    for table in tables:
        cells = table.columns[column]
        shown = [number_text(cell) for cell in cells.distinct.tolist()]
        texts += [shown[code] for code in cells.codes.tolist()]
    codes: Codes = np.unique(np.array(texts, dtype=np.str_), return_inverse=True)[1].astype(np.intp)
    return codes


def stacked(arrays: Sequence[NDArray[np.float64] | None]) -> NDArray[np.float64] | None:
    """Return the waves' numbers one after the other, or nothing where the side has none."""
    there = [array for array in arrays if array is not None]
    return np.concatenate(there) if there else None


def joined_answers(waves: Sequence[Answers]) -> Answers:
    """Return the answers to one question of all waves."""
    numbers = stacked([each.numbers for each in waves])
    return replace(waves[0], codes=np.concatenate([each.codes for each in waves]), numbers=numbers)


def joined_segments(waves: Sequence[SegmentCodes]) -> SegmentCodes:
    """Return one segment of all waves; the wave with most answers leads where no order is given."""
    leading = sorted(waves, key=lambda each: -len(each.labels))
    labels = tuple(dict.fromkeys(label for each in leading for label in each.labels))
    codes = []
    for each in waves:
        place = np.array([*(labels.index(label) for label in each.labels), BLANK], dtype=np.int16)
        codes.append(place[each.codes])
    return SegmentCodes(waves[0].segment, labels, np.concatenate(codes))


def joined_source(sources: Mapping[str, DataSource]) -> DataSource:
    """Return what the provenance page says of a side: its one file, or all of them."""
    if list(sources) == [""]:
        return sources[""]
    each = list(sources.values())
    return DataSource(
        name=", ".join(source.name for source in each),
        format=", ".join(dict.fromkeys(source.format for source in each)),
        sha256=", ".join(source.sha256 for source in each if source.sha256),
        rows=sum(source.rows for source in each),
        notes=tuple(f"{source.name}: {note}" for source in each for note in source.notes),
        waves=dict(sources),
    )


def check_replicates(waves: Sequence[Responses], side: Side) -> None:
    """Raise if replicates of a panel's waves can't be followed from one wave to the next.

    Raises
    ------
    WeightError
        If they differ in number.
    """
    if not side.panel:
        return
    found = [(one.source.name, weights) for one in waves for weights in one.replicates.values()]
    for (_, before), (name, weights) in pairwise(found):
        counts = [each.design.replicate.shape[1] for each in (before, weights)]
        if counts[0] != counts[1]:
            raise WeightError.replicate_counts(name, count=counts[1], other=counts[0])
