"""The whole study at a glance: counts by verdict, the gaps that lead, and what cannot be said."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isnan

from gapkit.display import count_text, in_points
from gapkit.findings import english as say
from gapkit.findings.describing import importance, unknown_bases
from gapkit.findings.model import Finding, Topic
from gapkit.gaps import Gap, Gaps
from gapkit.options import Status

TESTED = ("ok", "low_base")
"""Statuses of rows with a verdict."""


@dataclass(frozen=True, slots=True)
class Overview:
    """Rows sorted by what they say.

    Attributes
    ----------
    rows : tuple of Gap
        Every row that was looked at.
    """

    rows: tuple[Gap, ...]

    @property
    def tested(self) -> tuple[Gap, ...]:
        """Rows with a verdict."""
        return tuple(row for row in self.rows if row.verdict)

    @property
    def counted(self) -> tuple[Gap, ...]:
        """Tested rows that may lead and are counted: no small base, no merely related pair."""
        kept = (row for row in self.tested if row.status == "ok" and row.comparable != "related")
        return tuple({_same(row): row for row in reversed(tuple(kept))}.values())[::-1]

    @property
    def headlined(self) -> tuple[Gap, ...]:
        """Flagged rows that may lead, the largest first."""
        return tuple(sorted(self.having("over", "under"), key=lambda row: -importance(row)))

    @property
    def printed(self) -> tuple[Gap, ...]:
        """Gaps of figures that nobody can test, the largest first; no merely related pair."""
        kept = [row for row in self.being("no_base") if not isnan(row.gap) and row.comparable != "related"]
        return tuple(sorted(kept, key=lambda row: -importance(row)))

    @property
    def largest(self) -> Gap | None:
        """The largest gap that may lead."""
        return next(iter(self._led), None)

    @property
    def _led(self) -> tuple[Gap, ...]:
        """Flagged rows of one unit, so that like is compared with like: points where there are any."""
        rows = self.headlined
        points = tuple(row for row in rows if in_points(row.measure))
        return points or tuple(row for row in rows if _unit(row) == _unit(rows[0]))

    @property
    def related_larger(self) -> bool:
        """Whether a related pair, which may not lead, lies further apart than the largest gap."""
        lead = self.largest
        if lead is None:
            return False
        related = (row for row in self.rows if row.comparable == "related" and _unit(row) == _unit(lead))
        return any(abs(row.gap) > abs(lead.gap) for row in related)

    @property
    def opposite(self) -> Gap | None:
        """The largest gap in the other direction than the largest one."""
        lead = self.largest
        others = (row for row in self._led if lead is not None and row.verdict != lead.verdict)
        return next(others, None)

    @property
    def closest(self) -> Gap | None:
        """The surest agreement: of the aligned rows, the one whose interval stays nearest to 0."""
        aligned = self.having("aligned")
        return min(aligned, key=lambda row: max(-row.ci_low_family, row.ci_high_family), default=None)

    def having(self, *verdicts: str) -> tuple[Gap, ...]:
        """Return the counted rows with one of these verdicts."""
        return tuple(row for row in self.counted if row.verdict in verdicts)

    def being(self, *statuses: Status) -> tuple[Gap, ...]:
        """Return the rows with one of these statuses."""
        return tuple(row for row in self.rows if row.status in statuses)


def _unit(row: Gap) -> str:
    """Return what a gap is measured in."""
    return "points" if in_points(row.measure) else row.unit or row.measure


def _same(row: Gap) -> tuple[object, ...]:
    """Return what two rows share that are one gap told twice, by a chain and by its own question."""
    sides = ((each.value, each.base) for each in (row.of_side, row.of_reference))
    return (row.label, row.measure, row.segment, row.wave, *sides)


def overview(rows: Iterable[Gap]) -> Overview:
    """Look at rows as a whole."""
    return Overview(tuple(rows))


def limits(gaps: Gaps) -> tuple[Finding, ...]:
    """Say what cannot be said, one sentence per reason, each counted and with its rows."""
    seen, survey = overview(gaps.rows), gaps.survey
    undecided = seen.having("undecided")
    no_base = seen.printed
    suppressed = seen.being("suppressed")
    thresholds = survey.low_base
    told: list[tuple[tuple[Gap, ...], str, Topic]] = []
    if undecided:
        claim = say.undecided_summary(len(undecided), len(seen.counted), _labels(undecided))
        told.append((undecided, claim, "undecided"))
    if no_base:
        unknown = list(dict.fromkeys(name for row in no_base for name in unknown_bases(row, survey)))
        told.append((no_base, say.no_base_summary(len(no_base), unknown, _labels(no_base)), "no_base"))
    if suppressed:
        claim = say.suppressed_summary(len(suppressed), count_text(thresholds.suppress))
        told.append((suppressed, claim, "suppressed"))
    low = tuple(row for row in seen.being("low_base") if row.verdict)
    if low:
        claim = say.low_base_summary(_labels(low), count_text(thresholds.flag))
        told.append((low, claim, "low_base"))
    related = tuple(row for row in seen.rows if row.comparable == "related" and not isnan(row.gap))
    if related:
        told.append((related, say.related_summary(_labels(related)), "related"))
    for status, summary in SUMMARIES.items():
        rows = tuple(row for row in seen.being(status) if not _holds(row))
        if rows:
            told.append((rows, summary(_labels(rows)), "not_computed"))
    return tuple(Finding(claim, "", rows, float(len(rows)), topic) for rows, claim, topic in told)


SUMMARIES: dict[Status, Callable[[list[str]], str]] = {
    "rank_only": say.rank_only_summary,
    "words_only": say.words_only_summary,
    "one_sided": say.one_sided_summary,
    "no_answers": say.no_answers_summary,
    "no_spread": say.no_spread_summary,
    "masked": say.masked_summary,
    "margins_only": say.margins_only_summary,
}
"""How each reason for a missing gap is summed up."""


def _holds(row: Gap) -> bool:
    """Whether a gap of the same respondents stands whatever their overlap."""
    return row.bounds is not None and row.bounds.decision == "holds"


def _labels(rows: tuple[Gap, ...]) -> list[str]:
    """Return the labels of rows, each once."""
    return list(dict.fromkeys(row.label for row in rows))
