"""Weights of respondents that do not exist, and what they do to shares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.simulate.model import Targets, Weighting
from gapkit.stats import rake

DIGITS = 4
"""Decimals of a weight in a file."""


def raked_weights(people: pd.DataFrame, targets: Targets) -> NDArray[np.float64]:
    """Return weights with mean 1 whose margins are the targets, as rounded for a file.

    Parameters
    ----------
    people : DataFrame
        A column of texts per characteristic of the targets.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["F", "F", "F", "M"]})
    >>> raked_weights(people, {"sex": {"F": 0.5, "M": 0.5}})
    array([0.6667, 0.6667, 0.6667, 2.    ])
    """
    margins = [
        pd.Categorical(people[name], list(shares)).codes.astype(np.intp) for name, shares in targets.items()
    ]
    totals = [len(people) * np.array(list(shares.values())) for shares in targets.values()]
    return np.round(rake(np.ones(len(people)), margins, totals).weight, DIGITS)


def design_effect(weight: NDArray[np.float64]) -> float:
    """Return Kish's design effect.

    Examples
    --------
    >>> design_effect(np.array([1.0, 1.0, 2.0, 4.0]))
    1.375
    """
    return float(len(weight) * (weight**2).sum() / weight.sum() ** 2)


def describe_weights(
    frame: pd.DataFrame,
    targets: Targets,
    answers: Mapping[str, Sequence[float]],
    *,
    who: str,
    rule: str = "",
) -> Weighting:
    """Return what is to be said of the column ``weight`` of a side.

    Parameters
    ----------
    answers : Mapping[str, sequence of float]
        Per column the codes whose share is told, among those who were asked.
    rule : str, optional
        How it was weighted. Default: raked.
    """
    moved = {}
    for column, codes in answers.items():
        asked = frame[column].notna()
        hit, weight = frame.loc[asked, column].isin(list(codes)), frame.loc[asked, "weight"]
        if asked.any():
            moved[column] = (
                round(100 * float(hit.mean()), 2),
                round(100 * float(weight[hit].sum() / weight.sum()), 2),
            )
    return Weighting(
        who,
        "weight",
        targets,
        rule or f"raked to {' and '.join(targets)}",
        round(design_effect(frame["weight"].to_numpy(float)), 3),
        moved,
    )


def ticked(columns: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """Return the code of a tick for each column."""
    return dict.fromkeys(columns, (1.0,))
