"""Judge what every respondent of a side believes by what the reference says."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, isnan, nan

import numpy as np
from numpy.typing import NDArray

from gapkit.accuracies.components import BETTER_THAN, NAMES, Beliefs, truth_errors
from gapkit.accuracies.model import Accuracies, Accuracy, Projection
from gapkit.accuracies.projecting import projections
from gapkit.accuracies.truths import Judged, judgements, left_out
from gapkit.errors import OptionError
from gapkit.options import Status
from gapkit.respondents import Averages, check_study, number_averages, share_averages
from gapkit.responses import Exclusion
from gapkit.stats import critical_value, weighted_quantile
from gapkit.stats.means import CONSTANT
from gapkit.study import Study
from gapkit.tallies.model import Floats
from gapkit.tallies.scoring import weights_of

ABOUT_OTHERS = ("perception", "self_image")
"""Kinds of gap in which a side says what it believes about the reference."""


APART = "dyads_apart"
"""Flag: both sides share dyads, and the interval takes them as independent."""

AS_TOLD = "truth_as_told"
"""Flag: nobody knows the sampling error of the reference, so the interval holds this side's alone."""


def accuracy(
    study: Study, *, question: str | None = None, by: str | None = None, own: str | None = None
) -> Accuracies:
    """How well the respondents of a side know what the reference says, one by one.

    Each respondent's beliefs on the items of a question are set against the reference's values; the
    result describes how the respondents are spread, and never one of them. A respondent counts who
    answered at least half of the items, and two. Related pairs and items without a shown truth do not.

    Parameters
    ----------
    study : Study
        Paired sides; the side that believes needs respondents, the reference may be published.
    question : str, optional
        One question, of any kind. Default: all of kind ``perception`` and ``self_image``.
    by : str, optional
        Segment of the survey file. Respondents are judged by the truth of their own segment where the
        reference has the segment too, else by its total.
    own : str, optional
        Where the same respondents told their own preference: a role of the question, or a question
        with the same items. Then how far beliefs follow it is told beside (``projections``).

    Returns
    -------
    Accuracies
        Five rows per question, pair of sides, wave and segment (four for ticks, which have no
        ``rms_error``). Means have intervals by the side's design that also hold the truth's sampling
        error. Both samples are taken as independent, dyads too (flag ``dyads_apart``).

    Raises
    ------
    OptionError
        If there is no such segment or role, or no question to judge.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Cronbach 1955, Psychological Bulletin 52:177. Ross, Greene and House 1977, Journal of Experimental
    Social Psychology 13:279.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> shares = {"a": 80, "b": 40, "c": 20}
    >>> consumers = pd.DataFrame({name: [1] * n + [0] * (100 - n) for name, n in shares.items()})
    >>> marketers = pd.DataFrame({"a": [1] * 40, "b": [1, 0] * 20, "c": [0] * 30 + [1] * 10})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abc"},
    ... )
    >>> told = gk.accuracy(gk.open(survey))
    >>> round(told["items", "elevation"].mean, 3), round(told["items", "concordance"].mean, 3)
    (0.117, 0.929)
    """
    survey = check_study(study, by)
    chosen = (
        [survey.question(question)] if question else [q for q in survey.questions if q.kind in ABOUT_OTHERS]
    )
    rows: list[Accuracy] = []
    projected: list[Projection] = []
    noted: list[Exclusion] = []
    for each in chosen:
        for wave in survey.waves or ("",):
            for judged in judgements(study, each, wave, by, own):
                rows += _rows(study, judged, by)
                noted += left_out(judged)
                if own is not None:
                    unit = judged.part.measure.name
                    projected += projections(study, judged.told, judged.truth_of_all, own, judged.names, unit)
    if not rows:
        allowed = "one that respondents of a side other than the reference answered, with two items or more"
        raise OptionError.outside("question", question or "none of the survey's questions", allowed)
    return Accuracies(study, tuple(rows), tuple(noted), tuple(projected))


def _rows(study: Study, judged: Judged, by: str | None) -> Iterator[Accuracy]:
    """Lay the components of one judgement out, segment by segment."""
    survey, view, question = study.survey, judged.told.view, judged.told.question
    ticks = question.format_on(judged.names[0]) in ("multiple", "single")
    means = number_averages(survey, view, judged.scores, NAMES, by)
    above = share_averages(survey, view, _above(judged.scores), NAMES, by)
    codes = view.segments.get(by) if by else None
    for row, segment in enumerate(means.segments):
        inside = np.ones(view.respondents, dtype=np.bool_) if codes is None else codes.codes == row
        errors = _errors(judged, inside)
        for place, name in enumerate(NAMES):
            if not (ticks and name == "rms_error"):
                yield _row(study, judged, (segment, row, place), means, above, inside, float(errors[place]))


def _above(scores: Floats) -> Floats:
    """Tell who is above guessing; NaN where there is no guessing."""
    marks = np.array([BETTER_THAN.get(name, nan) for name in NAMES])
    return np.where(np.isnan(scores) | np.isnan(marks), nan, (scores > marks).astype(np.float64))


def _errors(judged: Judged, inside: NDArray[np.bool_]) -> Floats:
    """Return what the truth's own error adds to each mean; NaN where nobody knows it."""
    counted = inside & ~np.isnan(judged.scores[:, 0])
    places = np.unique(judged.segment[counted])
    if len(places) != 1:
        return np.full(len(NAMES), nan)
    row, part = int(places[0]), judged.part
    width = len(part.items)
    if part.covariance is None:
        joint = np.diag(part.se[row] ** 2)
    else:
        joint = part.covariance[row * width : (row + 1) * width, row * width : (row + 1) * width]
    beliefs = Beliefs(judged.told.y[counted], weights_of(judged.told.view)[counted])
    return truth_errors(beliefs, judged.truth[row], joint)


def _row(
    study: Study,
    judged: Judged,
    at: tuple[str, int, int],
    means: Averages,
    above: Averages,
    inside: NDArray[np.bool_],
    se_truth: float,
) -> Accuracy:
    """Return one component in one segment; no number where the policy hides it."""
    segment, row, place = at
    side, reference, wave = judged.names
    mean, share = means.estimates[row][place], above.estimates[row][place]
    told = np.where(inside, judged.scores[:, place], nan)
    quartiles = weighted_quantile(told, weights_of(judged.told.view), [0.25, 0.5, 0.75], rule="school")
    shown = not isnan(mean.value)
    error = mean.se if isnan(se_truth) else hypot(mean.se, se_truth)
    half = float(critical_value(mean.conf_level, mean.df if mean.df > 0 else nan)) * error
    low, high = (quartiles[0], quartiles[2]) if shown else (nan, nan)
    return Accuracy(
        survey=study.survey.title,
        question=judged.told.question.id,
        label=judged.told.question.label,
        component=NAMES[place],
        measure=judged.part.measure.name,
        segment_by=mean.segment_by,
        segment=segment,
        wave=wave,
        side=side,
        reference=reference,
        items=int((~np.isnan(judged.truth[judged.segment[inside]])).sum(axis=1).max(initial=0)),
        mean=mean.value,
        se=mean.se,
        se_truth=se_truth if shown else nan,
        df=mean.df,
        ci_low=mean.value - half,
        ci_high=mean.value + half,
        conf_level=mean.conf_level,
        quartile_low=float(low),
        median=float(quartiles[1]) if shown else nan,
        quartile_high=float(high),
        guessing=BETTER_THAN.get(NAMES[place], nan),
        share_above=share.value,
        share_above_low=share.ci_low,
        share_above_high=share.ci_high,
        base=mean.base,
        effective_base=mean.kish_base,
        status=_status(mean.status, mean.se, mean.value),
        flags=(*mean.flags, *_doubts(study, judged, told=not shown or not isnan(se_truth))),
    )


def _status(status: Status, se: float, mean: float) -> Status:
    """Return the status of a mean: ``no_spread`` where nothing varies, but for rounding."""
    return "no_spread" if status == "ok" and not se > CONSTANT * abs(mean) else status


def _doubts(study: Study, judged: Judged, *, told: bool) -> tuple[str, ...]:
    """Return the flags about the truth and the data."""
    sides = [study.survey.sides[name] for name in judged.names[:2]]
    found = {
        AS_TOLD: not told,
        APART: all(side.dyad is not None for side in sides),
        "synthetic": study.survey.synthetic,
    }
    return tuple(flag for flag, there in found.items() if there)
