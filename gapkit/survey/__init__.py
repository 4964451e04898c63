"""What was asked, and how it was sampled."""

from gapkit.survey.filters import Filter
from gapkit.survey.measures import BottomBox, Mean, Measure, Net, Share, TopBox
from gapkit.survey.model import (
    TOTAL,
    Analysis,
    Answer,
    Column,
    Disclosure,
    Item,
    LowBase,
    Question,
    ReadOptions,
    Replication,
    ReportOptions,
    Scale,
    Segment,
    Side,
    Survey,
)

__all__ = [
    "TOTAL",
    "Analysis",
    "Answer",
    "BottomBox",
    "Column",
    "Disclosure",
    "Filter",
    "Item",
    "LowBase",
    "Mean",
    "Measure",
    "Net",
    "Question",
    "ReadOptions",
    "Replication",
    "ReportOptions",
    "Scale",
    "Segment",
    "Share",
    "Side",
    "Survey",
    "TopBox",
]
