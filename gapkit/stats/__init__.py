"""Numbers in, small frozen results out: every formula of gapkit, and nothing else.

One share ``proportions`` · two shares ``proportion_gaps``, ``score``, ``newcombe``, ``gap_methods``,
``proportion_tests``, ``exact_tests``, ``ratios`` · the same respondents twice ``paired_gaps``,
``mcnemar``, ``margins`` · single choice ``multinomial``, ``contingency``, ``cramer``, ``exact_tables`` ·
segments and waves ``trends``, ``joint_trends``, ``cochran_q``, ``pooling``, ``stratified``,
``gap_differences`` · agreement ``equivalence`` · before fieldwork ``power``, ``sample_sizes``,
``planning`` · tick lists ``tick_rates`` · two means ``means``, ``mean_tests``, ``standardised_gaps`` ·
sizes without units ``effects`` · weights, strata and PSUs ``designs``, ``influences``, ``effective`` ·
many items ``families``, ``maxt``, ``multivariate_t``, ``adjustments`` · words ``verdicts`` · order
``ranks``, ``simultaneous_ranks``, ``rank_comparisons`` · whole profiles ``profiles``, ``typical_gaps``,
``shrinkage`` · ordered answers ``dominance``, ``rank_sums``, ``odds_models`` · the same respondents'
answers ``signed_ranks`` · columns together ``associations``, ``concordant_pairs``, ``concordance``,
``reliability``, ``omega``, ``schmid_leiman``, ``intraclass`` · complex samples ``linearised``,
``replicates``, ``quantiles``, ``group_tests``, ``independence`` · known totals ``calibrations``,
``calibrating``, ``trimming`` · figures from print ``published``, ``rounding``, ``envelopes``,
``printed_ranks`` · where intervals are short ``doubts``.
"""

from gapkit.stats.adjusted_wald import wald_limits, wald_se, wald_z
from gapkit.stats.adjustments import PMethod, TwoStage, adjust_p, two_stage_bh
from gapkit.stats.associations import pearson, pearson_interval, spearman, spearman_interval
from gapkit.stats.calibrating import Distance, calibrate
from gapkit.stats.calibrations import Calibration, calibrated_influence, poststratify, rake
from gapkit.stats.cochran_q import Heterogeneity, heterogeneity
from gapkit.stats.concordance import Concordance, OrderTrend, friedman, page
from gapkit.stats.concordant_pairs import kendall, kendall_tau
from gapkit.stats.contingency import (
    HomogeneityMethod,
    HomogeneityTest,
    MeanScoreTest,
    homogeneity_test,
    mean_score_test,
)
from gapkit.stats.cramer import CramersV, cramers_v
from gapkit.stats.design_effects import design_effect
from gapkit.stats.designs import (
    Design,
    covariance,
    degrees_of_freedom,
    mean_covariance,
    reference_df,
)
from gapkit.stats.domains import domain_covariance
from gapkit.stats.dominance import (
    DeltaMethod,
    Dominance,
    Superiority,
    SuperiorityMethod,
    cliffs_delta,
    placements,
    superiority,
)
from gapkit.stats.doubts import skewness, too_scattered, too_skewed
from gapkit.stats.effective import MIN_EFFECTIVE_BASE, effective_base, kish, linearised_base
from gapkit.stats.effects import cohens_h, cohens_h_limits, hedges_g
from gapkit.stats.envelopes import BaseRange, Envelope, base_needed_range, gap_envelope
from gapkit.stats.equivalence import Equivalence, EquivalenceMethod, mean_equivalence, proportion_equivalence
from gapkit.stats.exact_tables import fisher_freeman_halton
from gapkit.stats.exact_tests import ExactMethod, ExactTest, exact_test
from gapkit.stats.families import CORRELATED, Family, coherent_limits, decide
from gapkit.stats.fieldwork import Fieldwork
from gapkit.stats.gap_differences import GapDifference, gap_difference, mover_limits
from gapkit.stats.gap_methods import ProportionGapMethod
from gapkit.stats.group_tests import (
    GroupDifference,
    RankScore,
    WaldTest,
    group_difference,
    rank_scores,
    wald_test,
)
from gapkit.stats.independence import IndependenceTest, RaoScottReference, rao_scott, wald_independence
from gapkit.stats.influences import WeightedMeans, influence, weighted_means
from gapkit.stats.intraclass import IntraclassCorrelations, intraclass_correlations
from gapkit.stats.joint_trends import joint_trend
from gapkit.stats.linearised import (
    Linearised,
    linearised_means,
    linearised_ratios,
    linearised_totals,
    linearised_variances,
)
from gapkit.stats.logit_gaps import LogitInteraction, logit_interaction
from gapkit.stats.margins import PairedBounds, paired_bounds
from gapkit.stats.maxt import MaxT, correlation
from gapkit.stats.mcnemar import McNemarMethod, McNemarTest, mcnemar_test
from gapkit.stats.mean_tests import MeanTest, mean_test, paired_mean_test
from gapkit.stats.means import MeanGap, mean_gap
from gapkit.stats.multinomial import SimultaneousMethod, SimultaneousShares, simultaneous_shares
from gapkit.stats.multivariate_t import student_critical, student_tail
from gapkit.stats.newcombe import newcombe_limits, newcombe_z
from gapkit.stats.odds_models import OddsModel, proportional_odds
from gapkit.stats.omega import Omega, OmegaFit, mcdonald_omega
from gapkit.stats.ordered_sums import AnswerSums, CommonCounts, answer_sums, common_counts
from gapkit.stats.paired_columns import Association, RankTest, midranks
from gapkit.stats.paired_gaps import PairedGap, paired_gap
from gapkit.stats.paired_methods import PairedGapMethod
from gapkit.stats.planning import (
    DetectableGap,
    PowerCurve,
    RequiredSample,
    power_curve,
    required_sample,
    smallest_detectable_gap,
)
from gapkit.stats.pooling import RandomEffects, Tau2Method, random_effects
from gapkit.stats.power import PowerMethod, h_power, mean_power, proportion_power
from gapkit.stats.printed_ranks import printed_difference_se, printed_rank_sets
from gapkit.stats.profiles import ProfileTest, profile_test
from gapkit.stats.proportion_gaps import ProportionGap, gap_limits, gap_statistic, proportion_gap
from gapkit.stats.proportion_tests import ProportionTest, prop_test
from gapkit.stats.proportions import (
    Proportion,
    ProportionMethod,
    korn_graubard,
    proportion,
    wilson,
)
from gapkit.stats.published import base_needed
from gapkit.stats.quantiles import QuantileRule, Quantiles, design_quantiles, weighted_quantile
from gapkit.stats.rank_comparisons import (
    RankAgreement,
    RankShift,
    rank_shift,
    rank_tau,
    side_level,
    top_chance,
    top_overlap,
)
from gapkit.stats.rank_sums import (
    RankSpread,
    RankSum,
    RankSumTest,
    Shift,
    hodges_lehmann,
    kruskal_wallis,
    mann_whitney,
)
from gapkit.stats.ranks import ranks, tied
from gapkit.stats.ratios import OddsRatioMethod, Ratio, odds_ratio, risk_ratio
from gapkit.stats.reliability import Alpha, cronbach_alpha, difference_reliability
from gapkit.stats.replicates import Replicates, replicate_covariance, replicate_df
from gapkit.stats.rounding import Rounding, RoundingBox, rounding_box
from gapkit.stats.sample_sizes import detectable_difference, mean_sample_size, proportion_sample_size
from gapkit.stats.samples import Sample, sample_of
from gapkit.stats.schmid_leiman import HierarchicalOmega, schmid_leiman_omega
from gapkit.stats.score import score_df, score_limits, score_z, smoothed_variance
from gapkit.stats.share_intervals import DesignShareMethod, design_share_limits
from gapkit.stats.share_vectors import ShareVector
from gapkit.stats.shrinkage import ShrunkGaps, shrunk_gaps
from gapkit.stats.signed_ranks import SignedRank, SignedRankTest, SignTest, sign_test, signed_rank
from gapkit.stats.simultaneous_ranks import RankSets, rank_sets
from gapkit.stats.standardised_gaps import (
    StandardisedGap,
    Standardiser,
    noncentral_limits,
    paired_standardised_gap,
    small_sample_correction,
    standardised_gap,
)
from gapkit.stats.stratified import CommonGap, CommonOddsRatio, common_gap, common_odds_ratio
from gapkit.stats.student import critical_value, to_normal, to_student, two_sided_p
from gapkit.stats.tails import Alternative
from gapkit.stats.tick_rates import TickRateAdjustment, tick_rate_adjustment
from gapkit.stats.trends import Trend, gap_trend, mean_trend, share_trend
from gapkit.stats.trimming import trim_weights
from gapkit.stats.types import Interval, Limits
from gapkit.stats.typical_gaps import TypicalGap, gap_covariance, typical_gap
from gapkit.stats.verdicts import Verdicts, verdict, verdict_by_item

__all__ = [
    "CORRELATED",
    "MIN_EFFECTIVE_BASE",
    "Alpha",
    "Alternative",
    "AnswerSums",
    "Association",
    "BaseRange",
    "Calibration",
    "CommonCounts",
    "CommonGap",
    "CommonOddsRatio",
    "Concordance",
    "CramersV",
    "DeltaMethod",
    "Design",
    "DesignShareMethod",
    "DetectableGap",
    "Distance",
    "Dominance",
    "Envelope",
    "Equivalence",
    "EquivalenceMethod",
    "ExactMethod",
    "ExactTest",
    "Family",
    "Fieldwork",
    "GapDifference",
    "GroupDifference",
    "Heterogeneity",
    "HierarchicalOmega",
    "HomogeneityMethod",
    "HomogeneityTest",
    "IndependenceTest",
    "Interval",
    "IntraclassCorrelations",
    "Limits",
    "Linearised",
    "LogitInteraction",
    "MaxT",
    "McNemarMethod",
    "McNemarTest",
    "MeanGap",
    "MeanScoreTest",
    "MeanTest",
    "OddsModel",
    "OddsRatioMethod",
    "Omega",
    "OmegaFit",
    "OrderTrend",
    "PMethod",
    "PairedBounds",
    "PairedGap",
    "PairedGapMethod",
    "PowerCurve",
    "PowerMethod",
    "ProfileTest",
    "Proportion",
    "ProportionGap",
    "ProportionGapMethod",
    "ProportionMethod",
    "ProportionTest",
    "QuantileRule",
    "Quantiles",
    "RandomEffects",
    "RankAgreement",
    "RankScore",
    "RankSets",
    "RankShift",
    "RankSpread",
    "RankSum",
    "RankSumTest",
    "RankTest",
    "RaoScottReference",
    "Ratio",
    "Replicates",
    "RequiredSample",
    "Rounding",
    "RoundingBox",
    "Sample",
    "ShareVector",
    "Shift",
    "ShrunkGaps",
    "SignTest",
    "SignedRank",
    "SignedRankTest",
    "SimultaneousMethod",
    "SimultaneousShares",
    "StandardisedGap",
    "Standardiser",
    "Superiority",
    "SuperiorityMethod",
    "Tau2Method",
    "TickRateAdjustment",
    "Trend",
    "TwoStage",
    "TypicalGap",
    "Verdicts",
    "WaldTest",
    "WeightedMeans",
    "adjust_p",
    "answer_sums",
    "base_needed",
    "base_needed_range",
    "calibrate",
    "calibrated_influence",
    "cliffs_delta",
    "cohens_h",
    "cohens_h_limits",
    "coherent_limits",
    "common_counts",
    "common_gap",
    "common_odds_ratio",
    "correlation",
    "covariance",
    "cramers_v",
    "critical_value",
    "cronbach_alpha",
    "decide",
    "degrees_of_freedom",
    "design_effect",
    "design_quantiles",
    "design_share_limits",
    "detectable_difference",
    "difference_reliability",
    "domain_covariance",
    "effective_base",
    "exact_test",
    "fisher_freeman_halton",
    "friedman",
    "gap_covariance",
    "gap_difference",
    "gap_envelope",
    "gap_limits",
    "gap_statistic",
    "gap_trend",
    "group_difference",
    "h_power",
    "hedges_g",
    "heterogeneity",
    "hodges_lehmann",
    "homogeneity_test",
    "influence",
    "intraclass_correlations",
    "joint_trend",
    "kendall",
    "kendall_tau",
    "kish",
    "korn_graubard",
    "kruskal_wallis",
    "linearised_base",
    "linearised_means",
    "linearised_ratios",
    "linearised_totals",
    "linearised_variances",
    "logit_interaction",
    "mann_whitney",
    "mcdonald_omega",
    "mcnemar_test",
    "mean_covariance",
    "mean_equivalence",
    "mean_gap",
    "mean_power",
    "mean_sample_size",
    "mean_score_test",
    "mean_test",
    "mean_trend",
    "midranks",
    "mover_limits",
    "newcombe_limits",
    "newcombe_z",
    "noncentral_limits",
    "odds_ratio",
    "page",
    "paired_bounds",
    "paired_gap",
    "paired_mean_test",
    "paired_standardised_gap",
    "pearson",
    "pearson_interval",
    "placements",
    "poststratify",
    "power_curve",
    "printed_difference_se",
    "printed_rank_sets",
    "profile_test",
    "prop_test",
    "proportion",
    "proportion_equivalence",
    "proportion_gap",
    "proportion_power",
    "proportion_sample_size",
    "proportional_odds",
    "rake",
    "random_effects",
    "rank_scores",
    "rank_sets",
    "rank_shift",
    "rank_tau",
    "ranks",
    "rao_scott",
    "reference_df",
    "replicate_covariance",
    "replicate_df",
    "required_sample",
    "risk_ratio",
    "rounding_box",
    "sample_of",
    "schmid_leiman_omega",
    "score_df",
    "score_limits",
    "score_z",
    "share_trend",
    "shrunk_gaps",
    "side_level",
    "sign_test",
    "signed_rank",
    "simultaneous_shares",
    "skewness",
    "small_sample_correction",
    "smallest_detectable_gap",
    "smoothed_variance",
    "spearman",
    "spearman_interval",
    "standardised_gap",
    "student_critical",
    "student_tail",
    "superiority",
    "tick_rate_adjustment",
    "tied",
    "to_normal",
    "to_student",
    "too_scattered",
    "too_skewed",
    "top_chance",
    "top_overlap",
    "trim_weights",
    "two_sided_p",
    "two_stage_bh",
    "typical_gap",
    "verdict",
    "verdict_by_item",
    "wald_independence",
    "wald_limits",
    "wald_se",
    "wald_test",
    "wald_z",
    "weighted_means",
    "weighted_quantile",
    "wilson",
]
