"""The back of the report: every number, what was left out and doubted, and where it all came from."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from gapkit import __version__
from gapkit.charts.fonts import Fonts
from gapkit.checks import Fired, check
from gapkit.display import count_text, percent_text
from gapkit.gaps import Gaps
from gapkit.reports import english as words
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.fingerprint import fingerprint, survey_hash
from gapkit.reports.gap_tables import gap_table
from gapkit.reports.glances import shrunk_table
from gapkit.reports.results import Results
from gapkit.responses import DataSource, Exclusion
from gapkit.survey import Survey

MOST_PLACES = 3
"""Places named of a check."""

LIBRARIES = ("numpy", "scipy", "pandas", "pyreadstat", "matplotlib", "typst")
"""Whose versions are printed: those that can change a number or a page."""


def data_pages(results: Results) -> Section:
    """Return every row of the results with its bases."""
    blocks = [
        _data_table(gaps, pair, label, results.survey)
        for label, gaps in (("", results.gaps), *_labelled(results))
        for pair in results.pairs()
        if gaps.rows_of(side=pair[0], reference=pair[1])
    ]
    pulled = shrunk_table(results)
    return Section(words.DATA_TABLE, (*blocks, *([] if pulled is None else [pulled])), new_page=False)


def _labelled(results: Results) -> list[tuple[str, Gaps]]:
    """Return the breaks by their labels."""
    return [(results.survey.segments[by].label, gaps) for by, gaps in results.segments.items()]


def _data_table(gaps: Gaps, pair: tuple[str, str], label: str, survey: Survey) -> Table:
    """Return every row of one pair."""
    side, reference = (survey.sides[each].label for each in pair)
    rows = gaps.rows_of(side=pair[0], reference=pair[1])
    return gap_table(words.data_caption(side, reference, label), rows, survey, bases=True)


def quality_page(results: Results) -> Section:
    """Return what was left out, what the readers noted, and the checks that fired."""
    survey = results.survey
    there = {"", *(question.id for question in survey.questions)}
    exclusions = [each for each in results.study.exclusions if each.question in there]
    blocks: list[Block] = []
    if exclusions:
        first, second, third, last = words.EXCLUSION_COLUMNS
        heads = (
            Column(first, 32.0, "left"),
            Column(second, 44.0, "left"),
            Column(third, 0.0, "left"),
            Column(last, 16.0),
        )
        rows = tuple(_exclusion_row(each, survey) for each in exclusions)
        blocks.append(Table(words.EXCLUSIONS_CAPTION, heads, rows))
    else:
        blocks.append(Paragraph(line(words.NOTHING_EXCLUDED)))
    notes = [
        Fact(part.side.label, "; ".join(part.source.notes))
        for part in results.study.sides.values()
        if part.source.notes
    ]
    if notes:
        blocks += [Heading(words.READ_AS), Facts(tuple(notes))]
    fired = check(results.study, gaps=results.gaps)
    blocks.append(_check_table(fired) if fired else Paragraph(line(words.NO_CHECKS)))
    return Section(words.QUALITY, tuple(blocks), new_page=False)


def _check_table(fired: Sequence[Fired]) -> Table:
    """Return the checks that fired, with the places they hit and what to do."""
    first, second, third, last = words.CHECK_COLUMNS
    heads = (
        Column(first, 22.0, "left"),
        Column(second, 44.0, "left"),
        Column(third, 0.0, "left"),
        Column(last, 52.0, "left"),
    )
    return Table(words.CHECKS_CAPTION, heads, tuple(_check_row(each) for each in fired))


def _check_row(each: Fired) -> Row:
    """Return one fired check as cells."""
    places = words.places_text([row.text for row in each.rows], MOST_PLACES)
    advice = words.ACCEPTED + each.accepted if each.accepted else each.what_to_do
    check_name = Cell(words.check_text(each.id, each.level), "bold" if each.level == "E" else "plain")
    return Row((check_name, Cell(each.title), Cell(places), Cell(advice)))


def _exclusion_row(each: Exclusion, survey: Survey) -> Row:
    """Return one exclusion as cells."""
    where = words.WHOLE_SIDE
    if each.question:
        question = survey.question(each.question)
        where = question.label or question.id
        if each.item:
            where = f"{where}: {question.item(each.item).label}"
    side = survey.sides[each.side].label if each.side in survey.sides else each.side
    return Row(tuple(Cell(text) for text in (side, where, each.reason, count_text(each.count))))


def provenance_page(results: Results, fonts: Fonts) -> Section:
    """Return input files with their hashes, options, versions and fonts."""
    survey = results.survey
    sources = {part.side.label: part.source for part in results.study.sides.values()}
    first, *rest = words.INPUT_COLUMNS
    heads = (
        Column(first, 44.0, "left"),
        Column(rest[0], 0.0, "left"),
        Column(rest[1], 26.0, "left"),
        Column(rest[2], 18.0),
    )
    inputs = Table(
        words.INPUTS_CAPTION, heads, tuple(_input_row(label, each) for label, each in sources.items())
    )
    hashes = [
        Fact(words.input_hash(label), each.sha256 or words.no_hash(), code=True)
        for label, each in sources.items()
    ]
    facts = (
        *hashes,
        Fact(words.SURVEY_FILE, words.NO_FILE if survey.path is None else survey.path.name),
        Fact(words.SURVEY_HASH, survey_hash(results.study), code=True),
        Fact(words.FINGERPRINT, fingerprint(results.study)),
        Fact(words.OPTIONS, _options(results)),
        Fact(words.SEED, words.SEED_UNUSED.replace("{seed}", str(survey.analysis.seed))),
        Fact(words.SOFTWARE, _software()),
        Fact(words.FONTS, words.fonts_text(fonts.families, fonts.borrowed)),
        Fact(words.STANDARD, words.standard_missed(fonts.missing) if fonts.missing else words.STANDARD_MET),
    )
    return Section(words.PROVENANCE, (Paragraph(line(words.REPRODUCE)), inputs, Facts(facts)), new_page=False)


def _input_row(label: str, source: DataSource) -> Row:
    """Return one input as cells."""
    return Row(tuple(Cell(text) for text in (label, source.name, source.format, count_text(source.rows))))


def _options(results: Results) -> str:
    """Return the options of the run as the survey file writes them."""
    survey, method = results.survey, results.gaps.method
    policy = survey.low_base
    told = {
        "conf_level": percent_text(method.conf_level),
        "method": method.gap_method,
        "adjust": ", ".join(method.adjust),
        "family": method.family,
        "low_base": f"{policy.suppress}/{policy.flag}/{policy.denote}",
        "by": ", ".join(results.segments) or "none",
    }
    return "; ".join(f"{name} {value}" for name, value in told.items() if value)


def _software() -> str:
    """Return the versions of everything that can change a number or a page."""
    told = [f"gapkit {__version__}", f"Python {platform.python_version()}"]
    for name in LIBRARIES:
        try:
            told.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)
