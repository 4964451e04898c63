"""Judged claims as text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite

from gapkit.claims import Claims, JudgedClaim
from gapkit.claims.model import VERDICT_WORDS
from gapkit.survey.text import clean_text
from gapkit.tables.json_results import json_object

CLAIM_SCHEMA = (
    "gapkit claims 1: results has one object per claim: text, source, verdict (supported, contradicted, "
    "cannot_tell), sentence (what may be said in its place) and conditions, each with what was measured, "
    "the interval or rank set that decided (shares run 0 to 1) and the base; null where there is none"
)
"""What ``schema`` says of claims."""


def claim_text(claims: Claims) -> str:
    """Return judged claims for a terminal; a line where there are none.

    Returns
    -------
    str
        Lines, the last one ended too.
    """
    if not len(claims):
        return "The survey file states no claims.\n"
    return "\n".join(line for each in claims for line in _lines(each)) + "\n"


def _lines(judged: JudgedClaim) -> Iterator[str]:
    """Yield one claim: its verdict, what it says, and what may be said."""
    yield f"{VERDICT_WORDS[judged.verdict].upper()}: {_plain(judged.claim.text)}"
    if judged.claim.source:
        yield f"  source: {_plain(judged.claim.source)}"
    for each in judged.conditions:
        yield f"  {VERDICT_WORDS[each.verdict]}: {_plain(each.sentence)}"


def _plain(text: str) -> str:
    """Return text on one line."""
    return " ".join(clean_text(text).split())


def claim_json(claims: Claims, warnings: Sequence[str] = ()) -> str:
    """Return judged claims as one JSON object ``{schema, version, warnings, results}``."""
    results = [
        {
            "text": judged.claim.text,
            "source": judged.claim.source,
            "verdict": judged.verdict,
            "sentence": judged.sentence,
            "conditions": [
                {
                    "question": each.condition.question,
                    "item": each.condition.item,
                    "side": each.condition.side,
                    "segment": each.condition.segment,
                    "wave": each.condition.wave,
                    "verdict": each.verdict,
                    "value": _number(each.value),
                    "low": _number(each.low),
                    "high": _number(each.high),
                    "base": _number(each.base),
                    "conf_level": each.conf_level,
                    "sentence": each.sentence,
                }
                for each in judged.conditions
            ],
        }
        for judged in claims
    ]
    return json_object(CLAIM_SCHEMA, warnings, results)


def _number(value: float) -> float | None:
    """Return a number as JSON has it."""
    return value if isfinite(value) else None
