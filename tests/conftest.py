"""Small studies that several tests build on."""

from __future__ import annotations

import signal
from collections.abc import Callable
from functools import partial

import numpy as np
import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def hear_interrupts() -> Callable[[], None]:
    """Let a child process hear SIGINT: the background jobs of a shell are started deaf to it."""
    return partial(signal.signal, signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def two_sides():
    """Build a study of one multiple question from two frames with the same columns."""

    def build(consumers: pd.DataFrame, marketers: pd.DataFrame, **options: object):
        designs = {"w", "st", "cl", "age", "id"}
        items = [name for name in consumers if name not in designs]
        survey = gk.Survey.from_frames(
            {"consumer": consumers, "marketer": marketers},
            reference="consumer",
            pairs={name: {"consumer": name, "marketer": name} for name in items},
            **options,
        )
        return gk.open(survey)

    return build


@pytest.fixture
def answers():
    """Draw a frame of 0/1 answers with the given shares; correlated through one latent score."""

    def draw(n: int, shares: list[float], seed: int) -> pd.DataFrame:
        rng = np.random.default_rng(seed)
        latent = rng.normal(size=(n, 1)) * 0.5 + rng.normal(size=(n, len(shares))) * np.sqrt(0.75)
        cuts = np.quantile(latent, 1 - np.array(shares), axis=0).diagonal()
        return pd.DataFrame((latent > cuts).astype(int), columns=[f"i{k}" for k in range(len(shares))])

    return draw
