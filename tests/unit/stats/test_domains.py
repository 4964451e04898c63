"""The covariance of all segments at once is that of their columns side by side."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.errors import LonelyPSUError
from gapkit.stats import Design, covariance, domain_covariance, influence

PEOPLE, ITEMS, DOMAINS = 400, 3, 4


def answers(kind):
    """Answers with missing ones; respondents of four domains, and of none."""
    rng = np.random.default_rng(12)
    y = rng.integers(0, 2, (PEOPLE, ITEMS)).astype(np.uint8) if kind == "shares" else None
    y = 50 + rng.standard_normal((PEOPLE, ITEMS)) if y is None else y
    in_base = rng.random((PEOPLE, ITEMS)) > 0.1
    domain = rng.integers(-1, DOMAINS, PEOPLE).astype(np.int16)
    weight = rng.lognormal(0, 0.5, PEOPLE)
    weight[::9] = 0.0
    return y, in_base, domain, weight


def side_by_side(y, in_base, domain, design):
    """Write it out: a column per domain and item, most of it empty."""
    member = np.repeat(domain[:, None] == np.arange(DOMAINS), ITEMS, axis=1)
    u = influence(np.tile(y, DOMAINS), np.tile(in_base, DOMAINS) & member, design.weight)
    return covariance(u, design)


PSU = np.random.default_rng(13).permutation(np.arange(PEOPLE) % 40)
STRATUM = PSU // 4
LONELY = np.where(np.arange(PEOPLE) == 7, 99, STRATUM)
KEYS = [
    {},
    {"stratum": STRATUM},
    {"psu": PSU},
    {"stratum": STRATUM, "psu": PSU},
    {"fpc": np.full(PEOPLE, 900.0)},
    {"stratum": STRATUM, "psu": PSU, "fpc": np.full(PEOPLE, 9.0)},
    {"stratum": LONELY, "lonely_psu": "adjust"},
    {"stratum": LONELY, "lonely_psu": "average"},
    {"stratum": LONELY, "lonely_psu": "remove"},
]


@pytest.mark.parametrize("kind", ["shares", "means"])
@pytest.mark.parametrize("keys", KEYS, ids=lambda keys: "+".join(keys) or "none")
def test_it_equals_the_columns_side_by_side(keys, kind):
    y, in_base, domain, weight = answers(kind)
    design = Design(weight, **keys)
    expected = side_by_side(y, in_base, domain, design)
    size = np.sqrt(np.outer(expected.diagonal(), expected.diagonal()))
    got = domain_covariance(y, in_base, domain, DOMAINS, design)
    assert np.abs(got - expected).max() <= 1e-12 * size.max()
    assert np.abs((got - expected) / size).max() < 1e-11


@pytest.mark.parametrize("keys", KEYS[:4], ids=lambda keys: "+".join(keys) or "none")
def test_an_empty_base_has_no_number_and_leaves_the_others_alone(keys):
    y, in_base, domain, weight = answers("shares")
    in_base[domain == 1, 2] = False
    design = Design(weight, **keys)
    got = domain_covariance(y, in_base, domain, DOMAINS, design)
    expected = side_by_side(y, in_base, domain, design)
    assert np.flatnonzero(np.isnan(got.diagonal())).tolist() == [1 * ITEMS + 2]
    assert np.nanmax(np.abs(got.diagonal() - expected.diagonal())) < 1e-15


def test_everybody_in_one_domain_is_no_domain():
    y, in_base, domain, weight = answers("shares")
    design = Design(weight, psu=PSU)
    got = domain_covariance(y, in_base, np.zeros_like(domain), 1, design)
    assert got == pytest.approx(covariance(influence(y, in_base, weight), design), rel=1e-12)


def test_a_lonely_psu_is_refused_as_ever():
    y, in_base, domain, weight = answers("shares")
    with pytest.raises(LonelyPSUError):
        domain_covariance(y, in_base, domain, DOMAINS, Design(weight, stratum=LONELY))
