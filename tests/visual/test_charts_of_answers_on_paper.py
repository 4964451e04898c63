"""Charts of answers, steps and words, drawn and measured: every text inside, none over another."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gapkit.charts import (
    Theme,
    cascade,
    distribution,
    funnel,
    horseshoe,
    know_asked,
    likert,
    load_theme,
    statements,
)
from gapkit.charts.canvas import settings

ENDLESS = "Consumers said that they would like the brand to answer every question on any channel, " * 4
LABELS = {
    "plain": ("Rewards for followers", "Replies", "Service", "News"),
    "long": (ENDLESS[:300], "x" * 300, "Short", "a/b/c " * 50),
    "wide": (
        "ブランドのファンとつながりたい、そして問題を解決したい。" * 6,
        "한국어 라벨",
        "サービス",
        "情報",
    ),
    "other": ("الحصول على عروض حصرية وتخفيضات " * 4, "קבלת שירות", "รับข้อเสนอพิเศษ", "👩‍👩‍👧 🎉 ❤️"),
}
NAMES = {
    "consumer": "Social consumers who follow at least one brand on any network",
    "marketer": "Brand managers of companies with more than 1,000 employees",
}


def both(name, draw, **more):
    return {name: lambda gaps: draw(gaps, **more)}


ON_SCALES = {
    **both("likert", likert),
    **both("likert stacked", likert, style="stacked"),
    **both("likert inside", likert, strong="inside"),
    **both("ecdf", distribution),
    **both("histogram", distribution, shape="histogram"),
    **both("box", distribution, shape="box"),
    **both("horseshoe", horseshoe),
    **both("statements", statements),
}
ON_STEPS = {"funnel": funnel, "know_asked": know_asked, "horseshoe": horseshoe, "statements": statements}


def boxes_of(chart):
    """Return the text and box of every text that is drawn, in pixels."""
    canvas = FigureCanvasAgg(chart.figure)
    with settings(), chart.fonts.boxes_allowed():
        canvas.draw()
        renderer = canvas.get_renderer()
        texts = [each for each in chart.figure.axes[0].texts if each.get_text().strip()]
        return [(each.get_text(), each.get_tightbbox(renderer)) for each in texts]


def overlap(one, other):
    """Return whether two boxes share more than a sliver."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 1 and high > 3  # line boxes hold the room above capitals


def faults(chart):
    """Return the texts that leave the paper, and those that stand over another."""
    boxes = boxes_of(chart)
    width, height = chart.figure.get_size_inches() * chart.figure.dpi
    outside = [
        text
        for text, box in boxes
        if box.x0 < -0.5 or box.x1 > width + 1 or box.y0 < -3 or box.y1 > height + 3
    ]
    crossed = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if overlap(one, other)]
    return outside, crossed


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("name", ON_SCALES)
def test_scales_fit_on_paper(studies, name, labels):
    gaps = studies.scales(LABELS[labels], names=NAMES if labels == "long" else None)
    assert faults(ON_SCALES[name](gaps)) == ([], [])


@pytest.mark.parametrize("labels", LABELS)
@pytest.mark.parametrize("name", ON_STEPS)
def test_steps_fit_on_paper(studies, name, labels):
    gaps = studies.steps(LABELS[labels], names=NAMES if labels == "long" else None)
    assert faults(ON_STEPS[name](gaps)) == ([], [])


@pytest.mark.parametrize("case", ["cmo", "pivot", "doubtful"])
@pytest.mark.parametrize("name", ON_STEPS)
def test_published_small_and_empty_rows_fit_on_paper(handmade, name, case):
    assert faults(ON_STEPS[name](getattr(handmade, case)())) == ([], [])


@pytest.mark.parametrize("count", [1, 40])
@pytest.mark.parametrize("name", ["likert", "ecdf", "horseshoe"])
def test_few_and_many_items_fit_on_paper(studies, name, count):
    gaps = studies.scales([f"Item {place}, as long as such labels are" for place in range(count)])
    assert faults(ON_SCALES[name](gaps)) == ([], [])


@pytest.mark.parametrize("points", [7, 10])
def test_every_length_of_scale_fits_on_paper(studies, points):
    gaps = studies.scales(("Rewards",), points=points, marketers=[5] * points)
    assert faults(likert(gaps)) == ([], [])


@pytest.mark.parametrize("theme", [Theme(width=5.0), load_theme("slides")], ids=["narrow", "slides"])
@pytest.mark.parametrize("draw", [likert, distribution, horseshoe, statements])
def test_other_widths_fit_too(studies, draw, theme):
    gaps = studies.scales(LABELS["plain"][:2], marketers=(5, 5, 5, 5, 5))
    assert faults(draw(gaps, theme=theme)) == ([], [])


@pytest.mark.parametrize("label", ["Deals", "x" * 200, "ブランド" * 40], ids=["plain", "long", "wide"])
def test_chains_and_crossed_answers_fit_on_paper(studies, tmp_path, label):
    assert faults(cascade(studies.chain(tmp_path, label))) == ([], [])
    assert faults(know_asked(studies.know(tmp_path, label))) == ([], [])
