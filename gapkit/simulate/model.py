"""What a drawn study consists of: its respondents file by file, and all that must be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

Style = Literal["comma", "semicolon", "qualtrics"]
"""How a text file is written; ``semicolon`` has decimal commas, ``qualtrics`` three header rows."""

Targets = Mapping[str, Mapping[str, float]]
"""Per characteristic, the share of each of its values."""


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """The respondents of one file, or of one sheet of a workbook.

    Attributes
    ----------
    file : str
        Its ending decides the format: ``.sav``, ``.dta``, ``.csv``, ``.parquet`` or ``.xlsx``.
    frame : DataFrame
        Codes as numbers, NaN where nobody was asked; texts as texts.
    labels : Mapping[str, str]
        The wording of a column.
    codes : Mapping[str, Mapping[int, str]]
        What the codes of a column mean. Only ``.sav`` and ``.dta`` can hold them.
    missing : Mapping[str, tuple of int]
        Codes that a ``.sav`` file declares missing.
    ordered, counted : tuple of str
        Columns of a ``.sav`` file that it calls ordinal, and scale; all others are nominal.
    sheet : str
        Name in a workbook.
    """

    file: str
    frame: pd.DataFrame
    labels: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    missing: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    ordered: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    sheet: str = ""
    style: Style = "comma"


@dataclass(frozen=True, slots=True, eq=False)
class Weighting:
    """How a side was weighted, and what the weight does to its shares.

    Attributes
    ----------
    who : str
        The side, with its wave.
    design_effect : float
        Kish's.
    moved : Mapping[str, tuple of float]
        Per answer the share in percent without and with the weight.
    """

    who: str
    column: str
    target: Targets
    rule: str
    design_effect: float
    moved: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, eq=False)
class DrawnStudy:
    """A synthetic study: nobody answered it.

    Attributes
    ----------
    name : str
        As its survey file and its folder of data are called.
    margins_from : str
        Whose published shares its counts are.
    seed, version : int
        What it was drawn with; the version changes when the drawn tables do.
    counts : Mapping of Mapping
        The exact counts, by side and answer.
    assumed : tuple of str
        What no publication tells.
    texts : Mapping[str, str]
        Further text files by name, such as a table of printed figures.
    needs : str
        The extra that reads its files, such as ``gapkit[parquet]``; empty: none.
    """

    name: str
    title: str
    margins_from: str
    seed: int
    version: int
    sheets: tuple[Sheet, ...]
    counts: Mapping[str, Mapping[str, int]]
    assumed: tuple[str, ...]
    weightings: tuple[Weighting, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    needs: str = ""

    @property
    def generator(self) -> str:
        """Name and version of what drew it."""
        return f"gapkit.simulate.{self.name} {self.version}"
