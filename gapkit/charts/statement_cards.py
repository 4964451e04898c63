"""Cards of statements: what each side said where nobody published a number, and none is made up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan
from typing import TYPE_CHECKING

from gapkit.charts import alt_text, captions
from gapkit.charts.building import Choice, Shown, shown, words_of
from gapkit.charts.canvas import Canvas
from gapkit.charts.chart import Chart, drawn
from gapkit.charts.data import Role, Sort
from gapkit.charts.layout import HEADER, SPACE, Styles, styles_of
from gapkit.charts.rows import row_of
from gapkit.charts.theme import Theme
from gapkit.charts.words import Worded
from gapkit.display import rank_text
from gapkit.findings.english import item_text
from gapkit.findings.list_headlines import fitting
from gapkit.gaps import Gap, Gaps

if TYPE_CHECKING:
    import pandas as pd

PADDING = 0.1
BAR = 0.03
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Said:
    """What one side said of an item.

    Attributes
    ----------
    quote : str
        Its words, its number or rank as published, or that there is nothing.
    told : bool
        Whether there is anything.
    """

    role: Role
    quote: str
    told: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One item with what both sides said."""

    question: str
    item: str
    label: str
    sides: tuple[Said, Said]
    remark: str


@dataclass(frozen=True, slots=True)
class StatementData(Worded):
    """Everything that a chart of statements shows."""

    cards: tuple[Card, ...]
    side_label: str
    reference_label: str

    def texts(self) -> Iterator[str]:
        """Give every text that may be drawn."""
        yield from (*self.head_texts(), self.side_label, self.reference_label)
        for card in self.cards:
            yield from (card.label, card.remark, *(said.quote for said in card.sides))

    def to_frame(self) -> pd.DataFrame:
        """Return one row per item: what each side said."""
        import pandas as pd

        return pd.DataFrame(
            {
                "question": card.question,
                "item": card.item,
                "label": card.label,
                **{said.role: said.quote for said in card.sides},
                "remark": card.remark,
            }
            for card in self.cards
        )


def statements(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
    theme: Theme | None = None,
    chrome: bool = True,
) -> Chart:
    """Set what both sides said side by side, word for word: for studies that published no numbers.

    Numbers and ranks stand only where the source printed them; nothing is drawn to scale.

    Parameters
    ----------
    gaps : Gaps
        Of any study; those of published words are what this is for.
    question, segment, pair, sort, title, theme, chrome
        As for ``dumbbell``.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> answers = pd.DataFrame({"q": [1] * 40 + [0] * 60})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": answers, "marketer": answers},
    ...     reference="consumer",
    ...     pairs={"reply": {"consumer": "q", "marketer": "q"}},
    ... )
    >>> statements(gk.gap(gk.open(survey))).data.cards[0].sides[0].quote
    '40%'
    """
    data = statements_data(gaps, question=question, segment=segment, pair=pair, sort=sort, title=title)
    return drawn(data, draw, theme=theme, chrome=chrome)


def statements_data(
    gaps: Gaps,
    *,
    question: str | None = None,
    segment: str | None = None,
    pair: tuple[str, str] | None = None,
    sort: Sort = "survey",
    title: str | None = None,
) -> StatementData:
    """Decide what a chart of statements shows; the parameters are those of ``statements``."""
    told = shown(gaps, Choice(question, segment, pair, sort))
    cards = tuple(_card(row, told.gaps) for row in told.rows)
    notes = ("Words as published; where no number is printed, none was published.",) if _wordy(told) else ()
    words = words_of(
        "statements",
        told,
        title or _title(told),
        notes=notes,
        subtitle=captions.wording(told.rows, told.survey),
    )
    side, reference = captions.labels(told.rows, told.survey)
    names = {"side": side, "reference": reference}
    details = (
        f"{card.label}: {'; '.join(f'{names[said.role]}, {said.quote}' for said in card.sides)}."
        for card in cards
    )
    count = f"{len(cards)} item{'s' if len(cards) > 1 else ''}"
    alt = alt_text.told(f"Cards of what {reference} and {side} said of {count}.", words.title, details)
    return StatementData(replace(words, alt_text=alt), cards, side, reference)


def _wordy(told: Shown) -> bool:
    """Return whether any side speaks in words alone."""
    return any(each.words for row in told.rows for each in (row.of_side, row.of_reference))


def _title(told: Shown) -> str | None:
    """Say that there is nothing to compute, where that is so."""
    if not told.gapless:
        return None
    side, reference = captions.labels(told.rows, told.survey)
    if told.survey.question(told.rows[0].question).roles:
        reference, side = item_text(reference), item_text(side)
    what = "No gap can be computed"
    in_words = f"{what}: answers are in words" if _wordy(told) else what
    return fitting(f"{what} between {reference} and {side}", in_words)


def _card(gap: Gap, gaps: Gaps) -> Card:
    """Return one item with what both sides said."""
    row = row_of(gap, [gap], gaps.survey, words_in_place=True)
    said = []
    for role in ("reference", "side"):
        value = row.side if role == "side" else row.reference
        estimate = gap.of_side if role == "side" else gap.of_reference
        number = value.text or (f"ranked {rank_text(estimate.rank)}" if not isnan(estimate.rank) else "")
        words = value.words if number == "" or estimate.words else ""
        told = bool(number or estimate.words)
        said.append(Said(role, ": ".join(each for each in (number, words) if each) or value.words, told))
    return Card(gap.question, gap.item, gap.label, (said[0], said[1]), row.remark)


def draw(canvas: Canvas, data: StatementData, theme: Theme, y: float) -> float:
    """Draw header and cards from ``y`` down; return where they end."""
    styles = styles_of(canvas)
    canvas.text(0, y + 0.09, data.mark, canvas.style(7.5, 600), theme.muted)
    y += HEADER * bool(data.mark)
    half = (canvas.width - SPACE) / 2
    lefts: dict[Role, float] = {"reference": 0.0, "side": half + SPACE}
    names: dict[Role, str] = {"reference": data.reference_label, "side": data.side_label}
    for role, left in lefts.items():
        canvas.text(
            left, y + 0.09, styles.legend.shortened(names[role], half), styles.legend, theme.text(role)
        )
    y += HEADER
    for card in data.cards:
        y = canvas.paragraph(y, card.label, styles.heading, theme.ink, most=3) + 0.06
        lines = [
            styles.label.filled(said.quote, half - 2 * PADDING - BAR, most=MOST_LINES) for said in card.sides
        ]
        height = max(len(each) for each in lines) * styles.label.leading + 2 * PADDING
        for said, text in zip(card.sides, lines, strict=True):
            _draw_said(canvas.part(lefts[said.role], half), said, text, theme, styles, (y, y + height))
        y += height + 0.04
        if card.remark:
            y = canvas.paragraph(y, card.remark, styles.note, theme.muted, most=2)
        y += 0.14
    return y - 0.14


def _draw_said(
    strip: Canvas, said: Said, lines: tuple[str, ...], theme: Theme, styles: Styles, y: tuple[float, float]
) -> None:
    """Draw one side's words on a tint, with a bar in the side's colour; an empty card is an outline."""
    colour = getattr(theme, said.role) if said.told else theme.connector
    strip.box((0, BAR), y, fill=colour)
    strip.box((BAR, strip.width), y, fill=theme.grid, alpha=0.45 if said.told else 0.15, layer=1)
    ink = theme.ink if said.told else theme.muted
    strip.lines(BAR + PADDING, sum(y) / 2, lines, styles.label, ink)
