"""How a text file is written: its encoding, delimiter and decimal mark."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import LoadError
from gapkit.loading.cells import COMMA_NUMBER, NUMBER
from gapkit.loading.encodings import guessed_encoding, marked_encoding, word_at

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
"""Delimiters that are recognised, in order of preference."""

SAMPLE_ROWS: Final = 200
"""Rows from which the delimiter is recognised."""


def decoded(data: bytes, file: str, encoding: str | None) -> tuple[bytes, str]:
    """Return the text as UTF-8 with newlines only, and the encoding it was in."""
    name = encoding or marked_encoding(data) or "utf-8-sig"
    try:
        body = data.decode(name).removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        guess = guessed_encoding(data, error.start)
        word = word_at(data, error.start, guess)
        raise LoadError.encoding(
            file,
            row=data.count(b"\n", 0, error.start) + 1,
            encoding="UTF-8" if name == "utf-8-sig" else name,
            found=f'byte 0x{data[error.start]:02X}, in {guess} the text "{word}"',
            guess=guess,
        ) from None
    except LookupError:
        raise LoadError.no_such_encoding(file, name) from None
    except UnicodeError:
        guess = guessed_encoding(data)
        raise LoadError.encoding(file, row=1, encoding=name, found="other bytes", guess=guess) from None
    if b"\0" in body:
        guess = guessed_encoding(data)
        if guess.startswith("utf-16") and encoding is None:
            raise LoadError.encoding(file, row=1, encoding="UTF-8", found="NUL characters", guess=guess)
        raise LoadError.nul_bytes(file, body.count(b"\n", 0, body.index(b"\0")) + 1)
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n"), name.removesuffix("-sig")


def recognised_delimiter(body: bytes) -> str:
    r"""Return the delimiter that cuts most rows into as many cells as the header.

    Examples
    --------
    >>> recognised_delimiter(b"id;weight\n1;0,5\n2;1,5\n")
    ';'
    """
    sample = body[: 2**20].decode("utf-8", "replace")
    best, most = ",", (0.0, 1)
    for delimiter in DELIMITERS:
        rows = [len(row) for row in sampled_rows(sample, delimiter) if row]
        if rows and rows[0] > 1:
            score = (rows.count(rows[0]) / len(rows), rows[0])
            best, most = (delimiter, score) if score > most else (best, most)
    return best


def sampled_rows(sample: str, delimiter: str) -> Iterator[list[str]]:
    """Return the first rows, as far as they can be told apart."""
    try:
        yield from islice(csv.reader(io.StringIO(sample), delimiter=delimiter), SAMPLE_ROWS)
    except csv.Error:
        return


def recognised_decimal(columns: Sequence[NDArray[np.object_]], delimiter: str) -> str:
    """Return the decimal mark: a comma only where commas do not cut the cells.

    It is a comma if some column holds nothing but numbers with decimal commas, and no column
    nothing but numbers of which some have a point.
    """
    if delimiter == ",":
        return "."
    commas = any(holds_numbers(texts, ",") for texts in columns)
    points = any(holds_numbers(texts, ".") for texts in columns)
    return "," if commas and not points else "."


def holds_numbers(texts: NDArray[np.object_], mark: str) -> bool:
    """Whether all texts are numbers in this notation, and one has the mark."""
    pattern = COMMA_NUMBER if mark == "," else NUMBER
    filled = [text.strip() for text in texts.tolist() if text.strip()]
    return any(mark in text for text in filled) and all(pattern.fullmatch(text) for text in filled)
