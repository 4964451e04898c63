"""Every figure of the collection is a statement of a bundled survey, or left out for a reason."""

from __future__ import annotations

import csv
import re
from math import isclose, isnan
from pathlib import Path

import pytest

import gapkit as gk
from gapkit.errors import LoadError
from gapkit.statements import Statements

ROOT = Path(__file__).parents[2]
COLLECTION = ROOT / "tests" / "data" / "published_figures.csv"
ID = re.compile(r"\((?P<id>[A-Za-z]+\d+[a-z]?)\)$")
SURVEYS = sorted(
    path
    for path in (ROOT / "surveys").glob("*.toml")
    if (ROOT / "data" / path.stem / "published.csv").exists()
)
CORRECTED = {"CP1m", "CR1m", "EI1"}
"""Figures whose note names another one, which stands beside them as an alternate."""


def statements():
    """Return every statement of the bundled surveys, by the id of the collection."""
    found = {}
    for path in SURVEYS:
        for side in gk.open(path).sides.values():
            for each in side.statements if isinstance(side, Statements) else ():
                told = ID.search(each.source)
                assert told, f"{path.stem}, row {each.row}: no id in the source"
                found.setdefault(told["id"], []).append(each)
    return found


@pytest.fixture(scope="module")
def stated():
    return statements()


with COLLECTION.open(encoding="utf-8", newline="") as file:
    FIGURES = list(csv.DictReader(file))


def test_the_collection_is_whole():
    assert len(FIGURES) == len({figure["id"] for figure in FIGURES}) == 281


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["id"])
def test_every_figure_is_stated_as_it_was_collected_or_left_out(stated, figure):
    rows = stated.get(figure["id"], [])
    assert bool(rows) != bool(figure["left_out"])
    if rows:
        assert any(_agrees(row, figure) for row in rows)
        assert figure["confidence"] in {row.confidence for row in rows}


def _agrees(row, figure):
    """Whether a statement has the figure's value, and its base where one was collected."""
    if figure["base"] and row.base != float(figure["base"]):
        return False
    if not figure["value"]:
        return isnan(row.value)
    value = float(figure["value"])
    if figure["unit"] == "percent":
        return isclose(100 * row.value, value)
    told = (row.value, row.value * row.base, row.base)
    return bool(row.words) or any(isclose(each, value) for each in told)


def test_nothing_is_stated_that_was_not_collected(stated):
    assert set(stated) <= {figure["id"] for figure in FIGURES}


def test_other_versions_of_a_figure_are_alternates(stated):
    used = {key: [row for row in rows if not row.alternate] for key, rows in stated.items()}
    for key, rows in used.items():
        places = {(row.question, row.item, row.side, row.segment, row.wave) for row in rows}
        assert len(places) == len(rows), key
    for key in CORRECTED:
        assert len(used[key]) == 1
        assert any(row.alternate for row in stated[key])


@pytest.mark.parametrize(
    ("survey", "quantity", "told"),
    [
        ("pivot_2012", ("know_asked", "customer", "know"), "value 77% here, 76% elsewhere"),
        ("pivot_2012", ("expectations", "insights", "marketer"), "value 58% here, 59% elsewhere"),
        (
            "cmo_council_2011",
            ("why_like", "loyal_customer", "consumer"),
            "base 1,300 here, at least 1,200 elsewhere",
        ),
        ("cmo_council_2011", ("consumers_say", "games", "consumer"), "value 65% here, 57% elsewhere"),
        ("altimeter_2011", ("accounts", "accounts", "do"), "value 178 here, in the thousands elsewhere"),
        ("maritz_evolve24_2011", ("answer", "reads_answers", "received"), "base 1,298 here, 1,300 elsewhere"),
        ("capgemini_2017", ("centric", "customer_centric", "firm"), "base 450 here, 600 elsewhere"),
        ("sister_beliefs", ("eiu", "email", "consumer"), "value 37% here, 35% elsewhere"),
    ],
)
def test_contradictions_are_told(survey, quantity, told):
    from gapkit.checks import check

    (fired,) = [each for each in check(gk.open(ROOT / "surveys" / f"{survey}.toml")) if each.id == "B07"]
    assert any((row.question, row.item, row.side) == quantity and told in row.found for row in fired.rows)


def test_no_number_is_made_up_for_words():
    gaps = gk.gap(gk.open(ROOT / "surveys" / "w2o_2011.toml"))
    assert [row.status for row in gaps] == ["one_sided", "words_only"]
    assert all(isnan(each.value) for row in gaps for each in (row.of_side, row.of_reference))


def test_know_and_asked_are_bounded_by_their_margins():
    (row,) = gk.gap(gk.open(ROOT / "surveys" / "pivot_2012.toml")).only(question="know_asked")
    assert row.status == "margins_only"
    assert "any_overlap_shows_it" in row.flags
    # 139 and 63 of 181: at least 21 gave both, so at most 118 know without having asked, 42 the other way.
    # Wald's interval of that table: (118 - 42) / 181 = 0.420, less 1.96 x sqrt(160 - 76**2 / 181) / 181.
    assert row.gap == pytest.approx(0.42)
    assert row.envelope_low == pytest.approx(0.297, abs=0.01)


def test_the_counts_of_having_asked_are_the_only_ones_that_fit():
    printed = {"yes": (34.75, 34.85), "no": (52.5, 53.5), "dont_know": (11.5, 12.5)}
    fits = {
        key: [count for count in range(182) if low <= 100 * count / 181 < high]
        for key, (low, high) in printed.items()
    }
    sums = [(a, b, c) for a in fits["yes"] for b in fits["no"] for c in fits["dont_know"] if a + b + c == 181]
    assert sums == [(63, 96, 22)]


@pytest.mark.parametrize("path", SURVEYS, ids=lambda path: path.stem)
def test_every_study_of_printed_figures_runs_from_check_to_chart(path, tmp_path):
    study = gk.open(path)
    gaps = gk.gap(study)
    assert len(gaps) > 0
    judged = gk.check_claims(study)
    assert len(judged) == len(study.survey.claims) > 0
    question = study.survey.questions[0]
    pair = (gaps.rows[0].side, gaps.rows[0].reference)
    chart = gk.charts.dumbbell(gaps, question=question.id, pair=pair)
    assert chart.save(tmp_path / "chart.svg").stat().st_size > 0


def test_a_figure_without_its_side_is_refused(tmp_path):
    for name in ("surveys", "data/w2o_2011"):
        (tmp_path / name).mkdir(parents=True)
    lines = (
        (ROOT / "data/w2o_2011/published.csv").read_text(encoding="utf-8").replace(",consumer,", ",people,")
    )
    (tmp_path / "data/w2o_2011/published.csv").write_text(lines, encoding="utf-8")
    survey = (ROOT / "surveys/w2o_2011.toml").read_text(encoding="utf-8")
    (tmp_path / "surveys/w2o_2011.toml").write_text(survey, encoding="utf-8")
    with pytest.raises(LoadError, match="`people` is not a side of this survey"):
        gk.open(tmp_path / "surveys/w2o_2011.toml")
