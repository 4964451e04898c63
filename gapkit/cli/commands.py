"""The commands: each parses, calls one public function, and writes.

Everything heavy is imported inside a command, so that ``gapkit --help`` starts fast.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from gapkit import __version__
from gapkit.charts.kinds import KINDS
from gapkit.cli.claims import claims
from gapkit.cli.drawing import Wanted, draw_wanted, known_kind
from gapkit.cli.examples import chosen, copy_example
from gapkit.cli.init import init
from gapkit.cli.items import items
from gapkit.cli.matplotlib_home import give_matplotlib_a_home
from gapkit.cli.output import STREAM, check_writable, spare_inputs, write_bytes, write_saved, write_text
from gapkit.cli.plan import plan
from gapkit.cli.report import report
from gapkit.cli.running import CONTRADICTED, FAILED, Group, run_of, with_common_options
from gapkit.cli.streams import bold_allowed, prepare_streams, print_text, tell, terminal_width
from gapkit.cli.weight import weight
from gapkit.errors import GapkitError
from gapkit.options import Adjust, GapMethod

app = typer.Typer(
    name="gapkit",
    cls=Group,
    add_completion=True,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

SurveyFile = Annotated[Path, typer.Argument(metavar="SURVEY", help="The survey file (TOML).")]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write; - is standard output.")
]
By = Annotated[str | None, typer.Option("--by", metavar="SEGMENT", help="Break down by this segment.")]
AllowOutside = Annotated[
    bool, typer.Option("--allow-outside", help="Let the survey file name files outside its own folder.")
]

ENDINGS = {".csv": "csv", ".json": "json", ".md": "markdown", ".parquet": "parquet"}
"""Formats that the ending of ``-o`` tells; any other file gets the table."""


def main() -> None:
    """Run gapkit on the command line's arguments."""
    prepare_streams()
    app(prog_name="gapkit")


def show_version(value: bool) -> None:
    """Print the version and end."""
    if value:
        print_text(f"gapkit {__version__}\n")
        raise typer.Exit


@app.callback()
@with_common_options
def gapkit(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set two groups' answers to the same questions side by side and measure every gap."""


app.command()(report)


def tell_written(context: typer.Context, output: Path | None) -> None:
    """Say which file was written, unless it went to standard output."""
    if output is not None and str(output) != STREAM and not run_of(context).quiet:
        tell(f"wrote {output}")


@app.command()
@with_common_options
def gap(
    context: typer.Context,
    survey: SurveyFile,
    by: By = None,
    format: Annotated[  # noqa: A002 - the option is called so
        Literal["table", "csv", "json", "markdown", "parquet"] | None,
        typer.Option("--format", help="Default: by the ending of -o, else a table for people."),
    ] = None,
    adjust: Annotated[
        Adjust | None,
        typer.Option("--adjust", help="Correction over the items of a question; none: each item alone."),
    ] = None,
    method: Annotated[GapMethod, typer.Option("--method", help="Interval and test of shares.")] = "score",
    output: Output = None,
    allow_outside: AllowOutside = False,
) -> None:
    """Print every gap of a study, with its interval and verdict."""
    check_writable(output, survey)
    import gapkit as gk
    from gapkit import tables

    study = gk.open(survey, allow_outside=allow_outside)
    spare_inputs(output, study.survey)
    gaps = gk.gap(study, by=by, adjust=adjust, method=method)
    match format or ENDINGS.get(output.suffix.lower() if output else "", "table"):
        case "parquet":
            write_bytes(tables.parquet_bytes(gaps), output)
            tell_written(context, output)
            return
        case "csv":
            text = tables.csv_text(gaps)
        case "json":
            text = tables.json_text(gaps, run_of(context).warnings)
        case "markdown":
            text = tables.markdown_table(gaps)
        case _:
            on_screen = str(output or STREAM) == STREAM
            text = tables.text_table(
                gaps, width=terminal_width() if on_screen else None, bold=on_screen and bold_allowed()
            )
    write_text(text, output)
    tell_written(context, output)


@app.command()
@with_common_options
def chart(  # noqa: PLR0913, PLR0917 - one argument per option
    context: typer.Context,
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help=f"One of {', '.join(KINDS)}.", callback=known_kind)
    ],
    survey: SurveyFile,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="An .svg, .png or .pdf; - prints an SVG.")
    ],
    question: Annotated[
        str | None, typer.Option("--question", metavar="ID", help="Draw this question only.")
    ] = None,
    by: By = None,
    segment: Annotated[
        str | None, typer.Option("--segment", metavar="NAME", help="With --by: draw this one only.")
    ] = None,
    side: Annotated[
        str | None,
        typer.Option("--side", metavar="ID", help="Of several sides: set this one against the reference."),
    ] = None,
    of: Annotated[
        str | None,
        typer.Option("--of", metavar="KIND", help="Of small_multiples: the chart in each panel."),
    ] = None,
    theme: Annotated[
        str | None,
        typer.Option("--theme", metavar="THEME", help="A built-in theme, or a TOML file."),
    ] = None,
    allow_outside: AllowOutside = False,
) -> None:
    """Draw a chart of a study, as SVG, PNG or PDF."""
    check_writable(output, survey)
    give_matplotlib_a_home()
    import gapkit as gk

    study = gk.open(survey, allow_outside=allow_outside)
    spare_inputs(output, study.survey)
    made = draw_wanted(study, Wanted(kind, by, question, segment, side, of, theme))
    write_saved(made, output, ".svg")
    tell_written(context, output)


@app.command()
@with_common_options
def check(
    context: typer.Context,
    survey: SurveyFile,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    allow_outside: AllowOutside = False,
) -> None:
    """Check a survey file, its data, pairs, results and claims.

    Pairs that are unmatched, read twice, reversed, differently scaled or differently based are listed
    with both wordings. The exit code is 1 if anything must be mended before the results may be used, and
    3 if the results contradict a claim.
    """
    import gapkit as gk
    from gapkit import checks, tables
    from gapkit.opening import with_data_problems
    from gapkit.proposing import review_pairs

    warnings = run_of(context).warnings
    try:
        study = gk.open(survey, allow_outside=allow_outside)
        fired, judged = checks.check(study), gk.check_claims(study)
        pairs = review_pairs(study)
    except GapkitError as error:
        with_data_problems(error)
        if json:
            print_text(tables.problems_json(error, warnings))
            raise typer.Exit(FAILED) from None
        raise
    stopped = any(each.stops for each in fired)
    if json:
        print_text(tables.check_json(fired, warnings, judged.contradicted, pairs))
    else:
        told = tables.claim_text(judged) if judged.contradicted else ""
        head = f"{survey}: {tables.check_counts(fired)}\n"
        print_text("\n".join(filter(None, (head, tables.check_text(fired), tables.pair_text(pairs), told))))
    if stopped or judged.contradicted:
        raise typer.Exit(FAILED if stopped else CONTRADICTED)


app.command()(claims)
app.command()(items)
app.command()(init)
app.command()(plan)
app.command()(weight)


@app.command()
@with_common_options
def examples(
    name: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="Copy this study with its data.", show_default=False),
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Copy here; without NAME: all studies.")
    ] = None,
) -> None:
    """List the bundled studies, or copy them to work on."""
    studies = chosen(name)
    if name is None and to is None:
        width = max((len(each.name) for each in studies), default=0)
        print_text("".join(f"{each.name:<{width}}  {each.title}\n" for each in studies))
        return
    for each in studies:
        print_text(f"{copy_example(each, to or Path())}\n")


@app.command()
@with_common_options
def schema() -> None:
    """Print the JSON Schema of the survey file."""
    from json import dumps

    from gapkit.survey.grammar import survey_schema

    print_text(dumps(survey_schema(), ensure_ascii=False, indent=2) + "\n")
