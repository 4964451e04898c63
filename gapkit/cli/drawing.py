"""What ``gapkit chart`` hands to each chart: its gaps, by segment or not, or the study."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from gapkit.charts.kinds import KINDS

if TYPE_CHECKING:
    from gapkit.charts import Chart
    from gapkit.study import Study


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw, as the command line says it; ``of`` is the chart in each panel of small multiples."""

    kind: str
    by: str | None
    question: str | None
    segment: str | None
    side: str | None
    of: str | None
    theme: str | None = None


def known_kind(name: str) -> str:
    """Return the name of a chart.

    Raises
    ------
    typer.BadParameter
        If there is no such chart.
    """
    if name not in KINDS:
        message = f"{name!r} is not one of {', '.join(KINDS)}."
        raise typer.BadParameter(message)
    return name


def draw_wanted(study: Study, wanted: Wanted) -> Chart:
    """Draw what is wanted of a study.

    Raises
    ------
    typer.BadParameter
        If ``--of`` is given to a chart that has no panels.
    """
    import gapkit as gk

    takes = KINDS[wanted.kind].takes
    if wanted.of is not None and takes != "panels":
        message = f"{wanted.kind} has no panels: --of goes with small_multiples"
        raise typer.BadParameter(message)
    pair = None if wanted.side is None else _pair_of(wanted.side, study)
    choices: dict[str, object] = {"question": wanted.question, "segment": wanted.segment, "pair": pair}
    if wanted.theme is not None:
        choices["theme"] = gk.load_theme(wanted.theme)
    if wanted.of is not None:
        choices["of"] = wanted.of
    if takes == "segments":
        choices["total"] = gk.gap(study)
    draw = getattr(gk.charts, wanted.kind)
    made: Chart = (
        draw(study, by=wanted.by, **choices)
        if takes == "study"
        else draw(gk.gap(study, by=wanted.by), **choices)
    )
    return made


def _pair_of(side: str, study: Study) -> tuple[str, str]:
    """Return the side with what it is compared with: the reference, unless the survey file says another."""
    pairs = [pair for pair in study.survey.pairs if pair[0] == side]
    return pairs[0] if pairs else (side, study.survey.reference)
