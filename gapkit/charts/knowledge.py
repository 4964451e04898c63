"""The know/asked pair: who says yes to each of two questions, who says nothing, and how the answers cross."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isnan, nan

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Choice, Shown, interval_head, shown, words_of
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role, Row, Sort
from gapkit.charts.knowledge_drawing import draw
from gapkit.charts.knowledge_model import KnowBar, KnowData, KnowRow
from gapkit.charts.rows import row_of
from gapkit.charts.theme import Theme
from gapkit.display import count_text, in_points, percent_text, value_text
from gapkit.errors.charts import NothingToDrawError
from gapkit.gaps import Gap, Gaps


def know_asked(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw two yes/no answers as a pair of bars, such as "we know our customer" and "we have asked".

    Yes runs from the left, no ends at the right, both as shares of those who answered; those who gave
    no answer stand apart, as a share of those asked. Of the same respondents, a line below tells who says
    yes to one of the two alone.

    Parameters
    ----------
    gaps : Gaps
        Of shares; two roles of one side, or two sides.
    question, segment, pair, sort, title, theme, chrome
        As for ``dumbbell``.

    Raises
    ------
    NothingToDrawError
        If no gap is one of shares.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> bar = know_asked(gk.gap(gk.open(survey))).data.rows[0].bars[0]
    >>> bar.yes_text, bar.no_text
    ('25%', '75%')
    """
    data = know_asked_data(gaps, question=question, segment=segment, pair=pair, sort=sort, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def know_asked_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "gap",
    title: str | None = None,
) -> KnowData:
    """Decide what a know/asked chart shows; the parameters are those of ``know_asked``."""
    told = shown(_shares(gaps, question), Choice(question, segment, pair, sort))
    rows = tuple(_row(row, told.gaps) for row in told.rows)
    level = percent_text(told.gaps.method.conf_level)
    silent = any(bar.silent >= 0 for row in rows for bar in row.bars)
    notes = (
        "" if told.gapless else captions.sign_rule(told.rows, told.survey),
        captions.bases(told.rows, told.survey),
        f"Lines: {level} interval of each yes (Wilson).",
        "No answer: share of those asked; yes and no: shares of those who answered." if silent else "",
        "" if told.gapless else captions.gap_intervals(told.rows, told.gaps.method),
        *captions.marks(told.rows, told.survey),
    )
    wording = captions.wording(told.rows, told.survey)
    words = words_of("know_asked", told, title or _title(rows, told), notes=notes, subtitle=wording)
    opening = alt_text.opening("know_asked", told.rows, told.survey)
    details = (*(row.crossed for row in rows[:1]), *alt_text.extremes(told.rows, told.survey))
    alt = alt_text.told(opening, words.title, details)
    head = "No answer" if silent else ""
    return KnowData(replace(words, alt_text=alt), rows, "Gap, pp", interval_head(told), head)


def _shares(gaps: Gaps, question: str | None) -> Gaps:
    """Return the gaps of shares, or those of one question."""
    rows = tuple(row for row in gaps.rows if in_points(row.measure) and question in (None, row.question))
    if not rows:
        questions = dict.fromkeys(row.question for row in gaps.rows)
        raise NothingToDrawError.lacking("know_asked", "a question with shares", questions)
    return Gaps(gaps.tally, rows, gaps.method)


def _title(rows: Sequence[KnowRow], told: Shown) -> str | None:
    """Return both shares of two roles on one item; else what all charts of gaps say."""
    roles = told.survey.question(rows[0].question).roles
    if len(rows) > 1 or not roles or any(isnan(bar.yes) for bar in rows[0].bars):
        return None
    return "; ".join(f"{bar.label}: {bar.yes_text}" for bar in rows[0].bars)


def _row(gap: Gap, gaps: Gaps) -> KnowRow:
    """Return one item with both answers."""
    row = row_of(gap, [gap], gaps.survey, words_in_place=True)
    together = gap.together
    return KnowRow(
        question=gap.question,
        item=gap.item,
        label=row.label,
        bars=(_bar("side", row, gap, gaps), _bar("reference", row, gap, gaps)),
        gap=gap.gap,
        gap_text=row.gap_text,
        interval_text=row.interval_text,
        bold=row.bold,
        crossed=_crossed(gap, gaps),
        share_higher=nan if together is None else together.share_higher,
        share_lower=nan if together is None else together.share_lower,
    )


def _bar(role: Role, row: Row, gap: Gap, gaps: Gaps) -> KnowBar:
    """Return one of the two answers."""
    value = row.side if role == "side" else row.reference
    estimate = gap.of_side if role == "side" else gap.of_reference
    silent = _silent(role, gap)
    return KnowBar(
        role=role,
        label=gaps.survey.sides[estimate.side].label,
        yes=value.value,
        low=value.low,
        high=value.high,
        yes_text=value.text,
        no_text="" if isnan(value.value) else value_text(1 - value.value, estimate.measure),
        silent=silent,
        silent_text="" if isnan(silent) else value_text(silent, "share"),
        base=value.base,
        words=value.words,
        hollow=value.hollow,
    )


def _silent(role: Role, gap: Gap) -> float:
    """Return the share of those asked who gave no answer; NaN where nobody knows, or all answered."""
    estimate = gap.of_side if role == "side" else gap.of_reference
    if isnan(estimate.value):
        return nan
    if gap.together is not None:
        silent = gap.together.silent_side if role == "side" else gap.together.silent_reference
        asked = estimate.base + silent
    else:
        asked = estimate.asked
        silent = asked - estimate.base
    return silent / asked if silent > 0 else nan


def _crossed(gap: Gap, gaps: Gaps) -> str:
    """Tell who says yes to one of the two alone."""
    together = gap.together
    side, reference = (gaps.survey.sides[each].label for each in (gap.side, gap.reference))
    if gap.status == "margins_only" and gap.gap > 0:
        least = value_text(gap.gap, "share")
        return f"At least {least}: “{side}” but not “{reference}”; how many exactly is not published."
    if together is None or isnan(together.share_higher):
        return ""
    base = f" of {count_text(together.base)} who answered both" if together.base > 0 else ""
    return (
        f"{value_text(together.share_higher, 'share')}{base}: “{side}” but not “{reference}”; "
        f"{value_text(together.share_lower, 'share')} the other way round."
    )
