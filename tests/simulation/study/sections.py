"""The tables of the page."""

from __future__ import annotations

from collections.abc import Callable

from tests.simulation.study import earlier, prose
from tests.simulation.study.grid import FAMILY_WEIGHTS, GAPS, SCALES, SHARES, SHIFTS
from tests.simulation.study.markdown import base, joined, percent, sampled, share, sides, table
from tests.simulation.study.record import Row
from tests.simulation.study.summaries import (
    DEFAULTS,
    Average,
    averages,
    chosen,
    mean,
)

BAND = (0.935, 0.965)
"""The band of the earlier simulations."""
TAIL = 0.025
"""Nominal level of either tail."""


def _distinct(rows: list[Row], name: Callable[[Row], str]) -> list[str]:
    return list(dict.fromkeys(name(each) for each in rows))


def single_shares(rows: list[Row]) -> str:
    """Return the coverage of the default interval of one share."""
    found = chosen(rows, "share", DEFAULTS["share"])
    lines = []
    for design in _distinct(found, lambda each: f"{sides(each)}|{sampled(each)}"):
        cells = [each for each in found if f"{sides(each)}|{sampled(each)}" == design]
        by_share = {each.share: each for each in cells}
        lines.append(
            [
                *design.split("|"),
                *(percent(by_share[each].coverage) if each in by_share else "" for each in SHARES),
                percent(mean(each.coverage for each in cells)),
                f"{mean(each.effective_side for each in cells):,.0f}",
            ]
        )
    head = ("respondents", "weights, PSUs", *(share(each) for each in SHARES), "mean", "effective base")
    return joined(prose.ONE_SHARE, table(head, lines, texts=2), _other_shares(rows))


def _other_shares(rows: list[Row]) -> str:
    """Return the other methods for one share, summarised."""
    lines = []
    for method in _distinct(chosen(rows, "share"), lambda each: each.method):
        found = chosen(rows, "share", method)
        designs = [each for each in averages(found) if each.counts]
        covered = [each.coverage for each in designs] or [float("nan")]
        lines.append(
            [
                method,
                str(sum(each.accepted for each in designs)),
                percent(min(covered)),
                percent(max(covered)),
                percent(min(each.coverage for each in found)),
            ]
        )
    count = len([each for each in averages(chosen(rows, "share", DEFAULTS["share"])) if each.counts])
    head = ("method", f"of {count} designs in the band", "lowest", "highest", "worst cell")
    return joined(prose.OTHER_SHARES, table(head, lines))


def gaps(rows: list[Row]) -> str:
    """Return the coverage of gaps of shares, beside what was seen before."""
    return joined(prose.GAPS, _bands(rows), prose.GAP_DESIGNS, _designs(rows))


def _bands(rows: list[Row]) -> str:
    found = chosen(rows, "gap")
    sizes = list(dict.fromkeys(each.side for each in found))
    lines = []
    for method in _distinct(found, lambda each: each.method):
        line = [f"**{method}**" if method == DEFAULTS["gap"] else method]
        for size in sizes:
            covered = [each.coverage for each in found if each.method == method and each.side == size]
            inside = mean(BAND[0] <= each <= BAND[1] for each in covered)
            below = mean(each < BAND[0] for each in covered)
            seen = earlier.GAPS.get((method, size))
            text = f"{percent(inside, 0)} / {percent(below, 0)} / {percent(min(covered))}"
            line.append(f"{text} ({seen})" if seen else text)
        lines.append(line)
    return table(("method", *(base(size) for size in sizes)), lines)


def _designs(rows: list[Row]) -> str:
    found = averages(chosen(rows, "gap", DEFAULTS["gap"]))
    designs = list(dict.fromkeys((sides(each.row), sampled(each.row)) for each in found))
    lines = []
    for design in designs:
        of_design = {each.row.gap: each for each in found if (sides(each.row), sampled(each.row)) == design}
        smaller = mean(each.smaller for each in of_design.values())
        covered = (percent(of_design[true].coverage) if true in of_design else "" for true in GAPS)
        lines.append([*design, *covered, f"{smaller:,.0f}"])
    head = (
        "respondents",
        "weights, PSUs",
        *(f"gap {100 * true:g}" for true in GAPS),
        "smaller effective base",
    )
    return table(head, lines, texts=2)


def sizes(rows: list[Row]) -> str:
    """Return how often a gap of 0 is rejected, downwards and upwards."""
    methods = ("score", "mn", "newcombe")
    found = {
        method: [each for each in averages(chosen(rows, "gap", method)) if not each.row.gap]
        for method in methods
    }
    designs = list(dict.fromkeys((sides(each.row), sampled(each.row)) for each in found["score"]))
    lines = []
    for design in designs:
        line = list(design)
        for method in methods:
            line += [
                _tails(each) for each in found[method] if (sides(each.row), sampled(each.row)) == design
            ][:1]
        lines.append(line)
    shown = table(("respondents", "weights, PSUs", *methods), lines, texts=2)
    return joined(prose.SIZES, shown, _lopsided(rows, methods))


def _tails(each: Average) -> str:
    return f"{percent(1 - each.coverage)} ({percent(each.below)}, {percent(each.above)})"


def _lopsided(rows: list[Row], methods: tuple[str, ...]) -> str:
    """Return how often a tail is much too heavy, at any true gap."""
    said = []
    for method in methods:
        cells = chosen(rows, "gap", method)
        heavy = mean(max(each.below, each.above) > 1.5 * TAIL for each in cells)
        seen = f" (seen before: {earlier.TAILS[method]})" if method in earlier.TAILS else ""
        said.append(f"{method} {percent(heavy, 0)} %{seen}")
    return (
        f"A tail above 1.5 times its level, in share of all cells, gaps of 0 and others: {'; '.join(said)}.\n"
    )


def plain_tests(rows: list[Row]) -> str:
    """Return the exact size of every test of two shares on equal weights."""
    found = [each for each in chosen(rows, "exact gap") if not each.gap]
    methods = _distinct(found, lambda each: each.method)
    lines = []
    for cell in dict.fromkeys((sides(each), share(each.share)) for each in found):
        of_cell = {each.method: each for each in found if (sides(each), share(each.share)) == cell}
        lines.append([*cell, *(_exact(of_cell.get(method)) for method in methods)])
    shown = table(("respondents", "share", *methods), lines, texts=2)
    return joined(prose.PLAIN_TESTS, shown)


def _exact(each: Row | None) -> str:
    return "" if each is None else f"{percent(each.rejected)}, {percent(max(each.below, each.above))}"


def means(rows: list[Row]) -> str:
    """Return the coverage of Welch's interval, scale by scale, and the size of the other tests."""
    found = chosen(rows, "mean", DEFAULTS["mean"])
    designs = list(dict.fromkeys((sides(each), sampled(each)) for each in found))
    lines = []
    for design in designs:
        of_design = {(each.share, each.gap): each for each in found if (sides(each), sampled(each)) == design}
        covered = [
            percent(of_design[scale, shift].coverage) if (scale, shift) in of_design else ""
            for scale in SCALES
            for shift in SHIFTS
        ]
        lines.append([*design, *covered])
    head = ("respondents", "weights, PSUs", *(f"{scale}, {shift:g}" for scale in SCALES for shift in SHIFTS))
    return joined(prose.MEANS, table(head, lines, texts=2), prose.RANKS, _rank_tests(rows))


def _rank_tests(rows: list[Row]) -> str:
    found = [
        each
        for each in chosen(rows, "mean")
        if each.weights == "equal" and not each.clusters and not each.gap
    ]
    methods = _distinct(found, lambda each: each.method)
    lines = []
    for place in dict.fromkeys((sides(each), each.share) for each in found):
        of_place = {each.method: each for each in found if (sides(each), each.share) == place}
        lines.append([*place, *(_size(of_place.get(method)) for method in methods)])
    return table(("respondents", "scale", *methods), lines, texts=2)


def _size(each: Row | None) -> str:
    if each is None:
        return ""
    covered = percent(each.coverage)
    size = f"{percent(each.rejected)}: {percent(each.below)}, {percent(each.above)}"
    return f"{covered} ({size})" if covered else f"({size})"


def families(rows: list[Row]) -> str:
    """Return family-wise errors where no gap is true."""
    found = [each for each in chosen(rows, "family", DEFAULTS["family"]) if not each.gap]
    designs = _distinct(found, sampled)
    lines = []
    for place in dict.fromkeys((str(each.items), each.share, sides(each)) for each in found):
        errors = {
            sampled(each): each.rejected
            for each in found
            if (str(each.items), each.share, sides(each)) == place
        }
        lines.append([*place, *(percent(errors[design]) if design in errors else "" for design in designs)])
    head = ("items", "shares", "respondents", *designs)
    return joined(prose.ERROR_RATE, table(head, lines, texts=3), prose.SEEN, _seen(rows))


def _seen(rows: list[Row]) -> str:
    shown = ("score, max-t", "score, bonferroni", "score, sidak", "mn, max-t", "newcombe, max-t", "profile")
    places = [
        (items, mix, side, weights)
        for (items, mix, side, weights) in earlier.FAMILIES
        if weights in FAMILY_WEIGHTS
    ]
    lines = []
    for place in places:
        errors = {
            each.method: each.rejected
            for each in chosen(rows, "family")
            if (each.items, each.share, each.side, each.weights) == place
            and (each.reference, each.clusters, each.gap) == (1300, 0, 0)
        }
        items, mix, side, weights = place
        plain, score = earlier.FAMILIES[place]
        numbers = [percent(errors[method]) if method in errors else "" for method in shown]
        lines.append([str(items), mix, base(side), weights, *numbers, score, plain])
    head = ("items", "shares", "side", "weights", *shown, "score before", "mn before")
    return table(head, lines, texts=4)


def simultaneous(rows: list[Row]) -> str:
    """Return simultaneous coverage and partial nulls where half of the items truly differ."""
    found = [each for each in chosen(rows, "family") if each.gap]
    shown = ("score, max-t", "mn, max-t", "newcombe, max-t", "score, bonferroni")
    stepwise = ("score, holm", "score, hochberg", "score, hommel", "score, bh", "score, by")
    lines = []
    for place in dict.fromkeys(
        (each.items, each.share, each.side, each.reference, sampled(each)) for each in found
    ):
        of_place = {
            each.method: each
            for each in found
            if (each.items, each.share, each.side, each.reference, sampled(each)) == place
        }
        items, mix, side, reference, design = place
        known = earlier.COVERAGE.get((items, mix, side)) if (reference, design) == (1300, "equal") else None
        numbers = [percent(of_place[method].coverage) for method in shown if method in of_place]
        false = [
            percent(of_place[method].rejected) for method in ("score, max-t", *stepwise) if method in of_place
        ]
        seen = f"{known[1]}, {known[0]}" if known else ""
        lines.append([str(items), mix, f"{base(side)} v {base(reference)}", design, *numbers, seen, *false])
    head = (
        *("items", "shares", "respondents", "weights, PSUs", *shown, "score, mn before", "false: max-t"),
        *(method.removeprefix("score, ") for method in stepwise),
    )
    return joined(prose.TOGETHER, table(head, lines, texts=4))
