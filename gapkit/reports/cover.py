"""The title page: what this is, who was asked, and what it was made from."""

from __future__ import annotations

from gapkit import __version__
from gapkit.display import count_text
from gapkit.reports import english as words
from gapkit.reports.document import Cover, Fact
from gapkit.reports.fingerprint import fingerprint
from gapkit.reports.method import dates_text
from gapkit.reports.results import Results
from gapkit.responses import Responses
from gapkit.survey import Side


def title_page(results: Results) -> Cover:
    """Return title, sides with their sizes, dates, fingerprint and version."""
    survey = results.survey
    homes = dict.fromkeys(survey.sides[side].home for side, _ in results.pairs())
    sides = [survey.sides[home].label for home in homes if home != survey.reference]
    reference = survey.sides[survey.reference].label
    items = sum(len(question.items) for question in survey.questions)
    facts = [Fact(side.label, _base(side, results)) for side in survey.sides.values()]
    dates = {side.label: dates_text(side) for side in survey.sides.values()}
    if len(set(dates.values())) == 1:
        facts.append(Fact(words.FIELDWORK, next(iter(dates.values())) or words.NOT_STATED))
    else:
        facts += [
            Fact(f"{words.FIELDWORK}, {label}", each or words.NOT_STATED) for label, each in dates.items()
        ]
    if survey.source:
        facts.append(Fact(words.SOURCE, survey.source))
    if results.clock.printed:
        facts.append(Fact(words.REPORT_DATE, results.clock.printed))
    facts += [
        Fact(words.FINGERPRINT, fingerprint(results.study)),
        Fact(words.VERSION, f"gapkit {__version__}"),
    ]
    return Cover(
        title=survey.title,
        subtitle=words.subtitle(list(dict.fromkeys(sides)), reference, items, len(survey.questions)),
        facts=tuple(facts),
        synthetic=words.SYNTHETIC_NOTE if survey.synthetic else "",
    )


def _base(side: Side, results: Results) -> str:
    """Return a side's size."""
    part = results.study.sides[side.id]
    if isinstance(part, Responses):
        return words.base_fact(count_text(part.respondents), published=False)
    return words.base_fact("" if side.base is None else count_text(side.base), published=True)
