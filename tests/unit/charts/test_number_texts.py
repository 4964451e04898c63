"""A chart's numbers in the theme's language: what is drawn changes, what is computed does not."""

from gapkit.charts import Theme, dumbbell
from gapkit.charts.canvas import settings


def drawn_texts(chart):
    with settings():
        return [each.get_text() for each in chart.figure.axes[0].texts]


def test_drawn_numbers_are_restated_and_labels_are_not(handmade):
    gaps = handmade.labelled("Web 2.0", "Over 1,000 fans")
    german = dumbbell(gaps, theme=Theme(number_style="1.234,5"))
    words = " ".join(drawn_texts(german))
    assert "1.300 Consumers" in words
    assert "Web 2.0" in words
    assert "Over 1,000 fans" in words


def test_data_and_words_keep_gapkit_s_own_numbers(handmade):
    gaps = handmade.cmo()
    german, plain = dumbbell(gaps, theme=Theme(number_style="1.234,5")), dumbbell(gaps)
    assert german.data == plain.data
    assert (german.alt_text, german.note) == (plain.alt_text, plain.note)
    assert "1,300" in plain.note


def test_the_words_in_a_file_are_restated_too(handmade):
    svg = dumbbell(handmade.cmo(), theme=Theme(number_style="1 234,5")).to_svg()
    assert "1\u00a0300 Consumers" in svg.split("aria-label=", 1)[1][:400]
