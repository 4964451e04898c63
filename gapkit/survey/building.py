"""A survey file's tables, checked against each other and built into a ``Survey``."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gapkit.errors import DyadError, QuestionError, ScaleError, SurveyError
from gapkit.options import CHECK_IDS
from gapkit.survey import grammar
from gapkit.survey.claim_building import build_claims
from gapkit.survey.context import Context, Frames
from gapkit.survey.filters import Filter, parse_filter
from gapkit.survey.model import (
    Analysis,
    Answer,
    Disclosure,
    LowBase,
    ReadOptions,
    Replication,
    ReportOptions,
    Segment,
    Side,
    Survey,
)
from gapkit.survey.questions import POINTS, build_questions
from gapkit.survey.roles import sides_with_roles
from gapkit.survey.text import answer_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path as FilePath

    import pandas as pd

    from gapkit.survey.lines import Path
    from gapkit.survey.model import Question
    from gapkit.survey.paths import Place
    from gapkit.survey.problems import Problems

MIN_SIDES = 2

MAX_GROUPS = 100
"""Sides, and segments, of one survey."""

DATA_KEYS = (
    "read", "where", "id", "duplicates", "weight", "missing_weights", "strata", "psu", "fpc", "lonely_psu",
    "replicates", "wave", "panel", "n_expected", "missing", "dyad",
)  # fmt: skip
"""Keys of a side that speak of its data."""

DESIGN_KEYS = ("strata", "psu", "fpc", "lonely_psu")
"""Keys of a design that replicate weights hold already."""

PUBLISHED_KEYS = ("base", "base_qualifier", "deff")
"""Keys of a side that speaks through published statements."""

STATEMENT_KEYS = frozenset({
    "question", "item", "side", "percent", "count", "mean", "sd", "rank", "words", "base", "base_qualifier",
    "deff", "qualifier", "rounding", "joint", "segment", "wave", "alternate", "source", "confidence", "note",
})  # fmt: skip


def reserved_words() -> frozenset[str]:
    """Return every key of the grammar: no side may be called like one."""
    words = set(STATEMENT_KEYS)
    for table in vars(grammar).values():
        if isinstance(table, type) and issubclass(table, grammar.Table):
            words |= {*table.keys(), *table.unbuilt}
    return frozenset(words)


def build_survey(
    document: Mapping[str, Any],
    *,
    problems: Problems,
    place: Place,
    frames: Mapping[str, Frames] | None = None,
    path: FilePath | None = None,
    source_text: str = "",
) -> Survey:
    """Return the survey that a document describes.

    Parameters
    ----------
    document : Mapping
        As ``tomllib`` reads a survey file.
    frames : Mapping[str, DataFrame], optional
        Respondents of the sides that have no ``data``.

    Raises
    ------
    SurveyError
        If anything is wrong with it; all problems are told at once.
    """
    parts: dict[str, Any] = {"sides": {}, "segments": {}, "questions": [], "claims": []}
    table = problems.checked(grammar.SurveyTable, document, (), parts=parts)
    for key in ("sides", "questions"):
        if key not in document:
            problems.add(SurveyError.missing_key(key, grammar.SurveyTable.told_as), (key,))
    context = context_of(document, problems, place, frames or {})
    alone = has_roles_only(document)
    sides = build_sides(context, document["sides"], alone=alone) if "sides" in document else {}
    segments = build_segments(context, document.get("segments", {}))
    check_dyads(context, sides)
    questions = build_questions(context, document["questions"]) if "questions" in document else ()
    analysis, low_base, report = Analysis(), LowBase(), ReportOptions()
    published: tuple[Mapping[str, Any], ...] = ()
    published_path = None
    if table is not None:
        check_pairs(context, table)
        check_wave_names(context, table.waves)
        check_accepted(context, table.accept)
        analysis = build_analysis(context, table.analysis)
        low_base = build_low_base(context, table.low_base)
        report = build_report(context, table.report)
        published_path = (
            context.file(table.published, ("published",)) if isinstance(table.published, str) else None
        )
        published = tuple(table.published) if isinstance(table.published, list) else ()
        if table.published is not None and set(context.sides) == set(context.with_data):
            problems.add(SurveyError.published_for_no_side(), ("published",))
    if table is None:
        return problems.settled(None)
    check_margin(context, table.analysis, questions)
    named = sides_with_roles(context, sides)
    questions = tuple(each for each in questions if named.roles.keys() >= set(each.roles))
    survey = Survey(
        title=table.title,
        reference=table.reference,
        sides=named,
        questions=questions,
        segments=segments,
        claims=build_claims(context, document.get("claims", []), questions, segments),
        analysis=analysis,
        low_base=low_base,
        report=report,
        method=Disclosure(**table.method.model_dump()),
        synthetic=table.synthetic,
        source=table.source,
        date=table.date,
        waves=tuple(table.waves),
        published=published,
        published_path=published_path,
        compare=tuple((side, reference) for side, reference in table.compare),
        accept=dict(table.accept),
        path=path,
        source_text=source_text,
    )
    return problems.settled(survey)


def context_of(
    document: Mapping[str, Any], problems: Problems, place: Place, frames: Mapping[str, Frames]
) -> Context:
    """Return what the parts need to know of the whole."""
    sides = tables_in(document.get("sides"))
    published = document.get("published")
    rows = published if isinstance(published, list) else []
    reference = document.get("reference")
    return Context(
        problems=problems,
        place=place,
        sides=tuple(sides),
        with_data=tuple(side for side, raw in sides.items() if side in frames or "data" in tables_in(raw)),
        reference=reference if isinstance(reference, str) else "",
        segments=tuple(tables_in(document.get("segments"))),
        reserved=reserved_words(),
        published_items=None if isinstance(published, str) else spoken_of(rows, "item"),
        published_sides=None if isinstance(published, str) else homes_of(document, spoken_of(rows, "side")),
        frames=frames,
        waves=wave_names(document),
    )


def wave_names(document: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the names of the waves that are names."""
    raw = document.get("waves")
    return (
        tuple(dict.fromkeys(each for each in raw if isinstance(each, str))) if isinstance(raw, list) else ()
    )


def spoken_of(rows: Sequence[object], key: str) -> frozenset[str]:
    """Return the items or sides that inline statements name."""
    return frozenset(str(row.get(key)) for row in rows if isinstance(row, dict))


def homes_of(document: Mapping[str, Any], spoken: frozenset[str]) -> frozenset[str]:
    """Return the sides that statements name, or name a role of."""
    written = document.get("questions")
    questions = written if isinstance(written, list) else []
    roles = [tables_in(tables_in(each).get("roles")) for each in questions]
    return spoken | {
        str(tables_in(role).get("side")) for each in roles for name, role in each.items() if name in spoken
    }


def tables_in(raw: object) -> Mapping[str, Any]:
    """Return a table, or an empty one in place of something else."""
    return raw if isinstance(raw, dict) else {}


def has_roles_only(document: Mapping[str, Any]) -> bool:
    """Return whether every question sets roles beside each other, so that one side is enough."""
    questions = document.get("questions")
    if not isinstance(questions, list) or not questions:
        return False
    return all("roles" in tables_in(each) for each in questions)


def build_sides(context: Context, raw: object, *, alone: bool = False) -> dict[str, Side]:
    """Return the sides that have no problem; a side ``alone`` is compared with itself, by roles."""
    if not isinstance(raw, dict):
        context.problems.add(SurveyError.wrong_type("sides", "a table", raw), ("sides",))
        return {}
    if len(raw) < (1 if alone else MIN_SIDES):
        context.problems.add(SurveyError.too_few_sides(), ("sides",))
    if not context.check_count("sides", len(raw), MAX_GROUPS, ("sides",)):
        return {}
    built: dict[str, Side] = {}
    for side, table in raw.items():
        context.check_id("a side", side, ("sides", side))
        if side in context.reserved:
            context.problems.add(SurveyError.reserved_id(side), ("sides", side))
        one = build_side(context, side, table)
        if one is not None:
            built[side] = one
    return built


def build_side(context: Context, side: str, raw: object) -> Side | None:
    """Return one side, or nothing where it can't be built."""
    at: Path = ("sides", side)
    table = context.problems.checked(grammar.SideTable, raw, at)
    check_side_keys(context, side, tables_in(raw))
    if table is None:
        return None
    named = {"duplicates", "missing_weights", "lonely_psu", "n_expected", "base", "base_qualifier", "deff"}
    given = {key: value for key in named if (value := getattr(table, key)) is not None}
    check_waves(context, side, table)
    return Side(
        id=side,
        label=table.label,
        data=build_data(context, side, table.data),
        read=build_read(context, table.read, at),
        where=build_filter(context, table.where, (*at, "where")),
        id_column=table.id,
        weight=table.weight,
        strata=table.strata,
        psu=table.psu,
        fpc=table.fpc,
        replicates=build_replicates(context, table, at),
        wave=table.wave,
        panel=table.panel,
        dyad=table.dyad,
        sensitive=table.sensitive,
        missing=tuple(table.missing),
        sampling=table.sampling,
        probability=table.probability,
        population=table.population,
        mode=table.mode,
        sponsor=table.sponsor,
        dates=tuple(table.dates or ()),
        **given,
    )


def build_data(
    context: Context, side: str, written: str | Mapping[str, str] | None
) -> FilePath | pd.DataFrame | Mapping[str, FilePath | pd.DataFrame] | None:
    """Return where the side's respondents are: one place, or one a wave."""
    at: Path = ("sides", side, "data")
    if written is None:
        return context.frames.get(side)
    if isinstance(written, str):
        return context.file(written, at)
    files = {wave: context.file(path, (*at, wave)) for wave, path in written.items()}
    return {wave: path for wave, path in files.items() if path is not None}


def check_waves(context: Context, side: str, table: grammar.SideTable) -> None:
    """Note a side that does not say which wave its respondents are from, or says it twice."""
    at: Path = ("sides", side)
    data = context.frames.get(side) if table.data is None else table.data
    problems = context.problems
    if table.panel and table.id is None:
        problems.add(SurveyError.panel_without_id(), (*at, "panel"))
    if not context.waves:
        told = {"wave": table.wave is not None, "panel": table.panel, "data": isinstance(data, Mapping)}
        for key in (key for key, given in told.items() if given):
            problems.add(SurveyError.needs_waves(key), (*at, key))
    elif isinstance(data, Mapping):
        check_data_waves(context, data, (*at, "data"))
        if table.wave is not None:
            problems.add(SurveyError.wave_twice(), (*at, "wave"))
    elif side in context.with_data and table.wave is None:
        problems.add(SurveyError.side_without_wave(side), at)


def check_data_waves(context: Context, data: Mapping[str, object], at: Path) -> None:
    """Note data of no wave, or of one that the survey does not have."""
    if not data:
        context.problems.add(SurveyError.wrong_type("data", "a table with a file for each wave", {}), at)
    for wave in data:
        if wave not in context.waves:
            context.problems.add(SurveyError.unknown_wave(wave, context.waves), (*at, wave))


def check_wave_names(context: Context, waves: Sequence[str]) -> None:
    """Note waves with names that are no ids, or that are named twice."""
    if not context.check_count("waves", len(waves), MAX_GROUPS, ("waves",)):
        return
    for place, wave in enumerate(waves):
        context.check_id("a wave", wave, ("waves", place))
        if wave in waves[:place]:
            context.problems.add(SurveyError.duplicate_id("waves", wave), ("waves", place))


def check_dyads(context: Context, sides: Mapping[str, Side]) -> None:
    """Note dyads on one side alone, or beside a design that they replace."""
    dyads = [side for side in sides.values() if side.dyad is not None]
    if len(dyads) == 1:
        context.problems.add(DyadError.on_one_side(dyads[0].id), ("sides", dyads[0].id, "dyad"))
    for side in dyads:
        told = {"psu": side.psu, "strata": side.strata, "fpc": side.fpc, "replicates": side.replicates}
        for key in (key for key, given in told.items() if given is not None):
            context.problems.add(DyadError.beside(key), ("sides", side.id, key))


def check_side_keys(context: Context, side: str, raw: Mapping[str, Any]) -> None:
    """Note keys that do not go with where the side's figures come from."""
    at: Path = ("sides", side)
    if side in context.with_data:
        for key in PUBLISHED_KEYS:
            if key in raw:
                context.problems.add(SurveyError.published_only(key), (*at, key))
        return
    for key in DATA_KEYS:
        if key in raw:
            context.problems.add(SurveyError.needs_data(key), (*at, key))
    if not is_published(context, side):
        context.problems.add(SurveyError.side_says_nothing(side), at)


def is_published(context: Context, side: str) -> bool:
    """Whether statements may speak for the side."""
    return context.published_sides is None or side in context.published_sides


def build_read(context: Context, table: grammar.ReadTable | None, at: Path) -> ReadOptions:
    """Return how the side's file is to be read."""
    if table is None:
        return ReadOptions()
    if table.encoding is not None and not is_encoding(table.encoding):
        error = SurveyError.wrong_type(
            "encoding", "the name of a text encoding, such as utf-8", table.encoding
        )
        context.problems.add(error, (*at, "read", "encoding"))
    return ReadOptions(
        format=table.format,
        encoding=table.encoding,
        delimiter=table.delimiter,
        decimal=table.decimal,
        sheet=table.sheet,
        header_rows=table.header_rows,
        catalogue=table.catalogue,
    )


def build_replicates(context: Context, side: grammar.SideTable, at: Path) -> Replication | None:
    """Return the side's replicate weights, or nothing."""
    table = side.replicates
    if table is None:
        return None
    for key in DESIGN_KEYS:
        if getattr(side, key) is not None:
            context.problems.add(SurveyError.beside_replicates(key), (*at, key))
    at = (*at, "replicates")
    if side.weight is None:
        context.problems.add(SurveyError.replicates_without_weight(), at)
    if (table.method == "fay") != (table.rho > 0):
        context.problems.add(SurveyError.rho_of_fay(table.method, table.rho), (*at, "rho"))
    if table.rscales and table.method != "jkn":
        context.problems.add(SurveyError.rscales_of_jkn(table.method), (*at, "rscales"))
    return Replication(table.columns, table.method, table.rho, tuple(table.rscales), table.mse)


def is_encoding(name: str) -> bool:
    """Whether Python can decode text of this encoding."""
    try:
        b"".decode(codecs.lookup(name).name)
    except (LookupError, ValueError):
        return False
    return True


def build_filter(context: Context, text: str | None, at: Path) -> Filter | None:
    """Return the side's filter, or nothing."""
    if text is None:
        return None
    try:
        return parse_filter(text)
    except SurveyError as error:
        context.problems.add(error, at)
        return None


def build_segments(context: Context, raw: object) -> dict[str, Segment]:
    """Return the segments that have no problem."""
    if not isinstance(raw, dict):
        context.problems.add(SurveyError.wrong_type("segments", "a table", raw), ("segments",))
        return {}
    if not context.check_count("segments", len(raw), MAX_GROUPS, ("segments",)):
        return {}
    built = {segment: build_segment(context, segment, table) for segment, table in raw.items()}
    return {segment: table for segment, table in built.items() if table is not None}


def build_segment(context: Context, segment: str, raw: object) -> Segment | None:
    """Return one segment, or nothing where it can't be built."""
    at: Path = ("segments", segment)
    context.check_id("a segment", segment, at)
    before = len(context.problems)
    table = context.problems.checked(grammar.SegmentTable, raw, at, sides=context.sides)
    if table is None:
        return None
    columns = dict(table.__pydantic_extra__ or {})
    for side in columns:
        if side not in context.with_data:
            context.problems.add(SurveyError.column_without_data(side), (*at, side))
    all_with_data = set(context.with_data) == set(context.sides)
    if not columns and len(context.problems) == before and all_with_data:
        context.problems.add(SurveyError.segment_on_no_side(segment, context.with_data), at)
    context.check_answers(table.order, "order", (*at, "order"))
    merged: dict[Answer, str] = {}
    for name, answers in table.merge.items():
        context.check_answers(answers, "merge", (*at, "merge", name))
        for answer in answers:
            if merged.setdefault(answer, name) != name:
                error = SurveyError.answers_overlap(segment, answer, f"`{merged[answer]}`", f"`{name}`")
                context.problems.add(error, (*at, "merge", name))
    merge = {answer_text(name): tuple(answers) for name, answers in table.merge.items()}
    return Segment(segment, table.label, columns, tuple(table.order), merge)


def check_pairs(context: Context, table: grammar.SurveyTable) -> None:
    """Note pairs of sides that do not exist or are no further pairs."""
    if context.sides and table.reference and table.reference not in context.sides:
        context.problems.add(SurveyError.unknown_side(table.reference, context.sides), ("reference",))
    seen: set[tuple[str, str]] = set()
    for place, (side, reference) in enumerate(table.compare):
        at: Path = ("compare", place)
        unknown = [each for each in (side, reference) if each not in context.sides]
        for each in unknown:
            context.problems.add(SurveyError.unknown_side(each, context.sides), at)
        if not unknown and (reference in (side, table.reference) or (side, reference) in seen):
            context.problems.add(SurveyError.bad_pair(side, reference), at)
        seen.add((side, reference))


def check_accepted(context: Context, accepted: Mapping[str, str]) -> None:
    """Note accepted checks that do not exist."""
    for check in accepted:
        if check not in CHECK_IDS:
            context.problems.add(QuestionError.unknown_check(check, CHECK_IDS), ("accept", check))


def build_analysis(context: Context, table: grammar.AnalysisTable) -> Analysis:
    """Return the choices of ``[analysis]``, its margin as a share."""
    if table.margin is not None and table.margin >= POINTS:
        context.problems.add(ScaleError.margin_too_large(table.margin), ("analysis", "margin"))
    return Analysis(
        conf_level=table.conf_level,
        adjust=table.adjust,
        family=table.family,
        margin=None if table.margin is None else table.margin / POINTS,
        aligned_by=table.aligned_by,
        seed=table.seed,
    )


def check_margin(context: Context, table: grammar.AnalysisTable, questions: Sequence[Question]) -> None:
    """Note a margin of the study that no question can use: it holds in points only."""
    usable = [all(measure.in_points for measure in each.measure.values()) for each in questions]
    if table.margin is not None and usable and not any(usable):
        context.problems.add(ScaleError.margin_unused(table.margin), ("analysis", "margin"))


def build_low_base(context: Context, table: grammar.LowBaseTable) -> LowBase:
    """Return the thresholds of ``[low_base]``."""
    usual = LowBase()
    lowered = [key for key in ("suppress", "flag", "denote") if getattr(table, key) < getattr(usual, key)]
    if lowered and not table.reason.strip():
        context.problems.add(SurveyError.lowered_without_reason(lowered), ("low_base",))
    if not table.suppress <= table.flag <= table.denote:
        context.problems.add(
            SurveyError.low_base_order(table.suppress, table.flag, table.denote), ("low_base",)
        )
    return LowBase(table.suppress, table.flag, table.denote, table.reason)


def build_report(context: Context, table: grammar.ReportTable) -> ReportOptions:
    """Return the choices of ``[report]``."""
    for place, segment in enumerate(table.by):
        if segment not in context.segments:
            error = SurveyError.unknown_segment(segment, context.segments)
            context.problems.add(error, ("report", "by", place))
    theme = context.file(table.theme, ("report", "theme")) if table.theme is not None else None
    return ReportOptions(tuple(table.by), theme, table.language)
