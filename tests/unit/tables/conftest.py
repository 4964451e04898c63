"""Gaps small enough to check by hand."""

from __future__ import annotations

import pandas as pd
import pytest

import gapkit as gk


@pytest.fixture
def frames():
    """Consumers: 480 and 300 of 800; marketers: 112 and 50 of 140."""
    consumers = pd.DataFrame({"deals": [1] * 480 + [0] * 320, "news": [1] * 300 + [0] * 500})
    marketers = pd.DataFrame({"deals": [1] * 112 + [0] * 28, "news": [1] * 50 + [0] * 90})
    return consumers, marketers


@pytest.fixture
def gaps_of(two_sides, frames):
    """Build gaps of the two items, with the options of ``gap``."""

    def build(**options: object):
        return gk.gap(two_sides(*frames), **options)

    return build
