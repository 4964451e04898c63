"""Every named choice of gapkit, and the checks of arguments."""

from __future__ import annotations

from numbers import Real
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
DataFormat = Literal[
    "csv",
    "tsv",
    "text",
    "sav",
    "zsav",
    "spss",
    "por",
    "dta",
    "stata",
    "sas7bdat",
    "sas",
    "xpt",
    "xlsx",
    "xls",
    "ods",
    "excel",
    "parquet",
    "arrow",
    "feather",
    "qualtrics",
    "surveymonkey",
    "google-forms",
    "limesurvey",
    "typeform",
    "jisc",
    "sss",
    "triple-s",
    "jsonl",
    "sql",
    "duckdb",
]
Duplicates = Literal["fail", "first", "last"]
Family = Literal["question", "question+segment", "study"]
Format = Literal["multiple", "single", "scale", "number", "rank", "points"]
GapMethod = Literal["score", "mn", "newcombe"]
Kind = Literal["perception", "delivery", "knowledge", "experience", "self_image", "opinion"]
Layout = Literal["rank", "item"]
LonelyPSU = Literal["fail", "remove", "adjust", "average", "certainty"]
Match = Literal["boxes", "rescale"]
MissingWeights = Literal["fail", "drop"]
ReplicateMethod = Literal["brr", "fay", "jk1", "jkn", "bootstrap"]
Status = Literal[
    "ok",
    "low_base",
    "suppressed",
    "masked",
    "one_sided",
    "no_base",
    "margins_only",
    "rank_only",
    "words_only",
    "no_answers",
    "no_spread",
]
Verdict = Literal["aligned", "over", "under", "undecided", ""]

CHECK_IDS = frozenset(
    f"{group}{number:02d}"
    for group, count in {"B": 8, "Q": 13, "S": 8, "T": 12, "V": 12, "L": 3, "R": 4}.items()
    for number in range(1, count + 1)
)
"""Every check of the method notes, by id."""

MIN_CONF_LEVEL = 0.70
"""Below this a score interval may leave out its own gap (STATISTICS, score interval, step 5)."""


def check(name: str, value: object, choice: object) -> None:
    """Raise ``OptionError`` unless ``value`` is one of the ``Literal``'s values."""
    allowed = get_args(choice)
    if value not in allowed:
        raise OptionError.not_one_of(name, value, allowed)


def check_kind(name: str, value: object, kind: type | tuple[type, ...], allowed: str) -> None:
    """Raise ``OptionError`` unless an argument is of its kind, which ``allowed`` says in words."""
    if not isinstance(value, kind):
        raise OptionError.outside(name, f"a {type(value).__name__}", allowed)


def check_conf_level(conf_level: float) -> None:
    """Raise ``OptionError`` unless ``conf_level`` lies between 0.70 and 1."""
    check_kind("conf_level", conf_level, Real, "a number from 0.70 to below 1")
    if not MIN_CONF_LEVEL <= conf_level < 1:
        hint = "conf_level is a share: 0.95, not 95." if conf_level > 1 else ""
        raise OptionError.outside("conf_level", conf_level, "from 0.70 to below 1", hint=hint)
