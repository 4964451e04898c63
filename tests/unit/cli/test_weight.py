"""`gapkit weight` on the command line: raking by hand, and every way targets can be wrong."""

from __future__ import annotations

import csv
import json

import pytest

import gapkit as gk

SURVEY = """
gapkit = 1
title = "Small study"
reference = "consumer"

[sides.consumer]
label = "Consumers"
data = "../data/consumers.csv"
where = 'country == "US"'

[sides.marketer]
label = "Marketers"
data = "../data/marketers.csv"

[segments.age]
label = "Age"
consumer = "age_band"

[[questions]]
id = "why"
kind = "perception"
format = "multiple"
items = [ { id = "deals", label = "Deals", consumer = "q1", marketer = "m1" } ]
"""


@pytest.fixture
def survey(tmp_path):
    """80 consumers in the US: 20 young women, 20 young men, 10 old women, 30 old men; 5 elsewhere."""
    for name in ("surveys", "data"):
        (tmp_path / name).mkdir()
    groups = [("young", "f", 20), ("young", "m", 20), ("old", "f", 10), ("old", "m", 30)]
    rows = [f"{k % 2},{age},{sex},US\n" for age, sex, n in groups for k in range(n)]
    rows[40:40] = ["1,old,f,UK\n"] * 5
    (tmp_path / "data" / "consumers.csv").write_text("q1,age_band,sex,country\n" + "".join(rows), "utf-8")
    (tmp_path / "data" / "marketers.csv").write_text("m1\n" + "1\n0\n" * 30, encoding="utf-8")
    path = tmp_path / "surveys" / "small.toml"
    path.write_text(SURVEY, encoding="utf-8")
    return path


@pytest.fixture
def weigh(run, survey, tmp_path):
    """Run the command on targets of this text."""

    def call(targets, *options, side="consumer", output=tmp_path / "weighted.csv"):
        path = tmp_path / "targets.csv"
        path.write_text(targets, encoding="utf-8")
        return run("weight", survey, "--side", side, "--targets", path, "-o", output, *options)

    return call


def weights(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


AGE = "variable,answer,share\nage,young,25\nage,old,75\n"
BOTH = f"{AGE}sex,f,50\nsex,m,50\n"


def test_one_margin_by_hand(weigh, tmp_path):
    told = weigh(AGE)
    assert told.exit_code == 0, told.stderr
    assert told.stderr.endswith(f"wrote {tmp_path / 'weighted.csv'}\n")
    rows = weights(tmp_path / "weighted.csv")
    assert list(rows[0]) == ["q1", "age_band", "sex", "country", "gapkit_weight"]
    # 40 of each age: 25 % of 80 over 40, and 75 % of 80 over 40; nobody outside the filter weighs anything
    expected = {("young", "US"): 0.5, ("old", "US"): 1.5}
    for row in rows:
        if row["country"] == "UK":
            assert row["gapkit_weight"] == ""
        else:
            assert float(row["gapkit_weight"]) == pytest.approx(expected[row["age_band"], row["country"]])


def test_two_margins_meet_their_targets(weigh, tmp_path):
    told = weigh(BOTH)
    assert told.exit_code == 0, told.stderr
    rows = [row for row in weights(tmp_path / "weighted.csv") if row["gapkit_weight"]]
    total = sum(float(row["gapkit_weight"]) for row in rows)
    assert total == pytest.approx(80)
    for column, answer, share in (("age_band", "young", 0.25), ("sex", "f", 0.5)):
        part = sum(float(row["gapkit_weight"]) for row in rows if row[column] == answer)
        assert part / total == pytest.approx(share)


def test_the_report_tells_convergence_deff_and_the_largest_weight(weigh):
    lines = weigh(AGE).stdout.splitlines()
    assert lines[0] == "80 Consumers raked to age."
    assert lines[1] == "Converged: every target is met (largest distance 0.000 points)."
    assert "age: young   25.0%   50.0%   25.0%" in lines
    # 80 / ((40 x 0.5 + 40 x 1.5)^2 / (40 x 0.25 + 40 x 2.25)) = 1.25
    assert "Design effect 1.25: 80 respondents are worth 64." in lines
    assert "Weights run from 0.50 to 1.50 times their mean." in lines
    assert "5 rows are no respondents of this side: their weight is blank." in lines


def test_the_weighted_file_can_be_loaded_again(weigh, survey, tmp_path):
    weigh(AGE, output=tmp_path / "data" / "weighted.csv")
    text = SURVEY.replace("../data/consumers.csv", "../data/weighted.csv")
    text = text.replace("where =", 'weight = "gapkit_weight"\nwhere =')
    survey.write_text(text, encoding="utf-8")
    side = gk.open(survey).sides["consumer"]
    assert side.respondents == 80
    assert side.weight.sum() == pytest.approx(80)


def test_counts_are_taken_as_parts_of_their_sum(weigh, tmp_path):
    assert weigh("variable;answer;count\nage;young;1000\nage;old;3000\n").exit_code == 0
    assert {row["gapkit_weight"] for row in weights(tmp_path / "weighted.csv")} == {"0.5", "1.5", ""}


def test_rounded_shares_need_not_sum_to_100_exactly(weigh):
    assert weigh("variable,answer,share\nage,young,33.3\nage,old,66.6%\n").exit_code == 0
    told = weigh("variable,answer,share\nage,young,33.3\nage,old,66.0\n")
    assert "The shares of `age` must sum to 100." in told.stderr


def test_trimming_only_on_request(weigh):
    assert "--trim" not in weigh(AGE).stdout
    told = weigh(BOTH, "--trim", 1.2)
    assert "Converged, then trimmed at 1.2 times the mean: largest distance" in told.stdout


def test_heavy_weights_are_offered_to_be_trimmed(weigh):
    assert (
        "--trim 5 cuts the largest weights"
        in weigh("variable,answer,share\nage,young,1\nage,old,99\nsex,f,97\nsex,m,3\n").stdout
    )


def test_json_holds_the_report(weigh):
    told = json.loads(weigh(AGE, "--json").stdout)
    result = told["results"][0]
    assert result["deff"] == pytest.approx(1.25)
    assert result["distance"] == pytest.approx(0, abs=1e-12)
    assert result["margins"][0] == {
        "variable": "age", "answer": "young", "target": 0.25, "before": 0.5, "after": pytest.approx(0.25),
    }  # fmt: skip


def test_a_dash_is_standard_output_and_the_report_goes_to_standard_error(weigh):
    told = weigh(AGE, output="-")
    assert told.stdout.startswith("q1,age_band,sex,country,gapkit_weight\n")
    assert told.stderr.startswith("80 Consumers raked to age.\n")
    assert weigh(AGE, "--json", output="-").exit_code == 2


def test_decimal_commas_stay_decimal_commas(weigh, tmp_path):
    data = tmp_path / "data" / "consumers.csv"
    rows = data.read_text(encoding="utf-8").replace(",", ";").splitlines()
    text = "\n".join(f"{row};{'x' if place == 0 else '1,5'}" for place, row in enumerate(rows))
    data.write_text(text, encoding="utf-8")
    weigh(AGE)
    assert (tmp_path / "weighted.csv").read_text(encoding="utf-8").splitlines()[1] == "0;young;f;US;1,5;0,5"


def test_texts_that_a_spreadsheet_would_run_are_guarded(weigh, tmp_path):
    data = tmp_path / "data" / "consumers.csv"
    rows = data.read_text(encoding="utf-8").splitlines()
    data.write_text("\n".join([f"{rows[0]},x"] + [f"{row},=1+1" for row in rows[1:]]), encoding="utf-8")
    weigh(AGE)
    assert weights(tmp_path / "weighted.csv")[0]["x"] == "'=1+1"


@pytest.mark.parametrize(
    ("targets", "message", "where", "hint"),
    [
        (
            "variable,answer,share\nages,young,100\n",
            "`ages` is neither a segment of this side nor a column of its data.",
            "targets.csv, row 2",
            "did you mean `age`?",
        ),
        (
            "variable,answer,share\nage,young,100\n",
            "Every answer of `age` must have a target.",
            "consumers.csv, side `consumer`",
            "add it, or leave these respondents out with the side's `where`.",
        ),
        (
            "variable,answer,share\nage,young,40\nage,old,40\nage,middle,20\n",
            'No respondent has "middle" in `age`.',
            "targets.csv, row 4",
            "known: `old`, `young`. An answer nobody gave must be put together with another one.",
        ),
        (
            "variable,answer,share\nage,young,0.25\nage,old,0.75\n",
            "The shares of `age` must sum to 100.",
            "targets.csv, rows 2, 3",
            "shares are percent: 21, not 0.21.",
        ),
        (
            "variable,answer,share\nage,young,25\nage,young,75\n",
            '"young" of `age` must not have two targets.',
            "targets.csv, row 3",
            "",
        ),
        (
            "variable,answer,share,count\nage,young,25,\nage,old,,75\n",
            "The targets of `age` must all be shares, or all be counts.",
            "targets.csv, rows 2, 3",
            "",
        ),
        (
            "variable,answer,share\nage,young,-25\nage,old,75\n",
            "`share` must be a number above 0, in percent.",
            "targets.csv, row 2",
            "leave out who is not in the population with the side's `where`.",
        ),
        (
            "variable,answer,share\nage,,25\n",
            "A target must have `answer`.",
            "targets.csv, row 2",
            "",
        ),
        (
            "variable,answer,share,count\nage,young,25,3\n",
            "A target must have a `share` or a `count`, and not both.",
            "targets.csv, row 2",
            "",
        ),
        (
            "variable,answer,shares\nage,young,100\n",
            "`shares` is not a column of targets.",
            "targets.csv, header",
            "did you mean `share`?",
        ),
    ],
)
def test_targets_that_do_not_match_are_told(weigh, tmp_path, targets, message, where, hint):
    told = weigh(targets)
    assert told.exit_code == 1
    lines = told.stderr.splitlines()
    assert lines[0] == f"TargetError: {message}"
    assert lines[1] == f"  where: {where}"
    assert (f"  hint:  {hint}" in lines) == bool(hint)
    assert not (tmp_path / "weighted.csv").exists()


def test_all_problems_are_told_at_once(weigh):
    told = weigh("variable,answer,share\nage,young,-25\nsex,f,50\nsex,m,40\n")
    assert told.stderr.count("TargetError") == 2


def test_an_answer_without_target_says_how_many_have_it(weigh):
    told = weigh("variable,answer,share\nage,young,100\n")
    assert '  found: none for "old" (40)' in told.stderr.splitlines()


def test_respondents_without_an_answer_are_told(weigh, tmp_path):
    data = tmp_path / "data" / "consumers.csv"
    data.write_text(data.read_text(encoding="utf-8").replace("1,young,m", "1,,m"), encoding="utf-8")
    told = weigh(AGE)
    assert (
        "TargetError: 10 respondents have no answer to `age` (or one the segment leaves out)." in told.stderr
    )


def test_an_unknown_side_is_told(weigh):
    assert weigh(AGE, side="consumers").stderr.splitlines()[0] == (
        "TargetError: `consumers` is not a side of this survey."
    )


def test_a_published_side_has_nobody_to_weight(run, tmp_path):
    (tmp_path / "t.csv").write_text(AGE, encoding="utf-8")
    told = run(
        "weight", "surveys/cmo_council_2011.toml", "--side", "consumer", "--targets", tmp_path / "t.csv",
        "-o", tmp_path / "w.csv",
    )  # fmt: skip
    assert told.stderr.startswith("TargetError: Side `consumer` is published")


@pytest.mark.parametrize(("name", "kind"), [("w.parquet", "Parquet"), ("w.sav", "`.sav`")])
def test_only_csv_is_written_so_far(weigh, tmp_path, name, kind):
    told = weigh(AGE, output=tmp_path / name)
    assert told.exit_code == 1
    assert told.stderr == (
        f"WeightedFileError: A weighted file can't be saved as {kind}: only `.csv` is built so far.\n"
        f"  where: {tmp_path / name}\n"
        "  hint:  save it as `w.csv`.\n"
    )


def test_the_data_are_never_written_over(weigh, tmp_path):
    told = weigh(AGE, output=tmp_path / "data" / "consumers.csv")
    assert told.stderr.startswith("WeightedFileError: The weighted file must not be written over the data.")


def test_a_column_that_is_there_is_not_replaced(weigh):
    assert "`consumers.csv` has a column `sex` already." in weigh(AGE, "--column", "sex").stderr
