"""How estimates of several questions or roles vary together: the same people, or dyads, are behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gapkit.responses import Responses
from gapkit.statements import Statements
from gapkit.stats import Design, mean_covariance
from gapkit.survey import Median
from gapkit.tallies.model import Floats, SideTally, Tally
from gapkit.tallies.numbers import in_units
from gapkit.tallies.replicated import replicate_covariance, replicate_deviations
from gapkit.tallies.scoring import Scores, score_answers, weights_of
from gapkit.tallies.speaking import speaking


def joint_covariance(tally: Tally, parts: Sequence[SideTally], segments: Sequence[str]) -> Floats:
    """Return the covariance of the cells of several tallies of one wave, part after part.

    The tallies are of one side (in its roles, or in several questions), or of sides whose sampling
    units are the same dyads: those are laid out as one sample of dyads.

    Parameters
    ----------
    parts : sequence of SideTally
        Of respondents who were asked.
    segments : sequence of str
        Segments wanted of each part, each with all its items; a side that stands with its total has
        one for all.

    Returns
    -------
    float array, shape (cells, cells)
        Suppressed cells are NaN.

    References
    ----------
    Binder 1983, International Statistical Review 51:279.
    """
    views = [view_of(tally, part) for part in parts]
    scored = [
        score_answers(view, part.question, part.measure, tally.by or None)
        for view, part in zip(views, parts, strict=True)
    ]
    places = [places_of(part, segments) for part in parts]
    hidden = np.concatenate(
        [(part.status[rows] == "suppressed").ravel() for part, rows in zip(parts, places, strict=True)]
    )
    joint = _replicated(views, scored, parts, places)
    if joint is None:
        joint = _linearised(views, scored, parts, places)
    told = [(part.se[rows].ravel(), part.measure) for part, rows in zip(parts, places, strict=True)]
    medians = np.concatenate([np.full(len(se), isinstance(measure, Median)) for se, measure in told])
    joint = in_units(joint, np.concatenate([se for se, _ in told]), medians)
    return np.where(hidden[:, None] | hidden, np.nan, joint)


def view_of(tally: Tally, part: SideTally) -> Responses:
    """Return what the respondents of a tally answered, in its role and wave."""
    side = tally.study.sides[part.side.home]
    side = side.in_wave(part.wave) if part.wave else side
    measures = {
        each.side.id: each.measure
        for each in tally.parts
        if (each.question.id, each.wave) == (part.question.id, part.wave)
    }
    view = speaking(side, part.question, part.side.id, tally.study.survey, measures.__getitem__)
    if isinstance(view, Statements):
        message = "published figures have no respondents"
        raise TypeError(message)
    return view


def places_of(part: SideTally, segments: Sequence[str]) -> NDArray[np.intp]:
    """Return the rows of the wanted segments, each once."""
    return np.array(list(dict.fromkeys(part.place(segment) for segment in segments)), dtype=np.intp)


def _replicated(
    views: Sequence[Responses],
    scored: Sequence[Scores],
    parts: Sequence[SideTally],
    places: Sequence[NDArray[np.intp]],
) -> Floats | None:
    """Return the covariance over replicate weights; nothing for a side without."""
    weights = next(iter(views[0].replicates.values()), None)
    if weights is None:
        return None
    away = np.concatenate(
        [
            replicate_deviations(scores, weights.design)[:, _cells(part, rows)]
            for scores, part, rows in zip(scored, parts, places, strict=True)
        ],
        axis=1,
    )
    return replicate_covariance(away, away, weights.design)


def _cells(part: SideTally, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return the places of some segments' cells among all of a part."""
    items = len(part.items)
    return np.asarray((rows[:, None] * items + np.arange(items)).ravel())


def _linearised(
    views: Sequence[Responses],
    scored: Sequence[Scores],
    parts: Sequence[SideTally],
    places: Sequence[NDArray[np.intp]],
) -> Floats:
    """Lay all cells out as one sample, the rows of each side once, and linearise."""
    homes = list({view.side.home: view for view in views}.values())
    starts = np.cumsum([0, *(view.respondents for view in homes)])
    start_of = {view.side.home: int(start) for view, start in zip(homes, starts, strict=False)}
    widths = [len(rows) * len(part.items) for part, rows in zip(parts, places, strict=True)]
    shape = (int(starts[-1]), sum(widths))
    shares = all(part.measure.is_share for part in parts)
    y, in_base = np.zeros(shape, dtype=np.uint8 if shares else np.float64), np.zeros(shape, dtype=np.bool_)
    column = 0
    for view, scores, part, rows in zip(views, scored, parts, places, strict=True):
        first = start_of[view.side.home]
        here = slice(first, first + view.respondents)
        for place in rows:
            block = slice(column, column + len(part.items))
            y[here, block] = scores.y
            in_base[here, block] = scores.in_base & (scores.segment == place)[:, None]
            column += len(part.items)
    return mean_covariance(y, in_base, _design(homes))


def _design(homes: Sequence[Responses]) -> Design:
    """Return the design of one side, or of several whose units are the same dyads."""
    weight = np.concatenate([weights_of(view) for view in homes])
    if len(homes) == 1:
        (one,) = homes
        return Design(weight, one.stratum, one.psu, one.fpc, one.side.lonely_psu)
    units = [view.psu for view in homes if view.psu is not None]
    return Design(weight, psu=np.concatenate(units))
