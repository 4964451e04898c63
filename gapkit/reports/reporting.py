"""A study's results as a report."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from pathlib import Path

from gapkit.changes import wave_changes
from gapkit.charts.theme import Theme, load_theme
from gapkit.claims import check_claims
from gapkit.contrasting import contrasts
from gapkit.distributing import distributions
from gapkit.errors import GapkitWarning, OptionError
from gapkit.errors.outputs import OutputError
from gapkit.gaps import Gaps, gap
from gapkit.options import check_kind
from gapkit.profiles import profile
from gapkit.ranking import rankings
from gapkit.reports import english as words
from gapkit.reports.assembling import Tell, assemble, silent
from gapkit.reports.choosing import chosen_parts
from gapkit.reports.clock import Clock, read_clock
from gapkit.reports.document import ReportData
from gapkit.reports.formats import FORMATS, check_installed
from gapkit.reports.markdown import chart_files
from gapkit.reports.previewing import Preview, preview_of
from gapkit.reports.results import Results, broken_down
from gapkit.reports.saving import check_target, write_whole
from gapkit.reports.typesetting import typeset
from gapkit.study import Study


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """A report, ready to be written in any format: all of them stand on one computation.

    Attributes
    ----------
    data : ReportData
        Everything that is printed, as typed blocks.
    results : Results
        What it was made from; every number in a table is one of theirs, rounded.
    """

    data: ReportData
    results: Results

    @property
    def gaps(self) -> Gaps:
        """The gaps of the whole study."""
        return self.results.gaps

    @property
    def theme(self) -> Theme:
        """Colours, fonts and page."""
        return self.results.theme

    @property
    def unclaimed(self) -> ReportData:
        """What is printed where the file is no PDF and claims no standard of one."""
        return self.data.without(words.STANDARD)

    def pdf(self) -> bytes:
        """Return the report as PDF/A-2a and PDF/UA-1, the same bytes for the same results.

        Raises
        ------
        RenderError
            If the pages can't be set.
        """
        return typeset(self.data, self.theme)

    def html(self) -> str:
        """Return the report as one HTML file: no script, no address that is not its own."""
        from gapkit.reports.html import html_page

        return html_page(self.unclaimed, self.theme)

    def xlsx(self) -> bytes:
        """Return the report as a workbook of tables: a sheet per question, numbers as numbers.

        Raises
        ------
        OutputError
            If the extra ``excel`` is not installed.
        """
        check_installed(".xlsx")
        from gapkit.reports.workbook import tab_book

        return tab_book(self.unclaimed, self.results)

    def pptx(self, *, master: str | Path | None = None) -> bytes:
        """Return the report as slides, their bar charts and tables to be edited.

        Parameters
        ----------
        master : path, optional
            A PPTX whose master the slides take. Default: a plain one.

        Raises
        ------
        OutputError
            If the extra ``pptx`` is not installed, or the master can't be used.
        """
        check_installed(".pptx")
        from gapkit.reports.slides import deck

        return deck(self.unclaimed, self.theme, master=None if master is None else Path(master))

    def notebook(self, *, folder: str | Path = "") -> str:
        """Return a notebook that reproduces the report from the survey file.

        Parameters
        ----------
        folder : path, optional
            Where it will lie; it opens the survey file by the path from there. Default: here.

        Raises
        ------
        OutputError
            If no file describes the study.
        """
        from gapkit.reports.notebook import notebook_text

        return notebook_text(self.unclaimed, self.results, Path(folder))

    def markdown(self, *, charts: str = "") -> str:
        """Return the report as Markdown with pipe tables.

        Parameters
        ----------
        charts : str, optional
            Folder of the chart files, ``figure-1.svg`` and so on. Default: charts are told in words.
        """
        from gapkit.reports.markdown import markdown_text

        return markdown_text(self.unclaimed, charts=charts)

    def to_json(self, warnings: Sequence[str] = ()) -> str:
        """Return every sentence of the report with the rows it was made from, and these rows.

        Parameters
        ----------
        warnings : sequence of str
            What was said while the report was made.
        """
        from gapkit.reports.sidecar import sidecar

        return sidecar(self.data, self.results, warnings)

    def to_bytes(
        self,
        ending: str,
        *,
        folder: str | Path = "",
        master: str | Path | None = None,
        warnings: Sequence[str] = (),
    ) -> bytes:
        """Return the report in the format of an ending, as one file that stands alone.

        Parameters
        ----------
        ending : str
            Such as ``".html"``; Markdown tells its charts in words.
        folder, master, warnings
            As for ``notebook``, ``pptx`` and ``to_json``.

        Raises
        ------
        OutputError
            If the ending names no format, or its extra is not installed.
        """
        made: Mapping[str, Callable[[], bytes | str]] = {
            ".pdf": self.pdf,
            ".html": self.html,
            ".xlsx": self.xlsx,
            ".pptx": lambda: self.pptx(master=master),
            ".ipynb": lambda: self.notebook(folder=folder),
            ".md": self.markdown,
            ".json": lambda: self.to_json(list(dict.fromkeys(warnings))),
        }
        if ending not in made:
            raise OutputError.not_built(Path(f"report{ending}"), tuple(FORMATS))
        content = made[ending]()
        return content if isinstance(content, bytes) else content.encode()

    def save(self, path: str | Path, *, master: str | Path | None = None) -> Path:
        """Write the report to a file, whole or not at all; its ending decides the format.

        A missing folder is an error, except the default one, ``reports``. Markdown has its charts
        in a folder beside it.

        Parameters
        ----------
        path : path
            Ends in ``.pdf``, ``.html``, ``.pptx``, ``.xlsx``, ``.ipynb``, ``.md`` or ``.json``.
        master : path, optional
            A PPTX whose master slides take.

        Raises
        ------
        OutputError
            If the ending names no format, or its extra is not installed; nothing was computed.
        ReportSpecError
            If the folder is missing.
        RenderError
            If the report can't be set or the file can't be written; an older file stays as it was.
        """
        (target,) = self.save_all([path], master=master)
        return target

    def save_all(
        self,
        paths: Sequence[str | Path],
        *,
        master: str | Path | None = None,
        strict: bool = False,
        warnings: Sequence[str] = (),
        tell: Tell = silent,
    ) -> tuple[Path, ...]:
        """Write the report in several formats: all files appear, or none.

        Parameters
        ----------
        paths : sequence of path
            As for ``save``.
        master : path, optional
            A PPTX whose master slides take.
        strict : bool, default False
            Write nothing if there was, or is, a warning.
        warnings : sequence of str
            What was said while the report was made.
        tell : callable, optional
            Hears the name of each file before it is made.

        Raises
        ------
        OutputError, ReportSpecError, RenderError
            As for ``save``.
        """
        targets = [check_target(path) for path in paths]
        if len(set(targets)) < len(targets):
            raise OutputError.same_file(next(each for each in targets if targets.count(each) > 1))
        doubts = list(warnings)
        contents: dict[Path, bytes] = {}
        for target in sorted(targets, key=lambda each: each.suffix.lower() == ".json"):
            tell(target.name)
            with heard(doubts):
                contents |= self._contents(target, master, doubts)
        if strict and doubts:
            raise OutputError.doubted(dict.fromkeys(doubts))
        write_whole(contents)
        return tuple(targets)

    def _contents(
        self, target: Path, master: str | Path | None, warnings: Sequence[str]
    ) -> dict[Path, bytes]:
        """Return the files of one format."""
        ending = target.suffix.lower()
        if ending == ".md":
            folder = target.with_name(f"{target.stem}_files")
            charts = {folder / name: content for name, content in chart_files(self.data).items()}
            return {**charts, target: self.markdown(charts=folder.name).encode()}
        made = self.to_bytes(ending, folder=target.parent, master=master, warnings=warnings)
        return {target: made}

    def __repr__(self) -> str:
        """Return title and size."""
        return f"<Report {self.data.cover.title!r}: {len(self.data.sections)} sections>"

    def _repr_html_(self) -> str:
        """Return title and contents for notebooks."""
        entries = "".join(f"<li>{escape(section.title)}</li>" for section in self.data.sections)
        mark = f" <em>{escape(self.data.mark)}</em>" if self.data.mark else ""
        return f"<p><strong>{escape(self.data.cover.title)}</strong>{mark}</p><ol>{entries}</ol>"


@contextmanager
def heard(doubts: list[str]) -> Iterator[None]:
    """Note every warning of gapkit while something is made, then let all of them be heard."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", GapkitWarning)
        try:
            yield
        finally:
            told = [each for each in caught if issubclass(each.category, GapkitWarning)]
            doubts += [" ".join(str(each.message).split()) for each in told]
    for each in caught:
        warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)


def report(
    study: Study,
    *,
    by: str | Sequence[str] | None = None,
    theme: Theme | str | Path | None = None,
    date: str | date | None = None,
    only: str | Sequence[str] = (),
    reproducible: bool = False,
    tell: Tell = silent,
) -> Report:
    """Set out a study's results as a report: findings, charts, tables, method and provenance.

    Parameters
    ----------
    study : Study
        Paired sides.
    by : str or sequence of str, optional
        Segments of the survey file to break the gaps down by. Default: what its ``[report]`` says.
    theme : Theme, name or path, optional
        Colours and fonts: a theme, the name of a built-in one, or a TOML file. Default: what the
        survey file's ``[report]`` says, else gapkit's own.
    date : str or datetime.date, optional
        Date to print, such as ``"2026-11-22"``. Default: the survey file's, else that of
        ``SOURCE_DATE_EPOCH``, else none.
    only : str or sequence of str, optional
        Ids of sections (``findings``, ``glance``, ``questions``, ``chains``, ``ranks``,
        ``priorities``, ``by-age``, ``waves``, ``claims``, ``method``, ``data``, ``quality``,
        ``provenance``) and of questions. Default: everything.
    reproducible : bool, default False
        Take no font from this machine, so that every machine makes the same file.
    tell : callable, optional
        Hears the id of each section before it is built.

    Returns
    -------
    Report
        ``.save("reports/x.pdf")`` writes it.

    Raises
    ------
    OptionError
        If the survey has no segment called ``by``, or the report has no part called ``only``.
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
    if not isinstance(study, Study):
        raise OptionError.not_a_study(type(study).__name__)
    look = _theme(theme if theme is not None else study.survey.report.theme)
    results = computed(
        study,
        by=by,
        only=only,
        theme=replace(look, system_fonts=False) if reproducible else look,
        clock=read_clock(date, study.survey.date),
    )
    return Report(assemble(results, tell), results)


def preview(
    study: Study, *, by: str | Sequence[str] | None = None, only: str | Sequence[str] = ()
) -> Preview:
    """Tell what a report would hold, without drawing it: sections, bases, what would be hidden.

    Parameters
    ----------
    study : Study
        Paired sides.
    by, only : str or sequence of str, optional
        As for ``report``.

    Returns
    -------
    Preview
        Prints as text.

    Raises
    ------
    OptionError
        If the survey has no segment called ``by``, or the report has no part called ``only``.
    """
    clock = read_clock(None, study.survey.date)
    results = replace(computed(study, by=by, only=only, theme=Theme(), clock=clock), drawing=False)
    return preview_of(assemble(results), results)


def computed(
    study: Study,
    *,
    by: str | Sequence[str] | None,
    only: str | Sequence[str],
    theme: Theme,
    clock: Clock,
) -> Results:
    """Compute everything that a report is made from, once for all formats."""
    claims = check_claims(study)
    breaks = study.survey.report.by if by is None else _several(by)
    parts, whole = chosen_parts(_several(only), study, breaks)
    study = _latest(whole)
    gaps = gap(study)
    segments = {each: broken_down(gap(study, by=each)) for each in breaks}
    return Results(
        gaps=gaps,
        segments=segments,
        theme=theme,
        clock=clock,
        claims=claims,
        orders=rankings(gaps),
        profiles=profile(gaps),
        answers=distributions(gaps),
        contrasts={by: contrasts(each) for by, each in segments.items() if len(each.tally.segments) > 1},
        changes=wave_changes(gap(whole)) if len(whole.survey.waves) > 1 else None,
        only=_several(only),
        parts=parts,
    )


def _several(names: str | Sequence[str]) -> tuple[str, ...]:
    """Return one name or several as several, each once."""
    if isinstance(names, str):
        return (names,)
    check_kind("by and only", names, Sequence, "ids, or a list of them")
    return tuple(dict.fromkeys(names))


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
