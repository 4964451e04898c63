"""A planned study in numbers: bases, design effects, items tested together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gapkit.errors import OptionError
from gapkit.options import check_conf_level
from gapkit.stats.decision_power import Decision, decide_tables
from gapkit.stats.student import normal_critical

FEWEST = 2


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What is planned.

    Attributes
    ----------
    base, base_reference : float
        Respondents of the side and of the reference.
    deff, deff_reference : float, default 1
        Design effects expected from weights and clusters; bases are divided by them.
    items : int, default 1
        Items tested together; each then needs Bonferroni's critical value.
    conf_level : float, default 0.95
        From 0.70 to below 1.

    Raises
    ------
    OptionError
        If a base, a design effect, the number of items or the level is out of range.

    Examples
    --------
    >>> Fieldwork(132, 1300, deff=1.2).effective
    (110, 1300)
    """

    base: float
    base_reference: float
    deff: float = 1.0
    deff_reference: float = 1.0
    items: int = 1
    conf_level: float = 0.95

    def __post_init__(self) -> None:
        """Refuse what cannot be planned."""
        check_conf_level(self.conf_level)
        for name, least in (
            ("base", FEWEST),
            ("base_reference", FEWEST),
            ("deff", 0.0),
            ("deff_reference", 0.0),
            ("items", 1),
        ):
            value = getattr(self, name)
            if not (least <= value < np.inf and value > 0):
                allowed = "above 0" if not least else f"{least:g} or more"
                raise OptionError.outside(name, f"{value:g}", f"a finite number, {allowed}")

    @property
    def effective(self) -> tuple[int, int]:
        """Effective bases, rounded down to whole respondents."""
        pairs = ((self.base, self.deff), (self.base_reference, self.deff_reference))
        first, second = (max(1, int(np.floor(n / deff + 1e-9))) for n, deff in pairs)
        return first, second

    @property
    def alpha(self) -> float:
        """Level of each test: that of the family over its items."""
        return (1 - self.conf_level) / self.items

    def decision(self) -> Decision:
        """Decide, once, every table that could come back."""
        return decide_tables(*self.effective, self.alpha, normal_critical(self.alpha))
