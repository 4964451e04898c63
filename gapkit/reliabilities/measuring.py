"""Measure how reliable every scale of a study is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isnan, nan

import numpy as np

from gapkit.errors import StudyLevelError
from gapkit.options import Status
from gapkit.reliabilities.model import ItemFit, Reliabilities, Reliability
from gapkit.respondents import check_study, responses_in
from gapkit.responses import Exclusion, Responses
from gapkit.stats import cronbach_alpha, mcdonald_omega, schmid_leiman_omega
from gapkit.study import Study
from gapkit.survey import Mean, Question
from gapkit.tallies.model import Floats
from gapkit.tallies.scoring import score_answers

FEWEST = 2
"""Items that alpha needs."""

GROUPED = 6
"""Items from which three group factors and a general one have a single solution."""

UNWEIGHTED = "weights_not_used"
"""Flag: the side has weights, and reliability does without."""


def reliability(study: Study, *, question: str | None = None) -> Reliabilities:
    """How reliable the sum of a question's items is: alpha, omega, and what each item does to it.

    Every scale question of two items or more is taken as one scale, on every side and in every role by
    itself. Respondents with an answer to every item count, all alike: Feldt's interval knows neither
    weights nor designs, so neither is used, and the flag ``weights_not_used`` says where there are any.
    Items that the survey file marks as ``reverse`` are turned already.

    Parameters
    ----------
    study : Study
        Sides with respondents; published ones have no row.
    question : str, optional
        One scale question. Default: all of them.

    Raises
    ------
    OptionError
        If there is no scale question of two items or more.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Cronbach 1951, Psychometrika 16:297. Feldt 1965, Psychometrika 30:357. McDonald 1999, Test Theory,
    Erlbaum. Zinbarg, Revelle, Yovel and Li 2005, Psychometrika 70:123.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> people = pd.DataFrame({"a": [1, 2, 4, 5, 3] * 8, "b": [2, 2, 3, 4, 3] * 8, "c": [1, 3, 4, 5, 2] * 8})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people, "marketer": people},
    ...     reference="consumer",
    ...     pairs={name: {"consumer": name, "marketer": name} for name in "abc"},
    ...     format="scale",
    ...     scale={"from": 1, "to": 5},
    ... )
    >>> told = gk.reliability(gk.open(survey))["items", "consumer"]
    >>> round(told.alpha, 4), round(told.ci_low, 4), told.base
    (0.9184, 0.8621, 40.0)
    """
    survey = check_study(study)
    chosen = survey.questions if question is None else (survey.question(question),)
    scales = list(_scales(study, chosen))
    if not scales:
        raise StudyLevelError.nothing_to_compare("a scale question of two items or more")
    told = [(_row(study, scale), scale) for scale in scales]
    return Reliabilities(
        study,
        tuple(row for row, _ in told),
        tuple(each for scale in scales for each in scale.left_out()),
        tuple(fit for row, scale in told for fit in _fits(study, scale, row)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Scale:
    """One question on one side or in one role, in one wave.

    Attributes
    ----------
    items : tuple of int
        Places of the items that were asked.
    table : float array, shape (respondents, items)
        Scale points; NaN without an answer.
    """

    question: Question
    view: Responses
    wave: str
    items: tuple[int, ...]
    table: Floats

    def complete(self) -> Floats:
        """Return the answers of respondents who lack none."""
        return np.asarray(self.table[~np.isnan(self.table).any(axis=1)])

    def left_out(self) -> Iterator[Exclusion]:
        """Say how many answered some of the items only."""
        there = ~np.isnan(self.table)
        left = int((there.any(axis=1) & ~there.all(axis=1)).sum())
        if left:
            reason = "lack an item: not in the reliability"
            yield Exclusion(self.view.side.id, reason, left, self.question.id, wave=self.wave)


def _scales(study: Study, questions: Sequence[Question]) -> Iterator[_Scale]:
    """Yield every scale question of two items or more, side by side, or role by role."""
    survey = study.survey
    for question in (each for each in questions if each.format == "scale"):
        for speaker in survey.speakers(question):
            items = tuple(place for place, item in enumerate(question.items) if item.on(speaker))
            for wave in survey.waves or ("",):
                view = responses_in(study, speaker, wave)
                if view is not None and view.speaks(question.id, speaker) and len(items) >= FEWEST:
                    view = (
                        view if view.side.id == speaker else view.as_role(question.id, survey.sides[speaker])
                    )
                    scores = score_answers(view, question, Mean(), None)
                    table = np.where(scores.in_base, scores.answered(), nan)[:, items]
                    yield _Scale(question, view, wave, items, table)


def _row(study: Study, scale: _Scale) -> Reliability:
    """Return the reliability of one scale; none where its base is too small to be shown."""
    policy, level = study.survey.low_base, study.survey.analysis.conf_level
    table = scale.complete()
    base, hidden = len(table), len(table) < policy.suppress
    alpha = cronbach_alpha(table[:0] if hidden else table, conf_level=level)
    status: Status = "no_answers" if not base else "suppressed" if hidden else "ok"
    if status == "ok":
        status = "no_spread" if isnan(alpha.value) else "low_base" if base < policy.flag else "ok"
    grouped = _grouped(table) if status in ("ok", "low_base") else (nan, nan)
    weighted = scale.view.weight is not None or bool(scale.view.replicates)
    return Reliability(
        survey=study.survey.title,
        question=scale.question.id,
        label=scale.question.label,
        side=scale.view.side.id,
        wave=scale.wave,
        items=len(scale.items),
        alpha=alpha.value,
        ci_low=float(alpha.interval.low),
        ci_high=float(alpha.interval.high),
        conf_level=level,
        alpha_standardised=alpha.standardised,
        mean_correlation=alpha.mean_correlation,
        omega=mcdonald_omega(table).value if status in ("ok", "low_base") else nan,
        omega_hierarchical=grouped[0],
        omega_total=grouped[1],
        base=nan if hidden else float(base),
        status=status,
        flags=((UNWEIGHTED,) if weighted else ()) + (("synthetic",) if study.survey.synthetic else ()),
    )


def _grouped(table: Floats) -> tuple[float, float]:
    """Return hierarchical and total omega where one solution fits."""
    if table.shape[1] < GROUPED:
        return nan, nan
    found = schmid_leiman_omega(table)
    return found.hierarchical, found.total


def _fits(study: Study, scale: _Scale, row: Reliability) -> Iterator[ItemFit]:
    """Yield what each item does to a scale that has an alpha."""
    if isnan(row.alpha):
        return
    table = scale.complete()
    alpha, omega = cronbach_alpha(table), mcdonald_omega(table)
    for column, place in enumerate(scale.items):
        item = scale.question.items[place]
        yield ItemFit(
            survey=study.survey.title,
            question=row.question,
            item=item.id,
            label=item.label,
            side=row.side,
            wave=row.wave,
            item_rest=float(alpha.item_rest[column]),
            alpha_without=float(alpha.without_item[column]),
            loading=float(omega.loadings[column]),
        )
