"""Respondents to time with: the same for the same size."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

import gapkit as gk
from benchmarks.model import Size
from gapkit.responses import BLANK, Answers, DataSource, Responses, SegmentCodes
from gapkit.survey import Question, Survey

MISSING = 0.03
STRATA, PSUS_PER_STRATUM = 50, 20


@dataclass(frozen=True)
class Sheet:
    """Ticks of a side: a matrix with its weights, segments, strata and PSUs."""

    size: Size

    @cached_property
    def codes(self) -> NDArray[np.int16]:
        """1 ticked, 0 not, -1 blank; shape (rows, items)."""
        rng = np.random.default_rng(20260101)
        shares = np.linspace(0.05, 0.6, self.size.items)
        ticks = np.empty((self.size.rows, self.size.items), dtype=np.int16, order="F")  # as files are loaded
        for item, share in enumerate(shares):
            draw = rng.random(self.size.rows)
            ticks[:, item] = np.where(draw < MISSING, BLANK, draw < MISSING + (1 - MISSING) * share)
        return ticks

    @cached_property
    def weight(self) -> NDArray[np.float64]:
        """Lognormal, mean near 1."""
        return np.random.default_rng(1).lognormal(-0.1, 0.45, self.size.rows)

    @cached_property
    def segment(self) -> NDArray[np.int16]:
        """Segment of each row."""
        return np.random.default_rng(2).integers(0, self.size.segments, self.size.rows).astype(np.int16)

    @cached_property
    def psu(self) -> NDArray[np.intp]:
        """PSU of each row, numbered over all strata; every one has rows where there are enough."""
        psus = min(STRATA * PSUS_PER_STRATUM, max(4, self.size.rows // 10))
        return np.random.default_rng(3).permutation(np.arange(self.size.rows) % psus)

    @cached_property
    def stratum(self) -> NDArray[np.intp]:
        """Stratum of each row."""
        return self.psu // min(PSUS_PER_STRATUM, 2 if self.size.tiny else PSUS_PER_STRATUM)

    @property
    def names(self) -> list[str]:
        """Names of the items."""
        return [f"i{item:03d}" for item in range(self.size.items)]

    @cached_property
    def survey(self) -> Survey:
        """A survey of one multiple question, both sides alike."""
        few = pd.DataFrame({name: [1, 0] for name in self.names} | {"segment": ["s0", "s1"]})
        return gk.Survey.from_frames(
            {"consumer": few, "marketer": few},
            reference="consumer",
            pairs={name: {"consumer": name, "marketer": name} for name in self.names},
            segments={"segment": {"consumer": "segment"}},
        )

    @property
    def question(self) -> Question:
        """The one question."""
        return self.survey.questions[0]

    def responses(self, *, design: bool = False) -> Responses:
        """Return the sheet as respondents; with strata and PSUs if wished."""
        labels = tuple(f"s{place:02d}" for place in range(self.size.segments))
        segments = SegmentCodes(self.survey.segments["segment"], labels, self.segment)
        plain = Responses(
            survey=self.survey,
            side=self.survey.sides["consumer"],
            respondents=self.size.rows,
            answers={
                self.question.id: Answers(self.codes, tuple(self.names), (0.0, 1.0), ("not ticked", "ticked"))
            },
            weight=self.weight,
            stratum=None,
            psu=None,
            fpc=None,
            segments={"segment": segments},
            source=DataSource("drawn", "data frame", "", self.size.rows),
        )
        return replace(plain, stratum=self.stratum, psu=self.psu) if design else plain

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The sheet as a data frame: blanks are NaN."""
        ticks = pd.DataFrame(np.where(self.codes < 0, np.nan, self.codes), columns=self.names)
        return ticks.assign(segment=self.segment, w=self.weight)
