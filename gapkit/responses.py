"""One side's respondents: coded answers, sampling design, and what was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gapkit.options import ReplicateMethod
from gapkit.stats import Calibration, Replicates
from gapkit.survey import Segment, Side, Survey

BLANK: Final = -1
"""Code of a cell that holds nothing: not asked, unless the base rule says otherwise."""

MISSING: Final = -2
"""Code of a declared "no answer": don't know, refused, a missing code."""

UNTICKED: Final = 0
TICKED: Final = 1

SENSITIVE_BELOW: Final = 250
"""Respondents of a side below which it is sensitive, unless the survey file says otherwise."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """The coded answers to one question on one side.

    Attributes
    ----------
    codes : int16 array, shape (respondents, columns)
        Index into ``values``, or ``BLANK``, or ``MISSING``. Multiple questions: ``UNTICKED`` and
        ``TICKED``. Single choice: place of the item in the question. Scales: place of the point,
        low to high (already turned where the survey file says ``reverse``), then the off-scale answers.
        Rankings: the place, from 0, then "not ranked". Numbers and points: 0 where one was given.
    columns : tuple of str
        Item of each column; for single choice the one column is called like the question.
    values : tuple of float
        Value of each code: 0 and 1, or the scale's points; NaN where an answer has no place on the scale.
    labels : tuple of str
        Text of each code.
    numbers : float array, shape (respondents, columns), or None
        Questions that ask for numbers, points or ranks: the number given, NaN without an answer. In
        rankings an item that was not ranked has the mean of the places left.
    """

    codes: NDArray[np.int16]
    columns: tuple[str, ...]
    values: tuple[float, ...]
    labels: tuple[str, ...]
    numbers: NDArray[np.float64] | None = None

    def take(self, rows: NDArray[np.bool_]) -> Answers:
        """Return the answers of some respondents."""
        numbers = None if self.numbers is None else self.numbers[rows]
        return replace(self, codes=self.codes[rows], numbers=numbers)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Something left out, with its reason and count.

    Attributes
    ----------
    side, question, item : str
        Where; empty where it concerns the whole side.
    reason : str
        Why, as a sentence without a full stop.
    count : int
        Respondents (or answers) concerned.
    wave : str
        Empty where it concerns all waves, or there are none.
    """

    side: str
    reason: str
    count: int
    question: str = ""
    item: str = ""
    wave: str = ""


@dataclass(frozen=True, slots=True)
class DataSource:
    """Where a side's data came from, for the provenance page.

    Attributes
    ----------
    name : str
        File name, or ``"data frame"``.
    format : str
        ``"SPSS"``, ``"CSV"``, ``"data frame"``, ``"published"``.
    sha256 : str
        Of the file's bytes; empty for frames.
    rows : int
        Rows read, before anything was left out.
    notes : tuple of str
        What was recognised: encoding, delimiter, decimal mark.
    waves : Mapping[str, DataSource]
        The source of each wave, where every wave has a file of its own.
    """

    name: str
    format: str
    sha256: str
    rows: int
    notes: tuple[str, ...] = ()
    waves: Mapping[str, DataSource] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class ReplicateWeights:
    """Weights that hold a sample's design: one set per replicate.

    Attributes
    ----------
    method : {"brr", "fay", "jk1", "jkn", "bootstrap"}
        How the replicates were made.
    design : Replicates
        Weights of shape (respondents, replicates) beside the full sample's, and their scales.
    df : int
        Directions in which the replicates differ, less one, as R survey counts them: replicates - 1
        where none repeats what the others say.
    """

    method: ReplicateMethod
    design: Replicates
    df: int


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """Who answered what on one side.

    Attributes
    ----------
    survey, side : Survey, Side
        What was asked, and of whom.
    respondents : int
        Rows that count, after the side's filter and exclusions.
    answers : Mapping[str, Answers]
        By question id (a role's by ``question.role``); a question not put to this side is absent.
    weight : float array, shape (respondents,), or None
        Positive weights; ``None`` where the side has none.
    stratum, psu : int array, shape (respondents,), or None
        Sampling stratum and primary sampling unit, as codes.
    fpc : float array, shape (respondents,), or None
        Population size of the row's stratum (PSUs where ``psu`` is given).
    segments : Mapping[str, SegmentCodes]
        By segment id; a segment this side does not have is absent.
    replicates : Mapping[str, ReplicateWeights]
        In place of stratum and PSU: by wave, ``""`` where the survey has none; empty without them.
    waves : tuple of str
        The survey's waves in order; empty where it has none.
    wave : int16 array, shape (respondents,), or None
        Index into ``waves``. Every wave is a sample of its own.
    person : int array, shape (respondents,), or None
        In a panel: who it is, the same code in every wave.
    dyads : tuple of str
        The keys that the codes of ``psu`` stand for, where the units are dyads; else empty.
    calibration : Calibration or None
        How the weights were brought to known totals, so that standard errors leave out what the totals
        already tell; counts only while ``weight`` is the array it made.
    """

    survey: Survey
    side: Side
    respondents: int
    answers: Mapping[str, Answers]
    weight: NDArray[np.float64] | None
    stratum: NDArray[np.intp] | None
    psu: NDArray[np.intp] | None
    fpc: NDArray[np.float64] | None
    segments: Mapping[str, SegmentCodes]
    source: DataSource
    exclusions: tuple[Exclusion, ...] = ()
    replicates: Mapping[str, ReplicateWeights] = field(default_factory=dict)
    waves: tuple[str, ...] = ()
    wave: NDArray[np.int16] | None = None
    person: NDArray[np.intp] | None = None
    dyads: tuple[str, ...] = ()
    calibration: Calibration | None = None

    @property
    def calibrated(self) -> bool:
        """Whether the weights are those of the calibration, for these very respondents."""
        return self.calibration is not None and self.weight is self.calibration.weight

    @property
    def sensitive(self) -> bool:
        """Whether a respondent might be recognised: as the survey file says, else below 250 of them."""
        told = self.side.sensitive
        return self.respondents < SENSITIVE_BELOW if told is None else told

    def speaks(self, question: str, speaker: str) -> bool:
        """Whether the side, or a role of it, answered a question."""
        return answers_key(question, speaker, self.side) in self.answers

    def as_role(self, question: str, role: Side) -> Responses:
        """Return the same respondents with what they answered to one question in one role."""
        answers = {question: self.answers[answers_key(question, role.id, self.side)]}
        return replace(self, side=role, answers=answers)

    def rows(self, kept: NDArray[np.bool_]) -> Responses:
        """Return some of the respondents; replicate weights are not cut."""
        return replace(
            self,
            respondents=int(kept.sum()),
            answers={name: each.take(kept) for name, each in self.answers.items()},
            weight=None if self.weight is None else self.weight[kept],
            stratum=None if self.stratum is None else self.stratum[kept],
            psu=None if self.psu is None else self.psu[kept],
            fpc=None if self.fpc is None else self.fpc[kept],
            segments={name: replace(each, codes=each.codes[kept]) for name, each in self.segments.items()},
            wave=None if self.wave is None else self.wave[kept],
            person=None if self.person is None else self.person[kept],
        )

    def in_wave(self, wave: str) -> Responses:
        """Return the respondents of one wave; nobody where the side was not asked then."""
        if self.wave is None:
            return self
        there = self.rows(self.wave == self.waves.index(wave))
        return replace(
            there,
            source=self.source.waves.get(wave, self.source),
            exclusions=tuple(each for each in self.exclusions if each.wave in ("", wave)),
            replicates={name: each for name, each in self.replicates.items() if name == wave},
            waves=(wave,),
            wave=np.zeros(there.respondents, dtype=np.int16),
        )

    def __repr__(self) -> str:
        """Return side, size and what was asked."""
        return (
            f"<Responses of {self.side.label}: {self.respondents:,} respondents, "
            f"{len({name.partition('.')[0] for name in self.answers})} questions, from {self.source.name}>"
        )


def answers_key(question: str, speaker: str, side: Side) -> str:
    """Return where the answers of a side, or of a role of it, to a question stand.

    Examples
    --------
    >>> answers_key("know_asked", "asked", Side("marketer", "Marketers"))
    'know_asked.asked'
    """
    return question if speaker == side.id else f"{question}.{speaker}"


@dataclass(frozen=True, slots=True, eq=False)
class SegmentCodes:
    """Which segment each respondent belongs to.

    Attributes
    ----------
    segment : Segment
        Its definition in the survey file.
    labels : tuple of str
        The segments in order.
    codes : int16 array, shape (respondents,)
        Index into ``labels``, or ``BLANK`` for none of them.
    """

    segment: Segment
    labels: tuple[str, ...]
    codes: NDArray[np.int16]
