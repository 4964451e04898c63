"""Every claim of a survey file, judged."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.claims.evidence import Evidence
from gapkit.claims.judging import judge
from gapkit.claims.model import Claims, ClaimVerdict, JudgedClaim
from gapkit.errors import OptionError
from gapkit.study import Study
from gapkit.survey.claims import Claim


def check_claims(study: Study) -> Claims:
    """Judge every claim of the survey file by the study's results.

    A condition is supported where the interval (or rank set) lies wholly inside what it says,
    contradicted where wholly outside, else it can't be told; without a base it never can. Values are
    judged by their own interval, gaps by the interval that holds for all items of the question, ranks
    by rank sets that hold for all items of a side. Where only shares are printed, nobody knows how a
    side's items vary together: rank sets are then as wide as any such way allows. A tie can be
    contradicted, and never proven by a sample.

    Parameters
    ----------
    study : Study
        Paired sides; in a study with waves a condition without a wave is about the last one.

    Returns
    -------
    Claims
        One judgement per claim, in the order of the file; empty where it has none.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": pd.DataFrame({"q5": [1] * 60 + [0] * 40}),
    ...      "marketer": pd.DataFrame({"m2": [1] * 30 + [0] * 90})},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ...     options={"claims": [{
    ...         "text": "Most consumers want deals.",
    ...         "all": [{"item": "deals", "side": "consumer", "above": 50}],
    ...     }]},
    ... )
    >>> [(each.verdict, each.sentence) for each in gk.check_claims(gk.open(survey))]
    [('supported', 'Consumer: “Deals” stands at 60% (95% interval 50 to 69%).')]
    """
    if not isinstance(study, Study):
        raise OptionError.not_a_study(type(study).__name__)
    seen = Evidence(study)
    return Claims(study.survey, tuple(_judged(claim, seen) for claim in study.survey.claims))


def _judged(claim: Claim, seen: Evidence) -> JudgedClaim:
    """Judge one claim by its conditions."""
    conditions = tuple(judge(each, seen) for each in claim.conditions)
    return JudgedClaim(claim, _together([each.verdict for each in conditions], claim.needs), conditions)


def _together(verdicts: Sequence[ClaimVerdict], needs: str) -> ClaimVerdict:
    """Join verdicts: of ``all``, one contradicted contradicts; of ``any``, one supported supports."""
    decisive: ClaimVerdict = "contradicted" if needs == "all" else "supported"
    other: ClaimVerdict = "supported" if needs == "all" else "contradicted"
    if decisive in verdicts:
        return decisive
    return other if set(verdicts) == {other} else "cannot_tell"
