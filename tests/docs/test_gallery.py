"""The gallery shows every chart, from code that runs."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from gapkit.charts.kinds import KINDS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def gallery():
    """The script that draws the gallery."""
    spec = importlib.util.spec_from_file_location("make_gallery", DOCS / "make_gallery.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_gallery"] = module
    spec.loader.exec_module(module)
    return module


def test_every_chart_stands_in_the_gallery_once(gallery):
    assert sorted(entry.name for entry in gallery.ENTRIES) == sorted(KINDS)


def test_code_calls_the_chart_that_it_is_for(gallery):
    assert [entry.name for entry in gallery.ENTRIES if f"gk.charts.{entry.name}(" not in entry.code] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_every_entry_draws_its_chart(gallery, name):
    entry = next(each for each in gallery.ENTRIES if each.name == name)
    chart = gallery.draw(entry)
    assert chart.data.kind == name
    assert chart.alt_text
