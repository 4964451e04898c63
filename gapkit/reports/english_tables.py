"""The words of the workbook."""

from __future__ import annotations

CONTENTS = "Contents"
SHEET, HOLDS = "Sheet", "What it holds"
ROWS_SHEET = "All rows"
ROWS_HOLDS = (
    "Every row of the results as computed: shares and gaps run 0 to 1; a hidden number is told as such"
)
VALUE = "value"
LETTERS = "higher than"
BASE_NAMES = ("base", "weighted base", "effective base")
GAP_NAMES = ("gap", "interval, low", "interval, high")

LETTERS_NOTE = (
    "Letters name the columns that a value is higher than: capitals at p < .05, small letters at p < .10. "
    "Between segments of a side every pair is tested alone, on effective bases, without a correction for the "
    "number of pairs; between the sides (A, B) the adjusted p-value of their gap decides. Small bases have "
    "no letters."
)


def hidden_note(threshold: int) -> str:
    """Explain hidden cells."""
    return (
        f"n<{threshold}: hidden, because fewer than {threshold} respondents of a side answered, or because "
        "such a cell could be computed from this number."
    )


def total_caption(side: str, reference: str) -> str:
    """Caption the table of the whole."""
    return f"{side} (A) against {reference} (B)"


def total_heads(side: str, reference: str, gap: str, level: str) -> tuple[str, ...]:
    """Return the heads of the table of the whole."""
    both = tuple(
        head
        for label, letter in ((side, "A"), (reference, "B"))
        for head in (f"{label} ({letter})", LETTERS, f"{level} interval, low", f"{level} interval, high")
    )
    bases = tuple(f"{label}, {name}" for label in (side, reference) for name in BASE_NAMES)
    gaps = (gap, f"{level} family interval, low", f"{level} family interval, high")
    return ("Item", *both, *gaps, "p, item alone", "p, adjusted", "Verdict", *bases, "Remark")


def gaps_caption(side: str, reference: str, label: str) -> str:
    """Caption the gaps by segment."""
    return f"Gap of {side} minus {reference}, by {label}"


def bars_words(side: str, reference: str) -> str:
    """Say what the chart shows, for those who do not see it."""
    return (
        f"Paired bars of {side} and {reference}, with their intervals; the numbers stand in the table above."
    )
