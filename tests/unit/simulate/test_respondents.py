"""Drawn respondents: whole-number counts as wished, everything else by chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from gapkit.errors import OptionError
from gapkit.simulate import (
    bell_counts,
    cell_weights,
    draw_cells,
    draw_choices,
    draw_ticks,
    draw_within,
    raked_weights,
)
from gapkit.simulate.weights import design_effect


def test_ticks_have_the_wished_counts_and_correlate_as_wished():
    rng = np.random.default_rng(5)
    ticks = draw_ticks(rng.standard_normal(20_000), {"a": 10_000, "b": 10_000}, rng=rng)
    assert ticks.sum().tolist() == [10_000, 10_000]
    # Two halves of a bivariate normal of correlation r agree with phi = 2 asin(r) / pi.
    assert np.corrcoef(ticks["a"], ticks["b"])[0, 1] == pytest.approx(2 * np.arcsin(0.25) / np.pi, abs=0.02)


def test_a_lean_moves_who_ticks_and_not_how_many():
    rng = np.random.default_rng(5)
    old = np.repeat([0.0, 1.0], 500)
    ticks = draw_ticks(rng.standard_normal(1000), {"a": 400}, rng=rng, lean={"a": 2 * old})["a"]
    assert ticks.sum() == 400
    assert ticks[old == 1].sum() > 300


def test_more_ticks_than_people_are_refused():
    with pytest.raises(OptionError, match=r"`counts\['a'\]` must be from 0 to 3"):
        draw_ticks(np.zeros(3), {"a": 4}, rng=np.random.default_rng(1))


def test_ticks_within_groups_have_the_wished_counts_and_leave_the_rest_unasked():
    rng = np.random.default_rng(5)
    group = rng.permutation(np.repeat([0, 1, -1], [40, 60, 25]))
    ticks = draw_within(rng.standard_normal(125), group, [7, 59], rng=rng)
    assert [ticks[group == place].sum() for place in (0, 1)] == [7, 59]
    assert np.isnan(ticks[group == -1]).all()


def test_choices_have_the_wished_counts():
    rng = np.random.default_rng(5)
    assert np.bincount(draw_choices(rng.standard_normal(100), [20, 0, 80], rng=rng)).tolist() == [20, 0, 80]


def test_choices_that_do_not_add_up_are_refused():
    with pytest.raises(OptionError, match="`counts` must be counts that add up to 3"):
        draw_choices(np.zeros(3), [1, 1], rng=np.random.default_rng(1))


@pytest.mark.parametrize(("mean", "last"), [(4.0, 1), (8.0, 93)])
def test_a_bell_cut_into_points_piles_up_where_its_mean_is(mean, last):
    counts = bell_counts(100, 7, mean=mean, sd=1.0)
    assert sum(counts) == 100
    assert counts[-1] == last  # of a normal above 6.5: 0.6% and 93.3%


def test_cell_weights_meet_their_target():
    rng = np.random.default_rng(5)
    cells = draw_cells(200, {"sex": {"F": 0.7, "M": 0.3}, "area": {"N": 0.5, "S": 0.5}}, rng=rng)
    weight = cell_weights(cells, {"sex": {"F": 0.5, "M": 0.5}, "area": {"N": 0.4, "S": 0.6}})
    assert weight.mean() == pytest.approx(1)
    assert weight[cells["sex"] == "F"].sum() / 200 == pytest.approx(0.5)
    assert weight[cells["area"] == "N"].sum() / 200 == pytest.approx(0.4)


def test_raked_weights_meet_both_margins_where_no_cell_is_known():
    people = pd.DataFrame({"sex": list("FFFMM"), "area": list("NNSSS")})
    weight = raked_weights(people, {"sex": {"F": 0.5, "M": 0.5}, "area": {"N": 0.4, "S": 0.6}})
    assert weight[:3].sum() == pytest.approx(2.5, abs=1e-3)
    assert weight[:2].sum() == pytest.approx(2.0, abs=1e-3)


def test_the_design_effect_is_that_of_kish():
    assert design_effect(np.array([1.0, 3.0])) == pytest.approx(2 * 10 / 16)
