"""Survey files that nobody should trust end in one of gapkit's errors, and soon."""

from __future__ import annotations

import os
import sys

import pytest

from gapkit.errors import SurveyError
from gapkit.survey.reading import MAX_BYTES, read_survey


def refusal(path):
    with pytest.raises(SurveyError) as caught:
        read_survey(path)
    return caught.value


def test_a_file_that_is_not_there_is_told(study):
    assert str(refusal("surveys/none.toml")) == (
        "SurveyError: The survey file can't be opened.\n"
        "  where: surveys/none.toml\n"
        "  found: no such file or directory"
    )


def test_a_folder_is_no_survey_file(study):
    assert refusal("surveys").block() == (
        "SurveyError: The survey file must be a regular file.\n  where: surveys"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_without_waiting_for_it(study):
    os.mkfifo("surveys/pipe.toml")
    assert refusal("surveys/pipe.toml").message == "The survey file must be a regular file."


def test_a_path_with_nul_is_told(study):
    assert refusal("surveys/a\0.toml").message == "The survey file can't be opened."


def test_a_huge_file_is_not_read(study):
    path = study.write("#" * (MAX_BYTES + 1))
    assert refusal(path).block() == (
        "SurveyError: A survey file must be at most 1,048,576 bytes.\n"
        "  where: surveys/x.toml\n"
        "  found: 1,048,577 bytes"
    )


def test_a_file_of_the_largest_size_is_read(study):
    text = study.write().read_text(encoding="utf-8")
    path = study.write(text + "#" * (MAX_BYTES - len(text)))
    assert read_survey(path).title == "Social brand"


def test_bytes_that_are_no_utf8_are_told_with_their_line(study):
    path = study.write()
    path.write_bytes(path.read_bytes().replace(b"Senior marketers", b"Caf\xe9"))
    assert refusal(path).block() == (
        "SurveyError: A survey file must be UTF-8.\n"
        "  where: surveys/x.toml, line 11\n"
        "  hint:  save it as UTF-8 in your editor."
    )


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('title = "a\0"', "line 1"),
        ("a = 1\na = 2\n", "line 2"),
        ("a = 1\nb = \n", "line 2"),
        ("a = 1\nb = [1,", "line 2"),
        ('a = "\\ud800"', "line 1"),
        ("a = 99-99-99", "line 1"),
    ],
)
def test_text_that_is_no_toml_is_told_with_its_line(study, text, where):
    error = refusal(study.write(text))
    assert error.message == "The survey file can't be read as TOML."
    assert error.where == f"surveys/x.toml, {where}"


def test_a_number_of_a_hundred_thousand_digits_is_refused(study):
    assert (
        refusal(study.write("gapkit = " + "9" * 100_000)).message == "The survey file can't be read as TOML."
    )


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * 100_000,
        "a = " + "{ a = " * 100_000,
        "a" + ".a" * 500_000 + " = 1",
        '"a"' + '."a"' * 200_000 + " = 1",
        "[a" + ".a" * 500_000 + "]",
        "\n".join(f"a{line}" + ".a" * 3000 + " = 1" for line in range(170)),
    ],
    ids=["lists", "tables", "dotted", "quoted", "header", "lines"],
)
def test_a_file_nested_too_deeply_is_refused(study, text):
    assert refusal(study.write(text)).block() == (
        "SurveyError: The survey file is nested too deeply.\n  where: surveys/x.toml"
    )


def test_dots_in_texts_are_no_nesting(study):
    path = study.with_change('"Special savings"', '"' + "a." * 500 + '"')
    assert read_survey(path).questions[0].item("deals").label == "a." * 500


def test_more_than_2000_items_are_refused(study):
    items = ", ".join(f'{{ id = "i{place}", label = "x", consumer = "q" }}' for place in range(2001))
    more = f'\n[[questions]]\nid = "q"\nkind = "opinion"\nformat = "multiple"\nitems = [ {items} ]\n'
    error = refusal(study.with_more(more))
    assert (error.message, error.found) == ("There must be at most 2,000 items.", "2,003")


def test_a_scale_of_a_billion_points_is_refused(study):
    more = (
        '\n[[questions]]\nid = "q"\nkind = "opinion"\nformat = "scale"\n'
        "scale = { from = 1, to = 1_000_000_000 }\n"
        'items = [ { id = "a", label = "A", consumer = "q" } ]\n'
    )
    assert refusal(study.with_more(more)).message == "There must be at most 500 points on a scale."


def test_a_segment_of_a_hundred_thousand_answers_is_refused(study):
    order = ", ".join(str(answer) for answer in range(100_000))
    error = refusal(study.with_more(f'[segments.a]\nlabel = "A"\nconsumer = "a"\norder = [{order}]\n'))
    assert error.message == "There must be at most 500 answers in `order`."


def test_a_thousand_sides_are_refused(study):
    more = "".join(f'[sides.s{side}]\nlabel = "S"\n' for side in range(1000))
    assert refusal(study.with_more(more)).message == "There must be at most 100 sides."


def test_a_key_with_terminal_codes_is_told_without_them(study):
    path = study.with_change('weight = "weight"', '"\\u001b[31mred" = 1')
    error = refusal(path)
    assert "\x1b" not in str(error)
    assert error.message == "`\N{REPLACEMENT CHARACTER}[31mred` is not a key of a side."


def test_a_long_value_is_told_short(study):
    error = refusal(study.with_change('"perception"', f'"{"x" * 10_000}"'))
    assert len(error.found) == 60
