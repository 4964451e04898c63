"""The bundled study's files, with everything that marks them as synthetic."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd
import pyreadstat

from gapkit.errors import DamagedFileError
from gapkit.simulate import brands
from gapkit.simulate.brands import (
    AGES,
    COUNTRIES,
    GENDERS,
    NO_ANSWER,
    POINTS,
    REPLY_LABELS,
    SocialBrand,
)

GENERATOR: Final = "gapkit.simulate.social_brand 1"
"""Name and version of the generator; the version changes when the drawn tables do."""

CONSUMER_FILE, MARKETER_FILE = "synthetic_consumers.sav", "synthetic_marketers.csv"

COLUMN_LABELS: Final[Mapping[str, str | None]] = {
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
    "effects of age on " + ", ".join(brands.AGE_LEAN),
)
"""What the published study does not tell."""

MEASURES: Final = {
    "age_band": "ordinal",
    "q7": "ordinal",
    "q8_1": "ordinal",
    "q8_2": "ordinal",
    "q8_3": "ordinal",
    "brands_followed": "scale",
    "weight": "scale",
}


def write_social_brand(study: SocialBrand, folder: Path) -> None:
    """Write both sides, their metadata and a note into a folder.

    Every file is written beside its place, read again, and only then moved there: SPSS writers
    tell nothing of a full disk.

    Raises
    ------
    DamagedFileError
        If a file that was written does not hold what it should.
    OSError
        If the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    metadata = metadata_of(study)
    replace_file(folder / CONSUMER_FILE, lambda path: write_consumers(study.consumers, path))
    replace_file(folder / MARKETER_FILE, lambda path: write_marketers(study.marketers, path))
    text = json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"
    replace_file(folder / "metadata.json", lambda path: write_text(text, path))
    replace_file(folder / "README.md", lambda path: write_text(readme_text(metadata), path))


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file beside its place and move it there when it is whole."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    beside = Path(name)
    try:
        write(beside)
        with beside.open("rb") as file:
            os.fsync(file.fileno())
        beside.chmod(0o644)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def write_text(text: str, path: Path) -> None:
    """Write text as UTF-8 with newlines."""
    path.write_text(text, encoding="utf-8", newline="\n")


def write_marketers(marketers: pd.DataFrame, path: Path) -> None:
    """Write the marketers as CSV."""
    write_text(marketers.to_csv(index=False, lineterminator="\n"), path)


def write_consumers(consumers: pd.DataFrame, path: Path) -> None:
    """Write the consumers as SPSS, and make sure that they are all there."""
    pyreadstat.write_sav(
        consumers,
        path,
        file_label="Synthetic: gapkit social_brand consumers",
        column_labels=dict(COLUMN_LABELS),
        variable_value_labels=value_labels(),
        missing_ranges={item: [NO_ANSWER] for item in brands.CONSUMER_RATES},
        variable_measure={name: MEASURES.get(name, "nominal") for name in consumers.columns},
        row_compress=True,
    )
    again, _ = pyreadstat.read_sav(path, user_missing=True)
    if len(again) != len(consumers) or list(again.columns) != list(consumers.columns):
        raise DamagedFileError.rows_differ(path.name, header=len(consumers), rows=len(again))


def value_labels() -> dict[str, dict[int | float, str]]:
    """Return what the consumers' codes mean."""
    yes_no: dict[int | float, str] = {0: "No", 1: "Yes"}
    scale: dict[int | float, str] = dict(enumerate(POINTS, 1))
    labels: dict[str, dict[int | float, str]] = {
        "age_band": dict(enumerate(AGES, 1)),
        "gender": dict(enumerate(GENDERS, 1)),
        "country": dict(enumerate(COUNTRIES, 1)),
        "q7": dict(enumerate(REPLY_LABELS, 1)),
    }
    labels |= dict.fromkeys(brands.CONSUMER_WHY | brands.CONSUMER_EXPECTS, yes_no)
    labels |= {item: scale | {NO_ANSWER: "No answer"} for item in brands.CONSUMER_RATES}
    return labels


def metadata_of(study: SocialBrand) -> dict[str, Any]:
    """Return what a reader must know before using the files."""
    weight = study.consumers["weight"].to_numpy()
    return {
        "synthetic": True,
        "not_respondent_data": True,
        "margins_from": "CMO Council and Lithium: Variance in the Social Brand Experience, 2011 "
        "(published percentages of 1,300 consumers and 132 senior marketers)",
        "generator": GENERATOR,
        "seed": study.seed,
        "files": {CONSUMER_FILE: len(study.consumers), MARKETER_FILE: len(study.marketers)},
        "assumed": list(ASSUMED),
        "weight": {
            "column": "weight",
            "target": brands.TARGET,
            "rule": "target share over sample share of the age x gender x country cell",
            "design_effect_kish": round(float(len(weight) * (weight**2).sum() / weight.sum() ** 2), 3),
        },
        "counts": counts_of(study),
        "consumer_shares_unweighted_and_weighted": moved_shares(study.consumers),
    }


def counts_of(study: SocialBrand) -> dict[str, Any]:
    """Return the exact counts, by side and column."""
    ticks = brands.CONSUMER_WHY | brands.CONSUMER_EXPECTS
    return {
        "consumer": {item: int((study.consumers[item] == 1).sum()) for item in ticks}
        | {"q7": np.bincount(study.consumers["q7"].astype(int))[1:].tolist()},
        "marketer": {
            item: int((study.marketers[item] == "Yes").sum())
            for item in brands.MARKETER_WHY | brands.MARKETER_DOES
        },
    }


def moved_shares(consumers: pd.DataFrame) -> dict[str, list[float]]:
    """Return each share in percent without and with the weight: they differ by at most 3 points."""
    chosen: dict[str, tuple[float, ...]] = {}
    chosen |= dict.fromkeys(brands.CONSUMER_WHY | brands.CONSUMER_EXPECTS, (1.0,))
    chosen |= {f"q7={code}": (float(code),) for code in range(1, len(REPLY_LABELS) + 1)}
    chosen |= dict.fromkeys(brands.CONSUMER_RATES, (4.0, 5.0))
    moved = {}
    for name, codes in chosen.items():
        column = consumers[name.partition("=")[0]]
        told = column != NO_ANSWER
        hit, weight = column[told].isin(codes), consumers["weight"][told]
        moved[name] = [
            round(100 * float(hit.mean()), 2),
            round(100 * float(weight[hit].sum() / weight.sum()), 2),
        ]
    return moved


def readme_text(metadata: Mapping[str, Any]) -> str:
    """Return the note that lies beside the files."""
    assumed = "\n".join(f"- {each}" for each in metadata["assumed"])
    moved = "\n".join(
        f"| `{name}` | {plain:.1f} | {weighted:.1f} | {round(weighted - plain, 1) + 0.0:+.1f} |"
        for name, (plain, weighted) in metadata["consumer_shares_unweighted_and_weighted"].items()
    )
    return f"""# Social brand: synthetic respondents

**Nobody answered this.** The rows are drawn by chance so that their whole-number counts are the
published shares of a real study. They are for trying gapkit, not for citing.

| | |
|---|---|
| margins from | {metadata["margins_from"]} |
| generator | `{metadata["generator"]}`, seed {metadata["seed"]} |
| made again by | `python -m gapkit.simulate data/social_brand` |
| licence | as gapkit |
| survey file | `surveys/social_brand.toml` |

- `{CONSUMER_FILE}`: 1,300 consumers, SPSS, codes with value labels, 9 "No answer" declared
  missing in `q8_1` to `q8_3`, column `weight` (Kish's design effect
  {metadata["weight"]["design_effect_kish"]}).
- `{MARKETER_FILE}`: 132 marketers, answers as text, no weight. `q14_5` (social media is part of
  our marketing mix) and `q14_6` (we gained influence) have no question on the consumers' side.
- `metadata.json`: the same for machines, with all counts.

## Assumed, not published

{assumed}

## What the weight does

Unweighted shares are the published ones. The weight moves them by at most 3 points.

| column | unweighted % | weighted % | points |
|---|---|---|---|
{moved}

`q8` rows are the two highest answers among those who gave one.
"""
