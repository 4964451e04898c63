"""Method and disclosure, generated from what ran."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan

from gapkit.display import count_text, number_text, percent_text, size_text
from gapkit.findings.method_words import is_share
from gapkit.gaps import Gap, Method
from gapkit.reports import english as words
from gapkit.reports import english_method as say
from gapkit.reports.clock import printed_day
from gapkit.reports.document import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Heading,
    Paragraph,
    Points,
    Row,
    Section,
    Table,
    line,
)
from gapkit.reports.results import Results
from gapkit.reports.robustness import robustness
from gapkit.responses import Responses
from gapkit.stats import kish
from gapkit.survey import Side, Survey
from gapkit.tallies import Estimate


def method_pages(results: Results) -> Section:
    """Return how the numbers were made, the samples, the low-base policy, and AAPOR's items."""
    blocks: list[Block] = [
        Heading(say.HOW),
        Points(tuple(line(each) for each in _how(results))),
        *robustness(results),
        Heading(say.SAMPLES),
        _sample_table(results),
        Points(tuple(line(each) for each in _designs(results))),
        Heading(say.BASES),
        Paragraph(line(" ".join(_low_bases(results)))),
        Heading(say.DISCLOSURE),
        Paragraph(line(say.DISCLOSURE_INTRO)),
        Facts(_disclosure(results)),
    ]
    return Section(words.METHOD, tuple(blocks))


def _how(results: Results) -> list[str]:
    """Return one sentence per choice that was made."""
    survey, gaps = results.survey, results.gaps
    rows, method = gaps.rows, gaps.method
    tested = [row for row in rows if row.verdict]
    pairs = [(survey.sides[side].label, survey.sides[ref].label) for side, ref in results.pairs()]
    told = say.signs(list(dict.fromkeys(pairs)))
    if tested:
        told += _gap_methods(tested, method)
        used = dict.fromkeys(row.adjust for row in tested if row.adjust)
        told += [say.ADJUSTMENTS[each] for each in used]
        published = any(side.published for side in survey.sides.values())
        if "bonferroni" in used and published and survey.analysis.adjust in (None, "max-t"):
            told[-1] = say.BONFERRONI_PUBLISHED
        told.append(say.family(method.family, percent_text(method.conf_level)))
        margins = _margins(results)
        told += [
            say.verdict_rule(bool(margins)),
            say.margins(margins),
            say.SIDE_INTERVALS.format(variance=gaps.tally.method["variance"]),
        ]
    if any(row.status == "margins_only" for row in rows):
        told.append(say.MARGINS_ONLY)
    if any(row.status == "no_base" for row in rows):
        told.append(say.UNTESTED)
    if any(row.status == "one_sided" for row in rows):
        told.append(say.ONE_SIDED)
    if any(row.comparable == "related" for row in rows):
        told.append(say.RELATED)
    if any(side.published for side in survey.sides.values()):
        told.append(say.PUBLISHED_FIGURES)
    return [*told, say.ROUNDING]


def _gap_methods(tested: Sequence[Gap], method: Method) -> list[str]:
    """Return how the gaps were compared, one sentence per kind of gap."""
    told: list[str] = []
    if any(is_share(row.measure) and not row.dependent for row in tested):
        told.append(say.GAP_METHODS[method.gap_method])
    if any("same_respondents" in row.flags for row in tested):
        told.append(say.SAME_RESPONDENTS)
    if any("dyads" in row.flags for row in tested):
        told.append(say.DYADS)
    if not all(is_share(row.measure) or row.measure == "median" for row in tested):
        told.append(say.MEANS)
    if any(row.measure == "median" for row in tested):
        told.append(say.MEDIANS)
    return told


def _margins(results: Results) -> list[str]:
    """Return each margin with the questions it holds for."""
    survey = results.survey
    found: dict[str, dict[str, None]] = {}
    for row in results.gaps.rows:
        if not isnan(row.margin):
            question = survey.question(row.question)
            size = size_text(row.margin, row.measure, unit=row.unit)
            found.setdefault(size, {})[question.label or question.id] = None
    if len(found) == 1:
        return list(found)
    return [f"{margin} ({', '.join(names)})" for margin, names in found.items()]


def _sample_table(results: Results) -> Table:
    """Return respondents, weights and bases of each side."""
    first, *rest = say.SAMPLE_COLUMNS
    heads = (Column(first, align="left"), *(Column(each, 26.0) for each in rest))
    rows = tuple(_sample_row(side, results) for side in results.survey.sides.values())
    respondents = any(isinstance(part, Responses) for part in results.study.sides.values())
    return Table(say.SAMPLE_CAPTION, heads, rows, (say.TWO_EFFECTIVE_BASES,) if respondents else ())


def _sample_row(side: Side, results: Results) -> Row:
    """Return one side's sizes."""
    part = results.study.sides[side.id]
    bases = _item_bases(side.id, results)
    if not isinstance(part, Responses):
        base = count_text(side.base) if side.base is not None else words.NOT_STATED
        return Row(
            tuple(
                Cell(each)
                for each in (side.label, base, say.PUBLISHED, _deff(side.deff), *_kept(side), bases)
            )
        )
    if part.weight is None:
        n = count_text(part.respondents)
        return Row(tuple(Cell(each) for each in (side.label, n, say.UNWEIGHTED, _deff(1.0), n, bases)))
    total, squares = float(part.weight.sum()), float((part.weight**2).sum())
    effective = float(kish(total, squares))
    return Row(
        (
            Cell(side.label),
            Cell(count_text(part.respondents)),
            Cell(number_text(total, 1)),
            Cell(_deff(part.respondents / effective)),
            Cell(count_text(effective)),
            Cell(bases),
        )
    )


def _kept(side: Side) -> tuple[str, ...]:
    """Return a published side's effective base."""
    return (count_text(side.base / side.deff) if side.base is not None else words.NOT_STATED,)


def _deff(value: float) -> str:
    """Return a design effect."""
    return number_text(value, 2)


def _item_bases(side: str, results: Results) -> str:
    """Return the range of item bases on a side, as far as they may be shown."""
    bases = [
        each.base
        for each in _estimates(results)
        if each.side == side and not isnan(each.base) and each.base > 0
    ]
    if not bases:
        return words.NOT_STATED
    low, high = count_text(min(bases)), count_text(max(bases))
    return low if low == high else f"{low} to {high}"


def _estimates(results: Results) -> tuple[Estimate, ...]:
    """Return the whole study's estimates."""
    return results.gaps.tally.estimates


def _designs(results: Results) -> list[str]:
    """Return what the standard errors take into account, and what intervals assume."""
    told = []
    for side in results.survey.sides.values():
        part = results.study.sides[side.id]
        if isinstance(part, Responses):
            told.append(
                say.design(
                    side.label,
                    strata=part.stratum is not None,
                    psu=part.psu is not None,
                    fpc=part.fpc is not None,
                    weighted=part.weight is not None,
                    lonely=side.lonely_psu,
                )
            )
    told += [
        say.opt_in(side.label, side.sampling)
        for side in results.survey.sides.values()
        if not side.probability
    ]
    return told


def _low_bases(results: Results) -> list[str]:
    """Return the policy and what it did."""
    policy = results.survey.low_base
    told = [say.low_bases(*(count_text(each) for each in (policy.suppress, policy.flag, policy.denote)))]
    if policy.reason:
        told.append(say.lowered(policy.reason))
    rows = [row for gaps in (results.gaps, *results.segments.values()) for row in gaps.rows]
    suppressed = sum(row.status in ("suppressed", "masked") for row in rows)
    low = sum(row.status == "low_base" for row in rows)
    return [*told, say.hidden(suppressed, low, segments=bool(results.segments))]


def _disclosure(results: Results) -> tuple[Fact, ...]:
    """Return AAPOR's eleven items, "not stated" where the survey file is silent."""
    survey = results.survey
    method = survey.method
    texts = [
        question.text.get(each, "") for question in survey.questions for each in survey.speakers(question)
    ]
    wording = say.WORDING_PRINTED if all(texts) else say.WORDING_PARTLY if any(texts) else ""
    if any(side.published for side in survey.sides.values()):
        wording = say.WORDING_AS_PUBLISHED if any(texts) else ""
    count = len(results.study.exclusions)
    quality = say.left_out(count) if count else say.NOTHING_LEFT_OUT
    stated = (
        (say.STRATEGY, method.strategy),
        (say.SPONSOR, _by_side(survey, lambda side: side.sponsor)),
        (say.INSTRUMENTS, _joined(method.instruments, wording)),
        (say.POPULATION, _by_side(survey, lambda side: side.population)),
        (say.GENERATION, _by_side(survey, lambda side: side.sampling)),
        (say.MODE, _by_side(survey, lambda side: side.mode)),
        (say.DATES, _by_side(survey, dates_text)),
        (
            say.SIZES,
            _joined(
                *(say.per_side(side.label, _size(side, results)) for side in survey.sides.values()),
                say.SIZES_HERE,
            ),
        ),
        (say.WEIGHTING, _joined(method.weighting, _weights(results))),
        (say.PROCESSING, _joined(method.quality, quality)),
        (say.LIMITATIONS, method.limitations),
    )
    return tuple(Fact(label, text or words.NOT_STATED) for label, text in stated)


def _joined(*texts: str) -> str:
    """Return what is stated, full stops between giving way to semicolons."""
    return "; ".join(each.strip().removesuffix(".") for each in texts if each.strip())


def _by_side(survey: Survey, told: Callable[[Side], str]) -> str:
    """State something of each side; nothing where no side states it."""
    texts = {side.label: told(side) for side in survey.sides.values()}
    if not any(texts.values()):
        return ""
    if len(set(texts.values())) == 1:
        return next(iter(texts.values()))
    return "; ".join(say.per_side(label, text or words.NOT_STATED) for label, text in texts.items())


def dates_text(side: Side) -> str:
    """Return a side's fieldwork dates as stated."""
    return " to ".join(printed_day(each) for each in side.dates)


def _size(side: Side, results: Results) -> str:
    """Return a side's size."""
    part = results.study.sides[side.id]
    if isinstance(part, Responses):
        return say.size(count_text(part.respondents))
    return say.size(count_text(side.base)) if side.base is not None else words.NOT_STATED


def _weights(results: Results) -> str:
    """Return each side's weight."""
    told = []
    for side in results.survey.sides.values():
        part = results.study.sides[side.id]
        if isinstance(part, Responses) and part.weight is not None:
            total, squares = float(part.weight.sum()), float((part.weight**2).sum())
            deff = part.respondents * squares / total**2
            told.append(say.per_side(side.label, say.weighted_by(side.weight or "", _deff(deff))))
        elif isinstance(part, Responses):
            told.append(say.per_side(side.label, say.NO_WEIGHTS))
        else:
            told.append(say.per_side(side.label, say.WEIGHTS_UNKNOWN))
    return "; ".join(told)
