"""The sensitivity panel: the declared gaps, every variant, and what holds."""

from __future__ import annotations

from collections.abc import Iterator
from math import nan

from gapkit.gaps import Gap, Gaps, gap
from gapkit.options import Status, Verdict
from gapkit.sensitivities.model import DECLARED, TICK_RATE, Sensitivity, VariantGap
from gapkit.sensitivities.ticks import TickGap, tick_lists
from gapkit.sensitivities.varying import RELATED, Skipped, Variant, variants
from gapkit.study import Study
from gapkit.tallies import tally

Key = tuple[str, str, str, str, str]


def sensitivity(study: Study, *, by: str | None = None) -> Sensitivity:
    """Compute every gap again under other defensible choices, and count where its verdict holds.

    Variants: each other base rule; weights off, cut at 5 times their mean, cut at their 95 % point;
    related pairs dropped; method ``mn``; method ``newcombe``; no adjustment. A variant that
    changes nothing in a question is not counted there. The tick-rate adjustment of tick lists is
    shown beside them and never counted: it answers another question.

    Parameters
    ----------
    study : Study
        Paired sides.
    by : str, optional
        Segment of the survey file.

    Returns
    -------
    Sensitivity
        One row per item and variant; ``holdings`` says "holds in k of m variants". A gap that is
        suppressed stays so in every variant.

    Raises
    ------
    OptionError
        If the survey has no segment called ``by``.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 480 + [0] * 320})
    >>> marketers = pd.DataFrame({"m2": [1] * 112 + [0] * 28})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> gk.sensitivity(gk.open(survey)).holdings[0].sentence
    'over holds in 3 of 3 variants'
    """
    declared = gap(tally(study, by=by))
    tried: list[Variant] = []
    notes: list[str] = []
    for each in variants(declared.tally):
        if isinstance(each, Skipped):
            notes.append(each.reason)
        else:
            tried.append(each)
    found = {each.name: _by_key(gap(each.tally, **each.options)) for each in tried}
    ticks: dict[Key, TickGap] = {}
    for told in tick_lists(declared):
        ticks |= {_key(each.row): each for each in told.gaps}
        notes.append(_tick_note(declared, told.gaps[0].row, told.same_sign, len(told.gaps)))
    rows: list[VariantGap] = []
    for row in declared:
        rows.append(_declared(row))
        for each in tried:
            if row.question in each.questions:
                rows.extend(_varied(row, each.name, found[each.name]))
        if _key(row) in ticks:
            rows.append(_ticked(ticks[_key(row)]))
    names = (*(each.name for each in tried), *((TICK_RATE,) if ticks else ()))
    return Sensitivity(declared.survey, declared.by, tuple(rows), names, tuple(notes))


def _key(row: Gap) -> Key:
    """Return which row it is, whatever the variant."""
    return row.question, row.item, row.segment, row.side, row.reference


def _by_key(gaps: Gaps) -> dict[Key, Gap]:
    return {_key(row): row for row in gaps}


def _tick_note(gaps: Gaps, row: Gap, same: int, items: int) -> str:
    """Say how many raw and adjusted gaps of one tick list agree in sign."""
    where = gaps.survey.question(row.question).label + (f", {row.segment}" if gaps.by else "")
    return (
        f"Tick rate ({where}): raw and adjusted gaps agree in sign for {same} of {items} items;"
        " the adjustment asks another question and is not counted."
    )


def _declared(row: Gap) -> VariantGap:
    """Return the gap as it is."""
    return _row(row, DECLARED, row, counted=False, holds=False)


def _varied(declared: Gap, name: str, found: dict[Key, Gap]) -> Iterator[VariantGap]:
    """Yield the same gap under a variant; a suppressed one shows nothing under any."""
    varied = found.get(_key(declared))
    dropped = name == RELATED and declared.comparable == "related"
    if varied is None or dropped or declared.status == "suppressed":
        return
    counted = bool(declared.verdict and varied.verdict)
    yield _row(declared, name, varied, counted=counted, holds=counted and declared.verdict == varied.verdict)


def _row(declared: Gap, name: str, varied: Gap, *, counted: bool, holds: bool) -> VariantGap:
    """Lay out one gap under one variant."""
    return _laid_out(
        declared,
        name,
        (varied.gap, varied.ci_low_family, varied.ci_high_family),
        varied.verdict,
        (varied.of_side.base, varied.of_reference.base),
        varied.status,
        counted=counted,
        holds=holds,
    )


def _ticked(told: TickGap) -> VariantGap:
    """Lay out one gap after the tick-rate adjustment."""
    word: Verdict = told.verdict  # type: ignore[assignment]
    row = told.row
    bases = (row.of_side.base, row.of_reference.base)
    numbers = (told.gap, told.ci_low, told.ci_high)
    return _laid_out(row, TICK_RATE, numbers, word, bases, row.status, counted=False, holds=False)


def _laid_out(
    declared: Gap,
    name: str,
    numbers: tuple[float, float, float],
    word: Verdict,
    bases: tuple[float, float],
    status: Status,
    *,
    counted: bool,
    holds: bool,
) -> VariantGap:
    """Return one row of the panel."""
    hidden = status == "suppressed"
    return VariantGap(
        question=declared.question,
        item=declared.item,
        label=declared.label,
        measure=declared.measure,
        segment_by=declared.segment_by,
        segment=declared.segment,
        side=declared.side,
        reference=declared.reference,
        variant=name,
        gap=numbers[0],
        ci_low=numbers[1],
        ci_high=numbers[2],
        conf_level=declared.conf_level,
        verdict=word,
        base_side=nan if hidden else bases[0],
        base_reference=nan if hidden else bases[1],
        status=status,
        counted=counted,
        holds=holds,
    )
