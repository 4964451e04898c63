"""Studies whose sides are exports of survey tools, from the survey file to the gap."""

from __future__ import annotations

import pytest

import gapkit as gk

SURVEY = """
gapkit = 1
title = "Tea"
reference = "guest"

[sides.guest]
label = "Guests"
data = "guests.csv"
where = 'Status == "IP Address"'

[sides.host]
label = "Hosts"
data = "hosts.csv"
read = { format = "google-forms" }

[[questions]]
id = "drinks"
kind = "perception"
format = "multiple"
base = "answered_any"
items = [
  { id = "tea", label = "T", guest = "QID2-1", host = { column = "D", contains = "T, x", separator = ";" } },
  { id = "milk", label = "M", guest = "Q2_4", host = { column = "D", contains = "Milk", separator = ";" } },
]
"""


def qualtrics(rows):
    ids = ["status", "QID2-1", "QID2-4"]
    third = ",".join(f"\"{{'ImportId': '{each}'}}\"" for each in ids)
    return f"Status,Q2_1,Q2_4\nStatus,Drinks-Tea,Drinks-Milk\n{third}\n" + "".join(rows)


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
def test_a_qualtrics_export_meets_a_google_form(tmp_path):
    guests = ["IP Address,1,\n"] * 30 + ["IP Address,,1\n"] * 20 + ["Survey Preview,1,1\n"] * 9
    (tmp_path / "guests.csv").write_text(qualtrics(guests), encoding="utf-8")
    hosts = ['2024/1/2 10:00:00,"T, x;Milk"\n'] * 30 + ["2024/1/2 10:00:00,Milk\n"] * 10
    (tmp_path / "hosts.csv").write_text("Timestamp,D\n" + "".join(hosts), encoding="utf-8")
    (tmp_path / "tea.toml").write_text(SURVEY, encoding="utf-8")
    study = gk.open(tmp_path / "tea.toml")
    frame = gk.gap(study).to_frame().set_index("item")
    assert frame.loc["tea", ["value_side", "value_reference"]].tolist() == [0.75, 0.6]
    assert frame.loc["milk", ["value_side", "value_reference"]].tolist() == [1.0, 0.4]
    assert frame["base_reference"].tolist() == [50, 50]
