"""What is timed: cases, and the contenders of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Role = Literal["library", "limit", "peer"]


@dataclass(frozen=True, slots=True)
class Size:
    """How much is computed.

    Attributes
    ----------
    rows, items, segments : int
        Respondents, items and segments of a tally.
    pairs : int
        Items x segments of an inference case.
    tiny : bool
        Everything small and once: shows that it runs, not how fast.
    """

    rows: int = 100_000
    items: int = 100
    segments: int = 50
    pairs: int = 10_000
    tiny: bool = False


TINY = Size(rows=500, items=8, segments=4, pairs=40, tiny=True)


@dataclass(frozen=True, slots=True)
class Contender:
    """One way to compute a case.

    Attributes
    ----------
    prepare : callable
        Makes what ``run`` takes; not timed.
    run : callable
        What is timed; returns its values, compared with the reference before anything is timed.
    needs : str
        Module that must be installed.
    part : callable or None
        Share of the work that is done (0 to 1); times are scaled up by it. Its values are the first ones.
    other : str
        Why its values are other numbers, and so not compared; empty: they are.
    """

    name: str
    role: Role
    prepare: Callable[[Size], Any]
    run: Callable[[Any], Values]
    needs: str = ""
    part: Callable[[Size], float] | None = None
    other: str = ""

    @property
    def installed(self) -> bool:
        """Whether what it needs is there."""
        return not self.needs or find_spec(self.needs) is not None


@dataclass(frozen=True, slots=True)
class Target:
    """A ratio that is aimed at: ``library / of`` at most, or ``of / library`` at least.

    Attributes
    ----------
    of : str
        Name of the contender that the library is compared with; empty: seconds of CPU.
    """

    of: str
    at_most: float | None = None
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One comparison.

    Attributes
    ----------
    expected : callable
        Reference values, by another way than the library's; rows are compared from the first on.
    tolerance : float
        ``abs(got - expected) <= tolerance * max(1, abs(expected))``.
    """

    name: str
    title: str
    contenders: tuple[Contender, ...]
    expected: Callable[[Size], Values]
    tolerance: float = 1e-9
    targets: tuple[Target, ...] = ()

    def contender(self, name: str) -> Contender:
        """Return a contender by its name."""
        return next(each for each in self.contenders if each.name == name)


def some(count: int, of: Callable[[Size], int]) -> Callable[[Size], float]:
    """Return the part of the work that ``count`` of all are."""
    return lambda size: min(1.0, count / of(size))
