"""A plan from two sample sizes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.special import ndtr

from gapkit.display import percent_text
from gapkit.errors import OptionError
from gapkit.planning.model import Agreement, Plan, Wish
from gapkit.stats import (
    DetectableGap,
    Fieldwork,
    power_curve,
    required_sample,
    score_limits,
    score_z,
    smallest_detectable_gap,
)
from gapkit.stats.decision_power import MOST_TABLES, Decision
from gapkit.stats.student import normal_critical

FEWEST = 2

TRIED = 401
"""Shares of the side among which the narrowest interval is looked for."""

FLAGGED = 30
SUPPRESSED = 10
"""Low-base policy: below these a result is never headlined, never shown."""


def plan(  # noqa: PLR0913 - one argument per number of a plan
    n_side: float,
    n_reference: float,
    *,
    items: int = 1,
    deff: float = 1.0,
    deff_reference: float | None = None,
    share: float = 0.5,
    power: float = 0.8,
    gap: float | None = None,
    margin: float | None = None,
    conf_level: float = 0.95,
    side: str = "side",
    reference: str = "reference",
) -> Plan:
    """Return what two samples can show: smallest gap, required sample, power, agreement.

    Power is summed over all tables of gapkit's own decision (score statistic, Bonferroni over the
    items) up to a million tables; beyond, the normal form stands in.

    Parameters
    ----------
    n_side, n_reference : float
        Respondents of the side and of the reference.
    items : int, default 1
        Items that are tested together.
    deff : float, default 1
        Design effect expected from weights and clusters, of both sides.
    deff_reference : float, optional
        Of the reference, where it is another one.
    share : float, default 0.5
        True share of the reference, 0 to 1.
    power : float, default 0.8
        Chance of a flag that is asked for.
    gap : float, optional
        True gap that should be shown, side minus reference, as a share: 0.1 is ten points.
    margin : float, optional
        Largest gap that counts as agreement, as a share.
    conf_level : float, default 0.95
        Of all items together, from 0.70 to below 1.
    side, reference : str
        Names of the sides, for people.

    Raises
    ------
    OptionError
        If a number is outside its range.

    References
    ----------
    Farrington and Manning 1990, Statistics in Medicine 9:1447.

    Examples
    --------
    >>> import gapkit as gk
    >>> one, twelve = gk.plan(132, 1300), gk.plan(132, 1300, items=12, margin=0.05)
    >>> round(one.detectable.above, 2), round(twelve.detectable.above, 2)
    (0.13, 0.17)
    >>> twelve.agreement.possible, round(twelve.agreement.narrowest, 2)
    (False, 0.13)
    """
    _check(n_side, n_reference, share)
    fieldwork = Fieldwork(
        n_side, n_reference, deff, deff if deff_reference is None else deff_reference, items, conf_level
    )
    detectable = smallest_detectable_gap(share, fieldwork, power=power)
    wish = None if gap is None else _wish(gap, share, fieldwork, power)
    agreement = None if margin is None else _agreement(margin, share, fieldwork)
    names, curve = (side, reference), power_curve(share, fieldwork)
    return Plan(
        fieldwork=fieldwork,
        side=side,
        reference=reference,
        share=share,
        power=power,
        detectable=detectable,
        curve=replace(curve, power=np.clip(curve.power, 0.0, 1.0)),
        wish=wish,
        agreement=agreement,
        warnings=tuple(_warnings(fieldwork, names, share, detectable, agreement)),
    )


def _check(n_side: float, n_reference: float, share: float) -> None:
    """Refuse, under the names of this function, what cannot be planned."""
    for name, n in (("n_side", n_side), ("n_reference", n_reference)):
        if not FEWEST <= n < np.inf:
            raise OptionError.outside(name, f"{n:g}", "a finite number, 2 or more")
    if not 0 <= share <= 1:
        raise OptionError.outside("share", f"{share:g}", "from 0 to 1", hint="0.5 is 50%.")


def _wish(gap: float, share: float, fieldwork: Fieldwork, power: float) -> Wish:
    """Return the chance of a wished gap, and the samples that it needs."""
    if not 0 <= share + gap <= 1 or gap == 0:
        allowed = f"a share apart from 0 that leaves the side between 0 and 1 (reference {share:g})"
        raise OptionError.outside("gap", f"{gap:g}", allowed, hint="0.1 is ten points.")
    chance = float(power_curve(share, fieldwork, gaps=[gap]).power[0])
    alone, together = (
        required_sample(share + gap, share, fieldwork, power=power, reference_grows=grows)
        for grows in (False, True)
    )
    return Wish(gap, chance, alone, together)


def _agreement(margin: float, share: float, fieldwork: Fieldwork) -> Agreement:
    """Return whether, and how often, an interval will lie inside the margin."""
    if not 0 < margin < 1:
        hint = "a share: 0.05 is five points."
        raise OptionError.outside("margin", f"{margin:g}", "above 0 and below 1", hint=hint)
    n1, n2 = fieldwork.effective
    c = normal_critical(fieldwork.alpha)
    narrowest = _narrowest(share, n1, n2, c)
    possible = narrowest < margin
    chance = _chance(margin, share, n1, n2, c) if possible else 0.0
    return Agreement(margin, narrowest, possible, chance)


def _narrowest(share: float, n1: int, n2: int, c: float) -> float:
    """Return how far from 0 the interval nearest to it reaches, over all shares of the side."""
    spread = c * np.sqrt(0.25 / n1 + 0.25 / n2)
    tried = np.linspace(max(0.0, share - spread), min(1.0, share + spread), TRIED)
    limits = score_limits(tried, n1, share, n2, c)
    return float(np.maximum(-limits.low, limits.high).min())


def _chance(margin: float, share: float, n1: int, n2: int, c: float) -> float:
    """Return the chance of an interval inside the margin where both sides have the same share."""
    if n1 * n2 > MOST_TABLES:
        se = np.sqrt(share * (1 - share) * (1 / n1 + 1 / n2))
        return float(max(0.0, 2 * ndtr(margin / se - c) - 1)) if se > 0 else 1.0
    p1, p2 = np.arange(n1 + 1)[:, None] / n1, np.arange(n2 + 1) / n2
    inside = (score_z(p1, n1, p2, n2, margin) < -c) & (score_z(p1, n1, p2, n2, -margin) > c)
    return Decision(n1, n2, 0.0, inside).power(share, share)


def _warnings(
    fieldwork: Fieldwork,
    names: tuple[str, str],
    share: float,
    detectable: DetectableGap,
    agreement: Agreement | None,
) -> list[str]:
    """Say what should be known before anybody is asked."""
    told = []
    for name, n in zip(names, fieldwork.effective, strict=True):
        if n < SUPPRESSED:
            told.append(f"Fewer than {SUPPRESSED} effective {name}: every result will be suppressed.")
        elif n < FLAGGED:
            told.append(f"Fewer than {FLAGGED} effective {name}: results will be flagged, never headlined.")
    if np.isnan(detectable.above) and np.isnan(detectable.below):
        told.append(f"No gap has that chance with the reference at {percent_text(share)}.")
    if agreement is not None and not agreement.possible:
        told.append(
            f"A margin of {100 * agreement.margin:g} points can never give `aligned` here: with shares near"
            f" {percent_text(share)} even the narrowest interval around 0 reaches"
            f" {100 * agreement.narrowest:.1f} points."
        )
    return told
