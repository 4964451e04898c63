"""Compare the sides of a study, item by item, and decide each family of items together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan, nan
from numbers import Real
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from gapkit.errors import OptionError
from gapkit.gaps.bounds import Bounds, bounds_of
from gapkit.gaps.dependence import gap_covariance, sample_of
from gapkit.gaps.envelopes import envelopes
from gapkit.gaps.families import Asked, Inference, infer
from gapkit.gaps.model import Gap, Gaps, Method
from gapkit.gaps.pairings import Pairing
from gapkit.options import (
    Adjust,
    AlignedBy,
    Family,
    GapMethod,
    Status,
    Verdict,
    check,
    check_conf_level,
    check_kind,
)
from gapkit.stats import CORRELATED, Verdicts, verdict, verdict_by_item
from gapkit.study import Study
from gapkit.survey import TOTAL, Item, Measure, Question, Survey
from gapkit.tallies import Estimate, Tally, Together, tally
from gapkit.tallies.low_bases import COMPLEMENT

PRECEDENCE: tuple[Status, ...] = (
    "one_sided",
    "words_only",
    "rank_only",
    "suppressed",
    "masked",
    "no_answers",
    "no_base",
    "low_base",
)
"""Which status a gap takes where its two sides differ: the first of these that either side has."""

COMPARED = ("ok", "low_base", "no_base")
"""Statuses that allow a gap."""


def gap(  # noqa: PLR0913 - one argument per choice of the survey file
    study: Study | Tally,
    *,
    by: str | None = None,
    wave: str | None = None,
    measure: Measure | None = None,
    method: GapMethod = "score",
    adjust: Adjust | None = None,
    family: Family | None = None,
    conf_level: float | None = None,
    margin: float | None = None,
) -> Gaps:
    """Gap of every item: side minus reference, with interval, test and verdict.

    Positive means the side is higher than the reference. Intervals and p-values of an item come
    from one statistic; the family interval excludes 0 exactly when the item is flagged.

    Parameters
    ----------
    study : Study or Tally
        Paired sides, or their tally.
    by : str, optional
        Segment of the survey file; a side without it stands with its total.
    wave : str, optional
        One wave of the survey file. Default: all of them, in order; each is a family of its own.
    measure : Measure, optional
        What to summarise of scale questions, such as ``TopBox(2)``. Default: as the survey file says.
    method : {"score", "mn", "newcombe"}
        Interval and test of two shares on effective bases. Means are compared by Welch's method.
    adjust : {"max-t", "bonferroni", "sidak", "none", …}, optional
        Correction over the family; stepwise: ``max-t-stepdown``, ``holm``, ``hochberg``, ``hommel``,
        and for the false discovery rate ``bh`` and ``by``, whose frame keeps single-step (``bh``, ``by``:
        false-coverage) intervals. Default: the survey file's; else ``max-t``, and ``bonferroni`` where
        published figures hide the covariance of the items.
    family : {"question", "question+segment"}, optional
        What is corrected together. Default: the survey file's, else the items of a question.
    conf_level : float, optional
        From 0.70 to below 1. Default: the survey file's, else 0.95.
    margin : float, optional
        Largest gap that counts as agreement, as a share (or in scale units). Default: the survey file's.

    Returns
    -------
    Gaps
        One row per question, pair of sides, wave, segment and item.

    Raises
    ------
    OptionError
        If an argument is outside its allowed values, or a ``Tally`` is given with ``by``,
        ``wave`` or ``measure``.

    References
    ----------
    Miettinen and Nurminen 1985; Gart and Nam 1990; Laud 2017; Hothorn, Bretz and Westfall 2008.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 48 + [0] * 32})
    >>> marketers = pd.DataFrame({"m2": [1] * 56 + [0] * 14})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> deals = gk.gap(gk.open(survey))["deals", "all"]
    >>> round(deals.gap, 2), round(deals.ci_low, 4), round(deals.ci_high, 4), deals.verdict
    (0.2, 0.0534, 0.3398, 'over')
    """
    check("method", method, GapMethod)
    tallied = _tallied(study, by, wave, measure)
    survey = _with_choices(tallied.study.survey, adjust, family, conf_level, margin)
    tallied = replace(tallied, study=replace(tallied.study, survey=survey))
    families: dict[tuple[str, ...], list[_Placed]] = {}
    for placed in _pairings(tallied):
        families.setdefault(placed.family, []).append(placed)
    rows: dict[int, tuple[Gap, ...]] = {}
    used: dict[str, None] = {}
    every = list(families.values())
    for placed_together, compared in zip(every, _compared(tallied, every, method), strict=True):
        used[compared.adjust] = None
        rows |= {placed.place: tuple(_rows(tallied, placed, compared)) for placed in placed_together}
    choices = survey.analysis
    return Gaps(
        tallied,
        tuple(row for place in sorted(rows) for row in rows[place]),
        Method(choices.conf_level, method, tuple(used), choices.family, str(tallied.method["variance"])),
    )


def _tallied(study: Study | Tally, by: str | None, wave: str | None, measure: Measure | None) -> Tally:
    """Return the tally, made here where a study is given."""
    if isinstance(study, Study):
        return tally(study, by=by, wave=wave, measure=measure)
    if not isinstance(study, Tally):
        raise OptionError.not_a_study(type(study).__name__)
    if by is not None or wave is not None or measure is not None:
        raise OptionError.outside("by, wave, measure", "given with a Tally", "given to `tally`")
    return study


def _with_choices(
    survey: Survey,
    adjust: Adjust | None,
    family: Family | None,
    conf_level: float | None,
    margin: float | None,
) -> Survey:
    """Return the survey with the caller's choices in place of the file's."""
    if adjust is not None:
        check("adjust", adjust, Adjust)
    if family is not None:
        check("family", family, Family)
    if conf_level is not None:
        check_conf_level(conf_level)
    if margin is not None:
        check_kind("margin", margin, Real, "a number above 0")
    if margin is not None and not margin > 0:
        raise OptionError.outside("margin", margin, "above 0", hint="a share: 0.05 is five points.")
    told: dict[str, Any] = {"adjust": adjust, "family": family, "conf_level": conf_level}
    analysis = replace(survey.analysis, **{name: value for name, value in told.items() if value is not None})
    if margin is None:
        return replace(survey, analysis=analysis)
    questions = tuple(replace(each, margin=margin) for each in survey.questions)
    return replace(survey, analysis=replace(analysis, margin=margin), questions=questions)


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """One pairing: its place in the order of the survey, its family, and its cells."""

    place: int
    family: tuple[str, ...]
    pairing: Pairing
    cells: tuple[_Cell, ...]

    @property
    def compared(self) -> NDArray[np.bool_]:
        """Whether each cell has a gap."""
        return np.array([cell.compared for cell in self.cells], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """A family after its decision."""

    method: GapMethod
    adjust: Adjust
    inferred: Mapping[int, Inference]
    tested: int


def _pairings(tallied: Tally) -> Iterator[_Placed]:
    """Lay out the pairings by question, pair, wave and segments, each with its family."""
    survey = tallied.study.survey
    together = survey.analysis.family == "question+segment"
    groups = (tallied.segments,) if together else tuple((segment,) for segment in tallied.segments)
    place = 0
    for question in survey.questions:
        for pair in survey.pairs_of(question):
            for wave in tallied.waves:
                parts = [tallied.part(question.id, each, wave) for each in pair]
                if parts[0] is None or parts[1] is None:
                    continue
                crossing = tallied.crossings.get((question.id, *pair, wave))
                dependent = sample_of(parts[0].side) == sample_of(parts[1].side)
                for segments in groups:
                    pairing = Pairing(parts[0], parts[1], segments, crossing, dependent)
                    family = (*_family(survey, question, pair), wave, *segments)
                    yield _Placed(place, family, pairing, tuple(_cells(tallied, pairing)))
                    place += 1


def _family(survey: Survey, question: Question, pair: tuple[str, str]) -> tuple[str, ...]:
    """Name the family of a question and pair within a wave and a segment.

    Every pair is a family of its own, but for a chain, whose gaps add up. The whole study: a pair of
    roles goes with the pair of sides that it is about.
    """
    if survey.analysis.family != "study":
        return (question.id,) if question.chain else (question.id, *pair)
    homes = {survey.sides[each].home for each in pair}
    about = (plain for plain in survey.pairs if homes <= set(plain))
    return next(about, survey.pairs[0])


def _compared(tallied: Tally, families: Sequence[Sequence[_Placed]], method: GapMethod) -> list[_Family]:
    """Decide every family."""
    places = [[placed.place for placed in family] for family in families]
    asked = [_asked(tallied, family) for family in families]
    inferred = infer(asked, method=method, conf_level=tallied.study.survey.analysis.conf_level)
    return [
        _Family(
            method,
            family.adjust,
            dict(zip(at, found, strict=True)),
            sum(int(each.tested.sum()) for each in found),
        )
        for family, at, found in zip(asked, places, inferred, strict=True)
    ]


def _asked(tallied: Tally, family: Sequence[_Placed]) -> Asked:
    """Return what is asked about one family."""
    pairings, compared = [placed.pairing for placed in family], [placed.compared for placed in family]
    joint = gap_covariance(tallied, pairings, np.concatenate(compared))
    return Asked(pairings, compared, joint, _adjust(tallied.study.survey, known=joint is not None))


def _adjust(survey: Survey, *, known: bool) -> Adjust:
    """Return the correction: what was asked for, else the sharpest the figures allow."""
    if survey.analysis.adjust is None:
        return "max-t" if known else "bonferroni"
    if survey.analysis.adjust in CORRELATED and not known:
        return "bonferroni" if survey.analysis.adjust == "max-t" else "holm"
    return survey.analysis.adjust


def _cells(tallied: Tally, pairing: Pairing) -> Iterator[_Cell]:
    """Yield every item in every segment, as it stands on both sides."""
    question, wave = pairing.side.question, pairing.side.wave
    for segment in pairing.segments:
        for item in question.items:
            estimates = [
                tallied.estimate(question.id, item.id, part.side.id, segment, wave)
                for part in (pairing.side, pairing.reference)
            ]
            yield _Cell(item, segment, estimates[0], estimates[1])


def _rows(tallied: Tally, placed: _Placed, family: _Family) -> Iterator[Gap]:
    """Lay one pairing of a family out as rows."""
    survey, pairing = tallied.study.survey, placed.pairing
    question, level = pairing.side.question, survey.analysis.conf_level
    inferred, adjust = family.inferred[placed.place], family.adjust
    margin = _margin(survey, pairing)
    rounded = envelopes(
        pairing, inferred.tested, items=family.tested, method=family.method, adjust=adjust, conf_level=level
    )
    judged = _judged(inferred, 0.0 if isnan(margin) else margin, survey.analysis.aligned_by)
    bounded = bounds_of(pairing, placed.compared, family.tested, adjust=adjust, conf_level=level)
    for place, cell in enumerate(placed.cells):
        tested = bool(inferred.tested[place])
        bounds = bounded.get(place)
        masked = cell.status == "masked"
        numbers = inferred.at(place)
        yield Gap(
            survey=survey.title,
            question=question.id,
            item=cell.item.id,
            label=cell.item.label,
            kind=question.kind,
            comparable=cell.item.comparable,
            measure=pairing.side.measure.name,
            segment_by="" if cell.segment == TOTAL else tallied.by,
            segment=cell.segment,
            wave=pairing.side.wave,
            side=pairing.side.side.id,
            reference=pairing.reference.side.id,
            of_side=cell.side,
            of_reference=cell.reference,
            conf_level=level,
            adjust=adjust if tested else "",
            family_size=inferred.size if tested else 0,
            verdict="" if masked else _word(judged, place),
            margin=margin,
            unit=question.unit_of(pairing.side.measure.name),
            envelope_low=float(rounded.limits.low[place]) if bounds is None else bounds.low,
            envelope_high=float(rounded.limits.high[place]) if bounds is None else bounds.high,
            status=_status(cell, tested=tested, bounds=bounds),
            flags=(
                *cell.flags,
                *_kind_of(pairing),
                *(() if masked else _marks(judged, place)),
                *(("depends_on_rounding",) if rounded.depends[place] else ()),
                *(bounds.flags if bounds is not None else ()),
                *(("synthetic",) if survey.synthetic else ()),
            ),
            together=_together(pairing, cell),
            bounds=bounds,
            **(dict.fromkeys(numbers, nan) if masked else numbers),
        )


def _status(cell: _Cell, *, tested: bool, bounds: Bounds | None) -> Status:
    """Return what a gap may say, and why there is no test where there is none."""
    if cell.status in ("ok", "low_base") and bounds is not None:
        return "margins_only"
    return "no_spread" if cell.status == "ok" and not tested else cell.status


def _kind_of(pairing: Pairing) -> tuple[str, ...]:
    """Return the flag of gaps that are not between two independent samples."""
    if not pairing.dependent:
        return ()
    return ("same_respondents",) if pairing.same_respondents else ("dyads",)


def _together(pairing: Pairing, cell: _Cell) -> Together | None:
    """Return how the same respondents answered both, where that may be shown."""
    if pairing.crossing is None or cell.status not in COMPARED:
        return None
    return pairing.crossing.at(cell.segment, cell.item.id)


def _judged(inferred: Inference, margin: float, aligned_by: AlignedBy) -> Verdicts:
    """Return every cell's verdict, agreement judged together or item by item."""
    low, high = inferred.family.low, inferred.family.high
    direction = np.where(inferred.flagged, np.sign(inferred.gap), 0.0)
    if aligned_by == "interval":
        return verdict(low, high, margin, direction=direction)
    inner = inferred.inner
    return verdict_by_item(low, high, margin, inner_low=inner.low, inner_high=inner.high, direction=direction)


def _word(judged: Verdicts, place: int) -> Verdict:
    """Return one cell's verdict."""
    return cast("Verdict", str(judged.verdict[place]))


def _marks(judged: Verdicts, place: int) -> tuple[str, ...]:
    """Return what the margin adds to one cell's verdict."""
    marks = {"small_difference": judged.small_difference, "beyond_margin": judged.beyond_margin}
    return tuple(name for name, mask in marks.items() if mask[place])


@dataclass(frozen=True, slots=True)
class _Cell:
    """One item in one segment on both sides."""

    item: Item
    segment: str
    side: Estimate
    reference: Estimate

    @property
    def compared(self) -> bool:
        """Whether there is a gap; a masked one is there, and decided with its family, but not shown."""
        found = {"ok" if each.status == "masked" else each.status for each in (self.side, self.reference)}
        return found <= set(COMPARED)

    @property
    def status(self) -> Status:
        """What the gap of the two estimates may say."""
        for status in PRECEDENCE:
            if status in (self.side.status, self.reference.status):
                return status
        return "ok"

    @property
    def flags(self) -> tuple[str, ...]:
        """The doubts of both sides, and of the pair."""
        doubts = dict.fromkeys(self.side.flags + self.reference.flags)
        gone = [each.flags for each in (self.side, self.reference) if each.status == "suppressed"]
        if not all(COMPLEMENT in flags for flags in gone):
            doubts.pop(COMPLEMENT, None)
        related = ("related",) if self.item.comparable == "related" else ()
        return (*doubts, *related)


def _margin(survey: Survey, pairing: Pairing) -> float:
    """Return the question's margin, else the study's; NaN where none is given for this unit."""
    if pairing.side.question.margin is not None:
        return pairing.side.question.margin
    general = survey.analysis.margin
    return nan if general is None or not pairing.side.measure.in_points else general
