"""What stands beside the files of a drawn study, for machines and for readers."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from gapkit.simulate.model import DrawnStudy, Weighting


def metadata_of(study: DrawnStudy) -> dict[str, Any]:
    """Return what a reader must know before using the files."""
    return {
        "synthetic": True,
        "not_respondent_data": True,
        "margins_from": study.margins_from,
        "generator": study.generator,
        "seed": study.seed,
        "files": rows_by_file(study),
        "assumed": list(study.assumed),
        "weights": [weight_note(each) for each in study.weightings],
        "counts": {side: dict(counts) for side, counts in study.counts.items()},
    }


def rows_by_file(study: DrawnStudy) -> dict[str, int | dict[str, int]]:
    """Return the respondents of each file, by sheet in a workbook."""
    found: dict[str, int | dict[str, int]] = {}
    for file, sheets in groupby(study.sheets, key=lambda sheet: sheet.file):
        held = {sheet.sheet: len(sheet.frame) for sheet in sheets}
        found[file] = held.get("", held)
    return found


def weight_note(weighting: Weighting) -> dict[str, Any]:
    """Return a weight for machines."""
    return {
        "who": weighting.who,
        "column": weighting.column,
        "rule": weighting.rule,
        "target": {name: dict(shares) for name, shares in weighting.target.items()},
        "design_effect_kish": weighting.design_effect,
        "shares_unweighted_and_weighted": {name: list(pair) for name, pair in weighting.moved.items()},
    }


def readme_text(study: DrawnStudy) -> str:
    """Return the note that lies beside the files."""
    files = "\n".join(
        f"- `{file}`: {rows:,} respondents"
        if isinstance(rows, int)
        else f"- `{file}`: " + ", ".join(f"{count:,} in sheet `{name}`" for name, count in rows.items())
        for file, rows in rows_by_file(study).items()
    )
    further = "".join(f"\n- `{name}`" for name in study.texts)
    needs = f"; reading it needs `{study.needs}`" if study.needs else ""
    assumed = "\n".join(f"- {each}" for each in study.assumed)
    return f"""# {study.title}: synthetic respondents

**Nobody answered this.** The rows are drawn by chance so that their whole-number counts are the
ones listed. They are for trying gapkit, not for citing.

| | |
|---|---|
| margins from | {study.margins_from} |
| generator | `{study.generator}`, seed {study.seed} |
| made again by | `python -m gapkit.simulate {study.name} --to data/{study.name}` |
| licence | as gapkit |
| survey file | `surveys/{study.name}.toml`{needs} |

{files}{further}
- `metadata.json`: the same for machines, with all counts.

## Assumed, not published

{assumed}
{"".join(weight_text(each) for each in study.weightings)}"""


def weight_text(weighting: Weighting) -> str:
    """Return a table of what a weight does."""
    moved = "\n".join(
        f"| `{name}` | {plain:.1f} | {weighted:.1f} | {round(weighted - plain, 1) + 0.0:+.1f} |"
        for name, (plain, weighted) in weighting.moved.items()
    )
    return f"""
## What the weight does: {weighting.who}

Column `{weighting.column}`, {weighting.rule}; Kish's design effect {weighting.design_effect}. Unweighted
shares are the listed ones, of those who were asked.

| answer | unweighted % | weighted % | points |
|---|---|---|---|
{moved}
"""
