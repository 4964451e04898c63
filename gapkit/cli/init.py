"""The command ``gapkit init``: the draft of a survey file from two data files."""

from __future__ import annotations

from dataclasses import asdict
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gapkit.cli.output import STREAM, check_writable
from gapkit.cli.running import run_of, with_common_options
from gapkit.cli.streams import print_text, tell
from gapkit.errors.proposals import ProposalError

if TYPE_CHECKING:
    from gapkit.proposing import Proposal

INIT_SCHEMA = (
    "gapkit init 1: results has one object per item of the draft: question, item, status (same, confirm, "
    "choose, one_sided), score (likeness of the wordings, 0 to 100; null where nothing was compared), "
    "comparable, both wordings, findings for a person"
)


@with_common_options
def init(  # noqa: PLR0913, PLR0917 - one argument per option
    context: typer.Context,
    files: Annotated[
        list[Path], typer.Argument(metavar="A [B]", help="One data file per side; one alone: roles in it.")
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The survey file; default: standard output."),
    ] = None,
    side: Annotated[
        list[str] | None,
        typer.Option("--side", metavar="NAME", help="What to call each side, once per file."),
    ] = None,
    reference: Annotated[
        str | None, typer.Option("--reference", metavar="NAME", help="The side that gaps are measured from.")
    ] = None,
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="FILTER", help="Who belongs to each side, once per file."),
    ] = None,
    sheet: Annotated[
        list[str] | None,
        typer.Option("--sheet", metavar="NAME", help='Of each workbook, once per file; "" for none.'),
    ] = None,
    wording: Annotated[
        Path | None,
        typer.Option("--wording", metavar="FILE", help="Table of wordings: column, label, question, file."),
    ] = None,
    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="Of the study.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a survey file that is there.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print the pairs as one JSON object.")] = False,
) -> None:
    """Propose a survey file from two data files, for you to confirm."""
    if len(files) > 2:  # noqa: PLR2004 - a draft has two sides
        message = "one or two data files"
        raise typer.BadParameter(message)
    to_file = output is not None and str(output) != STREAM
    if to_file and output is not None:
        if output.exists() and not force:
            raise ProposalError.exists(output)
        for file in files:
            check_writable(output, file)
    from gapkit.proposing import propose

    made = propose(
        files[0],
        files[1] if len(files) > 1 else None,
        names=side or (),
        reference=reference,
        where=where or (),
        sheets=sheet or (),
        wording=wording,
        title=title,
        survey=output if to_file else None,
    )
    if to_file and output is not None:
        made.save(output, force=force)
    elif not json:
        print_text(made.text)
    if json:
        print_text(proposal_json(made, run_of(context).warnings))
    if not run_of(context).quiet:
        tell("\n".join([*([f"wrote {output}"] if to_file else []), *made.summary()]))
        if made.outside:
            tell("a data file lies outside the survey file's folder: read it with --allow-outside")


def proposal_json(made: Proposal, warnings: list[str]) -> str:
    """Return a proposal's items as the object that every ``--json`` prints."""
    from gapkit.tables.json_results import json_object

    results = [
        {
            name: None if isinstance(value, float) and not isfinite(value) else value
            for name, value in asdict(row).items()
        }
        for row in made.rows
    ]
    return json_object(INIT_SCHEMA, warnings, results)
