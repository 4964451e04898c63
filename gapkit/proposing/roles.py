"""One file that asks about the same items in two ways: satisfaction with X beside the importance of X."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from math import nan
from typing import Final

from gapkit.proposing import toml_text as toml
from gapkit.proposing.matching import with_scales
from gapkit.proposing.model import Block, BlockPair, Part, PartPair
from gapkit.proposing.question_lines import Speakers
from gapkit.proposing.scales import pooled
from gapkit.proposing.wording import folded
from gapkit.survey.building import reserved_words

SEPARATORS: Final = re.compile(r"\s+[-–—|:]\s+|:\s+|\s*\[(?=[^\[\]]+\]$)|\s*\((?=[^()]+\)$)")
"""What stands between an item and the way in which it is asked about."""

NAMED: Final = re.compile(
    r"(imp|importance|sat|satisfaction|exp|expect|expectation|perf|performance|experience|want|know|asked|ask|"
    r"belief|actual|ideal|want|before|after|pre|post)(?:[_.]?)(\w+)|(\w+)[_.]"
    r"(imp|importance|sat|satisfaction|exp|expect|expectation|perf|performance|experience|want|know|asked|ask|"
    r"belief|actual|ideal|before|after|pre|post)",
    re.IGNORECASE,
)
"""Names such as `imp_3` and `sat_3`, or `price_before` and `price_after`."""

WISHES: Final = re.compile(
    r"import|expect|want|wish|ideal|desire|should|need|before|pre\b|ask|imp\b", re.IGNORECASE
)
"""Ways of asking from which gaps are measured: what was wanted, or was before."""

FEWEST: Final = 2
"""Items that two ways of asking share at least."""

MOST_MARKERS: Final = 20
"""Ways of asking about one item that are compared."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An item and the way in which a column asks about it; ``way`` is empty for the item alone."""

    way: str
    item: str
    block: Block
    part: Part


def match_roles(blocks: Sequence[Block], side: str) -> list[tuple[BlockPair, Speakers]]:
    """Return the questions in which two ways of asking stand beside each other, the fullest first."""
    left = [each for block in blocks if block.format != "single" for each in ways_of(block)]
    found: list[tuple[BlockPair, Speakers]] = []
    taken = {side}
    while (best := fullest(left)) is not None:
        pair, ways = best
        who = speakers(ways, side, taken)
        taken |= {*who.both}
        found.append((pair, who))
        used = {part for each in pair.pairs for part in each.parts}
        left = [each for each in left if each.part not in used]
    return found


def ways_of(block: Block) -> Iterator[Asked]:
    """Yield each way to read a block's columns as an item and a way of asking about it."""
    for part in block.parts:
        if part.contains:
            continue
        if block.question and part.wording:
            yield Asked(block.question, part.wording, block, part)
        if part.wording:
            yield Asked("", part.wording, block, part)
            for cut in SEPARATORS.finditer(part.wording):
                head, tail = part.wording[: cut.start()].strip(), part.wording[cut.end() :].strip(" )]")
                yield Asked(tail, head, block, part)
                yield Asked(head, tail, block, part)
        else:
            named = NAMED.fullmatch(part.column)
            if named:
                yield Asked(named[1] or named[4], named[2] or named[3], block, part)


def fullest(asked: Sequence[Asked]) -> tuple[BlockPair, tuple[str, str]] | None:
    """Return the two ways of asking that share the most items answered alike."""
    by_item: dict[tuple[str, str], dict[str, Asked]] = defaultdict(dict)
    order: dict[str, int] = {}
    for each in asked:
        if each.item and folded(each.item):
            by_item[each.block.format, folded(each.item)].setdefault(each.way, each)
            order.setdefault(each.way, len(order))
    shared = Counter(
        ways
        for each in by_item.values()
        for ways in combinations(sorted(each, key=order.__getitem__)[:MOST_MARKERS], 2)
        if fit(each[ways[0]], each[ways[1]])
    )
    if not shared:
        return None
    ways, count = max(shared.items(), key=lambda each: (each[1], -order[each[0][0]], -order[each[0][1]]))
    if count < FEWEST:
        return None
    rows = [(each[ways[0]], each[ways[1]]) for each in by_item.values() if {*ways} <= each.keys()]
    rows = [row for row in rows if fit(*row)]
    rows = [row for row in rows if row is rows[0] or fit(row[0], rows[0][0])]
    return block_pair(rows), ways


def fit(first: Asked, second: Asked) -> bool:
    """Whether two columns are different ones and are answered alike."""
    if first.part == second.part or first.block.format != second.block.format:
        return False
    if first.block.ladder is None or second.block.ladder is None:
        return first.block.ticked == second.block.ticked
    return pooled(first.block.ladder, second.block.ladder) is not None


def block_pair(rows: Sequence[tuple[Asked, Asked]]) -> BlockPair:
    """Return the question of which the rows are the items."""
    blocks = [
        replace(
            side[0].block,
            question=side[0].block.question and side[0].way,
            parts=tuple(each.part for each in side),
        )
        for side in zip(*rows, strict=True)
    ]
    shorter = [
        tuple(replace(each.part, wording=each.item) for each in side) for side in zip(*rows, strict=True)
    ]
    pairs = tuple(PartPair(one, other, 100.0) for one, other in zip(*shorter, strict=True))
    found = with_scales(BlockPair(blocks[0], blocks[1], nan, pairs))
    return replace(found, doubts=("the same respondents, asked in two ways: see `roles`", *found.doubts))


def speakers(ways: tuple[str, str], side: str, taken: set[str]) -> Speakers:
    """Return the roles of a question; what is wanted is the reference, else the second."""
    held = {*taken, *reserved_words()}
    ids: list[str] = []
    for way, usual in zip(ways, ("rating", "other_rating"), strict=True):
        ids.append(toml.unique(toml.slug(way, longest=24) or usual, {*held, *ids}))
    labels = [way or "Rating" for way in ways]
    reference = ids[0] if WISHES.search(ways[0]) and not WISHES.search(ways[1]) else ids[1]
    roles: Mapping[str, str] = {
        name: toml.table({"side": toml.text(side), "label": toml.text(toml.said(label, longest=60))})
        for name, label in zip(ids, labels, strict=True)
    }
    return Speakers(
        ids[0], ids[1], reference, roles=f"roles = {toml.table(roles)}", title=" beside ".join(labels)
    )
