"""Every check by id, and the one call that runs them."""

from __future__ import annotations

from gapkit.checks import bases, decisions, questions, reporting, samples, values
from gapkit.checks.model import Check, Evidence, Fired
from gapkit.gaps import Gaps, gap
from gapkit.study import Study

CHECKS: tuple[Check, ...] = (
    Check(
        "B01",
        "W",
        "The base is not stated",
        "Find the base and give it; until then there is a value but no interval and no test.",
        bases.unknown_base,
    ),
    Check(
        "B02",
        "W",
        "The base is so small that nothing is shown",
        "Merge segments, or leave the break out.",
        bases.suppressed,
    ),
    Check(
        "B02",
        "W",
        "The base is small",
        "Do not headline these figures; merge segments or ask more people.",
        bases.small_base,
    ),
    Check(
        "B02",
        "N",
        "The base is below the threshold for a plain figure",
        "Read these figures with their intervals.",
        bases.denoted_base,
    ),
    Check(
        "B03",
        "N",
        "The bases of the two sides differ by more than 5 to 1",
        "Read a smaller gap as not tellable; the smaller side decides (80% power, shares near 50%).",
        bases.unequal_bases,
    ),
    Check(
        "B06",
        "N",
        "The base is only bounded from below",
        "Nothing: the lower bound was used, so intervals are rather too wide.",
        bases.bounded_base,
    ),
    Check(
        "B07",
        "W",
        "Two sources differ about the same quantity",
        "Decide which source is right and say why in `note`.",
        bases.sources_differ,
    ),
    Check(
        "Q03",
        "W",
        "The sides' scales are cut at different places",
        "Choose the boxes that mean the same, or say in `accept` why these do.",
        questions.cuts_differ,
    ),
    Check(
        "Q06",
        "E",
        "What the sides were asked is not the gap that `kind` names",
        "Change `kind`, or `asks.SIDE` where it is wrong.",
        questions.kinds_do_not_fit,
    ),
    Check(
        "Q07",
        "N",
        "Practice is the side's own statement, not observed",
        'Say "say they do", not "do".',
        questions.stated_practice,
    ),
    Check(
        "Q11",
        "W",
        "The item is on one side only",
        "Read it as not asked, never as 0; no gap is computed.",
        questions.one_sided,
    ),
    Check(
        "S01",
        "N",
        "The sample is not declared random",
        "Print that intervals measure chance as if sampling were random; "
        "set `probability = true` where it was.",
        samples.not_random,
    ),
    Check(
        "S02",
        "W",
        "The side has no weights",
        "Weight the side to known targets, or say in `accept` why it needs none.",
        samples.unweighted,
    ),
    Check(
        "S03",
        "W",
        "The weights are uneven",
        "Consider trimming the weights, and report the results both ways.",
        samples.uneven_weights,
    ),
    Check(
        "S06",
        "W",
        "The sides were asked more than six months apart",
        "Say so beside every gap: some of it may be change over time.",
        samples.fieldwork_apart,
    ),
    Check(
        "T01",
        "W",
        "Several items are tested without adjustment",
        "Leave `adjust` at its default, or read each flag as one of that many chances.",
        decisions.unadjusted,
    ),
    Check(
        "T02",
        "N",
        "Size and surety point different ways",
        "Tell size and surety apart in words: sure is not large, and large is not sure.",
        decisions.size_and_surety,
    ),
    Check(
        "T07",
        "W",
        "A tie is ranked as if it were ordered",
        "Give tied items the same rank.",
        decisions.tie_ranked,
    ),
    Check(
        "T08",
        "N",
        "Counts are small for this comparison",
        "Nothing: the interval used holds for small counts, as a Wald interval would not.",
        decisions.few_expected,
    ),
    Check(
        "T11",
        "N",
        "All gaps point in one direction",
        "Ask whether the question's form lifts all items alike; the profile says whether the order is known.",
        decisions.one_direction,
    ),
    Check(
        "V01",
        "E",
        "The percentage is impossible for the stated base",
        "Check value, base and `rounding` against the source; weighted figures need `deff`.",
        values.impossible_share,
    ),
    Check(
        "V03",
        "W",
        "The answers of a single choice do not sum to 100% within rounding",
        "Check the figures, and whether an answer is left out.",
        values.whole_is_not_100,
    ),
    Check(
        "V06",
        "W",
        "Rank words disagree with the percentages",
        "Check both against the source; the published rank is shown as it stands.",
        values.ranks_disagree,
    ),
    Check(
        "V07",
        "W",
        "The percentage seems to be cut off, not rounded",
        'Write `rounding = "truncated"` if the source cuts off.',
        values.truncated,
    ),
    Check(
        "V08",
        "N",
        "The source gives an approximate figure",
        "Print the qualifier with the figure.",
        values.approximate,
    ),
    Check(
        "V09",
        "W",
        "Whether the gap is flagged depends on how the figures were rounded",
        "Find the counts, or say that the printed figures cannot tell.",
        decisions.rounding_decides,
    ),
    Check(
        "V11",
        "N",
        "The source gives no number",
        "Nothing: the claim is kept in the table and not plotted.",
        values.no_number,
    ),
    Check(
        "R01",
        "E",
        "Synthetic data are not marked as such",
        "Write `synthetic = true` at the top of the survey file.",
        reporting.unmarked_synthetic,
    ),
    Check(
        "R02",
        "W",
        "A caption lacks what every chart must name",
        "Add `source`, `dates` of the side, and `text.SIDE` of the question.",
        reporting.untold,
    ),
)
"""In the order of the method notes. B02 has three thresholds, each with its own advice."""


def check(study: Study, *, gaps: Gaps | None = None) -> tuple[Fired, ...]:
    """Return every check that fires on a study, with the rows it hit and what to do.

    Parameters
    ----------
    study : Study
        Paired sides.
    gaps : Gaps, optional
        Results to check, such as those of a break. Default: the gaps of the total.

    Returns
    -------
    tuple of Fired
        In the order of ``CHECKS``. One that the survey file accepts carries the reason and no
        longer stops.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 60 + [0] * 40})
    >>> marketers = pd.DataFrame({"m2": [1] * 8 + [0] * 12})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> [fired.rows[0].text for fired in check(gk.open(survey)) if fired.id == "B02"]
    ['items, deals, marketer: base 20']
    """
    study = study.latest()
    seen = Evidence(study, gap(study) if gaps is None else gaps)
    return tuple(
        Fired(each.id, each.level, each.title, rows, each.what_to_do, study.survey.accept.get(each.id, ""))
        for each in CHECKS
        if (rows := tuple(each.find(seen)))
    )
