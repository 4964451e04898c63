"""How well each respondent of one side knows what the other side says."""

from gapkit.accuracies.judging import accuracy
from gapkit.accuracies.model import COLUMNS, PROJECTION_COLUMNS, Accuracies, Accuracy, Projection

__all__ = ["COLUMNS", "PROJECTION_COLUMNS", "Accuracies", "Accuracy", "Projection", "accuracy"]
