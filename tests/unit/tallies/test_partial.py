"""Tallies of batches add up to the tally of the whole."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.responses import Answers
from gapkit.stats import Design, domain_covariance
from gapkit.tallies.counting import count_codes
from gapkit.tallies.partial import GROUPS, random_groups, sum_groups, sum_moments

PEOPLE, SEGMENTS = 5000, 3
BATCHES = [slice(0, 1), slice(1, 1800), slice(1800, 1800), slice(1800, PEOPLE)]
RNG = np.random.default_rng(21)
CODES = np.asfortranarray(RNG.integers(-2, 2, (PEOPLE, 4)).astype(np.int16))
SEGMENT = RNG.integers(-1, SEGMENTS, PEOPLE).astype(np.int16)
WEIGHT = RNG.lognormal(0, 0.4, PEOPLE)


def added(parts):
    """Add parts up, one after the other."""
    total, *rest = parts
    for part in rest:
        total += part
    return total


def test_counts_of_batches_add_up():
    answers = Answers(CODES, ("a", "b", "c", "d"), (0.0, 1.0), ("no", "yes"))
    parts = [count_codes(answers, CODES[rows], SEGMENT[rows], SEGMENTS, WEIGHT[rows]) for rows in BATCHES]
    whole = count_codes(answers, CODES, SEGMENT, SEGMENTS, WEIGHT)
    total = added(parts)
    assert total.n.tolist() == whole.n.tolist()
    for name in ("w", "w2"):
        assert getattr(total, name) == pytest.approx(getattr(whole, name), rel=1e-13)


def test_counts_of_other_answers_do_not_add_up():
    answers = Answers(CODES, ("a", "b", "c", "d"), (0.0, 1.0), ("no", "yes"))
    other = Answers(CODES, ("a", "b", "c", "e"), (0.0, 1.0), ("no", "yes"))
    first, second = (count_codes(each, CODES, SEGMENT, SEGMENTS, WEIGHT) for each in (answers, other))
    with pytest.raises(TypeError, match="unsupported operand"):
        first + second


def test_moments_of_batches_add_up_to_those_of_all_far_from_0():
    numbers = 1e6 + RNG.standard_normal((PEOPLE, 2))
    numbers[::5, 0] = np.nan
    total = added([sum_moments(numbers[rows], SEGMENT[rows], SEGMENTS, WEIGHT[rows]) for rows in BATCHES])
    for segment in range(SEGMENTS):
        for column in range(2):
            kept = (segment == SEGMENT) & ~np.isnan(numbers[:, column])
            y, w = numbers[kept, column], WEIGHT[kept]
            mean = np.average(y, weights=w)
            assert total.n[segment, column] == kept.sum()
            assert total.w[segment, column] == pytest.approx(w.sum(), rel=1e-13)
            assert total.w2[segment, column] == pytest.approx((w**2).sum(), rel=1e-13)
            assert total.mean[segment, column] == pytest.approx(mean, rel=1e-14)
            assert total.squares[segment, column] == pytest.approx((w * (y - mean) ** 2).sum(), rel=1e-9)


def test_moments_of_nobody_are_0():
    told = sum_moments(np.full((2, 1), np.nan), np.zeros(2, dtype=np.int16), 2, np.ones(2))
    for each in (told.n, told.mean, told.squares):
        assert each.tolist() == [[0], [0]]
    assert (told + told).mean.tolist() == [[0], [0]]


@pytest.mark.parametrize("stratum", [None, np.arange(GROUPS) // 4])
def test_group_sums_of_batches_give_the_covariance_of_groups_as_psus(stratum):
    group = random_groups(0, PEOPLE)
    y, in_base = CODES == 1, CODES >= 0
    parts = [
        sum_groups(
            y[rows],
            in_base[rows],
            SEGMENT[rows],
            SEGMENTS,
            WEIGHT[rows],
            random_groups(rows.start, rows.stop - rows.start),
        )
        for rows in BATCHES
    ]
    design = Design(WEIGHT, psu=group, stratum=None if stratum is None else stratum[group])
    expected = domain_covariance(y, in_base, SEGMENT, SEGMENTS, design)
    got = added(parts).covariance(stratum)
    assert got == pytest.approx(expected, rel=1e-10, abs=1e-12 * expected.max())


def test_random_groups_find_the_variance_of_respondents():
    y, in_base = CODES == 1, CODES >= 0
    everybody = np.zeros(PEOPLE, dtype=np.int16)
    sums = sum_groups(y, in_base, everybody, 1, WEIGHT, random_groups(0, PEOPLE))
    expected = domain_covariance(y, in_base, everybody, 1, Design(WEIGHT)).diagonal()
    # 512 groups know a standard error to 1 / sqrt(2 * 511), 3 %
    assert np.sqrt(sums.covariance().diagonal() / expected) == pytest.approx(np.ones(4), abs=0.12)


def test_random_groups_are_even_and_unrelated_to_the_order_of_rows():
    group = random_groups(0, 512_000)
    sizes = np.bincount(group, minlength=GROUPS)
    assert (sizes.min(), sizes.max()) == pytest.approx((1000, 1000), abs=150)
    assert abs(np.corrcoef(group[:-1], group[1:])[0, 1]) < 0.01
