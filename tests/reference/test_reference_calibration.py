"""Calibrated weights and the errors that know of them, against R survey."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from gapkit.stats import (
    Calibration,
    Design,
    Limits,
    calibrate,
    calibrated_influence,
    covariance,
    degrees_of_freedom,
    kish,
    linearised_means,
    linearised_totals,
    poststratify,
    rake,
    trim_weights,
)

FILE = "survey_calibration.json"
KINDS = (
    "poststrat_stype",
    "poststrat_joint",
    "rake",
    "linear_stype_api99",
    "raking_stype_api99",
    "linear_bounded",
    "logit_bounded",
    "linear_main",
)


def codes(words: Any, case: Any, column: str, labels: Any) -> Any:
    """Place of each row's word among the labels."""
    name = case.inputs["data"].rsplit("/", 1)[1]
    place = {str(label): k for k, label in enumerate(labels)}
    return np.array([place[word] for word in words(name, column)])


def calibrated(case: Any, table: dict[str, Any], words: Any) -> Calibration:
    """The record's adjustment, done by gapkit."""
    given, base = case.inputs, table[case.inputs["design"]["weights"]]
    if "targets_cells" in given:
        cells = {(c["stype"], c["schwide"]): c["total"] for c in given["targets_cells"]}
        name = given["data"].rsplit("/", 1)[1]
        rows = zip(words(name, "stype"), words(name, "schwide"), strict=True)
        cell = np.array([list(cells).index(row) for row in rows])
        return poststratify(base, cell, list(cells.values()))
    if "targets" in given:
        margins = [codes(words, case, column, t) for column, t in given["targets"].items()]
        totals = [list(t.values()) for t in given["targets"].values()]
        return poststratify(base, margins[0], totals[0]) if len(margins) == 1 else rake(base, margins, totals)
    columns = {"(Intercept)": np.ones(len(base)), "api99": table["api99"]}
    for column, labels in (("stype", "EHM"), ("schwide", ("No", "Yes"))):
        place = codes(words, case, column, labels)
        columns |= {f"{column}{label}": (place == k).astype(float) for k, label in enumerate(labels)}
    x = np.stack([columns[name] for name in given["totals"]], axis=1)
    kind = next(kind for kind in KINDS if case.method.endswith(kind))
    bounds = Limits(*(np.asarray(b) for b in given["bounds"])) if "bounds" in given else None
    return calibrate(base, x, list(given["totals"].values()), distance=kind.split("_")[0], bounds=bounds)  # type: ignore[arg-type]


@pytest.mark.cases(FILE, *(f"calibration_weights_{kind}" for kind in KINDS))
def test_calibrated_weights_equal_rs(case: Any, words: Any) -> None:
    table = case.table()
    got = calibrated(case, table, words)
    expected = table[case.outputs["expected_weights_column"]]
    assert np.abs(got.weight - expected).max() <= case.tolerance * expected.max()
    n_k = kish(got.weight.sum(), (got.weight**2).sum())
    case.expect(got.weight.sum(), "sum")
    case.expect(got.weight.min(), "min")
    case.expect(got.weight.max(), "max")
    case.expect(n_k, "kish_n_eff")
    case.expect(len(expected) / n_k, "kish_deff")
    case.expect(got.factor.min(), "g_min")
    case.expect(got.factor.max(), "g_max")


def design_of(case: Any, table: dict[str, Any], weight: Any) -> Design:
    told = case.inputs["design"]

    def numbered(name: str) -> Any:
        plain = told[name] is None or told[name].startswith("none")
        return None if plain else np.unique(table[told[name]], return_inverse=True)[1]

    fpc = None if told["fpc"] is None else table[told["fpc"]]
    return Design(weight, numbered("strata"), numbered("ids"), fpc)


@pytest.mark.cases(FILE, *(f"calibrated_mean_{kind}" for kind in KINDS))
def test_errors_after_calibration_equal_rs(case: Any, words: Any) -> None:
    table = case.table()
    done = calibrated(case, table, words)
    design = design_of(case, table, done.weight)
    y = table[case.inputs["variable"]][:, None].astype(float)
    for estimate, value, se in (
        (linearised_means, "mean", "se_mean"),
        (linearised_totals, "total", "se_total"),
    ):
        got = estimate(y, np.ones_like(y, dtype=bool), done.weight)
        case.expect(got.value[0], value)
        u = calibrated_influence(got.influence, done)
        case.expect(np.sqrt(covariance(u, design)[0, 0]), se)
    case.expect(degrees_of_freedom(design), "df")


@pytest.mark.cases(FILE, "weighted_mean_ignoring_calibration")
def test_weights_taken_as_given_have_their_own_error(case: Any) -> None:
    table = case.table()
    design = Design(table[case.inputs["weights"]])
    y = table[case.inputs["variable"]][:, None].astype(float)
    got = linearised_means(y, np.ones_like(y, dtype=bool), design.weight)
    case.expect(got.value[0], "mean")
    case.expect(np.sqrt(covariance(got.influence, design)[0, 0]), "se")
    case.expect(degrees_of_freedom(design), "df")


@pytest.mark.cases(FILE, "weight_trimming_trim")
def test_trimmed_weights_equal_rs(case: Any) -> None:
    table, given = case.table(), case.inputs
    got = trim_weights(table[given["weights"]], lower=given["lower"], upper=given["upper"])
    assert got == pytest.approx(table[case.outputs["expected_weights_column"]], rel=case.tolerance)
    case.expect(got.sum(), "sum")
    case.expect(got.min(), "min")
    case.expect(got.max(), "max")


@pytest.mark.cases(FILE, "raking_to_proportions")
def test_raking_a_panel_to_proportions_equals_rs(case: Any, words: Any) -> None:
    table, given = case.table(), case.inputs
    base = table[given["base_weights"]]
    margins = [codes(words, case, column, t) for column, t in given["targets"].items()]
    totals = [np.array(list(t.values())) * base.sum() for t in given["targets"].values()]
    got = rake(base, margins, totals)
    assert got.weight == pytest.approx(table[case.outputs["expected_weights_column"]], rel=case.tolerance)
    design = Design(got.weight)
    y = table[given["outcome"]][:, None].astype(float)
    mean = linearised_means(y, np.ones_like(y, dtype=bool), got.weight)
    n_k = kish(got.weight.sum(), (got.weight**2).sum())
    case.expect(got.weight.sum(), "sum")
    case.expect(got.weight.min(), "min")
    case.expect(got.weight.max(), "max")
    case.expect(n_k, "kish_n_eff")
    case.expect(len(base) / n_k, "kish_deff")
    case.expect(mean.value[0], "mean_y")
    case.expect(np.sqrt(covariance(mean.influence, design)[0, 0]), "se_y_weights_as_given")
    u = calibrated_influence(mean.influence, got)
    case.expect(np.sqrt(covariance(u, design)[0, 0]), "se_y_raked_design")
    case.expect(degrees_of_freedom(design), "df")
