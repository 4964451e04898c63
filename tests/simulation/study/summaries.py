"""The rows read as a whole: averages over the shares, and what the acceptance says of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isnan, sqrt

from tests.simulation.study.grid import SHARES
from tests.simulation.study.record import Row

LEAST, MOST = 0.935, 0.97
"""Where the average over the shares of a nominal 95 % has to lie."""
ENOUGH = 30
"""Effective base of the smaller side from which on that holds."""
LOW = 0.93
"""Cells below this are named."""
NOMINAL = 0.05
ERRORS = 2
"""Monte Carlo errors that a rate may lie off."""
EXACT = {"exact share": "share", "exact gap": "gap"}
"""Parts without chance, and what they are the exact figures of."""
DEFAULTS = {"share": "wilson", "gap": "score", "mean": "welch", "family": "score, max-t"}


@dataclass(frozen=True, slots=True)
class Average:
    """One design, averaged over the shares (means: over the scales).

    Attributes
    ----------
    row : Row
        Any of the rows; all but its share and its rates belong to the design.
    coverage, error : float
    smaller : float
        Effective base of the smaller side.
    below, above : float
        Intervals wholly below and above the truth.
    """

    row: Row
    coverage: float
    error: float
    smaller: float
    below: float
    above: float
    warned: int
    cells: int

    @property
    def counts(self) -> bool:
        """Whether the acceptance covers the design."""
        return (
            self.smaller >= ENOUGH - 1e-6
        )  # thirty equally weighted respondents are in, whatever rounding does

    @property
    def accepted(self) -> bool:
        """Whether the average lies where it has to."""
        return LEAST <= self.coverage <= MOST


def twins(rows: Iterable[Row]) -> list[tuple[Row, Row]]:
    """Return every simulated row that has an exact one, with that one."""
    all_rows = list(rows)
    exact = {(EXACT[each.part], *_key(each)): each for each in all_rows if each.part in EXACT}
    plain = [each for each in all_rows if each.weights == "equal" and not each.clusters]
    pairs = [(each, exact.get((each.part, *_key(each)))) for each in plain]
    return [(each, twin) for each, twin in pairs if twin is not None]


def _key(each: Row) -> tuple[object, ...]:
    return each.method, each.side, each.reference, each.share, each.gap


def settled(rows: Iterable[Row]) -> list[Row]:
    """Return the rows with exact figures in place of simulated ones where there are any."""
    all_rows = list(rows)
    names = ("coverage", "coverage_error", "below", "above", "rejected", "rejected_error")
    known = {
        id(each): replace(each, **{name: getattr(twin, name) for name in names})
        for each, twin in twins(all_rows)
    }
    return [known.get(id(each), each) for each in all_rows]


def chosen(rows: Iterable[Row], part: str, method: str = "") -> list[Row]:
    """Return the rows of a part, and of a method."""
    return [each for each in rows if each.part == part and method in ("", each.method)]


def averages(rows: Iterable[Row]) -> list[Average]:
    """Average over the shares what is alike in all else; designs with a share missing are left out."""
    groups: dict[tuple[object, ...], list[Row]] = {}
    for each in rows:
        key = (each.method, each.side, each.reference, each.gap, each.weights, each.clusters, each.icc)
        groups.setdefault(key, []).append(each)
    return [_average(group) for group in groups.values() if len(group) == len(SHARES)]


def _average(group: list[Row]) -> Average:
    return Average(
        row=group[0],
        coverage=mean(each.coverage for each in group),
        error=sqrt(sum(each.coverage_error**2 for each in group)) / len(group),
        smaller=mean(each.smaller for each in group),
        below=mean(each.below for each in group),
        above=mean(each.above for each in group),
        warned=sum(standing(each) != "no warning" for each in group),
        cells=len(group),
    )


def mean(values: Iterable[float]) -> float:
    """Return the mean, NaN of nothing."""
    known = [each for each in values if not isnan(each)]
    return sum(known) / len(known) if known else float("nan")


def low(rows: Iterable[Row]) -> list[Row]:
    """Return the simulated cells that cover less than ``LOW``."""
    return [each for each in rows if each.runs and each.coverage < LOW]


def standing(row: Row) -> str:
    """Return what a user would have been told about the bases of a cell."""
    if row.suppressed > 0.5:
        return "suppressed"
    return "warned" if row.warned > 0.5 else "no warning"


def beyond(rows: Iterable[Row]) -> list[Row]:
    """Return rows that reject more often than nominal, by more than the Monte Carlo error."""
    return [each for each in rows if each.rejected - ERRORS * each.rejected_error > NOMINAL]
