"""The command ``gapkit claims``: sentences that somebody printed, judged by the results."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gapkit.cli.running import CONTRADICTED, run_of, with_common_options
from gapkit.cli.streams import print_text


@with_common_options
def claims(
    context: typer.Context,
    survey: Annotated[Path, typer.Argument(metavar="SURVEY", help="The survey file (TOML).")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    allow_outside: Annotated[
        bool, typer.Option("--allow-outside", help="Let the survey file name files outside its own folder.")
    ] = False,
) -> None:
    """Judge printed claims: supported, contradicted, or can't tell.

    The exit code is 3 if the results contradict a claim.
    """
    import gapkit as gk
    from gapkit import tables

    judged = gk.check_claims(gk.open(survey, allow_outside=allow_outside))
    print_text(tables.claim_json(judged, run_of(context).warnings) if json else tables.claim_text(judged))
    if judged.contradicted:
        raise typer.Exit(CONTRADICTED)
