"""The words of the page that do not depend on the results."""

from __future__ import annotations

HEAD = """\
---
orphan: true
---

# Simulation

Does a 95 % interval hold the truth in 95 % of studies, and is "no gap" rejected in no more than 5 %? This
page is written by `make simulate` (`python -m tests.simulation.study`) from [results.csv](results.csv), which
holds every cell with its runs and Monte Carlo errors; it is not edited by hand.

Made with {made}.

## What was simulated

- **Studies** are drawn as arrays and go through the kernels of `gapkit.stats` as the engine calls them; a
  test compares a few of them with `gapkit.gap` to the last digits.
- **Sides** of 10, 30, 132 and 1,300 respondents against a reference of 1,300 or 132. **Shares** of the
  reference of 2, 10 and 50 %, the side's equal, 10 and 30 points higher.
- **Weights**: equal; lognormal with a design effect of 1.5 or 3 on both sides, or on the side alone; on both
  sides and *related* to the answers (latent correlation 0.3, so that those who say yes weigh more).
- **PSUs**: none, or 20 on each side with an intraclass correlation of 0.05 *in the answers*, whatever their
  share. That is hard on rare answers: those of 2 % need a latent correlation of 0.25 for it, where those of
  50 % need 0.08. Single shares were also drawn with the latent correlation of 0.08 throughout ("latent ICC").
- **Means** of a five-point scale: *middle* (10, 20, 40, 20, 10 %), *high* (1, 4, 10, 25, 60 %) and *rare*
  (92, 4, 2, 1, 1 %), the side's latent score equal or half a standard deviation higher.
- **Families** of 5, 12 and 40 items with a latent correlation of 0.3 and shares from 10 to 70 %, all 2 %, or
  2 and 40 % in turn; all gaps 0, or half of them 15 points.
- Where weights are equal and nothing is clustered, all tables of shares were also added up with their
  probabilities (`exact` in the results): no chance is left in those figures, and this page prints them in
  place of the simulated ones.
- Low bases were not hidden here. "Suppressed" and "warned" say what gapkit would do with most studies of a
  cell: below 10 respondents (unweighted or by Kish) nothing is shown; below 30, or with a design effect of
  the weights above 2 or a weight above 5 times the mean, checks B02 and S03 warn. Check T08 warns of means
  whose answers pile up at one end (fewer than 25 respondents per squared skewness) and of rare answers in
  few PSUs (fewer than 2 per degree of freedom, of which there are fewer than 30).
"""

VERDICT = """\
## Verdict

**Intervals.** Averaged over the shares (means: over the scales), a nominal 95 % has to lie in 93.5 to 97 %
where the smaller effective base is 30 or more. Defaults in bold.
"""

UNWARNED = """\
Cells of a default below 93 % that come **without a warning**:
"""

ALL_WARNED = """\
No cell of a default below 93 % comes without a warning.
"""

REASONS = {
    "share": """\
**One share.** Of rare answers in few large PSUs, most sit in a few PSUs. A sample that misses those finds a
low share and a low variance at once, so the effective base is overstated just where the share is too low; the
degrees of freedom, PSUs less strata, do not see it.
""",
    "mean": """\
**Gap of means.** Student's t takes mean and variance for independent. Where answers pile up at one end of
the scale they are not: the smaller side's variance comes out low just where its mean lies too near that end,
and 0 where all its answers are the same. Uneven weights act as if the side were smaller still, and the
degrees of freedom count respondents, not weights.
""",
}
"""Why a default misses, shown where it does."""

FAMILIES = """\
**Families.** At most 5 % of studies may have a false flag, within simulation error.
"""

ONE_SHARE = """\
## One share

Coverage in percent of the default: Wilson on the effective base, with Korn and Graubard's factor where there
are PSUs.
"""

OTHER_SHARES = """\
All methods, averaged over the shares where the effective base is 30 or more ("design": `design_share_limits`,
on the bare variance and Student's t; no interval at 0 and 100 %).
"""

GAPS = """\
## Gap of two shares

Share of cells in 93.5 to 96.5 %, share of cells below 93.5 %, worst cell, by respondents of the side; in
brackets what `STATISTICS.md` saw in its 1,104 cells of partly other designs. The design effects of the
weights are larger here, and half of all cells have PSUs.
"""

GAP_DESIGNS = """\
The default's coverage in percent, averaged over the shares:
"""

SIZES = """\
## Size of the tests of a gap

Rejected in percent at 5 % where no gap is true, averaged over the shares; in brackets the two tails (side
lower, side higher), each nominally 2.5.
"""

PLAIN_TESTS = """\
## Exact size on equal weights

Added up over all tables, in percent: two-sided at 5 %, and the larger of the two one-sided tails at 2.5 %.
Fisher's tests were added up for sides up to 132, Boschloo's and Barnard's, which order every table, for the
smallest study only.
"""

MEANS = """\
## Gap of two means

Coverage in percent of Welch's interval, by scale and by how far the side's latent score lies higher.
"""

RANKS = """\
Equal weights, no PSUs, nothing differs: coverage, and in brackets rejected in percent at 5 % with both tails.
`superiority` is Brunner and Munzel's interval of the chance that the side answers higher; studies without any
spread have none.
"""

ERROR_RATE = """\
## Families: error rate

Studies in percent with any false flag, all gaps 0, nominal 5 %: the default (score, max-|t|) by weights and
PSUs.
"""

SEEN = """\
The default beside the plain statistic, beside other adjustments and the test of the whole profile, and beside
what was seen before (side against 1,300, no PSUs):
"""

TOGETHER = """\
## Families: all intervals together

Studies in percent in which every interval holds its truth, half of the gaps at 15 points; then the false
flags among items without a gap, of the default and of methods that work on p-values (`bh` and `by`: the share
of false discoveries).
"""

NAMED = """\
By method and design, with the coverage in percent of each share. Where nothing else is said, most studies of
the cell come with a warning.
"""
