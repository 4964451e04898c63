"""The questions of two sides, paired by wording: first the blocks, then the items within them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan
from typing import Final

import numpy as np

from gapkit.proposing.model import Block, BlockPair, Ladder, Part, PartPair
from gapkit.proposing.scales import differing_labels, pooled, shown
from gapkit.proposing.scores import ENOUGH, SAME, Scores, assigned, comparable_of, likeness

TOPIC: Final = 0.5
"""Weight of the question's wording in a block's score; the rest is for its items."""

ENOUGH_BLOCK: Final = 55.0
"""Blocks below this are not paired."""

ENOUGH_APART: Final = 75.0
"""Items of blocks that are not paired, and answers of a single choice, need this much."""

SAME_NAME: Final = 0.5
"""What equal column names add: they decide between equals only."""


def match_blocks(first: Sequence[Block], second: Sequence[Block]) -> list[BlockPair]:
    """Return the questions of both sides, in the order of the first, with their items paired."""
    items = part_scores(first, second)
    scores = block_scores(first, second, items)
    pairs = [match_parts(first[row], second[column], items) for row, column in assigned(scores, ENOUGH_BLOCK)]
    found = [pair for pair in pairs if any(each.paired for each in pair.pairs)]
    found = with_left(first, second, without_moved(found + match_left(first, second, found, items)))
    place = {part: number for number, part in enumerate(part for block in first for part in block.parts)}
    return sorted(
        found,
        key=lambda pair: min(place[each.first] for each in pair.pairs if each.first is not None),
    )


@dataclass(frozen=True, slots=True, eq=False)
class PartScores:
    """Likeness of every two items that are columns of their own.

    Attributes
    ----------
    places : tuple of Mapping
        Row, and column, of each item.
    scores : float array, shape (items of the first side, items of the second)
        0 to 100.
    """

    places: tuple[Mapping[Part, int], Mapping[Part, int]]
    scores: Scores

    def of(self, first: Block, second: Block) -> Scores:
        """Return the scores of two blocks' items."""
        if first.format == "single":
            return likeness(wordings(first.parts), wordings(second.parts))
        rows, columns = (
            [places[part] for part in block.parts]
            for places, block in zip(self.places, (first, second), strict=True)
        )
        return self.scores[np.ix_(rows, columns)]


def part_scores(first: Sequence[Block], second: Sequence[Block]) -> PartScores:
    """Return the likeness of every two items; without wording, equal names are just enough."""
    sides = [[part for block in side for part in listed(block)] for side in (first, second)]
    rows, columns = ({part: place for place, part in enumerate(side)} for side in sides)
    scores = likeness(wordings(sides[0]), wordings(sides[1]))
    bare = {part.column: columns[part] for part in sides[1] if not part.wording}
    for row, part in enumerate(sides[0]):
        if not part.wording and part.column in bare:
            scores[row, bare[part.column]] = ENOUGH
    return PartScores((rows, columns), scores)


def wordings(parts: Sequence[Part]) -> list[str]:
    """Return the wording of each item."""
    return [part.wording for part in parts]


def listed(block: Block) -> tuple[Part, ...]:
    """Return the items that are compared whatever block they are in; answers of a choice are none."""
    return () if block.format == "single" else block.parts


def block_scores(first: Sequence[Block], second: Sequence[Block], items: PartScores) -> Scores:
    """Return how alike each two blocks are: wording of the question, and of the items."""
    topics = likeness([block.topic for block in first], [block.topic for block in second])
    formats = np.array([[one.format == other.format for other in second] for one in first], bool)
    shares = item_shares(first, second, items.scores)
    scores = np.where(topics > 0, topics, shares)
    for row, one in enumerate(first):
        for column, other in enumerate(second):
            if one.question and other.question and len(one.parts) + len(other.parts) > 2:  # noqa: PLR2004
                share = shares[row, column] if one.format != "single" else topics[row, column]
                scores[row, column] = TOPIC * topics[row, column] + (1 - TOPIC) * share
            elif not (one.topic and other.topic):
                scores[row, column] = shares[row, column]
            if one.name == other.name and scores[row, column]:
                scores[row, column] += SAME_NAME
    return np.asarray(scores * formats)


def item_shares(first: Sequence[Block], second: Sequence[Block], scores: Scores) -> Scores:
    """Return how far the items of each two blocks are each other's, 0 to 100."""
    shares = np.zeros((len(first), len(second)))
    sizes = [np.array([len(listed(block)) for block in side], int) for side in (first, second)]
    filled = [np.flatnonzero(size) for size in sizes]
    if not all(len(each) for each in filled):
        return shares
    kept = np.where(scores >= ENOUGH, scores, 0.0)
    starts = [
        np.concatenate(([0], np.cumsum(size[fill])[:-1])) for size, fill in zip(sizes, filled, strict=True)
    ]
    rows = np.add.reduceat(np.maximum.reduceat(kept, starts[1], axis=1), starts[0], axis=0)
    columns = np.add.reduceat(np.maximum.reduceat(kept, starts[0], axis=0), starts[1], axis=1)
    counts = sizes[0][filled[0]][:, None] + sizes[1][filled[1]]
    shares[np.ix_(*filled)] = (rows + columns) / counts
    return shares


def match_parts(first: Block, second: Block, items: PartScores) -> BlockPair:
    """Return two blocks as one question, their items paired one to one."""
    scores = items.of(first, second)
    found = dict(assigned(scores, ENOUGH_APART if first.format == "single" else ENOUGH))
    pairs = [
        part_pair(part, second.parts[found[row]], float(scores[row, found[row]]))
        if row in found
        else PartPair(part, None)
        for row, part in enumerate(first.parts)
    ]
    pairs += [
        PartPair(None, part) for column, part in enumerate(second.parts) if column not in found.values()
    ]
    return with_scales(BlockPair(first, second, topic_score(first, second), tuple(pairs)))


def topic_score(first: Block, second: Block) -> float:
    """Return the likeness of the questions' own wordings; NaN where one has none."""
    if not (first.question and second.question):
        return nan
    return float(likeness([first.question], [second.question])[0, 0])


def part_pair(first: Part, second: Part, score: float) -> PartPair:
    """Return two items as one, with what a person must look at."""
    if not (first.wording and second.wording):
        return PartPair(first, second, score, "related", ("paired by the columns' name only",))
    comparable = comparable_of(first.wording, second.wording, score)
    return PartPair(first, second, score, comparable, () if score >= SAME else ("wordings differ",))


def with_scales(pair: BlockPair) -> BlockPair:
    """Return a question with the scales of both sides brought together, and the doubts about them."""
    doubts: list[str] = []
    choice = ""
    first, second = pair.first, pair.second
    if not isnan(pair.score) and pair.score < SAME:
        doubts.append("the questions' wordings differ")
    if first.ladder is not None and second.ladder is not None:
        both = pooled(first.ladder, second.ladder)
        if both is None:
            choice = f"{shown(first.ladder)}, against {shown(second.ladder)}"
        else:
            first, second = replace(first, ladder=both[0]), replace(second, ladder=both[1])
            doubts += ladder_doubts(*both)
    if (first.only_ticks or second.only_ticks) and first.format == "multiple":
        doubts.append("a blank may mean no, or not asked: see `base`")
    return replace(pair, first=first, second=second, doubts=tuple(doubts), choice=choice)


def ladder_doubts(first: Ladder, second: Ladder) -> list[str]:
    """Return what a person must look at in two scales of one length."""
    doubts = []
    if first.reverse or second.reverse:
        doubts.append("the codes run from high to low: see `reverse`")
    if differing_labels(first, second):
        doubts.append(f"the points are called differently: {shown(first)}, against {shown(second)}")
    if first.low != second.low:
        doubts.append("the codes begin at different numbers")
    if not (first.sure and second.sure):
        doubts.append("the files do not name the scale's points: these are the answers given")
    return doubts


def match_left(
    first: Sequence[Block], second: Sequence[Block], found: Sequence[BlockPair], items: PartScores
) -> list[BlockPair]:
    """Return the items left on both sides that are alike though their blocks are not paired."""
    rest = [
        [replace(block, parts=tuple(part for part in listed(block) if part not in used)) for block in side]
        for side, used in zip((first, second), paired_parts(found), strict=True)
    ]
    owners = [[(block, part) for block in side for part in block.parts] for side in rest]
    if not all(owners):
        return []
    rows, columns = (
        [places[part] for _, part in side] for places, side in zip(items.places, owners, strict=True)
    )
    fit = np.array([[one.format == other.format for other, _ in owners[1]] for one, _ in owners[0]], bool)
    scores = items.scores[np.ix_(rows, columns)] * fit
    made: dict[tuple[int, int], list[tuple[Part, Part]]] = {}
    blocks = {}
    for row, column in assigned(scores, ENOUGH_APART):
        (one, part), (other, counterpart) = owners[0][row], owners[1][column]
        key = (id(one), id(other))
        blocks[key] = (one, other)
        made.setdefault(key, []).append((part, counterpart))
    pairs = []
    for key, parts in made.items():
        one, other = blocks[key]
        pairs.append(
            match_parts(
                replace(one, parts=tuple(part for part, _ in parts)),
                replace(other, parts=tuple(part for _, part in parts)),
                items,
            )
        )
    return pairs


def paired_parts(found: Sequence[BlockPair]) -> tuple[set[Part], set[Part]]:
    """Return the items of each side that have a counterpart."""
    pairs = [each for pair in found for each in pair.pairs if each.first and each.second]
    return {each.first for each in pairs if each.first}, {each.second for each in pairs if each.second}


def without_moved(found: Sequence[BlockPair]) -> list[BlockPair]:
    """Return the questions without the one-sided items that are paired in another question."""
    firsts, seconds = paired_parts(found)

    def stays(each: PartPair) -> bool:
        return each.paired or not (each.first in firsts or each.second in seconds)

    return [replace(pair, pairs=tuple(filter(stays, pair.pairs))) for pair in found]


def with_left(first: Sequence[Block], second: Sequence[Block], found: Sequence[BlockPair]) -> list[BlockPair]:
    """Return the questions with the items that none of them holds, on one side, beside their block's others.

    Blocks of which nothing is paired are not here: they are listed as a whole.
    """
    whole = list(found)
    for place, side in enumerate((first, second)):
        homes: dict[Part, int] = {}
        for number, pair in enumerate(whole):
            for each in pair.pairs:
                if (part := each.parts[place]) is not None:
                    homes.setdefault(part, number)
        for block in side:
            home = min((homes[part] for part in block.parts if part in homes), default=None)
            left = [part for part in block.parts if part not in homes]
            if home is not None and left:
                whole[home] = with_one_sided(whole[home], left, place)
    return whole


def with_one_sided(pair: BlockPair, parts: Sequence[Part], place: int) -> BlockPair:
    """Return a question with more items of one side, in the order of that side's block."""
    added = tuple(PartPair(None, part) if place else PartPair(part, None) for part in parts)
    blocks = list(pair.blocks)
    blocks[place] = replace(blocks[place], parts=(*blocks[place].parts, *parts))
    return replace(pair, first=blocks[0], second=blocks[1], pairs=(*pair.pairs, *added))
