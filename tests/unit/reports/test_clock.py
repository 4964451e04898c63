"""One clock: what is printed, and what the file's metadata carry."""

from datetime import date

import pytest

from gapkit.errors.report import ReportSpecError
from gapkit.reports.clock import NO_DATE, Clock, read_clock


@pytest.mark.parametrize(
    ("stated", "survey_date", "variable", "clock"),
    [
        ("2026-11-22", "2012-02-01", "86400", Clock("22 November 2026", 1795305600)),
        (date(2026, 11, 22), "", "", Clock("22 November 2026", 1795305600)),
        (None, "2012-02-01", "86400", Clock("1 February 2012", 1328054400)),
        (None, "Winter 2011", "86400", Clock("Winter 2011", NO_DATE)),
        (None, "", "86400", Clock("2 January 1970", 86400)),
        (None, "", "", Clock("", NO_DATE)),
        (date(1965, 3, 1), "", "", Clock("1 March 1965", NO_DATE)),
    ],
)
def test_the_date_is_the_callers_the_surveys_the_variables_or_none(
    monkeypatch, stated, survey_date, variable, clock
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", variable)
    assert read_clock(stated, survey_date) == clock


def test_no_date_is_midnight_of_1980():
    assert date(1980, 1, 1).toordinal() * 86400 - date(1970, 1, 1).toordinal() * 86400 == NO_DATE


@pytest.mark.parametrize(
    ("stated", "variable", "message"),
    [
        ("22.11.2026", "", "`date` must be a date such as 2026-11-22."),
        (None, "-5", "`SOURCE_DATE_EPOCH` must be seconds since 1970."),
        (None, "soon", "`SOURCE_DATE_EPOCH` must be seconds since 1970."),
        (None, "9" * 30, "`SOURCE_DATE_EPOCH` must be seconds since 1970."),
    ],
)
def test_what_is_no_date_is_an_error(monkeypatch, stated, variable, message):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", variable)
    with pytest.raises(ReportSpecError) as raised:
        read_clock(stated, "")
    assert raised.value.message == message
