from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from gapkit.cli import streams
from gapkit.errors.report import RenderError


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    """Standard output and error that claim to be a terminal, in a plain environment."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shown = Terminal()
    monkeypatch.setattr(streams, "sys", SimpleNamespace(stdout=shown, stderr=shown))
    return shown


@pytest.mark.parametrize(
    ("environment", "allowed"),
    [
        ({}, True),
        ({"NO_COLOR": "1"}, False),
        ({"TERM": "dumb"}, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
    ],
)
def test_bold_follows_the_environment_on_a_terminal(terminal, monkeypatch, environment, allowed):
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert streams.bold_allowed() is allowed


@pytest.mark.parametrize(("forced", "allowed"), [("", False), ("1", True)])
def test_a_pipe_has_bold_only_where_it_is_forced(monkeypatch, forced, allowed):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(streams, "sys", SimpleNamespace(stdout=io.StringIO()))
    monkeypatch.setenv("FORCE_COLOR", forced)
    assert streams.bold_allowed() is allowed


def test_a_pipe_has_no_width(monkeypatch):
    monkeypatch.setattr(streams, "sys", SimpleNamespace(stdout=io.StringIO()))
    assert streams.terminal_width() is None


def test_a_terminal_has_the_width_of_the_environment(terminal, monkeypatch):
    monkeypatch.setenv("COLUMNS", "93")
    assert streams.terminal_width() == 93


def test_progress_is_shown_on_a_terminal_and_wiped(terminal):
    with streams.progress("building", quiet=False):
        assert terminal.getvalue() == "building \u2026"
    assert terminal.getvalue() == "building \u2026\r\x1b[K"


@pytest.mark.parametrize("name", ["CI", "quiet", "TERM"])
def test_progress_is_silent_in_ci_when_quiet_and_on_a_dumb_terminal(terminal, monkeypatch, name):
    monkeypatch.setenv(name, {"CI": "true", "TERM": "dumb"}.get(name, ""))
    with streams.progress("building", quiet=name == "quiet"):
        pass
    assert terminal.getvalue() == ""


def test_progress_is_silent_in_a_pipe(monkeypatch):
    shown = io.StringIO()
    monkeypatch.setattr(streams, "sys", SimpleNamespace(stderr=shown))
    with streams.progress("building", quiet=False):
        pass
    assert shown.getvalue() == ""


def test_a_terminal_gets_no_bytes_of_a_file(terminal):
    with pytest.raises(RenderError) as caught:
        streams.print_bytes(b"%PDF")
    assert str(caught.value) == (
        "RenderError: The file can't be written.\n  where: standard output\n"
        "  found: a terminal can't show this file: use `-o FILE`"
    )
