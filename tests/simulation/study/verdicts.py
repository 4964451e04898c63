"""The verdict against the acceptance, and every cell below 93 % by name."""

from __future__ import annotations

from math import isnan, sqrt

from tests.simulation.study import prose
from tests.simulation.study.markdown import details, gap, joined, percent, sampled, share, sides, table
from tests.simulation.study.record import Row
from tests.simulation.study.summaries import (
    DEFAULTS,
    ERRORS,
    LEAST,
    LOW,
    MOST,
    Average,
    averages,
    beyond,
    chosen,
    low,
    standing,
    twins,
)

PARTS = {"share": "one share", "gap": "gap of shares", "mean": "gap of means"}
ADJUSTMENTS = ("max-t", "bonferroni", "sidak")
OFFERED = {"share": ("wilson",), "gap": ("score", "mn", "newcombe"), "mean": ("welch",)}


def verdict(rows: list[Row]) -> str:
    """Return the acceptance, part by part."""
    lines = [_line(rows, part, method) for part, methods in OFFERED.items() for method in methods]
    head = ("interval", "lowest is", "designs", "in the band", "below", "above", "lowest", "highest")
    missed = [each for part in PARTS for each in _missed(rows, part)]
    return "\n".join(
        [
            prose.VERDICT,
            table(head, lines, texts=2),
            _misses(missed),
            _unwarned(rows),
            *(prose.REASONS[part] for part in prose.REASONS if any(each.row.part == part for each in missed)),
            _families(rows),
        ]
    )


def _line(rows: list[Row], part: str, method: str) -> list[str]:
    found = [each for each in averages(chosen(rows, part, method)) if each.counts]
    name = f"{PARTS[part]}: {method}"
    if not found:
        return [name, "", "0", *[""] * 5]
    least, most = min(found, key=_coverage), max(found, key=_coverage)
    return [
        f"**{name}**" if DEFAULTS[part] == method else name,
        _design(least),
        str(len(found)),
        str(sum(each.accepted for each in found)),
        str(sum(each.coverage < LEAST for each in found)),
        str(sum(each.coverage > MOST for each in found)),
        percent(least.coverage),
        percent(most.coverage),
    ]


def _coverage(each: Average) -> float:
    return each.coverage


def _design(each: Average) -> str:
    true = "" if each.row.part == "share" else f", gap {gap(each.row)}"
    return f"{sides(each.row)}{true}, {sampled(each.row)}"


def _missed(rows: list[Row], part: str) -> list[Average]:
    found = averages(chosen(rows, part, DEFAULTS[part]))
    return [each for each in found if each.counts and not each.accepted]


def _misses(missed: list[Average]) -> str:
    if not missed:
        return "Every default lies in the band in every such design.\n"
    lines = [
        [
            PARTS[each.row.part],
            _design(each),
            f"{each.warned} of {each.cells}",
            percent(each.coverage),
            percent(each.error),
        ]
        for each in missed
    ]
    head = ("default outside the band", "design", "cells with a warning", "coverage", "error")
    return table(head, lines, texts=3)


def unwarned_defaults(rows: list[Row]) -> list[Row]:
    """Return the defaults' cells below 93 % of which no check would have warned."""
    return [
        each
        for part in PARTS
        for each in low(chosen(rows, part, DEFAULTS[part]))
        if standing(each) == "no warning"
    ]


def _unwarned(rows: list[Row]) -> str:
    """Return these cells as a table."""
    found = unwarned_defaults(rows)
    if not found:
        return prose.ALL_WARNED
    lines = [
        [
            PARTS[each.part],
            _cell(each),
            f"{percent(each.coverage)} ± {percent(each.coverage_error)}",
            "yes" if each.coverage + ERRORS * each.coverage_error < LOW else "",
        ]
        for each in found
    ]
    shown = table(("default", "cell", "coverage", "by more than 2 errors"), lines, texts=2)
    return joined(prose.UNWARNED, shown)


def _families(rows: list[Row]) -> str:
    """Return the acceptance of families: at most 5 % studies with a false flag."""
    lines = []
    for adjust in ADJUSTMENTS:
        for method in OFFERED["gap"]:
            found = chosen(rows, "family", f"{method}, {adjust}")
            if found:
                worst = max(found, key=lambda each: each.rejected)
                name = f"{method}, {adjust}"
                lines.append(
                    [
                        f"**{name}**" if name == DEFAULTS["family"] else name,
                        _family(worst),
                        str(len(found)),
                        str(len(beyond(found))),
                        f"{percent(worst.rejected)} ± {percent(worst.rejected_error)}",
                    ]
                )
    head = ("family", "worst is", "cells", "above 5 % by more than 2 errors", "worst")
    over = beyond(chosen(rows, "family", DEFAULTS["family"]))
    named = "; ".join(
        f"{_family(each)}: {percent(each.rejected)} ± {percent(each.rejected_error)}" for each in over
    )
    chance = "By chance alone one cell in 44 would lie there if all were at 5 % exactly.\n"
    said = prose.FAMILIES + "\n" + table(head, lines, texts=2)
    return said + (f"\nThe default's: {named}. {chance}" if over else "")


def _family(each: Row) -> str:
    true = f", half {gap(each)}" if each.gap else ""
    return f"{each.items} items, {each.share}{true}, {sides(each)}, {sampled(each)}"


def against_exact(rows: list[Row]) -> str:
    """Return how far the simulation lies from what was added up."""
    apart = [
        (each.coverage - twin.coverage) / sqrt(twin.coverage * (1 - twin.coverage) / each.counted)
        for each, twin in twins(rows)
        if 0 < twin.coverage < 1
    ]
    text = "## The simulation against exact sums\n\n"
    if not apart:
        return text + "No cell in common.\n"
    farthest = max(abs(each) for each in apart)
    within = sum(abs(each) <= ERRORS for each in apart) / len(apart)
    return text + (
        f"{len(apart):,} rows of equally weighted, unclustered studies were both simulated and added up\n"
        f"(every method, share and size). {percent(within, 0)} % of the simulated coverages lie within two\n"
        f"Monte Carlo errors of the exact ones; the farthest lies {farthest:.1f} away.\n"
    )


def _cell(each: Row) -> str:
    true = "" if each.part == "share" else f", gap {gap(each)}"
    return f"{sides(each)}, {share(each.share)}{true}, {sampled(each)}"


def named(rows: list[Row]) -> str:
    """Return every simulated cell below 93 %."""
    parts = [f"## Cells below {percent(LOW, 0)} %\n", prose.NAMED]
    for part, title in PARTS.items():
        parts.append(f"### {title.capitalize()}\n")
        methods = dict.fromkeys(each.method for each in chosen(rows, part) if not isnan(each.coverage))
        parts += [_named(method, chosen(rows, part, method), part) for method in methods]
    parts.append("### Families, all intervals of a study together\n")
    families = [f"{method}, {adjust}" for adjust in ADJUSTMENTS for method in OFFERED["gap"]]
    parts += [_named(method, chosen(rows, "family", method), "family") for method in families]
    return joined(*parts)


def _named(method: str, every: list[Row], part: str) -> str:
    """Return a method's cells below 93 %, a line for every design."""
    found = low(every)
    default = ", the default" if DEFAULTS[part] == method else ""
    summary = f"{method}{default}: {len(found)} of {len(every)} cells"
    if not found:
        return f"{summary}\n"
    lines: dict[str, list[str]] = {}
    for each in found:
        told = {"suppressed": " (suppressed)", "no warning": " (no warning)"}.get(standing(each), "")
        lines.setdefault(_place(each), []).append(f"{share(each.share)} {percent(each.coverage)}{told}")
    return details(summary, (f"{place}: {', '.join(cells)}" for place, cells in lines.items()))


def _place(each: Row) -> str:
    """Return a cell's design, whatever its share."""
    items = f"{each.items} items, " if each.part == "family" else ""
    true = f"gap {gap(each)}, " if each.part in ("gap", "mean") else ""
    half = f"half {gap(each)}, " if each.part == "family" and each.gap else ""
    return f"{items}{sides(each)}, {true}{half}{sampled(each)}"
