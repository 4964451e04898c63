"""The claims of the survey file, each beside what the results allow to be said."""

from __future__ import annotations

from gapkit.claims import ClaimVerdict
from gapkit.claims.model import VERDICT_WORDS
from gapkit.reports import english as words
from gapkit.reports.document import Cell, Column, Group, Paragraph, Row, Section, Table, Tone, line
from gapkit.reports.results import Results

TONES: dict[ClaimVerdict, Tone] = {"supported": "plain", "contradicted": "bold", "cannot_tell": "muted"}
"""How a verdict is set: the word tells it, the tone repeats it."""

CLAIM_WIDTH, VERDICT_WIDTH = 62.0, 24.0

ON_A_PAGE = 8
"""Claims that surely stand on one page with their introduction."""


def claim_pages(results: Results) -> Section | None:
    """Return every claim with its verdict; nothing where the survey file states none."""
    claims = results.claims
    if not len(claims):
        return None
    heads = (
        Column(words.CLAIM, CLAIM_WIDTH, align="left"),
        Column(words.VERDICT, VERDICT_WIDTH, align="left"),
        Column(words.MAY_BE_SAID, align="left"),
    )
    rows = tuple(
        Row(
            (
                Cell(
                    " ".join(filter(None, (each.claim.text, each.claim.source and f"({each.claim.source})")))
                ),
                Cell(VERDICT_WORDS[each.verdict], TONES[each.verdict]),
                Cell(each.sentence),
            )
        )
        for each in claims
    )
    table = Table(words.CLAIMS_CAPTION, heads, rows, words.CLAIM_NOTES)
    blocks = (Paragraph(line(words.CLAIMS_INTRO)), table)
    return Section(words.CLAIMS, (Group(blocks, together=len(rows) <= ON_A_PAGE),), new_page=False)
