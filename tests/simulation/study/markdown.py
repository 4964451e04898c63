"""Numbers and tables of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import isnan

from tests.simulation.study.record import Row


def percent(rate: float, digits: int = 1) -> str:
    """Return a rate in percent."""
    return "" if isnan(rate) else f"{100 * rate:.{digits}f}"


def base(n: int) -> str:
    """Return respondents."""
    return f"{n:,}"


def sides(row: Row) -> str:
    """Return the respondents of both sides."""
    return f"{base(row.side)} v {base(row.reference)}" if row.reference else base(row.side)


def share(text: str) -> str:
    """Return a cell's share, mix or scale in words."""
    try:
        return f"{100 * float(text):g} %"
    except ValueError:
        return text


def sampled(row: Row) -> str:
    """Return the weights and PSUs of a design."""
    if row.clusters:
        psus = f"{row.clusters} PSUs" + (", latent ICC" if row.icc == "latent" else "")
    return f"{row.weights}, {psus}" if row.clusters else row.weights


def gap(row: Row) -> str:
    """Return the true gap of a cell."""
    return f"{row.gap:g} sd" if row.part == "mean" else f"{100 * row.gap:g} points"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> str:
    """Return a table whose first ``texts`` columns are words."""
    marks = ["---"] * texts + ["---:"] * (len(head) - texts)
    lines = ["| " + " | ".join(line) + " |" for line in (head, marks, *rows)]
    return "\n".join(lines) + "\n"


def joined(*parts: str) -> str:
    """Return paragraphs and tables with an empty line between them."""
    return "\n".join(parts)


def details(summary: str, lines: Iterable[str]) -> str:
    """Return a list that opens on demand."""
    return (
        f"<details><summary>{summary}</summary>\n\n"
        + "".join(f"- {line}\n" for line in lines)
        + "\n</details>\n"
    )
