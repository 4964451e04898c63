"""Drawn charts measured: every text inside the figure, none over another, nothing hidden."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gapkit.charts import (
    Theme,
    agreement,
    butterfly,
    dumbbell,
    gap_forest,
    paired,
    priority,
    rank_slope,
    segment_heatmap,
    small_multiples,
    wave_trend,
)
from gapkit.charts.canvas import settings
from gapkit.survey import Side

ENDLESS = (
    "Consumers said that they would like the brand to answer every question that they ask on any channel, "
    * 3
)
LABELS = {
    "long labels": (ENDLESS[:300], "x" * 300, "Short", "a/b/c " * 50),
    "wide scripts": (
        "ブランドのファンとつながりたい、そして問題を解決したい。" * 6,
        "한국어 라벨",
        "サービス",
    ),
    "other scripts": (
        "الحصول على عروض حصرية وتخفيضات للمتابعين " * 4,
        "קבלת שירות",
        "รับข้อเสนอพิเศษ",
        "👩‍👩‍👧 🎉 ❤️",
    ),
}
NAMES = {
    "consumer": Side("consumer", "Social consumers who follow at least one brand on any network", data="c"),
    "marketer": Side("marketer", "Brand managers of companies with more than 1,000 employees", data="m"),
}
CHARTS = {
    "dumbbell": lambda _, gaps, **more: dumbbell(gaps, **more),
    "butterfly": lambda _, gaps, **more: butterfly(gaps, **more),
    "paired": lambda _, gaps, **more: paired(gaps, **more),
    "gap_forest": lambda _, gaps, **more: gap_forest(gaps, **more),
    "rank_slope": lambda made, gaps, **more: rank_slope(made.ranked(gaps), **more),
    "agreement": lambda _, gaps, **more: agreement(gaps, **more),
    "priority": lambda _, gaps, **more: priority(gaps, **more),
    "segment_heatmap": lambda made, gaps, **more: segment_heatmap(made.split(gaps), total=gaps, **more),
    "twelve segments": lambda made, gaps, **more: segment_heatmap(
        made.split(gaps, [f"Segment {place}, as long as they are" for place in range(12)]),
        total=gaps,
        **more,
    ),
    "wave_trend": lambda made, gaps, **more: wave_trend(made.over_waves(gaps), **more),
    "many waves": lambda made, gaps, **more: wave_trend(
        made.over_waves(gaps, [f"Wave {place}, spring" for place in range(14)]), **more
    ),
    "small dumbbells": lambda made, gaps, **more: small_multiples(made.split(gaps), **more),
    "small paired bars": lambda made, gaps, **more: small_multiples(made.split(gaps), of="paired", **more),
    "small forests": lambda made, gaps, **more: small_multiples(made.split(gaps), of="gap_forest", **more),
    "small scatters": lambda made, gaps, **more: small_multiples(made.split(gaps), of="agreement", **more),
}
"""Every chart, from gaps written by hand."""

CASES = ("cmo", "pivot", "doubtful", "means", "one", "forty", "names", *LABELS)

HARD = ("doubtful", "names", "long labels")
VARIATIONS = ("twelve segments", "many waves", *(name for name in CHARTS if name.startswith("small ")))
"""What was drawn once already, in another layout: the hard cases are enough."""


def gaps_of(handmade, case):
    made = {
        "one": lambda: handmade.many(1),
        "forty": lambda: handmade.many(40),
        "names": lambda: handmade.labelled("A", "B", sides=NAMES),
    }
    if case in LABELS:
        return handmade.labelled(*LABELS[case])
    return made.get(case, getattr(handmade, case, None))()


def boxes_of(chart):
    """Return the text and box of every text that is drawn, in pixels."""
    canvas = FigureCanvasAgg(chart.figure)
    with settings(), chart.fonts.boxes_allowed():
        canvas.draw()
        renderer = canvas.get_renderer()
        texts = [each for each in chart.figure.axes[0].texts if each.get_text().strip()]
        return [(each.get_text(), each.get_tightbbox(renderer)) for each in texts]


def outside(chart, boxes):
    """Return the texts that leave the paper."""
    width, height = chart.figure.get_size_inches() * chart.figure.dpi
    return [
        text
        for text, box in boxes
        if box.x0 < -0.5 or box.x1 > width + 1 or box.y0 < -3 or box.y1 > height + 3
    ]


def crossed(boxes):
    """Return the pairs of texts that share more than a sliver."""
    x0, x1, y0, y1 = np.array([(box.x0, box.x1, box.y0, box.y1) for _, box in boxes]).T
    wide = np.minimum.outer(x1, x1) - np.maximum.outer(x0, x0)
    high = np.minimum.outer(y1, y1) - np.maximum.outer(y0, y0)
    shared = np.triu((wide > 1) & (high > 3), 1)  # line boxes hold the room above capitals
    return [(boxes[one][0], boxes[other][0]) for one, other in np.argwhere(shared)]


@pytest.mark.parametrize(
    ("name", "case"),
    [(name, case) for name in CHARTS for case in (CASES if name not in VARIATIONS else HARD)],
)
def test_every_text_stands_inside_and_none_over_another(handmade, case, name):
    chart = CHARTS[name](handmade, gaps_of(handmade, case))
    boxes = boxes_of(chart)
    assert outside(chart, boxes) == []
    assert crossed(boxes) == []


@pytest.mark.parametrize("name", list(CHARTS))
def test_without_chrome_texts_stand_inside_too(handmade, name):
    chart = CHARTS[name](handmade, handmade.doubtful(), chrome=False)
    boxes = boxes_of(chart)
    assert outside(chart, boxes) == []
    assert crossed(boxes) == []


@pytest.mark.parametrize("name", list(CHARTS))
@pytest.mark.parametrize("width", [5.0, 9.0])
def test_other_widths_fit_too(handmade, name, width):
    chart = CHARTS[name](handmade, handmade.doubtful(), theme=Theme(width=width), chrome=False)
    boxes = boxes_of(chart)
    assert chart.figure.get_size_inches()[0] == width
    assert outside(chart, boxes) == []
    assert crossed(boxes) == []


@pytest.mark.parametrize("name", ["dumbbell", "gap_forest", "rank_slope", "segment_heatmap"])
def test_a_hundred_and_twenty_items_make_a_longer_chart(handmade, name):
    short = CHARTS[name](handmade, handmade.many(40))
    long = CHARTS[name](handmade, handmade.many(120))
    assert long.figure.get_size_inches()[1] > 2.5 * short.figure.get_size_inches()[1]
    boxes = boxes_of(long)
    assert outside(long, boxes) == []
    assert crossed(boxes) == []


@pytest.mark.parametrize("name", ["agreement", "priority"])
def test_a_hundred_and_twenty_points_have_a_key(handmade, name):
    chart = CHARTS[name](handmade, handmade.many(120))
    boxes = boxes_of(chart)
    assert outside(chart, boxes) == []
    assert crossed(boxes) == []
    drawn = " ".join(text for text, _ in boxes)
    assert all(f"Item {place}," in drawn for place in range(120))


def test_rows_stand_in_the_order_of_the_data(handmade):
    chart = dumbbell(handmade.cmo(), chrome=False)
    heights = {each.get_text(): each.get_position()[1] for each in chart.figure.axes[0].texts}
    gaps = [row.gap_text for row in chart.data.rows]
    places = [heights[text] for text in dict.fromkeys(gaps)]
    assert places == sorted(places), "y runs downwards"


def test_equal_values_do_not_hide_each_other(handmade):
    chart = dumbbell(handmade.gaps([handmade.gap("a", "A", handmade.estimate(50.0), family=(-9, 9), p=1.0)]))
    markers = [line for line in chart.figure.axes[0].lines if line.get_marker() in ("D", "o")]
    rows = sorted(line.get_ydata()[0] for line in markers)[-2:]
    assert rows[1] - rows[0] > 0.08, "one above the other, in inches"


def test_hollow_marks_are_white_inside(handmade):
    chart = dumbbell(handmade.doubtful(), chrome=False)
    faces = [
        line.get_markerfacecolor() for line in chart.figure.axes[0].lines if line.get_marker() in ("D", "o")
    ]
    assert faces.count("#FFFFFF") == 3, "a small base, and both sides of a related pair"


def test_a_side_without_any_value_is_not_in_the_legend(handmade):
    from math import nan

    row = handmade.gap("a", "A", handmade.estimate(status="one_sided", base=nan), status="one_sided")
    texts = [text for text, _ in boxes_of(dumbbell(handmade.gaps([row]), chrome=False))]
    assert "Consumers" in texts
    assert "Senior marketers" not in texts
