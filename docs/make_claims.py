"""Writes `docs/claims.md`: what articles printed about the bundled studies, and what the results say.

``python docs/make_claims.py`` writes the page; with ``--check`` it exits with 1 if the page differs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from markdown_tables import code, table

import gapkit as gk
from gapkit.claims import Claims
from gapkit.claims.model import VERDICT_WORDS

PAGE = Path(__file__).with_name("claims.md")
SURVEYS = Path(__file__).parents[1] / "surveys"
HEAD = ("claim", "printed by", "verdict", "what may be said")

INTRODUCTION = """\
# Claims of the articles

Every claim that a bundled survey file holds (`[[claims]]`), with the verdict of `gapkit claims` and the
sentences that may stand in its place. *Supported*: interval or rank set lies wholly inside what is claimed.
*Contradicted*: wholly outside. *Can't tell*: neither, or there is no base to compute an interval from; then
the printed figures are said. How claims are written is told in [Check claims](guide/claims.md), where the
figures come from in [The studies of the articles](studies_of_the_articles.md).

{count}

This page is written by `docs/make_claims.py` from the files in `surveys/`; it is not edited by hand.
"""


def page() -> str:
    """Return the page: one table per bundled study that has claims."""
    told = list(bundled_claims())
    verdicts = [judged.verdict for _, claims in told for judged in claims]
    counts = ", ".join(f"{verdicts.count(verdict)} {words}" for verdict, words in VERDICT_WORDS.items())
    count = f"{len(verdicts)} claims of {len(told)} studies: {counts}."
    return "\n".join([INTRODUCTION.format(count=count), *(section(name, claims) for name, claims in told)])


def bundled_claims() -> Iterator[tuple[str, Claims]]:
    """Yield every bundled study that has claims, judged, under its name."""
    for path in sorted(SURVEYS.glob("*.toml")):
        study = gk.open(path)
        if study.survey.claims:
            yield path.name, gk.check_claims(study)


def section(name: str, claims: Claims) -> str:
    """Return one study's claims under its title."""
    synthetic = " Its respondents are synthetic." if claims.survey.synthetic else ""
    rows = [
        (judged.claim.text, judged.claim.source, VERDICT_WORDS[judged.verdict], judged.sentence)
        for judged in claims
    ]
    return f"## {claims.survey.title}\n\n{code(f'surveys/{name}')}.{synthetic}\n\n{table(HEAD, rows)}"


def main() -> int:
    """Write the page, or tell whether it is up to date."""
    if "--check" in sys.argv[1:]:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
