"""Small multiples: charts of one kind beside each other, on one scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Shown, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, Draw, drawn
from gapkit.charts.kinds import KINDS
from gapkit.charts.layout import AFTER_GROUP, HEADER, SPACE, styles_of
from gapkit.charts.rows import by_question, chosen
from gapkit.charts.theme import Theme
from gapkit.charts.words import Axis, Plotted, Worded, Words
from gapkit.display import list_text, percent_text
from gapkit.errors import OptionError
from gapkit.findings.headlines import headline
from gapkit.findings.list_headlines import segment_headline
from gapkit.gaps import Gap, Gaps

if TYPE_CHECKING:
    import pandas as pd

PANEL = 3.0
"""Narrowest panel that stands beside another, in inches."""

WIDER = {"rank_slope": 5.0, "priority": 4.0}
"""Kinds that need more."""

SORTED = ("dumbbell", "butterfly", "paired", "gap_forest")
"""Kinds whose rows stand in the same order in every segment, so that panels compare line by line."""

MOST_COLUMNS = 4
HERE = ("dumbbell", "butterfly", "paired", "gap_forest", "rank_slope", "agreement", "priority", "wave_trend")
"""Charts that gaps alone can be shown as."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One panel.

    Attributes
    ----------
    heading : str
        What stands above it.
    data : Plotted
        What it shows.
    body : callable
        What draws it.
    """

    heading: str
    data: Plotted
    body: Draw = field(repr=False)


@dataclass(frozen=True, slots=True)
class GridData(Worded):
    """Everything that small multiples show.

    Attributes
    ----------
    cells : tuple of Cell
        Row by row.
    columns : int or None
        Panels beside each other; ``None``: as many as the paper holds.
    """

    cells: tuple[Cell, ...]
    columns: int | None

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from self.head_texts()
        for cell in self.cells:
            yield cell.heading
            yield from cell.data.texts()

    def to_frame(self) -> pd.DataFrame:
        """Return what is plotted: the frames of all panels, the panel in the first column."""
        import pandas as pd

        frames = [(cell.heading, cell.data.to_frame()) for cell in self.cells]
        for heading, frame in frames:
            frame.insert(0, "panel", heading)
        return pd.concat([frame for _, frame in frames], ignore_index=True)


def small_multiples(  # noqa: PLR0913 - one argument per choice
    results: Gaps | Sequence[Chart],
    *,
    of: str = "dumbbell",
    columns: int | None = None,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw the same chart for every segment (else for every question), panels on one scale.

    Parameters
    ----------
    results : Gaps or sequence of Chart
        Gaps by segment: a panel a segment; gaps of the total: a panel a question. Or finished
        charts of one kind, each a panel.
    of : str
        Which chart the panels are, such as ``"dumbbell"``; charts given know it.
    columns : int, optional
        Panels beside each other, 1 to 4. Default: as many as stay 3 inches wide.
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``; given charts have made these choices.

    Raises
    ------
    OptionError
        If a choice does not exist, or the charts are none or of several kinds.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400, "age": ["young", "old"] * 500})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ...     segments={"age": {"label": "Age", "consumer": "age"}},
    ... )
    >>> gaps = gk.gap(gk.open(survey), by="age")
    >>> [cell.heading for cell in small_multiples(gaps, of="paired").data.cells]
    ['old', 'young']
    """
    data = small_multiples_data(
        results, of=of, columns=columns, question=question, segment=segment, pair=pair, title=title
    )
    return drawn(data, draw, theme=theme, chrome=chrome)


def small_multiples_data(
    results: Gaps | Sequence[Chart],
    *,
    of: str = "dumbbell",
    columns: int | None = None,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
) -> GridData:
    """Decide what small multiples show; the parameters are those of ``small_multiples``."""
    if columns is not None and not 1 <= columns <= MOST_COLUMNS:
        raise OptionError.outside("columns", columns, f"from 1 to {MOST_COLUMNS}")
    if isinstance(results, Gaps):
        if of not in HERE:
            raise OptionError.not_one_of("of", of, HERE)
        return _of_gaps(results, of, columns, question, segment, pair, title)
    kinds = {each.data.kind for each in results}
    if len(kinds) != 1:
        raise OptionError.outside("results", list_text(sorted(kinds)) or "no chart", "charts of one kind")
    cells = [Cell(each.title, each.data, each.body) for each in results]
    return GridData(_words_beside(cells, title), _on_one_scale(cells), columns)


def _of_gaps(
    gaps: Gaps,
    of: str,
    columns: int | None,
    question: str | None,
    segment: str | None,
    pair: tuple[str, str] | None,
    title: str | None,
) -> GridData:
    """Return a panel a segment, or a panel a question."""
    module = import_module(f"gapkit.charts.{KINDS[of].module}")
    make, body = getattr(module, f"{of}_data"), module.draw
    survey, latest = gaps.survey, gaps.latest()
    by_segment = bool(gaps.by) and segment is None
    if by_segment:
        names = list(dict.fromkeys(row.segment for row in latest.rows))
        order = {"sort": "survey"} if of in SORTED else {}
        panels = [(name, {"segment": name, "question": question, **order}) for name in names]
        rows = [row for name in names for row in chosen(latest, question, name, pair)]
    else:
        rows = list(chosen(latest, question, segment, pair))
        asked = list(dict.fromkeys(row.question for row in rows))
        panels = [(survey.question(each).label, {"segment": segment, "question": each}) for each in asked]
    cells = [Cell(heading, make(gaps, pair=pair, **choice), body) for heading, choice in panels]
    told = title or (segment_headline(rows, survey) if by_segment else headline(rows, survey))
    return GridData(_words(gaps, of, rows, cells, told), _on_one_scale(cells), columns)


def _words(gaps: Gaps, of: str, rows: Sequence[Gap], cells: Sequence[Cell], title: str) -> Words:
    """Return the words around the panels: what their own words share, and the bases of all."""
    by = gaps.survey.segments[gaps.by].label if gaps.by else "question"
    wave = f" Wave {gaps.waves[-1]}." if gaps.waves and of != "wave_trend" else ""
    shown = Shown(gaps, tuple(tuple(each) for each in by_question(rows)), "gap", wave)
    first = cells[0].data
    own = ("n\u00a0=", captions.SYNTHETIC_NOTE, f"{percent_text(gaps.method.conf_level)} CI of the gap")
    every = dict.fromkeys(note for cell in cells for note in cell.data.notes)
    notes = [note for note in every if not note.startswith(own)]
    tests = any(note.startswith(own[-1]) for note in every)
    opening = alt_text.opening("small_multiples", rows, gaps.survey).replace(
        ";", f" in {len(cells)} panels;", 1
    )
    alike = len({cell.data.subtitle for cell in cells}) == 1
    told = f"{first.subtitle} One panel per {by.lower()}, all on one scale."
    return words_of(
        "small_multiples",
        shown,
        title,
        notes=(
            captions.bases(rows, gaps.survey),
            *notes,
            captions.gap_intervals(rows, gaps.method) if tests else "",
        ),
        subtitle=told if alike else f"{KINDS[of].words}s, one per {by.lower()}, all on one scale.",
        alt=alt_text.told(opening, title, alt_text.extremes(rows, gaps.survey)),
    )


def _words_beside(cells: Sequence[Cell], title: str | None) -> Words:
    """Return the words around given charts."""
    told = title or f"{list_text([cell.heading for cell in cells])}"
    first = cells[0].data
    notes = dict.fromkeys(note for cell in cells for note in cell.data.notes)
    opening = f"{KINDS['small_multiples'].words}: {len(cells)} panels."
    return Words(
        kind="small_multiples",
        title=told,
        subtitle="All panels on one scale.",
        notes=tuple(notes),
        source=" ".join(dict.fromkeys(cell.data.source for cell in cells)),
        mark=first.mark,
        alt_text=alt_text.told(opening, told, [cell.data.title for cell in cells]),
    )


def _on_one_scale(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return the panels with the axes that hold all of them, and without marks of their own."""
    found: dict[str, list[Axis]] = {}
    for cell in cells:
        if isinstance(cell.data, Worded):
            for name, axis in cell.data.axes().items():
                found.setdefault(name, []).append(axis)
    shared = {name: _joined(axes) for name, axes in found.items()}
    return tuple(
        replace(cell, data=cell.data.on_axes(shared).unmarked()) if isinstance(cell.data, Worded) else cell
        for cell in cells
    )


def _joined(axes: Sequence[Axis]) -> Axis:
    """Return the axis that holds all others, with the numbers of the coarsest."""
    low, high = min(each.low for each in axes), max(each.high for each in axes)
    coarsest = max(axes, key=lambda each: (_step(each), each.high - each.low))
    step = _step(coarsest)
    origin = coarsest.ticks[0][0]
    ticks = {
        round((place - origin) / step): (place, text)
        for axis in axes
        for place, text in axis.ticks
        if abs((place - origin) / step - round((place - origin) / step)) < 1e-6  # noqa: PLR2004 - on a tick
    }
    return Axis(low, high, tuple(ticks[key] for key in sorted(ticks)), min(each.start for each in axes))


def _step(axis: Axis) -> float:
    """Return the distance of two numbers along an axis."""
    return axis.ticks[1][0] - axis.ticks[0][0] if len(axis.ticks) > 1 else axis.high - axis.low


def _least(data: GridData) -> float:
    """Return the narrowest panel that stands beside another."""
    return WIDER.get(data.cells[0].data.kind, PANEL)


def draw(canvas: Canvas, data: GridData, theme: Theme, y: float) -> float:
    """Draw the panels row by row from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    if data.mark:
        canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
        y += HEADER - 0.06
    columns = data.columns or max(min(int(canvas.width // _least(data)), len(data.cells)), 1)
    apart = 1.6 * SPACE
    wide = (canvas.width - (columns - 1) * apart) / columns
    for start in range(0, len(data.cells), columns):
        beside = data.cells[start : start + columns]
        parts = [canvas.part(place * (wide + apart), wide) for place in range(len(beside))]
        tops = [
            part.paragraph(y, cell.heading, styles.heading, theme.ink, most=2)
            for part, cell in zip(parts, beside, strict=True)
        ]
        ends = [
            cell.body(part, cell.data, theme, max(tops) + 0.06)
            for part, cell in zip(parts, beside, strict=True)
        ]
        y = max(ends) + AFTER_GROUP
    return y - AFTER_GROUP
