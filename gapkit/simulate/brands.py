"""The study ``social_brand``: consumers and marketers with the counts of a published one.

The counts are those of the CMO Council's study of 2011, "Variance in the Social Brand
Experience", as shares of 1,300 consumers and 132 senior marketers. Everything else (who they are,
how answers hang together, the scale question, the weights) is assumed, and said to be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import cell_weights, draw_cells, draw_choices, draw_ticks
from gapkit.simulate.weights import describe_weights, ticked

SEED: Final = 20111117
VERSION: Final = 1
CONSUMERS, MARKETERS = 1300, 132
NO_ANSWER: Final = 9.0

CONSUMER_WHY: Final = {
    "q5_1": 559,
    "q5_2": 598,
    "q5_3": 598,
    "q5_4": 390,
    "q5_5": 637,
    "q5_6": 780,
    "q5_7": 819,
}
CONSUMER_EXPECTS: Final = {"q6_1": 650, "q6_2": 533, "q6_3": 871}
REPLY: Final = (286, 247, 611, 156)
CONSUMER_RATES: Final = {
    "q8_1": (195, 299, 416, 273, 104),
    "q8_2": (234, 338, 377, 247, 91),
    "q8_3": (130, 221, 442, 351, 143),
}
"""Answers 1 to 5; the others gave none. All assumed."""

MARKETER_WHY: Final = {
    "q12_1": 75,
    "q12_2": 54,
    "q12_3": 36,
    "q12_4": 53,
    "q12_5": 44,
    "q12_6": 32,
    "q12_7": 12,
    "q12_8": 25,
}
MARKETER_DOES: Final = {
    "q14_1": 13,
    "q14_2": 12,
    "q14_3": 9,
    "q14_4": 40,
    "q14_5": 22,
    "q14_6": 69,
}
MARKETER_RATES: Final = {
    "q15_1": (3, 14, 38, 52, 25),
    "q15_2": (4, 18, 42, 48, 20),
    "q15_3": (1, 7, 31, 60, 33),
}
"""Answers 1 to 5. All assumed."""

POINTS: Final = ("Not at all", "A little", "Somewhat", "Much", "Very much")
REPLY_LABELS: Final = ("At once", "Within the hour", "Within 24 hours", "Within a few days")

AGES: Final = ("18-24", "25-34", "35-44", "45-54", "55+")
GENDERS: Final = ("Woman", "Man")
COUNTRIES: Final = ("US", "UK", "DE", "AU")

SAMPLE: Final = {
    "age": dict(zip(AGES, (0.19, 0.24, 0.21, 0.17, 0.19), strict=True)),
    "gender": dict(zip(GENDERS, (0.56, 0.44), strict=True)),
    "country": dict(zip(COUNTRIES, (0.50, 0.20, 0.15, 0.15), strict=True)),
}
TARGET: Final = {
    "age": dict(zip(AGES, (0.13, 0.18, 0.18, 0.19, 0.32), strict=True)),
    "gender": dict(zip(GENDERS, (0.51, 0.49), strict=True)),
    "country": dict(zip(COUNTRIES, (0.60, 0.16, 0.18, 0.06), strict=True)),
}
FIRMS: Final = {
    "role": {
        "Chief marketing officer": 0.30,
        "Vice president": 0.28,
        "Director": 0.27,
        "Other senior": 0.15,
    },
    "sector": {
        "Technology": 0.26,
        "Financial services": 0.16,
        "Retail and consumer goods": 0.24,
        "Health": 0.12,
        "Other": 0.22,
    },
}
FIRM_SIZES: Final = {"Under 50 million": 0.38, "50 to 500 million": 0.34, "Over 500 million": 0.28}
REGIONS: Final = {"North America": 0.62, "Europe": 0.20, "Asia-Pacific": 0.13, "Elsewhere": 0.05}

AGE_LEAN: Final = {
    "q5_1": -0.08,
    "q5_4": -0.06,
    "q5_5": 0.10,
    "q5_7": -0.04,
    "q6_1": -0.06,
}
"""Standard deviations of propensity per age band: the young look for deals, the old are loyal."""


COLUMN_LABELS: Final = {
    "respondent": "Respondent (synthetic)",
    "age_band": "Age",
    "gender": "Gender",
    "country": "Country",
    "brands_followed": "Brands followed on Facebook (assumed)",
    "q5_1": "I like a brand for: special savings or events",
    "q5_2": "I like a brand for: incentives or rewards",
    "q5_3": "I like a brand for: news of the brand or its products",
    "q5_4": "I like a brand for: its content",
    "q5_5": "I like a brand because: I am already a loyal customer",
    "q5_6": "I like a brand to: connect with other fans",
    "q5_7": "When I need help: I search for others with the same problem",
    "q5_order": "Order in which the items of q5 were shown (assumed)",
    "q6_1": "I expect on Facebook: service and support",
    "q6_2": "I expect on Facebook: to share product ideas",
    "q6_3": "I expect for a like: exclusive offers",
    "q7": "How soon I expect a reply online",
    "q8_1": "Brands in social media: listen to me (assumed)",
    "q8_2": "Brands in social media: help me fast (assumed)",
    "q8_3": "Brands in social media: are honest with me (assumed)",
    "weight": "Weight: age x gender x country",
}
ASSUMED: Final = (
    "age_band, gender, country, brands_followed and their shares",
    "the weight and its target",
    "q5_order, the order in which the items of q5 were shown",
    "role, sector, company_size, region and their shares",
    "q8_1, q8_2, q8_3, q15_1, q15_2, q15_3: every value",
    "how answers hang together: one latent score, items correlate 0.25, scales 0.5, q7 not at all",
    "effects of age on " + ", ".join(AGE_LEAN),
)
"""What the published study does not tell."""


def social_brand(seed: int = SEED) -> DrawnStudy:
    """Return the study of what marketers believe of brands' followers, the same for the same seed.

    Unweighted counts are exact; the consumers' weight (target share over sample share of the cell
    of age, gender and country) moves shares by at most 3 points with the default seed.

    Examples
    --------
    >>> study = social_brand()
    >>> study.counts["consumer"]["q5_1"], study.counts["marketer"]["q12_3"]
    (559, 36)
    """
    streams = np.random.default_rng(seed).spawn(2)
    consumers, marketers = draw_consumers(streams[0]), draw_marketers(streams[1])
    ticks = CONSUMER_WHY | CONSUMER_EXPECTS
    return DrawnStudy(
        name="social_brand",
        title="Social brand",
        margins_from="CMO Council and Lithium: Variance in the Social Brand Experience, 2011 "
        "(published percentages of 1,300 consumers and 132 senior marketers)",
        seed=seed,
        version=VERSION,
        sheets=(
            Sheet(
                "synthetic_consumers.sav",
                consumers,
                COLUMN_LABELS,
                value_labels(),
                missing=dict.fromkeys(CONSUMER_RATES, (int(NO_ANSWER),)),
                ordered=("age_band", "q7", *CONSUMER_RATES),
                counted=("brands_followed", "weight"),
            ),
            Sheet("synthetic_marketers.csv", marketers),
        ),
        counts={
            "consumer": ticks | {f"q7={code}": count for code, count in enumerate(REPLY, 1)},
            "marketer": MARKETER_WHY | MARKETER_DOES,
        },
        assumed=ASSUMED,
        weightings=(
            describe_weights(
                consumers.replace(NO_ANSWER, np.nan),
                TARGET,
                ticked(ticks) | {"q7": (3.0,)} | dict.fromkeys(CONSUMER_RATES, (4.0, 5.0)),
                who="consumers",
                rule="target share over sample share of the age x gender x country cell",
            ),
        ),
    )


def value_labels() -> dict[str, dict[int, str]]:
    """Return what the consumers' codes mean."""
    scale = dict(enumerate(POINTS, 1)) | {int(NO_ANSWER): "No answer"}
    labels = {
        "age_band": dict(enumerate(AGES, 1)),
        "gender": dict(enumerate(GENDERS, 1)),
        "country": dict(enumerate(COUNTRIES, 1)),
        "q7": dict(enumerate(REPLY_LABELS, 1)),
    }
    labels |= {item: {0: "No", 1: "Yes"} for item in CONSUMER_WHY | CONSUMER_EXPECTS}
    return labels | dict.fromkeys(CONSUMER_RATES, scale)


def draw_consumers(rng: np.random.Generator) -> pd.DataFrame:
    """Return the consumers."""
    cells = draw_cells(CONSUMERS, SAMPLE, rng=rng)
    latent = rng.standard_normal(CONSUMERS)
    band = cells["age"].map(AGES.index).to_numpy(float) - 2
    lean = {item: slope * band for item, slope in AGE_LEAN.items()}
    frame = pd.DataFrame({"respondent": [f"SYN-C{row:04d}" for row in range(1, CONSUMERS + 1)]})
    for name, values in (("age", AGES), ("gender", GENDERS), ("country", COUNTRIES)):
        column = "age_band" if name == "age" else name
        frame[column] = cells[name].map(values.index).to_numpy(float) + 1
    frame["brands_followed"] = np.round(rng.lognormal(3.2, 1.1, CONSUMERS)).clip(1, 900)
    ticks = draw_ticks(latent, CONSUMER_WHY | CONSUMER_EXPECTS, rng=rng, lean=lean)
    frame[ticks.columns.tolist()] = ticks
    frame["q7"] = draw_choices(latent, REPLY, rng=rng, correlation=0.0).astype(float) + 1
    for item, counts in CONSUMER_RATES.items():
        frame[item] = scale_answers(latent, counts, rng)
    frame["weight"] = np.round(cell_weights(cells, TARGET), 4)
    frame["q5_order"] = shown_orders(len(CONSUMER_WHY), rng)
    return frame


def shown_orders(items: int, rng: np.random.Generator) -> list[str]:
    """Return per consumer the order in which the items were shown, such as ``3 1 2``."""
    orders = [rng.permutation(items) + 1 for _ in range(CONSUMERS)]
    return [" ".join(str(item) for item in order) for order in orders]


def scale_answers(
    latent: NDArray[np.float64], counts: Sequence[int], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return answers 1, 2, 3 …, and 9 for those that the counts leave over."""
    silent = rng.permutation(len(latent))[: len(latent) - sum(counts)]
    told = np.setdiff1d(np.arange(len(latent)), silent)
    answers = np.full(len(latent), NO_ANSWER)
    answers[told] = draw_choices(latent[told], counts, rng=rng, correlation=0.5) + 1
    return answers


def draw_marketers(rng: np.random.Generator) -> pd.DataFrame:
    """Return the marketers."""
    latent = rng.standard_normal(MARKETERS)
    frame = pd.DataFrame({"respondent": [f"SYN-M{row:03d}" for row in range(1, MARKETERS + 1)]})
    firms: Mapping[str, Mapping[str, float]] = FIRMS | {"company_size": FIRM_SIZES, "region": REGIONS}
    for name, shares in firms.items():
        frame[name] = draw_cells(MARKETERS, {name: shares}, rng=rng)[name]
    ticks = draw_ticks(latent, MARKETER_WHY | MARKETER_DOES, rng=rng)
    for item in ticks:
        frame[item] = np.where(ticks[item] == 1, "Yes", "No")
    for item, counts in MARKETER_RATES.items():
        places = draw_choices(latent, counts, rng=rng, correlation=0.5)
        frame[item] = [POINTS[place] for place in places]
    return frame
