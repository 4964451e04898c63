"""Results to sentences, each traceable to its rows."""

from gapkit.findings.describing import findings
from gapkit.findings.model import Finding, Topic
from gapkit.findings.overview import Overview, limits, overview

__all__ = ["Finding", "Overview", "Topic", "findings", "limits", "overview"]
