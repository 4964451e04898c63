"""Text from outside is made safe to print."""

from __future__ import annotations

import pytest

from gapkit.survey.text import answer_text, clean_text

LOST = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("plain", "plain"),
        ("a\tb\nc", "a\tb\nc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\x00\x0b\x1b[31m\x7f\x85", f"{LOST}{LOST}{LOST}[31m{LOST}{LOST}"),
        ("\ud800x\udfff", f"{LOST}x{LOST}"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("e\u0301", "é"),
        ("\ufeff=1", "\ufeff=1"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
    ],
)
def test_text_is_cleaned(text, clean):
    assert clean_text(text) == clean


def test_cleaning_twice_changes_nothing_more():
    once = clean_text("\x00e\u0301\u202e")
    assert clean_text(once) == once


def test_answers_are_trimmed_and_keep_their_case():
    assert answer_text("  Very \t much\u00a0") == "Very much"
