"""Every exception and warning of gapkit."""

from gapkit.errors.base import GapkitError, quoted, raise_all, shown
from gapkit.errors.claims import ClaimError
from gapkit.errors.design import DesignError, LonelyPSUError
from gapkit.errors.exports import ExportError
from gapkit.errors.loading import (
    DamagedFileError,
    DuplicateRespondentError,
    LoadError,
    MissingColumnError,
    UnknownAnswerError,
    WeightError,
)
from gapkit.errors.numbers import NumberAnswerError
from gapkit.errors.option import OptionError
from gapkit.errors.pairing import PairingError, ScaleMismatchError, UnmatchedItemError
from gapkit.errors.questions import QuestionError
from gapkit.errors.report import RenderError, ReportError, ReportSpecError
from gapkit.errors.roles import DyadError, RoleError
from gapkit.errors.segments import SegmentError, UnseenAnswerWarning
from gapkit.errors.statements import StatementError
from gapkit.errors.study_level import StudyLevelError
from gapkit.errors.survey import ScaleError, SurveyError, UnknownItemError
from gapkit.errors.warnings import (
    DroppedItemWarning,
    ExtremeWeightWarning,
    GapkitWarning,
    LowBaseWarning,
)

__all__ = [
    "ClaimError",
    "DamagedFileError",
    "DesignError",
    "DroppedItemWarning",
    "DuplicateRespondentError",
    "DyadError",
    "ExportError",
    "ExtremeWeightWarning",
    "GapkitError",
    "GapkitWarning",
    "LoadError",
    "LonelyPSUError",
    "LowBaseWarning",
    "MissingColumnError",
    "NumberAnswerError",
    "OptionError",
    "PairingError",
    "QuestionError",
    "RenderError",
    "ReportError",
    "ReportSpecError",
    "RoleError",
    "ScaleError",
    "ScaleMismatchError",
    "SegmentError",
    "StatementError",
    "StudyLevelError",
    "SurveyError",
    "UnknownAnswerError",
    "UnknownItemError",
    "UnmatchedItemError",
    "UnseenAnswerWarning",
    "WeightError",
    "quoted",
    "raise_all",
    "shown",
]
