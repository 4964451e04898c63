"""gapkit sets two groups' answers to the same questions side by side and measures every gap.

The public names are loaded when they are first used, so that ``import gapkit`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

_HOMES = {
    "distributions": "gapkit.distributing",
    "errors": "gapkit.errors",
    "BottomBox": "gapkit.survey",
    "Mean": "gapkit.survey",
    "MeanRank": "gapkit.survey",
    "Median": "gapkit.survey",
    "Net": "gapkit.survey",
    "RankedFirst": "gapkit.survey",
    "RankedTop": "gapkit.survey",
    "SQL": "gapkit.loading",
    "Share": "gapkit.survey",
    "Survey": "gapkit.survey",
    "Theme": "gapkit.charts",
    "TopBox": "gapkit.survey",
    "chain": "gapkit.chains",
    "charts": "gapkit.charts",
    "check_claims": "gapkit.claims",
    "contrasts": "gapkit.contrasting",
    "describe": "gapkit.inventory",
    "gap": "gapkit.gaps",
    "load": "gapkit.loading",
    "load_theme": "gapkit.charts",
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
    "tables": "gapkit.tables",
    "tally": "gapkit.tallies",
    "wave_changes": "gapkit.changes",
}
"""Where each public name lives."""

__all__ = [
    "BottomBox",
    "Mean",
    "MeanRank",
    "Median",
    "Net",
    "RankedFirst",
    "RankedTop",
    "SQL",
    "Share",
    "Survey",
    "Theme",
    "TopBox",
    "__version__",
    "chain",
    "charts",
    "check_claims",
    "contrasts",
    "describe",
    "distributions",
    "errors",
    "gap",
    "load",
    "load_theme",
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
    "tables",
    "tally",
    "wave_changes",
]

if TYPE_CHECKING:
    from gapkit import charts, errors, simulate, stats, tables
    from gapkit.chains import chain
    from gapkit.changes import wave_changes
    from gapkit.charts import Theme, load_theme
    from gapkit.claims import check_claims
    from gapkit.contrasting import contrasts
    from gapkit.distributing import distributions
    from gapkit.gaps import gap
    from gapkit.inventory import describe
    from gapkit.loading import SQL, load
    from gapkit.opening import open  # noqa: A004 - gk.open is the front door
    from gapkit.pairing import pair
    from gapkit.planning import plan
    from gapkit.profiles import profile
    from gapkit.ranking import rankings
    from gapkit.reports import report
    from gapkit.sensitivities import sensitivity
    from gapkit.survey import (
        BottomBox,
        Mean,
        MeanRank,
        Median,
        Net,
        RankedFirst,
        RankedTop,
        Share,
        Survey,
        TopBox,
    )
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
