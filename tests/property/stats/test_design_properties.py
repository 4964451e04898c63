"""What must hold for every weighted and clustered sample."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gapkit.stats import Design, covariance, effective_base, influence, kish, weighted_means

few = settings(max_examples=30, deadline=None, derandomize=True)
seeds = st.integers(0, 10_000)


def sample(seed: int, *, equal: bool = False) -> dict[str, Any]:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(20, 200))
    return {
        "y": (rng.random((n, 4)) < rng.random(4)).astype(float),
        "base": rng.random((n, 4)) < 0.9,
        "w": np.full(n, rng.lognormal()) if equal else rng.lognormal(0, 0.6, n),
        "stratum": np.sort(rng.integers(0, 3, n)),
        "psu": rng.integers(0, 12, n),
    }


def computed(s: dict[str, Any], *, designed: bool = True) -> dict[str, Any]:
    design = (
        Design(s["w"], stratum=s["stratum"], psu=s["psu"], lonely_psu="adjust")
        if designed
        else Design(s["w"])
    )
    c = covariance(influence(s["y"], s["base"], s["w"]), design)
    means = weighted_means(s["y"], s["base"], s["w"])
    n = s["base"].sum(axis=0)
    n_k = kish(means.total, (s["w"] ** 2) @ s["base"])
    n_eff = effective_base(means.value, np.diagonal(c), n, n_k, clustered=designed)
    return {"c": c, "n": n, "n_eff": n_eff, "p": means.value}


@few
@given(seeds, st.sampled_from([1e-6, 0.37, 1e6]))
def test_scaling_the_weights_changes_nothing(seed: int, factor: float) -> None:
    s = sample(seed)
    first, second = computed(s), computed(s | {"w": s["w"] * factor})
    assert np.allclose(first["c"], second["c"], rtol=1e-11, atol=1e-18)
    assert np.allclose(first["n_eff"], second["n_eff"], rtol=1e-11)


@few
@given(seeds)
def test_shuffling_the_rows_changes_nothing(seed: int) -> None:
    s = sample(seed)
    order = np.random.default_rng(seed).permutation(len(s["w"]))
    first, second = computed(s), computed({name: column[order] for name, column in s.items()})
    assert np.allclose(first["c"], second["c"], rtol=1e-11, atol=1e-18)
    assert np.allclose(first["n_eff"], second["n_eff"], rtol=1e-11)


@few
@given(seeds)
def test_no_effective_base_exceeds_the_respondents(seed: int) -> None:
    for designed in (True, False):
        got = computed(sample(seed), designed=designed)
        assert (got["n_eff"] <= got["n"]).all()
        assert (got["n_eff"] > 0).all()


@few
@given(seeds)
def test_equal_weights_are_worth_every_respondent_exactly(seed: int) -> None:
    s = sample(seed, equal=True)
    s["base"][:] = True
    got = computed(s, designed=False)
    assert (got["n_eff"] == got["n"]).all()


@few
@given(seeds)
def test_covariance_is_a_gram_matrix(seed: int) -> None:
    c = computed(sample(seed))["c"]
    assert np.allclose(c, c.T, rtol=0, atol=1e-18)
    assert np.linalg.eigvalsh(c).min() > -1e-15


@few
@given(seeds)
def test_renaming_psus_and_strata_changes_nothing(seed: int) -> None:
    s = sample(seed)
    renamed = s | {"stratum": 90 - s["stratum"], "psu": s["psu"] * 7 + 3}
    assert np.allclose(computed(s)["c"], computed(renamed)["c"], rtol=1e-12, atol=1e-18)
