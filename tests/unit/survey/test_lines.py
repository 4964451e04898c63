"""Every key of a TOML text is found again on its line."""

from __future__ import annotations

import tomllib

import pytest

from gapkit.survey.lines import Lines

TEXT = '''\
# a comment with [brackets] and "quotes"
title = "x # no comment"
"quoted key" = 1   # [not.a.table]
long = """
[not_a_table]
key = "no key" \\"""
"""
raw = \'\'\'
also = 'not a key\'
\'\'\'
text.consumer = "a"
list = [
  1,
  { a = 1, b = [2, { c = 3 }] },  # comment }
  "]",
]

[sides.consumer]
label = 'it # is'

[sides."odd side"]
label = "\\u0041"

[[questions]]
id = "one"

[questions.text]
consumer = "x"

[[questions]]
id = "two"
items = [
  { id = "a" },
  { id = "b", "marketer" = "q" },
]
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("quoted key",), 3),
        (("long",), 4),
        (("raw",), 8),
        (("text", "consumer"), 11),
        (("text",), 11),
        (("list",), 12),
        (("list", 0), 13),
        (("list", 1, "a"), 14),
        (("list", 1, "b", 1, "c"), 14),
        (("list", 2), 15),
        (("sides", "consumer"), 18),
        (("sides", "consumer", "label"), 19),
        (("sides", "odd side", "label"), 22),
        (("questions", 0), 24),
        (("questions", 0, "id"), 25),
        (("questions", 0, "text", "consumer"), 28),
        (("questions", 1), 30),
        (("questions", 1, "items", 1, "marketer"), 34),
    ],
)
def test_a_key_is_found_on_its_line(path, line):
    tomllib.loads(TEXT)
    assert Lines(TEXT).line(path) == line


def test_a_key_that_is_not_there_is_at_the_table_around_it():
    assert Lines(TEXT).line(("sides", "consumer", "data")) == 18


def test_nothing_is_known_of_an_unknown_table():
    assert Lines(TEXT).line(("nothing",)) == 0


def test_an_escaped_key_is_found_by_its_name():
    assert Lines('\n"a\\u00e9\\n" = 1').line(("aé\n",)) == 2
