"""Numbers in another language: what is restated, and what never is."""

from dataclasses import dataclass, field
from typing import get_args

import pytest

from gapkit.number_styles import NumberStyle, Pattern, restated, texts_in

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("1,234.5", "1,234.5"),
        ("1.234,5", "1.234,5"),
        ("1 234,5", f"1{NBSP}234,5"),
        ("1 234.5", f"1{NBSP}234.5"),
        ("1’234.5", "1’234.5"),
        ("1234.5", "1234.5"),
        ("1234,5", "1234,5"),
    ],
)
def test_a_pattern_is_how_its_own_number_is_written(pattern, expected):
    assert NumberStyle.of(pattern).styled("1,234.5") == expected


def test_every_pattern_is_tested_above():
    assert len(get_args(Pattern)) == 7


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("n = 1,300 Consumers, 132 Marketers", "n = 1.300 Consumers, 132 Marketers"),
        ("−0.5 to +12.0", "−0,5 to +12,0"),
        ("< .001; p = .013.", "< ,001; p = ,013."),
        ("1,234,567.25%", "1.234.567,25%"),
        ("67.5%, 3.42 (2.5).", "67,5%, 3,42 (2,5)."),
        ("gapkit 0.1.0, 2011-10-01, report.v2.pdf, data/2.5/x.csv", None),
        ("53, 22 and 7,5", None),
        ("“Version 2.5” is not 2.5", "“Version 2.5” is not 2,5"),
        ("", None),
    ],
)
def test_numbers_are_restated_and_nothing_else(text, expected):
    assert NumberStyle.of("1.234,5").styled(text) == (text if expected is None else expected)


def test_texts_from_outside_keep_their_numbers():
    style = NumberStyle.of("1.234,5")
    assert style.styled("Web 2.0: 2.0 points; (Web 2.0)", ["Web 2.0"]) == "Web 2.0: 2,0 points; (Web 2.0)"


@dataclass(frozen=True)
class Leaf:
    label: str
    text: str
    number: float = 2.5
    kind: str = field(default="1.5", init=False)


@dataclass(frozen=True)
class Tree:
    title: str
    leaves: tuple[Leaf, ...]


TREE = Tree("Web 2.0 gained 1.5", (Leaf("Web 2.0", "1,300.0"),))


def test_data_are_restated_as_deep_as_they_go():
    expected = Tree("Web 2.0 gained 1,5", (Leaf("Web 2.0", "1.300,0"),))
    assert restated(TREE, NumberStyle.of("1.234,5"), texts_in(TREE, ["label"]), ["label"]) == expected


def test_the_default_style_changes_nothing():
    assert restated(TREE, NumberStyle(), (), ()) is TREE


def test_a_bare_number_from_outside_protects_no_printed_one():
    assert restated(Leaf("1.5", "1.5"), NumberStyle.of("1.234,5"), ["1.5"], ["label"]).text == "1,5"


def test_texts_are_found_in_mappings_too():
    assert list(texts_in({"a": Leaf("b", "c"), "d": ("e", 1)})) == ["a", "d", "b", "c", "1.5", "e"]
