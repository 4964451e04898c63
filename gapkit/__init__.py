"""gapkit sets two groups' answers to the same questions side by side and measures every gap.

The public names are loaded when they are first used, so that ``import gapkit`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "errors": "gapkit.errors",
    "BottomBox": "gapkit.survey",
    "Mean": "gapkit.survey",
    "Net": "gapkit.survey",
    "Share": "gapkit.survey",
    "Survey": "gapkit.survey",
    "TopBox": "gapkit.survey",
    "charts": "gapkit.charts",
    "contrasts": "gapkit.contrasting",
    "gap": "gapkit.gaps",
    "load": "gapkit.loading",
    "open": "gapkit.opening",
    "pair": "gapkit.pairing",
    "plan": "gapkit.planning",
    "profile": "gapkit.profiles",
    "rankings": "gapkit.ranking",
    "read_survey": "gapkit.survey.reading",
    "report": "gapkit.reports",
    "sensitivity": "gapkit.sensitivities",
    "simulate": "gapkit.simulate",
    "stats": "gapkit.stats",
    "tally": "gapkit.tallies",
    "wave_changes": "gapkit.changes",
}
"""Where each public name lives."""

__all__ = [
    "BottomBox",
    "Mean",
    "Net",
    "Share",
    "Survey",
    "TopBox",
    "__version__",
    "charts",
    "contrasts",
    "errors",
    "gap",
    "load",
    "open",
    "pair",
    "plan",
    "profile",
    "rankings",
    "read_survey",
    "report",
    "sensitivity",
    "simulate",
    "stats",
    "tally",
    "wave_changes",
]

if TYPE_CHECKING:
    from gapkit import charts, errors, simulate, stats
    from gapkit.changes import wave_changes
    from gapkit.contrasting import contrasts
    from gapkit.gaps import gap
    from gapkit.loading import load
    from gapkit.opening import open  # noqa: A004 - gk.open is the front door
    from gapkit.pairing import pair
    from gapkit.planning import plan
    from gapkit.profiles import profile
    from gapkit.ranking import rankings
    from gapkit.reports import report
    from gapkit.sensitivities import sensitivity
    from gapkit.survey import BottomBox, Mean, Net, Share, Survey, TopBox
    from gapkit.survey.reading import read_survey
    from gapkit.tallies import tally


def __getattr__(name: str) -> object:
    """Load a public name from its module when it is first used."""
    if name not in _HOMES:
        message = f"module 'gapkit' has no attribute {name!r}"
        raise AttributeError(message)
    home = import_module(_HOMES[name])
    found = home if _HOMES[name] == f"gapkit.{name}" else getattr(home, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
