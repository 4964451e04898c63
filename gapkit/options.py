"""Every named choice of gapkit, and the one check for it."""

from __future__ import annotations

from typing import Literal, get_args

from gapkit.errors import OptionError

Adjust = Literal[
    "max-t",
    "max-t-stepdown",
    "bonferroni",
    "sidak",
    "holm",
    "hochberg",
    "hommel",
    "bh",
    "by",
    "none",
]
AlignedBy = Literal["interval", "tost"]
BaseRule = Literal["asked", "answered_any", "all"]
Comparable = Literal["same", "shifted", "related"]
Duplicates = Literal["fail", "first", "last"]
Family = Literal["question", "question+segment"]
Format = Literal["multiple", "single", "scale"]
GapMethod = Literal["score", "mn", "newcombe"]
Kind = Literal["perception", "delivery", "knowledge", "experience", "self_image", "opinion"]
LonelyPSU = Literal["fail", "remove", "adjust", "average", "certainty"]
MissingWeights = Literal["fail", "drop"]
ReplicateMethod = Literal["brr", "fay", "jk1", "jkn", "bootstrap"]
Status = Literal[
    "ok",
    "low_base",
    "suppressed",
    "one_sided",
    "no_base",
    "rank_only",
    "words_only",
    "no_answers",
    "no_spread",
]
Verdict = Literal["aligned", "over", "under", "undecided", ""]

MIN_CONF_LEVEL = 0.70
"""Below this a score interval may leave out its own gap (STATISTICS, score interval, step 5)."""


def check(name: str, value: object, choice: object) -> None:
    """Raise ``OptionError`` unless ``value`` is one of the ``Literal``'s values."""
    allowed = get_args(choice)
    if value not in allowed:
        raise OptionError.not_one_of(name, value, allowed)


def check_conf_level(conf_level: float) -> None:
    """Raise ``OptionError`` unless ``conf_level`` lies between 0.70 and 1."""
    if not MIN_CONF_LEVEL <= conf_level < 1:
        hint = "conf_level is a share: 0.95, not 95." if conf_level > 1 else ""
        raise OptionError.outside("conf_level", conf_level, "from 0.70 to below 1", hint=hint)
