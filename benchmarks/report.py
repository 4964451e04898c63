"""Results to paper: a chart, many charts, a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import numpy as np

import gapkit as gk
from benchmarks.model import Case, Contender, Size, Values
from gapkit.gaps import Gaps
from gapkit.study import Study

ROOT = Path(__file__).parents[1]
SURVEY = ROOT / "surveys" / "social_brand.toml"
QUESTION = "why_like"
MANY = 40


@dataclass(frozen=True, slots=True)
class Drawn:
    """Gaps to draw, and how often."""

    gaps: Gaps
    folder: Path
    charts: int = 1


def one(size: Size) -> Drawn:
    """Return the bundled study's gaps."""
    del size
    return Drawn(gk.gap(gk.open(SURVEY)), Path(mkdtemp(prefix="gapkit-bench-")))


def many(size: Size) -> Drawn:
    """Return them to be drawn many times."""
    few = one(size)
    return Drawn(few.gaps, few.folder, 2 if size.tiny else MANY)


def labels_in(drawn: Drawn) -> Values:
    """Return how many labels of items each chart holds."""
    labels = [row.label for row in drawn.gaps.only(question=QUESTION)]
    found = []
    for place in range(drawn.charts):
        text = (drawn.folder / f"{place}.svg").read_text(encoding="utf-8")
        found.append(sum(label in text for label in labels))
    return np.array(found, dtype=np.float64)


def gapkit_charts(drawn: Drawn) -> Values:
    """Draw dumbbells with gapkit and save them as SVG."""
    for place in range(drawn.charts):
        gk.charts.dumbbell(drawn.gaps, question=QUESTION).save(drawn.folder / f"{place}.svg")
    return labels_in(drawn)


def bare_charts(drawn: Drawn) -> Values:
    """Draw as many marks and words with matplotlib alone."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    rows = list(drawn.gaps.only(question=QUESTION))
    for place in range(drawn.charts):
        with mpl.rc_context({"svg.fonttype": "none"}):
            figure = Figure(figsize=(7, 4))
            axes = figure.add_axes((0.4, 0.1, 0.4, 0.7))
            for y, row in enumerate(rows):
                values = (row.of_reference.value, row.of_side.value)
                axes.plot(values, (y, y), color="grey")
                axes.plot(values[0], y, "D")
                axes.plot(values[1], y, "o")
                for value in values:
                    axes.text(value, y, f"{value:.0%}")
                axes.text(-0.7, y, row.label)
                axes.text(1.1, y, f"{row.gap:+.0%}")
                axes.text(1.3, y, f"{row.ci_low:.0%} to {row.ci_high:.0%}")
            axes.set_title("What consumers say and what marketers believe")
            figure.savefig(drawn.folder / f"{place}.svg", format="svg")
    return labels_in(drawn)


def same_artists(drawn: Drawn) -> Values:
    """Save as many figures of the very texts, lines and shapes that gapkit draws, with matplotlib alone."""
    import matplotlib as mpl
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    model = gk.charts.dumbbell(drawn.gaps, question=QUESTION).figure
    page = model.axes[0]
    for place in range(drawn.charts):
        with mpl.rc_context({"svg.fonttype": "none"}):
            figure = Figure(figsize=tuple(model.get_size_inches()))
            axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
            axes.set_axis_off()
            axes.set_xlim(page.get_xlim())
            axes.set_ylim(page.get_ylim())
            for text in page.texts:
                axes.text(*text.get_position(), text.get_text(), fontproperties=text.get_fontproperties())
            for line in page.lines:
                axes.plot(*line.get_data(), marker=line.get_marker(), color=line.get_color())
            for box in (each for each in page.patches if isinstance(each, Rectangle)):
                corner, wide, high = box.get_xy(), box.get_width(), box.get_height()
                axes.add_patch(Rectangle(corner, wide, high, facecolor=box.get_facecolor()))
            figure.savefig(drawn.folder / f"{place}.svg", format="svg")
    return labels_in(drawn)


def expected_labels(charts: int) -> Values:
    """Return how many labels a chart has to hold: every item's."""
    items = len(gk.read_survey(SURVEY).questions[0].items)
    return np.full(charts, float(items))


def study(size: Size) -> Study:
    """Open the bundled study."""
    del size
    return gk.open(SURVEY)


def gapkit_report(opened: Study) -> Values:
    """Build the report."""
    with TemporaryDirectory(prefix="gapkit-bench-") as folder:
        path = gk.report(opened).save(Path(folder) / "report.pdf")
        return np.array([float(path.read_bytes().startswith(b"%PDF"))])


def bare_report(opened: Study) -> Values:
    """Set a page of text with Typst alone."""
    import typst

    del opened
    return np.array([float(typst.compile(b"= Report\n" + b"#lorem(300)\n").startswith(b"%PDF"))])


CASES = (
    Case(
        "report-chart",
        "a dumbbell of eight items as SVG",
        (
            Contender("gapkit", "library", one, gapkit_charts),
            Contender("matplotlib", "limit", one, bare_charts),
        ),
        lambda size: expected_labels(one(size).charts),
    ),
    Case(
        "report-charts",
        "forty of them",
        (
            Contender("gapkit", "library", many, gapkit_charts),
            Contender("matplotlib", "limit", many, bare_charts),
        ),
        lambda size: expected_labels(many(size).charts),
    ),
    Case(
        "report-artists",
        "forty of them, against the same texts, lines and shapes",
        (
            Contender("gapkit", "library", many, gapkit_charts),
            Contender("matplotlib", "limit", many, same_artists),
        ),
        lambda size: expected_labels(many(size).charts),
    ),
    Case(
        "report-pdf",
        "the bundled study as a PDF",
        (
            Contender("gapkit", "library", study, gapkit_report),
            Contender("typst", "limit", study, bare_report),
        ),
        lambda size: np.ones(1 if size.rows else 0),
    ),
)
