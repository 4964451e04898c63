"""Sort the items of a question by Kano's table: one answer if it is there, one if it is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gapkit.crossed.categories import Shares, category_shares
from gapkit.crossed.kano_rows import KanoItem, Kanos, KanoShare
from gapkit.errors import StudyLevelError
from gapkit.respondents import Averages, Said, check_study, choice_averages, said, share_averages
from gapkit.stats import rank_sets
from gapkit.study import Study
from gapkit.survey import Mean, Question
from gapkit.tallies.model import Estimate, Floats

CATEGORIES = ("attractive", "one_dimensional", "must_be", "indifferent", "reverse", "questionable")

A, O, M, I, R, Q = range(6)  # noqa: E741 - the letters of the table

TABLE = np.array(
    [
        [Q, R, R, R, R],
        [M, I, I, I, R],
        [M, I, I, I, R],
        [M, I, I, I, R],
        [O, A, A, A, Q],
    ]
)
"""Category by functional answer (rows) and dysfunctional answer, both from "I dislike it" to "I like it"."""

POINTS = 5


def kano(
    study: Study,
    question: str,
    *,
    functional: str | None = None,
    dysfunctional: str | None = None,
    by: str | None = None,
) -> Kanos:
    """Tell what each item is to the respondents by Kano's table: a delight, a must, or no matter.

    Everybody is asked twice per item: how is it if it is there (functional), and if it is not
    (dysfunctional), on one scale of five points that runs from "I dislike it" over "I can live with
    it", "neutral" and "it must be so" up to "I like it".

    Parameters
    ----------
    study : Study
        With a scale question in two roles of the same respondents.
    question : str
        Its id.
    functional, dysfunctional : str, optional
        The two roles. Default: those called ``functional`` and ``dysfunctional``; of two roles the other
        one is enough.
    by : str, optional
        Segment of the survey file.

    Returns
    -------
    Kanos
        One row per item, wave and segment. A category is told only where it is surely more frequent
        than each other one, all pairs together; else the row says which may be first.

    Raises
    ------
    OptionError
        If a role is not there or must be named, the scale has not five points, or there is no segment.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Kano, Seraku, Takahashi and Tsuji 1984, Journal of the Japanese Society for Quality Control 14:147.
    Berger et al. 1993, Center for Quality of Management Journal 2:3.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> people = pd.DataFrame({"f": [5] * 70 + [3] * 30, "d": [3] * 60 + [1] * 10 + [3] * 30})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": people, "marketer": people},
    ...     reference="consumer",
    ...     questions=[
    ...         {
    ...             "id": "features", "kind": "opinion", "format": "scale",
    ...             "scale": {"from": 1, "to": 5}, "reference": "dysfunctional",
    ...             "roles": {
    ...                 "functional": {"side": "consumer", "label": "If it is there"},
    ...                 "dysfunctional": {"side": "consumer", "label": "If it is not"},
    ...             },
    ...             "items": [{"id": "chat", "label": "Chat", "functional": "f", "dysfunctional": "d"}],
    ...         }
    ...     ],
    ... )
    >>> row = gk.kano(gk.open(survey), "features")["chat"]
    >>> row.category, round(row.better, 2), round(row.worse, 2)
    ('attractive', 0.7, -0.1)
    """
    survey = check_study(study, by)
    asked = survey.question(question)
    pair = _pair(study, asked, functional, dysfunctional)
    told = [each for wave in survey.waves or ("",) for each in _rows(study, asked, pair, wave, by)]
    if not told:
        raise StudyLevelError.no_pairs(question)
    return Kanos(study, tuple(row for row, _ in told), (), tuple(one for _, shares in told for one in shares))


def _pair(
    study: Study, question: Question, functional: str | None, dysfunctional: str | None
) -> tuple[str, str]:
    """Return the two roles, or say which must be named."""
    roles = list(question.roles)
    if len(roles) < 2:  # noqa: PLR2004 - a pair
        raise StudyLevelError.no_pairs(question.id)
    first = _chosen("functional", functional, dysfunctional, question.id, roles)
    second = _chosen("dysfunctional", dysfunctional, first, question.id, roles)
    if study.survey.sides[first].home != study.survey.sides[second].home:
        raise StudyLevelError.no_pairs(question.id, study.survey.sides[first].home)
    lengths = {len(question.scale[role].points) if role in question.scale else 0 for role in (first, second)}
    if lengths != {POINTS}:
        raise StudyLevelError.not_five(question.id, max(lengths))
    return first, second


def _chosen(name: str, given: str | None, other: str | None, question: str, roles: Sequence[str]) -> str:
    """Return a role as given, by its name, or as the one that is left."""
    if given is not None and (given not in roles or given == other):
        raise StudyLevelError.which_role(name, question, roles)
    if given is not None or name in roles:
        return given or name
    left = [role for role in roles if role != other]
    if other is None or len(left) != 1:
        raise StudyLevelError.which_role(name, question, roles)
    return left[0]


@dataclass(frozen=True, slots=True, eq=False)
class _Sorted:
    """One item: everybody's category, and how often each is.

    Attributes
    ----------
    category : float array, shape (respondents,)
        Place in ``CATEGORIES``; NaN for who lacks an answer.
    shares, coefficients : Averages
        Of the categories; of better and (minus) worse among the regular ones.
    """

    place: int
    category: Floats
    shares: Averages
    coefficients: Averages


def _rows(
    study: Study, question: Question, pair: tuple[str, str], wave: str, by: str | None
) -> Iterator[tuple[KanoItem, tuple[KanoShare, ...]]]:
    """Sort every item that was asked both ways."""
    told = [said(study, question, role, wave, Mean()) for role in pair]
    if told[0] is None or told[1] is None:
        return
    for place, item in enumerate(question.items):
        if all(item.on(role) for role in pair):
            category = _categories(question, (told[0], told[1]), place)
            regular = np.where(category <= I, category, np.nan)
            gains = np.where(np.isnan(regular), np.nan, regular <= O)
            costs = np.where(np.isnan(regular), np.nan, (regular == O) | (regular == M))
            both = np.column_stack([gains, costs])
            view = told[0].view
            found = _Sorted(
                place,
                category,
                choice_averages(study.survey, view, category, CATEGORIES, by),
                share_averages(study.survey, view, both, ("better", "worse"), by),
            )
            for row, segment in enumerate(found.shares.segments):
                yield _row(study, told[0], pair, (segment, row, wave), found, by)


def _categories(question: Question, told: tuple[Said, Said], place: int) -> Floats:
    """Return the category of everybody's two answers to one item."""
    codes = [each.view.answers[question.id] for each in told]
    columns = [each.codes[:, each.columns.index(question.items[place].id)] for each in codes]
    known = ~np.isnan(told[0].y[:, place]) & ~np.isnan(told[1].y[:, place])
    at = [np.where(known, each, 0).astype(np.intp) for each in columns]
    return np.where(known, TABLE[at[0], at[1]].astype(np.float64), np.nan)


def _row(
    study: Study,
    told: Said,
    pair: tuple[str, str],
    at: tuple[str, int, str],
    found: _Sorted,
    by: str | None,
) -> tuple[KanoItem, tuple[KanoShare, ...]]:
    """Lay one item in one segment out."""
    segment, row, wave = at
    question, item = told.question, told.question.items[found.place]
    shares = category_shares(found.shares, row)
    gain, cost = (_told(each, shares) for each in found.coefficients.estimates[row])
    leading = _leading(shares)
    first = shares.first
    heading = {"survey": study.survey.title, "question": question.id, "item": item.id}
    result = KanoItem(
        **heading,
        label=item.label,
        comparable=item.comparable,
        segment_by=first.segment_by,
        segment=segment,
        wave=wave,
        functional=pair[0],
        dysfunctional=pair[1],
        category=leading[0] if len(leading) == 1 else "undecided" if leading else "",
        leading=leading,
        better=gain[0],
        better_low=gain[1],
        better_high=gain[2],
        worse=-cost[0],
        worse_low=-cost[2],
        worse_high=-cost[1],
        conf_level=first.conf_level,
        base=first.base,
        effective_base=first.effective_base if shares.known else np.nan,
        regular_base=found.coefficients.estimates[row][0].base if shares.known else np.nan,
        status=shares.status,
        flags=(*first.flags, *(("synthetic",) if study.survey.synthetic else ())),
    )
    counts = _counts(told, found, row, by)
    return result, tuple(
        KanoShare(
            **heading,
            segment=segment,
            wave=wave,
            category=name,
            share=float(shares.value[each]),
            ci_low=float(shares.low[each]),
            ci_high=float(shares.high[each]),
            conf_level=first.conf_level,
            count=float(counts[each]) if shares.known else np.nan,
        )
        for each, name in enumerate(CATEGORIES)
    )


def _told(each: Estimate, shares: Shares) -> tuple[float, float, float]:
    """Return a coefficient with its interval; nothing beside shares that may not be told."""
    return (each.value, each.ci_low, each.ci_high) if shares.known else (np.nan, np.nan, np.nan)


def _leading(shares: Shares) -> tuple[str, ...]:
    """Return the categories that may be the most frequent; none where they may not be told."""
    if not shares.known:
        return ()
    sets = rank_sets(
        shares.value,
        shares.covariance,
        shares.bases,
        df=shares.first.df,
        conf_level=shares.first.conf_level,
    )
    return tuple(name for name, low in zip(CATEGORIES, sets.low, strict=True) if low == 1)


def _counts(told: Said, found: _Sorted, row: int, by: str | None) -> NDArray[np.intp]:
    """Count the respondents of each category in one segment."""
    codes = told.view.segments.get(by) if by else None
    inside = ~np.isnan(found.category) & (True if codes is None else codes.codes == row)
    return np.bincount(found.category[inside].astype(np.intp), minlength=len(CATEGORIES))
