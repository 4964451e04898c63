"""The study ``channels_messy``: made to set off warnings, one by one.

Counts of the consumers' channels are those of a study of 2013 (Economist Intelligence Unit and Lyris);
everything else is invented so that something is wrong with it. ``surveys/channels_messy.toml`` says
beside every question what.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.simulate.channel_table import SUMMARY
from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import (
    draw_cells,
    draw_choices,
    draw_ticks,
    draw_within,
    respondent_ids,
)
from gapkit.simulate.weights import describe_weights, raked_weights, ticked

SEED: Final = 20130501
VERSION: Final = 1
CONSUMERS, EXECUTIVES = 409, 257
UNANSWERED: Final = -99.0
"""What Qualtrics writes for a question that was seen and not answered."""

DONT_KNOW: Final = 8.0
WANTED: Final = {
    "Q1_1": 151, "Q1_2": 143, "Q1_3": 135, "Q1_4": 123, "Q1_5": 98, "Q1_6": 86, "Q1_7": 74, "Q1_8": 65,
    "Q1_9": 33, "Q1_10": 12, "Q1_11": 4,
}  # fmt: skip
"""Channels that consumers like to be informed by, several each."""

SILENT: Final = 12
"""Consumers who ticked no channel at all."""

CHOSEN: Final = (77, 12, 21, 24, 15, 49, 23, 9, 12, 15)
"""Channels that executives take to matter most, one each; the last is not in the consumers' list."""

KEPT: Final = {
    "Q2_1": (40, 70, 120, 101, 48),
    "Q2_2": (36, 74, 118, 108, 43),
    "Q2_3": (52, 80, 121, 88, 38),
    "Q2_4": (44, 90, 117, 85, 43),
}
"""Ratings 1 to 5 of 379; 30 don't know. ``Q2_4`` is worded the other way round."""

KEEP: Final = {
    "q2_1": (6, 22, 62, 107, 60),
    "q2_2": (5, 20, 66, 110, 56),
    "q2_3": (8, 28, 70, 101, 50),
    "q2_4": (7, 25, 64, 104, 57),
}
APP: Final = (38, 4)
"""Consumers who were asked about the app, and who said yes."""

REPLY, APP_DONE, REPLY_DONE = 240, 8, 170
COUPONS: Final = {"consumer": ((300, 210), (109, 22)), "executive": ((57, 46), (200, 60))}
"""Respondents and ticks in the North and in the South: the sides differ in mix, and the gap turns round."""

PERMITTED: Final = {"consumer": 262, "executive": 171}
REGIONS: Final = ("North", "South")
CEILING: Final = {"Q7_1": (2, 4, 12, 41, 350), "Q7_2": (5, 18, 60, 151, 175)}
OFFERED: Final = {"q7_1": (12, 30, 70, 90, 55), "q7_2": (15, 34, 76, 85, 47)}
FIRMS: Final = 160

SAMPLE: Final = {"age": {"18-34": 0.46, "35-54": 0.34, "55+": 0.20}, "gender": {"Woman": 0.60, "Man": 0.40}}
TARGET: Final = {"age": {"18-34": 0.30, "35-54": 0.34, "55+": 0.36}, "gender": {"Woman": 0.51, "Man": 0.49}}
ZERO, OUTLIER, OUTLYING = 16, 41, 6.5
"""Rows of the two consumers whose weights are spoiled, and the larger of the two weights."""

LABELS: Final = {
    "ResponseId": "Response ID",
    "region": "Region",
    "Q3_1": "Does the brand's app help you? (users of an app)",
    "Q3_2": "I expect a reply within the hour.",
    "Q4_1": "Brands may keep my data.",
    "Q5": "How many e-mails a week are welcome?",
    "Q6_1": "I want coupons.",
    "weight": "Weight: age, gender; two spoiled",
} | {f"Q1_{place}": f"How do you like to hear of brands? - Channel {place}" for place in range(1, 12)} | {
    f"Q2_{place}": f"How far do you agree? - Statement {place}" for place in range(1, 5)
}  # fmt: skip
ASSUMED: Final = (
    "everything but the consumers' counts of Q1_1 to Q1_11 and the two bases",
    "how answers hang together: one latent score per respondent, items correlate 0.25",
    f"the weight and its target; row {ZERO + 1} weighs nothing and row {OUTLIER + 1} {OUTLYING} on purpose",
    "the summary table, whose mistakes are intended",
)


def channels_messy(seed: int = SEED) -> DrawnStudy:
    """Return the study that sets off the checks, the same for the same seed.

    Examples
    --------
    >>> study = channels_messy()
    >>> study.counts["consumer"]["Q1_1"], study.counts["executive"]["q1=1"]
    (151, 77)
    """
    streams = np.random.default_rng(seed).spawn(2)
    consumers, executives = draw_consumers(streams[0]), draw_executives(streams[1])
    return DrawnStudy(
        name="channels_messy",
        title="Channels, with everything wrong",
        margins_from="Economist Intelligence Unit and Lyris: Mind the Marketing Gap, 2013 (published "
        "percentages of 409 consumers; the executives' are invented)",
        seed=seed,
        version=VERSION,
        sheets=(
            Sheet("synthetic_consumers.csv", consumers, LABELS, style="qualtrics"),
            Sheet("synthetic_executives.csv", executives),
        ),
        counts={
            "consumer": WANTED | {"Q3_1": APP[1], "Q3_2": REPLY, "Q4_1": PERMITTED["consumer"]},
            "executive": {f"q1={place}": count for place, count in enumerate(CHOSEN, 1)}
            | {"q3_1": APP_DONE, "q3_2": REPLY_DONE, "q4_1": PERMITTED["executive"]},
        },
        assumed=ASSUMED,
        weightings=(
            describe_weights(
                consumers.fillna(0.0),
                TARGET,
                ticked([*WANTED, "Q3_2", "Q4_1", "Q6_1"]),
                who="consumers",
            ),
        ),
        texts={"synthetic_summary.csv": SUMMARY},
    )


def draw_consumers(rng: np.random.Generator) -> pd.DataFrame:
    """Return the consumers, as an export of Qualtrics holds them: 1 or nothing for ticks."""
    latent = rng.standard_normal(CONSUMERS)
    who = draw_cells(CONSUMERS, SAMPLE, rng=rng)
    region = rng.permutation(np.repeat([0, 1], [people for people, _ in COUPONS["consumer"]]))
    frame = pd.DataFrame({"ResponseId": respondent_ids("L", CONSUMERS), "Finished": 1.0})
    frame["region"] = region + 1.0
    ticks = draw_ticks(latent, WANTED, rng=rng)
    silent = rng.permutation(np.flatnonzero(ticks.sum(axis=1) == 0))[:SILENT]
    for column in WANTED:
        frame[column] = ticks[column].where(ticks[column] == 1)
        frame.loc[silent, column] = UNANSWERED
    for column, counts in KEPT.items():
        frame[column] = ratings(-latent if column == "Q2_4" else latent, counts, rng)
    users = np.where(np.isin(np.arange(CONSUMERS), rng.permutation(CONSUMERS)[: APP[0]]), 0, -1)
    frame["Q3_1"] = draw_within(latent, users, [APP[1]], rng=rng)
    frame["Q3_2"] = draw_ticks(latent, {"yes": REPLY}, rng=rng)["yes"]
    frame["Q4_1"] = draw_ticks(latent, {"yes": PERMITTED["consumer"]}, rng=rng)["yes"]
    frame["Q5"] = np.floor(rng.lognormal(0.6, 1.0, CONSUMERS)).clip(0, 60)
    frame["Q6_1"] = draw_within(latent, region, [ticks for _, ticks in COUPONS["consumer"]], rng=rng)
    for column, counts in CEILING.items():
        frame[column] = ratings(latent, counts, rng)
    weight = raked_weights(who, TARGET)
    weight[[ZERO, OUTLIER]] = 0.0, OUTLYING
    return frame.assign(weight=weight)


def draw_executives(rng: np.random.Generator) -> pd.DataFrame:
    """Return the executives, several of a firm."""
    latent = rng.standard_normal(EXECUTIVES)
    region = rng.permutation(np.repeat([0, 1], [people for people, _ in COUPONS["executive"]]))
    firms = rng.permutation(np.arange(EXECUTIVES) % FIRMS) + 1
    frame = pd.DataFrame({
        "respondent": respondent_ids("X", EXECUTIVES),
        "firm": [f"F{firm:03d}" for firm in firms],
        "region": [REGIONS[place] for place in region],
    })  # fmt: skip
    frame["q1"] = draw_choices(latent, CHOSEN, rng=rng, correlation=0.0).astype(float) + 1
    for column, counts in (KEEP | OFFERED).items():
        frame[column] = ratings(latent, counts, rng)
    for column, count in (("q3_1", APP_DONE), ("q3_2", REPLY_DONE), ("q4_1", PERMITTED["executive"])):
        frame[column] = draw_ticks(latent, {"yes": count}, rng=rng)["yes"]
    frame["q5"] = np.floor(rng.lognormal(1.4, 0.9, EXECUTIVES)).clip(0, 90)
    frame["q6_1"] = draw_within(latent, region, [ticks for _, ticks in COUPONS["executive"]], rng=rng)
    return frame


def ratings(
    latent: NDArray[np.float64], counts: tuple[int, ...], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return ratings 1 to 5, and don't know for those that the counts leave over."""
    told = np.sort(rng.permutation(len(latent))[: sum(counts)])
    answers = np.full(len(latent), DONT_KNOW)
    answers[told] = draw_choices(latent[told], counts, rng=rng, correlation=0.4) + 1.0
    return answers
