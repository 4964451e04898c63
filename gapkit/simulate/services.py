"""The study ``service_quality``: the Gaps Model in 24 branches. Every margin is invented.

Customers say what they expect and what they got (22 items of SERVQUAL's kind, seven points), managers
what they believe that customers expect and which standards they have set, front-line staff what they
deliver.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import bell_counts, draw_cells, draw_choices, respondent_ids
from gapkit.simulate.weights import describe_weights, raked_weights

SEED: Final = 19880401
VERSION: Final = 1
FILE: Final = "synthetic_branches.xlsx"
CUSTOMERS, MANAGERS, STAFF = 420, 48, 130
BRANCHES: Final = 24
POINTS: Final = 7
SILENT: Final = 0.04
"""Share of customers without an answer, item by item."""

DIMENSIONS: Final = {"tangibles": 4, "reliability": 5, "responsiveness": 4, "assurance": 4, "empathy": 5}
IMPORTANCE: Final = {
    "tangibles": 11.0,
    "reliability": 32.0,
    "responsiveness": 23.0,
    "assurance": 19.0,
    "empathy": 15.0,
}
"""Customers' mean points of 100, before rounding to steps of five."""

GUESSED: Final = {
    "tangibles": 24.0,
    "reliability": 27.0,
    "responsiveness": 18.0,
    "assurance": 21.0,
    "empathy": 10.0,
}
"""What managers believe that customers give."""

EXPECTED: Final = (
    5.1, 4.8, 5.3, 5.0,
    7.6, 7.7, 7.5, 7.8, 7.6,
    6.1, 6.3, 5.9, 6.0,
    6.2, 6.0, 6.3, 6.1,
    5.4, 5.6, 5.2, 5.5, 5.0,
)  # fmt: skip
"""Mean of the normal that is cut into the seven points: reliability stands at the ceiling."""

PERCEIVED: Final = (
    5.6, 5.3, 5.5, 5.2,
    5.0, 5.2, 4.9, 5.4, 5.1,
    4.4, 4.9, 5.1, 4.8,
    5.5, 5.4, 5.6, 5.3,
    4.9, 5.0, 4.6, 5.1, 4.7,
)  # fmt: skip
"""Item 12, willingness to help, stands near the means of both batteries: its quarter stays open."""

BELIEVED: Final = (
    6.0, 5.8, 6.1, 5.7,
    6.2, 6.3, 6.0, 6.4, 6.1,
    5.6, 5.7, 5.5, 5.6,
    6.0, 5.9, 6.1, 6.0,
    4.6, 4.9, 4.5, 4.8, 4.4,
)  # fmt: skip
STANDARDS: Final = (
    6.1, 5.9, 6.0, 5.8,
    5.8, 5.9, 5.7, 6.0, 5.8,
    5.0, 5.2, 4.9, 5.1,
    5.7, 5.6, 5.9, 5.8,
    4.0, 4.3, 3.9, 4.2, 3.8,
)  # fmt: skip
DELIVERED: Final = (
    5.9, 5.6, 5.9, 5.6,
    5.6, 5.7, 5.4, 5.8, 5.6,
    5.3, 5.4, 5.2, 5.3,
    5.8, 5.7, 5.9, 5.7,
    5.2, 5.3, 5.0, 5.2, 4.9,
)  # fmt: skip
TOP_TWO: Final = 6
SPREAD: Final = {"e": 1.15, "p": 1.35, "b": 0.9, "s": 1.0, "d": 1.0}
BRANCH_SHARE: Final = {"e": 0.02, "p": 0.12, "b": 0.0, "s": 0.10, "d": 0.08}
"""Share of the variance of a propensity that lies between branches."""

CORRELATION: Final = {"e": 0.35, "p": 0.45, "b": 0.25, "s": 0.25, "d": 0.25}
"""Of two items of one battery; with 22 items of one kind more than the usual 0.25 on the customers' side."""

SAMPLE: Final = {
    "age": {"Under 35": 0.36, "35 to 54": 0.38, "55 and over": 0.26},
    "gender": {"Woman": 0.57, "Man": 0.43},
}
TARGET: Final = {
    "age": {"Under 35": 0.22, "35 to 54": 0.33, "55 and over": 0.45},
    "gender": {"Woman": 0.51, "Man": 0.49},
}
ASSUMED: Final = (
    "everything: no study stands behind these counts",
    "the answers' means and spreads, the branches' effects, who the respondents are",
    "how answers hang together: one latent score per respondent and battery, items correlate 0.25 to 0.45",
    "the weight and its target",
)


def items_of(dimension: str) -> list[int]:
    """Return the numbers of a dimension's items, from 1.

    Examples
    --------
    >>> items_of("reliability")
    [5, 6, 7, 8, 9]
    """
    names = list(DIMENSIONS)
    first = sum(DIMENSIONS[name] for name in names[: names.index(dimension)])
    return list(range(first + 1, first + 1 + DIMENSIONS[dimension]))


def service_quality(seed: int = SEED) -> DrawnStudy:
    """Return the study of service in 24 branches, the same for the same seed.

    Examples
    --------
    >>> study = service_quality()
    >>> [len(sheet.frame) for sheet in study.sheets]
    [420, 48, 130]
    """
    streams = np.random.default_rng(seed).spawn(4)
    branches = streams[0].standard_normal(BRANCHES)
    customers = draw_customers(branches, streams[1])
    managers = draw_workers("M", MANAGERS, {"b": BELIEVED, "s": STANDARDS}, branches, streams[2])
    points = importance_points(MANAGERS, GUESSED, streams[2])
    managers[points.columns.tolist()] = points
    staff = draw_workers("F", STAFF, {"d": DELIVERED}, branches, streams[3])
    return DrawnStudy(
        name="service_quality",
        title="Service quality in 24 branches",
        margins_from="nothing: every number is invented",
        seed=seed,
        version=VERSION,
        sheets=(
            Sheet(FILE, customers, sheet="customers"),
            Sheet(FILE, managers, sheet="managers"),
            Sheet(FILE, staff, sheet="staff"),
        ),
        counts={
            side: {f"{name}>=6": int((frame[name] >= TOP_TWO).sum()) for name in items_in(frame)}
            for side, frame in (("customer", customers), ("manager", managers), ("staff", staff))
        },
        assumed=ASSUMED,
        weightings=(
            describe_weights(
                customers,
                TARGET,
                dict.fromkeys(items_in(customers), (6.0, 7.0)),
                who="customers",
            ),
        ),
        needs="gapkit[excel]",
    )


def items_in(frame: pd.DataFrame) -> list[str]:
    """Return the columns that hold answers of a battery."""
    names = [str(name) for name in frame.columns]
    return [name for name in names if name[0] in SPREAD and name[1:].isdigit()]


def draw_customers(branches: NDArray[np.float64], rng: np.random.Generator) -> pd.DataFrame:
    """Return the customers: two batteries and the importance of the dimensions."""
    who = draw_cells(CUSTOMERS, SAMPLE, rng=rng)
    frame = pd.DataFrame({"respondent": respondent_ids("K", CUSTOMERS), "branch": branch_ids(CUSTOMERS, rng)})
    frame[["age", "gender"]] = who[["age", "gender"]]
    shared = rng.standard_normal(CUSTOMERS)
    for letter, means in (("e", EXPECTED), ("p", PERCEIVED)):
        latent = (shared + 2 * rng.standard_normal(CUSTOMERS)) / np.sqrt(5)
        answers = battery(letter, means, frame["branch"], branches, latent, rng, silent=SILENT)
        frame[answers.columns.tolist()] = answers
    points = importance_points(CUSTOMERS, IMPORTANCE, rng)
    frame[points.columns.tolist()] = points
    return frame.assign(weight=raked_weights(who, TARGET))


def draw_workers(
    letter: str,
    people: int,
    batteries: Mapping[str, tuple[float, ...]],
    branches: NDArray[np.float64],
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return managers or front-line staff: an answer to every item."""
    frame = pd.DataFrame({"respondent": respondent_ids(letter, people), "branch": branch_ids(people, rng)})
    latent = rng.standard_normal(people)
    for name, means in batteries.items():
        answers = battery(name, means, frame["branch"], branches, latent, rng, silent=0.0)
        frame[answers.columns.tolist()] = answers
    return frame


def branch_ids(people: int, rng: np.random.Generator) -> list[str]:
    """Return everybody's branch; the branches are as equal in number as can be."""
    places = rng.permutation(np.arange(people) % BRANCHES)
    return [f"B{place + 1:02d}" for place in places]


def battery(
    letter: str,
    means: tuple[float, ...],
    branch: pd.Series[str],
    branches: NDArray[np.float64],
    latent: NDArray[np.float64],
    rng: np.random.Generator,
    *,
    silent: float,
) -> pd.DataFrame:
    """Return answers 1 to 7 to all items, NaN for the share that is silent."""
    people = len(latent)
    between = branches[branch.str[1:].astype(int).to_numpy() - 1] * np.sqrt(BRANCH_SHARE[letter])
    columns = {}
    for number, mean in enumerate(means, 1):
        told = np.sort(rng.permutation(people)[round(silent * people) :])
        counts = bell_counts(len(told), POINTS, mean=mean, sd=SPREAD[letter])
        answers = np.full(people, np.nan)
        places = draw_choices(
            latent[told], counts, rng=rng, lean=between[told], correlation=CORRELATION[letter]
        )
        answers[told] = places + 1.0
        columns[f"{letter}{number}"] = answers
    return pd.DataFrame(columns)


def importance_points(people: int, means: Mapping[str, float], rng: np.random.Generator) -> pd.DataFrame:
    """Return how everybody shares 100 points among the dimensions, in steps of five."""
    shares = rng.dirichlet(np.array(list(means.values())) / 4, people) * 20
    steps = np.floor(shares)
    left = (20 - steps.sum(axis=1)).astype(int)
    order = np.argsort(steps - shares, axis=1, kind="stable")
    for row, count in enumerate(left):
        steps[row, order[row, :count]] += 1
    return pd.DataFrame(5 * steps, columns=[f"i_{name}" for name in DIMENSIONS])
