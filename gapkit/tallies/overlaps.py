"""How the estimates of two waves vary together where the same people answered both.

Every wave is a sample of its own: its variances are those of the wave alone. In a panel the cells of
two waves correlate; the correlation is that of both waves laid out as one sample whose sampling unit
is the PSU, or the person where none is named (docs/adr/0007).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Responses
from gapkit.stats import Design, Replicates, mean_covariance
from gapkit.survey import Measure, Median
from gapkit.tallies.model import Floats, SideTally
from gapkit.tallies.replicated import replicate_covariance, replicate_deviations
from gapkit.tallies.scoring import Scores, score_answers, weights_of

Codes = NDArray[np.intp]


def with_overlaps(
    parts: Sequence[SideTally], waves: Sequence[Responses], measure: Measure, by: str | None
) -> tuple[SideTally, ...]:
    """Return one side's tallies, each with its covariance with every earlier wave.

    Parameters
    ----------
    parts : sequence of SideTally
        One question, wave by wave; a wave in which the side was not asked has no overlap.
    waves : sequence of Responses
        The respondents of each wave.
    """
    asked = [place for place, part in enumerate(parts) if part.covariance is not None]
    scored = {place: score_answers(waves[place], parts[place].question, measure, by) for place in asked}
    found: dict[int, dict[str, Floats]] = {place: {} for place in asked}
    for later in asked:
        for earlier in (place for place in asked if place < later):
            both = [(waves[place], scored[place]) for place in (later, earlier)]
            joint = _joint(both[0], both[1], parts[later], parts[earlier])
            known = ~np.isnan(parts[later].value).ravel()[:, None] & ~np.isnan(parts[earlier].value).ravel()
            found[later][parts[earlier].wave] = np.where(known, joint, np.nan)
    none: Mapping[str, Floats] = {}
    return tuple(replace(part, overlap=found.get(place, none)) for place, part in enumerate(parts))


def _joint(
    later: tuple[Responses, Scores], earlier: tuple[Responses, Scores], part: SideTally, before: SideTally
) -> Floats:
    """Return the covariance of the later cells with the earlier ones."""
    designs = [next(iter(responses.replicates.values()), None) for responses, _ in (later, earlier)]
    if designs[0] is not None and designs[1] is not None:
        first, second = designs[0].design, designs[1].design
        scale = np.sqrt(first.scale * first.rscales * second.scale * second.rscales)
        both = replace(first, scale=1.0, rscales=scale)
        away = replicate_deviations(later[1], first), replicate_deviations(earlier[1], second)
        joint = replicate_covariance(*away, both)
        return joint * np.outer(_in_units(away[0], part, first), _in_units(away[1], before, second))
    return np.asarray(np.outer(part.se, before.se) * _correlation(later, earlier))


def _in_units(away: Floats, part: SideTally, design: Replicates) -> Floats:
    """Return what turns deviations into the units of the estimates: of shares below medians into medians."""
    if not isinstance(part.measure, Median):
        return np.ones(part.se.size)
    own = np.sqrt(replicate_covariance(away, away, design).diagonal())
    return np.divide(part.se.ravel(), own, out=np.zeros(own.shape), where=own > 0)


def _correlation(later: tuple[Responses, Scores], earlier: tuple[Responses, Scores]) -> Floats:
    """Return the correlation of the later cells with the earlier ones: PSUs, else people, are the units."""
    (after, y_after, base_after), (before, y_before, base_before) = (
        (responses, *scores.cells()) for responses, scores in (later, earlier)
    )
    people, cells = len(y_after), y_after.shape[1]
    shape = (people + len(y_before), cells + y_before.shape[1])
    y, in_base = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    y[:people, :cells], y[people:, cells:] = y_after, y_before
    in_base[:people, :cells], in_base[people:, cells:] = base_after, base_before
    rule = after.side.lonely_psu
    design = Design(
        np.concatenate([weights_of(after), weights_of(before)]),
        stratum=_stacked(after.stratum, before.stratum),
        psu=_stacked(after.psu, before.psu)
        if after.psu is not None
        else _stacked(after.person, before.person),
        lonely_psu="certainty" if rule == "fail" else rule,
    )
    joint = mean_covariance(y, in_base, design)
    size = np.sqrt(joint.diagonal())
    product = np.outer(size[:cells], size[cells:])
    cross = joint[:cells, cells:]
    rho = np.divide(cross, product, out=np.zeros(cross.shape), where=~(product <= 0))
    return np.asarray(np.clip(rho, -1, 1))


def _stacked(after: Codes | None, before: Codes | None) -> Codes | None:
    """Return the codes of both waves, or nothing where the side has none."""
    return None if after is None or before is None else np.concatenate([after, before])
