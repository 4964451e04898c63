"""Every command says what it does, and so does every argument and option."""

from __future__ import annotations

import pytest
import typer

from gapkit.cli import app

COMMANDS = typer.main.get_command(app).commands


def test_the_commands_are_those_that_are_built():
    assert list(COMMANDS) == [
        "report",
        "gap",
        "chart",
        "check",
        "claims",
        "items",
        "init",
        "plan",
        "weight",
        "examples",
        "schema",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_a_help_text_that_is_a_sentence(name):
    assert COMMANDS[name].help.split("\n")[0].endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_first_line_of_a_help_text_fits_the_list_of_commands(name):
    assert len(COMMANDS[name].help.split("\n")[0]) <= 65


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_has_a_help_text(name):
    assert [each.name for each in COMMANDS[name].params if not each.help] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_the_common_options(name):
    assert {"quiet", "debug"} <= {each.name for each in COMMANDS[name].params}
