"""Numbers and names to text: the only place where shares become percent and points.

Frames hold shares (0 to 1); paper holds whole percents and whole points, with one decimal where a
bound lies so near to 0 or to the margin that rounding would hide on which side it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import isinf, isnan

MINUS = "\u2212"
"""The minus sign of printed numbers."""

DASH = "\u2013"
"""Printed where there is no number."""

ON_LINE = 1e-9
"""Nearer than this to a line, a number is on it."""

MOST_MORE = 3
"""Decimals beyond the usual ones that a bound gets at most, where rounding would put it on a line."""

SMALLEST_P = 0.001
"""Adjusted p-values below this are printed as below it, never as 0."""

MOST_PRINTED = 40
"""Rows that ``print`` shows of a result."""

LONGEST_CELL = 40
"""Characters of a cell that ``print`` shows."""

STATUS_WORDS = {
    "ok": "",
    "low_base": "small base",
    "suppressed": "suppressed: base too small",
    "masked": "too few people to tell: a bound is shown",
    "one_sided": "asked on one side only",
    "no_base": "base unknown: no test",
    "margins_only": "same respondents, joint answers unknown: no test",
    "rank_only": "rank only",
    "words_only": "no number published",
    "no_answers": "no answers",
    "no_spread": "no spread: no test",
}
"""What each status means, for a reader."""


OWN_UNITS = frozenset({"mean", "median", "mean_rank"})
"""Measures that are printed in units of their own: scale points, accounts, places."""


OF_A_HUNDRED = "points of 100"
"""Unit of scales that were rescaled: whole points are printed without decimals."""


def in_points(measure: str) -> bool:
    """Return whether the measure is printed in percent (its gaps in points)."""
    return measure not in OWN_UNITS


def low_is_first(measure: str) -> bool:
    """Return whether low values are the high places: of mean ranks."""
    return measure == "mean_rank"


def status_text(status: str) -> str:
    """Return what a status means; nothing for ``ok``."""
    return STATUS_WORDS[status]


def value_text(value: float, measure: str, *, decimals: int | None = None) -> str:
    """Return a value as paper shows it: ``67%``, or ``3.42`` for means; nothing for NaN.

    Examples
    --------
    >>> value_text(0.667, "share"), value_text(3.4167, "mean"), value_text(float("nan"), "share")
    ('67%', '3.42', '')
    """
    if isnan(value):
        return ""
    if in_points(measure):
        return f"{number_text(100 * value, 0 if decimals is None else decimals)}%"
    return number_text(value, 2 if decimals is None else decimals)


def gap_text(value: float, measure: str, *, margin: float = 0.0) -> str:
    """Return a gap in points (or scale units), signed; a dash for NaN.

    Examples
    --------
    >>> gap_text(-0.514, "share"), gap_text(0.004, "share"), gap_text(0.31, "mean"), gap_text(0.002, "mean")
    ('\u221251', '+0.4', '+0.31', '+0.002')
    """
    return signed_text(value, measure, margin)


def gap_interval_text(low: float, high: float, measure: str, *, margin: float = 0.0) -> str:
    """Return the two limits of a gap as ``\u221256 to \u221244``; a dash for NaN."""
    if isnan(low) or isnan(high):
        return DASH
    more = _shared_decimals(low, high, margin)
    return " to ".join(_printed(each, measure, more) for each in (low, high))


def signed_text(value: float, measure: str, margin: float) -> str:
    """Return a signed number, with one decimal more where it nearly touches a line."""
    if isnan(value):
        return DASH
    return _printed(value, measure, _decimals(value, margin))


def _printed(value: float, measure: str, more: int) -> str:
    """Return a signed number with so many decimals beyond the usual ones."""
    if not in_points(measure):
        return number_text(value, 2 + more, signed=True)
    return number_text(100 * value, more, signed=True)


def _shared_decimals(low: float, high: float, margin: float) -> int:
    """Return the decimals beyond the usual ones that both limits get: those of the finer, two at most."""
    return min(max(_decimals(low, margin), _decimals(high, margin)), 2)


def size_text(value: float, measure: str, *, margin: float = 0.0, unit: str = "") -> str:
    """Return the size of a gap with its unit, without a sign: for sentences that give the direction.

    ``unit`` is the question's own, where it has one.

    Examples
    --------
    >>> size_text(-0.514, "share"), size_text(0.01, "top2"), size_text(-0.31, "mean")
    ('51 points', '1 point', '0.31 scale points')
    >>> size_text(-1.25, "median", unit="accounts")
    '1.25 accounts'
    """
    size = signed_text(abs(value), measure, margin).lstrip("+")
    if unit:
        return f"{size.removesuffix('.00') if unit == OF_A_HUNDRED else size} {unit}"
    noun = "point" if in_points(measure) else "scale point"
    return f"{size} {noun}" if size == "1" else f"{size} {noun}s"


def limits_text(low: float, high: float, measure: str, *, margin: float = 0.0) -> str:
    """Return the limits of a gap's size, smaller first, without signs: for limits on one side of 0.

    Examples
    --------
    >>> limits_text(-0.57, -0.45, "share"), limits_text(0.002, 0.25, "share")
    ('45 to 57', '0.2 to 25.0')
    """
    ordered = sorted((abs(low), abs(high)))
    if isnan(low) or isnan(high):
        return " to ".join(signed_text(each, measure, margin) for each in ordered)
    more = _shared_decimals(low, high, margin)
    return " to ".join(_printed(each, measure, more).lstrip("+") for each in ordered)


def percent_text(share: float) -> str:
    """Return a share as a plain percent, with the digits it needs: ``95%``, ``99.9%``."""
    return f"{round(100 * share, 6):g}%"


def _decimals(value: float, margin: float) -> int:
    """Return the decimals beyond the usual ones that keep a number visibly off 0 and off the margin.

    None as a rule; one where it lies within half a unit of a line, more where it lies nearer.
    """
    lines = {0.0, abs(margin), -abs(margin)} if margin == margin else {0.0}  # noqa: PLR0124 - NaN is no margin
    distances = (abs(value - line) for line in lines)
    nearest = 100 * min((each for each in distances if each > ON_LINE), default=1.0)
    return next((more for more in range(MOST_MORE) if nearest >= 0.5 * 10**-more), MOST_MORE)


def interval_text(low: float, high: float, measure: str) -> str:
    """Return the limits of one side's value as ``60 to 67%``; a dash for NaN."""
    if isnan(low) or isnan(high):
        return DASH
    if in_points(measure):
        return f"{number_text(100 * low, 0)} to {number_text(100 * high, 0)}%"
    return f"{number_text(low, 2)} to {number_text(high, 2)}"


def number_text(value: float, decimals: int, *, signed: bool = False) -> str:
    """Return a number rounded half to even on its decimal digits, with a real minus sign.

    Examples
    --------
    >>> number_text(-0.04, 1, signed=True), number_text(1300, 0), number_text(2.5, 0, signed=True)
    ('0.0', '1,300', '+2')
    """
    text = f"{abs(value):,.{decimals}f}"
    if not any(digit in "123456789" for digit in text):
        return text
    sign = MINUS if value < 0 else "+" if signed else ""
    return sign + text


def p_text(value: float) -> str:
    """Return a p-value: ``< .001``, ``.013``; a dash for NaN.

    Examples
    --------
    >>> p_text(0.0000004), p_text(0.0134), p_text(1.0)
    ('< .001', '.013', '1.000')
    """
    if isnan(value):
        return DASH
    if value < SMALLEST_P:
        return "< .001"
    return f"{value:.3f}".lstrip("0") if value < 0.9995 else "1.000"  # noqa: PLR2004 - rounds to 1.000


def count_text(value: float) -> str:
    """Return a count with thousands separated; a dash where unknown."""
    if isnan(value):
        return DASH
    return "none" if isinf(value) else number_text(value, 0)


def rank_text(rank: float, *, tied: bool = False) -> str:
    """Return a rank: ``1``, ``=3`` for a tie, ``last``; a dash for none."""
    if isnan(rank):
        return DASH
    if isinf(rank):
        return "last"
    return f"{'=' if tied else ''}{rank:.0f}"


def list_text(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: ``a, b and c``."""
    if len(words) < 2:  # noqa: PLR2004 - one word needs no "and"
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def text_rows(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""Return a table of a fixed width for ``print``, its first rows; every text on one line.

    Examples
    --------
    >>> text_rows("Likes", ("Item", "Gap"), [("Deals", "+20"), ("News", "+3")]).splitlines()
    ['Likes', '', 'Item   Gap', '-----  ---', 'Deals  +20', 'News   +3']
    """
    shown = [[_short(cell) for cell in row] for row in (head, *rows[:MOST_PRINTED])]
    widths = [max(map(len, cells)) for cells in zip(*shown, strict=True)]
    shown.insert(1, ["-" * width for width in widths])
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in shown
    ]
    more = len(rows) - MOST_PRINTED
    return "\n".join([_short(title, 200), "", *lines, *([f"\u2026 and {more:,} more"] if more > 0 else [])])


def _short(text: str, longest: int = LONGEST_CELL) -> str:
    """Return a text on one line without control characters, cut where it is long."""
    told = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return told if len(told) <= longest else f"{told[: longest - 1].rstrip()}\u2026"


def html_table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table for notebooks; every text is escaped."""
    cells = "".join(f'<th scope="col">{escape(each)}</th>' for each in head)
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        f'<table class="gapkit"><caption>{escape(title)}</caption>'
        f"<thead><tr>{cells}</tr></thead><tbody>{lines}</tbody></table>"
    )
