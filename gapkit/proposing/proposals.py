"""The one call that turns data files into the draft of a survey file."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import Final

from gapkit.errors.proposals import ProposalError
from gapkit.inventory.describing import inventory_of, read_any
from gapkit.loading.table import Table
from gapkit.proposing import toml_text as toml
from gapkit.proposing.blocks import blocks_of, shared_beginning
from gapkit.proposing.codebooks import with_wording
from gapkit.proposing.columns import kinds_of
from gapkit.proposing.matching import listed, match_blocks
from gapkit.proposing.model import Block, BlockPair, Proposal, SideFile
from gapkit.proposing.question_lines import Speakers, Written, written
from gapkit.proposing.roles import match_roles
from gapkit.proposing.writing import Draft, survey_text
from gapkit.survey import ReadOptions
from gapkit.survey.building import reserved_words
from gapkit.survey.context import MAX_ITEMS
from gapkit.survey.paths import Place

REFERENCES: Final = frozenset([
    "consumer", "consumers", "customer", "customers", "client", "clients", "public", "citizens", "patients",
    "students", "employees", "users", "guests", "parents", "voters", "fans", "members",
])  # fmt: skip
"""Sides that gaps are measured from where nobody says so: those whom others have beliefs about."""

Paths = str | os.PathLike[str]


def propose(  # noqa: PLR0913 - what to call, filter and read is asked per side
    first: Paths,
    second: Paths | None = None,
    *,
    names: Sequence[str] = (),
    reference: str | None = None,
    where: Sequence[str] = (),
    sheets: Sequence[str] = (),
    wording: Paths | None = None,
    title: str | None = None,
    survey: Paths | None = None,
    isolate: bool = True,
) -> Proposal:
    r"""Return the draft of a survey file for two sides' data, with everything uncertain marked.

    Questions are found by their wording, names and answers, and paired by wording: the blocks
    first, then the items within them, one to one. Only equal wordings are pairs without a mark. No
    weight is applied and nothing is masked.

    Parameters
    ----------
    first, second : path
        Data files in any format that gapkit reads. One file alone is searched for columns that ask
        about the same items in two ways (``X`` and ``X - Importance``), which become roles.
    names : sequence of str, optional
        What to call the sides; default: after the files.
    reference : str, optional
        The side that gaps are measured from; default: the one called like consumers or the public,
        else the second.
    where : sequence of str, optional
        Who belongs to each side, where both are in one file, as in the survey file.
    sheets : sequence of str, optional
        The sheet of each workbook; empty for a file that has one, or none.
    wording : path, optional
        Table of wordings for columns that have none: a CSV with ``column``, ``label``, and if need
        be ``question`` and ``file``.
    title : str, optional
        Of the study; default: made of the sides.
    survey : path, optional
        Where the survey file will stand, from which the paths of the data are told; default: here.
    isolate : bool, default True
        Read formats whose readers a damaged file can kill in a process of its own.

    Raises
    ------
    LoadError
        If a file can't be read.
    ProposalError
        If nothing can be proposed.

    Examples
    --------
    >>> folder = getfixture("tmp_path")
    >>> answers = "\nYes,No\nNo,Yes\nYes,Yes\nNo,No\n"
    >>> written = (folder / "fans.csv").write_text("I like: low prices,I like: news" + answers)
    >>> written = (folder / "staff.csv").write_text("They like: low prices,They like: the news" + answers)
    >>> proposal = propose(folder / "staff.csv", folder / "fans.csv", survey=folder / "study.toml")
    >>> [(row.item, row.status, row.comparable) for row in proposal.rows]
    [('low_prices', 'confirm', 'same'), ('news', 'confirm', 'same')]
    """
    paths = [Path(first), *([Path(second)] if second is not None else [])]
    check_arguments(paths, names, where, sheets)
    reads = [ReadOptions(sheet=sheet or None) for sheet in sheets or [""] * len(paths)]
    tables = with_wording(
        [read_any(path, read, isolate=isolate) for path, read in zip(paths, reads, strict=True)], wording
    )
    ids, labels = side_names(paths, names)
    place = Path(survey) if survey is not None else Path("survey.toml")
    sides = tuple(
        side_file(table, ids[number], labels[number], told_path(paths[number], place))
        for number, table in enumerate(tables)
    )
    sides = tuple(
        replace(side, where=each, read=read)
        for side, each, read in zip(sides, where or [""] * len(sides), reads, strict=True)
    )
    questions, unpaired = asked(sides, reference_of(sides, reference))
    draft = Draft(
        title=title or " beside ".join(side.label for side in sides),
        reference=reference_of(sides, reference),
        sides=sides,
        questions=tuple(questions),
        unpaired=unpaired,
    )
    rows = tuple(row for each in questions for row in each.rows)
    if len(rows) > MAX_ITEMS:
        raise ProposalError.too_many(sides[0].source.name, len(rows), MAX_ITEMS)
    return Proposal(survey_text(draft), rows, sides, outside=any(is_outside(path, place) for path in paths))


def check_arguments(
    paths: Sequence[Path], names: Sequence[str], where: Sequence[str], sheets: Sequence[str]
) -> None:
    """Raise if names, filters or sheets do not suit the files."""
    if names and (len(names) != len(paths) or len(set(names)) < len(names)):
        raise ProposalError.names(names, len(paths))
    if where and len(where) != len(paths):
        raise ProposalError.once_per_file("where", len(where), len(paths))
    if sheets and len(sheets) != len(paths):
        raise ProposalError.once_per_file("sheets", len(sheets), len(paths))
    told_apart = bool(where) or len(set(sheets)) > 1
    if (
        len(paths) > 1
        and not told_apart
        and all(path.exists() for path in paths)
        and paths[0].samefile(paths[1])
    ):
        raise ProposalError.same_file(paths[0].name)


def side_file(table: Table, name: str, label: str, path: str) -> SideFile:
    """Return what one file holds that a survey file speaks of.

    Raises
    ------
    ProposalError
        If it has no rows, no questions, or too many.
    """
    inventory = inventory_of(table)
    source = table.source
    if not inventory.rows:
        raise ProposalError.no_rows(source.name)
    id_column, segments, left = kinds_of(inventory)
    taken = {*left, *(each.name for each in segments)}
    blocks, others = blocks_of(inventory, table, taken)
    items = sum(len(listed(block)) or 1 for block in blocks)
    if items > MAX_ITEMS:
        raise ProposalError.too_many(source.name, items, MAX_ITEMS)
    if not blocks:
        raise ProposalError.no_questions(source.name)
    synthetic = "synthetic" in f"{source.name} {table.label}".casefold()
    return SideFile(
        id=name,
        label=label,
        path=path,
        source=source,
        id_column=id_column,
        weights=inventory.weights,
        segments=segments,
        blocks=tuple(blocks),
        left_out={**left, **others},
        synthetic=synthetic,
    )


def asked(sides: Sequence[SideFile], reference: str) -> tuple[list[Written], tuple[tuple[Block, ...], ...]]:
    """Return the questions as they are written, and the blocks of each side that are in none."""
    if len(sides) == 1:
        return in_roles(sides[0])
    pairs = match_blocks(sides[0].blocks, sides[1].blocks)
    if not pairs:
        bare = [side.source.name for side in sides if not has_wording(side)]
        raise ProposalError.nothing_alike([side.source.name for side in sides], bare)
    who = Speakers(sides[0].id, sides[1].id, reference)
    used = [
        {part for pair in pairs for each in pair.pairs if (part := each.parts[place])} for place in (0, 1)
    ]
    unpaired = tuple(
        tuple(block for block in side.blocks if not held.intersection(block.parts))
        for side, held in zip(sides, used, strict=True)
    )
    return one_by_one([(pair, who) for pair in pairs]), unpaired


def has_wording(side: SideFile) -> bool:
    """Whether a side's file says what was asked."""
    return any(block.question or block.parts[0].wording for block in side.blocks)


def in_roles(side: SideFile) -> tuple[list[Written], tuple[tuple[Block, ...], ...]]:
    """Return the questions that one file answers in two ways."""
    found = match_roles(side.blocks, side.id)
    if not found:
        raise ProposalError.no_roles(side.source.name)
    used = {part.column for pair, _ in found for each in pair.pairs for part in each.parts if part}
    rest = tuple(block for block in side.blocks if not used.intersection(part.column for part in block.parts))
    return one_by_one(found), (rest,)


def one_by_one(pairs: Sequence[tuple[BlockPair, Speakers]]) -> list[Written]:
    """Return each question as it is written, under an id of its own."""
    taken: list[str] = []
    questions = []
    for pair, who in pairs:
        questions.append(written(pair, who, taken))
        taken.append(questions[-1].rows[0].question)
    return questions


def side_names(paths: Sequence[Path], names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return ids and labels of the sides: as given, else what tells the files' names apart.

    Examples
    --------
    >>> side_names([Path("rse-2017-de.csv"), Path("rse-2017-uk.csv")], [])
    (['de', 'uk'], ['de', 'uk'])
    """
    stems = [path.name.split(".")[0] or path.name for path in paths]
    told = list(names) or apart(stems)
    ids: list[str] = []
    for name, stem in zip(told, stems, strict=True):
        wanted = toml.slug(name) or toml.slug(stem) or "side"
        ids.append(toml.unique(f"{wanted}_side" if wanted in reserved_words() else wanted, ids))
    return ids, told


def apart(stems: Sequence[str]) -> list[str]:
    """Return names without the words that they share at the beginning and end."""
    if len(set(stems)) < len(stems) or len(stems) == 1:
        return list(stems)
    head = shared_beginning(stems)
    tail = shared_beginning([stem[::-1] for stem in stems])[::-1]
    head, tail = head[: whole_words(head)], tail[len(tail) - whole_words(tail[::-1]) :]
    short = [stem.removeprefix(head).removesuffix(tail).strip("-_ .") for stem in stems]
    return short if all(map(toml.slug, short)) else list(stems)


def whole_words(text: str) -> int:
    """Return the length of a text up to its last mark between words."""
    return max((place + 1 for place, each in enumerate(text) if not each.isalnum()), default=0)


def reference_of(sides: Sequence[SideFile], wanted: str | None) -> str:
    """Return the side that gaps are measured from."""
    ids = [side.id for side in sides]
    if wanted is not None:
        known: Mapping[str, str] = {name: side.id for side in sides for name in (side.id, side.label)}
        if wanted not in known:
            raise ProposalError.unknown_reference(wanted, ids)
        return known[wanted]
    spoken_of = [name for name in ids if REFERENCES.intersection(name.split("_"))]
    return spoken_of[0] if len(spoken_of) == 1 else ids[-1]


def told_path(path: Path, survey: Path) -> str:
    """Return a data file's path as the survey file tells it."""
    try:
        return Path(relpath(path.resolve(), survey.resolve().parent)).as_posix()
    except ValueError:  # on another drive
        return path.resolve().as_posix()


def is_outside(path: Path, survey: Path) -> bool:
    """Whether a file lies where the survey file may not lead."""
    root = Place.of(survey, allow_outside=False).root
    return root is not None and not path.resolve().is_relative_to(root)
