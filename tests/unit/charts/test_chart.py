"""Drawn charts: what is on the paper, and what is written to disk."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest

from gapkit.charts import butterfly, dumbbell, paired
from gapkit.charts.fonts import FIRA
from gapkit.charts.theme import Theme
from gapkit.errors import OptionError
from gapkit.errors.report import RenderError

CHARTS = [dumbbell, butterfly, paired]
HOSTILE = (
    "$x$",
    "<script>alert('x')</script>",
    '#read("x")',
    "\\frac{a}{b}",
    "{{ x }} {% if %}",
    "a & b &amp; c",
    "*bold* _it_ // --",
    "<!-- no -->",
    "=SUM(A1)",
    "]]>",
)


def svg_texts(svg):
    return [each.text for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314 - our own


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("ending", ["svg", "png", "pdf"])
def test_two_runs_give_the_same_bytes(handmade, tmp_path, chart, ending):
    first, second = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    chart(handmade.cmo()).save(first)
    chart(handmade.cmo()).save(second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("chart", CHARTS)
def test_the_users_matplotlib_settings_change_nothing(handmade, chart):
    plain = chart(handmade.cmo()).to_png()
    loud = {
        "text.usetex": True,
        "font.family": "serif",
        "lines.linewidth": 9,
        "figure.facecolor": "black",
        "savefig.bbox": "tight",
        "axes.facecolor": "red",
        "lines.marker": "x",
        "text.hinting": "force_autohint",
        "lines.linestyle": ":",
        "figure.autolayout": True,
        "lines.antialiased": False,
    }
    with mpl.rc_context(loud):
        assert chart(handmade.cmo()).to_png() == plain


def test_drawing_leaves_matplotlibs_settings_alone(handmade, tmp_path):
    before = dict(mpl.rcParams)
    dumbbell(handmade.cmo()).save(tmp_path / "a.svg")
    assert dict(mpl.rcParams) == before


@pytest.mark.parametrize("chart", CHARTS)
def test_hostile_labels_are_literal_in_svg(handmade, chart):
    texts = svg_texts(chart(handmade.labelled(*HOSTILE)).to_svg())
    assert set(HOSTILE) <= set(texts)


def test_hostile_titles_and_alt_texts_are_literal_too(handmade):
    title = "\"><script>alert('x')</script> \\1 $y$"
    chart = dumbbell(handmade.labelled("<b>&\"'"), title=title)
    root = ET.fromstring(chart.to_svg())  # noqa: S314 - our own
    assert root.attrib["aria-label"] == chart.alt_text
    assert title in chart.alt_text
    assert title in svg_texts(chart.to_svg())


def test_text_stays_text_in_fira_sans(handmade):
    svg = dumbbell(handmade.cmo()).to_svg()
    assert "Senior marketers" in svg_texts(svg)
    assert set(re.findall(r"font-family: ([^;\"]+)", svg)) == {f"'{FIRA}'"}


def test_scripts_that_do_not_survive_are_drawn_as_outlines(handmade):
    svg = dumbbell(handmade.labelled("عروض حصرية")).to_svg()
    assert svg_texts(svg) == []
    assert "عروض" in ET.fromstring(svg).attrib["aria-label"]  # noqa: S314 - our own


def test_characters_without_a_font_are_boxes_and_named_in_the_notes(handmade):
    chart = dumbbell(handmade.labelled("日本 🎉"), theme=Theme(system_fonts=False))
    assert set(chart.fonts.missing) == set("日本🎉")
    assert any("2 CJK and 1 other characters" in note and "日" in note for note in chart.notes)
    assert chart.note.endswith(chart.data.source)


def test_a_notebook_shows_a_picture_and_its_words(handmade):
    chart = paired(handmade.cmo())
    data, metadata = chart._repr_mimebundle_()
    assert data["text/plain"] == chart.alt_text
    assert set(data) == {"image/png", "text/plain"}
    width, height = (96 * each for each in chart.figure.get_size_inches())
    assert metadata["image/png"]["width"] == pytest.approx(width, rel=0.05)  # shown at 100 dots per inch
    assert metadata["image/png"]["height"] == pytest.approx(height, rel=0.05)
    json.dumps(data)


def test_svg_for_viewers_without_the_font_has_no_text_elements(handmade):
    assert svg_texts(dumbbell(handmade.cmo())._repr_svg_()) == []


@pytest.mark.parametrize("name", ["a.jpg", "a", "a.svgz"])
def test_an_unknown_ending_is_an_error(handmade, tmp_path, name):
    with pytest.raises(OptionError) as caught:
        dumbbell(handmade.cmo()).save(tmp_path / name)
    assert caught.value.message == "`path` must be one of `*.svg`, `*.png`, `*.pdf`."


def test_a_file_that_can_not_be_written_leaves_nothing_behind(handmade, tmp_path):
    with pytest.raises(RenderError):
        dumbbell(handmade.cmo()).save(tmp_path / "none" / "a.svg")
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(RenderError):
        dumbbell(handmade.cmo()).save(tmp_path / "a.svg")
    assert list(tmp_path.iterdir()) == [tmp_path / "a.svg"]


def test_saving_returns_the_path_and_replaces_what_was_there(handmade, tmp_path):
    path = tmp_path / "a.svg"
    path.write_text("old")
    assert dumbbell(handmade.cmo()).save(str(path)) == Path(path)
    assert path.read_text().startswith("<?xml")
    assert [each.name for each in tmp_path.iterdir()] == ["a.svg"]


def test_without_chrome_neither_title_nor_notes_are_drawn(handmade):
    chart = dumbbell(handmade.cmo(), chrome=False)
    drawn = " ".join(each.get_text() for each in chart.figure.axes[0].texts)
    assert chart.title not in drawn
    assert "Source" not in drawn
    assert chart.figure.get_size_inches()[0] == 6.5
    assert "Synthetic data" in drawn, "the mark of synthetic data is part of the body"


def test_every_chart_of_synthetic_data_carries_the_mark(handmade):
    for chart in CHARTS:
        assert "Synthetic data" in [each.get_text() for each in chart(handmade.cmo()).figure.axes[0].texts]
        assert "Synthetic data" not in [
            each.get_text() for each in chart(handmade.pivot()).figure.axes[0].texts
        ]


def test_no_text_is_ever_read_as_mathematics(handmade):
    figure = dumbbell(handmade.labelled("$x$")).figure
    assert not any(each.get_parse_math() for each in figure.axes[0].texts)


def test_side_and_reference_keep_colour_and_shape(handmade):
    figure = dumbbell(handmade.many(1)).figure
    markers = {
        (line.get_marker(), line.get_markerfacecolor())
        for line in figure.axes[0].lines
        if line.get_marker() not in ("none", "None")
    }
    assert markers == {("D", "#1F4E79"), ("o", "#C8500A")}


def test_bars_are_as_long_as_their_values(handmade):
    figure = paired(handmade.many(1), chrome=False).figure
    bars = {
        patch.get_facecolor()[:3]: patch.get_width()
        for patch in figure.axes[0].patches
        if patch.get_height() == pytest.approx(0.15)
    }
    side, reference = bars[mpl.colors.to_rgb("#1F4E79")], bars[mpl.colors.to_rgb("#C8500A")]
    assert side / reference == pytest.approx(5 / 90)


def test_an_interrupted_write_leaves_the_old_file_and_nothing_beside_it(handmade, tmp_path, monkeypatch):
    path = tmp_path / "a.svg"
    path.write_text("old")
    chart = dumbbell(handmade.many(1))

    def interrupt(self, target):
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        chart.save(path)
    assert [each.name for each in tmp_path.iterdir()] == ["a.svg"]
    assert path.read_text() == "old"
