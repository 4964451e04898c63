"""The pairs of a study that a person should look at, both wordings beside each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import nan
from typing import Final

from gapkit.proposing.model import PairRow
from gapkit.study import Study
from gapkit.survey import Item, Question, Scale, Survey

UNCONFIRMED: Final = "not confirmed"
"""What the note of a proposed pair says until a person deletes it."""


def review_pairs(study: Study) -> tuple[PairRow, ...]:
    """Return what is unmatched, read twice, reversed, differently scaled or differently based.

    Parameters
    ----------
    study : Study
        Paired sides.

    Returns
    -------
    tuple of PairRow
        In the order of the survey file, only those with findings; ``item`` is empty where a finding
        is about the whole question. Items of published sides are not told as unmatched.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> fans, staff = pd.DataFrame({"q5": [1, 0] * 40}), pd.DataFrame({"m2": [1, 0] * 20, "m3": [1, 0] * 20})
    >>> survey = gk.Survey.from_frames(
    ...     {"fan": fans, "staff": staff},
    ...     reference="fan",
    ...     pairs={"deals": {"fan": "q5", "staff": "m2"}, "ads": {"staff": "m3"}},
    ... )
    >>> [(row.item, row.findings) for row in review_pairs(gk.open(survey))]
    [('ads', ('not asked of `fan`',))]
    """
    survey = study.survey
    readers = readers_of(survey)
    rows = []
    for question in survey.questions:
        for side, reference in survey.pairs_of(question):
            found = tuple(question_findings(question, side, reference))
            if found:
                rows.append(row_of(question, None, side, reference, found))
            for item in question.items:
                told = tuple(item_findings(survey, question, item, (side, reference), readers))
                if told:
                    rows.append(row_of(question, item, side, reference, told))
    return tuple(rows)


Readers = dict[tuple[str, object], list[str]]
"""The items that read each column of a side, and which answer in it."""


def readers_of(survey: Survey) -> Readers:
    """Return which items read the same cells."""
    readers: Readers = defaultdict(list)
    for question in survey.questions:
        for item in question.items:
            for side, column in item.columns.items():
                place = (column.name, column.code, column.contains)
                readers[survey.sides[side].home, place].append(f"{question.id}, {item.id}")
    return readers


def question_findings(question: Question, side: str, reference: str) -> Iterator[str]:
    """Yield how the two sides of a question differ as a whole."""
    formats = question.format_on(side), question.format_on(reference)
    if formats[0] != formats[1]:
        yield f"asked as {formats[0]} of `{side}`, as {formats[1]} of `{reference}`"
    bases = question.base.get(side), question.base.get(reference)
    if all(bases) and bases[0] != bases[1]:
        yield f"base of `{side}`: {bases[0]}, of `{reference}`: {bases[1]}"
    filters = question.asked_of.get(side, ""), question.asked_of.get(reference, "")
    if filters[0] != filters[1]:
        told = [f"{text or 'all'} (`{name}`)" for text, name in zip(filters, (side, reference), strict=True)]
        yield f"asked of {told[0]}, of {told[1]}"
    scales = question.scale.get(side), question.scale.get(reference)
    if scales[0] is not None and scales[1] is not None:
        yield from scale_findings(scales[0], scales[1], side, reference)
    measures = question.measure.get(side), question.measure.get(reference)
    if measures[0] is not None and measures[1] is not None and measures[0] != measures[1]:
        yield f"measured as {measures[0].name} of `{side}`, as {measures[1].name} of `{reference}`"


def scale_findings(first: Scale, second: Scale, side: str, reference: str) -> Iterator[str]:
    """Yield how two scales differ."""
    if first.points != second.points:
        yield f"{shown(first)} of `{side}`, {shown(second)} of `{reference}`"
    elif [each.casefold() for each in first.labels] != [each.casefold() for each in second.labels]:
        if first.labels == second.labels[::-1]:
            yield f"the scale of `{side}` names its points in the reverse order of `{reference}`"
        else:
            yield f"points named apart: {shown(first)} of `{side}`, {shown(second)} of `{reference}`"


def shown(scale: Scale) -> str:
    """Return a scale's points and ends."""
    ends = [f"{scale.points[place]} {scale.labels[place]}" for place in (0, -1)]
    return f"{len(scale.points)} points ({ends[0]} … {ends[1]})"


def item_findings(
    survey: Survey, question: Question, item: Item, pair: tuple[str, str], readers: Readers
) -> Iterator[str]:
    """Yield what a person should look at in one item."""
    published = any(survey.sides[each].published for each in pair)
    on = [each for each in pair if item.on(each)]
    if len(on) == 1 and not published:
        yield f"not asked of `{pair[0] if on[0] == pair[1] else pair[1]}`"
    for each in on:
        column = item.columns.get(each)
        if column is None:
            continue
        if column.reverse:
            yield f"reversed on `{each}`"
        place = (column.name, column.code, column.contains)
        others = [
            name for name in readers[survey.sides[each].home, place] if name != f"{question.id}, {item.id}"
        ]
        if others:
            yield f"`{column.name}` of `{each}` is read by `{others[0]}` too"
    if len(on) > 1 and item.comparable != "same":
        yield f"graded {item.comparable}"
    if UNCONFIRMED in item.note:
        yield "proposed by wording, not confirmed"


def row_of(
    question: Question, item: Item | None, side: str, reference: str, findings: tuple[str, ...]
) -> PairRow:
    """Return one finding with the wordings of both sides."""
    one_sided = any(each.startswith("not asked") for each in findings)
    doubtful = any(UNCONFIRMED in each for each in findings)
    return PairRow(
        question=question.id,
        item="" if item is None else item.id,
        status="one_sided" if one_sided else "confirm" if doubtful else "same",
        score=nan,
        comparable="" if item is None else item.comparable,
        side=side,
        reference=reference,
        side_wording=wording_of(question, item, side),
        reference_wording=wording_of(question, item, reference),
        findings=findings,
    )


def wording_of(question: Question, item: Item | None, side: str) -> str:
    """Return what a side was asked; empty where it was not."""
    if item is None:
        return question.text.get(side, "")
    told = item.text.get(side, "")
    return told or (item.label if item.on(side) or (not item.columns and not item.answers) else "")
