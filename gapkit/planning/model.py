"""The types of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.display import html_table
from gapkit.stats import DetectableGap, Fieldwork, PowerCurve, RequiredSample

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Wish:
    """A gap that somebody wants to be able to show.

    Attributes
    ----------
    gap : float
        True gap, side minus reference.
    power : float
        Chance that the planned samples flag it; NaN where it would leave 0 to 1.
    side_grows, both_grow : RequiredSample
        Samples that flag it with the wished chance: the reference as planned, or both sides grown in
        the planned proportion.
    """

    gap: float
    power: float
    side_grows: RequiredSample
    both_grow: RequiredSample


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the planned samples can say about agreement.

    Attributes
    ----------
    margin : float
        Largest gap that counts as agreement.
    narrowest : float
        How far from 0 the narrowest interval still reaches, at the planned share.
    possible : bool
        Whether an interval can lie inside the margin, so that ``aligned`` can come out at all.
    chance : float
        Chance of ``aligned`` where the true gap is 0.
    """

    margin: float
    narrowest: float
    possible: bool
    chance: float


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What two samples can show.

    Attributes
    ----------
    fieldwork : Fieldwork
        Bases, design effects, items tested together, level.
    side, reference : str
        Names of the sides, for people.
    share : float
        Share of the reference that is planned for.
    power : float
        Chance of a flag that is asked for.
    detectable : DetectableGap
        Smallest true gaps with that chance.
    curve : PowerCurve
        Chance of a flag by true gap.
    wish : Wish or None
        The gap somebody wants to show.
    agreement : Agreement or None
        What a margin makes of it.
    warnings : tuple of str
        What should be known before anybody is asked.
    """

    fieldwork: Fieldwork
    side: str
    reference: str
    share: float
    power: float
    detectable: DetectableGap
    curve: PowerCurve
    wish: Wish | None
    agreement: Agreement | None
    warnings: tuple[str, ...]

    def __str__(self) -> str:
        """Return the plan as text for a terminal."""
        from gapkit.planning.wording import plan_text  # wording builds on this module

        return plan_text(self)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the power curve as a table for notebooks, the rest as its caption."""
        from gapkit.planning.wording import curve_rows, headline

        caption = " ".join((*headline(self), *self.warnings))
        return html_table(caption, ("True gap", "Chance of a flag"), curve_rows(self))

    def to_frame(self) -> pd.DataFrame:
        """Return the power curve: true gap (side minus reference, -1 to 1) and chance of a flag."""
        import pandas as pd

        return pd.DataFrame({"gap": self.curve.gap, "power": self.curve.power})
