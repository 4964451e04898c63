"""Where many functions cross 0."""

from __future__ import annotations

import numpy as np
import pytest

from gapkit.stats.crossings import crossings


def found(function, outside=-1.0, inside=1.0, guess=0.3):
    """Cross one function, above 0 towards ``outside``."""
    points = []

    def told(x, at):
        points.extend(x)
        return np.array([function(each) for each in x])

    ends = (np.array([float(end)]) for end in (outside, inside, guess))
    return crossings(told, *ends)[0], len(points)


@pytest.mark.parametrize(
    ("function", "root", "most"),
    [
        (lambda x: -x, 0.0, 10),
        (lambda x: 0.25 - x, 0.25, 10),
        (lambda x: np.exp(-5 * x) - 1.7, -np.log(1.7) / 5, 14),
        (lambda x: -((x - 0.5) ** 3), 0.5, 70),  # flat at its root: halving has to help
        (lambda x: np.inf if x < -0.7 else -0.1 - x, -0.1, 20),
        (lambda x: 1.0 if x < 0.123 else -1e-9, 0.123, 90),  # a step
        (lambda x: np.nan if x > 0.2 else 1.0, 0.2, 90),  # NaN is not above 0
    ],
)
def test_the_crossing_is_found_in_few_steps(function, root, most):
    point, steps = found(function)
    assert point == pytest.approx(root, abs=2e-5 if most == 70 else 1e-14)
    assert steps <= most


@pytest.mark.parametrize("guess", [-3.0, -1.0, 1.0, np.nan, 0.9999999])
def test_a_useless_guess_does_no_harm(guess):
    assert found(lambda x: -0.4 - x, guess=guess)[0] == pytest.approx(-0.4, abs=1e-14)


def test_a_function_that_is_never_above_0_ends_outside():
    assert found(lambda x: -1.0 + 0 * x)[0] == pytest.approx(-1.0, abs=1e-14)
    assert found(lambda x: -np.inf + 0 * x)[0] == pytest.approx(-1.0, abs=1e-14)


def test_every_bracket_has_its_own_function_though_some_end_early():
    target = np.linspace(-0.9, 0.9, 501)
    power = np.where(np.arange(501) % 2, 1, 5)

    def apart(x, at):
        return target[at] ** power[at] - x ** power[at]

    got = crossings(apart, np.full(501, -1.0), np.ones(501), np.zeros(501))
    assert got[power == 1] == pytest.approx(target[power == 1], abs=1e-14)
    assert got**power == pytest.approx(target**power, abs=1e-14)


def test_no_brackets_have_no_crossings():
    assert crossings(lambda x, at: x[at], *np.empty((3, 0))).shape == (0,)
