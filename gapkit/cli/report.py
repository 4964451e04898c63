"""The command ``gapkit report``: one computation, any number of formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapkit.cli.matplotlib_home import give_matplotlib_a_home
from gapkit.cli.output import STREAM, check_writable
from gapkit.cli.running import Run, run_of, with_common_options
from gapkit.cli.streams import print_bytes, print_text, progress, tell
from gapkit.cli.watching import look, wait_for_change
from gapkit.errors import GapkitError
from gapkit.errors.outputs import OutputError

if TYPE_CHECKING:
    from gapkit.reports import Report
    from gapkit.study import Study
    from gapkit.survey import Survey

FORMATS = ("pdf", "html", "pptx", "xlsx", "ipynb", "md", "json")
"""Names of the formats, which are their files' endings; the library knows the same."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built, and how.

    Attributes
    ----------
    targets : tuple of Path
        One file per format; ``-`` is standard output.
    ending : str
        Format of standard output.
    """

    survey: Path
    targets: tuple[Path, ...]
    ending: str
    by: tuple[str, ...] | None
    only: tuple[str, ...]
    theme: str | None
    date: str | None
    master: Path | None
    strict: bool
    reproducible: bool
    allow_outside: bool


@with_common_options
def report(  # noqa: PLR0913, PLR0917 - one argument per option
    context: typer.Context,
    survey: Annotated[Path, typer.Argument(metavar="SURVEY", help="The survey file (TOML).")],
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help="Where to write, several times for several formats."
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format", metavar="LIST", help=f"Formats, such as pdf,html: any of {', '.join(FORMATS)}."
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="SEGMENT", help="Break down by this segment; may be repeated."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="ID", help="Only this section or question; may be repeated."),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option(
            "--theme", metavar="NAME|FILE", help="Colours and fonts: a built-in theme, or a TOML file."
        ),
    ] = None,
    master: Annotated[
        Path | None, typer.Option("--master", metavar="FILE", help="A PPTX whose master the slides take.")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="Date to print, such as 2026-11-22.")
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help="Also write every sentence with its rows, as NAME.json.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Write nothing if anything is doubted.")] = False,
    reproducible: Annotated[
        bool, typer.Option("--reproducible", help="Take no font from this machine.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Tell sections, bases and what would be hidden; write nothing.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Build again whenever survey file, data or theme change.")
    ] = False,
    allow_outside: Annotated[
        bool, typer.Option("--allow-outside", help="Let the survey file name files outside its own folder.")
    ] = False,
) -> None:
    """Build the report of a study: PDF, HTML, slides, tables.

    Without -o it is reports/NAME.pdf in the folder that holds surveys/. All formats of one run
    stand on one computation.
    """
    asked = chosen_formats(formats)
    order = Order(
        survey=survey,
        targets=targets_of(survey, output or [], asked, sidecar=json),
        ending=f".{asked[0] if asked else 'pdf'}",
        by=tuple(by) if by else None,
        only=tuple(only or ()),
        theme=theme,
        date=date,
        master=master,
        strict=strict,
        reproducible=reproducible,
        allow_outside=allow_outside,
    )
    if dry_run:
        preview(order)
    elif watch:
        keep_building(order, run_of(context))
    else:
        build(order, run_of(context))


def chosen_formats(listed: str | None) -> tuple[str, ...]:
    """Return the formats of a list.

    Raises
    ------
    typer.BadParameter
        If one of them is not built.
    """
    names = [each.strip().lower().removeprefix(".") for each in (listed or "").split(",") if each.strip()]
    for each in names:
        if each not in FORMATS:
            message = f"{each!r} is not one of {', '.join(FORMATS)}."
            raise typer.BadParameter(message, param_hint="--format")
    return tuple(dict.fromkeys(names))


def targets_of(
    survey: Path, outputs: list[Path], formats: tuple[str, ...], *, sidecar: bool = False
) -> tuple[Path, ...]:
    """Return the files to write: those named, and one beside the first of them per further format."""
    if [str(each) for each in outputs] == [STREAM]:
        return (Path(STREAM),)
    if any(str(each) == STREAM for each in outputs):
        message = "standard output takes one format, alone."
        raise typer.BadParameter(message, param_hint="-o")
    first = outputs[0] if outputs else default_report(survey)
    named = outputs or ([] if formats else [first])
    formats = (*formats, "json") if sidecar and "json" not in formats else formats
    endings = {each.suffix.lower() for each in named}
    return (*named, *(first.with_suffix(f".{each}") for each in formats if f".{each}" not in endings))


def default_report(survey: Path) -> Path:
    """Return reports/NAME.pdf under the survey file's root."""
    from gapkit.survey.paths import Place

    root = Place.of(survey, allow_outside=False).root or Path()
    path = root / "reports" / f"{survey.stem}.pdf"
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def build(order: Order, run: Run) -> Study:
    """Compute once, write every format, all of them or none; return the study."""
    for target in order.targets:
        check_writable(target, order.survey)
    give_matplotlib_a_home()
    import gapkit as gk
    from gapkit.reports.saving import check_target

    for target in order.targets if str(order.targets[0]) != STREAM else ():
        check_target(target)
    with progress(f"reading {order.survey}", quiet=run.quiet) as doing:
        study = gk.open(order.survey, allow_outside=order.allow_outside)
        made = gk.report(
            study,
            by=order.by,
            theme=order.theme,
            date=order.date,
            only=order.only,
            reproducible=order.reproducible,
            tell=lambda part: doing(f"section {part}"),
        )
        if str(order.targets[0]) == STREAM:
            print_alone(made, order, run)
            return study
        written = made.save_all(
            order.targets,
            master=order.master,
            strict=order.strict,
            warnings=run.warnings,
            tell=lambda name: doing(f"making {name}"),
        )
    if not run.quiet:
        for each in written:
            tell(f"wrote {each}")
    return study


def print_alone(made: Report, order: Order, run: Run) -> None:
    """Write one format to standard output."""
    content = made.to_bytes(order.ending, master=order.master, warnings=run.warnings)
    if order.strict and run.warnings:
        raise OutputError.doubted(run.warnings)
    print_bytes(content)


def preview(order: Order) -> None:
    """Print what the report would hold."""
    import gapkit as gk
    from gapkit import reports

    study = gk.open(order.survey, allow_outside=order.allow_outside)
    told = reports.preview(study, by=order.by, only=order.only)
    files = "".join(f"  {target}\n" for target in order.targets)
    print_text(f"{told}\n\nFiles\n{files}")


def keep_building(order: Order, run: Run) -> None:
    """Build, then again on every change, until somebody ends it; an error is told and waited after."""
    own = (order.survey, *(Path(each) for each in (order.theme, order.master) if each))
    files: tuple[Path, ...] = own
    while True:
        run.warnings.clear()
        seen = look(files)
        try:
            study = build(order, run)
            files = (*own, *files_of(study.survey))
            seen = look(files, seen)
        except GapkitError as error:
            tell(str(error))
        if not run.quiet:
            tell(f"waiting for a change of {order.survey.name} or its files")
        wait_for_change(files, seen)


def files_of(survey: Survey) -> Iterator[Path]:
    """Give the data files of a study and its theme."""
    for side in survey.sides.values():
        data = side.data
        if isinstance(data, Path):
            yield data
        elif isinstance(data, dict):
            yield from (each for each in data.values() if isinstance(each, Path))
    yield from (each for each in (survey.published_path, survey.report.theme) if each is not None)
