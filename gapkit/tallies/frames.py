"""Results to data frames: one row per result, the same columns always."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


def frame(rows: Sequence[object], kind: type[Any]) -> pd.DataFrame:
    """Return the rows' fields as columns; ``flags`` are joined by commas."""
    import pandas as pd

    names = [each.name for each in fields(kind)]
    columns = {name: [getattr(row, name) for row in rows] for name in names}
    columns["flags"] = [",".join(flags) for flags in columns["flags"]]
    return pd.DataFrame(columns, columns=names)
