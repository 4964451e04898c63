"""A study's results as a document."""

from gapkit.reports.reporting import Report, report

__all__ = ["Report", "report"]
