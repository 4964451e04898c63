"""Themes: what they refuse, and why."""

import pytest

from gapkit.charts import Theme, load_theme
from gapkit.charts.colours import contrast, distance
from gapkit.errors.report import ReportSpecError

# Distances by colorspacious 1.1.2: sRGB1+CVD (Machado, severity 100), clipped to sRGB, then CAM02-UCS.
DISTANCES = [
    ("#1F4E79", "#C8500A", "in normal sight", 58.3),
    ("#1F4E79", "#C8500A", "with protanopia", 44.0),
    ("#1F4E79", "#C8500A", "with deuteranopia", 53.2),
    ("#1F4E79", "#C8500A", "with tritanopia", 59.3),
    ("#000000", "#B34700", "in normal sight", 58.5),
    ("#000000", "#B34700", "with protanopia", 46.3),
    ("#000000", "#B34700", "with deuteranopia", 56.7),
    ("#000000", "#B34700", "with tritanopia", 61.0),
]


@pytest.mark.parametrize(("one", "other", "sight", "expected"), DISTANCES)
def test_distances_are_those_of_colorspacious(one, other, sight, expected):
    assert distance(one, other, sight) == pytest.approx(expected, abs=0.06)  # given with one decimal


@pytest.mark.parametrize(("colour", "expected"), [("#000000", 21.0), ("#FFFFFF", 1.0), ("#767676", 4.54)])
def test_contrasts_are_those_of_wcag(colour, expected):
    assert contrast(colour) == pytest.approx(expected, abs=0.005)  # published with two decimals


def test_the_default_theme_passes_its_own_checks():
    assert Theme().side == "#1F4E79"


def test_a_pale_colour_is_refused_with_the_nearest_that_passes():
    with pytest.raises(ReportSpecError) as caught:
        Theme(reference="#FFB000")
    assert caught.value.message == "`reference` must have a contrast of at least 3:1 on white."
    offer = caught.value.hint.removeprefix("the nearest colour that passes: ").rstrip(".")
    assert contrast(offer) >= 3
    Theme(reference=offer)


def test_colours_that_some_readers_confuse_are_refused_with_one_that_passes():
    with pytest.raises(ReportSpecError) as caught:
        Theme(side="#2E7D32", reference="#C62828")
    assert (
        "apart with deuteranopia" in caught.value.message or "apart with protanopia" in caught.value.message
    )
    offer = caught.value.hint.removeprefix("the nearest colour that passes for `side`: ").rstrip(".")
    Theme(side=offer, reference="#C62828")


def test_words_of_a_colour_that_is_only_a_mark_are_darkened():
    theme = Theme(reference="#E8700A")
    assert contrast(theme.reference) < 4.5 <= contrast(theme.text("reference"))
    assert theme.text("side") == theme.side


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ink": "black"}, '`ink` must be a colour such as "#1F4E79".'),
        ({"fonts": ()}, "`fonts` must be a list of font families."),
        ({"fonts": ("A'; fill: red",)}, "`fonts` must be a list of font families."),
        ({"width": 1.0}, "`width` must be from 5 to 13 inches."),
        ({"fonts": ("No Such Family",)}, "The theme's font \"No Such Family\" can't be found."),
        ({"muted": "#999999"}, "`muted` must have a contrast of at least 4.5:1 on white."),
    ],
)
def test_wrong_values_are_told(values, message):
    with pytest.raises(ReportSpecError) as caught:
        Theme(**values)
    assert caught.value.message == message


def test_all_problems_are_told_at_once():
    with pytest.raises(ReportSpecError) as caught:
        Theme(ink="black", width=99)
    assert len(caught.value.problems) == 2


def test_the_bundled_default_theme_is_the_default(request):
    assert load_theme(request.config.rootpath / "reports" / "themes" / "default.toml") == Theme()


def test_a_theme_file_may_name_a_folder_of_fonts_beside_it(tmp_path):
    (tmp_path / "fonts").mkdir()
    (tmp_path / "mine.toml").write_text('side = "#0B3D5C"\nfont_dir = "fonts"\n')
    theme = load_theme(tmp_path / "mine.toml")
    assert (theme.side, theme.font_dir) == ("#0B3D5C", tmp_path / "fonts")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("sid = 1", "`sid` is not a key of a theme.", "did you mean `side`?"),
        ("side =", "The theme file can't be read.", ""),
        ("side = 3", '`side` must be a colour such as "#1F4E79".', ""),
        ("fonts = 'Fira Sans'", "`fonts` must be a list of font families.", ""),
        ("fonts = [1]", "`fonts` must be a list of font families.", ""),
        ("font_dir = 'nowhere'", "`font_dir` must be an existing folder.", ""),
    ],
)
def test_a_wrong_theme_file_is_told(tmp_path, text, message, hint):
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(ReportSpecError) as caught:
        load_theme(path)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_a_theme_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(ReportSpecError):
        load_theme(tmp_path / "none.toml")
