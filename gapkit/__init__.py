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
    "accuracy": "gapkit.accuracies",
    "chain": "gapkit.chains",
    "charts": "gapkit.charts",
    "check_claims": "gapkit.claims",
    "contrasts": "gapkit.contrasting",
    "describe": "gapkit.inventory",
    "disconfirmation": "gapkit.crossed",
    "gap": "gapkit.gaps",
    "kano": "gapkit.crossed",
    "load": "gapkit.loading",
    "load_theme": "gapkit.charts",
    "open": "gapkit.opening",
    "pair": "gapkit.pairing",
    "plan": "gapkit.planning",
    "priorities": "gapkit.quadrants",
    "profile": "gapkit.profiles",
    "propose": "gapkit.proposing",
    "rankings": "gapkit.ranking",
    "read_survey": "gapkit.survey.reading",
    "reliability": "gapkit.reliabilities",
    "report": "gapkit.reports",
    "sensitivity": "gapkit.sensitivities",
    "servqual": "gapkit.service_quality",
    "simulate": "gapkit.simulate",
    "stats": "gapkit.stats",
    "tables": "gapkit.tables",
    "tally": "gapkit.tallies",
    "trends": "gapkit.changes",
    "wave_changes": "gapkit.changes",
}
"""Where each public name lives."""

__all__ = [
    "SQL",
    "BottomBox",
    "Mean",
    "MeanRank",
    "Median",
    "Net",
    "RankedFirst",
    "RankedTop",
    "Share",
    "Survey",
    "Theme",
    "TopBox",
    "__version__",
    "accuracy",
    "chain",
    "charts",
    "check_claims",
    "contrasts",
    "describe",
    "disconfirmation",
    "distributions",
    "errors",
    "gap",
    "kano",
    "load",
    "load_theme",
    "open",
    "pair",
    "plan",
    "priorities",
    "profile",
    "propose",
    "rankings",
    "read_survey",
    "reliability",
    "report",
    "sensitivity",
    "servqual",
    "simulate",
    "stats",
    "tables",
    "tally",
    "trends",
    "wave_changes",
]

if TYPE_CHECKING:
    from gapkit import charts, errors, simulate, stats, tables
    from gapkit.accuracies import accuracy
    from gapkit.chains import chain
    from gapkit.changes import trends, wave_changes
    from gapkit.charts import Theme, load_theme
    from gapkit.claims import check_claims
    from gapkit.contrasting import contrasts
    from gapkit.crossed import disconfirmation, kano
    from gapkit.distributing import distributions
    from gapkit.gaps import gap
    from gapkit.inventory import describe
    from gapkit.loading import SQL, load
    from gapkit.opening import open  # noqa: A004 - gk.open is the front door
    from gapkit.pairing import pair
    from gapkit.planning import plan
    from gapkit.profiles import profile
    from gapkit.proposing import propose
    from gapkit.quadrants import priorities
    from gapkit.ranking import rankings
    from gapkit.reliabilities import reliability
    from gapkit.reports import report
    from gapkit.sensitivities import sensitivity
    from gapkit.service_quality import servqual
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
