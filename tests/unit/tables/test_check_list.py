from __future__ import annotations

import json

from gapkit.checks import CheckRow, Fired
from gapkit.errors import OptionError
from gapkit.tables import check_json, check_text, problems_json

SMALL = Fired(
    "B02", "W", "The base is small", (CheckRow("base 20", "why", "deals", "marketer", "all"),), "Ask more."
)
NOTE = Fired(
    "S01", "N", "The sample is not declared random", (CheckRow("opt-in panel", side="consumer"),), "Say so."
)
ERROR = Fired("V01", "E", "The percentage is impossible", (CheckRow("x"),) * 7, "Check it.")
TAKEN = Fired("Q06", "E", "Kinds do not fit", (CheckRow("x"),), "Change it.", accepted="as the source has it")


def test_checks_are_grouped_by_level_with_rows_and_what_to_do():
    assert check_text([SMALL, NOTE]) == (
        "Warnings: these travel to the table and the chart\n"
        "  B02  The base is small.\n"
        "       why, deals, marketer: base 20\n"
        "       do: Ask more.\n"
        "\n"
        "Notes: these stand in the method note\n"
        "  S01  The sample is not declared random.\n"
        "       consumer: opt-in panel\n"
        "       do: Say so.\n"
    )


def test_errors_come_first():
    assert check_text([SMALL, ERROR]).startswith("Errors: these stop\n  V01")


def test_the_first_five_rows_are_shown_and_the_others_counted():
    assert check_text([ERROR]).splitlines()[2:] == ["       x"] * 5 + [
        "       and 2 more",
        "       do: Check it.",
    ]


def test_an_accepted_check_shows_the_reason():
    assert check_text([TAKEN]).splitlines()[-1] == "       accepted: as the source has it"


def test_an_accepted_error_does_not_stop():
    assert [each.stops for each in (ERROR, TAKEN, SMALL)] == [True, False, False]


def test_nothing_fired_is_nothing_told():
    assert check_text([]) == ""


def test_terminal_escapes_in_a_row_do_not_reach_the_terminal():
    rows = (CheckRow("\x1b[31mred\nline"),)
    assert "\ufffd[31mred line" in check_text([Fired("B01", "W", "t", rows, "d")])


def test_json_has_every_row():
    told = json.loads(check_json([ERROR], ["w"]))
    assert told["warnings"] == ["w"]
    assert len(told["results"][0]["rows"]) == 7


def test_problems_of_a_file_have_the_same_shape_in_json():
    error = OptionError("`by` must be one of `age`.", where="x.toml", found="'nope'", hint="try `age`.")
    assert json.loads(problems_json(error))["results"] == [
        {
            "id": "OptionError",
            "level": "E",
            "title": "`by` must be one of `age`.",
            "rows": [{"where": "x.toml", "found": "'nope'"}],
            "what_to_do": "try `age`.",
            "accepted": "",
        }
    ]
