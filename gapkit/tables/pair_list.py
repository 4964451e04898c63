"""Pairs that a person should look at, as text and as results of ``--json``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gapkit.proposing import PairRow
from gapkit.survey.text import clean_text

MOST_PAIRS = 40
"""Pairs shown; JSON has all."""


def pair_text(rows: Sequence[PairRow]) -> str:
    """Return pairs for a terminal, the wordings of both sides under each other.

    Parameters
    ----------
    rows : sequence of PairRow
        As ``review_pairs`` returns them.

    Returns
    -------
    str
        Lines, the last one ended too; empty where there is nothing to look at.
    """
    if not rows:
        return ""
    lines = ["Pairs to look at: unmatched, reversed, or asked, scaled or based differently"]
    lines += [line for row in rows[:MOST_PAIRS] for line in _lines(row)]
    if len(rows) > MOST_PAIRS:
        lines.append(f"  and {len(rows) - MOST_PAIRS:,} more: --json lists all")
    return "\n".join(lines) + "\n"


def _lines(row: PairRow) -> Iterator[str]:
    """Yield one pair: where, what, and both wordings."""
    yield f"  {_on_one_line(_place(row))}: {_on_one_line('; '.join(row.findings))}"
    width = max(len(row.side), len(row.reference))
    for name, words in ((row.reference, row.reference_wording), (row.side, row.side_wording)):
        if words:
            yield f"       {name:<{width}}  {_on_one_line(words)}"


def _place(row: PairRow) -> str:
    """Return the question and the item."""
    return f"{row.question}, {row.item}" if row.item else row.question


def _on_one_line(text: str) -> str:
    """Return text from a file on one line."""
    return " ".join(clean_text(text).split())


def pair_results(rows: Sequence[PairRow]) -> list[dict[str, object]]:
    """Return pairs as results of a check: one object each, like every fired check."""
    return [
        {
            "id": "pair",
            "level": "N",
            "title": "; ".join(row.findings),
            "rows": [
                {
                    "found": _place(row),
                    "question": row.question,
                    "item": row.item,
                    "side": row.side,
                    "reference": row.reference,
                    "side_wording": row.side_wording,
                    "reference_wording": row.reference_wording,
                }
            ],
            "what_to_do": "Compare the two wordings; mend the pair, grade it, or leave it as it is.",
            "accepted": "",
        }
        for row in rows
    ]
