"""The command ``gapkit plan``: what two samples will be able to show."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Annotated

import typer

from gapkit.cli.running import run_of, with_common_options
from gapkit.cli.streams import print_text

if TYPE_CHECKING:
    from gapkit.planning import Plan

PLAN_SCHEMA = (
    "gapkit plan 1: results has one object; shares, gaps, margins and chances run 0 to 1, gaps are side minus"
    " reference; curve holds the chance of a flag by true gap; wish and agreement are null where no gap or"
    " margin was given; a number that does not exist (no gap is large enough, no sample suffices) is null"
)
"""What ``schema`` says of a plan."""

PERCENT = 100


@with_common_options
def plan(  # noqa: PLR0913, PLR0917 - one argument per option
    context: typer.Context,
    marketers: Annotated[
        int | None, typer.Option("--marketers", metavar="N", min=2, help="Respondents of the side.")
    ] = None,
    consumers: Annotated[
        int | None, typer.Option("--consumers", metavar="N", min=2, help="Respondents of the reference.")
    ] = None,
    n_side: Annotated[
        int | None,
        typer.Option("--n-side", metavar="N", min=2, help="The same as --marketers, for any other side."),
    ] = None,
    n_reference: Annotated[
        int | None,
        typer.Option(
            "--n-reference", metavar="N", min=2, help="The same as --consumers, for any other reference."
        ),
    ] = None,
    side_name: Annotated[
        str | None, typer.Option("--side-name", metavar="NAME", help="What to call the side.")
    ] = None,
    reference_name: Annotated[
        str | None, typer.Option("--reference-name", metavar="NAME", help="What to call the reference.")
    ] = None,
    items: Annotated[int, typer.Option("--items", metavar="N", min=1, help="Items tested together.")] = 1,
    deff: Annotated[
        float, typer.Option("--deff", metavar="X", help="Design effect of both sides (weights, clusters).")
    ] = 1.0,
    deff_reference: Annotated[
        float | None,
        typer.Option("--deff-reference", metavar="X", help="Of the reference, where it is another one."),
    ] = None,
    share: Annotated[
        float,
        typer.Option("--share", metavar="PERCENT", min=0, max=100, help="Expected share of the reference."),
    ] = 50.0,
    power: Annotated[
        float,
        typer.Option(
            "--power", metavar="PERCENT", min=0, max=100, help="Chance of a flag that is asked for."
        ),
    ] = 80.0,
    gap: Annotated[
        float | None,
        typer.Option(
            "--gap", metavar="POINTS", min=-100, max=100, help="Gap to be shown: how many does it take?"
        ),
    ] = None,
    margin: Annotated[
        float | None,
        typer.Option(
            "--margin",
            metavar="POINTS",
            min=0,
            max=100,
            help="Closer than this counts as aligned: can it be shown?",
        ),
    ] = None,
    conf_level: Annotated[
        float, typer.Option("--conf-level", metavar="PERCENT", min=70, max=100, help="Of all items together.")
    ] = 95.0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Tell what two samples can show, before anybody is asked."""
    first = one_of(("--marketers", marketers), ("--n-side", n_side))
    second = one_of(("--consumers", consumers), ("--n-reference", n_reference))
    import gapkit as gk

    told = gk.plan(
        first,
        second,
        items=items,
        deff=deff,
        deff_reference=deff_reference,
        share=share / PERCENT,
        power=power / PERCENT,
        gap=None if gap is None else gap / PERCENT,
        margin=None if margin is None else margin / PERCENT,
        conf_level=conf_level / PERCENT,
        side=side_name or ("side" if marketers is None else "marketers"),
        reference=reference_name or ("reference" if consumers is None else "consumers"),
    )
    print_text(plan_json(told, run_of(context).warnings) if json else f"{told}\n")


def one_of(named: tuple[str, int | None], other: tuple[str, int | None]) -> int:
    """Return the one of two options that was given.

    Raises
    ------
    typer.BadParameter
        If both or none were.
    """
    given = [value for _, value in (named, other) if value is not None]
    if len(given) != 1:
        rule = "not both" if given else "is needed"
        message = f"{named[0]} or {other[0]} {rule}"
        raise typer.BadParameter(message)
    return given[0]


def plan_json(plan: Plan, warnings: list[str]) -> str:
    """Return a plan as one JSON object."""
    from gapkit.tables.json_results import json_object

    work, wish, agreement = plan.fieldwork, plan.wish, plan.agreement
    first, second = work.effective
    result: dict[str, object] = {
        "side": plan.side,
        "reference": plan.reference,
        "n_side": work.base,
        "n_reference": work.base_reference,
        "deff_side": work.deff,
        "deff_reference": work.deff_reference,
        "effective_base_side": first,
        "effective_base_reference": second,
        "items": work.items,
        "conf_level": work.conf_level,
        "share_reference": plan.share,
        "power": plan.power,
        "detectable_above": _number(plan.detectable.above),
        "detectable_below": _number(plan.detectable.below),
        "wish": None
        if wish is None
        else {
            "gap": wish.gap,
            "power": _number(wish.power),
            "n_side_if_it_alone_grows": _number(wish.side_grows.base),
            "n_side_if_both_grow": _number(wish.both_grow.base),
            "n_reference_if_both_grow": _number(wish.both_grow.base_reference),
        },
        "agreement": None
        if agreement is None
        else {
            "margin": agreement.margin,
            "narrowest": agreement.narrowest,
            "possible": agreement.possible,
            "chance": agreement.chance,
        },
        "curve": [
            {"gap": gap, "power": _number(power)}
            for gap, power in zip(plan.curve.gap.tolist(), plan.curve.power.tolist(), strict=True)
        ],
        "exact": plan.curve.exact,
    }
    return json_object(PLAN_SCHEMA, [*plan.warnings, *warnings], [result])


def _number(value: float) -> float | None:
    """Return a number as JSON has it; null where it is not finite."""
    return value if isfinite(value) else None
