"""Draws every chart from the code that is shown beside it: the gallery page, made when the site is built."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

OPEN = 'gaps = gk.gap(gk.open("surveys/{name}.toml"))\n'

FUNNEL = """
import pandas as pd

told = pd.DataFrame({"answered": [1] * 375 + [0] * 923})
told["loved"] = [1] * 120 + [0] * 255 + [None] * 923
told["liked"] = [0] * 120 + [1] * 193 + [0] * 62 + [None] * 923
told["would"] = [None] * 375 + [1] * 794 + [0] * 129
items = {name: {"consumer": name} for name in told}
items["answered"]["company"] = "answered"
survey = gk.Survey.from_frames(
    {"consumer": told, "company": pd.DataFrame({"answered": [1] * 52 + [0] * 28})},
    reference="consumer",
    pairs=items,
    labels={
        "consumer": "People who complained",
        "company": "Companies",
        "answered": "Got an answer",
        "loved": "Loved it",
        "liked": "Liked it",
        "would": "Would have liked one",
    },
    title="Complaints in public, after Maritz 2011",
    options={"synthetic": True},
)
gaps = gk.gap(gk.open(survey))
chart = gk.charts.funnel(gaps)
"""

ROLES = """
import pandas as pd

marketers = pd.DataFrame(
    [("yes", "yes")] * 58 + [("yes", "no")] * 70 + [("yes", "dk")] * 11
    + [("no", "yes")] * 5 + [("no", "no")] * 26 + [("no", "dk")] * 11,
    columns=["know", "asked"],
)
question = {
    "id": "know_asked",
    "label": "Knowing and asking",
    "kind": "knowledge",
    "format": "multiple",
    "ticked": "yes",
    "unticked": "no",
    "missing": "dk",
    "roles": {
        "know": {"side": "marketer", "label": "Say they know"},
        "asked": {"side": "marketer", "label": "Have asked"},
    },
    "reference": "asked",
    "items": [{"id": "customer", "label": "Their social consumer", "know": "know", "asked": "asked"}],
}
survey = gk.Survey.from_frames(
    {"consumer": pd.DataFrame({"any": [1, 0]}), "marketer": marketers},
    reference="consumer",
    questions=[question],
    title="Knowing and asking, after Pivot 2012",
    options={"synthetic": True},
)
gaps = gk.gap(gk.open(survey))
chart = gk.charts.know_asked(gaps)
"""

CHAIN = """
import pandas as pd

def ticks(yes, people):
    return [1] * yes + [0] * (people - yes)

consumers = pd.DataFrame({"want": ticks(498, 600), "got": ticks(210, 600)})
marketers = pd.DataFrame({"believe": ticks(96, 181), "offer": ticks(74, 181)})
question = {
    "id": "deals",
    "label": "From wish to experience",
    "kind": "delivery",
    "format": "multiple",
    "roles": {
        "want": {"side": "consumer", "label": "Consumers want"},
        "believed": {"side": "marketer", "label": "Marketers believe"},
        "offered": {"side": "marketer", "label": "Marketers offer"},
        "experienced": {"side": "consumer", "label": "Consumers get"},
    },
    "reference": "want",
    "chain": True,
    "items": [
        {
            "id": "deals",
            "label": "Deals",
            "want": "want",
            "believed": "believe",
            "offered": "offer",
            "experienced": "got",
        }
    ],
}
survey = gk.Survey.from_frames(
    {"consumer": consumers, "marketer": marketers},
    reference="consumer",
    questions=[question],
    title="A chain",
    options={"synthetic": True},
)
gaps = gk.gap(gk.open(survey))
chart = gk.charts.cascade(gaps)
"""

WAVES = """
import pandas as pd

def ticks(yes, people):
    return pd.DataFrame({"trust": [1] * yes + [0] * (people - yes)})

survey = gk.Survey.from_frames(
    {
        "consumer": {"2022": ticks(750, 2500), "2023": ticks(677, 2508), "2024": ticks(755, 2515)},
        "executive": {"2022": ticks(435, 500), "2023": ticks(420, 500), "2024": ticks(493, 548)},
    },
    reference="consumer",
    pairs={"trust": {"consumer": "trust", "executive": "trust"}},
    labels={"trust": "Consumers trust companies", "consumer": "Consumers", "executive": "Executives"},
    options={"waves": ["2022", "2023", "2024"], "synthetic": True},
    title="Trust, after PwC",
)
gaps = gk.gap(gk.open(survey))
chart = gk.charts.wave_trend(gaps)
"""

BY_AGE = """
study = gk.open("surveys/social_brand.toml")
total = gk.gap(study)
by_age = gk.gap(study, by="age")
chart = gk.charts.segment_heatmap(by_age, total=total, question="why_like")
"""

MULTIPLES = """
by_age = gk.gap(gk.open("surveys/social_brand.toml"), by="age")
chart = gk.charts.small_multiples(by_age, question="why_like")
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One picture of the gallery: what it is for, and the code that leaves it in ``chart``."""

    name: str
    use: str
    code: str


def _social(call: str) -> str:
    """Return code that draws the bundled study of respondents."""
    return f"{OPEN.format(name='social_brand')}chart = gk.charts.{call}\n"


def _published(call: str) -> str:
    """Return code that draws the bundled study of published figures."""
    return f"{OPEN.format(name='pivot_2012')}chart = gk.charts.{call}\n"


ENTRIES = (
    Entry(
        "dumbbell",
        "The default: values, intervals, the gap in figures.",
        _social('dumbbell(gaps, question="why_like")'),
    ),
    Entry(
        "butterfly",
        "Two lists side by side, with the ranks in the bars.",
        _social('butterfly(gaps, question="why_like")'),
    ),
    Entry("paired", "Plain bars, for readers who know bars.", _social('paired(gaps, question="delivery")')),
    Entry(
        "gap_forest",
        "The chart of significance: gaps, simultaneous intervals, the margin.",
        _social('gap_forest(gaps, question="why_like")'),
    ),
    Entry(
        "rank_slope",
        "How items change places between two lists.",
        _social('rank_slope(gaps, question="why_like")'),
    ),
    Entry(
        "agreement",
        "What is believed against what is wanted.",
        _social('agreement(gaps, question="why_like")'),
    ),
    Entry(
        "priority",
        "What to fix first: importance against gap.",
        _social('priority(gaps, question="why_like")'),
    ),
    Entry("segment_heatmap", "Gaps by segment.", BY_AGE),
    Entry("wave_trend", "Gaps over waves.", WAVES),
    Entry("small_multiples", "One small chart per segment.", MULTIPLES),
    Entry("likert", "How answers are spread over a scale.", _social('likert(gaps, question="brands_are")')),
    Entry(
        "distribution",
        "Every answer, where a mean hides the shape.",
        _social('distribution(gaps, question="brands_are")'),
    ),
    Entry("know_asked", "What the same people claim and what they did.", ROLES),
    Entry("funnel", "Steps that were asked of those who took the one before.", FUNNEL),
    Entry("cascade", "Where a wish is lost on its way to an experience.", CHAIN),
    Entry(
        "horseshoe",
        "An overview: the opening is the typical gap.",
        _social('horseshoe(gaps, question="why_like")'),
    ),
    Entry(
        "statements",
        "Words side by side, for studies without numbers.",
        _published('statements(gaps, question="expectations")'),
    ),
)

PAGE = """# Gallery

Every chart of `gapkit.charts`, drawn from the code beside it when this site was built. Each takes the same
words: `question`, `segment`, `pair`, `title`, `theme`.
Each is a command too: `gapkit chart NAME SURVEY -o FILE`.

"""


def write(folder: Path) -> None:
    """Draw every chart into a folder, with the page that shows them."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [PAGE]
    for entry in ENTRIES:
        chart = draw(entry)
        letters_as_shapes = chart.to_svg(outlines=True)  # a picture on a page has no fonts of its own
        (folder / f"{entry.name}.svg").write_text(letters_as_shapes, encoding="utf-8")
        code = entry.code.strip()
        parts.append(
            f"## {entry.name}\n\n{entry.use}\n\n![{_plain(chart.alt_text)}]({entry.name}.svg)\n\n"
            f"```python\n{code}\n```\n"
        )
    (folder / "index.md").write_text("\n".join(parts), encoding="utf-8")


def draw(entry: Entry):  # noqa: ANN201 - gapkit.charts.Chart, which is not loaded before it is needed
    """Return what an entry's code leaves in ``chart``; the code runs at the root of the repository."""
    import gapkit as gk

    here = Path.cwd()
    namespace: dict[str, object] = {"gk": gk}
    try:
        os.chdir(ROOT)
        exec(compile(entry.code, entry.name, "exec"), namespace)  # noqa: S102 - the gallery's own code
    finally:
        os.chdir(here)
    return namespace["chart"]


def _plain(text: str) -> str:
    """Return text without the characters that would end an image's description."""
    return text.replace("[", "(").replace("]", ")").replace("\n", " ")


if __name__ == "__main__":
    write(Path(__file__).parent / "_generated" / "gallery")
