"""Writes `docs/checks.md`: every check by id, from the registry that runs them.

``python docs/make_checks.py`` writes the page; with ``--check`` it exits with 1 if the page differs.
"""

from __future__ import annotations

import sys
from pathlib import Path

from markdown_tables import plain, table

from gapkit.checks import CHECKS
from gapkit.checks.travelling import SHORT
from gapkit.tables.check_list import LEVELS

PAGE = Path(__file__).with_name("checks.md")

THEMES = {
    "B": "Bases",
    "Q": "Questions and answers",
    "S": "Samples and weights",
    "T": "Tests, ranks and claims",
    "V": "Published values",
    "L": "Scales, quadrants and causes",
    "R": "Charts and reports",
}
"""What each letter stands for, in the order of the registry."""

INTRODUCTION = """\
# Checks

What a careful reader would object to. `gapkit check` runs every check on a survey file, its data, its
results and its claims, and says where each fired and what to do. With `--json` it prints the same as one
object, where problems that loading refuses stand under the check that they are: `S04` for weights, `Q12`
for blanks that would all count as "no". In Python:

```python
import gapkit as gk
from gapkit.checks import check

study = gk.open("surveys/social_brand.toml")
gaps = gk.gap(study)
check(study)                                 # every check that fires on the study and the gaps of the total
check(study, gaps=gk.gap(study, by="age"))
check(study, charts=[gk.charts.dumbbell_data(gaps)])  # V04, L02, R03 and R04 look at charts
```

{levels}
Checks marked ● stand under every chart and table that shows what they are about, as one sentence; the marks
and columns of charts and tables tell some others (small bases, items of one side). The report lists all of
them on its quality page. A check is taken knowingly with a reason that is printed:

```toml
accept = {{ Q02 = "executives could tick one only" }}
```

This page is written by `docs/make_checks.py` from the registry; it is not edited by hand.
"""


def page() -> str:
    """Return the page: one table per theme."""
    levels = "".join(f"- **{level}** {told[:1].lower()}{told[1:]}.\n" for level, told in LEVELS.items())
    parts = [INTRODUCTION.format(levels=levels)]
    for letter, title in THEMES.items():
        rows = [
            (
                f"{each.id}{' ●' if each.id in SHORT else ''}",
                each.level,
                plain(each.title),
                plain(each.fires_when),
                plain(each.what_to_do),
            )
            for each in CHECKS
            if each.id.startswith(letter)
        ]
        told = table(("check", "level", "what is the matter", "fires when", "what to do"), rows)
        parts.append(f"## {title}\n\n{told}")
    return "\n".join(parts)


def main() -> int:
    """Write the page, or tell whether it is up to date."""
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
