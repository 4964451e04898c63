"""A summary table and a press article about the executives of ``channels_messy``, full of mistakes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

COLUMNS: Final = (
    "question", "item", "side", "percent", "rank", "words", "base", "base_qualifier", "qualifier", "rounding",
    "alternate", "source", "note",
)  # fmt: skip

TABLE, PRESS = "Summary table (invented)", "Press article (invented)"


def row(question: str, item: str, side: str = "summary", **cells: str) -> Mapping[str, str]:
    """Return one row of the table."""
    source = PRESS if side == "press" else TABLE
    return {"question": question, "item": item, "side": side, "source": source} | cells


ROWS: Final = (
    row("channels", "email", percent="29.9", rank="1", note="A gap of +7 points to consumers."),
    row("channels", "email", percent="30", alternate="true", source=PRESS),
    row("channels", "company_social", percent="19.1", rank="2", note="The table words it as “our pages”."),
    row("channels", "trusted_sites", percent="9.3", rank="2"),
    row("channels", "third_party", percent="8.9", base="250", base_qualifier="at_least", rank="4"),
    row("channels", "referrals", percent="12.3", rank="3"),
    row("channels", "in_store", percent="5.8", qualifier="about", note="20% less than consumers."),
    row("channels", "catalogues", percent="4.7", rank="8"),
    row("channels", "mobile", percent="4.7", rank="9"),
    row("channels", "post", percent="3.5"),
    row("channels", "search", words="a few"),
    row("social", "own_pages", percent="19.1"),
    row("social", "other_pages", percent="8.9"),
    row("social", "any_page", percent="30.0", note="The sum of own_pages and other_pages."),
    row("budget", "more", percent="41"),
    row("budget", "same", percent="38"),
    row("budget", "less", percent="17"),
    row("reading", "newsletter", side="planned", percent="68"),
    row("reading", "newsletter", side="sent", percent="54"),
    row("coupons", "coupons", percent="50"),
    row("emails", "emails", words="178 on average"),
    row("channels", "email", side="press", percent="30"),
)


def csv_text() -> str:
    """Return the rows as CSV; no cell needs quotes."""
    lines = [",".join(COLUMNS), *(",".join(each.get(name, "") for name in COLUMNS) for each in ROWS)]
    return "\n".join(lines) + "\n"


SUMMARY: Final = csv_text()
