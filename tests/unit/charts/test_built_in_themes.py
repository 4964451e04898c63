"""Built-in themes and those in reports/: every one passes every check, for every kind of colour vision."""

from itertools import pairwise
from pathlib import Path

import pytest

from gapkit.charts import Theme, load_theme
from gapkit.charts.colours import SIGHTS, contrast, distance
from gapkit.charts.theme import BUILT_IN
from gapkit.errors.report import ReportSpecError

FOLDER = Path(__file__).parents[3] / "reports" / "themes"
THEMES = [*BUILT_IN, *sorted(FOLDER.glob("*.toml"))]
IDS = [str(getattr(each, "stem", each)) for each in THEMES]


@pytest.fixture(params=THEMES, ids=IDS)
def theme(request):
    return load_theme(request.param)


def test_both_sides_stand_out_from_paper_and_are_told_apart_by_every_sight(theme):
    assert min(contrast(theme.side), contrast(theme.reference)) >= 3
    assert min(distance(theme.side, theme.reference, sight) for sight in SIGHTS) >= 25


def test_words_can_be_read(theme):
    for colour in (theme.ink, theme.muted, theme.text("side"), theme.text("reference")):
        assert contrast(colour) >= 4.5


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6, 7, 10, 11])
def test_numbers_can_be_read_on_every_step_of_a_scale(theme, count):
    steps = theme.steps(count)
    assert len(steps) == count
    assert min(contrast(theme.ink_on(each), each) for each in steps) >= 3


def test_steps_of_a_grey_scale_grow_paler_from_end_to_end():
    steps = load_theme("print").steps(5)
    assert all(contrast(strong) > 1.2 * contrast(pale) for strong, pale in pairwise(steps))


@pytest.mark.parametrize("theme", [each for each in THEMES if each != "print"], ids=str)
def test_steps_of_a_scale_grow_paler_towards_its_middle(theme):
    theme = load_theme(theme)
    steps = theme.steps(7)
    assert (steps[0], steps[-1]) == (theme.side, theme.reference)
    for half in (steps[:4], steps[:2:-1]):
        assert all(contrast(strong) > contrast(pale) for strong, pale in pairwise(half))


def test_numbers_can_be_read_on_every_shade_of_the_ramp(theme):
    shades = [theme.ramp(place / 10) for place in range(-10, 11)]
    assert min(contrast(theme.ink_on(each), each) for each in shades) >= 3


def test_greys_are_grey_and_slides_are_wide():
    grey = load_theme("print")
    for colour in (grey.side, grey.reference, grey.ink):
        assert colour[1:3] == colour[3:5] == colour[5:7]
    page = load_theme("slides").page
    assert page.width / page.height == pytest.approx(16 / 9)


def test_a_name_that_no_theme_has_is_told_with_those_there_are():
    with pytest.raises(ReportSpecError) as caught:
        load_theme("prnt")
    assert caught.value.message == 'There is no theme called "prnt".'
    assert caught.value.hint == (
        "the built-in themes are `default`, `print`, `contrast`, `slides`; a file's name ends in `.toml`."
    )


def test_a_file_may_start_from_a_built_in_theme(tmp_path):
    (tmp_path / "mine.toml").write_text('based_on = "slides"\nside = "#0B3D5C"\n')
    theme = load_theme(tmp_path / "mine.toml")
    assert (theme.paper, theme.side, theme.reference) == ("16:9", "#0B3D5C", Theme().reference)


@pytest.mark.parametrize(
    ("text", "message", "found"),
    [
        (
            'based_on = "slide"',
            '`based_on` must be one of "default", "print", "contrast", "slides".',
            '"slide"',
        ),
        ('paper = "A4"', '`paper` must be one of "a4", "letter", "16:9".', '"A4"'),
        ("paper = 4", '`paper` must be one of "a4", "letter", "16:9".', "4"),
        ("footer = 3", "`footer` must be a text.", "3"),
        ("logo = 3", "`logo` must be the path of a picture.", "3"),
        ("logo_alt = []", "`logo_alt` must be a text.", "[]"),
    ],
)
def test_wrong_pages_are_told(tmp_path, text, message, found):
    path = tmp_path / "wrong.toml"
    path.write_text(text)
    with pytest.raises(ReportSpecError) as caught:
        load_theme(path)
    assert (caught.value.message, caught.value.found) == (message, found)
