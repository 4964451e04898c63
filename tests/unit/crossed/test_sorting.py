"""What `kano` says: the table, the coefficients, and what stays undecided."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest

import gapkit as gk
from gapkit.crossed import KANO_COLUMNS, KANO_SHARE_COLUMNS
from gapkit.crossed.sorting import CATEGORIES, TABLE
from gapkit.errors import OptionError
from gapkit.stats import wilson

LIKE, MUST, NEUTRAL, LIVE, DISLIKE = 5, 4, 3, 2, 1
ROLES = {"have": {"side": "customer", "label": "With"}, "lack": {"side": "customer", "label": "Without"}}


def study_of(frame, roles=None, to=5, **options):
    roles = roles or ROLES
    question = {
        "id": "features", "kind": "opinion", "format": "scale", "scale": {"from": 1, "to": to},
        "roles": roles, "reference": list(roles)[-1],
        "items": [{"id": "chat", "label": "Chat", **dict(zip(roles, ("f", "d"), strict=True))}],
    }  # fmt: skip
    survey = gk.Survey.from_frames(
        {"customer": frame, "staff": pd.DataFrame({"x": [1]})},
        reference="customer",
        questions=[question],
        **options,
    )
    return gk.open(survey)


def answers(*told):
    """Build respondents: (functional, dysfunctional, how many)."""
    rows = [(f, d) for f, d, times in told for _ in range(times)]
    return pd.DataFrame(rows, columns=["f", "d"])


@pytest.mark.parametrize(
    ("functional", "row"),
    [  # Berger et al. 1993, from "I like it" to "I dislike it" of the dysfunctional question
        (LIKE, "QAAAO"),
        (MUST, "RIIIM"),
        (NEUTRAL, "RIIIM"),
        (LIVE, "RIIIM"),
        (DISLIKE, "RRRRQ"),
    ],
)
def test_the_table_is_bergers(functional, row):
    letters = {"attractive": "A", "one_dimensional": "O", "must_be": "M", "indifferent": "I", "reverse": "R"}
    told = [letters.get(CATEGORIES[each], "Q") for each in TABLE[functional - 1][::-1]]
    assert "".join(told) == row


def test_category_counts_and_coefficients():
    frame = answers((LIKE, NEUTRAL, 60), (LIKE, DISLIKE, 20), (MUST, DISLIKE, 10), (NEUTRAL, NEUTRAL, 10))
    told = gk.kano(study_of(frame), "features", functional="have")
    row = told["chat"]
    assert (row.category, row.leading) == ("attractive", ("attractive",))
    assert (row.better, row.worse) == (pytest.approx(0.8), pytest.approx(-0.3))
    limits = wilson(np.array([0.3]), np.array([100.0]), 1.959963984540054)
    assert (row.worse_low, row.worse_high) == (pytest.approx(-limits.high[0]), pytest.approx(-limits.low[0]))
    shares = told.share_frame().set_index("category")
    assert shares["count"].tolist() == [60, 20, 10, 10, 0, 0]
    assert shares.loc["attractive", "share"] == pytest.approx(0.6)


def test_a_tie_is_undecided():
    frame = answers((LIKE, NEUTRAL, 50), (MUST, DISLIKE, 45), (NEUTRAL, NEUTRAL, 5))
    row = gk.kano(study_of(frame), "features", functional="have")["chat"]
    assert (row.category, row.leading) == ("undecided", ("attractive", "must_be"))


def test_reverse_and_questionable_are_outside_the_coefficients():
    frame = answers((LIKE, NEUTRAL, 60), (DISLIKE, LIKE, 20), (LIKE, LIKE, 20))
    row = gk.kano(study_of(frame), "features", functional="have")["chat"]
    assert (row.base, row.regular_base, row.better) == (100.0, 60.0, 1.0)


def test_roles_called_by_name_need_no_argument():
    roles = {name: {"side": "customer", "label": name} for name in ("functional", "dysfunctional")}
    row = gk.kano(study_of(answers((LIKE, NEUTRAL, 60), (LIKE, LIKE, 20)), roles), "features")["chat"]
    assert (row.functional, row.dysfunctional, row.category) == ("functional", "dysfunctional", "attractive")


def test_small_bases_are_not_told():
    row = gk.kano(study_of(answers((LIKE, NEUTRAL, 8))), "features", functional="have")["chat"]
    assert (row.status, row.category) == ("suppressed", "")
    assert isnan(row.better)


def test_columns_and_words():
    told = gk.kano(study_of(answers((LIKE, NEUTRAL, 60), (MUST, DISLIKE, 50))), "features", functional="have")
    assert list(told.to_frame().columns) == list(KANO_COLUMNS)
    assert list(told.share_frame().columns) == list(KANO_SHARE_COLUMNS)
    assert "undecided: attractive or must-be" in told._repr_html_()


def test_bad_arguments_are_told():
    frame = answers((LIKE, NEUTRAL, 60))
    with pytest.raises(OptionError) as caught:
        gk.kano(study_of(frame), "features")
    assert str(caught.value) == (
        "StudyLevelError: `functional` must name a role of question `features`: `have`, `lack`."
    )
    with pytest.raises(OptionError) as caught:
        gk.kano(study_of(frame, to=7), "features", functional="have")
    assert str(caught.value) == (
        "StudyLevelError: Question `features` must have a scale of five points, from dislike to like.\n"
        "  found: 7 points"
    )
    with pytest.raises(OptionError, match="must name a role"):
        gk.kano(study_of(frame), "features", functional="have", dysfunctional="have")
