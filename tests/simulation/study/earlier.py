"""What the simulations before gapkit saw (STATISTICS, sections 2 and 3), to be read beside these."""

from __future__ import annotations

GAPS = {
    ("linearised t", 10): "8 / 91 / 9.1",
    ("linearised t", 30): "23 / 76 / 23",
    ("linearised t", 132): "60 / 38 / 58",
    ("agresti-caffo", 10): "14 / 37 / 81",
    ("agresti-caffo", 30): "37 / 41 / 84",
    ("agresti-caffo", 132): "68 / 23 / 87",
    ("newcombe", 10): "86 / 1 / 92.7",
    ("newcombe", 30): "84 / 0 / 93.7",
    ("newcombe", 132): "82 / 1 / 92.8",
    ("mn", 10): "86 / 1 / 92.7",
    ("mn", 30): "77 / 1 / 93.2",
    ("mn", 132): "85 / 1 / 92.8",
    ("score", 10): "33 / 0 / 94.2",
    ("score", 30): "62 / 0 / 93.4",
    ("score", 132): "81 / 2 / 92.6",
}
"""Share of cells in 93.5-96.5 / below 93.5 / worst cell, by method and respondents of the side.

1,104 cells, other designs than here (weights on either side, shares of 90 %); Agresti-Caffo then stood on
min(n_L, n).
"""

TAILS = {"mn": 20, "score": 5}
"""Share of cells in which a tail exceeds 1.5 times its nominal level, in percent."""

FAMILIES: dict[tuple[int, str, int, str], tuple[str, str]] = {
    (5, "10-70 %", 132, "equal"): ("5.3", "5.3"),
    (5, "10-70 %", 132, "1.5 side"): ("4.4", "4.3"),
    (12, "10-70 %", 30, "equal"): ("5.7", "3.7"),
    (12, "10-70 %", 30, "1.5 side"): ("5.1", "3.2"),
    (12, "10-70 %", 132, "equal"): ("4.9", "4.6"),
    (12, "10-70 %", 132, "1.5 side"): ("4.6", "4.5"),
    (12, "all 2 %", 30, "equal"): ("15", "1.2"),
    (12, "all 2 %", 30, "1.5 side"): ("15", "1.1"),
    (12, "half 2 %", 132, "equal"): ("7.0", "3.7"),
    (12, "half 2 %", 132, "1.5 side"): ("5.7", "2.5"),
    (40, "all 2 %", 30, "equal"): ("27", "1.3"),
    (40, "all 2 %", 30, "1.5 side"): ("26", "0.5"),
    (40, "all 2 %", 132, "equal"): ("13", "2.2"),
    (40, "all 2 %", 132, "1.5 side"): ("9", "0.4"),
    (40, "half 2 %", 30, "equal"): ("17", "2.6"),
    (40, "half 2 %", 30, "1.5 side"): ("16", "1.5"),
}
"""Family-wise error in percent of plain M-N and of the score statistic, side against 1,300, max-t."""

COVERAGE: dict[tuple[int, str, int], tuple[str, str]] = {
    (5, "10-70 %", 132): ("95.9", "95.9"),
    (12, "10-70 %", 30): ("94.8", "94.9"),
    (12, "10-70 %", 132): ("95.2", "95.3"),
    (12, "all 2 %", 30): ("88.2", "96.4"),
    (12, "half 2 %", 132): ("94.5", "94.8"),
    (40, "half 2 %", 30): ("93.2", "97.0"),
}
"""Simultaneous coverage in percent with half the gaps at 15 points, equal weights, of the same two."""
