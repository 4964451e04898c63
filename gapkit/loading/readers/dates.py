"""Dates and times that statistics packages hold as numbers, as texts of ISO 8601."""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gapkit.loading.cells import Form

DAY: Final = 86_400
MICROSECOND: Final = 1_000_000

SPSS_START: Final = -12_219_379_200
"""Seconds from 1970-01-01 to 1582-10-14, where SPSS counts from."""

START_1960: Final = -3653 * DAY
"""Seconds from 1970-01-01 to 1960-01-01, where Stata and SAS count from."""

YEARS: Final = (-62_135_596_800, 253_402_300_800)
"""Seconds from 1970-01-01 to the years 1 and 10000: what lies outside is no date."""

SPSS_DATES: Final = frozenset({"DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR"})
SPSS_TIMES: Final = frozenset({"TIME", "MTIME", "DTIME"})
SPSS_MOMENTS: Final = frozenset({"DATETIME", "YMDHMS"})
SAS_DATES: Final = re.compile(
    r"DATE|(DDMMYY|MMDDYY|YYMMDD)[BCDNPS]?|WEEKDATX?E?|WORDDATX?E?|MONYY|YYMON|(YYMM|MMYY)[CDNPS]?|"
    r"JULIAN|[EB]8601DA|IS8601DA|NLDATE"
)
SAS_TIMES: Final = re.compile(r"TIME|TIMEAMPM|TOD|HHMM|[EB]8601TM|IS8601TM|NLTIME")
SAS_MOMENTS: Final = re.compile(r"DATETIME|DATEAMPM|MDYAMPM|[EB]8601DT|IS8601DT|B8601DN|NLDATM")


class Clock(NamedTuple):
    """How a format counts: what it shows, the seconds of its unit, and where it counts from."""

    form: Form
    unit: float
    start: int


def clock_of(package: str, format: str) -> Clock | None:  # noqa: A002 - the packages call it so
    """Return how the numbers of a display format count, or nothing if they are plain numbers.

    Examples
    --------
    >>> clock_of("SPSS", "EDATE10").form, clock_of("Stata", "%tcHH:MM").form, clock_of("SAS", "BEST12")
    ('date', 'time', None)
    """
    if package == "Stata":
        return stata_clock(format)
    stem = re.sub(r"[0-9]*(\.[0-9]*)?$", "", format.upper())
    if package == "SPSS":
        return spss_clock(stem)
    if SAS_DATES.fullmatch(stem):
        return Clock("date", DAY, START_1960)
    if SAS_MOMENTS.fullmatch(stem):
        return Clock("datetime", 1, START_1960)
    return Clock("time", 1, 0) if SAS_TIMES.fullmatch(stem) else None


def spss_clock(stem: str) -> Clock | None:
    """Return how an SPSS format counts; all of them count seconds."""
    if stem in SPSS_DATES:
        return Clock("date", 1, SPSS_START)
    if stem in SPSS_MOMENTS:
        return Clock("datetime", 1, SPSS_START)
    return Clock("time", 1, 0) if stem in SPSS_TIMES else None


def stata_clock(format: str) -> Clock | None:  # noqa: A002 - Stata calls it so
    """Return how a Stata format counts: days, or milliseconds."""
    if format.startswith(("%tcHH", "%tcHh", "%tchh")):
        return Clock("time", 0.001, 0)
    if format.startswith(("%tc", "%tC")):
        return Clock("datetime", 0.001, START_1960)
    return Clock("date", DAY, START_1960) if format.startswith(("%td", "%d")) else None


def iso_texts(numbers: NDArray[np.float64], clock: Clock) -> NDArray[Any] | None:
    """Return numbers as dates or times, or nothing if one of them is none.

    Examples
    --------
    >>> iso_texts(np.array([13744944000.0]), Clock("date", 1, SPSS_START)).tolist()
    ['2018-05-06']
    >>> iso_texts(np.array([36610.0]), Clock("time", 1, 0)).tolist()
    ['10:10:10']
    """
    seconds = numbers * clock.unit + clock.start
    low, high = (0, 100 * DAY) if clock.form == "time" else YEARS
    if not ((seconds >= low) & (seconds < high)).all():
        return None
    ticks = np.round(seconds * MICROSECOND).astype(np.int64)
    if clock.form == "date":
        return ticks.astype("datetime64[us]").astype("datetime64[D]").astype(str).astype(object)
    return np.array([written(tick, clock.form) for tick in ticks.tolist()], object)


def written(tick: int, form: Form) -> str:
    """Return a moment or a time of day as text; a fraction only where there is one."""
    whole, fraction = divmod(tick, MICROSECOND)
    if form == "time":
        text = f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
    else:
        text = str(np.datetime64(whole, "s"))
    return f"{text}.{fraction:06}" if fraction else text
