"""The page: docs/simulation/README.md, written from results.csv and from nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.simulation.study import prose, record, sections, verdicts
from tests.simulation.study.record import Results
from tests.simulation.study.summaries import settled

PAGE = "README.md"


def write(into: Path) -> None:
    """Write the page beside its results."""
    (into / PAGE).write_text(text(record.read(into / record.RESULTS)), encoding="utf-8")


def text(results: Results) -> str:
    """Return the page."""
    return "\n".join([prose.HEAD.format(made=results.made), *_sections(results)])


def _sections(results: Results) -> Iterator[str]:
    rows = settled(results.rows)
    yield verdicts.verdict(rows)
    yield sections.single_shares(rows)
    yield sections.gaps(rows)
    yield sections.sizes(rows)
    yield sections.plain_tests(rows)
    yield sections.means(rows)
    yield sections.families(rows)
    yield sections.simultaneous(rows)
    yield verdicts.against_exact(results.rows)
    yield verdicts.named(rows)
