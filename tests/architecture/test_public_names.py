"""Every public name exists and says what it is."""

from __future__ import annotations

import inspect
import re
from importlib import import_module

import pytest

import gapkit

PACKAGES = (
    "accuracies",
    "charts",
    "checks",
    "contrasting",
    "crossed",
    "errors",
    "gaps",
    "loading",
    "profiles",
    "quadrants",
    "ranking",
    "reliabilities",
    "reports",
    "service_quality",
    "stats",
    "survey",
    "tables",
    "tallies",
    "weighting",
)

NAMES = [name for name in gapkit.__all__ if not name.startswith("__")]


def is_function(value):
    return inspect.isfunction(value)


def public(package):
    """The exported names of a package with what they are."""
    module = import_module(f"gapkit.{package}")
    return {name: getattr(module, name) for name in module.__all__}


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_can_be_loaded(name):
    assert getattr(gapkit, name) is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_has_a_docstring_of_one_sentence_first(name):
    first = inspect.getdoc(getattr(gapkit, name)).split("\n\n")[0]
    assert re.search(r"[.:]$", first), first


@pytest.mark.parametrize("name", [name for name in NAMES if is_function(getattr(gapkit, name, None))])
def test_a_public_function_documents_its_parameters(name):
    text = inspect.getdoc(getattr(gapkit, name))
    assert "Parameters\n----------" in text
    chosen = inspect.signature(getattr(gapkit, name)).parameters.values()
    by_keyword = [each.name for each in chosen if each.kind is each.KEYWORD_ONLY]
    assert [
        each for each in by_keyword if not re.search(rf"^(\w+, )*{each}\b.* : ", text, re.MULTILINE)
    ] == []


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'gapkit' has no attribute 'nothing'"):
        _ = gapkit.nothing


def test_dir_lists_the_public_names():
    assert set(gapkit.__all__) <= set(dir(gapkit))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_export_of_a_package_has_a_docstring(package):
    bare = [
        name
        for name, value in public(package).items()
        if (inspect.isclass(value) or is_function(value)) and not value.__doc__
    ]
    assert bare == []


@pytest.mark.parametrize("package", PACKAGES)
def test_exports_are_sorted_and_stand_once(package):
    names = import_module(f"gapkit.{package}").__all__
    assert len(names) == len(set(names))


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_shares_the_name_of_a_function_beside_it(package):
    module = import_module(f"gapkit.{package}")
    shadowed = [
        name for name, value in public(package).items() if inspect.ismodule(value) and name in module.__all__
    ]
    assert shadowed == [] or package == "charts"
