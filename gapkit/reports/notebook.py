"""A notebook that reproduces a report from the survey file: it calls what anybody may call."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from gapkit.errors.outputs import OutputError
from gapkit.reports import english_notebook as say
from gapkit.reports.document import ReportData
from gapkit.reports.fingerprint import fingerprint
from gapkit.reports.markdown import text
from gapkit.reports.results import Results
from gapkit.survey import Question

MARKDOWN, CODE = "markdown", "code"
BARS = 6
"""Items up to which a question is drawn as pairs of bars, as the report does."""


def notebook_text(data: ReportData, results: Results, folder: Path) -> str:
    """Return the notebook as JSON; it opens the survey file by its path from ``folder``.

    Raises
    ------
    OutputError
        If no file describes the study.
    """
    survey = results.survey.path
    if survey is None:
        raise OutputError.no_survey_file()
    path = _path_from(folder, survey)
    written = enumerate(_cells(data, results, path), start=1)
    cells = [_cell(place, kind, source) for place, (kind, source) in written]
    told = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "title": data.cover.title,
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _path_from(folder: Path, survey: Path) -> str:
    """Return the survey file's path from a folder; whole where they share no drive."""
    try:
        return Path(os.path.relpath(survey.resolve(), folder.resolve())).as_posix()
    except ValueError:
        return survey.resolve().as_posix()


def _cell(place: int, kind: str, source: str) -> dict[str, object]:
    """Return one cell, its id told by its place."""
    own: dict[str, object] = {"execution_count": None, "outputs": []} if kind == CODE else {}
    return {
        "cell_type": kind,
        "id": f"cell-{place}",
        "metadata": {},
        "source": source.splitlines(keepends=True),
        **own,
    }


def _cells(data: ReportData, results: Results, path: str) -> Iterator[tuple[str, str]]:
    """Give every cell: opening, the gaps, each question, each break, the report."""
    cover = data.cover
    lead = [f"# {text(cover.title)}", text(cover.subtitle)]
    lead += [f"**{text(cover.synthetic)}**"] if cover.synthetic else []
    yield MARKDOWN, "\n\n".join([*lead, say.LEAD])
    yield CODE, "\n".join(_opening(results, path))
    yield MARKDOWN, f"## {say.FOUND}\n\n{say.FOUND_LEAD}"
    yield (
        CODE,
        (
            "from gapkit.findings import findings\n\n"
            "for finding in findings(gaps)[:10]:\n    print(finding.text)"
        ),
    )
    for question in results.survey.questions:
        yield from _question(question, results)
    for by in results.segments:
        yield MARKDOWN, f"## {say.by(text(results.survey.segments[by].label))}"
        yield CODE, f"gk.gap(study, by={by!r})"
    yield MARKDOWN, f"## {say.REPORT}\n\n{say.REPORT_LEAD}"
    yield CODE, f"report = gk.report({', '.join(_arguments(results))})\nreport"
    yield CODE, say.SAME.format(fingerprint=fingerprint(results.study))


def _opening(results: Results, path: str) -> Iterator[str]:
    """Give the lines that open the study as the report did."""
    yield "import gapkit as gk"
    yield ""
    latest = ".latest()" if results.survey.waves else ""
    yield f"study = gk.open({path!r}, allow_outside=True){latest}"
    yield "gaps = gk.gap(study)"
    yield "gaps"


def _arguments(results: Results) -> list[str]:
    """Return what the report was called with."""
    told = ["study", f"by={list(results.segments)!r}"]
    return [*told, f"only={list(results.only)!r}"] if results.only else told


def _question(question: Question, results: Results) -> Iterator[tuple[str, str]]:
    """Give the cells of one question: its wording, then a chart and a table per pair of sides."""
    wordings = [
        f"- {text(results.survey.sides[side].label)}: {text(words)}"
        for side, words in question.text.items()
        if side in results.survey.sides
    ]
    yield MARKDOWN, "\n\n".join([f"## {text(question.label or question.id)}", "\n".join(wordings)]).strip()
    for pair in results.pairs_of(question.id):
        rows = results.rows(question.id, pair)
        if rows:
            chart = "paired" if len(rows) <= BARS else "dumbbell"
            yield CODE, f"gk.charts.{chart}(gaps, question={question.id!r}, pair={pair!r})"
    yield CODE, f"gaps.only(question={question.id!r})"
