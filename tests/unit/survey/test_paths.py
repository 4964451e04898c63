"""A survey file's paths stay under its root and lead to regular files."""

from __future__ import annotations

import os
import sys

import pytest

from gapkit.errors import SurveyError
from gapkit.survey.reading import read_survey

UNIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")


def refusal(study, path):
    with pytest.raises(SurveyError) as caught:
        read_survey(study.with_change('"../data/consumers.csv"', f"'{path}'"))
    return caught.value


def test_a_path_out_of_the_root_is_refused(study):
    assert refusal(study, "../../etc/passwd").block() == (
        "SurveyError: A path must stay under the survey file's root.\n"
        "  where: surveys/x.toml, line 7, sides.consumer.data\n"
        '  found: "../../etc/passwd"\n'
        f"  hint:  the root is {study.folder.resolve()}; `--allow-outside` (`allow_outside=True`) lifts this."
    )


def test_an_absolute_path_out_of_the_root_is_refused(study):
    assert refusal(study, "/etc/passwd").message == "A path must stay under the survey file's root."


def test_a_path_out_of_the_root_is_taken_where_that_is_allowed(study, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "c.csv"
    outside.write_text("q\n", encoding="utf-8")
    path = study.with_change('"../data/consumers.csv"', f"'{outside}'")
    assert read_survey(path, allow_outside=True).sides["consumer"].data == outside.resolve()


def test_an_absolute_path_under_the_root_is_taken(study):
    inside = study.folder / "data" / "consumers.csv"
    path = study.with_change('"../data/consumers.csv"', f"'{inside}'")
    assert read_survey(path).sides["consumer"].data == inside.resolve()


def test_a_file_in_another_folder_than_surveys_has_that_folder_as_root(study):
    (study.folder / "here").mkdir()
    text = study.write().read_text(encoding="utf-8")
    path = study.folder / "here" / "x.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        read_survey(path)
    assert {error.message for error in caught.value.problems} == {
        "A path must stay under the survey file's root."
    }


@UNIX_ONLY
def test_a_link_out_of_the_root_is_refused(study, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "c.csv"
    outside.write_text("q\n", encoding="utf-8")
    (study.folder / "data" / "link.csv").symlink_to(outside)
    assert refusal(study, "../data/link.csv").message == "A path must stay under the survey file's root."


@UNIX_ONLY
def test_a_link_in_a_circle_is_refused(study):
    (study.folder / "data" / "a.csv").symlink_to("b.csv")
    (study.folder / "data" / "b.csv").symlink_to("a.csv")
    assert refusal(study, "../data/a.csv").message == "The file does not exist."


@UNIX_ONLY
def test_a_pipe_is_refused(study):
    os.mkfifo(study.folder / "data" / "pipe.csv")
    assert refusal(study, "../data/pipe.csv").message == "A path must name a regular file."


def test_a_folder_is_refused(study):
    assert refusal(study, "../data").message == "A path must name a regular file."


@pytest.mark.parametrize(
    "path",
    [
        "http://x.org/a.csv",
        "file:/etc/passwd",
        "s3:bucket",
        "data:text/csv,1",
        "//server/a.csv",
        r"\\server\a.csv",
    ],
)
def test_an_address_is_refused(study, path):
    assert refusal(study, path).message == "A path must name a file, not an address."


@pytest.mark.parametrize("path", ["../data/*.csv", "../data/?.csv", "../data/[a-z].csv", " "])
def test_a_pattern_is_refused(study, path):
    assert refusal(study, path).message == "A path must not hold wildcards or control characters."


def test_nul_in_a_path_is_refused(study):
    with pytest.raises(SurveyError) as caught:
        read_survey(study.with_change('"../data/consumers.csv"', '"a\\u0000b"'))
    assert caught.value.block() == (
        "SurveyError: A path must not hold wildcards or control characters.\n"
        "  where: surveys/x.toml, line 7, sides.consumer.data\n"
        '  found: "a\N{REPLACEMENT CHARACTER}b"'
    )


def test_a_name_longer_than_any_file_s_is_refused(study):
    assert refusal(study, "x" * 5000).message == "The file does not exist."


def test_text_that_looks_like_sql_is_a_file_name(study):
    assert refusal(study, "x.csv; ATTACH").message == "The file does not exist."
