"""Every sentence of a report with the rows it was made from, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import isfinite

from gapkit.findings import RowKey, key_of
from gapkit.gaps import COLUMNS
from gapkit.reports.document import Block, Cards, Group, Heading, Line, Paragraph, Points, ReportData
from gapkit.reports.fingerprint import fingerprint
from gapkit.reports.plain import plain
from gapkit.reports.results import Results
from gapkit.tables import json_object

REPORT_SCHEMA = (
    "gapkit report 1: results has one object per report; sections hold its sentences in order, each with the "
    "places in rows of what it was made from (none: a sentence about the whole, not about a row); rows are "
    "those of Gaps.to_frame(), the study's first, then each break's; shares and gaps run 0 to 1; a number "
    "that does not exist or is hidden is null, and status says why"
)
"""What ``schema`` says of a report."""


def sidecar(data: ReportData, results: Results, warnings: Sequence[str]) -> str:
    """Return the report's sentences and rows as one JSON object."""
    rows = list(chain(results.gaps, *results.segments.values()))
    places = {key_of(row): place for place, row in enumerate(rows)}
    report = {
        "title": data.cover.title,
        "subtitle": data.cover.subtitle,
        "synthetic": bool(data.mark),
        "date": data.date,
        "fingerprint": fingerprint(results.study),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "sentences": [
                    {"text": plain(text), "rows": _places(keys, places)}
                    for block in section.blocks
                    for text, keys in sentences(block)
                ],
            }
            for section in data.sections
        ],
        "rows": [{name: _plain(row.cell(name)) for name in COLUMNS} for row in rows],
    }
    marks = [data.cover.synthetic] if data.cover.synthetic else []
    return json_object(REPORT_SCHEMA, [*marks, *warnings], [report])


def sentences(block: Block) -> Iterator[tuple[str, tuple[RowKey, ...]]]:
    """Give every generated sentence of a block with the keys of its rows."""
    match block:
        case Heading():
            yield block.text, block.keys
        case Paragraph():
            yield "".join(span.text for span in block.spans), _keys(block.spans)
        case Points():
            for line in block.lines:
                yield "".join(span.text for span in line), _keys(line)
        case Cards():
            for card in block.cards:
                yield f"{card.value} {card.label}. {card.detail}", card.keys
        case Group():
            for each in block.blocks:
                yield from sentences(each)
        case _:
            return


def _keys(spans: Line) -> tuple[RowKey, ...]:
    """Return the keys of all runs, each once."""
    return tuple(dict.fromkeys(key for span in spans for key in span.keys))


def _places(keys: Sequence[RowKey], places: Mapping[RowKey, int]) -> list[int]:
    """Return where the rows of these keys stand."""
    return [places[key] for key in keys]


def _plain(value: object) -> object:
    """Return a value as JSON has it; null where a number is not finite."""
    return None if isinstance(value, float) and not isfinite(value) else value
