"""The language of printed numbers: which marks stand for decimals and thousands.

gapkit writes every number as ``1,234.5`` and restates the finished text once, where it goes to paper. What
survey files and data say (labels, wordings, sources) is quoted and keeps its own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Literal, TypeVar, cast

Pattern = Literal["1,234.5", "1.234,5", "1 234,5", "1 234.5", "1’234.5", "1234.5", "1234,5"]
"""How one thousand two hundred thirty-four and a half is written."""

SPACE = "\u00a0"
"""Never broken at the end of a line, and in every font, which the narrow one is not."""

NUMBER = re.compile(r"(?<![\w.,/\\])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+)(?!\w|[.,]\d)")
"""A printed number with a mark in it; versions, dates, file names and plain integers are none."""

QUOTED = "“[^”]*”"

Node = TypeVar("Node")


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """Marks of decimals and of thousands.

    Examples
    --------
    >>> style = NumberStyle.of("1.234,5")
    >>> style.styled("n = 1,300; CI −0.5 to +12.0; gapkit 0.1.0")
    'n = 1.300; CI −0,5 to +12,0; gapkit 0.1.0'
    """

    decimal: str = "."
    thousands: str = ","

    @classmethod
    def of(cls, pattern: Pattern) -> NumberStyle:
        """Return the style that writes one thousand two hundred thirty-four and a half like this."""
        return cls(pattern[-2], pattern[1].replace(" ", SPACE) if len(pattern) == len("1,234.5") else "")

    def styled(self, text: str, verbatim: Iterable[str] = ()) -> str:
        """Return gapkit's own text with its numbers restated; quotations stay as they are.

        Parameters
        ----------
        verbatim : iterable of str
            Texts from outside that may stand in it, which keep their numbers too.
        """
        kept = "|".join([QUOTED, *map(re.escape, sorted(verbatim, key=len, reverse=True))])
        return re.sub(f"({kept})|{NUMBER.pattern}", self._restated, text)

    def _restated(self, found: re.Match[str]) -> str:
        """Return one number with other marks, or a quotation as it is."""
        if found.group(1) is not None:
            return found.group()
        marks = {",": self.thousands, ".": self.decimal}
        return "".join(marks.get(each, each) for each in found.group())


def restated(node: Node, style: NumberStyle, quoted: Iterable[str], keep: Collection[str]) -> Node:
    """Return frozen data with the numbers in all its texts restated.

    Parameters
    ----------
    quoted : iterable of str
        Texts from outside; only those that hold a number beside words matter.
    keep : collection of str
        Fields that are never prose: ids, labels, markup.
    """
    if style == NumberStyle():
        return node
    verbatim = tuple({each for each in quoted if NUMBER.search(each) and any(map(str.isalpha, each))})
    return cast("Node", _restated(node, style, verbatim, keep))


def _restated(node: object, style: NumberStyle, verbatim: tuple[str, ...], keep: Collection[str]) -> object:
    """Return one node restated, with everything below it."""
    if isinstance(node, str):
        return style.styled(node, verbatim)
    if isinstance(node, tuple):
        return tuple(_restated(each, style, verbatim, keep) for each in node)
    if is_dataclass(node) and not isinstance(node, type):
        changed = {
            each.name: _restated(getattr(node, each.name), style, verbatim, keep)
            for each in fields(node)
            if each.init and each.name not in keep
        }
        return replace(node, **changed)
    return node


def texts_in(node: object, names: Collection[str] | None = None) -> Iterator[str]:
    """Give every text below a node, or those that stand in a field of these names."""
    if isinstance(node, str):
        if names is None:
            yield node
    elif isinstance(node, Mapping):
        yield from texts_in((*node, *node.values()), names)
    elif isinstance(node, tuple | list):
        for each in node:
            yield from texts_in(each, names)
    elif is_dataclass(node) and not isinstance(node, type):
        for each in fields(node):
            value = getattr(node, each.name)
            if names is not None and each.name in names and isinstance(value, str):
                yield value
            else:
                yield from texts_in(value, names)
