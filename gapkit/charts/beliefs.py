"""Belief against want: the side's value over the reference's, with the line where both agree."""

from __future__ import annotations

from gapkit.charts import captions
from gapkit.charts.building import Choice, Shown, gap_notes, shown, side_axes, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.colours import WHITE, mixed
from gapkit.charts.layout import styles_of
from gapkit.charts.placing import Box
from gapkit.charts.points import axis_unit, one_unit, point_rows, pointless
from gapkit.charts.rows import is_hollow
from gapkit.charts.scatter_drawing import (
    draw_axes,
    draw_corners,
    draw_names,
    draw_points,
    draw_points_apart,
    field_of,
)
from gapkit.charts.scatter_model import CornerWords, Hue, Point, ScatterData
from gapkit.charts.theme import Theme
from gapkit.display import value_text
from gapkit.gaps import Gap, Gaps

TALLEST = 5.8
"""Side of the square, in inches, where the paper is as wide."""

TINT = 0.92
"""Share of white in the two halves."""

STEPS = 24
"""Pieces of the diagonal that labels keep off."""


def agreement(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Draw each item at the reference's value (across) and the side's (up); on the diagonal they agree.

    The arms of a cross are the interval of each side alone. A point is filled where its gap's
    family interval excludes 0. Labels stand where they touch nothing; where there are more than
    20 points, those of the flagged items come first and the others are numbered, with a key below.

    Parameters
    ----------
    question, segment, pair, title, theme, chrome
        As for ``dumbbell``; ``question`` is needed where measures or scales differ.

    Raises
    ------
    OptionError
        If a choice does not exist, or is needed because there are several.

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
    >>> point = agreement(gk.gap(gk.open(survey))).data.points[0]
    >>> point.x, point.y
    (0.6, 0.25)
    """
    data = agreement_data(gaps, question=question, segment=segment, pair=pair, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def agreement_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    title: str | None = None,
) -> ScatterData:
    """Decide what a belief-against-want scatter shows; the parameters are those of ``agreement``."""
    told = one_unit(shown(gaps, Choice(question, segment, pair, "survey")))
    side, reference = captions.labels(told.rows, told.survey)
    below, above = captions.directions(told.rows, told.survey)
    axis = side_axes(told, None, bars=False)[0]
    intervals = captions.side_intervals("Crosses", told.rows, told.gaps.method)
    outlined = ("the gap's CI holds 0",) if any(row.verdict and not row.flagged for row in told.rows) else ()
    unit = axis_unit(told)
    return ScatterData(
        words=words_of(
            "agreement",
            told,
            title,
            notes=gap_notes(told, intervals=intervals, outlined=outlined),
            subtitle=_subtitle(told, unit),
        ),
        points=tuple(_point(row) for row in point_rows(told.rows)),
        pointless=pointless(told),
        x_axis=axis,
        y_axis=axis,
        x_name=f"{reference}: {unit}",
        y_name=f"{side}: {unit}",
        corners=(
            CornerWords("top left", above, "", "side"),
            CornerWords("bottom right", below, "", "reference"),
        ),
        cross=float("nan"),
        cross_name="no gap",
        margin=told.rows[0].margin if len({row.margin for row in told.rows}) == 1 else float("nan"),
    )


def _subtitle(shown: Shown, unit: str) -> str:
    """Return the wording and what is read where."""
    side, reference = captions.labels(shown.rows, shown.survey)
    sentence = f"{unit[:1].upper()}{unit[1:]}: {side} (up) against {reference} (across)."
    if len(shown.questions) > 1:
        return sentence
    return f"{captions.wording(shown.rows, shown.survey)} {sentence}"


def _point(row: Gap) -> Point:
    """Return one item with every mark decided."""
    flagged = row.flagged and row.family_size > 0
    hue: Hue = "muted" if not flagged else "reference" if row.gap < 0 else "side"
    values = (value_text(each.value, row.measure) for each in (row.of_reference, row.of_side))
    return Point(
        question=row.question,
        item=row.item,
        label=row.label,
        x=row.of_reference.value,
        x_low=row.of_reference.ci_low,
        x_high=row.of_reference.ci_high,
        y=row.of_side.value,
        y_low=row.of_side.ci_low,
        y_high=row.of_side.ci_high,
        told=", ".join(values),
        hue=hue,
        hollow=not flagged or is_hollow(row),
        leads=flagged and row.status == "ok",
        status=row.status,
    )


def draw(canvas: Canvas, data: ScatterData, theme: Theme, y: float) -> float:
    """Draw the square from ``y`` down, then its key; return where they end."""
    styles = styles_of(canvas)
    if not data.points:
        return draw_points_apart(canvas, data, theme, y)
    y = draw_names(canvas, data, theme, styles, y)
    left = styles.small.widest(text for _, text in data.y_axis.ticks) + 0.08
    room = styles.small.width(data.x_axis.ticks[-1][1]) / 2
    size = min(canvas.width - left - room, TALLEST)
    field = field_of(data, left, size, y, size, turned=False)
    frame = field.frame
    below = mixed(theme.reference, WHITE, TINT)
    above = mixed(theme.side, WHITE, TINT)
    canvas.area(
        [(frame.left, frame.bottom), (frame.right, frame.bottom), (frame.right, frame.top)], below, layer=0.2
    )
    canvas.area(
        [(frame.left, frame.bottom), (frame.left, frame.top), (frame.right, frame.top)], above, layer=0.2
    )
    end = draw_axes(canvas, data, field, theme, styles)
    canvas.line((frame.left, frame.right), (frame.bottom, frame.top), theme.ink, 0.8, layer=1)
    corners = draw_corners(canvas, data, field, theme)
    return draw_points(canvas, data, field, theme, (corners, _diagonal(frame)), end)


def _diagonal(frame: Box) -> list[Box]:
    """Return the diagonal as a chain of boxes that labels keep off."""
    across, down = (frame.right - frame.left) / STEPS, (frame.bottom - frame.top) / STEPS
    return [
        Box(
            frame.left + step * across,
            frame.bottom - (step + 1) * down,
            frame.left + (step + 1) * across,
            frame.bottom - step * down,
        )
        for step in range(STEPS)
    ]
