"""The small language of ``where``: which rows of a side's data count."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from gapkit.errors import SurveyError, raise_all
from gapkit.survey.cells import Cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

MAX_LENGTH = 10_000
MAX_DEPTH = 50
SIGNS = ("==", "!=", "<=", ">=", "<", ">")
RESERVED = frozenset({"and", "or", "not", "in", "is", "blank"})

TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?![\w.]))
    | (?P<text>"[^"]*"|'[^']*')
    | (?P<quoted>`[^`]+`)
    | (?P<word>[^\W\d][\w.$@\#]*)
    | (?P<sign>==|!=|<=|>=|<|>|=|\(|\)|,)
    )""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word of a filter."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """``column sign value``; ``in`` is ``==`` with several wanted values."""

    column: str
    sign: str
    wanted: tuple[float | str, ...]


@dataclass(frozen=True, slots=True)
class Blank:
    """``column is blank``."""

    column: str


@dataclass(frozen=True, slots=True)
class Not:
    """``not part``."""

    part: Node


@dataclass(frozen=True, slots=True)
class Every:
    """``part and part``."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """``part or part``."""

    parts: tuple[Node, ...]


Node = Comparison | Blank | Not | Every | Either


@dataclass(frozen=True, slots=True)
class Filter:
    """Rows that count, as the survey file's ``where`` tells them.

    Attributes
    ----------
    text : str
        As written.
    tree : Node
        As understood.
    """

    text: str
    tree: Node

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that the filter looks at, in its order, each once."""
        return tuple(dict.fromkeys(columns_of(self.tree)))

    def mask(
        self,
        frame: pd.DataFrame,
        *,
        missing: Sequence[float | str] = (),
        labels: Mapping[str, Mapping[float | str, str]] | None = None,
    ) -> NDArray[np.bool_]:
        """Return which rows of the frame count.

        A cell that is empty, or holds a ``missing`` answer, is blank: no comparison but ``!=``
        holds for it, since ``!=`` is the opposite of ``==``. A text is compared with the cell's
        text, then with its label; a number with numbers only.

        Parameters
        ----------
        missing : sequence of answers
            "No answer" on this side.
        labels : Mapping, optional
            Value labels by column and code.

        Returns
        -------
        bool array, shape (rows,)

        Raises
        ------
        SurveyError
            If a column is not in the frame, or holds text where the filter has a number.

        Examples
        --------
        >>> import pandas as pd
        >>> people = pd.DataFrame({"country": ["US", "UK", None], "age": [17, 40, 41]})
        >>> parse_filter('country == "US" or age > 40').mask(people).tolist()
        [True, False, True]
        """
        unknown = [column for column in self.columns if column not in frame.columns]
        if unknown:
            raise_all([SurveyError.filter_column(column, list(frame.columns)) for column in unknown])
        labels = labels or {}
        cells = {
            column: Cells.of(frame[column], missing=missing, labels=labels.get(column, {}))
            for column in self.columns
        }
        return holds(self.tree, cells)


def columns_of(node: Node) -> Iterator[str]:
    """Yield every column that a part of a filter looks at."""
    match node:
        case Comparison() | Blank():
            yield node.column
        case Not():
            yield from columns_of(node.part)
        case Every() | Either():
            for part in node.parts:
                yield from columns_of(part)


def holds(node: Node, cells: Mapping[str, Cells]) -> NDArray[np.bool_]:
    """Return for which rows a part of a filter holds."""
    match node:
        case Comparison():
            return compared(node, cells[node.column])
        case Blank():
            return cells[node.column].blank()
        case Not():
            return ~holds(node.part, cells)
        case Every() | Either():
            first, *rest = node.parts
            rows = holds(first, cells)
            for part in rest:
                rows = rows & holds(part, cells) if isinstance(node, Every) else rows | holds(part, cells)
            return rows


def compared(comparison: Comparison, cells: Cells) -> NDArray[np.bool_]:
    """Return for which rows a comparison holds."""
    if any(not isinstance(value, str) for value in comparison.wanted) and not cells.hold_numbers:
        raise SurveyError.filter_needs_numbers(comparison.column)
    if comparison.sign in ("==", "!="):
        equal = cells.equal(comparison.wanted)
        return equal if comparison.sign == "==" else ~equal
    return cells.ordered(comparison.sign, float(comparison.wanted[0]))


def parse_filter(text: str) -> Filter:
    """Return the filter that a text describes.

    ``column == value`` with ``==``, ``!=``, ``<``, ``<=``, ``>``, ``>=``; ``column in (value, …)``;
    ``column is blank``; ``and``, ``or``, ``not`` and brackets. A text stands in quotes; a column
    whose name is no single word stands in backticks.

    Raises
    ------
    SurveyError
        If the text is no such filter; told with the character it stops at.

    Examples
    --------
    >>> parse_filter('country in ("US", "UK") and not age < 18').columns
    ('country', 'age')
    """
    if len(text) > MAX_LENGTH:
        raise SurveyError.filter_limit("characters", MAX_LENGTH)
    return Filter(text, Parser(text).whole())


class Parser:
    """A recursive descent through one filter."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.place = 0
        self.depth = 0

    def whole(self) -> Node:
        """Return the tree of the whole text."""
        tree = self.either()
        if self.here.kind != "end":
            self.fail("`and`, `or` or the end")
        return tree

    def either(self) -> Node:
        """Return parts joined by ``or``."""
        parts = [self.every()]
        while self.accepts("word", "or"):
            parts.append(self.every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def every(self) -> Node:
        """Return parts joined by ``and``."""
        parts = [self.one()]
        while self.accepts("word", "and"):
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def one(self) -> Node:
        """Return a comparison, a negation or what stands in brackets."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SurveyError.filter_limit("levels of brackets and `not`", MAX_DEPTH)
        if self.accepts("word", "not"):
            node: Node = Not(self.one())
        elif self.accepts("sign", "("):
            node = self.either()
            self.expect("sign", ")", "`)`")
        else:
            node = self.condition()
        self.depth -= 1
        return node

    def condition(self) -> Node:
        """Return a comparison of one column."""
        column = self.column()
        if self.accepts("word", "is"):
            self.expect("word", "blank", "`blank`")
            return Blank(column)
        if self.accepts("word", "in"):
            return Comparison(column, "==", self.listed())
        sign = self.here
        if sign.kind != "sign" or sign.text not in SIGNS:
            self.fail("==, !=, <, <=, >, >=, `in` or `is blank`")
        self.place += 1
        if sign.text in ("==", "!="):
            return Comparison(column, sign.text, (self.value("a number or a text in quotes"),))
        if self.here.kind != "number":
            self.fail("a number")
        return Comparison(column, sign.text, (self.value("a number"),))

    def column(self) -> str:
        """Return the name of a column."""
        token = self.here
        if token.kind == "quoted":
            self.place += 1
            return token.text[1:-1]
        if token.kind != "word" or token.text in RESERVED:
            self.fail("a column")
        self.place += 1
        return token.text

    def listed(self) -> tuple[float | str, ...]:
        """Return the values of a list in brackets."""
        self.expect("sign", "(", "`(`")
        values = [self.value("a number or a text in quotes")]
        while self.accepts("sign", ","):
            values.append(self.value("a number or a text in quotes"))
        self.expect("sign", ")", "`,` or `)`")
        return tuple(values)

    def value(self, expected: str) -> float | str:
        """Return a number or a text."""
        token = self.here
        if token.kind not in ("number", "text"):
            self.fail(expected)
        self.place += 1
        return float(token.text) if token.kind == "number" else token.text[1:-1]

    @property
    def here(self) -> Token:
        """Return the token that comes next."""
        return self.tokens[self.place]

    def accepts(self, kind: str, text: str) -> bool:
        """Pass a token if it is this one."""
        found = self.here.kind == kind and self.here.text == text
        self.place += found
        return found

    def expect(self, kind: str, text: str, expected: str) -> None:
        """Pass a token that must be this one."""
        if not self.accepts(kind, text):
            self.fail(expected)

    def fail(self, expected: str) -> NoReturn:
        """Raise the error of something else standing here."""
        raise SurveyError.filter_syntax(self.here.start + 1, expected, self.here.text)


def tokens_of(text: str) -> list[Token]:
    """Return the words of a filter, and its end."""
    tokens, place = [], 0
    end = len(text.rstrip())
    while place < end:
        match = TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            start = place + len(text[place:]) - len(text[place:].lstrip())
            raise SurveyError.filter_syntax(
                start + 1, "a column, a sign, a number or a text in quotes", text[start]
            )
        tokens.append(Token(match.lastgroup, match[match.lastgroup], match.start(match.lastgroup)))
        place = match.end()
    return [*tokens, Token("end", "", len(text))]
