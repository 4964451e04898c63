"""Timings to a table of ratios."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan
from statistics import median

from benchmarks.model import Case, Target
from benchmarks.running import Timing

BEYOND = 1.5
"""Targets missed by more than this factor are marked."""


def case_text(case: Case, timings: list[Timing]) -> str:
    """Return one case's table and its targets."""
    library = next((each for each in timings if each.role == "library"), None)
    base = library.median_cpu if library else float("nan")
    head = ("", "CPU s min", "median", "wall s", "peak MB", "ratio", "")
    rows = [head, *(row_of(each, base) for each in timings)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    lines = [f"{case.name}: {case.title}"]
    for row in rows:
        name, *figures, note = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        lines.append("  ".join(("", name.strip().ljust(widths[0]), *figures, note.strip())).rstrip())
    lines += [f"  target: {target_text(target, timings)}" for target in case.targets]
    return "\n".join(lines)


def summary_text(done: Sequence[tuple[Case, list[Timing]]]) -> str:
    """Return every target of the cases that ran, in one list."""
    told = [(case.name, target_text(target, timings)) for case, timings in done for target in case.targets]
    if not told:
        return "No case that ran has a target."
    width = max(len(name) for name, _ in told)
    return "\n".join(["Targets", *(f"  {name.ljust(width)}  {text}" for name, text in told)])


def row_of(timing: Timing, base: float) -> tuple[str, ...]:
    """Return one contender as cells: the library over a limit, a peer over the library."""
    name = f"{timing.name} ({timing.role})"
    if timing.state != "timed" or not timing.cpu:
        return (name, timing.state, "", "", "", "", timing.note)
    cpu = timing.median_cpu
    ratio = base / cpu if timing.role == "limit" else cpu / base
    meaning = {"limit": "gapkit / limit", "peer": "peer / gapkit", "library": ""}[timing.role]
    shown = "" if timing.role == "library" or isnan(ratio) else f"{ratio:,.3g}"
    scaled = f"(from {timing.part:.1%} of the work)" if timing.part < 1 else ""
    return (
        name,
        f"{min(timing.cpu):.4g}",
        f"{cpu:.4g}",
        f"{median(timing.wall):.4g}",
        f"{timing.peak_mb:.0f}",
        shown,
        " ".join(filter(None, (meaning if shown else "", scaled, timing.note))),
    )


def target_text(target: Target, timings: list[Timing]) -> str:
    """Return a target with what was measured, marked where it is missed by far."""
    by_name = {each.name: each for each in timings}
    library = next(each for each in timings if each.role == "library")
    other = 1.0 if not target.of else by_name[target.of].median_cpu
    unit = "s of CPU" if not target.of else f"x {target.of}"
    if target.at_most is not None:
        got = library.median_cpu / other
        return f"at most {target.at_most:g} {unit}: {verdict(got, got / target.at_most)}"
    least = target.at_least or 1.0
    got = other / library.median_cpu
    return f"{target.of} at least {least:g} x gapkit: {verdict(got, least / got if got else float('inf'))}"


def verdict(got: float, missed_by: float) -> str:
    """Return what was measured, and how it stands to its target."""
    if isnan(got):
        return "not measured"
    if missed_by <= 1:
        return f"{got:.3g}, met"
    return f"{got:.3g}, BEYOND {BEYOND} x the target" if missed_by > BEYOND else f"{got:.3g}, missed"
