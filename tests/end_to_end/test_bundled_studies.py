"""The synthetic studies that gapkit bundles: each opens, gives gaps, and says what is wrong with it."""

from __future__ import annotations

import json
import shutil
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

import gapkit as gk
from gapkit.checks import check
from gapkit.cli import app
from gapkit.cli.examples import bundled_studies

SURVEYS = Path(__file__).parents[2] / "surveys"
DATA = SURVEYS.parent / "data"

SYNTHETIC = (
    "social_brand",
    "social_consumer",
    "tweet_service",
    "trust_waves",
    "service_quality",
    "channels_messy",
)

MESSY = {
    "B01": "channels, email, press",
    "B02": "app, app, consumer",
    "B03": "app, executive",
    "B04": "app, consumer",
    "B05": "app, executive",
    "B06": "channels, third_party, summary",
    "B07": "channels, email, summary",
    "B08": "executive",
    "Q01": "service, reply, executive",
    "Q02": "channels",
    "Q03": "messages, executive",
    "Q04": "messages, stop, executive",
    "Q05": "service, reply, executive",
    "Q06": "data, executive",
    "Q07": "service, executive",
    "Q08": "channels, company_social, summary",
    "Q09": "channels",
    "Q10": "messages, useful, consumer",
    "Q11": "channels, inserts, executive",
    "Q12": "channels, consumer",
    "Q13": "channels, executive",
    "S01": "consumer",
    "S02": "executive",
    "S03": "consumer",
    "S05": "executive",
    "S06": "executive",
    "S07": "consumer",
    "S08": "messages, executive",
    "T01": "channels, executive",
    "T02": "coupons, coupons, summary",
    "T03": "data, keep",
    "T05": "reading, newsletter, sent",
    "T06": "channels, referrals, consumer",
    "T07": "channels, catalogues, summary",
    "T08": "app, app, executive",
    "T09": "channels, post, consumer, South",
    "T10": "coupons, coupons, executive",
    "T11": "messages, executive",
    "T12": "emails, emails, summary",
    "V01": "channels, referrals, summary",
    "V02": "social, any_page, summary",
    "V03": "budget, summary",
    "V05": "channels, email, summary",
    "V06": "channels, trusted_sites, summary",
    "V07": "channels, email, summary",
    "V08": "channels, in_store, summary",
    "V09": "coupons, coupons, summary",
    "V10": "social, own_pages, summary",
    "V11": "channels, search, summary",
    "V12": "channels, in_store, summary",
    "L01": "basics, safe, consumer",
    "L03": "channels",
    "R02": "press",
}
"""Every check that the survey file's comments announce, and a place that sets it off."""


def run(*arguments):
    """Run the command in this process and return its exit code."""
    return CliRunner().invoke(app, [str(each) for each in arguments]).exit_code


@cache
def opened(name):
    return gk.open(SURVEYS / f"{name}.toml")


@cache
def gaps_of(name):
    return gk.gap(opened(name))


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
@pytest.mark.parametrize("name", SYNTHETIC)
def test_a_bundled_study_opens_and_gives_gaps(name):
    gaps = gaps_of(name)
    assert gaps.survey.synthetic
    assert any(row.status == "ok" and np.isfinite(row.ci_low) for row in gaps)


def test_marketers_who_know_and_who_have_asked_are_compared_as_pairs():
    row = gaps_of("social_consumer")["customer", "all"]
    assert (row.of_side.ticked, row.of_side.base) == (139, 181)
    assert (row.of_reference.ticked, row.of_reference.base) == (63, 181)
    table = row.together
    assert (table.base, table.both, table.higher, table.lower) == (181, 58, 81, 5)
    assert row.verdict == "over"


def test_conditional_bases_are_those_of_who_was_asked():
    gaps = gaps_of("tweet_service")
    bases = {row.question: (row.of_side.base, row.of_reference.base) for row in gaps}
    assert bases == {
        "reading": (1298, 1298),
        "answer": (375, 375),
        "no_answer": (923, 923),
        "welcome": (1298, 1298),
    }
    ticked = {row.item: (row.of_side.ticked, row.of_reference.ticked) for row in gaps}
    assert ticked["reply"] == (375, 636)
    assert ticked["pleased"] == (120 + 193, 278)
    assert ticked["missed"][0] == 794
    assert ticked["contact"] == (1298 - 818, 120 + 193 + 794)


def test_every_wave_has_its_bases_and_counts():
    rows = {
        (row.wave, row.side): (
            row.of_side.ticked, row.of_side.base, row.of_reference.ticked, row.of_reference.base,
        )
        for row in gaps_of("trust_waves")
        if row.question in ("customers", "staff")
    }  # fmt: skip
    assert rows == {
        ("2022", "believed"): (435, 500, 750, 2500),
        ("2023", "believed"): (420, 500, 677, 2508),
        ("2024", "believed"): (493, 548, 755, 2515),
        ("2022", "believed_of_staff"): (420, 500, 1380, 2000),
        ("2023", "believed_of_staff"): (395, 500, 1308, 2012),
        ("2024", "believed_of_staff"): (471, 548, 1366, 2039),
    }


def test_executives_and_employees_are_compared_with_each_other_too():
    pairs = {(row.side, row.reference) for row in gaps_of("trust_waves") if row.question == "event"}
    assert pairs == {("employee", "consumer"), ("executive", "consumer"), ("executive", "employee")}


def test_the_gaps_of_the_model_add_up_to_what_customers_miss():
    chain = gk.chain(opened("service_quality"), question="reliability_chain").to_frame()
    steps = chain.groupby(["item", "step"])["gap"].sum().unstack()
    assert steps.shape == (5, 5)
    assert steps[[1, 2, 3, 4]].sum(axis=1).to_numpy() == pytest.approx(steps[0].to_numpy())


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
def test_the_messy_study_sets_off_every_check_it_announces():
    fired = {}
    for each in check(opened("channels_messy")):
        fired.setdefault(each.id, []).extend(row.text for row in each.rows)
    missing = {
        each: place
        for each, place in MESSY.items()
        if not any(text.startswith(f"{place}:") for text in fired.get(each, ()))
    }
    assert missing == {}


def test_the_comments_of_the_messy_study_announce_the_same_checks():
    text = (SURVEYS / "channels_messy.toml").read_text("utf-8")
    table = (DATA / "channels_messy" / "metadata.json").read_text("utf-8")
    assert {each for each in MESSY if each not in text} == set()
    assert json.loads(table)["synthetic"] is True


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
def test_the_check_of_the_messy_study_fails_and_those_of_the_others_do_not():
    ends = {name: run("check", SURVEYS / f"{name}.toml") for name in SYNTHETIC}
    assert ends == dict.fromkeys(SYNTHETIC, 0) | {"channels_messy": 1}


@pytest.mark.filterwarnings("ignore::gapkit.errors.GapkitWarning")
def test_an_option_that_a_side_was_not_offered_is_no_zero():
    row = next(
        each
        for each in gaps_of("channels_messy")
        if (each.question, each.item, each.side) == ("channels", "inserts", "executive")
    )
    assert row.status == "one_sided"
    assert np.isnan(row.of_side.value)
    assert row.of_reference.ticked == 33


def test_every_example_brings_all_files_it_names(tmp_path):
    assert run("examples", "--to", tmp_path, "--quiet") == 0
    copied = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    for name in SYNTHETIC:
        there = {path.relative_to(DATA.parent) for path in (DATA / name).iterdir()}
        assert there <= copied
    study = gk.open(tmp_path / "surveys" / "trust_waves.toml")
    assert list(study.sides) == ["consumer", "employee", "executive"]
    assert {each.name for each in bundled_studies()} >= set(SYNTHETIC)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["social_consumer", "tweet_service", "trust_waves", "channels_messy"])
def test_a_bundled_study_prints(name, tmp_path):
    shutil.copytree(SURVEYS, tmp_path / "surveys")
    shutil.copytree(DATA / name, tmp_path / "data" / name)
    target = tmp_path / f"{name}.pdf"
    assert run("report", tmp_path / "surveys" / f"{name}.toml", "-o", target) == 0
    assert target.read_bytes().startswith(b"%PDF")
