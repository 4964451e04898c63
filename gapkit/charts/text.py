"""Text before it is drawn: cleaned, measured, broken into balanced lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from matplotlib.textpath import text_to_path

from gapkit.charts.fonts import Fonts

ELLIPSIS = "…"
HYPHEN = "-"
SHORTEST_SPLIT = 4
"""Shorter pieces are never hyphenated."""

UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]+")
"""Control characters, line separators, lone surrogates: what SVG can't hold or would break a line."""

CLOSING = "\u3001\u3002\uff01-\uff1f\u300d\u300f\u3011"
"""Wide punctuation that never begins a line."""

WIDE = (
    "\u2e80-\u2fdf\u3005-\u3007\u3041-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
"""Characters that lines may be broken between (Chinese, Japanese, Korean)."""

BREAKS = re.compile(rf"(?<=[-/])(?=[^\W\d_])|(?<=[{WIDE}])(?=[{WIDE}])|(?<=[{WIDE}{CLOSING}])(?=[{WIDE}])")
"""Where a word may be broken besides its blanks: after a hyphen or slash, between wide characters."""

LETTERS = (
    "LATIN",
    "GREEK",
    "CYRILLIC",
    "HEBREW",
    "THAI",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "HANGUL",
    "COMBINING",
)
"""First words of the Unicode names of letters that survive as real text in SVG, PDF/UA included."""

PLAIN_SYMBOLS = ("\u2000", "\u25ff"), ("\u3000", "\u303f"), ("\uff00", "\uffef")
"""Punctuation, arrows, mathematics, boxes: as letters above."""


def clean(text: str) -> str:
    r"""Return text on one line, without characters that can't be drawn.

    Examples
    --------
    >>> clean(" two\nlines\x07 ")
    'two lines'
    """
    return re.sub(" +", " ", UNSEEN.sub(" ", text)).strip(" ")


def survives_as_text(texts: Iterable[str]) -> bool:
    """Return whether every character may stay text in SVG (else the whole chart is drawn as outlines).

    Examples
    --------
    >>> survives_as_text(["Größe, 大きさ"]), survives_as_text(["مقاس"])
    (True, False)
    """
    return all(_survives(each) for each in frozenset().union(*map(frozenset, texts)))


@lru_cache(maxsize=4096)
def _survives(character: str) -> bool:
    """Return whether one character may stay text: no joiner, selector, emoji or shaped script."""
    if character < "\u02b0":
        return True
    category = unicodedata.category(character)
    if category == "Cf":
        return False
    if category[0] in "LMN":
        return unicodedata.name(character, "").startswith(LETTERS)
    return any(low <= character <= high for low, high in PLAIN_SYMBOLS)


@lru_cache(maxsize=16384)
def width_of(text: str, size: float, weight: int, fonts: Fonts) -> float:
    """Return the width of a text in inches, measured unhinted at 100 points."""
    if not text:
        return 0.0
    with fonts.boxes_allowed():
        wide, _, _ = text_to_path.get_text_width_height_descent(
            text, fonts.properties(100, weight), ismath=False
        )
    return float(wide) * size / 100 / 72


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: points, weight and fonts."""

    size: float
    weight: int
    fonts: Fonts

    def width(self, text: str) -> float:
        """Return the width of a line in inches."""
        return width_of(text, self.size, self.weight, self.fonts)

    def widest(self, texts: Iterable[str]) -> float:
        """Return the width of the widest line in inches; 0 for none."""
        return max((self.width(text) for text in texts), default=0.0)

    @property
    def leading(self) -> float:
        """Distance between two lines in inches."""
        return 1.25 * self.size / 72

    def wrapped(self, text: str, width: float, *, most: int = 3) -> tuple[str, ...]:
        """Return the text in balanced lines of at most this width, the last ended by an ellipsis if cut."""
        lines = self.filled(text, width, most=most)
        if len(lines) == 1 or lines[-1].endswith(ELLIPSIS):
            return lines
        pieces = [part for piece in _pieces(clean(text)) for part in self._split(piece, width)]
        return tuple(self._balanced(pieces, list(lines), width))

    def filled(self, text: str, width: float, *, most: int) -> tuple[str, ...]:
        """Return the text in full lines, as a paragraph has them, the last ended by an ellipsis if cut."""
        pieces = [part for piece in _pieces(clean(text)) for part in self._split(piece, width)]
        lines = self._filled(pieces, width)
        if len(lines) > most:
            lines = [*lines[: most - 1], self._cut(" ".join(lines[most - 1 :]), width)]
        return tuple(lines)

    def shortened(self, text: str, width: float) -> str:
        """Return the text on one line, ended by an ellipsis if it is wider than this."""
        text = clean(text)
        return text if self.width(text) <= width else self._cut(text, width)

    def _split(self, piece: str, width: float) -> list[str]:
        """Return a piece, hyphenated evenly where it is wider than a line."""
        if self.width(piece.rstrip()) <= width or len(piece) < SHORTEST_SPLIT:
            return [piece]
        parts = int(self.width(piece.rstrip()) // (width - self.width(HYPHEN))) + 1
        step = min(-(-len(piece) // parts), self._fitting(piece, width, HYPHEN))
        return [piece[:step] + HYPHEN, *self._split(piece[step:], width)]

    def _fitting(self, text: str, width: float, end: str) -> int:
        """Return how many characters fit into the width with this end; at least one."""
        low, high = 1, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle] + end) <= width:
                low = middle
            else:
                high = middle - 1
        return low

    def _cut(self, text: str, width: float) -> str:
        """Return as much of a text as fits before an ellipsis."""
        return text[: self._fitting(text, width, ELLIPSIS)].rstrip(" ,.;:-") + ELLIPSIS

    def _filled(self, pieces: Sequence[str], width: float) -> list[str]:
        """Return lines filled one after the other."""
        lines: list[str] = []
        line, used = "", 0.0
        for piece in pieces:
            wide = self._advance(piece)
            if line and used + self.width(piece.rstrip()) > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line, used = line + piece, used + wide
        return [*lines, line.rstrip()]

    def _advance(self, piece: str) -> float:
        """Return the width of a piece with the blank that follows it."""
        blank = self.width("n n") - self.width("nn") if piece.endswith(" ") else 0.0
        return self.width(piece.rstrip()) + blank

    def _balanced(self, pieces: Sequence[str], lines: list[str], width: float) -> list[str]:
        """Return as many lines of the smallest width that holds them."""
        low, high = width / max(len(lines), 1), width
        for _ in range(6 if len(lines) > 1 else 0):
            middle = (low + high) / 2
            fitted = self._filled(pieces, middle)
            if len(fitted) <= len(lines) and self.widest(fitted) <= middle:
                lines, high = fitted, middle
            else:
                low = middle
        return lines


@lru_cache(maxsize=2048)
def _pieces(text: str) -> tuple[str, ...]:
    """Return what may stand on a line of its own, with the blank that follows it."""
    words = text.split(" ")
    parts = [[part for part in BREAKS.split(word) if part] or [""] for word in words]
    ended = [[*each[:-1], each[-1] + " "] for each in parts[:-1]] + parts[-1:]
    return tuple(part for each in ended for part in each)
