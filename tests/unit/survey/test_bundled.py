"""The bundled studies of published figures say what was published."""

from __future__ import annotations

from math import inf, isnan
from pathlib import Path

import pytest

from gapkit.loading.statements import load_statements
from gapkit.survey.reading import read_survey

SURVEYS = Path(__file__).parents[3] / "surveys"


def figures(survey, side):
    """Return the statements in use by question and item."""
    used = [each for each in load_statements(survey, side).statements if not each.alternate]
    return {(each.question, each.item): each for each in used}


@pytest.fixture(scope="module")
def cmo():
    return read_survey(SURVEYS / "cmo_council_2011.toml")


@pytest.fixture(scope="module")
def pivot():
    return read_survey(SURVEYS / "pivot_2012.toml")


@pytest.mark.parametrize(
    ("question", "item", "marketer", "consumer"),
    [
        ("why_like", "content", 57, 30),
        ("why_like", "track_news", 40, 46),
        ("why_like", "incentives", 33, 46),
        ("why_like", "special_savings", 27, 43),
        ("why_like", "loyal_customer", 24, 49),
        ("community", "connect_with_fans", 9, 60),
        ("community", "similar_problems", 19, 63),
        ("delivery", "service_on_facebook", 10, 50),
        ("delivery", "ideas", 9, 41),
        ("delivery", "special_treatment", 7, 67),
        ("delivery", "incentives_offered", 7, 46),
        ("delivery", "quick_reply", 30, 47),
    ],
)
def test_the_cmo_study_has_the_figures_of_both_sides(cmo, question, item, marketer, consumer):
    assert figures(cmo, "marketer")[question, item].value == marketer / 100
    assert figures(cmo, "consumer")[question, item].value == consumer / 100


def test_the_cmo_study_has_one_reason_of_marketers_only(cmo):
    reasons = {
        side: {key for key in figures(cmo, side) if key[0] == "why_like"} for side in ("marketer", "consumer")
    }
    assert reasons["marketer"] - reasons["consumer"] == {("why_like", "be_heard")}


def test_the_cmo_study_uses_the_bases_of_the_study(cmo):
    assert {each.base for each in figures(cmo, "marketer").values()} == {132}
    assert {each.base for each in figures(cmo, "consumer").values()} == {1300}


def test_nearly_60_percent_is_kept_as_another_report_of_57(cmo):
    found = [
        each
        for each in load_statements(cmo, "marketer").statements
        if each.item == "content" and each.alternate
    ]
    assert [(each.value, each.qualifier, each.base, each.base_qualifier) for each in found] == [
        (0.6, "below", 120, "at_least")
    ]


def test_what_is_not_the_same_is_graded_related(cmo):
    assert cmo.question("delivery").item("quick_reply").comparable == "related"
    assert cmo.question("delivery").item("special_treatment").comparable == "related"


def test_the_pivot_study_has_percents_ranks_and_gaps_in_what_is_known(pivot):
    marketer, consumer = figures(pivot, "marketer"), figures(pivot, "consumer")
    read = {
        item.id: tuple(
            (each.value, each.rank) if (each := side.get(("expectations", item.id))) is not None else None
            for side in (marketer, consumer)
        )
        for item in pivot.question("expectations").items
    }
    assert read["customer_service"][0] == (0.59, 1)
    assert isnan(read["customer_service"][1][0])
    assert read["customer_service"][1][1] == inf
    assert read["insights"] == ((0.58, 2), None)
    assert read["deals"] == ((0.53, 3), (0.83, 1))
    assert read["exclusive_content"][0][1] == 6
    assert read["exclusive_content"][1][0] == 0.58
    assert read["new_products"][1][0] == 0.55
    assert (read["rewards"][0][0], read["rewards"][1]) == (0.45, (0.7, 2))


def test_the_base_of_pivot_s_consumers_is_unknown(pivot):
    assert all(isnan(each.base) for each in figures(pivot, "consumer").values())
    assert {each.base for each in figures(pivot, "marketer").values()} == {181}


def test_the_rank_that_contradicts_its_percent_is_kept_beside_it(pivot):
    kept = [
        each for each in load_statements(pivot, "consumer").statements if each.item == "exclusive_content"
    ]
    assert [(each.rank, each.alternate) for each in kept if each.alternate] == [(2, True)]


@pytest.mark.parametrize("name", ["cmo_council_2011", "pivot_2012"])
def test_every_figure_names_its_source_and_confidence(name):
    survey = read_survey(SURVEYS / f"{name}.toml")
    every = [each for side in survey.sides for each in load_statements(survey, side).statements]
    assert all(each.source and each.confidence in ("A", "B", "C") for each in every)
