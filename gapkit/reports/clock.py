"""One clock for everything that is written: two runs on the same input tell the same time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, date, datetime

from gapkit.errors.report import ReportSpecError

NO_DATE = 315_532_800
"""1980-01-01, the time in a file's metadata where nobody stated a date."""

LATEST = 253_402_300_799
"""The last second of the year 9999."""

VARIABLE = "SOURCE_DATE_EPOCH"


@dataclass(frozen=True, slots=True)
class Clock:
    """A report's date.

    Attributes
    ----------
    printed : str
        As readers see it; empty where nobody stated a date.
    timestamp : int
        Seconds since 1970, in UTC.
    """

    printed: str
    timestamp: int


def read_clock(stated: str | date | None, survey_date: str) -> Clock:
    """Return the date given, else the survey file's, else ``SOURCE_DATE_EPOCH``'s, else none.

    Raises
    ------
    ReportSpecError
        If the given date, or the variable, is no date.

    Examples
    --------
    >>> read_clock("2026-11-22", "")
    Clock(printed='22 November 2026', timestamp=1795305600)
    """
    if stated is not None:
        found = stated if isinstance(stated, date) else _parsed(stated)
        if found is None:
            raise ReportSpecError.no_date("date", stated)
        return _at(found)
    if survey_date:
        found = _parsed(survey_date)
        return Clock(survey_date, NO_DATE) if found is None else _at(found)
    seconds = os.environ.get(VARIABLE, "")
    if not seconds:
        return Clock("", NO_DATE)
    if not (seconds.isascii() and seconds.isdigit() and int(seconds) <= LATEST):
        raise ReportSpecError.no_date(VARIABLE, seconds)
    return Clock(_text(datetime.fromtimestamp(int(seconds), UTC).date()), int(seconds))


def printed_day(text: str) -> str:
    """Return a date of the survey file as it is printed; what is no whole day stands as written.

    Examples
    --------
    >>> printed_day("2011-10-06"), printed_day("2011-10")
    ('6 October 2011', '2011-10')
    """
    day = _parsed(text)
    return text if day is None else _text(day)


def _parsed(text: str) -> date | None:
    """Return an ISO date; nothing where the text is another one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _at(day: date) -> Clock:
    """Return midnight of a day; metadata know none before 1970."""
    start = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    return Clock(_text(day), start if start >= 0 else NO_DATE)


def _text(day: date) -> str:
    """Return a day in full."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
