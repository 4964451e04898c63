"""The notebook table of Great Tables: what its HTML holds."""

import re
from html import unescape

import pandas as pd
import pytest

import gapkit as gk
from gapkit.tables import great_table


def gaps(title="Gap study", **labels):
    consumers = pd.DataFrame({"q5": [1] * 780 + [0] * 520, "q6": [1] * 1200 + [0] * 100})
    marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90, "m3": [1] * 110 + [0] * 10})
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={"deals": {"consumer": "q5", "marketer": "m2"}, "news": {"consumer": "q6", "marketer": "m3"}},
        labels=labels,
        title=title,
    )
    return gk.gap(gk.open(survey))


def cells(html):
    """The text of every cell of the body, row by row."""
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)
    return [
        [
            unescape(re.sub("<[^>]+>", "", each))
            for each in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
        ]
        for row in rows
    ]


def test_rows_hold_values_bases_interval_and_verdict():
    row = next(row for row in cells(great_table(gaps()).as_raw_html()) if row[0] == "Deals")
    assert row[:4] == ["Deals", "25%", "60%", "−35"]
    assert row[-3:] == ["under", "120", "1,300"]
    assert row[4] == ""  # the bar has no text
    assert "to" in row[5]


def test_a_flagged_gap_is_bold_and_its_bar_runs_to_the_reference_s_side():
    html = great_table(gaps()).as_raw_html()
    assert re.search(r"font-weight: bold[^>]*>−35<", html)
    assert "left:0.0%;width:50.0%;background:#C8500A" in html


def test_numbers_take_another_style_and_labels_do_not():
    html = great_table(gaps(deals="Web 2.0"), number_style="1.234,5").as_raw_html()
    row = next(row for row in cells(html) if row[0] == "Web 2.0")
    assert row[-1] == "1.300"
    assert "1,300" not in html


HOSTILE = "<script>alert(1)</script> **b** =1+1 & {{ x }}"


def test_text_from_data_stays_text():
    html = great_table(gaps(title=HOSTILE, deals=HOSTILE, consumer=HOSTILE)).as_raw_html()
    assert "<script>" not in html
    assert HOSTILE in [row[0] for row in cells(html)]
    assert HOSTILE in [unescape(title) for title in re.findall(r"gt_title[^>]*>(.*?)<", html)]
    assert f"n {HOSTILE}" in unescape(html)


def test_the_same_gaps_give_the_same_html():
    assert great_table(gaps()).as_raw_html() == great_table(gaps()).as_raw_html()


def test_segments_have_a_column(tmp_path):
    frames = {
        "consumer": pd.DataFrame({"q": [1, 0] * 100, "age": ["young", "old"] * 100}),
        "marketer": pd.DataFrame({"q": [1, 0] * 50}),
    }
    survey = gk.Survey.from_frames(
        frames,
        reference="consumer",
        pairs={"deals": {"consumer": "q", "marketer": "q"}},
        segments={"age": {"label": "Age", "consumer": "age"}},
    )
    html = great_table(gk.gap(gk.open(survey), by="age")).as_raw_html()
    assert {"old", "young"} <= {cell for row in cells(html) for cell in row}


def test_without_great_tables_the_extra_is_named(monkeypatch):
    monkeypatch.setattr("gapkit.tables.great.find_spec", lambda _: None)
    with pytest.raises(gk.errors.GapkitError) as caught:
        great_table(gaps())
    assert caught.value.message == "A great table needs `great_tables`."
    assert caught.value.hint == 'pip install "gapkit[notebook]"'
