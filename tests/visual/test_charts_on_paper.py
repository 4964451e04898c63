"""Drawn charts measured: every text inside the figure, none over another, nothing hidden."""

from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from gapkit.charts import Theme, butterfly, dumbbell, paired
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
CHARTS = {"dumbbell": dumbbell, "butterfly": butterfly, "paired": paired}
CASES = ("cmo", "pivot", "doubtful", "means", "one", "forty", "names", *LABELS)


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


def overlap(one, other):
    """Return whether two boxes share more than a sliver."""
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return wide > 1 and high > 3  # line boxes hold the room above capitals


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", list(CHARTS))
@pytest.mark.parametrize("chrome", [True, False])
def test_every_text_stands_inside_and_none_over_another(handmade, case, name, chrome):
    chart = CHARTS[name](gaps_of(handmade, case), chrome=chrome)
    boxes = boxes_of(chart)
    width, height = chart.figure.get_size_inches() * chart.figure.dpi
    outside = [
        text
        for text, box in boxes
        if box.x0 < -0.5 or box.x1 > width + 1 or box.y0 < -3 or box.y1 > height + 3
    ]
    assert outside == []
    crossed = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if overlap(one, other)]
    assert crossed == []


@pytest.mark.parametrize("name", list(CHARTS))
@pytest.mark.parametrize("width", [5.0, 9.0])
def test_other_widths_fit_too(handmade, name, width):
    chart = CHARTS[name](handmade.doubtful(), theme=Theme(width=width), chrome=False)
    boxes = boxes_of(chart)
    assert chart.figure.get_size_inches()[0] == width
    assert all(box.x1 <= width * chart.figure.dpi + 1 for _, box in boxes)
    assert not any(overlap(one, other) for (_, one), (_, other) in combinations(boxes, 2))


def test_a_hundred_and_twenty_items_make_a_longer_chart(handmade):
    short, long = dumbbell(handmade.many(40)), dumbbell(handmade.many(120))
    assert long.figure.get_size_inches()[1] > 2.5 * short.figure.get_size_inches()[1]
    width, height = long.figure.get_size_inches() * long.figure.dpi
    boxes = boxes_of(long)
    assert all(box.x0 >= 0 and box.x1 <= width and box.y0 >= -3 and box.y1 <= height + 3 for _, box in boxes)


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
