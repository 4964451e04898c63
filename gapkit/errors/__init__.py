"""Every exception and warning of gapkit."""

from gapkit.errors.base import GapkitError, quoted, raise_all, shown
from gapkit.errors.design import DesignError, LonelyPSUError
from gapkit.errors.loading import (
    DamagedFileError,
    DuplicateRespondentError,
    LoadError,
    MissingColumnError,
    UnknownAnswerError,
    WeightError,
)
from gapkit.errors.option import OptionError
from gapkit.errors.pairing import PairingError, ScaleMismatchError, UnmatchedItemError
from gapkit.errors.report import RenderError, ReportError, ReportSpecError
from gapkit.errors.statements import StatementError
from gapkit.errors.survey import ScaleError, SurveyError, UnknownItemError
from gapkit.errors.warnings import (
    DroppedItemWarning,
    ExtremeWeightWarning,
    GapkitWarning,
    LowBaseWarning,
)

__all__ = [
    "DamagedFileError",
    "DesignError",
    "DroppedItemWarning",
    "DuplicateRespondentError",
    "ExtremeWeightWarning",
    "GapkitError",
    "GapkitWarning",
    "LoadError",
    "LonelyPSUError",
    "LowBaseWarning",
    "MissingColumnError",
    "OptionError",
    "PairingError",
    "RenderError",
    "ReportError",
    "ReportSpecError",
    "ScaleError",
    "ScaleMismatchError",
    "StatementError",
    "SurveyError",
    "UnknownAnswerError",
    "UnknownItemError",
    "UnmatchedItemError",
    "WeightError",
    "quoted",
    "raise_all",
    "shown",
]
