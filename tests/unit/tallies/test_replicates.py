"""Replicate weights in a tally: variance, covariance, degrees of freedom and effective base."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import gapkit as gk

PEOPLE = 60
ITEMS = ("a", "b")


def delete_one(people: int) -> dict[str, np.ndarray]:
    """Weights of a jackknife that leaves out one respondent after the other."""
    raised = people / (people - 1) * (1 - np.eye(people))
    return {f"rw{place:03}": raised[:, place] for place in range(people)}


def consumers(**columns: object) -> pd.DataFrame:
    """Sixty respondents: 24 say a, 30 say b, 18 of them both."""
    a = np.arange(PEOPLE) < 24
    b = (np.arange(PEOPLE) >= 6) & (np.arange(PEOPLE) < 36)
    return pd.DataFrame({"a": a.astype(int), "b": b.astype(int), "w": 1.0, **columns})


@pytest.fixture
def tallied():
    """Tally consumers with the given keys beside 80 marketers."""

    def build(frame: pd.DataFrame, by: str | None = None, segments: dict[str, object] | None = None, **keys):
        items = [name for name in frame if name in (*ITEMS, "c", "d")]
        marketers = pd.DataFrame(dict.fromkeys(items, [1, 0] * 40))
        survey = gk.Survey.from_frames(
            {"consumer": frame, "marketer": marketers},
            reference="consumer",
            pairs={name: {"consumer": name, "marketer": name} for name in items},
            sides={"consumer": {"weight": "w", "sensitive": False, **keys}},
            segments=segments,
        )
        return gk.tally(gk.open(survey), by=by)

    return build


JK1 = {"columns": "rw*", "method": "jk1"}


def test_a_jackknife_of_single_respondents_is_the_linearised_covariance(tallied):
    # delete-one is exact for a mean: (n - 1) / n sum (mean_i - mean)^2 = s^2 / n
    plain = tallied(consumers()).part("items", "consumer")
    replicated = tallied(consumers(**delete_one(PEOPLE)), replicates=JK1).part("items", "consumer")
    assert replicated.covariance == pytest.approx(plain.covariance, rel=1e-10)
    p = np.array([0.4, 0.5])
    by_hand = (np.array([[0.4, 0.3], [0.3, 0.5]]) - np.outer(p, p)) / (PEOPLE - 1)
    assert replicated.covariance == pytest.approx(by_hand, rel=1e-10)


def test_segments_covary_as_their_replicates_do(tallied):
    # groups of six people in order, dropped in turn; every group has three of either age
    drop = np.arange(PEOPLE) // 6
    frame = consumers(age=["y", "o"] * 30, **{f"rw{k}": np.where(drop == k, 0.0, 10 / 9) for k in range(10)})
    part = tallied(frame, by="age", segments={"age": {"consumer": "age"}}, replicates=JK1).part(
        "items", "consumer"
    )
    estimates = []
    for k in range(10):
        kept = frame[drop != k].groupby("age")[["a", "b"]].mean()
        estimates.append([kept.loc[age, item] for age in part.segments for item in ITEMS])
    away = np.array(estimates) - np.mean(estimates, axis=0)
    assert part.covariance == pytest.approx(9 / 10 * away.T @ away, rel=1e-10)


def test_degrees_of_freedom_are_those_of_the_replicates_for_shares_too(tallied):
    part = tallied(consumers(**delete_one(PEOPLE)), replicates=JK1).part("items", "consumer")
    assert part.df.tolist() == [[PEOPLE - 1.0] * 2]
    assert part.clustered


def clustered(**columns: object) -> pd.DataFrame:
    """Ten groups of six people who answer alike in pairs, one group left out in turn."""
    drop = np.arange(PEOPLE) // 6
    return consumers(**{f"rw{k}": np.where(drop == k, 0.0, 10 / 9) for k in range(10)}, **columns)


def test_the_effective_base_stands_on_the_replicates_variance(tallied):
    part = tallied(clustered(), replicates=JK1).part("items", "consumer")
    # group shares of a are 1 in four groups and 0 in six: variance of the mean 0.24 / 9
    assert part.se[0, 0] ** 2 == pytest.approx(0.24 / 9, rel=1e-10)
    assert part.effective_base[0, 0] == pytest.approx(60 * 0.24 / (59 * 0.24 / 9), rel=1e-10)


def test_a_share_of_0_borrows_the_loss_of_the_others(tallied):
    # a and b lose the same to the groups: n_K / n_L = 59 / 9; the item nobody chose loses as much
    frame = clustered(c=0)
    part = tallied(frame, replicates=JK1).part("items", "consumer")
    assert part.effective_base[0, 2] == pytest.approx(60 / (59 / 9), rel=1e-10)


def test_a_segment_that_a_replicate_leaves_empty_has_a_value_and_no_variance(tallied):
    # the first 36 people are one segment, and one replicate leaves all of them out
    first = np.arange(PEOPLE) < 36
    columns = {"rw1": np.where(first, 0.0, 2.0), "rw2": np.where(first, 2.0, 1.0)}
    frame = consumers(age=np.where(first, "y", "o"), **columns)
    tally = tallied(frame, by="age", segments={"age": {"consumer": "age"}}, replicates=JK1)
    young = tally.estimate("items", "b", "consumer", "y")
    assert young.value == pytest.approx(30 / 36)
    assert np.isnan([young.se, young.effective_base, young.ci_low]).all()
    assert gk.gap(tally)["b", "y"].status == "no_spread"


def test_the_method_names_the_replicates(tallied):
    tally = tallied(consumers(**delete_one(PEOPLE)), replicates=JK1)
    assert tally.method["variance"] == "Consumer: replicate weights (jk1); Marketer: Taylor linearisation"


def test_few_replicates_widen_the_interval_of_a_gap(tallied):
    # the same variance on ten groups as replicates and as PSUs: nine degrees of freedom either way
    groups = np.arange(PEOPLE) // 6
    replicated = gk.gap(tallied(clustered(), replicates=JK1))["a", "all"]
    psus = gk.gap(tallied(consumers(cl=groups), psu="cl"))["a", "all"]
    assert (replicated.se, replicated.df, replicated.p_value, replicated.ci_low) == pytest.approx(
        (psus.se, psus.df, psus.p_value, psus.ci_low), rel=1e-9
    )
