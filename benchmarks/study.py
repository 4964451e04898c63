"""The typical study from data frames to every gap: 132 marketers, 1,300 consumers, 100 items, 20 segments."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

import gapkit as gk
from benchmarks.model import Case, Contender, Size, Target, Values

PER_QUESTION = 10
SEGMENTS = 20
ANALYST_ITEMS = 5


@dataclass(frozen=True, slots=True)
class Frames:
    """Two sides' answers."""

    consumer: pd.DataFrame
    marketer: pd.DataFrame
    items: list[str]


def frames(size: Size) -> Frames:
    """Draw two sides; consumers have weights and a segment."""
    rng = np.random.default_rng(11)
    count = 20 if size.tiny else 100
    items = [f"i{item:03d}" for item in range(count)]
    shares = rng.uniform(0.1, 0.7, count)
    consumer = pd.DataFrame((rng.random((1300, count)) < shares).astype(int), columns=items)
    marketer = pd.DataFrame((rng.random((132, count)) < shares + 0.1).astype(int), columns=items)
    labels = [f"s{code:02d}" for code in rng.integers(0, 4 if size.tiny else SEGMENTS, 1300)]
    return Frames(consumer.assign(segment=labels, w=rng.lognormal(0, 0.4, 1300)), marketer, items)


def questions(told: Frames, per_question: int) -> list[dict[str, object]]:
    """Lay the items out in questions."""
    starts = range(0, len(told.items), per_question)
    return [
        {
            "id": f"q{start:03d}",
            "kind": "perception",
            "format": "multiple",
            "items": [
                {"id": item, "label": item, "consumer": item, "marketer": item}
                for item in told.items[start : start + per_question]
            ],
        }
        for start in starts
    ]


def gapkit_gaps(told: Frames, per_question: int = PER_QUESTION) -> Values:
    """Pair, tally and compare with gapkit: intervals, families, verdicts, ranks."""
    survey = gk.Survey.from_frames(
        {"consumer": told.consumer, "marketer": told.marketer},
        reference="consumer",
        questions=questions(told, per_question),
        segments={"segment": {"consumer": "segment"}},
        weight={"consumer": "w"},
    )
    gaps = gk.gap(gk.open(survey), by="segment")
    frame = gaps.to_frame().sort_values(["item", "segment"])
    return frame[["gap", "base_reference"]].to_numpy(dtype=np.float64)


def gapkit_one_question(told: Frames) -> Values:
    """Do the same with all items in one question."""
    return gapkit_gaps(told, len(told.items))


def expected(size: Size) -> Values:
    """Return every gap and base with pandas."""
    told = frames(size)
    weight = told.consumer["w"]
    grouped = told.consumer[told.items].mul(weight, axis=0).groupby(told.consumer["segment"]).sum()
    shares = grouped.div(weight.groupby(told.consumer["segment"]).sum(), axis=0)
    base = told.consumer["segment"].value_counts().sort_index().to_numpy(dtype=np.float64)
    gaps = told.marketer[told.items].mean() - shares
    return np.stack([gaps.to_numpy().T.ravel(), np.tile(base, len(told.items))], axis=1)


def analyst(told: Frames) -> Values:
    """Loop over items and segments as a script would: shares, a Newcombe interval, Bonferroni."""
    from statsmodels.stats.multitest import multipletests
    from statsmodels.stats.proportion import confint_proportions_2indep, test_proportions_2indep

    rows, p_values = [], []
    for item in told.items[:ANALYST_ITEMS]:
        other = told.marketer[item]
        for _, part in told.consumer.groupby("segment"):
            share = np.average(part[item], weights=part["w"])
            n_eff = part["w"].sum() ** 2 / (part["w"] ** 2).sum()
            table = (other.sum(), len(other), share * n_eff, n_eff)
            confint_proportions_2indep(*table, method="newcomb")
            p_values.append(test_proportions_2indep(*table, method="score").pvalue)
            rows.append([other.mean() - share, len(part)])
    multipletests(p_values, method="bonferroni")
    return np.array(rows)


def analyst_part(size: Size) -> float:
    """Return how much of the items the script does."""
    return ANALYST_ITEMS / (20 if size.tiny else 100)


CASES = (
    Case(
        "study",
        "ten questions of ten items by segment, from frames to Gaps",
        (
            Contender("gapkit", "library", frames, gapkit_gaps),
            Contender("script", "peer", frames, analyst, part=analyst_part),
        ),
        expected,
        targets=(Target("", at_most=1.0),),
    ),
    Case(
        "study-one-question",
        "one question of a hundred items by segment",
        (
            Contender("gapkit", "library", frames, gapkit_one_question),
            Contender("script", "peer", frames, analyst, part=analyst_part),
        ),
        expected,
    ),
)
