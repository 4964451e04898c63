"""The types of a survey: what was asked of whom, and how they were sampled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gapkit.display import in_points, low_is_first
from gapkit.errors import UnknownItemError
from gapkit.options import check_kind

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from gapkit.options import (
        Adjust,
        AlignedBy,
        BaseRule,
        Comparable,
        Duplicates,
        Family,
        Format,
        Kind,
        Layout,
        LonelyPSU,
        Match,
        MissingWeights,
        ReplicateMethod,
    )
    from gapkit.survey.claims import Claim
    from gapkit.survey.filters import Filter
    from gapkit.survey.measures import Measure

Answer = int | float | str
"""One answer as the survey file writes it: a code (number) or a text."""

AnswersPerSide = Answer | Sequence[Answer] | Mapping[str, Answer | Sequence[Answer]]
"""Answers for all sides, or per side, as ``Survey.from_frames`` takes them."""

TOTAL = "all"
"""The segment that holds every respondent of a side."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How a data file is to be read where its content does not tell.

    Attributes
    ----------
    format : str or None
        Such as ``"csv"`` or ``"sav"``; ``None`` recognises it from the content.
    encoding, delimiter, decimal : str or None
        For text files; ``None`` recognises them.
    sheet : str or None
        Sheet of a workbook; ``None`` takes the only one that holds anything.
    header_rows : int or None
        Rows that hold names and wording before the first respondent; ``None``: 1, or as recognised.
    catalogue : str or None
        Name of the SAS catalogue beside the data that holds its value labels; ``None`` finds it.
    """

    format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    sheet: str | None = None
    header_rows: int | None = None
    catalogue: str | None = None


@dataclass(frozen=True, slots=True)
class Replication:
    """Replicate weights of a side: where they stand, and how they were made.

    Attributes
    ----------
    columns : str
        Pattern of the columns, such as ``rw*``; they count in the order of the data.
    method : {"brr", "fay", "jk1", "jkn", "bootstrap"}
        What their variance is scaled by.
    rho : float
        Fay's coefficient.
    rscales : tuple of float
        Factor of each replicate (``jkn``), or one for all; empty: found in the weights.
    mse : bool
        Squares about the full sample's estimate; otherwise about the mean of the replicates.
    """

    columns: str
    method: ReplicateMethod
    rho: float = 0.0
    rscales: tuple[float, ...] = ()
    mse: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """Who answers: one of the groups that a study sets side by side.

    Attributes
    ----------
    data : Path, DataFrame, Mapping of them by wave, or None
        Where the respondents are; ``None`` for a side that speaks through published statements.
    where : Filter or None
        The respondents that count.
    weight, strata, psu, fpc, id : str or None
        Columns of the sampling design and of the respondent's id.
    replicates : Replication or None
        Replicate weights, in place of strata and PSUs.
    wave : str or None
        Column of the wave, where one file holds all of them.
    panel : bool
        Whether equal ids in two waves are the same person.
    dyad : str or None
        Column of the brand, firm or couple that also stands on the other side.
    sensitive : bool or None
        Whether its respondents might be recognised; ``None``: yes below 250 of them.
    missing : tuple of answers
        "No answer" in every column of this side.
    role_of : str
        The side that a role stands in for; empty for a side itself.
    base, deff : float or None
        Base and design effect of a published side; an unknown base is ``None``.
    """

    id: str
    label: str
    data: Path | pd.DataFrame | Mapping[str, Path | pd.DataFrame] | None = None
    read: ReadOptions = ReadOptions()
    where: Filter | None = None
    id_column: str | None = None
    duplicates: Duplicates = "fail"
    weight: str | None = None
    missing_weights: MissingWeights = "fail"
    strata: str | None = None
    psu: str | None = None
    fpc: str | None = None
    lonely_psu: LonelyPSU = "fail"
    replicates: Replication | None = None
    wave: str | None = None
    panel: bool = False
    dyad: str | None = None
    sensitive: bool | None = None
    missing: tuple[Answer, ...] = ()
    n_expected: int | None = None
    sampling: str = ""
    probability: bool = False
    population: str = ""
    mode: str = ""
    sponsor: str = ""
    dates: tuple[str, ...] = ()
    base: float | None = None
    base_qualifier: str = "exact"
    deff: float = 1.0
    role_of: str = ""

    @property
    def published(self) -> bool:
        """Whether the side speaks through published statements."""
        return self.data is None

    @property
    def home(self) -> str:
        """The side whose respondents these are: the side itself, or the one that it is a role of."""
        return self.role_of or self.id


@dataclass(frozen=True, slots=True)
class Segment:
    """A way to break a study down; a side without a column stands with its total.

    Attributes
    ----------
    columns : Mapping[str, str]
        Column per side.
    order : tuple of answers
        The answers shown, in order; empty: every answer found, sorted.
    merge : Mapping[str, tuple of answers]
        New answer made of old ones.
    """

    id: str
    label: str
    columns: Mapping[str, str]
    order: tuple[Answer, ...] = ()
    merge: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """The allowed answers of a scale question on one side, low to high.

    Attributes
    ----------
    points : tuple of answers
        The answers of the scale in ascending order.
    labels : tuple of str
        One per point.
    off_scale : tuple of answers
        In the base but in no box, and out of means ("not applicable").
    missing : tuple of answers
        "No answer".
    """

    points: tuple[Answer, ...]
    labels: tuple[str, ...]
    off_scale: tuple[Answer, ...] = ()
    missing: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """Where one item stands in one side's data.

    Attributes
    ----------
    name : str
        Column of the data.
    reverse : bool
        The scale runs the other way round.
    code : answer or None
        In a multiple question: this answer is the tick, every other answer is none.
    contains, separator : str
        In a multiple question: the cell holds several answers, joined by the separator, and this one
        among them is the tick; empty where a cell holds one answer.
    """

    name: str
    reverse: bool = False
    code: Answer | None = None
    contains: str = ""
    separator: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked of both sides.

    Attributes
    ----------
    columns : Mapping[str, Column]
        Per side, for formats with a column per item; a side without one was not asked.
    answers : Mapping[str, tuple of answers]
        Per side, for single choice and places of a ranking: the codes that mean this item.
    comparable : {"same", "shifted", "related"}
        How far the two sides were asked the same thing.
    """

    id: str
    label: str
    columns: Mapping[str, Column] = field(default_factory=dict)
    answers: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    comparable: Comparable = "same"
    text: Mapping[str, str] = field(default_factory=dict)
    note: str = ""

    def on(self, side: str) -> bool:
        """Whether the side was asked this item."""
        return side in self.columns or side in self.answers


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its items, and how it was put to each side.

    Attributes
    ----------
    text, asks, asked_of : Mapping[str, str]
        Per side: the wording, what kind of answer it is, and the filter in words.
    base : Mapping[str, BaseRule]
        Per side: who counts for an item.
    ticked, unticked : Mapping[str, tuple of answers]
        Per side, multiple questions; ``"*"`` in ``ticked`` is any text that is not ``unticked``.
    column : Mapping[str, str]
        Per side, single choice.
    scale : Mapping[str, Scale]
        Per side, scale questions.
    measure : Mapping[str, Measure]
        Per side: what is summarised.
    margin : float or None
        Largest difference that counts as agreement: a share, or scale units for means.
    roles : tuple of str
        What stands in for the sides; every mapping above is then by role. Empty: the sides themselves.
    reference : str
        Role that gaps are measured from; empty without roles.
    chain : bool
        Whether every role is compared with the one before it, so that the gaps add up.
    line : int
        Line of the survey file; 0 where there is none.
    formats : Mapping[str, Format]
        Per side, where the sides answered in different formats; else empty.
    unit : str
        What numbers count, in words for a reader.
    limits : tuple of (float, float) or None
        Lowest and highest number that can be.
    layout : Mapping[str, Layout]
        Per side, rankings: ``"rank"`` (a column per item) or ``"item"`` (a column per place).
    columns : Mapping[str, tuple of str]
        Per side, rankings laid out by item: the column of each place, in order.
    total : float
        Sum of the points that every respondent gave out.
    match : {"boxes", "rescale"} or None
        How scales of different lengths are compared; ``"rescale"`` lets both run from 0 to 100.
    """

    id: str
    kind: Kind
    format: Format
    label: str
    items: tuple[Item, ...]
    text: Mapping[str, str] = field(default_factory=dict)
    asks: Mapping[str, str] = field(default_factory=dict)
    asked_of: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, BaseRule] = field(default_factory=dict)
    missing: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    ticked: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    unticked: Mapping[str, tuple[Answer, ...]] = field(default_factory=dict)
    column: Mapping[str, str] = field(default_factory=dict)
    scale: Mapping[str, Scale] = field(default_factory=dict)
    measure: Mapping[str, Measure] = field(default_factory=dict)
    margin: float | None = None
    roles: tuple[str, ...] = ()
    reference: str = ""
    chain: bool = False
    line: int = 0
    formats: Mapping[str, Format] = field(default_factory=dict)
    unit: str = ""
    limits: tuple[float, float] | None = None
    layout: Mapping[str, Layout] = field(default_factory=dict)
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: float = 0.0
    match: Match | None = None

    def format_on(self, side: str) -> Format:
        """Return the format in which a side answered."""
        return self.formats.get(side, self.format)

    def unit_of(self, measure: str) -> str:
        """Return the unit of a measure of this question on paper; empty for points and scale points."""
        if in_points(measure):
            return ""
        if low_is_first(measure):
            return "places"
        if self.format == "points":
            return f"points of {self.total:g}"
        return "points of 100" if self.match == "rescale" else self.unit

    def item(self, item: str) -> Item:
        """Return the item with this id.

        Raises
        ------
        UnknownItemError
            If the question has no such item.
        """
        for candidate in self.items:
            if candidate.id == item:
                return candidate
        raise UnknownItemError.not_in_question(item, self.id, [each.id for each in self.items])


@dataclass(frozen=True, slots=True)
class Analysis:
    """The choices of ``[analysis]``; ``margin`` is a share."""

    conf_level: float = 0.95
    adjust: Adjust | None = None
    family: Family = "question"
    margin: float | None = None
    aligned_by: AlignedBy = "interval"
    seed: int = 20260101


@dataclass(frozen=True, slots=True)
class LowBase:
    """The three thresholds of ``[low_base]``, in respondents, and why they were lowered."""

    suppress: int = 10
    flag: int = 30
    denote: int = 100
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """The choices of ``[report]``."""

    by: tuple[str, ...] = ()
    theme: Path | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What AAPOR asks beyond the sides' own keys (``[method]``)."""

    strategy: str = ""
    instruments: str = ""
    weighting: str = ""
    quality: str = ""
    limitations: str = ""


@dataclass(frozen=True, slots=True)
class Survey:
    """One study's survey file, read and checked.

    Attributes
    ----------
    reference : str
        Side that gaps are measured from: gap = side - reference.
    sides : Mapping[str, Side]
        In the file's order. A role of a question is found here too, but is not listed.
    waves : tuple of str
        Rounds of fieldwork, in order; empty where there is one only.
    published : tuple of dict
        Rows of published statements as written, checked when they are loaded.
    published_path : Path or None
        The file they came from.
    compare : tuple of (str, str)
        Further pairs, side before its reference.
    accept : Mapping[str, str]
        Checks taken knowingly, with the reason that is printed.
    claims : tuple of Claim
        Sentences that were printed, with what must hold for them to be true.
    path : Path or None
        The survey file; ``None`` for ``Survey.from_frames``.
    source_text : str
        The file's text, for the provenance page.
    """

    title: str
    reference: str
    sides: Mapping[str, Side]
    questions: tuple[Question, ...]
    segments: Mapping[str, Segment] = field(default_factory=dict)
    analysis: Analysis = Analysis()
    low_base: LowBase = LowBase()
    report: ReportOptions = ReportOptions()
    method: Disclosure = Disclosure()
    synthetic: bool = False
    source: str = ""
    date: str = ""
    waves: tuple[str, ...] = ()
    published: tuple[Mapping[str, Any], ...] = ()
    published_path: Path | None = None
    compare: tuple[tuple[str, str], ...] = ()
    accept: Mapping[str, str] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    path: Path | None = None
    source_text: str = ""

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Every pair that is compared, as (side, its reference)."""
        others = tuple((side, self.reference) for side in self.sides if side != self.reference)
        return others + self.compare

    def pairs_of(self, question: Question) -> tuple[tuple[str, str], ...]:
        """Every pair that a question compares: of sides, or of the roles that stand in for them.

        A chain compares each role with the one before it, and the last with the first.
        """
        roles = question.roles
        if not roles:
            return self.pairs
        if not question.chain:
            return tuple((role, question.reference) for role in roles if role != question.reference)
        links = tuple((role, before) for before, role in pairwise(roles))
        return (*links, (roles[-1], roles[0])) if len(links) > 1 else links

    def speakers(self, question: Question, side: str | None = None) -> tuple[str, ...]:
        """Who answers a question: the sides, or the roles that stand in for them (those of one side)."""
        each = question.roles or tuple(self.sides)
        return tuple(one for one in each if side is None or self.sides[one].home == side)

    def question(self, question: str) -> Question:
        """Return the question with this id.

        Raises
        ------
        UnknownItemError
            If the survey has no such question.
        """
        for candidate in self.questions:
            if candidate.id == question:
                return candidate
        raise UnknownItemError.no_question(question, [each.id for each in self.questions])

    @classmethod
    def from_frames(  # noqa: PLR0913 - one argument per key of the commonest question
        cls,
        frames: Mapping[str, pd.DataFrame | Mapping[str, pd.DataFrame]],
        *,
        reference: str,
        pairs: Mapping[str, Mapping[str, Any]] | None = None,
        title: str = "Gap study",
        labels: Mapping[str, str] | None = None,
        question: str = "items",
        kind: Kind = "perception",
        format: Format = "multiple",  # noqa: A002 - the survey file's word
        text: str | Mapping[str, str] | None = None,
        base: BaseRule | Mapping[str, BaseRule] | None = None,
        ticked: AnswersPerSide | None = None,
        unticked: AnswersPerSide | None = None,
        column: str | Mapping[str, str] | None = None,
        scale: Mapping[str, Any] | None = None,
        match: Match | None = None,
        unit: str | None = None,
        limits: Sequence[float] | None = None,
        layout: Layout | Mapping[str, Layout] | None = None,
        columns: Mapping[str, Sequence[str]] | None = None,
        total: float | None = None,
        measure: str | Mapping[str, str] | None = None,
        missing: AnswersPerSide | None = None,
        margin: float | None = None,
        weight: str | Mapping[str, str] | None = None,
        segments: Mapping[str, Mapping[str, Any]] | None = None,
        sides: Mapping[str, Mapping[str, Any]] | None = None,
        questions: Sequence[Mapping[str, Any]] = (),
        options: Mapping[str, Any] | None = None,
    ) -> Survey:
        """Return the survey of data frames, described in Python instead of a file.

        The words are those of the survey file and so are the units: ``margin=5`` is 5 points.

        Parameters
        ----------
        frames : Mapping[str, DataFrame or Mapping[str, DataFrame]]
            Respondents by side, or by side and wave (``options={"waves": ["2023", "2024"]}``).
        reference : str
            Side that gaps are measured from: gap = side - reference.
        pairs : Mapping, optional
            Items of one question, each with its column on every side (single choice: its answers).
        labels : Mapping[str, str], optional
            Labels of items, sides and segments by id; default: the id in plain words.
        question, kind, format, text, base, ticked, unticked, column, scale, match, unit, limits
            The question that holds the ``pairs``: its id and keys; so are ``layout``, ``columns``, ``total``,
            ``measure``, ``missing`` and ``margin``.
        weight : str or Mapping[str, str], optional
            Column of the weights, on all sides or per side.
        segments, sides, questions
            Tables as in the survey file, for every key that has no argument here; ``questions``
            stand after the one of ``pairs``.
        options : Mapping, optional
            Further keys of the top level, such as ``{"analysis": {"conf_level": 0.9}}``.

        Raises
        ------
        SurveyError
            If anything is wrong with it; all problems are told at once.

        Examples
        --------
        >>> import pandas as pd
        >>> survey = Survey.from_frames(
        ...     {"consumer": pd.DataFrame({"q5": [1, 0, 1]}), "marketer": pd.DataFrame({"q12": [0, 1]})},
        ...     reference="consumer",
        ...     pairs={"deals": {"consumer": "q5", "marketer": "q12"}},
        ...     labels={"deals": "Special savings"},
        ...     margin=5,
        ... )
        >>> survey.questions[0].item("deals").label, survey.questions[0].margin
        ('Special savings', 0.05)
        """
        from gapkit.survey import frames as described  # the builder builds on this module

        described.check_frames(frames)

        keys = {
            "kind": kind, "format": format, "text": text, "base": base, "ticked": ticked,
            "unticked": unticked, "column": column, "scale": scale, "match": match, "unit": unit,
            "limits": limits, "layout": layout, "columns": columns, "total": total, "measure": measure,
            "missing": missing, "margin": margin,
        }  # fmt: skip
        check_kind("pairs", pairs or {}, Mapping, "items by id, each with its column on every side")
        check_kind(
            "questions", questions, (list, tuple), "a list of questions, each as the survey file has it"
        )
        for each in questions:
            check_kind("questions", each, Mapping, "a list of questions, each as the survey file has it")
        labels = labels or {}
        told = any(value is not None for key, value in keys.items() if key not in ("kind", "format"))
        paired = (
            [described.question_of(question, pairs or {}, labels=labels, keys=keys)]
            if pairs or told or not questions
            else []
        )
        document = described.document_of(
            frames,
            reference=reference,
            title=title,
            questions=[*paired, *questions],
            sides=sides or {},
            segments=segments or {},
            labels=labels,
            weight=weight,
            options=options or {},
        )
        return described.survey_of(document, frames, labels=labels)
