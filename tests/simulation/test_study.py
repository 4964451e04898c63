"""The simulation study runs, goes on where it stopped, and draws what it says it draws."""

from __future__ import annotations

import numpy as np
import pytest

from tests.simulation.study import draws, page, record, summaries, verdicts
from tests.simulation.study.__main__ import COUNTED, FAMILY_RUNS, HOME, RUNS, SEED, run, study
from tests.simulation.study.grid import Cell, grid, quick_grid

SETTINGS = {"seed": 1, "runs": 40, "family_runs": 25}


def test_cells_have_distinct_names():
    names = [cell.id for cell in grid()]
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_a_quick_study_goes_on_where_it_stopped_and_comes_out_the_same(tmp_path):
    cells, made = quick_grid(), record.made_with(**SETTINGS)
    whole, resumed = tmp_path / "whole", tmp_path / "resumed"
    for folder in (whole, resumed):
        folder.mkdir()
    study(cells, made, whole, **SETTINGS)
    record.begin(resumed / record.UNFINISHED, made)
    for cell in reversed(cells[:5]):
        runs = SETTINGS["family_runs"] if cell.part == "family" else SETTINGS["runs"]
        record.append(resumed / record.UNFINISHED, run(cell, SETTINGS["seed"], runs))
    study(cells, made, resumed, **SETTINGS)
    for name in (record.RESULTS, page.PAGE):
        assert (whole / name).read_bytes() == (resumed / name).read_bytes()
    assert not (whole / record.UNFINISHED).exists()
    rows = record.read(whole / record.RESULTS).rows
    assert {row.cell for row in rows} == set(cells)


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5])
@pytest.mark.parametrize(("deff", "related", "clusters"), [(1.0, 0.0, 0), (1.5, 0.3, 0), (1.0, 0.0, 20)])
def test_respondents_are_drawn_as_promised(share, deff, related, clusters):
    rng, n, runs = np.random.default_rng(7), 400, 2000
    sampling = draws.Sampling(n, deff, related, clusters)
    side = draws.tally(rng, draws.yes_no(share), sampling, runs)
    value = side.value[:, 0]
    error = value.std() / np.sqrt(runs)
    assert value.mean() == pytest.approx(share, abs=4 * error)
    assert side.kish.mean() == pytest.approx(n / deff, rel=0.02)
    if clusters:
        # the design effect of PSUs of m respondents is 1 + (m - 1) ICC; 2,000 runs tell it to a tenth
        effect = value.var() / (share * (1 - share) / n)
        assert effect == pytest.approx(1 + (n / clusters - 1) * draws.ICC, rel=0.1)


@pytest.mark.slow
def test_simulated_coverage_is_the_exact_one():
    exact = {row.method: row.coverage for row in run(Cell("exact gap", 30, 132, "0.1", 0.1), 0, 0)}
    for row in run(Cell("gap", 30, 132, "0.1", 0.1), 5, 3000):
        if row.method in exact:
            assert row.coverage == pytest.approx(exact[row.method], abs=4 * row.coverage_error)


@pytest.fixture(scope="module")
def kept() -> record.Results:
    return record.read(HOME / record.RESULTS)


def test_the_results_hold_every_cell_of_the_grid(kept: record.Results) -> None:
    assert {row.cell for row in kept.rows} == set(grid())


def test_the_results_name_seed_runs_and_errors(kept: record.Results) -> None:
    assert kept.made.startswith(f"seed {SEED}, {RUNS} runs a cell, {FAMILY_RUNS} of families")
    simulated = [row for row in kept.rows if row.cell.part not in COUNTED and row.runs]
    assert simulated
    assert all(row.coverage_error > 0 for row in simulated if not np.isnan(row.coverage))


def test_the_page_is_written_from_the_results(kept: record.Results) -> None:
    assert (HOME / page.PAGE).read_text("utf-8") == page.text(kept)


def test_no_default_is_short_without_a_warning(kept: record.Results) -> None:
    assert verdicts.unwarned_defaults(summaries.settled(kept.rows)) == []
