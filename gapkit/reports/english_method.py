"""The words of the method page, in English: each sentence is printed only where it is true of the run."""

from __future__ import annotations

from collections.abc import Sequence

from gapkit.display import list_text
from gapkit.findings.english import counted

HOW = "How the gaps were computed"
SAMPLES = "Samples and weighting"
BASES = "Low bases"
DISCLOSURE = "Disclosure"


MOST_SIGNS = 3
"""Pairs of sides that have a sentence each."""


def sign(side: str, reference: str) -> str:
    """State what is subtracted from what."""
    return f"A gap is the value of {side} minus the value of {reference}."


def signs(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """State it of every pair, in one sentence where there are more than three."""
    if len(pairs) <= MOST_SIGNS:
        return [sign(*pair) for pair in pairs]
    return [f"A gap is a difference of values: {'; '.join(f'{side} minus {ref}' for side, ref in pairs)}."]


SIDE_INTERVALS = (
    "The interval of one side's share is Wilson's on the effective base; that of a mean is Student's. "
    "Standard errors: {variance}."
)

GAP_METHODS = {
    "score": (
        "Gaps of shares: the skewness-corrected Miettinen–Nurminen score interval on effective counts (Gart "
        "and Nam 1990; Laud 2017), and the test of the same statistic, so interval and p never disagree."
    ),
    "mn": (
        "Gaps of shares: the Miettinen–Nurminen score interval on effective counts, without the correction "
        "for skewness, and the test of the same statistic."
    ),
    "newcombe": (
        "Gaps of shares: Newcombe's hybrid score interval on effective counts, and the test that inverts it."
    ),
}

MEANS = "Gaps of means: Welch's interval and test with Satterthwaite's degrees of freedom."

MEDIANS = (
    "Gaps of medians: Student's interval and test with Satterthwaite's degrees of freedom; the standard "
    "error of a median is the width of Woodruff's interval over twice its critical value."
)

ADJUSTMENTS = {
    "max-t": (
        "Tests of a family are corrected together by single-step max-|t| from the joint covariance of the "
        "items on both sides: the intervals hold for all items of the family at once."
    ),
    "bonferroni": "Tests of a family are corrected together by Bonferroni's rule.",
    "sidak": "Tests of a family are corrected together by Šidák's rule.",
    "max-t-stepdown": (
        "Tests of a family are corrected together by step-down max-|t| from the joint covariance of the "
        "items on both sides; the intervals are those of single-step max-|t| and may hold 0 for a flagged "
        "item."
    ),
    "holm": "Tests of a family are corrected by Holm's rule; the intervals are Bonferroni's.",
    "hochberg": "Tests of a family are corrected by Hochberg's rule; the intervals are Bonferroni's.",
    "hommel": "Tests of a family are corrected by Hommel's rule; the intervals are Bonferroni's.",
    "bh": (
        "Among the flagged items of a family, no more than the stated rate is expected to be flagged by "
        "chance (Benjamini and Hochberg); the intervals hold on average over the flagged items."
    ),
    "by": (
        "Among the flagged items of a family, no more than the stated rate is expected to be flagged by "
        "chance, however the items vary together (Benjamini and Yekutieli); the intervals hold on average "
        "over the flagged items."
    ),
    "none": (
        "Tests are not corrected: each interval holds for its item alone, and among many items some will be "
        "flagged by chance."
    ),
}

BONFERRONI_PUBLISHED = (
    "Published figures do not tell how their items vary together, so their families are corrected by "
    "Bonferroni's rule, which needs no such knowledge."
)


def family(kind: str, level: str) -> str:
    """State what was tested together."""
    members = {
        "question+segment": "the items of a question in all segments",
        "study": "the items of all questions in one segment",
    }.get(kind, "the items of a question in one segment")
    return f"A family is {members}; family level {level}."


def verdict_rule(margin: bool) -> str:
    """State how a verdict follows from an interval."""
    aligned = "aligned where the whole family interval lies within the margin; else " if margin else ""
    return (
        f"Verdicts: {aligned}over or under where the family interval excludes 0; else undecided. Undecided "
        "means that the data cannot tell; it is never evidence of no gap."
    )


def margins(stated: Sequence[str]) -> str:
    """State the margin, and who chose it."""
    if not stated:
        return "No margin of agreement was stated in the survey file, so no item can be called aligned."
    return f"Margin of agreement, as the survey file or the caller states it: {'; '.join(stated)}."


RELATED = (
    "Related pairs (questions that are not the same on both sides) are tested, but left out of ranks and "
    "counts."
)
UNTESTED = (
    "Gaps whose base is not stated on a side are printed and not tested; instead the report gives the "
    "smallest base at which they would be flagged."
)
SAME_RESPONDENTS = (
    "Two answers of the same respondents: those who gave both count; shares have Tango's score interval "
    "and the test of the same statistic (McNemar's); weighted and clustered samples, and means, the "
    "difference over its linearised standard error."
)
DYADS = (
    "Sides that name the same brands or firms are one sample of these pairs: a gap has a standard error "
    "clustered by pair, and as many degrees of freedom as there are pairs, less one."
)
MARGINS_ONLY = (
    "Where two answers of the same respondents are published without the share that gave both, nothing is "
    "tested; the report tells what every possible overlap of the two would show."
)
ONE_SIDED = (
    "Items with a figure on one side only are shown there and have no gap; they are never counted as 0."
)


def low_bases(suppress: str, flag: str, denote: str) -> str:
    """State the low-base policy."""
    return (
        f"On the smaller side, the stricter of the unweighted and Kish's effective base: below {denote} "
        f"denoted, below {flag} marked as a small base and never headlined, below {suppress} hidden. Where a "
        "hidden number could be computed from a total, a second cell is hidden with it."
    )


def lowered(reason: str) -> str:
    """Give the reason for thresholds other than gapkit's own."""
    return f"Thresholds are set by the survey file, for this reason: {reason}."


def hidden(suppressed: int, low: int, *, segments: bool) -> str:
    """Count what the policy did."""
    where = "in all tables, segments included" if segments else "in all tables"
    if not (suppressed or low):
        return f"No gap is hidden or rests on a small base, {where}."
    hides = f"{counted(suppressed, 'gap is', 'gaps are')} hidden" if suppressed else "No gap is hidden"
    rest = (
        f"{counted(low, 'gap rests', 'gaps rest')} on a small base" if low else "none rests on a small base"
    )
    return f"{hides} and {rest}, {where}."


TWO_EFFECTIVE_BASES = (
    "Here the effective base is Kish's, which follows from the weights alone and decides on low bases. Tests "
    "and intervals use each item's own: its base over its design effect, from the variance that weights, "
    "strata and clusters give its answers. That is the effective base in the tables; it may lie above or "
    "below Kish's."
)

SAMPLE_CAPTION = "Samples: bases are unweighted respondents; the effective base is Kish's, (Σw)² / Σw²"
SAMPLE_COLUMNS = ("Side", "Respondents", "Sum of weights", "Design effect", "Effective base", "Item bases")
UNWEIGHTED = "none"
PUBLISHED = "published"


def design(side: str, *, strata: bool, psu: bool, fpc: bool, weighted: bool, lonely: str) -> str:
    """State what the standard errors of a side take into account."""
    parts = [
        name
        for name, used in (
            ("weights", weighted),
            ("strata", strata),
            ("primary sampling units", psu),
            ("the finite population correction", fpc),
        )
        if used
    ]
    if not parts:
        return f"{side}: no weights, strata or clusters; every respondent counts alike."
    text = f"{side}: standard errors take {list_text(parts)} into account."
    return f"{text} Strata with one unit: “{lonely}”." if strata else text


def opt_in(side: str, sampling: str) -> str:
    """State what an interval assumes where the sample is no random one."""
    how = f" ({sampling})" if sampling else ""
    return (
        f"{side}{how}: not stated to be a probability sample, so each interval holds under the assumption of "
        "a random sample and measures chance only."
    )


ROUNDING = (
    "Shares are printed as whole percent, gaps as whole points, with one decimal where a number lies within "
    "half a point of 0 or of the margin. Nothing is rounded before it is printed."
)
PUBLISHED_FIGURES = (
    "Published figures are used as printed; what their rounding hides is not taken into account by the "
    "intervals."
)

# AAPOR's eleven items

DISCLOSURE_INTRO = (
    "The eleven items that AAPOR's Transparency Initiative asks every survey report to disclose. What the "
    "survey file does not state is listed as not stated."
)
STRATEGY = "1. Data collection strategy"
SPONSOR = "2. Sponsor and conductor"
INSTRUMENTS = "3. Instruments"
POPULATION = "4. Population"
GENERATION = "5. Sample generation"
MODE = "6. Mode"
DATES = "7. Dates"
SIZES = "8. Sample sizes and precision"
WEIGHTING = "9. Weighting"
PROCESSING = "10. Processing and quality"
LIMITATIONS = "11. Limitations"

WORDING_PRINTED = "exact wording under “Question by question”"
WORDING_PARTLY = "wording under “Question by question”, where the survey file states it"
WORDING_AS_PUBLISHED = (
    "wording under “Question by question”; that of published figures as their source prints it"
)
SIZES_HERE = "bases of every item in “All items”; intervals beside every gap"
NO_WEIGHTS = "no weights"
WEIGHTS_UNKNOWN = "figures as published; whether they are weighted is not stated"
NOTHING_LEFT_OUT = "no exclusions"


def per_side(label: str, text: str) -> str:
    """State something of one side."""
    return f"{label}: {text}"


def weighted_by(column: str, deff: str) -> str:
    """State a side's weight."""
    return f"weighted by “{column}”, design effect {deff}"


def size(base: str) -> str:
    """State a side's size."""
    return f"n = {base}"


def left_out(count: int) -> str:
    """Count the exclusions."""
    return f"{counted(count, 'exclusion', 'exclusions')} listed under “Data quality”"
