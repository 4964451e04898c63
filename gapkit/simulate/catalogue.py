"""Every synthetic study by name, and the one call that draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from gapkit.errors import OptionError
from gapkit.simulate.brands import social_brand
from gapkit.simulate.channels import channels_messy
from gapkit.simulate.complaints import tweet_service
from gapkit.simulate.knowledge import social_consumer
from gapkit.simulate.model import DrawnStudy
from gapkit.simulate.services import service_quality
from gapkit.simulate.trust import trust_waves

STUDIES: Final[dict[str, Callable[..., DrawnStudy]]] = {
    "social_brand": social_brand,
    "social_consumer": social_consumer,
    "tweet_service": tweet_service,
    "trust_waves": trust_waves,
    "service_quality": service_quality,
    "channels_messy": channels_messy,
}
"""By the name of the survey file that reads it."""


def draw_study(name: str, *, seed: int | None = None) -> DrawnStudy:
    """Return a synthetic study, the same for the same seed.

    Parameters
    ----------
    name : str
        As its survey file is called, such as ``"social_brand"``.
    seed : int, optional
        Default: the one of the bundled data. Every seed gives the same exact counts.

    Raises
    ------
    OptionError
        If there is no such study, or the seed is negative.

    Examples
    --------
    >>> draw_study("trust_waves").counts["executive 2024"]
    {'respondents': 548, 'by_consumers': 493, 'by_employees': 471, 'event': 121}
    """
    if name not in STUDIES:
        raise OptionError.not_one_of("name", name, list(STUDIES))
    if seed is None:
        return STUDIES[name]()
    if seed < 0:
        raise OptionError.outside("seed", seed, "0 or above")
    return STUDIES[name](seed)
