"""Problems that reading and loading refuse, told under the check that they are."""

from __future__ import annotations

import re

from gapkit.errors import GapkitError, ScaleMismatchError, WeightError

OF_CLASS: dict[type[GapkitError], str] = {WeightError: "S04", ScaleMismatchError: "Q03"}
"""Errors that are one check, whatever they say."""

OF_MESSAGE: dict[str, str] = {
    r"holds ticks and blanks only": "Q12",
    r"^`percent` must be|^`count` must (?:be|not be above its base)": "V01",
    r"^The sides' scales differ": "Q03",
    r"must share at least one key in `dyad`": "T04",
}
"""Errors that are a check by what they say."""


def check_of(error: GapkitError) -> str:
    """Return the id of the check that a problem is; empty where it is none.

    Examples
    --------
    >>> check_of(WeightError.all_zero("consumers.csv", "w"))
    'S04'
    """
    for kind, check in OF_CLASS.items():
        if isinstance(error, kind):
            return check
    return next((check for words, check in OF_MESSAGE.items() if re.search(words, error.message)), "")
