"""Published figures as one side's statements (``SURVEY_FILE.md`` §5)."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from math import inf, isnan, nan
from typing import TYPE_CHECKING, Final

from gapkit.errors import GapkitError, StatementError, SurveyError, raise_all
from gapkit.responses import DataSource
from gapkit.statements import Statement, Statements
from gapkit.survey import TOTAL, Question, Side, Survey
from gapkit.survey.text import answer_text, clean_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

MAX_BYTES: Final = 4 << 20
MAX_ROWS: Final = 20_000
MOST_TOLD: Final = 100
"""Problems told in one go; the rest is counted."""

COLUMNS: Final = (
    "question", "item", "side", "percent", "count", "mean", "sd", "rank", "words", "base", "base_qualifier",
    "deff", "qualifier", "rounding", "joint", "segment", "wave", "alternate", "source", "confidence", "note",
)  # fmt: skip
FIGURES: Final = ("percent", "count", "mean", "rank", "words")

QUALIFIERS: Final = ("exact", "about", "below", "at_least", "at_most")
BASE_QUALIFIERS: Final = ("exact", "at_least", "about")
ROUNDINGS: Final = ("integer", "one_decimal", "truncated")
FLAGS: Final = {"": False, "false": False, "true": True}

NUMBER: Final = re.compile(r"[-+]?[0-9]{1,15}(?:\.[0-9]{1,15})?")
LAST: Final = "last"
TWO_ROLES: Final = 2
POINTS: Final = 100
ROUNDED: Final = 0.015
"""How far three percentages may contradict each other by rounding alone."""
"""Points on paper that make a share of 1."""


@dataclass(frozen=True, slots=True)
class Published:
    """The rows of published statements as they are written, and where they came from.

    Attributes
    ----------
    name : str
        What errors call the place.
    rows : tuple of (int, Mapping)
        Number and cells of each row; numbers as a reader of the file counts them.
    """

    name: str
    rows: tuple[tuple[int, Mapping[str, str]], ...]
    sha256: str
    inline: bool

    def where(self, number: int, column: str = "") -> str:
        """Return where a cell is, as errors tell it."""
        row = f"published row {number}" if self.inline else f"row {number}"
        return ", ".join(part for part in (self.name, row, column) if part)


def load_statements(survey: Survey, side: str) -> Statements:
    """Return what was published about one side.

    Every row keeps its doubts: qualifier, base qualifier, rounding, source and confidence. A row
    without a base has the side's; a percent printed without decimals is rounded to integers. Rows
    marked ``alternate`` are kept, marked.

    Parameters
    ----------
    side : str
        A side of the survey without ``data``.

    Raises
    ------
    StatementError
        If a row is no statement about this survey; all problems are told at once, with their rows.
        What is wrong with rows of another side is told where that side is loaded, and rows of no
        side with the first side that is published.
    """
    if side not in survey.sides:
        raise SurveyError.unknown_side(side, survey.sides)
    published = published_rows(survey)
    problems: list[GapkitError] = []
    asked = Asked.of(survey)
    rows = [Row(asked, number, cells) for number, cells in published.rows]
    first = next((each.id for each in survey.sides.values() if each.published), side)
    mine, published_of = speakers_of(survey, side), published_speakers(survey)
    statements: list[Statement] = []
    for row in rows:
        if len(problems) > MOST_TOLD:
            break
        about = row.cells.get("side", "")
        if about not in mine and (side != first or about in published_of):
            continue
        statement = row.statement()
        for column, error in row.problems:
            error.where = published.where(row.number, column)
            problems.append(error)
        if statement is not None and statement.side in mine:
            statements.append(statement)
    problems += stated_twice(statements, published)
    problems += contradicted(statements, published)
    if side == first:
        problems += on_no_side(survey, rows, published)
    if not any(row.cells.get("side") in mine for row in rows):
        problems.append(told_at(StatementError.no_rows(side), published.name))
    refuse(problems, published.name)
    source = DataSource(published.name, "published", published.sha256, len(published.rows))
    return Statements(survey, survey.sides[side], tuple(statements), source)


def published_speakers(survey: Survey) -> set[str]:
    """Return the sides that speak through statements, and their roles."""
    published = (side.id for side in survey.sides.values() if side.published)
    return {speaker for side in published for speaker in speakers_of(survey, side)}


def speakers_of(survey: Survey, side: str) -> set[str]:
    """Return a side and all roles that it takes."""
    asked = [question for question in survey.questions if question.roles]
    return {side, *(role for question in asked for role in survey.speakers(question, side))}


def published_rows(survey: Survey) -> Published:
    """Return the survey's statements as they are written."""
    if survey.published_path is not None:
        return rows_of_file(survey.published_path)
    name = clean_text(str(survey.path)) if survey.path is not None else "Survey.from_frames"
    rows = [(number, as_text(row)) for number, row in enumerate(survey.published, start=1)]
    problems = (
        told_at(error, f"{name}, published row {number}")
        for number, row in rows
        for error in column_problems(list(row))
    )
    refuse(problems, name)
    digest = hashlib.sha256(survey.path.read_bytes()).hexdigest() if survey.path is not None else ""
    return Published(name, tuple(rows), digest, inline=True)


def as_text(row: Mapping[str, object]) -> dict[str, str]:
    """Return an inline row as a CSV file would hold it."""
    return {
        key: str(value).lower() if isinstance(value, bool) else str(value).strip()
        for key, value in row.items()
    }


def rows_of_file(path: Path) -> Published:
    """Return the rows of a CSV file of statements."""
    name = clean_text(path.name)
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError:
        raise told_at(StatementError.no_file(name), name) from None
    if len(content) > MAX_BYTES:
        raise told_at(StatementError.too_many("bytes", MAX_BYTES), name)
    try:
        lines = list(cells_of(content.decode("utf-8-sig")))
    except UnicodeDecodeError:
        raise told_at(StatementError.unreadable_table("bytes that are no UTF-8"), name) from None
    except csv.Error:
        raise told_at(
            StatementError.unreadable_table("quotes that do not close, or a cell without end"), name
        ) from None
    if not lines:
        raise told_at(StatementError.unreadable_table("an empty file"), name)
    if len(lines) > MAX_ROWS:
        raise told_at(StatementError.too_many("rows", MAX_ROWS), name)
    (_, head), *body = lines
    refuse(layout_problems(name, head, body), name)
    rows = tuple((number, dict(zip(head, cells, strict=True))) for number, cells in body)
    return Published(name, rows, hashlib.sha256(content).hexdigest(), inline=False)


def cells_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text that hold anything, the head being row 1."""
    for number, cells in enumerate(csv.reader(io.StringIO(text), strict=True), start=1):
        trimmed = [cell.strip() for cell in cells]
        if any(trimmed):
            yield number, trimmed


def layout_problems(
    name: str, head: Sequence[str], body: Sequence[tuple[int, list[str]]]
) -> Iterator[GapkitError]:
    """Yield what is wrong with a table before its cells are read."""
    for error in column_problems(head):
        yield told_at(error, f"{name}, row 1")
    for number, cells in body:
        if len(cells) != len(head):
            yield told_at(StatementError.wrong_width(len(cells), len(head)), f"{name}, row {number}")


def column_problems(columns: Sequence[str]) -> Iterator[GapkitError]:
    """Yield what is wrong with a table's columns."""
    for column, count in Counter(columns).items():
        if column not in COLUMNS:
            yield StatementError.unknown_column(column, COLUMNS)
        elif count > 1:
            yield StatementError.column_twice(column)


def stated_twice(statements: Sequence[Statement], published: Published) -> Iterator[GapkitError]:
    """Yield an error for every figure whose like was stated before."""
    first: dict[tuple[str, ...], int] = {}
    for each in statements:
        if each.alternate:
            continue
        about = (each.question, each.item, each.side, each.segment, each.wave)
        row = first.setdefault(about, each.row)
        if row != each.row:
            yield told_at(StatementError.stated_twice(each.item, each.side, row), published.where(each.row))


def contradicted(statements: Sequence[Statement], published: Published) -> Iterator[GapkitError]:
    """Yield an error for every joint figure that the two figures beside it make impossible."""
    beside: dict[tuple[str, ...], list[Statement]] = {}
    for each in statements:
        if not each.alternate:
            beside.setdefault((each.question, each.item, each.segment, each.wave), []).append(each)
    for both in beside.values():
        values = [each.value for each in both]
        for each in both:
            if len(both) != TWO_ROLES or any(map(isnan, (each.joint, *values))):
                continue
            if any(other.qualifier != "exact" for other in both):
                continue
            low, high = max(sum(values) - 1, 0.0), min(values)
            if not low - ROUNDED <= each.joint <= high + ROUNDED:
                error = StatementError.joint_contradicts(each.joint * POINTS, low * POINTS, high * POINTS)
                yield told_at(error, published.where(each.row, "joint"))


def on_no_side(survey: Survey, rows: Sequence[Row], published: Published) -> Iterator[GapkitError]:
    """Yield an error for every item with neither a column nor a statement."""
    stated = {(question, row.cells.get("item", "")) for row in rows for question in row.questions()}
    for question in survey.questions:
        for item in question.items:
            if not item.columns and not item.answers and (question.id, item.id) not in stated:
                yield told_at(StatementError.item_on_no_side(item.id, question.id), published.name)


def told_at(error: GapkitError, where: str) -> GapkitError:
    """Return the error with where it is."""
    error.where = where
    return error


def refuse(problems: Iterable[GapkitError], name: str) -> None:
    """Raise the first problems, and that there are more, if there is any."""
    told = list(islice(problems, MOST_TOLD + 1))
    if len(told) > MOST_TOLD:
        told[MOST_TOLD:] = [told_at(StatementError.more_problems(), name)]
    if told:
        raise_all(told)


@dataclass(frozen=True, slots=True)
class Asked:
    """What statements may be about.

    Attributes
    ----------
    items : Mapping[str, Sequence[str]]
        Items of each question.
    questions : Mapping[str, Sequence[str]]
        Questions that have each item.
    speakers : Mapping[str, tuple of str]
        Who answers each question: the sides, or the roles that stand in for them.
    limits : Mapping[str, tuple of (float, float)]
        Lowest and highest mean of each question that has a scale, limits or a fixed sum.
    """

    survey: Survey
    items: Mapping[str, Sequence[str]]
    questions: Mapping[str, Sequence[str]]
    speakers: Mapping[str, tuple[str, ...]]
    limits: Mapping[str, tuple[float, float]]

    @classmethod
    def of(cls, survey: Survey) -> Asked:
        """Return what a survey asks."""
        items = {question.id: [item.id for item in question.items] for question in survey.questions}
        questions: dict[str, list[str]] = {}
        for question, known in items.items():
            for item in known:
                questions.setdefault(item, []).append(question)
        speakers = {question.id: survey.speakers(question) for question in survey.questions}
        limits = {
            question.id: found for question in survey.questions if (found := limits_of(question)) is not None
        }
        return cls(survey, items, questions, speakers, limits)


def limits_of(question: Question) -> tuple[float, float] | None:
    """Return the lowest and highest mean that a question allows; nothing where nobody says."""
    if question.format == "points":
        return 0.0, question.total
    if question.format == "rank":
        return 1.0, float(len(question.items))
    if question.match == "rescale":
        return 0.0, float(POINTS)
    points = [float(point) for scale in question.scale.values() for point in scale.points]
    return (min(points), max(points)) if points else question.limits


class Row:
    """One row, the problems found in it, and the statement it makes.

    Parameters
    ----------
    asked : Asked
        What the statement may be about.
    number : int
        As a reader of the file counts its rows.
    cells : Mapping[str, str]
        By column; trimmed, empty where nothing stands.
    """

    def __init__(self, asked: Asked, number: int, cells: Mapping[str, str]) -> None:
        self.asked = asked
        self.survey = asked.survey
        self.number = number
        self.cells = cells
        self.problems: list[tuple[str, GapkitError]] = []

    def statement(self) -> Statement | None:
        """Return the statement, or nothing where the row has a problem."""
        question = self.question()
        side = self.side(question)
        base, base_qualifier, deff = self.base(side)
        value, rounding = self.value(question, base)
        statement = Statement(
            question=question,
            item=self.cell("item"),
            side=side,
            value=value,
            rank=self.rank(),
            words=clean_text(self.cell("words")),
            base=base,
            base_qualifier=base_qualifier,
            deff=deff,
            qualifier=self.choice("qualifier", QUALIFIERS, "exact"),
            rounding=rounding,
            joint=self.joint(question),
            sd=self.sd(),
            is_mean=bool(self.cell("mean")),
            segment=self.segment(),
            wave=self.wave(),
            alternate=self.alternate(side),
            source=clean_text(self.cell("source")),
            confidence=clean_text(self.cell("confidence")),
            note=clean_text(self.cell("note")),
            row=self.number,
        )
        self.check_figures()
        return None if self.problems else statement

    def cell(self, column: str) -> str:
        """Return what stands in a column."""
        return self.cells.get(column, "")

    def note(self, column: str, error: GapkitError) -> None:
        """Remember a problem of a cell."""
        self.problems.append((column, error))

    def side(self, question: str) -> str:
        """Return the side, or in a question with roles the role, that the row is about."""
        side = self.cell("side")
        known = self.asked.speakers.get(question, tuple(self.survey.sides))
        if not side:
            self.note("side", StatementError.missing("side"))
        elif side not in known:
            self.note("side", StatementError.unknown_side(side, known))
        return side

    def home(self, side: str) -> Side | None:
        """Return the side that is meant, of a role the one that it stands in for."""
        speakers = self.asked.speakers.values()
        known = side in self.survey.sides or any(side in each for each in speakers)
        return self.survey.sides[side] if known else None

    def joint(self, question: str) -> float:
        """Return the share saying yes to both roles; NaN where nothing is stated."""
        known = question in self.asked.items and len(self.survey.question(question).roles) == TWO_ROLES
        if self.cell("joint") and not known:
            self.note("joint", StatementError.joint_of_two())
        return self.number_in("joint", "from 0 to 100", least=0, most=POINTS) / POINTS

    def questions(self) -> list[str]:
        """Return the questions that the row may be about."""
        written, homes = self.cell("question"), self.asked.questions.get(self.cell("item"), ())
        return [question for question in homes if written in ("", question)]

    def question(self) -> str:
        """Return the question that the row is about."""
        item, written = self.cell("item"), self.cell("question")
        found = self.questions()
        if written and written not in self.asked.items:
            self.note("question", StatementError.unknown_question(written, self.asked.items))
        elif not item:
            self.note("item", StatementError.missing("item"))
        elif written and not found:
            self.note("item", StatementError.not_in_question(item, written, self.asked.items[written]))
        elif not found:
            self.note("item", StatementError.unknown_item(item, self.asked.questions))
        elif len(found) > 1:
            self.note("item", StatementError.ambiguous_item(item, found))
        return found[0] if found else ""

    def base(self, side: str) -> tuple[float, str, float]:
        """Return base, its qualifier and the design effect, each the row's or else the side's.

        The side's base is that of its total: a segment whose row states none has an unknown one.
        """
        whole = self.home(side)
        base = self.number_in("base", "a number above 0", low=0)
        deff = self.number_in("deff", "a number above 0", low=0)
        qualifier = self.choice("base_qualifier", BASE_QUALIFIERS, "")
        if whole is not None and isnan(deff):
            deff = whole.deff
        if isnan(base) and whole is not None and whole.base is not None and not self.cell("segment"):
            return whole.base, qualifier or whole.base_qualifier, deff
        if isnan(base) and qualifier:
            self.note("base_qualifier", StatementError.qualifies_nothing("base_qualifier"))
        return base, qualifier or "exact", deff

    def value(self, question: str, base: float) -> tuple[float, str]:
        """Return the share or mean, and how it was rounded."""
        rounding = self.choice("rounding", ROUNDINGS, "")
        percent, count = self.cell("percent"), self.cell("count")
        if percent:
            share = self.number_in("percent", "from 0 to 100", least=0, most=POINTS) / POINTS
            return share, rounding or ("one_decimal" if "." in percent else "integer")
        if rounding:
            self.note("rounding", StatementError.qualifies_nothing("rounding"))
        if self.cell("mean"):
            return self.mean(question), "none"
        if not count:
            return nan, "integer"
        number = self.number_in("count", "a number of respondents", least=0)
        if isnan(base):
            self.note("count", StatementError.count_without_base())
        elif number > base:
            self.note("count", StatementError.count_over_base(number, base))
        return number / base, "none"

    def mean(self, question: str) -> float:
        """Return a mean, which must be possible on the question's scale or between its limits."""
        limits = self.asked.limits.get(question)
        if limits is None:
            return self.number_in("mean", "a number")
        low, high = limits
        return self.number_in("mean", f"from {low:g} to {high:g}", least=low, most=high)

    def sd(self) -> float:
        """Return the standard deviation that a mean came with."""
        if self.cell("sd") and not self.cell("mean"):
            self.note("sd", StatementError.qualifies_nothing("sd"))
        return self.number_in("sd", "a number from 0", least=0)

    def rank(self) -> float:
        """Return the rank; infinite for the last one."""
        if self.cell("rank") == LAST:
            return inf
        return self.number_in("rank", "a number from 1, or last", least=1)

    def alternate(self, side: str) -> bool:
        """Return whether the row is another source of the same figure."""
        written = self.cell("alternate").lower()
        if written not in FLAGS:
            self.note("alternate", StatementError.not_a_rule("alternate", "true or false", written))
        alternate = FLAGS.get(written, False)
        home = self.home(side)
        if home is not None and not home.published and not alternate:
            self.note("side", StatementError.side_has_data(side))
        return alternate

    def segment(self) -> str:
        """Return the segment, such as ``age=18-24``, or the total."""
        written = self.cell("segment")
        if not written:
            return TOTAL
        name, sign, answer = written.partition("=")
        name, answer = name.strip(), answer_text(answer)
        segment = self.survey.segments.get(name)
        if not sign or not answer:
            self.note("segment", StatementError.not_a_rule("segment", "like age=18-24", written))
        elif segment is None:
            self.note("segment", StatementError.unknown_segment(name, self.survey.segments))
        elif segment.order and answer not in (shown := [str(each) for each in segment.order]):
            self.note("segment", StatementError.unknown_segment_answer(name, answer, shown))
        return f"{name}={answer}"

    def wave(self) -> str:
        """Return the wave; empty where the survey has none."""
        written = self.cell("wave")
        if written and written not in self.survey.waves:
            self.note("wave", StatementError.unknown_wave(written, self.survey.waves))
        elif self.survey.waves and not written:
            self.note("wave", StatementError.missing("wave"))
        return written

    def check_figures(self) -> None:
        """Note a row that states nothing, or more than one thing."""
        figures = [column for column in FIGURES if self.cell(column)]
        if not figures:
            self.note("", StatementError.says_nothing())
        elif len(figures) > 1 and figures != ["percent", "rank"]:
            self.note("", StatementError.says_two_things(figures))

    def choice(self, column: str, allowed: Sequence[str], default: str) -> str:
        """Return a named choice."""
        written = self.cell(column)
        if written and written not in allowed:
            self.note(column, StatementError.not_one_of(column, written, allowed))
        return written or default

    def number_in(
        self, column: str, rule: str, *, low: float = -inf, least: float = -inf, most: float = inf
    ) -> float:
        """Return a number above ``low`` and from ``least`` to ``most``; NaN where the cell is empty."""
        written = self.cell(column)
        if not written:
            return nan
        number = float(written) if NUMBER.fullmatch(written) else nan
        if not (number > low and least <= number <= most):
            self.note(column, StatementError.not_a_rule(column, rule, written))
        return number
