"""One proposed question as lines of the survey file, every doubt above what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import nan
from typing import Final, Literal

from gapkit.proposing import toml_text as toml
from gapkit.proposing.model import Block, BlockPair, Ladder, PairRow, Part, PartPair
from gapkit.proposing.scores import SAME
from gapkit.proposing.wording import content
from gapkit.survey import Answer

LABEL: Final = 90
"""Characters of a label; the whole wording then stands in `text`."""

ID: Final = 32
"""Characters of an id made of a wording."""

BOX: Final = 0.4
"""Share of a scale's points that its top boxes hold, where lengths differ."""

BOXES_FROM: Final = 4
"""Points from which top boxes are two."""


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who the two halves of a question are: two sides, or two roles of one.

    Attributes
    ----------
    first, second : str
        Ids; gaps are measured from ``reference``, which is one of them.
    roles : str
        The line that declares them where they are roles; empty for sides.
    title : str
        Of a question of roles, which has no wording of its own.
    """

    first: str
    second: str
    reference: str
    roles: str = ""
    title: str = ""

    @property
    def both(self) -> tuple[str, str]:
        """Both ids."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Written:
    """One question as it is written, and its items as rows."""

    lines: tuple[str, ...]
    rows: tuple[PairRow, ...] = field(default=())


def written(pair: BlockPair, who: Speakers, taken: Sequence[str]) -> Written:
    """Return a question as lines of TOML, with the rows of its items.

    A question that needs a choice is written as a comment, so that the file can be read without it.
    """
    heading = who.title or pair.second.topic or pair.first.topic
    name = short_id(who.title or pair.second.question or pair.first.question) or toml.slug(pair.second.name)
    question = toml.unique(name or "question", taken)
    ids = item_ids(pair)
    body = [
        "[[questions]]",
        f"id = {toml.text(question)}",
        *([f"label = {toml.text(toml.said(heading, longest=LABEL))}"] if heading else []),
        *kind_lines(pair, who),
        f'format = "{pair.first.format}"',
        *([who.roles, f"reference = {toml.text(who.reference)}"] if who.roles else []),
        *per_speaker(
            "text", who, [toml.text(each.question) if each.question else "" for each in pair.blocks]
        ),
        *answer_lines(pair, who),
        "items = [",
        *(
            line
            for each, item in zip(pair.pairs, ids, strict=True)
            for line in item_lines(pair, each, item, who)
        ),
        "]",
    ]
    rows = tuple(row_of(pair, each, question, item, who) for each, item in zip(pair.pairs, ids, strict=True))
    lines = [*doubt_lines(pair, who), *body]
    if pair.choice:
        lines = [*choice_lines(pair), *(f"# {line}" for line in lines)]
    return Written(tuple(lines), rows)


def doubt_lines(pair: BlockPair, who: Speakers) -> Iterator[str]:
    """Yield what a person must look at before the question."""
    for doubt in pair.doubts:
        about = "wordings" in doubt
        score = f" {percent(pair.score)}" if about else ""
        yield f"# CONFIRM{score}: {toml.said(doubt)}"
        if about:
            yield from (
                f"#   {name}: “{toml.said(block.question)}”"
                for name, block in zip(who.both, pair.blocks, strict=True)
            )


def choice_lines(pair: BlockPair) -> Iterator[str]:
    """Yield what only a person can decide."""
    yield f"# CHOOSE how scales of different length are matched: {toml.said(pair.choice, longest=240)}."
    yield '# Keep match = "boxes" with the top boxes of each side, or write match = "rescale" and'
    yield '# measure = "mean" in their place. Then take the first "# " off the lines below.'


def kind_lines(pair: BlockPair, who: Speakers) -> Iterator[str]:
    """Yield the kind of the question: an opinion, unless one side speaks of the other."""
    if who.roles:
        yield 'kind = "experience"                    # or knowledge, perception …'
    elif any(each.comparable == "shifted" for each in pair.pairs):
        yield 'kind = "perception"                    # of the other side; or delivery, self_image …'
    else:
        yield 'kind = "opinion"                       # or perception, delivery, self_image …'


def per_speaker(name: str, who: Speakers, values: Sequence[str], *, default: str = "") -> Iterator[str]:
    """Yield a key for both sides where they agree, else for each."""
    if values[0] == values[1]:
        if values[0] != default:
            yield f"{name} = {values[0]}"
        return
    for speaker, value in zip(who.both, values, strict=True):
        if value != default:
            yield f"{name}.{speaker} = {value}"


def answer_lines(pair: BlockPair, who: Speakers) -> Iterator[str]:
    """Yield how both sides' answers are read."""
    blocks = pair.blocks
    match pair.first.format:
        case "multiple":
            joined = [bool(each.parts and each.parts[0].contains) for each in blocks]
            yield from per_speaker(
                "ticked",
                who,
                [listed(each.ticked, (1,), skip=skip) for each, skip in zip(blocks, joined, strict=True)],
            )
            yield from per_speaker(
                "unticked",
                who,
                [listed(each.unticked, (0,), skip=skip) for each, skip in zip(blocks, joined, strict=True)],
            )
            bases = ['"answered_any"' if each.only_ticks else '"asked"' for each in blocks]
            yield from per_speaker("base", who, bases, default='"asked"')
        case "single":
            columns = [toml.text(each.parts[0].column) for each in blocks]
            yield from (f"column.{name} = {each}" for name, each in zip(who.both, columns, strict=True))
        case "scale":
            yield from scale_lines(pair, who)
    if blocks[0].missing or blocks[1].missing:
        found = dict.fromkeys(str(each) for block in blocks for each in block.missing)
        yield f"# CONFIRM: no answer, though no file declares it so? {toml.said(', '.join(found))}"
        yield from per_speaker("missing", who, [listed(each.missing, (), skip=False) for each in blocks])


def listed(answers: Sequence[Answer], default: Sequence[Answer], *, skip: bool) -> str:
    """Return answers, or nothing where they are what the survey file takes anyway."""
    return "" if skip or not answers or tuple(answers) == tuple(default) else toml.answers(answers)


def scale_lines(pair: BlockPair, who: Speakers) -> Iterator[str]:
    """Yield both sides' scales, and how they are matched where their codes differ."""
    ladders = [each.ladder for each in pair.blocks if each.ladder is not None]
    told = [scale_text(each) for each in ladders]
    yield from per_speaker("scale", who, told)
    if pair.choice:
        yield 'match = "boxes"'
        for name, ladder in zip(who.both, ladders, strict=True):
            yield f'measure.{name} = "top{max(1, round(BOX * ladder.points))}"'
    elif ladders[0].low != ladders[1].low:
        yield 'match = "boxes"'
        yield f'measure = "top{2 if ladders[0].points >= BOXES_FROM else 1}"'


def scale_text(ladder: Ladder) -> str:
    """Return a scale as an inline table."""
    values = {"from": str(ladder.low), "to": str(ladder.high)}
    if ladder.labels:
        values["labels"] = f"[{', '.join(map(toml.text, ladder.labels))}]"
    return toml.table(values)


def item_ids(pair: BlockPair) -> list[str]:
    """Return an id per item, made of its wording, else of its column's name."""
    ids: list[str] = []
    for each in pair.pairs:
        told = [part for part in (each.second, each.first) if part is not None]
        names = [short_id(part.wording) for part in told] + [toml.slug(part.column) for part in told]
        ids.append(toml.unique(next(filter(None, names), "item"), ids))
    return ids


def short_id(wording: str) -> str:
    """Return an id made of the content of a wording."""
    return toml.slug(" ".join(content(wording)), longest=ID)


def item_lines(pair: BlockPair, each: PartPair, item: str, who: Speakers) -> Iterator[str]:
    """Yield one item, what a person must look at above it."""
    wordings = {
        name: part.wording for name, part in zip(who.both, each.parts, strict=True) if part is not None
    }
    if each.doubts:
        beside = " / ".join(f"{name} “{toml.said(told) or 'no wording'}”" for name, told in wordings.items())
        yield f"  # CONFIRM {percent(each.score)}: {beside}"
    values = {"id": toml.text(item), "label": toml.text(label_of(each, item))}
    if len(set(wordings.values())) > 1 or any(len(told) > LABEL for told in wordings.values()):
        values |= {f"text.{name}": toml.text(told) for name, told in wordings.items() if told}
    for name, part, block in zip(who.both, each.parts, pair.blocks, strict=True):
        if part is not None:
            values[name] = place_text(part, block)
    if each.comparable != "same":
        values["comparable"] = toml.text(each.comparable)
    if each.doubts:
        how = "column name" if "name" in each.doubts[0] else f"wording ({percent(each.score)})"
        values["note"] = toml.text(f"Paired by {how}, not confirmed.")
    yield f"  {toml.table(values)},"


def label_of(each: PartPair, item: str) -> str:
    """Return the label of an item: the reference's wording, else the other's, else its id in words."""
    told = next((part.wording for part in (each.second, each.first) if part and part.wording), "")
    return toml.said(told, longest=LABEL) or item.replace("_", " ")


def place_text(part: Part, block: Block) -> str:
    """Return where an item stands in a file."""
    if part.answers:
        return toml.answers(part.answers)
    if part.contains:
        found = {"column": part.column, "contains": part.contains, "separator": part.separator}
        return toml.table({name: toml.text(value) for name, value in found.items()})
    if block.ladder is not None and block.ladder.reverse:
        return toml.table({"column": toml.text(part.column), "reverse": "true"})
    return toml.text(part.column)


def percent(score: float) -> str:
    """Return a score as comments print it; never 100 for what is not the same."""
    return f"{int(score)} %" if score < SAME else "100 %"


def row_of(pair: BlockPair, each: PartPair, question: str, item: str, who: Speakers) -> PairRow:
    """Return one item as a row of the proposal."""
    doubtful = bool(each.doubts or (each.paired and pair.doubts))
    status: Literal["same", "confirm", "choose", "one_sided"] = "confirm" if doubtful else "same"
    if not each.paired:
        status = "one_sided"
    elif pair.choice:
        status = "choose"
    words: Mapping[str, str] = {
        name: part.wording if part is not None else ""
        for name, part in zip(who.both, each.parts, strict=True)
    }
    other = who.first if who.reference == who.second else who.second
    return PairRow(
        question=question,
        item=item,
        status=status,
        score=each.score if each.paired else nan,
        comparable=each.comparable,
        side=other,
        reference=who.reference,
        side_wording=words[other],
        reference_wording=words[who.reference],
        findings=(
            *each.doubts,
            *(pair.doubts if each.paired else ()),
            *([pair.choice] if pair.choice else ()),
        ),
    )


def block_line(block: Block) -> str:
    """Return an unpaired question in a line."""
    count = "" if len(block.parts) == 1 else f", {len(block.parts)} items"
    words = block.question or block.parts[0].wording
    told = f" “{toml.said(words, longest=LABEL)}”" if words else ""
    return f"`{toml.said(block.name)}` ({block.format}{count}){told}"
