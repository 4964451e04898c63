"""The trend: both sides' values wave by wave, and how the gap changed between the first and the last."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from gapkit.changes import wave_changes
from gapkit.changes.model import WaveChange
from gapkit.charts import alt_text, captions
from gapkit.charts.axes import axis_of
from gapkit.charts.building import Shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role, Sort
from gapkit.charts.rows import by_question, chosen, ordered, remark
from gapkit.charts.theme import Theme
from gapkit.charts.trend_drawing import draw
from gapkit.charts.trend_model import Panel, Stop, TrendData
from gapkit.display import gap_interval_text, gap_text, in_points, list_text, percent_text, value_text
from gapkit.errors import OptionError
from gapkit.findings.list_headlines import trend_headline
from gapkit.gaps import Gap, Gaps


def wave_trend(  # noqa: PLR0913 - one argument per choice
    gaps: Gaps,
    *,
    question: str | None = None,
    item: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw both sides' values over the waves with their intervals, one panel per item.

    Above each panel stands how the gap changed between the first and the last wave, with an interval
    of its own; in a panel study it takes in that the same people answered.

    Parameters
    ----------
    gaps : Gaps
        Of two waves or more.
    item : str, optional
        Show this item only.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``.
    sort : {"survey", "gap", "reference", "side"}
        Order of the items: as in the survey file, or by the last wave.

    Raises
    ------
    OptionError
        If there are not two waves, or a choice does not exist or is needed.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> def answers(yes, n):
    ...     return pd.DataFrame({"q": [1] * yes + [0] * (n - yes)})
    >>> survey = gk.Survey.from_frames(
    ...     {
    ...         "consumer": {"2023": answers(610, 1300), "2024": answers(640, 1250)},
    ...         "marketer": {"2023": answers(90, 132), "2024": answers(75, 128)},
    ...     },
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q", "marketer": "q"}},
    ...     options={"waves": ["2023", "2024"]},
    ... )
    >>> wave_trend(gk.gap(gk.open(survey))).data.panels[0].gap_text
    'gap +7 pp (was +21)'
    """
    data = wave_trend_data(
        gaps, question=question, item=item, segment=segment, pair=pair, sort=sort, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def wave_trend_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    item: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
) -> TrendData:
    """Decide what a trend shows; the parameters are those of ``wave_trend``."""
    if len(gaps.waves) < 2:  # noqa: PLR2004 - a line needs two ends
        found = f"gaps of wave {gaps.waves[0]}" if gaps.waves else "gaps of a survey without `waves`"
        raise OptionError.outside("gaps", found, "gaps of two waves or more")
    rows = chosen(gaps, question, segment, pair)
    if item is not None:
        there = list(dict.fromkeys(row.item for row in rows))
        if item not in there:
            raise OptionError.not_one_of("item", item, there)
        rows = tuple(row for row in rows if row.item == item)
    waves = gaps.waves
    lines = _lines(rows, waves, sort)
    changes = _changes(gaps, rows)
    side, reference = captions.labels(rows, gaps.survey)
    panels = tuple(_panel(line, rows, gaps, changes) for line in lines)
    questions = tuple(tuple(each) for each in by_question(rows))
    shown = Shown(gaps, questions, sort, "")
    told = title or _headline(panels, changes, waves, rows)
    words = words_of(
        "wave_trend",
        shown,
        told,
        notes=_notes(shown, changes),
        subtitle=_subtitle(shown, lines),
        alt=_alt(shown, told, panels, lines),
    )
    return TrendData(words, waves, panels, side, reference)


Line = dict[str, Gap]
"""One item's gap by wave."""


def _lines(rows: Sequence[Gap], waves: Sequence[str], sort: Sort) -> list[Line]:
    """Return each item's gaps by wave, items in order."""
    together: dict[tuple[str, str], Line] = {}
    for row in rows:
        together.setdefault((row.question, row.item), {})[row.wave] = row
    last = [next(line[wave] for wave in reversed(waves) if wave in line) for line in together.values()]
    questions = {row.question: place for place, row in reversed(list(enumerate(last)))}
    placed = sorted(ordered(last, sort), key=lambda row: questions[row.question])
    return [together[row.question, row.item] for row in placed]


def _changes(gaps: Gaps, rows: Sequence[Gap]) -> dict[tuple[str, str], WaveChange]:
    """Return how each item's gap changed from the first wave to the last."""
    ends = (gaps.waves[0], gaps.waves[-1])
    kept = tuple(row for row in rows if row.wave in ends)
    part = Gaps(gaps.tally, kept, gaps.method)
    if len(part.waves) < len(ends):
        return {}
    return {(row.question, row.item): row for row in wave_changes(part).rows}


def _panel(
    line: Line, beside: Sequence[Gap], gaps: Gaps, changes: dict[tuple[str, str], WaveChange]
) -> Panel:
    """Return one item with every word decided."""
    any_row = next(iter(line.values()))
    question = gaps.survey.question(any_row.question)
    same = [row for row in beside if row.question == any_row.question]
    change = changes.get((any_row.question, any_row.item))
    nan = float("nan")
    return Panel(
        question=any_row.question,
        item=any_row.item,
        label=any_row.label,
        axis=axis_of(same, beside, question, bars=False),
        side=_stops("side", line, gaps),
        reference=_stops("reference", line, gaps),
        gap_text=_gap_text(line, gaps.waves),
        change=change.change if change else nan,
        change_low=change.ci_low if change else nan,
        change_high=change.ci_high if change else nan,
        p_adjusted=change.p_adjusted if change else nan,
        told=_told(line, change, gaps),
    )


def _stops(role: Role, line: Line, gaps: Gaps) -> tuple[Stop, ...]:
    """Return one side's values, wave by wave."""
    nan = float("nan")
    stops = []
    for wave in gaps.waves:
        row = line.get(wave)
        if row is None:
            stops.append(Stop(role, wave, nan, nan, nan, nan, "", hollow=False, status="one_sided"))
            continue
        each = row.of_side if role == "side" else row.of_reference
        text = value_text(each.value, each.measure)
        hollow = each.status == "low_base" or row.comparable == "related"
        stops.append(
            Stop(role, wave, each.value, each.ci_low, each.ci_high, each.base, text, hollow, each.status)
        )
    return tuple(stops)


def _gap_text(line: Line, waves: Sequence[str]) -> str:
    """Return the gap of the last wave, and of the first that has one."""
    last = line.get(waves[-1])
    if last is None or isnan(last.gap):
        return ""
    unit = " pp" if in_points(last.measure) else ""
    before = next((line[wave] for wave in waves[:-1] if wave in line and not isnan(line[wave].gap)), None)
    was = f" (was {gap_text(before.gap, before.measure)})" if before else ""
    return f"gap {gap_text(last.gap, last.measure)}{unit}{was}"


def _told(line: Line, change: WaveChange | None, gaps: Gaps) -> str:
    """Return the change of the gap in words, and what is missing."""
    missing = _missing(line, gaps)
    if change is None or isnan(change.change):
        return "; ".join(("change can't be told", *missing))
    unit = " pp" if in_points(change.measure) else ""
    limits = ""
    if not isnan(change.ci_low):
        level = percent_text(change.conf_level)
        limits = f" ({level} CI {gap_interval_text(change.ci_low, change.ci_high, change.measure)})"
    told = f"gap changed by {gap_text(change.change, change.measure)}{unit}{limits}"
    return "; ".join((told, *missing))


def _missing(line: Line, gaps: Gaps) -> list[str]:
    """Return what a reader must know of single waves, waves with the same remark together."""
    waves: dict[str, list[str]] = {}
    for wave in gaps.waves:
        row = line.get(wave)
        if row is None:
            waves.setdefault("not asked", []).append(wave)
        elif row.status not in ("ok", "no_spread") and remark(row, gaps.survey):
            waves.setdefault(remark(row, gaps.survey), []).append(wave)
    return [
        told if len(where) == len(gaps.waves) else f"{list_text(where)}: {told}"
        for told, where in waves.items()
    ]


def _headline(
    panels: Sequence[Panel],
    changes: dict[tuple[str, str], WaveChange],
    waves: Sequence[str],
    rows: Sequence[Gap],
) -> str:
    """Return the finding: which gaps surely changed."""
    led = [
        changes[panel.question, panel.item]
        for panel in panels
        if (panel.question, panel.item) in changes
        and changes[panel.question, panel.item].status == "ok"
        and changes[panel.question, panel.item].comparable != "related"
    ]
    moved = [(each.label, each.gap_before, each.gap) for each in led if each.flagged]
    tested = sum(not isnan(each.p_adjusted) for each in led)
    return trend_headline(moved, tested, (waves[0], waves[-1]), rows[0].measure)


def _subtitle(shown: Shown, lines: Sequence[Line]) -> str:
    """Return the wording and what the lines are."""
    rows = shown.rows
    measures = {row.measure for row in rows}
    unit = captions.unit_text(measures.pop()) if len(measures) == 1 else "values"
    sentence = f"{unit[:1].upper()}{unit[1:]}, by wave"
    if len(lines) == 1:
        sentence = f"“{rows[0].label}”: {unit}, by wave"
    if len(shown.questions) > 1:
        return f"{sentence}; questions apart."
    return f"{captions.wording(rows, shown.survey)} {sentence}."


def _notes(shown: Shown, changes: dict[tuple[str, str], WaveChange]) -> tuple[str, ...]:
    """Return the sentences under a trend."""
    rows, waves = shown.rows, shown.gaps.waves
    tested = [each for each in changes.values() if not isnan(each.p_value)]
    told = ""
    if tested:
        adjusted = any(each.adjust != "none" for each in tested) and len(tested) > 1
        panel = any(shown.survey.sides[each].panel for each in (rows[0].side, rows[0].reference))
        told = (
            f"Change of the gap: {waves[-1]} minus {waves[0]}, interval of each item alone"
            f"{'; the title counts tests corrected by Holm' * adjusted}"
            f"{'; the waves of a panel correlate' * panel}."
        )
    return (
        captions.sign_rule(rows, shown.survey),
        captions.bases(rows, shown.survey),
        captions.side_intervals("Ribbons", rows, shown.gaps.method),
        told,
        *captions.marks(rows, shown.survey),
    )


def _alt(shown: Shown, title: str, panels: Sequence[Panel], lines: Sequence[Line]) -> str:
    """Return the trend in words: how the largest changes went."""
    waves = shown.gaps.waves
    opening = alt_text.opening("wave_trend", shown.rows, shown.survey).replace(
        ";", f" over {len(waves)} waves;", 1
    )
    pairs = [
        (panel, line[waves[0]], line[waves[-1]])
        for panel, line in zip(panels, lines, strict=True)
        if waves[0] in line and waves[-1] in line and not isnan(panel.change)
    ]
    details = []
    for panel, first, last in sorted(pairs, key=lambda each: -abs(each[0].change))[:2]:
        unit = "points" if in_points(first.measure) else first.unit or "scale units"
        details.append(
            f"{alt_text.short(panel.label)}: the gap went from {gap_text(first.gap, first.measure)} to "
            f"{gap_text(last.gap, last.measure)} {unit} between {waves[0]} and {waves[-1]}."
        )
    return alt_text.told(opening, title, details)
