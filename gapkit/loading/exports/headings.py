"""What the header rows of a text file say about its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from gapkit.loading.cells import Cells, normal
from gapkit.loading.exports.wording import GRID, NUMBERED, STEM, name, plain, shortened

Rows = Sequence[Sequence[str]]
"""The first rows of a file, all as long as the first one."""

Part = Literal["", "metadata", "write-in"]
"""What a column holds beside answers: facts about the interview, or text beside an option."""

Teller = Callable[[Mapping[str, Cells]], tuple[str, ...]]
"""Returns what the columns that it was promised say about the respondents."""


def nothing(columns: Mapping[str, Cells]) -> tuple[str, ...]:  # noqa: ARG001 - a teller with nothing to tell
    """Tell nothing."""
    return ()


@dataclass(frozen=True, slots=True)
class Heading:
    """One column, as the header rows tell it.

    Attributes
    ----------
    name : str
        What the survey file calls it.
    label : str
        Wording of the question, or of the option where ``question`` holds that of the question.
    question : str
        Wording of the question that several columns share.
    also : tuple of str
        Other names that the survey file may use: the raw heading, the tool's own id.
    group : str
        Columns of one group may be the options of one "tick all that apply" question.
    part : {"", "metadata", "write-in"}
        What the column holds beside answers.
    labels : Mapping
        Value label per cell.
    unanswered : str
        The cell that stands for a question seen and not answered; empty if there is none.
    """

    name: str
    label: str = ""
    question: str = ""
    also: tuple[str, ...] = ()
    group: str = ""
    part: Part = ""
    labels: Mapping[float | str, str] = field(default_factory=dict)
    unanswered: str = ""


@dataclass(frozen=True, slots=True)
class Headings:
    """The header of a text file.

    Attributes
    ----------
    tool : str
        Name of the format, such as ``"SurveyMonkey"``; ``"CSV"`` for a file of no survey tool.
    rows : int
        Rows before the first respondent.
    columns : tuple of Heading or None
        In the order of the file; ``None`` where nothing names a column.
    remarks : tuple of str
        What a person should know.
    watched : tuple of str
        Columns that ``tell`` needs, whatever the survey file names.
    tell : callable
        What these columns say about the respondents.
    twice : frozenset of str
        Names that the file gives to several columns.
    unnamed : tuple of int
        Places of columns that nothing names.
    """

    tool: str
    rows: int
    columns: tuple[Heading | None, ...]
    remarks: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()
    tell: Teller = nothing
    twice: frozenset[str] = frozenset()
    unnamed: tuple[int, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Name of every column that has one."""
        return tuple(column.name for column in self.columns if column is not None)


@dataclass(frozen=True, slots=True)
class Beside:
    """The folder that a file lies in, for label files beside it.

    Attributes
    ----------
    path : Path or None
        The data file; ``None`` where there is no file.
    """

    path: Path | None = None

    def files(self, pattern: str) -> list[Path]:
        """Return other regular files of the folder, by name."""
        if self.path is None:
            return []
        found = (each for each in self.path.parent.glob(pattern) if each.is_file())
        return sorted(each for each in found if each.name != self.path.name)


def one_row(row: Sequence[str]) -> list[Heading | None]:
    """Return the columns of one header row, batteries such as "Question [row]" or "3. Option" taken apart."""
    texts = [plain(cell) for cell in row]
    shared = Counter(match["question"] for text in texts for match in batteries(text))
    columns: list[Heading | None] = []
    for cell, text in zip(row, texts, strict=True):
        found = [match for match in batteries(text) if shared[match["question"]] > 1]
        if not text:
            columns.append(None)
        elif not found:
            columns.append(Heading(name(cell), text if " " in text else "", also=also_of(cell)))
        else:
            question, part = found[0]["question"], found[0]["row"]
            wording = question if found[0].re is GRID else ""
            columns.append(
                Heading(name(cell), part if wording or " " in text else "", wording, also_of(cell), question)
            )
    return columns


def batteries(text: str) -> list[re.Match[str]]:
    """Return how a heading may be cut into what several share and a part of its own, the surest way first."""
    return [match for pattern in (GRID, NUMBERED, STEM) if (match := pattern.fullmatch(text))]


def also_of(*cells: str) -> tuple[str, ...]:
    """Return raw headings as further names of a column."""
    return tuple(dict.fromkeys(normal(cell) for cell in cells if normal(cell)))


def settled(headings: Headings) -> Headings:
    """Return headings in which every column has a name of its own, by its place if nothing names it.

    Examples
    --------
    >>> settled(Headings("CSV", 1, (None, Heading("Other"), Heading("Other")))).names
    ('column 1', 'Other (1)', 'Other (2)')
    """
    unnamed = tuple(place for place, column in enumerate(headings.columns) if column is None)
    told = [column or Heading(f"column {place + 1}") for place, column in enumerate(headings.columns)]
    counts = Counter(column.name for column in told)
    twice = frozenset(each for each, count in counts.items() if count > 1)
    return replace(
        headings,
        columns=tuple(told_apart(told, twice)),
        remarks=(*headings.remarks, *(twice_remark(each, told) for each in sorted(twice))),
        twice=twice,
        unnamed=unnamed,
    )


def told_apart(columns: Sequence[Heading], twice: frozenset[str]) -> list[Heading]:
    """Return the columns with those of one name numbered, in the order of the file."""
    seen: Counter[str] = Counter()
    apart: list[Heading] = []
    for column in columns:
        also = tuple(each for each in column.also if each not in {*twice, column.name})
        if column.name in twice:
            seen[column.name] += 1
            label = column.label or column.name
            apart.append(replace(column, name=f"{column.name} ({seen[column.name]})", label=label, also=also))
        else:
            apart.append(replace(column, also=also))
    return apart


def without(headings: Headings, empty: Collection[int]) -> Headings:
    """Return headings without the columns that nothing names and that hold nothing; the others are told."""
    left = [place + 1 for place in headings.unnamed if place not in empty]
    remarks = headings.remarks
    if len(left) == 1:
        remarks += (f"column {left[0]} has no name: it is called `column {left[0]}`",)
    elif left:
        remarks += (f"{len(left)} columns have no name: they are called by place, first `column {left[0]}`",)
    columns = tuple(None if place in empty else each for place, each in enumerate(headings.columns))
    return replace(headings, columns=columns, remarks=remarks)


def twice_remark(name: str, columns: Sequence[Heading]) -> str:
    """Return what columns of one name are called."""
    places = ", ".join(str(place + 1) for place, column in enumerate(columns) if column.name == name)
    short = shortened(name)
    return f"`{short}` heads columns {places}: they are called `{short} (1)`, `{short} (2)` and so on"
