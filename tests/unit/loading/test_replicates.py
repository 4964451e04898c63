"""Replicate weights: which columns they are, what is refused, what their variance is scaled by."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from gapkit.loading import load
from gapkit.survey import Replication

# four respondents in two strata of two PSUs each: a stratified jackknife of four replicates
WEIGHT = [1.0, 2.0, 3.0, 4.0]
JKN = {
    "rw1": [0.0, 4.0, 3.0, 4.0],
    "rw2": [2.0, 0.0, 3.0, 4.0],
    "rw3": [1.0, 2.0, 0.0, 8.0],
    "rw4": [1.0, 2.0, 6.0, 0.0],
}
COLUMNS = {"q1": [1, 0, 1, 0], "w": WEIGHT, **JKN}
BRR = Replication("rw*", "brr")


@pytest.fixture
def weights(load_frame):
    """Load the columns and return the replicate weights of the side."""

    def build(replication=BRR, **columns):
        loaded = load_frame({**COLUMNS, **columns}, weight="w", replicates=replication)
        return loaded.replicates[""]

    return build


def test_columns_are_matched_in_the_order_of_the_data(load_frame):
    columns = {"q1": [1, 0], "w": [1, 1], "rw2": [2, 0], "other": [5, 5], "rw1": [0, 2]}
    loaded = load_frame(columns, weight="w", replicates=BRR)
    assert loaded.replicates[""].design.replicate.tolist() == [[2, 0], [0, 2]]


@pytest.mark.parametrize(
    ("replication", "scale"),
    [
        (Replication("rw*", "jk1"), 3 / 4),
        (Replication("rw*", "jkn"), 1),
        (Replication("rw*", "brr"), 1 / 4),
        (Replication("rw*", "fay", rho=0.5), 1),  # 1 / (4 (1 - 0.5)^2)
        (Replication("rw*", "bootstrap"), 1 / 3),
    ],
)
def test_every_method_has_its_own_scale(weights, replication, scale):
    found = weights(replication)
    assert found.method == replication.method
    assert found.design.scale == pytest.approx(scale, rel=1e-12)


def test_the_strata_of_a_jackknife_are_found_in_its_weights(weights):
    assert weights(Replication("rw*", "jkn")).design.rscales.tolist() == [0.5] * 4


def test_given_factors_are_taken_before_any_that_could_be_found(weights):
    rscales = (0.25, 0.5, 0.75, 1.0)
    assert weights(Replication("rw*", "jkn", rscales=rscales)).design.rscales.tolist() == list(rscales)


def test_one_factor_stands_for_all_replicates(weights):
    assert weights(Replication("rw*", "jkn", rscales=(1.0,))).design.rscales.tolist() == [1.0] * 4


def test_replicates_that_repeat_the_others_add_no_degree_of_freedom(weights):
    # a stratified jackknife has its PSUs less its strata, not its replicates less one
    assert weights().df == 4 - 2
    assert weights(rw3=JKN["rw1"], rw4=JKN["rw2"]).df == 2 - 1


def test_replicate_weights_follow_the_respondents_that_are_left(load_frame):
    columns = {**COLUMNS, "w": [1.0, nan, 3.0, 4.0]}
    loaded = load_frame(columns, weight="w", missing_weights="drop", replicates=BRR)
    assert loaded.replicates[""].design.replicate[:, 0].tolist() == [0.0, 3.0, 4.0]


def test_an_spss_file_has_them_too(write_sav, survey_of, multiple):
    columns = {name: np.array(values, float) for name, values in COLUMNS.items()}
    path = write_sav(columns)
    survey = survey_of(multiple("q1"), weight="w", replicates=BRR)
    loaded = load(path, survey, side="us", isolate=False)
    assert loaded.replicates[""].design.replicate.T.tolist() == list(JKN.values())


def test_a_text_file_has_them_too(load_text, survey_of, multiple):
    survey = survey_of(multiple("q1"), weight="w", replicates=BRR)
    loaded = load_text("q1,w,rw1,rw2\n1,1,2.5,0\n0,1,0,2\n", survey)
    assert loaded.replicates[""].design.replicate.tolist() == [[2.5, 0], [0, 2]]


def test_a_pattern_that_one_column_matches_is_refused(load_frame, told):
    columns = {"q1": [1, 0], "w": [1, 1], "rw1": [1, 1]}
    assert told(load_frame, columns, weight="w", replicates=BRR) == (
        "MissingColumnError: `data frame` must have at least 2 columns of replicate weights like `rw*`.\n"
        "  where: `replicates` of side `us`\n"
        "  found: `rw1`"
    )


def test_a_pattern_that_matches_another_column_is_refused(load_frame, told):
    replication = Replication("*w*", "brr")
    assert told(load_frame, COLUMNS, weight="w", replicates=replication).startswith(
        "MissingColumnError: `*w*` must match replicate weights only.\n"
        "  where: data frame, `replicates` of side `us`\n"
        "  found: `w`, which is `weight` of side `us`"
    )


def test_cells_that_are_no_weights_are_told_by_kind(load_frame, told):
    columns = {**COLUMNS, "rw1": [-1.0, -2.0, 3.0, 4.0], "rw2": [inf, nan, 3.0, 4.0], "rw4": [0.0] * 4}
    assert told(load_frame, columns, weight="w", replicates=BRR) == (
        "WeightError: `rw1` must hold numbers from 0 up: they are replicate weights.\n"
        "  where: data frame, rows 0, 1\n"
        "  found: 2 negative weights\n"
        "WeightError: `rw2` must hold numbers from 0 up: they are replicate weights.\n"
        "  where: data frame, row 0\n"
        "  found: 1 infinite weight\n"
        "WeightError: `rw2` must hold numbers from 0 up: they are replicate weights.\n"
        "  where: data frame, row 1\n"
        "  found: 1 missing weight\n"
        "WeightError: `rw4` must be positive for somebody: they are replicate weights.\n"
        "  where: data frame\n"
        "  found: no weight above 0"
    )


def test_text_in_place_of_a_replicate_weight_is_refused(load_frame, told):
    assert told(load_frame, {**COLUMNS, "rw1": ["x", 1, 1, 1]}, weight="w", replicates=BRR) == (
        "LoadError: `rw1` must hold numbers: it is the replicate weight.\n"
        "  where: data frame, row 0\n"
        "  found: 1 cell of text"
    )


def test_replicates_that_are_all_alike_are_refused(load_frame, told):
    columns = {"q1": [1, 0], "w": [1, 1], "rw1": [2, 1], "rw2": [2, 1]}
    assert told(load_frame, columns, weight="w", replicates=BRR) == (
        "WeightError: Replicate weights must differ from each other.\n  where: data frame, `rw1`, `rw2`"
    )


def test_factors_go_with_the_replicates_one_by_one(load_frame, told):
    replication = Replication("rw*", "jkn", rscales=(0.5, 0.5))
    assert told(load_frame, COLUMNS, weight="w", replicates=replication) == (
        "WeightError: `rscales` must be one number, or one per column of replicate weights.\n"
        "  found: 2 numbers for 4 columns of data frame"
    )


@pytest.mark.parametrize(
    "columns",
    [
        {"rw1": [0.0, 4.0, 3.0, 4.0], "rw2": [1.0, 2.0, 0.0, 8.0]},  # one replicate per pair
        {**JKN, "rw1": [0.0, 4.1, 3.0, 4.0]},  # calibrated again
    ],
    ids=["pairs", "calibrated"],
)
def test_strata_that_the_weights_do_not_show_are_asked_for(load_frame, told, columns):
    data = {"q1": [1, 0, 1, 0], "w": WEIGHT, **columns}
    assert told(load_frame, data, weight="w", replicates=Replication("rw*", "jkn")) == (
        "WeightError: The strata of the jackknife can't be found in the weights of `data frame`.\n"
        "  hint:  write `rscales` beside the method: (n_h - 1) / n_h of each replicate's stratum, "
        "or 1 with one replicate per pair of PSUs."
    )
