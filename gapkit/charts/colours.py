"""Colours: mixing, contrast on white, and how far apart readers of any colour vision see them."""

from __future__ import annotations

from math import exp

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

WHITE = "#FFFFFF"
BLACK = "#000000"

SIGHTS = {
    "in normal sight": np.eye(3),
    "with protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "with deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "with tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
"""Matrices on linear RGB at full severity (Machado, Oliveira and Fernandes 2009)."""

KNEE = 0.04045
"""Below this sRGB is linear."""

_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_CAT02 = np.array([[0.7328, 0.4296, -0.1624], [-0.7036, 1.6975, 0.0061], [0.0030, 0.0136, 0.9834]])
_HPE = np.array([[0.38971, 0.68898, -0.07868], [-0.22981, 1.18340, 0.04641], [0.0, 0.0, 1.0]])


def rgb(colour: str) -> Vector:
    """Return ``#RRGGBB`` as three numbers from 0 to 1."""
    return np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``colour`` with this share of another colour in it.

    Examples
    --------
    >>> mixed("#000000", "#FFFFFF", 0.2)
    '#333333'
    """
    blend = (1 - share) * rgb(colour) + share * rgb(other)
    return "#" + "".join(f"{round(float(255 * each)):02X}" for each in blend)


def contrast(colour: str, on: str = WHITE) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2).

    Examples
    --------
    >>> round(contrast("#1F4E79"), 1)
    8.7
    """
    low, high = sorted(float(_linear(each) @ _XYZ[1]) for each in (colour, on))
    return (high + 0.05) / (low + 0.05)


def darkened(colour: str, least: float) -> str:
    """Return the colour, darkened until its contrast on white is at least this."""
    for step in range(101):
        candidate = mixed(colour, BLACK, step / 100)
        if contrast(candidate) >= least:
            return candidate
    return BLACK


def distance(colour: str, other: str, sight: str) -> float:
    """Return how far apart two colours are seen, in CAM02-UCS.

    References
    ----------
    Luo, Cui and Li 2006; Machado, Oliveira and Fernandes 2009.
    """
    seen = [_cam02(np.clip(SIGHTS[sight] @ _linear(each), 0, 1)) for each in (colour, other)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def _linear(colour: str) -> Vector:
    """Return linear RGB."""
    coded = rgb(colour)
    linear: Vector = np.where(coded <= KNEE, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    return linear


def _cam02(linear: Vector) -> Vector:
    """Return J', a', b' under the viewing conditions of sRGB (average surround, 64 lux, grey 20 %)."""
    light = 64 / np.pi / 5
    k4 = (1 / (5 * light + 1)) ** 4
    level = 0.2 * k4 * 5 * light + 0.1 * (1 - k4) ** 2 * (5 * light) ** (1 / 3)
    n = 0.2
    induction = 0.725 * n**-0.2
    white = _response(np.ones(3), level)
    seen = _response(linear, level)
    a = seen @ np.array([1, -12 / 11, 1 / 11])
    b = seen @ np.array([1, 1, -2]) / 9
    hue = np.arctan2(b, a)
    achromatic = np.array([2, 1, 1 / 20])
    lightness = (seen @ achromatic - 0.305) / (white @ achromatic - 0.305)
    j = 100 * max(lightness, 0.0) ** (0.69 * (1.48 + n**0.5))
    eccentricity = 0.25 * (np.cos(hue + 2) + 3.8)
    t = 50000 / 13 * induction * eccentricity * np.hypot(a, b) / (seen @ np.array([1, 1, 21 / 20]))
    m = t**0.9 * (j / 100) ** 0.5 * (1.64 - 0.29**n) ** 0.73 * level**0.25
    colourful = np.log1p(0.0228 * m) / 0.0228
    return np.array([1.7 * j / (1 + 0.007 * j), colourful * np.cos(hue), colourful * np.sin(hue)])


def _response(linear: Vector, level: float) -> Vector:
    """Return the adapted cone response of linear RGB."""
    xyz, white = 100 * _XYZ @ linear, 100 * _XYZ @ np.ones(3)
    light = 64 / np.pi / 5
    degree = 1 - 1 / 3.6 * exp((-light - 42) / 92)
    adapted = (degree * white[1] / (_CAT02 @ white) + 1 - degree) * (_CAT02 @ xyz)
    cones = _HPE @ np.linalg.solve(_CAT02, adapted)
    power = (level * np.abs(cones) / 100) ** 0.42
    return np.asarray(np.sign(cones) * 400 * power / (power + 27.13) + 0.1, dtype=np.float64)
