"""Take the steps of a chain out of the gaps of a study."""

from __future__ import annotations

from itertools import pairwise

from gapkit.chains.model import WHOLE, Chain, Step
from gapkit.errors import OptionError
from gapkit.gaps import Gaps, gap
from gapkit.study import Study
from gapkit.survey import Question, Survey


def chain(study: Study | Gaps, question: str | None = None, *, by: str | None = None) -> Chain:
    """How the roles of a question follow each other: the gap of each to the one before, and the whole way.

    The links of an item add up to the whole way, last role minus first. Links, whole ways and items are
    one family: their intervals hold together, from the joint covariance of all roles (the answers of one
    side covary, two sides are independent), or by Bonferroni where published figures hide it.

    Parameters
    ----------
    study : Study or Gaps
        Paired sides, or their gaps.
    question : str, optional
        A question with ``chain = true``. Default: the only one.
    by : str, optional
        Segment of the survey file.

    Raises
    ------
    OptionError
        If the study has no such chain, or several and none is named, or ``by`` is given with gaps.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> people = {
    ...     "consumer": pd.DataFrame({"want": [1] * 70 + [0] * 30, "got": [1] * 40 + [0] * 60}),
    ...     "marketer": pd.DataFrame({"guess": [1] * 50 + [0] * 50}),
    ... }
    >>> roles = {
    ...     "want": {"side": "consumer", "label": "Wanted"},
    ...     "believed": {"side": "marketer", "label": "Believed"},
    ...     "experienced": {"side": "consumer", "label": "Experienced"},
    ... }
    >>> item = {"id": "help", "label": "Help", "want": "want", "believed": "guess", "experienced": "got"}
    >>> survey = gk.Survey.from_frames(people, reference="consumer", questions=[
    ...     {"id": "way", "kind": "experience", "format": "multiple", "chain": True, "roles": roles,
    ...      "items": [item]},
    ... ])
    >>> way = gk.chain(gk.open(survey))
    >>> [round(step.gap.gap, 2) for step in way.links], round(way.totals[0].gap.gap, 2)
    ([-0.2, -0.1], -0.3)
    """
    if isinstance(study, Study):
        found = _question(study.survey, question)
        gaps = gap(study, by=by)
    elif isinstance(study, Gaps):
        if by is not None:
            raise OptionError.outside("by", "given with Gaps", "given to `gap`")
        found, gaps = _question(study.survey, question), study
    else:
        raise OptionError.not_a_study(type(study).__name__)
    roles = found.roles
    steps = {pair: number for number, pair in enumerate(((b, a) for a, b in pairwise(roles)), start=1)}
    whole = (roles[-1], roles[0])
    rows = [row for row in gaps.rows if row.question == found.id]
    order = {key: place for place, key in enumerate(dict.fromkeys(_place(row) for row in rows))}
    numbered = [Step(steps.get((row.side, row.reference), WHOLE), len(steps), row) for row in rows]
    if whole in steps:  # two roles: the one link is the whole way
        numbered += [Step(WHOLE, len(steps), row) for row in rows]
    numbered.sort(key=lambda step: (order[_place(step.gap)], step.number or len(steps) + 1))
    return Chain(gaps, found.id, roles, tuple(numbered))


def _place(row: object) -> tuple[object, ...]:
    """Return what the steps of one way have in common."""
    return tuple(getattr(row, name) for name in ("wave", "segment", "item"))


def _question(survey: Survey, question: str | None) -> Question:
    """Return the chain that is meant.

    Raises
    ------
    OptionError
        If there is none, or more than one.
    """
    chains = {each.id: each for each in survey.questions if each.chain}
    if question is None and len(chains) == 1:
        return next(iter(chains.values()))
    if question in chains:
        return chains[question]
    if not chains:
        raise OptionError.outside("question", question or "no chain", "a question with `chain = true`")
    raise OptionError.not_one_of("question", question, list(chains))
