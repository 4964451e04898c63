"""The sections beyond single gaps: orders, profiles, answers, segments, waves, chains, other choices."""

import io
import json

import openpyxl
import pandas as pd
import pptx
import pytest

import gapkit as gk
from gapkit.reports import preview
from gapkit.reports.document import Group, Paragraph, Points, Table
from gapkit.reports.sidecar import sentences

ORDER = {"A": (90, 10), "B": (60, 60), "C": (20, 110)}
"""Ticks of 100 consumers and of 120 marketers: the two orders are the reverse of each other, surely."""


def flat(blocks):
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from flat(block.blocks)


def section(report, name):
    (found,) = [each for each in report.data.sections if each.id == name]
    return found


def tables(part):
    return [block for block in flat(part.blocks) if isinstance(block, Table)]


def said(part):
    return [text for block in part.blocks for text, _ in sentences(block)]


def cells(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def ids(report):
    return [each.id for each in report.data.sections]


def test_a_rank_stands_with_its_set_and_a_shift_with_its_limits(study_of):
    part = section(gk.report(study_of(ORDER)), "ranks")
    (table,) = tables(part)
    assert [column.title for column in table.columns] == [
        *("Item", "Marketers", "Rank", "Consumers", "Rank", "Shift")
    ]
    assert cells(table) == [
        ["A", "8%", "3 (3)", "90%", "1 (1)", "down 2 (surely)"],
        ["B", "50%", "2 (2)", "60%", "2 (2)", "same place (surely)"],
        ["C", "92%", "1 (1)", "20%", "3 (3)", "up 2 (surely)"],
    ]
    assert [row.cells[5].tone for row in table.rows] == ["bold", "muted", "bold"]
    text = " ".join(said(part))
    assert "the ranks that the sample cannot rule out, for all items of a side together (95%)" in text
    assert "2 of 3 items surely rank differently" in text
    assert "Kendall's tau-b between the two orders is −1.00 (−1.00" in text


def test_a_rank_that_chance_may_have_made_is_no_key_finding(study_of):
    close = {"A": (52, 58), "B": (51, 60), "C": (50, 62)}
    report = gk.report(study_of(close))
    assert "first of 3" not in " ".join(said(section(report, "findings")))
    text = " ".join(said(section(report, "ranks")))
    assert "“A” is first of 3 with Consumers (52%; ranks 1 to 3 possible) and third of 3" in text
    assert "1 to 3 with Consumers and 1 to 3 with Marketers; the two places may be the same" in text


def test_a_rank_that_is_sure_may_be_a_key_finding(study_of):
    report = gk.report(study_of({"A": (50, 60), "B": (49, 60), "C": (20, 110)}))
    text = " ".join(said(section(report, "findings")))
    assert "“C” is first of 3 with Marketers (92%) and third of 3 with Consumers (20%)" in text
    assert "ranks that the sample allows, all items of a side together (95%): 1 with Marketers" in text


def test_a_few_items_are_never_said_to_be_in_the_same_order(study_of):
    same = {"A": (90, 110), "B": (60, 60), "C": (20, 10)}
    assert "ranks" not in ids(gk.report(study_of(same)))
    text = " ".join(said(section(gk.report(study_of({**same, "D": (2, 1)})), "ranks")))
    assert "Both sides put the items in the same order" in text


def test_mean_ranks_have_the_lowest_first():
    ranks = {"a": [1] * 60, "b": [2] * 40 + [3] * 20, "c": [3] * 40 + [2] * 20, "d": [4] * 60}
    people = pd.DataFrame(ranks)
    item = {"format": "rank", "layout": "rank", "measure": "mean_rank"}
    survey = gk.Survey.from_frames(
        {"consumer": people, "marketer": people.rename(columns={"a": "d", "d": "a"})},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in "abcd"},
        **item,
    )
    text = " ".join(said(section(gk.report(gk.open(survey)), "ranks")))
    assert "Rank 1 is the lowest mean rank of a side" in text
    assert "highest" not in text


def test_every_question_is_summed_up_and_its_largest_gap_shown_without_luck(study_of):
    counts = {"A": (60, 30), "B": (50, 40), "C": (40, 45), "D": (30, 20), "E": (20, 30)}
    report = gk.report(study_of(counts))
    part = section(report, "glance")
    assert any("the sides are typically" in text for text in said(part))
    (table,) = tables(part)
    row = report.results.profiles.rows[0]
    assert cells(table)[0][1] == "5"
    assert cells(table)[0][3] == f"{100 * row.typical_gap:.0f}"
    parts = [int(cell.removesuffix("%").replace("−", "-")) for cell in cells(table)[0][7:]]
    assert sum(parts) == pytest.approx(100, abs=2)
    pulled = tables(section(report, "data"))[-1]
    for cell in cells(pulled)[1:]:
        (gap,) = [each for each in report.results.profiles.items if each.label == cell[0]]
        assert f"{100 * gap.shrunk_gap:+.0f}".replace("-", "−") == cell[3]
        assert abs(gap.shrunk_gap) <= abs(gap.gap) or gap.label != "A"


def choice_study(**options):
    def people(*counts):
        codes = [code for code, count in enumerate(counts, start=1) for _ in range(count)]
        return pd.DataFrame({"q": codes})

    survey = gk.Survey.from_frames(
        {"consumer": people(40, 30, 20, 10), "marketer": people(10, 20, 30, 40)},
        reference="consumer",
        **options,
    )
    return gk.open(survey)


def test_the_answers_of_a_single_choice_stand_together():
    items = [
        {"id": f"i{code}", "label": f"Answer {code}", "consumer": code, "marketer": code}
        for code in (1, 2, 3, 4)
    ]
    column = {"consumer": "q", "marketer": "q"}
    question = {"id": "q", "label": "Channel", "kind": "opinion", "format": "single", "column": column}
    part = section(gk.report(choice_study(questions=[question | {"items": items}])), "questions")
    # chi-square 2 (15² + 5² + 5² + 15²) / 25 = 40; V = sqrt(40 / 200); overlap .1 + .2 + .2 + .1
    text = " ".join(said(part))
    assert "Cramér's V 0.45" in text
    assert "the sides have 60% of their answers in common" in text
    table = tables(part)[-1]
    assert [row[0] for row in cells(table)] == ["Answer 1", "Answer 2", "Answer 3", "Answer 4"]
    # 30 points over the root of 2 * 0.25 * 0.75 / 100, which is 6.1 points
    assert cells(table)[0][5] == "−4.9"


def test_the_answers_of_a_scale_are_drawn_and_compared():
    study = choice_study(
        pairs={"q": {"consumer": "q", "marketer": "q"}}, format="scale", scale={"from": 1, "to": 4}
    )
    part = section(gk.report(study), "questions")
    shapes = [figure.plot.shape for figure in flat(part.blocks) if figure.kind == "figure"]
    assert shapes == ["paired", "likert"]
    # P(higher) + P(alike) / 2: .4 (.4+.3+.2+.05) + .3 (.4+.3+.1) + .2 (.4+.15) + .1 (.2) = 0.75
    assert cells(tables(part)[-1])[0][1] == "75%"


def test_items_are_printed_with_their_wording_on_each_side():
    items = [
        {"id": "a", "label": "Deals", "consumer": "a", "marketer": "a", "text": {"consumer": "I get deals"}},
        {"id": "b", "label": "News", "consumer": "b", "marketer": "b"},
    ]
    people = pd.DataFrame({"a": [1, 0] * 60, "b": [1, 0, 0] * 40})
    question = {"id": "q", "label": "Why", "kind": "opinion", "format": "multiple", "items": items}
    survey = gk.Survey.from_frames(
        {"consumer": people, "marketer": people}, reference="consumer", questions=[question]
    )
    table = tables(section(gk.report(gk.open(survey)), "questions"))[0]
    assert table.caption == "Why: wording of each item"
    assert cells(table) == [["Deals", "“I get deals”"]]


def segmented():
    """One item: consumers 60 of 80 among the young and 20 of 80 among the old; marketers 60 of 120."""
    consumers = pd.DataFrame(
        {"a": [1] * 60 + [0] * 20 + [1] * 20 + [0] * 60, "age": ["young"] * 80 + ["old"] * 80}
    )
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": pd.DataFrame({"a": [1, 0] * 60})},
        reference="consumer",
        title="Segments",
        pairs={"a": {"consumer": "a", "marketer": "a"}},
        segments={"age": {"label": "Age", "consumer": "age", "order": ["young", "old"]}},
    )
    return gk.open(survey)


def test_a_break_leaves_out_what_neither_side_is_split_by():
    people = pd.DataFrame({"a": [1, 0] * 100, "age": ["young", "old", "old", "young"] * 50})
    marketers = pd.DataFrame({"a": [1, 1, 0, 1] * 50, "know": [1, 1, 1, 0] * 50, "asked": [1, 0, 0, 0] * 50})
    roles = {name: {"side": "marketer", "label": name.title()} for name in ("know", "asked")}
    survey = gk.Survey.from_frames(
        {"consumer": people, "marketer": marketers},
        reference="consumer",
        questions=[
            {
                "id": "wants",
                "label": "Wants",
                "kind": "perception",
                "format": "multiple",
                "items": [{"id": "a", "label": "A", "consumer": "a", "marketer": "a"}],
            },
            {
                "id": "knowing",
                "label": "Knowing",
                "kind": "knowledge",
                "format": "multiple",
                "roles": roles,
                "reference": "asked",
                "items": [{"id": "them", "label": "Them", "know": "know", "asked": "asked"}],
            },
        ],
        segments={"age": {"label": "Age", "consumer": "age", "order": ["young", "old"]}},
    )
    report = gk.report(gk.open(survey), by="age")
    assert {row.question for row in report.results.segments["age"].rows} == {"wants"}
    text = " ".join(said(section(report, "by-age")))
    assert "Not broken down, as neither of two compared sides is split by age: “Knowing”." in text
    assert "“Know” stands 50 points higher than “Asked” on “Them” (Knowing)" in " ".join(
        said(section(report, "findings"))
    )


def test_segments_that_differ_are_told_and_traced():
    report = gk.report(segmented(), by="age")
    part = section(report, "by-age")
    shapes = [figure.plot.shape for figure in flat(part.blocks) if figure.kind == "figure"]
    assert shapes == ["segment_heatmap"]
    (told,) = [each for each in said(part) if each.startswith("By Age")]
    assert told.startswith("By Age the gap on “A” rises from −25 among young to +25 among old (points)")
    assert any(each.startswith("By Age the gap") for each in said(section(report, "findings")))
    sidecar = json.loads(report.to_json())["results"][0]
    (again,) = [
        each
        for one in sidecar["sections"]
        if one["id"] == "by-age"
        for each in one["sentences"]
        if each["text"] == told
    ]
    rows = [sidecar["rows"][place] for place in again["rows"]]
    assert [(row["segment"], row["gap"]) for row in rows] == [("young", -0.25), ("old", 0.25)]


def waved():
    def people(yes, n):
        return pd.DataFrame({"q": [1] * yes + [0] * (n - yes)})

    survey = gk.Survey.from_frames(
        {
            "consumer": {"2023": people(500, 1000), "2024": people(500, 1000)},
            "marketer": {"2023": people(150, 200), "2024": people(100, 200)},
        },
        reference="consumer",
        title="Waves",
        pairs={"deals": {"consumer": "q", "marketer": "q"}},
        options={"waves": ["2023", "2024"]},
    )
    return gk.open(survey)


def test_waves_have_a_section_with_lines_and_changes():
    report = gk.report(waved())
    part = section(report, "waves")
    assert [figure.plot.shape for figure in flat(part.blocks) if figure.kind == "figure"] == ["wave_trend"]
    (table,) = tables(part)
    assert [column.title for column in table.columns][1:4] == ["Gap, 2023", "Gap, 2024", "Change"]
    assert cells(table)[0][:4] == ["Deals", "+25", "0", "−25"]
    told = "The gap on “Deals” narrows from +25 in 2023 to 0 in 2024 (points)"
    assert any(each.startswith(told) for each in said(part))
    assert any(each.startswith(told) for each in said(section(report, "findings")))
    assert json.loads(report.to_json())["results"]


def chained():
    people = {
        "consumer": pd.DataFrame({"want": [1] * 70 + [0] * 30, "got": [1] * 40 + [0] * 60}),
        "marketer": pd.DataFrame({"guess": [1] * 50 + [0] * 50}),
    }
    roles = {
        "want": {"side": "consumer", "label": "Wanted"},
        "believed": {"side": "marketer", "label": "Believed"},
        "had": {"side": "consumer", "label": "Had"},
    }
    item = {"id": "help", "label": "Help", "want": "want", "believed": "guess", "had": "got"}
    question = {"id": "way", "kind": "experience", "format": "multiple", "chain": True}
    return gk.open(
        gk.Survey.from_frames(
            people,
            reference="consumer",
            title="A chain",
            questions=[question | {"roles": roles, "items": [item]}],
        )
    )


def test_a_chain_adds_up_step_by_step():
    part = section(gk.report(chained()), "chains")
    assert [figure.plot.shape for figure in flat(part.blocks) if figure.kind == "figure"] == ["cascade"]
    (table,) = tables(part)
    assert [row[:4] for row in cells(table)] == [
        ["Help"],
        ["1. Wanted → Believed", "70%", "50%", "−20"],
        ["2. Believed → Had", "50%", "40%", "−10"],
        ["Whole way: Wanted → Had", "70%", "40%", "−30"],
    ]


def test_verdicts_that_another_choice_changes_are_listed(study_of):
    report = gk.report(study_of({"A": (60, 30), "B": (50, 47), "C": (10, 60)}))
    part = section(report, "method")
    text = " ".join(block.spans[0].text for block in flat(part.blocks) if isinstance(block, Paragraph))
    panel = gk.sensitivity(report.results.study)
    held = sum(not each.changes for each in panel.holdings)
    assert f"{held} of 3 verdicts hold" in text or "All 3 verdicts hold" in text
    changed = [table for table in tables(part) if table.caption.startswith("Verdicts that")]
    assert len(changed) == (held < 3)


def test_replicate_weights_are_named_in_the_method(study_of):
    made = gk.report(study_of({"A": (60, 30)}))
    points = [block for block in flat(section(made, "method").blocks) if isinstance(block, Points)]
    text = " ".join(span.text for block in points for each in block.lines for span in each)
    assert str(made.gaps.tally.method["variance"]) in text


@pytest.mark.parametrize(
    ("build", "section_id", "words"),
    [
        (segmented, "by-age", "By Age the gap on “A” rises"),
        (waved, "waves", "The gap on “Deals” narrows from"),
        (chained, "chains", "Each role is compared with the one before it"),
    ],
)
def test_every_format_has_the_section(build, section_id, words):
    study = build()
    by = "age" if section_id == "by-age" else None
    report = gk.report(study, by=by, only=[section_id])
    assert ids(report) == [section_id]
    assert section_id in [part.id for part in preview(study, by=by, only=[section_id]).parts]
    assert words in report.html()
    assert words in report.markdown().replace("\\", "")
    assert report.pdf()[:5] == b"%PDF-"
    book = openpyxl.load_workbook(io.BytesIO(report.xlsx()))
    every = "\n".join(
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell
    )
    assert words in every
    deck = pptx.Presentation(io.BytesIO(report.pptx()))
    texts = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(words in text for text in texts)


def test_sections_that_the_data_have_nothing_for_are_absent(two_items):
    assert ids(gk.report(two_items)) == [
        "findings",
        "glance",
        "questions",
        "method",
        "data",
        "quality",
        "provenance",
    ]


def test_a_side_without_data_leaves_a_report_that_says_so():
    survey = gk.Survey.from_frames(
        {"consumer": pd.DataFrame({"q": [1, 0] * 60}), "marketer": pd.DataFrame({"q": [None] * 40})},
        reference="consumer",
        title="Nobody answered",
        pairs={"deals": {"consumer": "q", "marketer": "q"}},
    )
    report = gk.report(gk.open(survey))
    assert "1 item has no answers on a side and so no gap: “Deals”." in said(section(report, "findings"))
    assert report.pdf()[:5] == b"%PDF-"
