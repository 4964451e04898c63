"""Letters that were garbled before a text file came here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from gapkit.errors import shown
from gapkit.loading.cells import Cells
from gapkit.loading.exports.wording import shortened

GARBLED: Final = re.compile(
    r"Ã[\x80-\xbf\u0192-\u2122¡-¿]|â€|Â[\xa0-¿]|\w[Êʉ](?=\s|$)|(?<=\s)Ê(?=\w)|\ufffd|Õs\b"
)
"""Text that was read in another encoding than it was written in, before it came here."""

REASON: Final = "the text was read in a wrong encoding before it was written here"

SHOWN: Final = 3


def garbled(columns: Mapping[str, Cells]) -> tuple[str, ...]:
    """Return a remark on columns whose letters look garbled; the cells stay as they are.

    Examples
    --------
    >>> import numpy as np
    >>> place = Cells(np.array([0], np.int32), np.array(["cafÃ©"], object))
    >>> len(garbled({"place": place}))
    1
    """
    names = [
        f"`{shortened(name)}`"
        for name, cells in columns.items()
        if any(isinstance(cell, str) and GARBLED.search(cell) for cell in cells.distinct.tolist())
    ]
    if not names:
        return ()
    where = shown(names, most=SHOWN)
    return (f"letters look garbled (such as Ã© for é, or Ê for a space) in {where}: {REASON}",)
