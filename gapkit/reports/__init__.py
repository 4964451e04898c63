"""A study's results as a document."""

from gapkit.reports.previewing import Preview
from gapkit.reports.reporting import Report, preview, report

__all__ = ["Preview", "Report", "preview", "report"]
