"""What a report holds, before it is typeset."""

import json
from dataclasses import replace
from math import isnan

import pytest

import gapkit as gk
from gapkit.errors import OptionError
from gapkit.reports.document import Cards, Facts, Group, Paragraph, Points
from gapkit.reports.fingerprint import fingerprint
from gapkit.reports.typesetting import fonts_of, texts, to_json
from gapkit.responses import Exclusion


def titles(report):
    return [section.title for section in report.data.sections]


def section(report, title):
    (found,) = [each for each in report.data.sections if each.title == title]
    return found


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def facts(blocks):
    for block in blocks:
        if isinstance(block, Facts):
            yield from block.rows
        elif isinstance(block, Group):
            yield from facts(block.blocks)


def test_sections_stand_in_the_order_of_a_reader(study_of):
    ages = ["young"] * 50 + ["old"] * 50
    study = study_of({"A": (60, 30), "B": (50, 60), "C": (20, 70)}, segment=ages)
    assert titles(gk.report(study, by="age")) == [
        "Key findings",
        "The gaps at a glance",
        "Question by question",
        "Rank order",
        "By age",
        "Method and disclosure",
        "All items",
        "Data quality",
        "Provenance",
    ]


def test_a_section_without_content_is_left_out(two_items):
    assert "Rank order" not in titles(gk.report(two_items))


def test_the_title_page_names_sides_sizes_fingerprint_and_version(two_items):
    cover = gk.report(two_items, date="2026-11-22").data.cover
    told = {fact.label: fact.text for fact in cover.facts}
    assert cover.subtitle == "Marketers set against Consumers: 2 items in 1 question"
    assert told["Consumers"] == "n = 100"
    assert told["Marketers"] == "n = 120"
    assert told["Fieldwork"] == "not stated"
    assert told["Date"] == "22 November 2026"
    assert told["Made with"] == f"gapkit {gk.__version__}"
    assert len(told["Data fingerprint"]) == 12
    assert cover.synthetic == ""


def test_synthetic_data_are_marked_on_the_cover_the_head_and_every_figure(study_of):
    data = gk.report(study_of({"A": (60, 30), "B": (50, 60)}, synthetic=True)).data
    assert data.mark == "SYNTHETIC DATA"
    assert data.cover.synthetic.startswith("Synthetic data")
    assert data.figures()
    assert all("Synthetic data" in figure.caption for figure in data.figures())


def test_the_fingerprint_follows_the_answers(study_of):
    one, same, other = (study_of({"A": (ticks, 30)}) for ticks in (60, 60, 61))
    assert fingerprint(one) == fingerprint(same)
    assert fingerprint(one) != fingerprint(other)


def test_a_table_prints_the_counts_as_percent_and_points(two_items):
    table = section(gk.report(two_items), "All items").blocks[0]
    assert [column.title for column in table.columns] == [
        "Item",
        "Marketers",
        "Consumers",
        "Gap, points",
        "95% interval, all items together",
        "Adj. p",
        "Verdict",
        "Marketers, base",
        "Consumers, base",
    ]
    deals, news = cells(table)
    assert deals[:4] + deals[6:] == ["Deals", "25%", "60%", "−35", "under", "120", "100"]
    assert news[:3] + news[6:] == ["News", "42%", "40%", "undecided", "120", "100"]


def test_the_key_findings_count_flagged_gaps_and_say_what_cannot_be_said(two_items):
    page = section(gk.report(two_items), "Key findings")
    (cards,) = [block for block in page.blocks if isinstance(block, Cards)]
    assert [card.value for card in cards.cards] == ["−35 pp", "1 of 2", "1 of 2"]
    assert cards.cards[0].label == "Largest gap: Deals"
    assert cards.cards[0].tone == "reference"
    lists = [block for block in page.blocks if isinstance(block, Points)]
    assert lists[0].lines[0][0].text == "Marketers underestimate “Deals” by 35 points"
    assert "cannot tell" in lists[1].lines[0][0].text
    box = [block for block in page.blocks if isinstance(block, Paragraph) and block.style == "box"]
    assert "Gap = Marketers minus Consumers, in percentage points" in box[0].spans[1].text


def test_a_small_base_is_marked_and_never_headlined(study_of):
    report = gk.report(study_of({"A": (90, 5), "B": (50, 10)}, n=(100, 20)))
    page = section(report, "Key findings")
    (cards,) = [block for block in page.blocks if isinstance(block, Cards)]
    assert [(card.value, card.label) for card in cards.cards] == [("2 of 2", "gaps rest on small bases")]
    assert all(
        "underestimate" not in span.text
        for block in page.blocks
        if isinstance(block, Points)
        for spans in block.lines
        for span in spans
    )
    table = section(report, "All items").blocks[0]
    assert [row.cells[0].mark for row in table.rows] == ["a", "a"]
    assert any("fewer than 30" in note for note in table.notes)


def test_a_hidden_side_appears_in_no_text_and_no_chart(study_of):
    report = gk.report(study_of({"A": (50, 3), "B": (60, 7)}, n=(100, 9)))
    told = " ".join(texts(report.data)) + " ".join(figure.svg for figure in report.data.figures())
    for secret in ("33%", "78%", "−17", "+18", "0.33", "0.78"):
        assert secret not in told
    assert "hidden" in told


def test_hidden_segments_are_shown_as_hidden(study_of):
    ages = ["young"] * 60 + ["old"] * 34 + ["oldest"] * 6
    report = gk.report(study_of({"A": (60, 30), "B": (50, 60)}, segment=ages), by="age")
    group = section(report, "By age").blocks[-1]
    table = group.blocks[-1]
    assert [column.title for column in table.columns] == ["Item", "Total", "old", "oldest", "young"]
    for row in cells(table)[:-1]:
        assert row[3] == "hidden"
        assert row[2] == "hidden"  # the total less the rest would give it away
        assert row[4] not in ("hidden", "–")


def test_a_segment_that_does_not_exist_is_an_error(two_items):
    with pytest.raises(OptionError):
        gk.report(two_items, by="age")


def test_aapor_has_eleven_items_and_what_is_missing_is_not_stated(two_items):
    told = list(facts(section(gk.report(two_items), "Method and disclosure").blocks))
    assert [fact.label.split(".")[0] for fact in told] == [str(number) for number in range(1, 12)]
    stated = {fact.label: fact.text for fact in told}
    assert stated["2. Sponsor and conductor"] == "not stated"
    assert stated["11. Limitations"] == "not stated"
    assert stated["8. Sample sizes and precision"].startswith("Consumers: n = 100; Marketers: n = 120")


def test_what_the_survey_file_discloses_is_printed(study_of):
    sides = {
        "consumer": {"label": "Consumers", "sampling": "opt-in panel", "mode": "online", "sponsor": "ACME"},
        "marketer": {"label": "Marketers", "mode": "online", "probability": True},
    }
    report = gk.report(study_of({"A": (60, 30)}, sides=sides, method={"limitations": "One country."}))
    page = section(report, "Method and disclosure")
    told = {fact.label: fact.text for fact in facts(page.blocks)}
    assert told["6. Mode"] == "online"
    assert told["2. Sponsor and conductor"] == "Consumers: ACME; Marketers: not stated"
    assert told["11. Limitations"] == "One country."
    sentences = [
        span.text
        for block in page.blocks
        if isinstance(block, Points)
        for spans in block.lines
        for span in spans
    ]
    assumed = [each for each in sentences if "assumption of a random sample" in each]
    assert assumed == [
        (
            "Consumers (opt-in panel): not stated to be a probability sample, so each interval holds under"
            " the assumption of a random sample and measures chance only."
        )
    ]


def test_the_sample_table_gives_weights_design_effect_and_effective_base(study_of, monkeypatch):
    import pandas as pd

    weights = [1.0, 3.0] * 50  # (100 * 2)^2 / (50 * 1 + 50 * 9) = 80; 100 / 80 = 1.25
    consumers = pd.DataFrame({"a": [1, 0] * 50, "w": weights})
    marketers = pd.DataFrame({"a": [1, 0] * 60})
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={"a": {"consumer": "a", "marketer": "a"}},
        weight={"consumer": "w"},
    )
    page = section(gk.report(gk.open(survey)), "Method and disclosure")
    (table,) = [
        block for block in page.blocks if block.kind == "table" and block.caption.startswith("Samples")
    ]
    assert cells(table) == [
        ["Consumer", "100", "200.0", "1.25", "80", "100"],
        ["Marketer", "120", "none", "1.00", "120", "120"],
    ]


def test_provenance_names_inputs_options_versions_and_fonts(two_items):
    told = {fact.label: fact.text for fact in facts(section(gk.report(two_items), "Provenance").blocks)}
    assert (
        "conf_level 95%; method score; adjust max-t; family question; low_base 10/30/100" in told["Options"]
    )
    assert f"gapkit {gk.__version__}" in told["Software"]
    assert "typst" in told["Software"]
    assert told["Fonts"] == "Fira Sans"
    assert len(told["Survey file, SHA-256"]) == 64


def test_the_json_is_plain_and_holds_no_svg_and_no_control_characters(study_of):
    report = gk.report(study_of({"A\x1b[31m": (60, 30)}, title="Line\nbreak"))
    content = to_json(report.data, report.theme, fonts_of(report.data, report.theme))
    written = json.dumps(content)
    assert "<svg" not in written
    assert "\\u001b" not in written
    assert content["cover"]["title"] == "Line break"
    assert content["sections"][1]["blocks"][0]["blocks"][1]["file"] == "figure-1.svg"


def test_every_number_of_a_table_is_a_rounded_number_of_the_frame(study_of):
    """The frame is rounded here by other means than the report's."""
    report = gk.report(study_of({"A": (60, 30), "B": (40, 90), "C": (21, 77)}, n=(123, 157)))
    frame = report.gaps.to_frame().set_index("label")
    for row in cells(section(report, "All items").blocks[0]):
        told = frame.loc[row[0]]
        assert row[1] == f"{100 * told.value_side:.0f}%"
        assert row[2] == f"{100 * told.value_reference:.0f}%"
        assert row[3].replace("−", "-") == f"{100 * told.gap:+.0f}"
        low, high = row[4].replace("−", "-").split(" to ")
        assert (float(low), float(high)) == (
            round(100 * told.ci_low_family),
            round(100 * told.ci_high_family),
        )
        assert row[5] == ("< .001" if told.p_adjusted < 0.001 else f"{told.p_adjusted:.3f}"[1:])
        assert row[6] == told.verdict
        assert (row[7], row[8]) == (f"{told.base_side:.0f}", f"{told.base_reference:.0f}")
        assert not isnan(told.gap)


def test_a_notebook_shows_title_and_sections_escaped(study_of):
    shown = gk.report(study_of({"A": (60, 30)}, title="<b>x</b>"))._repr_html_()
    assert "&lt;b&gt;x&lt;/b&gt;" in shown
    assert "<li>Key findings</li>" in shown


def test_the_total_leads_a_break_given_in_the_survey_file(study_of):
    ages = ["young"] * 50 + ["old"] * 50
    report = gk.report(study_of({"A": (60, 30)}, segment=ages, report={"by": ["age"]}))
    assert "By age" in titles(report)


def test_what_was_left_out_is_listed_with_its_reason_and_count(two_items):
    left = (
        Exclusion("consumer", "weight 0", 3),
        Exclusion("consumer", "two answers in one cell", 1200, "q", "i0"),
    )
    sides = dict(two_items.sides)
    sides["consumer"] = replace(sides["consumer"], exclusions=left)
    page = section(gk.report(replace(two_items, sides=sides)), "Data quality")
    assert cells(page.blocks[0]) == [
        ["Consumers", "whole side", "weight 0", "3"],
        ["Consumers", "What they want: Deals", "two answers in one cell", "1,200"],
    ]


def test_checks_that_fired_are_listed_with_what_to_do(two_items):
    tables = [
        block for block in section(gk.report(two_items), "Data quality").blocks if block.kind == "table"
    ]
    fired = {row[0]: row for table in tables for row in cells(table)}
    assert fired["S01, note"][1] == "The sample is not declared random"
    assert fired["S01, note"][3].endswith("where it was.")
