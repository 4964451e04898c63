"""What a weighting did, how near it came to its targets, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from gapkit.display import count_text, list_text
from gapkit.responses import Responses
from gapkit.tables.json_results import json_object
from gapkit.weighting import Weighting, describe_weights
from gapkit.weighting.model import base_weights

WEIGHT_SCHEMA = (
    "gapkit weight 1: results has one object; shares run 0 to 1, weights are in units of their mean, distance"
    " is the largest distance of a share from its target; margins has one object per answer"
)
"""What ``schema`` says of a weighting."""

HEAVY = 2.0
EXTREME = 5.0
"""Design effect and largest weight (in means) beyond which trimming is offered (check S03)."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One answer's share, before and after."""

    variable: str
    answer: str
    target: float
    before: float
    after: float


def margins_of(
    before: Responses, after: Responses, shares: Mapping[str, Mapping[str, float]]
) -> Iterator[Margin]:
    """Yield every answer's share before and after, beside its target."""
    old, new = base_weights(before), base_weights(after)
    for variable, answers in shares.items():
        segment = before.segments[variable]
        for answer, target in answers.items():
            inside = segment.codes == segment.labels.index(answer)
            yield Margin(
                variable,
                answer,
                target,
                float(np.sum(old[inside]) / old.sum()),
                float(np.sum(new[inside]) / new.sum()),
            )


def report_lines(
    responses: Responses, done: Weighting, margins: list[Margin], trim: float | None, column: str
) -> Iterator[str]:
    """Yield what was done, how near it came, and what it costs."""
    variables = list_text(list(dict.fromkeys(each.variable for each in margins)))
    side = responses.side
    yield f"{count_text(responses.respondents)} {side.label} raked to {variables}."
    distance = 100 * max(abs(each.after - each.target) for each in margins)
    if trim is None:
        yield f"Converged: every target is met (largest distance {distance:.3f} points)."
    else:
        yield f"Converged, then trimmed at {trim:g} times the mean: largest distance {distance:.2f} points."
    width = max(len(f"{each.variable}: {each.answer}") for each in margins)
    yield ""
    yield f"{'':<{width}}  target  before   after"
    for each in margins:
        shares = "  ".join(f"{100 * share:5.1f}%" for share in (each.target, each.before, each.after))
        yield f"{f'{each.variable}: {each.answer}':<{width}}  {shares}"
    yield ""
    report = done.after
    start = responses.weight is not None
    yield (
        f"Design effect {report.deff:.2f}"
        + (f" ({before_deff(responses):.2f} before)" if start else "")
        + f": {count_text(report.base)} respondents are worth {count_text(report.kish_base)}."
    )
    yield f"Weights run from {report.least:.2f} to {report.largest:.2f} times their mean."
    if trim is None and (report.deff > HEAVY or report.largest > EXTREME):
        yield f"A few respondents speak for many (check S03): --trim {EXTREME:g} cuts the largest weights."
    yield from notes(responses, column)


def before_deff(responses: Responses) -> float:
    """Return the design effect of the weights that raking started from."""
    return describe_weights(base_weights(responses)).deff


def notes(responses: Responses, column: str) -> Iterator[str]:
    """Yield what to write into the survey file, and what a CSV cannot hold."""
    left = responses.source.rows - responses.respondents
    if left:
        yield f"{left:,} rows are no respondents of this side: their weight is blank."
    yield f'In the survey file, [sides.{responses.side.id}]: data = the new file, weight = "{column}".'
    if responses.source.format == "SPSS":
        yield (
            "CSV holds codes, not the value labels and missing codes of the SPSS file: name answers by code,"
            " and missing codes in `missing`."
        )


def weight_json(responses: Responses, done: Weighting, margins: list[Margin], told: list[str]) -> str:
    """Return the report as one JSON object."""
    result = {
        "side": responses.side.id,
        "respondents": responses.respondents,
        "method": done.method,
        "distance": max(abs(each.after - each.target) for each in margins),
        "deff": done.after.deff,
        "deff_before": before_deff(responses),
        "kish_base": done.after.kish_base,
        "least": done.after.least,
        "largest": done.after.largest,
        "margins": [asdict(each) for each in margins],
    }
    return json_object(WEIGHT_SCHEMA, told, [result])
