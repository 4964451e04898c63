"""What is found in data files, how it pairs up, and the proposal made of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from gapkit.errors.proposals import ProposalError
from gapkit.inventory import Column, LikelyWeight
from gapkit.options import Comparable
from gapkit.responses import DataSource
from gapkit.survey import Answer, ReadOptions

BlockFormat = Literal["multiple", "single", "scale", "number"]


@dataclass(frozen=True, slots=True)
class Ladder:
    """The points of a scale as a file shows them.

    Attributes
    ----------
    low, high : int
        Codes of the ends.
    labels : tuple of str
        One per point, in the order of the meaning, low to high; empty where no point has one.
    reverse : bool
        The highest code means the least.
    sure : bool
        The file names the points; otherwise they are the answers that were given.
    worded : bool
        The cells are words, so their order comes from the words and codes are given here.
    """

    low: int
    high: int
    labels: tuple[str, ...] = ()
    reverse: bool = False
    sure: bool = True
    worded: bool = False

    @property
    def points(self) -> int:
        """Number of points."""
        return self.high - self.low + 1


@dataclass(frozen=True, slots=True)
class Part:
    """One item of a block on one side.

    Attributes
    ----------
    wording : str
        Of the option, row or sub-question; empty where the file has none.
    column : str
        Where it stands.
    contains, separator : str
        The option among several in one cell.
    answers : tuple of answers
        In a single choice: what means this item.
    """

    wording: str
    column: str
    contains: str = ""
    separator: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One question as one side's file shows it.

    Attributes
    ----------
    question : str
        Its wording; empty where the file has none for the whole.
    name : str
        What the columns' names have in common.
    ticked, unticked, missing : tuple of answers
        As the survey file will write them.
    only_ticks : bool
        Cells hold ticks or nothing: a blank may be a "no".
    ladder : Ladder or None
        Of a scale.
    """

    format: BlockFormat
    question: str
    name: str
    parts: tuple[Part, ...]
    ticked: tuple[Answer, ...] = ()
    unticked: tuple[Answer, ...] = ()
    missing: tuple[Answer, ...] = ()
    only_ticks: bool = False
    ladder: Ladder | None = None

    @property
    def topic(self) -> str:
        """The wording that stands for the whole: the question's, or that of its only item."""
        alone = len(self.parts) == 1 and self.format != "single"
        return self.question or (self.parts[0].wording if alone else "")


@dataclass(frozen=True, slots=True)
class SideFile:
    """One side's file: what it holds that a survey file speaks of.

    Attributes
    ----------
    id, label, path : str
        As the survey file will write them.
    where : str
        The respondents that count; empty for all.
    id_column : str
        A column of different values that is called like an id; empty where there is none.
    weights : tuple of LikelyWeight
        Never applied, only told.
    segments : tuple of Column
        Columns that say who answered.
    blocks : tuple of Block
        In the order of the file.
    left_out : Mapping[str, str]
        Columns that are no question, with the reason.
    """

    id: str
    label: str
    path: str
    source: DataSource
    read: ReadOptions = field(default_factory=ReadOptions)
    where: str = ""
    id_column: str = ""
    weights: tuple[LikelyWeight, ...] = ()
    segments: tuple[Column, ...] = ()
    blocks: tuple[Block, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    synthetic: bool = False


@dataclass(frozen=True, slots=True)
class PartPair:
    """An item on both sides, or on one.

    Attributes
    ----------
    score : float
        Likeness of the wordings, 0 to 100; 100 only where they are equal.
    doubts : tuple of str
        What a person must look at; empty where nothing is uncertain.
    """

    first: Part | None
    second: Part | None
    score: float = 0.0
    comparable: Comparable = "same"
    doubts: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[Part | None, Part | None]:
        """Both sides' parts."""
        return self.first, self.second

    @property
    def paired(self) -> bool:
        """Whether the item stands on both sides."""
        return self.first is not None and self.second is not None


@dataclass(frozen=True, slots=True)
class BlockPair:
    """A question on both sides.

    Attributes
    ----------
    score : float
        Likeness of the questions' wordings; NaN where one has none of its own.
    doubts : tuple of str
        What a person must look at: the question itself, its scale, its base.
    choice : str
        What only a person can decide before the question can be read; empty for most.
    """

    first: Block
    second: Block
    score: float
    pairs: tuple[PartPair, ...]
    doubts: tuple[str, ...] = ()
    choice: str = ""

    @property
    def blocks(self) -> tuple[Block, Block]:
        """Both sides' blocks."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class PairRow:
    """One item of a proposal or a study, the wordings of the two sides beside each other.

    Attributes
    ----------
    question, item : str
        As the survey file calls them.
    status : {"same", "confirm", "choose", "one_sided"}
        Equal wordings; to be confirmed; to be decided before it can be read; on one side only.
    score : float
        Likeness of the wordings, 0 to 100; NaN where nothing was compared.
    side, reference : str
        Where the wordings are from.
    side_wording, reference_wording : str
        Empty where the item is not on that side, or its file has no wording.
    findings : tuple of str
        What a person should look at.
    """

    question: str
    item: str
    status: Literal["same", "confirm", "choose", "one_sided"]
    score: float
    comparable: str
    side: str
    reference: str
    side_wording: str
    reference_wording: str
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Proposal:
    """The draft of a survey file, for a person to confirm.

    Attributes
    ----------
    text : str
        The survey file, with a mark at every line that a person must look at.
    rows : tuple of PairRow
        Every item, paired or not.
    sides : tuple of SideFile
        What was found in the files.
    outside : bool
        A data file lies where the survey file may not lead without ``allow_outside``.
    """

    text: str
    rows: tuple[PairRow, ...]
    sides: tuple[SideFile, ...]
    outside: bool = False

    @property
    def marks(self) -> tuple[int, ...]:
        """Lines of ``text`` that a person must look at."""
        lines = self.text.splitlines()
        return tuple(
            place
            for place, line in enumerate(lines, 1)
            if line.lstrip().startswith(("# CONFIRM", "# CHOOSE"))
        )

    def count(self, status: str) -> int:
        """Return how many items have a status."""
        return sum(row.status == status for row in self.rows)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item, with both wordings."""
        names = list(PairRow.__dataclass_fields__)
        rows = [{name: getattr(row, name) for name in names} for row in self.rows]
        return pd.DataFrame(rows, columns=names)

    def save(self, path: str | Path, *, force: bool = False) -> Path:
        """Write the survey file.

        Raises
        ------
        ProposalError
            If there is such a file and it is not to be replaced, or it can't be written.
        """
        path = Path(path)
        try:
            with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
                file.write(self.text)
        except FileExistsError:
            raise ProposalError.exists(path) from None
        except OSError as error:
            raise ProposalError.not_written(path, error.strerror or str(error)) from None
        return path

    def __repr__(self) -> str:
        """Return what was found, in a few lines."""
        return "\n".join(self.summary())

    def summary(self) -> list[str]:
        """Return what was found as lines: pairs, what is on one side, what to look at."""
        same, confirm = self.count("same"), self.count("confirm")
        counts = {
            "on both sides": f"{same + confirm:,} ({same:,} in the same words, {confirm:,} to confirm)",
            "on one side only": f"{self.count('one_sided'):,}",
            "waiting for a choice": f"{self.count('choose'):,}",
        }
        lines = [f"items {where}: {count}" for where, count in counts.items() if count != "0"]
        return [*lines, f"lines marked CONFIRM or CHOOSE: {len(self.marks):,}"]
