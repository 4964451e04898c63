"""Two answers of the same respondents set against each other: better or worse, Kano's categories."""

from gapkit.crossed.comparing import disconfirmation
from gapkit.crossed.kano_rows import KANO_COLUMNS, KANO_SHARE_COLUMNS, KanoItem, Kanos, KanoShare
from gapkit.crossed.model import COLUMNS, Disconfirmation, Disconfirmations
from gapkit.crossed.sorting import kano

__all__ = [
    "COLUMNS",
    "KANO_COLUMNS",
    "KANO_SHARE_COLUMNS",
    "Disconfirmation",
    "Disconfirmations",
    "KanoItem",
    "KanoShare",
    "Kanos",
    "disconfirmation",
    "kano",
]
