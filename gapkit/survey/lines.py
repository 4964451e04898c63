"""On which line of a TOML text each key stands, which ``tomllib`` does not tell."""

from __future__ import annotations

import re
from bisect import bisect_right

Path = tuple[str | int, ...]
"""A key path: names of tables and keys, places in lists."""

DEEPEST = 20
"""A dotted key is followed this far; no key of the grammar goes deeper."""

SPACE = re.compile(r"[ \t]*")
FILLING = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
BASIC_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
LONG_BASIC_STRING = re.compile(r'"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}', re.DOTALL)
LONG_LITERAL_STRING = re.compile(r"'''.*?'{3,5}", re.DOTALL)
LITERAL_STRING = re.compile(r"'[^']*'")
BARE_VALUE = re.compile(r"[^,\]}#\n]*")
ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")


class Lines:
    r"""The line of every key in a text that is known to be TOML.

    Examples
    --------
    >>> Lines('a = 1\n[t]\nb = [1, { c = 2 }]\n').line(("t", "b", 1, "c"))
    3
    """

    def __init__(self, text: str = "") -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._at: dict[Path, int] = {}
        if text:
            Scan(text, self._at).document()

    def line(self, path: Path) -> int:
        """Return the line of a key, or of the nearest table around it; 0 where nothing is known."""
        for length in range(len(path), 0, -1):
            if path[:length] in self._at:
                return bisect_right(self._starts, self._at[path[:length]])
        return 0


class Scan:
    """One walk through a TOML text that notes where each key starts."""

    def __init__(self, text: str, at: dict[Path, int]) -> None:
        self.text = text
        self.place = 0
        self.at = at
        self.last: dict[Path, int] = {}

    def document(self) -> None:
        """Walk through the whole text."""
        table: Path = ()
        self.skip(FILLING)
        while self.place < len(self.text):
            if self.text.startswith("[[", self.place):
                table = self.list_header()
            elif self.text.startswith("[", self.place):
                table = self.table_header()
            else:
                self.assignment(table)
            self.skip(FILLING)

    def table_header(self) -> Path:
        """Pass ``[a.b]`` and return its path."""
        start = self.place
        self.place += 1
        path = self.resolved(self.key())
        self.place += 1
        self.note(path, start)
        return path

    def list_header(self) -> Path:
        """Pass ``[[a.b]]`` and return the path of the new element."""
        start = self.place
        self.place += 2
        *parents, name = self.key()
        path: Path = (*self.resolved(parents), name)
        self.last[path] = self.last.get(path, -1) + 1
        self.place += 2
        self.note(path, start)
        path = (*path, self.last[path])
        self.note(path, start)
        return path

    def assignment(self, table: Path) -> None:
        """Pass ``key = value``."""
        start = self.place
        names = self.key()
        for length in range(1, min(len(names), DEEPEST) + 1):
            self.note((*table, *names[:length]), start)
        self.place += 1
        self.value((*table, *names))

    def value(self, path: Path) -> None:
        """Pass a value and note the keys inside it."""
        self.skip(FILLING)
        first = self.text[self.place]
        if first == "[":
            self.elements(path)
        elif first == "{":
            self.inline_table(path)
        else:
            self.skip(self.kind_of_value(first))

    def kind_of_value(self, first: str) -> re.Pattern[str]:
        """Return the pattern of the plain value that starts here."""
        if self.text.startswith('"""', self.place):
            return LONG_BASIC_STRING
        if self.text.startswith("'''", self.place):
            return LONG_LITERAL_STRING
        return {'"': BASIC_STRING, "'": LITERAL_STRING}.get(first, BARE_VALUE)

    def elements(self, path: Path) -> None:
        """Pass a list."""
        self.place += 1
        count = 0
        while self.upcoming() != "]":
            self.note((*path, count), self.place)
            self.value((*path, count))
            count += 1
            if self.upcoming() == ",":
                self.place += 1
        self.place += 1

    def inline_table(self, path: Path) -> None:
        """Pass an inline table."""
        self.place += 1
        while self.upcoming() != "}":
            self.assignment(path)
            if self.upcoming() == ",":
                self.place += 1
        self.place += 1

    def key(self) -> list[str]:
        """Pass a dotted key and return its names."""
        names: list[str] = []
        while True:
            self.skip(SPACE)
            names.append(self.name())
            self.skip(SPACE)
            if not self.text.startswith(".", self.place):
                return names
            self.place += 1

    def name(self) -> str:
        """Pass one name of a key and return it without quotes."""
        quote = self.text[self.place]
        written = self.skip({'"': BASIC_STRING, "'": LITERAL_STRING}.get(quote, BARE_KEY))
        if quote == '"':
            return ESCAPE.sub(unescaped, written[1:-1])
        return written[1:-1] if quote == "'" else written

    def resolved(self, names: list[str]) -> Path:
        """Return a header's path with the places of the lists it runs through."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.last:
                path = (*path, self.last[path])
        return path

    def note(self, path: Path, place: int) -> None:
        """Remember where a key first stands."""
        self.at.setdefault(path, place)

    def upcoming(self) -> str:
        """Return the next character that is no space, line end or comment."""
        self.skip(FILLING)
        return self.text[self.place]

    def skip(self, pattern: re.Pattern[str]) -> str:
        """Pass what matches and return it."""
        match = pattern.match(self.text, self.place)
        if match is None:
            return ""
        self.place = match.end()
        return match.group()


def unescaped(match: re.Match[str]) -> str:
    """Return the character that an escape in a quoted key stands for."""
    short, long, other = match.groups()
    if other is None:
        return chr(int(short or long, 16))
    return {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}.get(str(other), str(other))
