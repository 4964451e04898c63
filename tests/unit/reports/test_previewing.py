"""What a report would hold, and which part of it is asked for."""

import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.reports import preview

AGES = ["young"] * 7 + ["old"] * 60 + ["middle"] * 33


@pytest.fixture
def study(study_of):
    return study_of({"Deals": (60, 30), "News": (40, 50), "Help": (20, 70)}, segment=AGES)


def test_a_preview_has_the_sections_of_the_report(study):
    told = preview(study, by="age")
    assert [part.title for part in told.parts] == [
        section.title for section in gk.report(study, by="age").data.sections
    ]


def test_a_preview_names_what_is_hidden_and_never_its_base(study):
    told = preview(study, by="age")
    hidden = {(each.item, each.segment) for each in told.hidden}
    # 7 are too few, and 33 are hidden with them, or the 7 could be computed
    assert hidden == {(item, age) for item in ("Deals", "News", "Help") for age in ("young", "middle")}
    assert told.cells == 3 + 9
    assert {(base.low, base.high) for base in told.bases if base.side == "Consumers"} == {
        ("100", "100"),
        ("60", "60"),
    }
    assert "Hidden: 6 of 12 gaps\n" in str(told)
    assert "  q: Deals, young (Marketers)\n" in str(told)


def test_nothing_is_drawn_for_a_preview(study, monkeypatch):
    from gapkit.reports import figures

    for name in ("dumbbell", "gap_forest", "paired", "rank_slope", "segment_heatmap"):
        monkeypatch.setattr(figures, name, None)
    charts = {part.id: part.charts for part in preview(study).parts}
    assert (charts["glance"], charts["questions"]) == (2, 1)


def test_only_some_sections_are_built(study):
    made = gk.report(study, only=["method", "findings"])
    assert [section.id for section in made.data.sections] == ["findings", "method"]


def test_only_some_questions_are_computed(study_of):
    study = study_of({"Deals": (60, 30), "News": (40, 50)})
    whole = gk.report(study)
    made = gk.report(study, only="q")
    assert [row.gap for row in made.gaps] == [row.gap for row in whole.gaps]
    assert made.data.cover.facts == whole.data.cover.facts
    with pytest.raises(OptionError) as raised:
        gk.report(study, only=["q", "r"])
    assert raised.value.found == "'r'"


def test_each_section_is_told_before_it_is_built(study):
    told = []
    gk.report(study, tell=told.append)
    assert told == [
        *("findings", "glance", "questions", "chains", "ranks", "priorities"),
        *("waves", "claims", "method", "data", "quality"),
    ]


def test_a_reproducible_report_takes_no_font_of_the_machine(study):
    assert gk.report(study, reproducible=True).theme.system_fonts is False
    assert gk.report(study).theme.system_fonts is True
