"""How far beliefs about others follow one's own preference: false consensus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from gapkit.accuracies.model import Projection
from gapkit.errors import StudyLevelError
from gapkit.options import Status
from gapkit.respondents import Said, design_of, said
from gapkit.responses import Responses
from gapkit.stats import adjust_p, covariance, critical_value, degrees_of_freedom, kish, two_sided_p
from gapkit.study import Study
from gapkit.tallies.low_bases import FEW
from gapkit.tallies.model import Floats
from gapkit.tallies.replicated import replicate_covariance
from gapkit.tallies.scoring import weights_of

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Slope:
    """Slope of belief on own preference, of one item or of all; NaN where it may not be told."""

    own: float
    belief: float
    value: float
    se: float
    df: float
    base: float
    status: Status

    @property
    def p_value(self) -> float:
        """P-value of a slope of 0."""
        return float(two_sided_p(self.value / self.se, self.df)) if self.se > 0 else nan


def projections(
    study: Study,
    told: Said,
    truth: Floats,
    own: str,
    names: tuple[str, str, str],
    measure: str,
) -> Iterator[Projection]:
    """Yield one row per item of a question that has a truth, and one for all of them together.

    Raises
    ------
    StudyLevelError
        If ``own`` is neither a role of the same respondents nor a question with the same items.
    """
    side, reference, wave = names
    question, level = told.question, study.survey.analysis.conf_level
    preferred = preferences(study, told, own, wave)
    places = np.flatnonzero(~np.isnan(truth))
    sets = [[int(place)] for place in places] + [[int(place) for place in places]]
    slopes = [_slope(study, told.view, preferred[:, each], told.y[:, each]) for each in sets]
    p_values = np.array([each.p_value for each in slopes])
    adjusted = np.append(adjust_p(p_values[:-1], "holm"), p_values[-1])
    for chosen, slope, p_value, p_adjusted in zip(sets, slopes, p_values, adjusted, strict=True):
        item = question.items[chosen[0]] if len(sets) > 1 and slope is not slopes[-1] else None
        half = float(critical_value(level, slope.df)) * slope.se if slope.se > 0 else nan
        yield Projection(
            survey=study.survey.title,
            question=question.id,
            item=item.id if item else "",
            label=item.label if item else "All items",
            measure=measure,
            wave=wave,
            side=side,
            reference=reference,
            own=slope.own,
            belief=slope.belief,
            truth=float(truth[chosen].mean()),
            slope=slope.value,
            se=slope.se,
            df=slope.df,
            ci_low=slope.value - half,
            ci_high=slope.value + half,
            conf_level=level,
            p_value=float(p_value),
            p_adjusted=float(p_adjusted),
            base=slope.base,
            status=slope.status,
            flags=("synthetic",) if study.survey.synthetic else (),
        )


def preferences(study: Study, told: Said, own: str, wave: str) -> Floats:
    """Return what the same respondents prefer themselves, item by item; NaN for an item not asked."""
    survey, question, home = study.survey, told.question, told.view.side.home
    if own in question.roles and survey.sides[own].home == home:
        found = said(study, question, own, wave)
    else:
        other = next((each for each in survey.questions if each.id == own and own != question.id), None)
        found = said(study, other, home, wave) if other is not None and not other.roles else None
    if found is None:
        roles = [each for each in survey.speakers(question, home) if each != told.view.side.id]
        raise StudyLevelError.no_preference(own, question.id, home, roles if question.roles else [])
    columns = {item.id: place for place, item in enumerate(found.question.items)}
    nothing = np.full(told.view.respondents, nan)
    return np.column_stack(
        [found.y[:, columns[item.id]] if item.id in columns else nothing for item in question.items]
    )


def _slope(study: Study, view: Responses, own: Floats, belief: Floats) -> _Slope:
    """Return the slope over the respondents, each item about its own means.

    References
    ----------
    Binder 1983, International Statistical Review 51:279.
    """
    both = ~np.isnan(own) & ~np.isnan(belief)
    x, y = np.where(both, own, 0.0), np.where(both, belief, 0.0)
    weight, counted = weights_of(view), both.any(axis=1)
    base = float(counted.sum())
    if not base:
        return _Slope(nan, nan, nan, nan, nan, 0.0, "no_answers")
    policy = study.survey.low_base
    strict = min(base, float(kish(weight[counted].sum(), (weight[counted] ** 2).sum())), _smaller(x, both))
    if strict < policy.suppress or (view.sensitive and _gives_away(x, y, both)):
        return _Slope(nan, nan, nan, nan, nan, nan, "suppressed")
    value, influence = _regressed(x, y, both, weight)
    design, df = design_of(view), nan
    replicates = next(iter(view.replicates.values()), None)
    if replicates is None:
        variance = float(covariance(influence[:, None], design)[0, 0])
        df = min(base - 2, float(degrees_of_freedom(design)))
    else:
        each = [_regressed(x, y, both, column)[0] for column in replicates.design.replicate.T]
        centre = value if replicates.design.mse else float(np.mean(each))
        away = (np.array(each) - centre)[:, None]
        variance = float(replicate_covariance(away, away, replicates.design)[0, 0])
        df = float(replicates.df)
    se = float(np.sqrt(variance))
    means = [float((weight @ each).sum() / (weight @ both).sum()) for each in (x, y)]
    status: Status = "no_spread" if not se > 0 else "low_base" if strict < policy.flag else "ok"
    return _Slope(means[0], means[1], value, se, df, base, status)


def _regressed(x: Floats, y: Floats, both: Mask, weight: Floats) -> tuple[float, Floats]:
    """Return the pooled slope within items and every respondent's influence on it."""
    w = weight[:, None] * both
    with np.errstate(invalid="ignore", divide="ignore"):
        away_x, away_y = (
            np.where(both, each - (w * each).sum(axis=0) / w.sum(axis=0), 0.0) for each in (x, y)
        )
        square = (w * away_x**2).sum()
        value = float((w * away_x * away_y).sum() / square) if square > 0 else nan
        return value, np.asarray((w * away_x * (away_y - value * away_x)).sum(axis=1) / square)


def _smaller(own: Floats, both: Mask) -> float:
    """Return the smaller group where own preference is yes or no, over the items; else everybody."""
    if set(np.unique(own[both])) <= {0.0, 1.0}:
        groups = np.array([((own == told) & both).sum(axis=0) for told in (0.0, 1.0)])
        return float(groups.sum(axis=1).min())
    return float(both.sum())


def _gives_away(own: Floats, belief: Floats, both: Mask) -> bool:
    """Whether own preference against belief, both yes or no, would single few people out."""
    if own.shape[1] > 1 or not set(np.unique(own[both])) | set(np.unique(belief[both])) <= {0.0, 1.0}:
        return False
    cells: Sequence[int] = [int(((own == o) & (belief == b) & both).sum()) for o in (0, 1) for b in (0, 1)]
    return min(cells) < FEW
