"""Compare the gaps of a study between its segments."""

from __future__ import annotations

from typing import cast

from gapkit.contrasting.differences import differences, pairs_of
from gapkit.contrasting.model import ContrastMethod, Contrasts
from gapkit.contrasting.rows import Difference, PooledGap, Variation
from gapkit.contrasting.series import series_of
from gapkit.contrasting.variations import pooled_gaps, variations, varied
from gapkit.errors import OptionError
from gapkit.gaps import Gaps
from gapkit.groups import two_samples
from gapkit.options import GapMethod, check_kind
from gapkit.survey import TOTAL


def contrasts(gaps: Gaps, *, against: str | None = None) -> Contrasts:
    """How the gap of every item differs between segments: pair by pair, as a trend, altogether.

    A difference is the later segment's gap minus the earlier one's, in the order of the survey
    file, so a gap that rises has positive differences and a positive slope. Where one side is not
    split, its total is part of both gaps and cancels: what is left compares the segments of the
    other side. Segments without a gap (suppressed, no base) are in nothing, and so are gaps of the
    same respondents and of dyads.

    Parameters
    ----------
    gaps : Gaps
        Compared by a segment: ``gk.gap(study, by="age")``, or a part of them.
    against : str, optional
        Segment that all others are compared with. Default: every pair of segments.

    Returns
    -------
    Contrasts
        Differences; per item the trend (where the survey file gives the segments an ``order``) and
        the heterogeneity; per segment the gap pulled towards the others (four or more segments).
        P-values are corrected by Holm over the question's differences (its items, for trend and
        heterogeneity), unless the gaps have ``adjust="none"``; intervals are of one difference each.

    Raises
    ------
    OptionError
        If the gaps are not by segment, have one segment only, or do not have ``against``.

    References
    ----------
    Zou and Donner 2008, Statistics in Medicine 27:1693. Cochran 1954, Biometrics 10:101 and 417.
    Armitage 1955, Biometrics 11:375. Higgins and Thompson 2002, Statistics in Medicine 21:1539.
    Holm 1979, Scandinavian Journal of Statistics 6:65.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"a": [1] * 48 + [0] * 32 + [1] * 56 + [0] * 14})
    >>> consumers["age"] = ["young"] * 80 + ["old"] * 70
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": pd.DataFrame({"a": [1, 0] * 60})},
    ...     reference="consumer",
    ...     pairs={"a": {"consumer": "a", "marketer": "a"}},
    ...     segments={"age": {"label": "Age", "consumer": "age", "order": ["young", "old"]}},
    ... )
    >>> change = gk.contrasts(gk.gap(gk.open(survey), by="age"))["a", "old", "young"]
    >>> round(change.difference, 2), round(change.ci_low, 4), round(change.ci_high, 4)
    (-0.2, -0.3398, -0.0534)
    """
    check_kind("gaps", gaps, Gaps, "gaps: `gk.gap(study)` returns them")
    segments = _segments(gaps, against)
    analysis = gaps.survey.analysis
    adjust = "none" if analysis.adjust == "none" else "holm"
    ordered = bool(gaps.survey.segments[gaps.by].order)
    method = cast("GapMethod", gaps.method.gap_method)
    rows: list[Difference] = []
    items: list[Variation] = []
    pooled: list[PooledGap] = []
    not_split: dict[str, None] = {}
    for series in series_of(two_samples(gaps)):
        if not series[0].split:
            not_split[series[0].rows[0].question] = None
            continue
        rows.extend(differences(gaps.survey, pairs_of(series, segments, against), method, adjust))
        found = [varied(each, gaps.tally.segments, ordered=ordered) for each in series]
        items.extend(variations(gaps.survey, found, adjust))
        pooled.extend(row for each in found for row in pooled_gaps(gaps.survey, each))
    return Contrasts(
        gaps=gaps,
        rows=tuple(rows),
        items=tuple(items),
        pooled=tuple(pooled),
        not_split=tuple(not_split),
        method=ContrastMethod(gaps.method.conf_level, method, against or "", adjust),
    )


def _segments(gaps: Gaps, against: str | None) -> tuple[str, ...]:
    """Return the segments of the gaps in order, once it is sure that they can be compared."""
    found = {row.segment for row in gaps}
    segments = tuple(name for name in gaps.tally.segments if name in found)
    if segments == (TOTAL,):
        raise OptionError.outside(
            "gaps", "gaps of the total", "compared by a segment", hint='`gk.gap(study, by="age")`.'
        )
    if len(segments) < 2:  # noqa: PLR2004 - one segment differs from nothing
        raise OptionError.outside("gaps", f"`{segments[0]}` only", "gaps of two segments or more")
    if against is not None and against not in segments:
        raise OptionError.not_one_of("against", against, segments)
    return segments
