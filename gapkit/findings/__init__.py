"""Results to sentences, each traceable to its rows."""

from gapkit.findings.describing import findings
from gapkit.findings.model import Finding, RowKey, Topic, key_of, keys_of
from gapkit.findings.overview import Overview, limits, overview
from gapkit.findings.varying import segment_findings, wave_findings

__all__ = [
    "Finding",
    "Overview",
    "RowKey",
    "Topic",
    "findings",
    "key_of",
    "keys_of",
    "limits",
    "overview",
    "segment_findings",
    "wave_findings",
]
