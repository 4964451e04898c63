"""The study ``trust_waves``: trust of consumers and employees, and what executives believe of it.

Counts of PwC's Trust Survey of 2023 and 2024, as far as published; the first wave, 2022, is assumed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from gapkit.simulate.model import DrawnStudy, Sheet
from gapkit.simulate.respondents import draw_cells, draw_ticks, respondent_ids
from gapkit.simulate.weights import describe_weights, raked_weights

SEED: Final = 20240312
VERSION: Final = 1
WAVES: Final = ("2022", "2023", "2024")

CONSUMERS: Final = {"2022": 2500, "2023": 2508, "2024": 2515}
EMPLOYEES: Final = {"2022": 2000, "2023": 2012, "2024": 2039}
EXECUTIVES: Final = {"2022": 500, "2023": 500, "2024": 548}
CONSUMERS_TRUST: Final = {"2022": 750, "2023": 677, "2024": 755}
EMPLOYEES_TRUST: Final = {"2022": 1380, "2023": 1308, "2024": 1366}
BELIEVED: Final = {
    "2022": {"by_consumers": 435, "by_employees": 420},
    "2023": {"by_consumers": 420, "by_employees": 395},
    "2024": {"by_consumers": 493, "by_employees": 471},
}
EVENT: Final = {
    "2023": {"consumer": 1254, "employee": 1086, "executive": 100},
    "2024": {"consumer": 1283, "employee": 1081, "executive": 121},
}
"""Had an experience that damaged trust; not asked in 2022, and assumed for 2024."""

INDUSTRIES: Final = {
    "Consumer goods": 0.22,
    "Financial services": 0.20,
    "Health": 0.16,
    "Technology": 0.17,
    "Energy": 0.10,
    "Industry": 0.15,
}
SIZES: Final = {"Under 1,000": 0.40, "1,000 to 10,000": 0.35, "Over 10,000": 0.25}
AGES: Final = {"18-34": 0.42, "35-54": 0.38, "55+": 0.20}
REGIONS: Final = {"Northeast": 0.28, "Midwest": 0.27, "South": 0.25, "West": 0.20}
TARGET: Final = {
    "age": {"18-34": 0.25, "35-54": 0.30, "55+": 0.45},
    "region": {"Northeast": 0.17, "Midwest": 0.21, "South": 0.39, "West": 0.23},
}
ASSUMED: Final = (
    "the wave of 2022: every number; event in 2024",
    "industry, size, age, region and their shares; executives come in the same industries",
    "how answers hang together: one latent score per respondent, items correlate 0.25",
    "the weight and its target",
)


def trust_waves(seed: int = SEED) -> DrawnStudy:
    """Return the study of trust over three waves, the same for the same seed.

    Every wave asks other people. Consumers have a file a wave, the other sides one file.

    Examples
    --------
    >>> study = trust_waves()
    >>> study.counts["consumer 2023"]["trust"], study.counts["executive 2023"]["by_consumers"]
    (677, 420)
    """
    streams = np.random.default_rng(seed).spawn(3)
    consumers = {
        wave: draw_consumers(wave, rng) for wave, rng in zip(WAVES, streams[0].spawn(3), strict=True)
    }
    employees = pd.concat([draw_employees(wave, streams[1]) for wave in WAVES], ignore_index=True)
    executives = pd.concat([draw_executives(wave, streams[2]) for wave in WAVES], ignore_index=True)
    counts = {f"consumer {wave}": counts_of(frame, ("trust", "event")) for wave, frame in consumers.items()}
    for side, frame, names in (
        ("employee", employees, ("trust", "event")),
        ("executive", executives, ("by_consumers", "by_employees", "event")),
    ):
        counts |= {f"{side} {wave}": counts_of(frame[frame["wave"] == wave], names) for wave in WAVES}
    return DrawnStudy(
        name="trust_waves",
        title="Trust in three waves",
        margins_from="PwC: Trust Survey 2023 and 2024 (published percentages of consumers, employees and "
        "executives)",
        seed=seed,
        version=VERSION,
        sheets=(
            *(Sheet(f"synthetic_consumers_{wave}.parquet", frame) for wave, frame in consumers.items()),
            Sheet("synthetic_employees.parquet", employees),
            Sheet("synthetic_executives.csv", executives),
        ),
        counts=counts,
        assumed=ASSUMED,
        weightings=tuple(
            describe_weights(frame, TARGET, {"trust": (1.0,), "event": (1.0,)}, who=f"consumers, {wave}")
            for wave, frame in consumers.items()
        ),
        needs="gapkit[parquet]",
    )


def counts_of(frame: pd.DataFrame, names: tuple[str, ...]) -> dict[str, int]:
    """Return the respondents and the ticks of a wave; nothing for a question that it does not ask."""
    asked = [name for name in names if frame[name].notna().any()]
    return {"respondents": len(frame)} | {name: int(frame[name].sum()) for name in asked}


def draw_consumers(wave: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return the consumers of a wave."""
    people = CONSUMERS[wave]
    who = draw_cells(people, {"age": AGES, "region": REGIONS, "industry": INDUSTRIES}, rng=rng)
    frame = pd.DataFrame({"respondent": respondent_ids(f"C{wave[2:]}-", people)})
    frame[["age", "region", "industry"]] = who[["age", "region", "industry"]]
    return with_answers(frame, wave, {"trust": CONSUMERS_TRUST[wave]}, "consumer", rng).assign(
        weight=raked_weights(who, TARGET)
    )


def draw_employees(wave: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return the employees of a wave."""
    frame = workers("E", wave, EMPLOYEES[wave], {"industry": INDUSTRIES, "age": AGES, "size": SIZES}, rng)
    return with_answers(frame, wave, {"trust": EMPLOYEES_TRUST[wave]}, "employee", rng)


def draw_executives(wave: str, rng: np.random.Generator) -> pd.DataFrame:
    """Return the executives of a wave."""
    frame = workers("X", wave, EXECUTIVES[wave], {"industry": INDUSTRIES, "size": SIZES}, rng)
    return with_answers(frame, wave, BELIEVED[wave], "executive", rng)


def workers(
    letter: str, wave: str, people: int, shares: dict[str, dict[str, float]], rng: np.random.Generator
) -> pd.DataFrame:
    """Return who the employees or executives of a wave are."""
    who = draw_cells(people, shares, rng=rng)
    who.insert(0, "wave", wave)
    who.insert(0, "respondent", respondent_ids(f"{letter}{wave[2:]}-", people))
    return who


def with_answers(
    frame: pd.DataFrame, wave: str, counts: dict[str, int], side: str, rng: np.random.Generator
) -> pd.DataFrame:
    """Return respondents with their answers, and with the event in the waves that asked for it."""
    asked = counts | ({"event": EVENT[wave][side]} if wave in EVENT else {})
    ticks = draw_ticks(rng.standard_normal(len(frame)), asked, rng=rng)
    return frame.assign(**{"event": np.nan} | {name: ticks[name].to_numpy() for name in asked})
