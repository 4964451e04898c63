"""Before fieldwork: the gap a sample can show, and the sample a gap needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gapkit.errors import OptionError
from gapkit.stats.decision_power import Decision
from gapkit.stats.fieldwork import FEWEST, Fieldwork
from gapkit.stats.types import Array

MOST = 10_000_000
"""Respondents beyond which no sample is looked for."""
BISECTIONS = 40


@dataclass(frozen=True, slots=True, eq=False)
class PowerCurve:
    """Chance of a flag by true gap.

    Attributes
    ----------
    gap : ndarray
        True gaps, side minus reference.
    power : ndarray
        Chance that the gap is flagged; NaN where the side's share would leave 0 to 1.
    share_reference : float
        The reference's true share.
    exact : bool
        Summed over all tables; else the normal form.
    """

    gap: Array
    power: Array
    share_reference: float
    exact: bool


@dataclass(frozen=True, slots=True)
class DetectableGap:
    """Smallest true gaps that a plan will probably flag.

    Attributes
    ----------
    above, below : float
        Of a side above, below the reference (positive, negative). NaN where even 100 % or 0 %
        would not do.
    power : float
        The chance that was asked for.
    share_reference : float
        The reference's true share.
    """

    above: float
    below: float
    power: float
    share_reference: float


@dataclass(frozen=True, slots=True)
class RequiredSample:
    """Smallest sample that will probably flag a gap.

    Attributes
    ----------
    base, base_reference : float
        Respondents, whole; inf where no sample up to 10 million would do.
    power : float
        The chance that it has; NaN where there is none.
    """

    base: float
    base_reference: float
    power: float


def power_curve(
    share_reference: float, fieldwork: Fieldwork, *, gaps: npt.ArrayLike | None = None
) -> PowerCurve:
    """Chance that a gap is flagged, by its true size.

    Parameters
    ----------
    share_reference : float
        True share of the reference, 0 to 1.
    fieldwork : Fieldwork
        Bases, design effects, items and level.
    gaps : array_like, optional
        True gaps, side minus reference. Default: every point from -50 to 50 that is possible.

    Raises
    ------
    OptionError
        If the share is out of range.

    Examples
    --------
    >>> print(power_curve(0.5, Fieldwork(132, 1300), gaps=[0.13]).power.round(2))
    [0.82]
    """
    _check_share("share_reference", share_reference)
    steps = np.arange(-50, 51) / 100
    possible = steps[(share_reference + steps >= 0) & (share_reference + steps <= 1)]
    gap = np.atleast_1d(np.asarray(possible if gaps is None else gaps, dtype=np.float64))
    decision = fieldwork.decision()
    share = share_reference + gap
    inside = (share >= -1e-12) & (share <= 1 + 1e-12)  # noqa: PLR2004 - rounding of a sum
    power = [
        decision.power(float(np.clip(p, 0, 1)), share_reference) if ok else np.nan
        for p, ok in zip(share, inside, strict=True)
    ]
    return PowerCurve(gap, np.array(power), share_reference, decision.flagged is not None)


def smallest_detectable_gap(
    share_reference: float, fieldwork: Fieldwork, *, power: float = 0.8
) -> DetectableGap:
    """Smallest true gap that is flagged with a given chance.

    Parameters
    ----------
    share_reference : float
        True share of the reference, 0 to 1.
    fieldwork : Fieldwork
        Bases, design effects, items and level.
    power : float, default 0.8
        Chance of a flag, above 1 - conf_level and below 1.

    Raises
    ------
    OptionError
        If the share or the power is out of range.

    Examples
    --------
    >>> gap = smallest_detectable_gap(0.5, Fieldwork(132, 1300))
    >>> round(gap.above, 2), round(gap.below, 2)
    (0.13, -0.13)
    """
    _check_share("share_reference", share_reference)
    _check_power(power, fieldwork.conf_level)
    decision = fieldwork.decision()
    above, below = (_detectable(decision, share_reference, end, power) for end in (1.0, 0.0))
    return DetectableGap(above, below, power, share_reference)


def required_sample(
    share: float,
    share_reference: float,
    fieldwork: Fieldwork,
    *,
    power: float = 0.8,
    reference_grows: bool = False,
) -> RequiredSample:
    """Smallest number of respondents of the side at which a gap is flagged with a given chance.

    Parameters
    ----------
    share, share_reference : float
        True shares of the side and of the reference, 0 to 1.
    fieldwork : Fieldwork
        Design effects, items, level, and the reference's base; the side's base is what is asked.
    power : float, default 0.8
        Chance of a flag, above 1 - conf_level and below 1.
    reference_grows : bool, default False
        Let the reference grow with the side, in the proportion of the plan's two bases.

    Returns
    -------
    RequiredSample
        Power rises with the base but for small steps of whole respondents; the base is one where
        it crosses.

    Raises
    ------
    OptionError
        If a share or the power is out of range.

    Examples
    --------
    >>> required_sample(0.5, 0.5, Fieldwork(132, 1300)).base
    inf
    >>> round(required_sample(0.6, 0.5, Fieldwork(132, 1300)).base, -1)
    230.0
    """
    _check_share("share", share)
    _check_share("share_reference", share_reference)
    _check_power(power, fieldwork.conf_level)
    ratio = fieldwork.base_reference / fieldwork.base if reference_grows else 0.0

    def plan(n: int) -> Fieldwork:
        grown = float(max(FEWEST, np.ceil(ratio * n)))
        reference = grown if reference_grows else fieldwork.base_reference
        return Fieldwork(
            n,
            reference,
            fieldwork.deff,
            fieldwork.deff_reference,
            fieldwork.items,
            fieldwork.conf_level,
        )

    def chance(n: int) -> float:
        return plan(n).decision().power(share, share_reference)

    low, high = FEWEST - 1, MOST
    if share == share_reference or chance(high) < power:
        none = np.inf if reference_grows else float(fieldwork.base_reference)
        return RequiredSample(np.inf, none, np.nan)
    while high - low > 1:
        middle = max(low + 1, min(high - 1, round(np.sqrt(low * high))))
        low, high = (low, middle) if chance(middle) >= power else (middle, high)
    return RequiredSample(float(high), float(plan(high).base_reference), chance(high))


def _detectable(decision: Decision, share_reference: float, end: float, power: float) -> float:
    inside, outside = share_reference, end
    if decision.power(end, share_reference) < power:
        return float("nan")
    for _ in range(BISECTIONS):
        middle = (inside + outside) / 2
        enough = decision.power(middle, share_reference) >= power
        inside, outside = (inside, middle) if enough else (middle, outside)
    return outside - share_reference


def _check_share(name: str, share: float) -> None:
    if not 0 <= share <= 1:
        raise OptionError.outside(name, f"{share:g}", "from 0 to 1")


def _check_power(power: float, conf_level: float) -> None:
    if not 1 - conf_level < power < 1:
        raise OptionError.outside("power", power, "above 1 - conf_level and below 1")
