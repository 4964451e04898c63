"""What every chart's data tell beside what they plot: the words around it, and its frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    import pandas as pd


class Plotted(Protocol):
    """The data of any chart: its words, every text that may be drawn, and its numbers as a frame."""

    @property
    def kind(self) -> str:
        """Return the chart's name, a key of ``KINDS``."""

    @property
    def title(self) -> str:
        """Return the finding."""

    @property
    def subtitle(self) -> str:
        """Return the wording put to both sides, the unit and the order."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Return the sentences under the chart."""

    @property
    def source(self) -> str:
        """Return study and fieldwork dates."""

    @property
    def mark(self) -> str:
        """Return what is drawn in every chart made from synthetic data; empty for real data."""

    @property
    def alt_text(self) -> str:
        """Return the chart in at most 350 characters."""

    @property
    def caption(self) -> str:
        """Return the notes and the source as one paragraph."""

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted, numbers as numbers."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The line that values are read on: its ends, and the numbers printed along it.

    Attributes
    ----------
    start : float
        Where bars begin: 0, or the lowest answer of a scale that does not hold 0.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words around a chart.

    Attributes
    ----------
    kind : str
        Which chart: a key of ``KINDS``.
    title, subtitle : str
        The finding; the wording put to both sides, the unit and the order.
    notes : tuple of str
        Sign rule, bases, intervals, family, marks: one sentence each.
    source : str
        Study, fieldwork dates.
    mark : str
        Drawn in every chart made from synthetic data; empty for real data.
    alt_text : str
        The chart in at most 350 characters.
    """

    kind: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    source: str
    mark: str
    alt_text: str

    @property
    def caption(self) -> str:
        """The notes and the source as one paragraph."""
        return " ".join((*self.notes, self.source)).strip()


@dataclass(frozen=True, slots=True)
class Worded:
    """What the data of every chart begin with: its words, each under its own name.

    Attributes
    ----------
    words : Words
        Title, subtitle, notes and the rest.
    """

    words: Words

    @property
    def kind(self) -> str:
        """Which chart."""
        return self.words.kind

    @property
    def title(self) -> str:
        """The finding."""
        return self.words.title

    @property
    def subtitle(self) -> str:
        """The wording put to both sides, the unit and the order."""
        return self.words.subtitle

    @property
    def notes(self) -> tuple[str, ...]:
        """The sentences under the chart."""
        return self.words.notes

    @property
    def source(self) -> str:
        """Study, fieldwork dates."""
        return self.words.source

    @property
    def mark(self) -> str:
        """What marks synthetic data."""
        return self.words.mark

    @property
    def alt_text(self) -> str:
        """The chart in words, at most 350 characters."""
        return self.words.alt_text

    @property
    def caption(self) -> str:
        """The notes and the source as one paragraph."""
        return self.words.caption

    def axes(self) -> dict[str, Axis]:
        """Return the axes that panels of small multiples may share, by what is read on them; here none."""
        return {}

    def on_axes(self, axes: Mapping[str, Axis]) -> Self:
        """Return the same data on other axes."""
        del axes
        return self

    def unmarked(self) -> Self:
        """Return the same data without the mark of synthetic data, for a chart that draws it once."""
        return replace(self, words=replace(self.words, mark=""))

    def head_texts(self) -> Iterator[str]:
        """Give the texts around the body."""
        yield from (self.title, self.subtitle, self.caption, self.mark)
