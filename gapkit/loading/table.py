"""A data file as it was read: columns of cells, and where they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.loading.cells import Cells
from gapkit.responses import DataSource


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
    """

    source: DataSource
    columns: Mapping[str, Cells]
    names: tuple[str, ...]
    rows: NDArray[np.intp]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def take(self, keep: NDArray[np.bool_]) -> Table:
        """Return the table with the rows to keep."""
        if keep.all():
            return self
        columns = {name: cells.take(keep) for name, cells in self.columns.items()}
        return Table(self.source, columns, self.names, self.rows[keep])

    def rows_where(self, mask: NDArray[np.bool_]) -> list[int]:
        """Return what errors call the rows of a mask."""
        found: list[int] = self.rows[mask].tolist()
        return found
