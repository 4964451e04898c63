"""The words of the notebook."""

from __future__ import annotations

LEAD = (
    "Every number below is computed again from the survey file and its data. Run all cells; change any of "
    "them to look further."
)
FOUND = "What was found"
FOUND_LEAD = (
    "The sentences of the report, what matters most first; each holds the rows that it was made from."
)
REPORT = "The report"
REPORT_LEAD = 'The whole report, to be saved in any format: `report.save("report.pdf")`.'
SAME = (
    "facts = {{fact.label: fact.text for fact in report.data.cover.facts}}\n"
    'assert facts["Data fingerprint"] == "{fingerprint}", "the survey file or its data have changed since"'
)


def by(label: str) -> str:
    """Head a break."""
    return f"By {label}"
