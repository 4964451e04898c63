"""Text before it is drawn: measured, broken, cleaned."""

import pytest
from matplotlib import font_manager

from gapkit.charts.fonts import FIRA, WEIGHTS, fonts_for
from gapkit.charts.text import Style, clean, survives_as_text

FONTS = fonts_for(frozenset("abc"), (FIRA,), None, True)
LABEL = Style(8.5, 400, FONTS)


@pytest.mark.parametrize("name", list(WEIGHTS))
def test_every_weight_is_fira_sans_itself(name):
    path = font_manager.findfont(FONTS.properties(9, WEIGHTS[name]))
    assert path.endswith(f"FiraSans-{name}.ttf")


def test_widths_grow_with_size_and_weight():
    assert LABEL.width("Share") * 2 == pytest.approx(Style(17, 400, FONTS).width("Share"))
    assert LABEL.width("Share") < Style(8.5, 700, FONTS).width("Share")


def test_labels_are_broken_into_balanced_lines():
    lines = LABEL.wrapped("Find others with similar problems when I need help", 2.3)
    assert lines == ("Find others with similar", "problems when I need help")


@pytest.mark.parametrize(
    "text",
    [
        "word " * 80,
        "x" * 300,
        "a/b/c " * 60,
        "ab-cd-" * 60,
        "Donaudampfschifffahrtsgesellschaftskapitän " * 8,
    ],
)
@pytest.mark.parametrize("width", [0.5, 1.1, 2.3])
def test_no_line_is_wider_than_its_column_and_the_rest_is_cut(text, width):
    lines = LABEL.wrapped(text, width)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert LABEL.widest(lines) <= width + 1e-6


def test_short_text_is_left_alone():
    assert LABEL.wrapped("Share product ideas", 2.3) == ("Share product ideas",)
    assert LABEL.wrapped("", 2.3) == ("",)


def test_breaking_keeps_every_letter():
    text = "Get a response to a service request within 1 hour, please"
    assert " ".join(LABEL.wrapped(text, 1.5)) == text


def test_a_non_breaking_space_does_not_break():
    assert all("n\u00a0=\u00a01,300" in line for line in LABEL.wrapped("bases n\u00a0=\u00a01,300", 0.75)[1:])


def test_dates_are_not_broken_at_their_hyphens():
    assert "2011-10-01" in LABEL.wrapped("fieldwork 2011-10-01 to 2011-11-15", 0.8)[1]


def test_wide_characters_may_be_broken_anywhere_but_before_a_full_stop():
    fonts = fonts_for(frozenset("日本。"), (FIRA,), None, False)
    lines = Style(8.5, 400, fonts).wrapped("日本日本日本日本日本日本日本日本日本。", 1.0)
    assert len(lines) > 1
    assert not any(line.startswith("。") for line in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\x00b", "a b"), ("a\tb\r\nc", "a b c"), ("a\ud800b", "a b"), ("  a  b ", "a b"), ("a\u2028b", "a b")],
)
def test_what_can_not_be_drawn_becomes_a_space(text, expected):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "survives"),
    [
        ("Größe, naïve, İstanbul, Tiếng Việt", True),
        ("Ελληνικά, Кириллица", True),
        ("עברית", True),
        ("ไทย", True),
        ("日本語、한국어", True),
        ("−60 to +7 pp † “quoted” …", True),
        ("عربي", False),
        ("देवनागरी", False),
        ("party 🎉", False),
        ("joined\u200dup", False),
        ("heart ❤\ufe0f", False),
    ],
)
def test_scripts_that_survive_as_text_are_known(text, survives):
    assert survives_as_text([text]) is survives


def test_characters_are_borrowed_from_installed_fonts_and_the_rest_is_named():
    fonts = fonts_for(frozenset("a\u0645\U000107ff"), (FIRA,), None, True)
    assert fonts.families[0] == FIRA
    assert "\u0645" not in fonts.missing, "DejaVu Sans comes with matplotlib"


def test_without_system_fonts_nothing_is_borrowed():
    fonts = fonts_for(frozenset("a\u0645"), (FIRA,), None, False)
    assert (fonts.families, fonts.borrowed, fonts.missing) == ((FIRA,), (), "\u0645")
