"""A data file as it was read: columns of cells, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from gapkit.loading.cells import Cells
from gapkit.responses import DataSource


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """Columns that together hold the answers to one "tick all that apply" question.

    Attributes
    ----------
    name : str
        As the file calls it, without a leading ``$``.
    kind : {"dichotomous", "category"}
        One column per option that holds ``counted`` where it was ticked; or columns that each hold
        one of the options chosen.
    columns : tuple of str
        In the order of the file.
    label : str
        Wording of the question.
    counted : float or str or None
        The cell that means ticked; ``None`` for category sets, and where any cell does.
    """

    name: str
    kind: Literal["dichotomous", "category"]
    columns: tuple[str, ...]
    label: str = ""
    counted: float | str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """The columns of one data file.

    Attributes
    ----------
    columns : Mapping[str, Cells]
        The columns that were asked for and are there.
    names : tuple of str
        Every column of the file.
    rows : int array, shape (rows,)
        What errors call each row: its row in a text file (the header is row 1), its case number
        in an SPSS file, its place from 0 in a frame.
    sets : tuple of ResponseSet
        Multiple-response sets that the file declares, or whose columns it shows to belong together.
    remarks : tuple of str
        What a person should know about the file, as sentences: codes that look like "no answer" and
        are not declared, lines skipped, columns renamed. Nothing of it changes the cells.
    weight : str
        The column that the file itself declares as weight; never applied without the survey file.
    label : str
        Title of the data, from the file.
    """

    source: DataSource
    columns: Mapping[str, Cells]
    names: tuple[str, ...]
    rows: NDArray[np.intp]
    sets: tuple[ResponseSet, ...] = ()
    remarks: tuple[str, ...] = ()
    weight: str = ""
    label: str = ""

    @property
    def provenance(self) -> DataSource:
        """The source, with what a person should know about the file among its notes."""
        return replace(self.source, notes=self.source.notes + self.remarks)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def take(self, keep: NDArray[np.bool_]) -> Table:
        """Return the table with the rows to keep."""
        if keep.all():
            return self
        columns = {name: cells.take(keep) for name, cells in self.columns.items()}
        return replace(self, columns=columns, rows=self.rows[keep])

    def rows_where(self, mask: NDArray[np.bool_]) -> list[int]:
        """Return what errors call the rows of a mask."""
        found: list[int] = self.rows[mask].tolist()
        return found
