"""A study's results as a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from pathlib import Path

from gapkit.charts.theme import Theme, load_theme
from gapkit.gaps import Gaps, gap
from gapkit.reports.assembling import assemble
from gapkit.reports.clock import read_clock
from gapkit.reports.document import ReportData
from gapkit.reports.results import Results
from gapkit.reports.saving import check_target, write_pdf
from gapkit.reports.typesetting import typeset
from gapkit.study import Study


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A report, ready to be written.

    Attributes
    ----------
    data : ReportData
        Everything that is printed, as typed blocks.
    gaps : Gaps
        The results it was made from; every number in a table is one of theirs, rounded.
    theme : Theme
        Colours and fonts.
    """

    data: ReportData
    gaps: Gaps
    theme: Theme = field(default_factory=Theme)

    def pdf(self) -> bytes:
        """Return the report as PDF/A-2a and PDF/UA-1, the same bytes for the same results.

        Raises
        ------
        RenderError
            If the pages can't be set.
        """
        return typeset(self.data, self.theme)

    def save(self, path: str | Path) -> Path:
        """Write the report to a file ending in ``.pdf``, whole or not at all.

        A missing folder is an error, except the default one, ``reports``.

        Raises
        ------
        ReportSpecError
            If the ending is not built or the folder is missing; nothing was computed.
        RenderError
            If the pages can't be set or the file can't be written; an older file stays as it was.
        """
        target = check_target(path)
        write_pdf(self.pdf(), target)
        return target

    def __repr__(self) -> str:
        """Return title and size."""
        return f"<Report {self.data.cover.title!r}: {len(self.data.sections)} sections>"

    def _repr_html_(self) -> str:
        """Return title and contents for notebooks."""
        entries = "".join(f"<li>{escape(section.title)}</li>" for section in self.data.sections)
        mark = f" <em>{escape(self.data.mark)}</em>" if self.data.mark else ""
        return f"<p><strong>{escape(self.data.cover.title)}</strong>{mark}</p><ol>{entries}</ol>"


def report(
    study: Study,
    *,
    by: str | Sequence[str] | None = None,
    theme: Theme | str | Path | None = None,
    date: str | date | None = None,
) -> Report:
    """Set out a study's results as a report: findings, charts, tables, method and provenance.

    Parameters
    ----------
    study : Study
        Paired sides.
    by : str or sequence of str, optional
        Segments of the survey file to break the gaps down by. Default: what its ``[report]`` says.
    theme : Theme or path, optional
        Colours and fonts. Default: what the survey file's ``[report]`` says, else gapkit's own.
    date : str or datetime.date, optional
        Date to print, such as ``"2026-11-22"``. Default: the survey file's, else that of
        ``SOURCE_DATE_EPOCH``, else none.

    Returns
    -------
    Report
        ``.save("reports/x.pdf")`` writes it.

    Raises
    ------
    OptionError
        If the survey has no segment called ``by``.
    ReportSpecError
        If theme or date can't be used.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 60 + [0] * 40})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> gk.report(gk.open(survey)).pdf()[:5]
    b'%PDF-'
    """
    study = _latest(study)
    survey = study.survey
    clock = read_clock(date, survey.date)
    breaks = survey.report.by if by is None else (by,) if isinstance(by, str) else tuple(by)
    results = Results(
        gaps=gap(study),
        segments={each: gap(study, by=each) for each in breaks},
        theme=_theme(theme if theme is not None else survey.report.theme),
        clock=clock,
    )
    return Report(assemble(results), results.gaps, results.theme)


def _latest(study: Study) -> Study:
    """Return the study in its last wave, which its title then names; itself without waves."""
    if not study.survey.waves:
        return study
    wave, study = study.survey.waves[-1], study.latest()
    return replace(study, survey=replace(study.survey, title=f"{study.survey.title}, {wave}"))


def _theme(theme: Theme | str | Path | None) -> Theme:
    """Return the theme, read where a path is given."""
    if theme is None:
        return Theme()
    return theme if isinstance(theme, Theme) else load_theme(theme)
