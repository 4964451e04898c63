"""Wrong survey files, arguments and places to write to: one clear error, exit code 1, nothing else."""

import copy
import random
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pandas as pd
import pytest

import gapkit as gk
from gapkit.survey.building import build_survey
from gapkit.survey.paths import Place
from gapkit.survey.problems import Problems

ROOT = Path(__file__).parents[2]
WRONG = (
    0,
    -1,
    1.5,
    float("nan"),
    float("inf"),
    "",
    "x",
    "\u0430ll",
    [],
    {},
    [[]],
    [{}],
    True,
    {"a": 1},
    "2024-01-01",
)


def run(*words, **options):
    """Run gapkit as a user does."""
    command = [sys.executable, "-m", "gapkit", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, **options)


def places(document, at=()):
    """Every key path of a document."""
    pairs = (
        document.items()
        if isinstance(document, dict)
        else enumerate(document)
        if isinstance(document, list)
        else ()
    )
    for key, each in pairs:
        yield (*at, key)
        yield from places(each, (*at, key))


def spoilt(document, rng):
    """A document in which one key is lost, renamed, doubled or holds something else."""
    document = copy.deepcopy(document)
    *above, key = rng.choice(list(places(document)))
    table = document
    for each in above:
        table = table[each]
    match rng.choice(["lost", "renamed", "doubled", "other", "other"]):
        case "lost":
            del table[key]
        case "renamed" if isinstance(table, dict):
            table[f"{key}x"] = table.pop(key)
        case "doubled" if isinstance(table, list):
            table.append(copy.deepcopy(table[key]))
        case _:
            table[key] = copy.deepcopy(rng.choice(WRONG))
    return document


@pytest.mark.parametrize("name", ["service_quality", "trust_waves", "tweet_service", "cmo_council_2011"])
def test_a_spoilt_survey_is_told_in_full_or_read(name):
    rng = random.Random(name)  # noqa: S311 - a fixed seed, nothing secret
    path = ROOT / "surveys" / f"{name}.toml"
    sound = tomllib.loads(path.read_text("utf-8"))
    refused = 0
    for _ in range(60):
        document = spoilt(sound, rng)
        try:
            build_survey(
                document, problems=Problems(path.name, document), place=Place.of(path, allow_outside=False)
            )
        except gk.errors.GapkitError as error:
            refused += all(each.message for each in error.problems)
    assert refused > 20


def test_a_role_of_a_side_that_is_gone_is_told_by_check(tmp_path):
    shutil.copytree(ROOT / "data" / "trust_waves", tmp_path / "data" / "trust_waves")
    (tmp_path / "surveys").mkdir()
    text = (ROOT / "surveys" / "trust_waves.toml").read_text("utf-8")
    head, _, rest = text.partition("[sides.executive]")
    broken = head + rest[rest.index("\n[") + 1 :]
    (tmp_path / "surveys" / "x.toml").write_text(broken, "utf-8")
    done = run("check", tmp_path / "surveys" / "x.toml")
    assert (done.returncode, done.stdout) == (1, "")
    assert "`executive` is not a side" in done.stderr


@pytest.mark.parametrize("dates", ['["<b>"]', "[2011-11-15, 2011-10-01]", "[]", "[1]", '"2011-10-01"'])
def test_fieldwork_dates_are_days_in_order(dates, tmp_path):
    text = (ROOT / "surveys" / "tweet_service.toml").read_text("utf-8")
    path = tmp_path / "x.toml"
    path.write_text(text.replace("dates = [2011-08-01, 2011-08-31]", f"dates = {dates}"), "utf-8")
    with pytest.raises(gk.errors.GapkitError, match="`dates` must be one or two days in their order"):
        gk.read_survey(path, allow_outside=True)


def test_a_sensitive_side_is_never_opened_below_five():
    frames = {side: pd.DataFrame({"q": [1, 0] * 20}) for side in ("a", "b")}
    survey = gk.Survey.from_frames(
        frames,
        reference="a",
        pairs={"i": {"a": "q", "b": "q"}},
        options={"low_base": {"suppress": 4, "reason": "asked for"}},
    )
    with pytest.raises(gk.errors.GapkitError) as caught:
        gk.open(survey)
    assert str(caught.value).startswith(
        "PairingError: `suppress` of `low_base` must be at least 5: side `a` is sensitive.\n"
        "  found: 4\n"
        "  hint:  a side below 250 respondents is sensitive unless it says `sensitive = false`."
    )


@pytest.mark.parametrize("wrong", [None, 5, [], ["x"], {}, object(), float("nan"), b"x"])
def test_arguments_of_a_wrong_kind_are_options_errors(wrong):
    for call in (
        gk.read_survey,
        gk.open,
        gk.gap,
        gk.tally,
        gk.check_claims,
        gk.report,
        gk.profile,
        gk.rankings,
    ):
        with pytest.raises(gk.errors.OptionError):
            call(wrong)
    for call in (gk.contrasts, gk.wave_changes, gk.distributions, gk.charts.dumbbell, gk.load_theme):
        with pytest.raises(gk.errors.OptionError):
            call(wrong)
    with pytest.raises(gk.errors.OptionError):
        gk.stats.proportion_gap(44, 132, 598, 1300, conf_level=wrong)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's own")
def test_a_full_device_is_told():
    done = run("gap", ROOT / "surveys" / "pivot_2012.toml", "-o", "/dev/full")
    assert (done.returncode, done.stdout) == (1, "")
    assert "no space left on device" in done.stderr


def test_a_result_is_not_written_over_its_own_data(tmp_path):
    shutil.copytree(ROOT / "data" / "pivot_2012", tmp_path / "data" / "pivot_2012")
    (tmp_path / "surveys").mkdir()
    survey = shutil.copy(ROOT / "surveys" / "pivot_2012.toml", tmp_path / "surveys")
    figures = tmp_path / "data" / "pivot_2012" / "published.csv"
    before = figures.read_bytes()
    done = run("gap", survey, "-o", figures)
    assert done.returncode == 1
    assert done.stderr.endswith("found: these are the published figures\n")
    assert figures.read_bytes() == before


def test_a_theme_must_be_a_file():
    with pytest.raises(gk.errors.GapkitError, match="no regular file"):
        gk.load_theme("/dev/zero")
