"""The study ``social_consumer``: what marketers claim to know, and whether they have asked.

Counts of the Pivot Conference's study of 2011-12, "The Perception Gap", as far as it prints them.
The consumers' base is not published: 500 is assumed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import draw_cells, draw_choices, draw_ticks, respondent_ids
from gapkit.simulate.weights import describe_weights, raked_weights, ticked

SEED: Final = 20120405
VERSION: Final = 1
CONSUMERS, MARKETERS = 500, 181

EXPECTS: Final = {
    "x_deals": 415,
    "x_rewards": 350,
    "x_exclusive": 290,
    "x_feedback": 275,
    "x_insights": 250,
    "x_service": 185,
}
BELIEVES: Final = {
    "b_service": 107,
    "b_insights": 105,
    "b_products": 96,
    "b_deals": 96,
    "b_rewards": 82,
    "b_exclusive": 78,
}
TYPES: Final = {
    "Company": 70,
    "Advertising agency": 30,
    "PR agency": 13,
    "Consultancy": 25,
    "Freelance": 8,
    "Other": 35,
}
KNOW_BY_ASKED: Final = {
    (1, 1): 58,
    (1, 2): 69,
    (1, 3): 12,
    (2, 1): 4,
    (2, 2): 23,
    (2, 3): 3,
    (3, 1): 1,
    (3, 2): 4,
    (3, 3): 7,
}
"""Marketers by two answers, each 1 yes, 2 no, 3 don't know. Know yes 139; asked 63, 96 and 22."""

UNDERSTOOD: Final = (165, 225, 110)
"""Consumers who say that brands know what they expect: yes, no, don't know. Assumed."""

YES_NO: Final = {1: "Yes", 2: "No", 3: "Don't know"}

SAMPLE: Final = {
    "age": {"18-24": 0.30, "25-34": 0.34, "35-44": 0.20, "45+": 0.16},
    "gender": {"Woman": 0.58, "Man": 0.42},
}
TARGET: Final = {
    "age": {"18-24": 0.14, "25-34": 0.29, "35-44": 0.25, "45+": 0.32},
    "gender": {"Woman": 0.52, "Man": 0.48},
}
LABELS: Final = {
    "respondent": "Respondent (synthetic)",
    "type": "What kind of firm do you work for?",
    "know": "Do you have a clear picture of who your social consumers are?",
    "asked": "Have you asked social consumers what they expect from engagement?",
    "b_service": "Social consumers expect: customer service",
    "b_insights": "Social consumers expect: insights to help decide",
    "b_products": "Social consumers expect: to learn about new products",
    "b_deals": "Social consumers expect: deals and promotions",
    "b_rewards": "Social consumers expect: rewards for engagement",
    "b_exclusive": "Social consumers expect: exclusive content (assumed)",
}
ASSUMED: Final = (
    "500 consumers, who they are, and the counts of x_insights and x_service (published: last)",
    "b_exclusive: 78 (published: the sixth rank only)",
    "know: 30 no and 12 don't know; know and asked together: 58; how don't knows overlap",
    "understood: every value",
    "the weight and its target",
    "how answers hang together: one latent score per respondent, items correlate 0.25",
)


def social_consumer(seed: int = SEED) -> DrawnStudy:
    """Return the study of what marketers know and have asked, the same for the same seed.

    Examples
    --------
    >>> study = social_consumer()
    >>> study.counts["marketer"]["know=1"], study.counts["marketer"]["asked=1"]
    (139, 63)
    """
    consumers, marketers = (
        draw(rng)
        for draw, rng in zip(
            (draw_consumers, draw_marketers), np.random.default_rng(seed).spawn(2), strict=True
        )
    )
    codes = {"know": YES_NO, "asked": YES_NO, "type": dict(enumerate(TYPES, 1))}
    codes |= {item: {0: "No", 1: "Yes"} for item in BELIEVES}
    return DrawnStudy(
        name="social_consumer",
        title="The social consumer",
        margins_from="Pivot Conference: The Perception Gap, 2011-12 (published percentages of 181 marketers; "
        "published percentages of consumers, their base unknown)",
        seed=seed,
        version=VERSION,
        sheets=(
            Sheet("synthetic_consumers.csv", consumers, style="semicolon"),
            Sheet("synthetic_marketers.sav", marketers, LABELS, codes),
        ),
        counts={
            "consumer": EXPECTS | {f"understood={code}": count for code, count in enumerate(UNDERSTOOD, 1)},
            "marketer": BELIEVES
            | {
                f"{name}={code}": int((marketers[name] == code).sum())
                for name in ("know", "asked")
                for code in YES_NO
            }
            | {"know=1 and asked=1": KNOW_BY_ASKED[1, 1]}
            | {f"type={name}": count for name, count in TYPES.items()},
        },
        assumed=ASSUMED,
        weightings=(
            describe_weights(consumers, TARGET, ticked(EXPECTS) | {"understood": (1.0,)}, who="consumers"),
        ),
    )


def draw_consumers(rng: np.random.Generator) -> pd.DataFrame:
    """Return the consumers: texts for who they are, 1 and 0 for ticks."""
    people = draw_cells(CONSUMERS, SAMPLE, rng=rng)
    latent = rng.standard_normal(CONSUMERS)
    frame = pd.DataFrame({"respondent": respondent_ids("C", CONSUMERS)})
    frame[["age", "gender"]] = people[["age", "gender"]]
    ticks = draw_ticks(latent, EXPECTS, rng=rng)
    frame[ticks.columns.tolist()] = ticks
    frame["understood"] = draw_choices(latent, UNDERSTOOD, rng=rng, correlation=0.0).astype(float) + 1
    frame["weight"] = raked_weights(people, TARGET)
    return frame


def draw_marketers(rng: np.random.Generator) -> pd.DataFrame:
    """Return the marketers: codes as numbers."""
    latent = rng.standard_normal(MARKETERS)
    frame = pd.DataFrame({"respondent": respondent_ids("M", MARKETERS)})
    frame["type"] = rng.permutation(np.repeat(np.arange(1.0, 1 + len(TYPES)), list(TYPES.values())))
    pairs = [pair for pair, count in KNOW_BY_ASKED.items() for _ in range(count)]
    frame[["know", "asked"]] = rng.permutation(np.array(pairs, dtype=float))
    ticks = draw_ticks(latent, BELIEVES, rng=rng)
    frame[ticks.columns.tolist()] = ticks
    return frame
