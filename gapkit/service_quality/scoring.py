"""Score service quality: what the same respondents perceived against what they expected."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.errors import StudyLevelError
from gapkit.respondents import check_study
from gapkit.responses import Exclusion
from gapkit.service_quality.choosing import TWICE, dimensions_of, importance_of, points_of, roles_in, told_in
from gapkit.service_quality.levels import score_rows
from gapkit.service_quality.model import ScoreReliability, ServiceQuality, ServiceScore
from gapkit.service_quality.trusting import score_reliability
from gapkit.study import Study


def servqual(
    study: Study,
    *,
    dimensions: Sequence[str] | None = None,
    importance: str | None = None,
    perception: str | None = None,
    adequate: str | None = None,
    by: str | None = None,
) -> ServiceQuality:
    """Perception minus expectation of the same respondents: SERVQUAL, with SERVPERF beside it.

    A dimension is a question whose items were answered in two roles by one side; the reference role is
    the expectation. A respondent's score of a dimension is the mean over the items told in both roles
    (half of them at least). The score over all dimensions takes respondents who have all of them;
    weighted, each one's own importance points.

    Parameters
    ----------
    study : Study
        With such questions.
    dimensions : sequence of str, optional
        Their ids. Default: every scale question in roles of one side that is no chain.
    importance : str, optional
        A question of format ``points`` put to the same side (or one role of it), its items called like
        the dimensions.
    perception : str, optional
        Role that says what was perceived. Needed where there are three roles.
    adequate : str, optional
        Role that says what would just do: the reference role is then the desired level, and between the
        two lies the zone of tolerance.
    by : str, optional
        Segment of the survey file.

    Returns
    -------
    ServiceQuality
        Scores with paired, design-based intervals; ``reliabilities`` says what the differences are worth.

    Raises
    ------
    OptionError
        If a question has no such roles, a role must be named, importance is not told of the dimensions,
        or there is no such segment.
    UnknownItemError
        If there is no such question.

    References
    ----------
    Parasuraman, Zeithaml and Berry 1988, Journal of Retailing 64:12; 1994, 70:201. Cronin and Taylor 1992,
    Journal of Marketing 56:55. Peter, Churchill and Brown 1993, Journal of Consumer Research 19:655.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> answers = {"e1": [6, 7, 5, 6], "p1": [4, 6, 5, 3], "e2": [7, 6, 6, 5], "p2": [5, 6, 4, 3]}
    >>> people = pd.concat([pd.DataFrame(answers)] * 10)
    >>> roles = {each: {"side": "customer", "label": each.title()} for each in ("expected", "perceived")}
    >>> items = [{"id": f"i{n}", "label": "Item", "expected": f"e{n}", "perceived": f"p{n}"} for n in "12"]
    >>> question = {"id": "empathy", "kind": "experience", "format": "scale", "scale": {"from": 1, "to": 7}}
    >>> survey = gk.Survey.from_frames(
    ...     {"customer": people, "staff": people},
    ...     reference="customer",
    ...     questions=[{**question, "roles": roles, "reference": "expected", "items": items}],
    ... )
    >>> row = gk.servqual(gk.open(survey))["empathy"]
    >>> row.expectation, row.perception, row.score
    (6.0, 4.5, -1.5)
    """
    survey = check_study(study, by)
    chosen = dimensions_of(study, dimensions)
    roles = [roles_in(study, each, perception, adequate) for each in chosen]
    points = importance_of(study, importance, chosen, roles[0]) if importance else None
    rows: list[ServiceScore] = []
    trusted: list[ScoreReliability] = []
    noted: list[Exclusion] = []
    for wave in survey.waves or ("",):
        told = [told_in(study, each, role, wave) for each, role in zip(chosen, roles, strict=True)]
        asked = tuple(each for each in told if each is not None)
        if len(asked) == len(chosen):
            given = points_of(study, points, asked, wave) if points is not None else None
            rows += score_rows(study, asked, given, wave, by)
            trusted += [score_reliability(study, each, wave) for each in asked]
            noted += [one for each in asked for one in each.left_out(wave)]
    if not rows:
        raise StudyLevelError.nothing_to_compare(TWICE)
    return ServiceQuality(study, tuple(rows), tuple(noted), tuple(trusted))
