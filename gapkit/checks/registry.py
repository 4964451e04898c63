"""Every check by id, and the one call that runs them."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.checks import (
    answers,
    bases,
    claimed,
    comparisons,
    coverage,
    decisions,
    doubts,
    drawings,
    mixes,
    questions,
    reporting,
    samples,
    sums,
    values,
    wordings,
)
from gapkit.checks.model import Check, Drawn, Evidence, Fired
from gapkit.gaps import Gaps, gap
from gapkit.study import Study

THEMES = (
    bases, coverage, questions, wordings, answers, comparisons, samples, mixes, decisions, doubts, claimed,
    values, sums, drawings, reporting,
)  # fmt: skip
"""The modules that hold the checks, each beside what finds it."""

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (each for theme in THEMES for each in theme.CHECKS),
        key=lambda each: ("BQSTVLR".index(each.id[0]), each.id),
    )
)
"""In the order of the method notes. B02 has three thresholds, each with its own advice; T08 two."""


def check(study: Study, *, gaps: Gaps | None = None, charts: Sequence[Drawn] = ()) -> tuple[Fired, ...]:
    """Return every check that fires on a study, with the rows it hit and what to do.

    Parameters
    ----------
    study : Study
        Paired sides.
    gaps : Gaps, optional
        Results to check, such as those of a break. Default: the gaps of the total.
    charts : sequence of chart data, optional
        What is to be printed, such as ``chart.data`` or ``gk.charts.dumbbell_data(gaps)``: V04, L02, R03
        and R04 look at nothing else.

    Returns
    -------
    tuple of Fired
        In the order of ``CHECKS``. One that the survey file accepts carries the reason and no
        longer stops.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 60 + [0] * 40})
    >>> marketers = pd.DataFrame({"m2": [1] * 8 + [0] * 12})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> [fired.rows[0].text for fired in check(gk.open(survey)) if fired.id == "B02"]
    ['items, deals, marketer: base 20']
    """
    latest = study.latest()
    seen = Evidence(latest, gap(latest) if gaps is None else gaps, whole=study, charts=tuple(charts))
    return tuple(
        Fired(each.id, each.level, each.title, rows, each.what_to_do, study.survey.accept.get(each.id, ""))
        for each in CHECKS
        if (rows := tuple(each.find(seen)))
    )
