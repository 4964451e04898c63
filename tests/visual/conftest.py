"""Gaps written by hand, for every test of the charts."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def handmade():
    name = "handmade_gaps"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, Path(__file__).parents[1] / "unit/charts/handmade.py"
        )
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


@pytest.fixture(scope="session")
def studies():
    name = "chart_studies"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(
            name, Path(__file__).parents[1] / "unit/charts/studies.py"
        )
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]
