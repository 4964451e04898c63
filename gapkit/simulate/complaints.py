"""The study ``tweet_service``: complaints on Twitter, expected to be read and hardly answered.

Counts of the study of Maritz Research and evolve24 (2011). One side: the same people say what they
expected and what they got.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import draw_cells, draw_choices, draw_ticks, draw_within, respondent_ids
from gapkit.simulate.weights import describe_weights, raked_weights

SEED: Final = 20110919
VERSION: Final = 1
PEOPLE: Final = 1298
AGES: Final = {"18-24": 260, "25-34": 420, "35-44": 300, "45-54": 190, "55+": 128}
EXPECTED: Final = (99, 185, 153, 116, 83)
"""Expected the company to read it, by age: 38, 44, 51, 61, 65%."""

ANSWERED: Final = 375
FELT: Final = {"Loved it": 120, "Liked it": 193, "Neutral": 47, "Disliked it": 15}
SATISFIED: Final = {"Satisfied": 278, "Neither": 41, "Dissatisfied": 56}
WOULD_LIKE: Final = 794
"""Of the 923 who got no answer."""

DISLIKE: Final = 818
WOMEN_OVER_35: Final = 0.35
"""Standard deviations by which women of 35 and older expect more. Assumed."""

GENDERS: Final = ("Woman", "Man")
SAMPLE: Final = {
    "gender": {"Woman": 0.58, "Man": 0.42},
    "region": {"Northeast": 0.34, "South": 0.20, "Midwest": 0.28, "West": 0.18},
}
TARGET: Final = {
    "gender": {"Woman": 0.51, "Man": 0.49},
    "region": {"Northeast": 0.18, "South": 0.37, "Midwest": 0.22, "West": 0.23},
}
LABELS: Final = {
    "respondent": "Respondent (synthetic)",
    "age": "Age",
    "gender": "Gender (assumed)",
    "region": "Region (assumed)",
    "expected": "When you complained on Twitter, did you expect the company to read it?",
    "answered": "Did the company answer you?",
    "felt": "How did you feel about the company's answer?",
    "satisfied": "How satisfied were you with how it was handled?",
    "would_like": "Would you have liked an answer?",
    "would_like_expected": "Did you expect the company to read it? (of those without an answer)",
    "on_topic": "Answers to a complaint are welcome (liked it, or would have liked one)",
    "off_topic": "Answers about something else are welcome",
    "weight": "Weight: gender, region",
}
ASSUMED: Final = (
    "gender, region and their shares; women of 35 and older expect more",
    "expected in the three age groups from 25 to 54",
    "how expected and answered overlap",
    "how answers hang together: one latent score per respondent, items correlate 0.25",
    "off_topic: whoever does not dislike it counts as welcoming it",
    "the weight and its target",
)


def tweet_service(seed: int = SEED) -> DrawnStudy:
    """Return the study of complaints on Twitter, the same for the same seed.

    Examples
    --------
    >>> study = tweet_service()
    >>> study.counts["consumer"]["expected"], study.counts["consumer"]["answered"]
    (636, 375)
    """
    people = draw_people(np.random.default_rng(seed))
    yes_no = {0: "No", 1: "Yes"}
    return DrawnStudy(
        name="tweet_service",
        title="Complaints on Twitter",
        margins_from="Maritz Research and evolve24: Twitter study, 2011 (published percentages of 1,298 "
        "people)",
        seed=seed,
        version=VERSION,
        sheets=(
            Sheet(
                "synthetic_consumers.dta",
                people,
                LABELS,
                {
                    "age": dict(enumerate(AGES, 1)),
                    "gender": dict(enumerate(GENDERS, 1)),
                    "region": dict(enumerate(SAMPLE["region"], 1)),
                    "felt": dict(enumerate(FELT, 1)),
                    "satisfied": dict(enumerate(SATISFIED, 1)),
                }
                | dict.fromkeys(
                    ("expected", "answered", "would_like", "would_like_expected", "on_topic", "off_topic"),
                    yes_no,
                ),
            ),
        ),
        counts={"consumer": counts_of(people)},
        assumed=ASSUMED,
        weightings=(
            describe_weights(
                people,
                TARGET,
                dict.fromkeys(
                    ("expected", "answered", "would_like", "on_topic", "off_topic", "satisfied"), (1.0,)
                )
                | {"felt": (1.0, 2.0)},
                who="consumers",
            ),
        ),
    )


def counts_of(people: pd.DataFrame) -> dict[str, int]:
    """Return the exact counts, with those of the ages and of the answers to filtered questions."""
    named = {"expected", "answered", "would_like", "on_topic", "off_topic"}
    counts = {name: int(people[name].sum()) for name in people.columns if name in named}
    for place, age in enumerate(AGES, 1):
        counts[f"expected, age={age}"] = int(people.loc[people["age"] == place, "expected"].sum())
    for name, answers in (("felt", FELT), ("satisfied", SATISFIED)):
        counts |= {
            f"{name}={answer}": int((people[name] == code).sum()) for code, answer in enumerate(answers, 1)
        }
    return counts


def draw_people(rng: np.random.Generator) -> pd.DataFrame:
    """Return the respondents; NaN where a question follows another answer."""
    latent = rng.standard_normal(PEOPLE)
    age = rng.permutation(np.repeat(np.arange(len(AGES)), list(AGES.values())))
    who = draw_cells(PEOPLE, SAMPLE, rng=rng)
    older_woman = (who["gender"] == "Woman").to_numpy() & (age >= list(AGES).index("35-44"))
    frame = pd.DataFrame({"respondent": respondent_ids("T", PEOPLE)})
    frame["age"] = age + 1.0
    frame["gender"] = who["gender"].map(GENDERS.index).to_numpy(float) + 1
    frame["region"] = who["region"].map(list(SAMPLE["region"]).index).to_numpy(float) + 1
    frame["expected"] = draw_within(latent, age, EXPECTED, rng=rng, lean=WOMEN_OVER_35 * older_woman)
    frame["answered"] = draw_ticks(latent, {"answered": ANSWERED}, rng=rng)["answered"]
    got = frame["answered"].to_numpy() == 1
    for name, answers in (("felt", FELT), ("satisfied", SATISFIED)):
        frame[name] = np.nan
        places = draw_choices(-latent[got], list(answers.values()), rng=rng, correlation=0.4)
        frame.loc[got, name] = places + 1.0
    frame["would_like"] = draw_within(latent, np.where(got, -1, 0), [WOULD_LIKE], rng=rng)
    frame["would_like_expected"] = frame["expected"].where(~got)
    welcome = frame["felt"].isin((1.0, 2.0)) | (frame["would_like"] == 1)
    frame["on_topic"] = welcome.astype(float)
    frame["off_topic"] = draw_ticks(latent, {"off": PEOPLE - DISLIKE}, rng=rng)["off"]
    frame["weight"] = raked_weights(who, TARGET)
    return frame
