"""The command ``gapkit weight``: one side's respondents raked to known shares."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapkit.cli.output import STREAM, check_writable, write_text
from gapkit.cli.running import run_of, with_common_options
from gapkit.cli.streams import print_text, tell
from gapkit.errors.targets import TargetError, WeightedFileError

if TYPE_CHECKING:
    from gapkit.survey import Side, Survey


@with_common_options
def weight(  # noqa: PLR0913, PLR0917 - one argument per option
    context: typer.Context,
    survey: Annotated[Path, typer.Argument(metavar="SURVEY", help="The survey file (TOML).")],
    side: Annotated[str, typer.Option("--side", metavar="ID", help="Whose respondents are weighted.")],
    targets: Annotated[
        Path,
        typer.Option(
            "--targets", metavar="FILE", help="CSV: variable, answer, and share (percent) or count."
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help="The weighted data (CSV); - is standard output."),
    ],
    column: Annotated[
        str, typer.Option("--column", metavar="NAME", help="What to call the column of weights.")
    ] = "gapkit_weight",
    trim: Annotated[
        float | None,
        typer.Option("--trim", metavar="X", min=1, help="Cut weights at X times their mean, after raking."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    allow_outside: Annotated[
        bool, typer.Option("--allow-outside", help="Let the survey file name files outside its own folder.")
    ] = False,
) -> None:
    """Rake one side's respondents to known shares of a population."""
    if str(output) != STREAM and output.suffix.lower() != ".csv":
        raise WeightedFileError.not_csv(output)
    if json and str(output) == STREAM:
        message = "--json needs -o FILE: standard output holds the data"
        raise typer.BadParameter(message)
    check_writable(output, survey)
    from gapkit.cli.weight_report import margins_of, report_lines, weight_json
    from gapkit.cli.weighted_file import weighted_csv
    from gapkit.loading.respondents import load, read_table
    from gapkit.loading.targets import read_targets, shares_of, with_targets
    from gapkit.survey.reading import read_survey
    from gapkit.weighting import rake
    from gapkit.weighting import trim as trimmed

    read = read_survey(survey, allow_outside=allow_outside)
    who = weighted_side(read, side, output)
    wanted = read_targets(targets)
    table = read_table(who.data, who, None, isolate=True)
    if column in table.names:
        raise WeightedFileError.column_taken(column, table.source.name)
    responses = load(who.data, with_targets(read, who, wanted, table.names), side=side)
    shares = shares_of(responses, wanted)
    done = rake(responses, shares)
    if trim is not None:
        done = trimmed(done.responses, upper=trim)
    margins = list(margins_of(responses, done.responses, shares))
    write_text(weighted_csv(table, who, column, done.responses), output)
    to_stream = str(output) == STREAM
    say = tell if to_stream else lambda text: print_text(f"{text}\n")
    if json:
        print_text(weight_json(responses, done, margins, run_of(context).warnings))
    elif not run_of(context).quiet:
        say("\n".join(report_lines(responses, done, margins, trim, column)))
        if not to_stream:
            tell(f"wrote {output}")


def weighted_side(survey: Survey, side: str, output: Path) -> Side:
    """Return the side, or say why its respondents can't be weighted."""
    if side not in survey.sides:
        raise TargetError.unknown_side(side, survey.sides)
    who = survey.sides[side]
    if who.data is None:
        raise TargetError.needs_respondents(side)
    if survey.waves:
        raise TargetError.not_built("waves", side)
    if who.replicates is not None:
        raise TargetError.not_built("replicate weights", side)
    if isinstance(who.data, Path) and output.exists() and who.data.exists() and output.samefile(who.data):
        raise WeightedFileError.own_data(output)
    return who
