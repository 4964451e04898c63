"""Two files to the draft of a survey file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import gapkit as gk
from gapkit.errors.proposals import ProposalError
from gapkit.proposing import propose
from gapkit.proposing.scores import comparable_of

YES_NO = (["Yes", "No", "Yes", "No"], ["No", "No", "Yes", "Yes"])
FIVE = ["Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree"]


def read(made, folder):
    """Save a proposal and read it as a survey."""
    return gk.read_survey(made.save(folder / "study.toml", force=True))


def pairs(made):
    """The items on both sides."""
    return {(row.item, row.status) for row in made.rows if row.status != "one_sided"}


BLOCKS = {
    "ticks": (
        {"I want: low prices": YES_NO[0], "I want: fast help": YES_NO[1]},
        {"Fans want: low prices": YES_NO[1], "Fans want: fast help": YES_NO[0]},
        ("multiple", 2),
    ),
    "ticks of one and nought": (
        {"Low prices": [1, 0, 1, 0], "Fast help": [0, 0, 1, 1]},
        {"Low prices": YES_NO[0], "Fast help": YES_NO[1]},
        ("multiple", 2),
    ),
    "option or blank": (
        {"Low prices": ["Low prices", "", "", "Low prices"], "Fast help": ["", "Fast help", "", ""]},
        {"Low prices": YES_NO[0], "Fast help": YES_NO[1]},
        ("multiple", 2),
    ),
    "one joined cell": (
        {"What do you like": ["Prices;Help", "Prices", "Help;News", "News"]},
        {"What do you like": ["Help;Prices", "News", "News;Prices", "Help"]},
        ("multiple", 3),
    ),
    "a single choice": (
        {"Which one is best": ["Tea", "Coffee", "Milk", "Tea"]},
        {"Which one is best": ["Coffee", "Tea", "Milk", "Milk"]},
        ("single", 3),
    ),
    "words of a scale": (
        {"Brands listen": FIVE, "Brands help": FIVE[::-1]},
        {"Brands listen": FIVE[::-1], "Brands help": FIVE},
        ("scale", 2),
    ),
    "numbers of a scale": (
        {"Brands listen": [1, 2, 3, 4, 5], "Brands help": [5, 4, 3, 2, 1]},
        {"Brands listen": [1, 2, 3, 4, 5], "Brands help": [5, 4, 3, 2, 1]},
        ("scale", 2),
    ),
    "measurements": (
        {"Accounts followed": list(range(0, 80, 5))},
        {"Accounts followed": list(range(1, 97, 6))},
        ("number", 1),
    ),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_of_each_kind_is_found_paired_and_computed(kind, proposal, tmp_path):
    first, second, (form, items) = BLOCKS[kind]
    made = proposal(staff=first, fans=second)
    survey = read(made, tmp_path)
    assert [(each.format, len(each.items)) for each in survey.questions] == [(form, items)]
    gaps = gk.gap(gk.open(survey))
    assert len(gaps) == items
    assert {row.side for row in gaps} == {"staff"}


def test_equal_wordings_are_pairs_without_a_mark(proposal):
    made = proposal(de={"Low prices": YES_NO[0]}, uk={"Low prices": YES_NO[1]})
    assert pairs(made) == {("low_prices", "same")}
    assert made.marks == ()


def test_every_uncertain_pair_is_marked_and_noted(proposal):
    made = proposal(
        de={"I want low prices": YES_NO[0], "Fast help": YES_NO[1], "Same": YES_NO[0]},
        uk={"They want a low price": YES_NO[0], "Fast help at once": YES_NO[1], "Same": YES_NO[0]},
    )
    doubtful = [row for row in made.rows if row.status == "confirm"]
    assert len(doubtful) == 2
    lines = made.text.splitlines()
    for row in doubtful:
        assert row.score < 100
        place = next(number for number, line in enumerate(lines) if f'"{row.item}"' in line)
        assert re.match(r"  # CONFIRM \d\d %: ", lines[place - 1])
        assert row.side_wording in lines[place - 1]
        assert row.reference_wording in lines[place - 1]
        assert "not confirmed" in lines[place]


def test_the_grade_says_when_only_the_person_differs(proposal):
    made = proposal(
        staff={"They like our content": YES_NO[0], "Prices": YES_NO[0]},
        fans={"I like their content": YES_NO[0], "Prices": YES_NO[0]},
    )
    assert {row.comparable for row in made.rows} == {"same", "shifted"}
    assert 'kind = "perception"' in made.text


def test_items_of_one_side_stay(proposal, tmp_path):
    made = proposal(de={"Low prices": YES_NO[0], "Opening hours": YES_NO[1]}, uk={"Low prices": YES_NO[1]})
    survey = read(made, tmp_path)
    assert [sorted(item.columns) for item in survey.questions[0].items] == [["de", "uk"], ["de"]]


def test_questions_of_one_side_are_listed(proposal):
    made = proposal(
        de={"Low prices": YES_NO[0], "Years of work": [1, 40, 13, 27]}, uk={"Low prices": YES_NO[1]}
    )
    assert "# Only asked of de" in made.text
    assert "“Years of work”" in made.text


def test_codes_that_run_the_other_way_are_reversed_and_marked(tmp_path):
    labels = dict(enumerate(FIVE, 1))
    pyreadstat = pytest.importorskip("pyreadstat")
    import pandas as pd

    for name, codes in (("de", labels), ("uk", {6 - code: label for code, label in labels.items()})):
        pyreadstat.write_sav(
            pd.DataFrame({"q1": [1.0, 2, 3, 4, 5] * 8}),
            tmp_path / f"{name}.sav",
            column_labels={"q1": "Brands listen"},
            variable_value_labels={"q1": codes},
        )
    made = propose(tmp_path / "de.sav", tmp_path / "uk.sav", survey=tmp_path / "study.toml")
    survey = read(made, tmp_path)
    item = survey.questions[0].items[0]
    assert (item.columns["de"].reverse, item.columns["uk"].reverse) == (False, True)
    assert "# CONFIRM: the codes run from high to low: see `reverse`" in made.text


def test_scales_of_different_length_wait_for_a_choice(proposal, tmp_path):
    seven = ["Very bad", "Poor", "Fair", "Average", "Good", "Very good", "Excellent"]
    five = ["Never", "Rarely", "Sometimes", "Often", "Always"]
    made = proposal(
        de={"Brands listen": five, "Prices": (YES_NO[0] * 2)[:5]},
        uk={"Brands listen": seven, "Prices": (YES_NO[0] * 2)[:7]},
    )
    assert {row.item: row.status for row in made.rows} == {"brands_listen": "choose", "prices": "same"}
    assert [each.id for each in read(made, tmp_path).questions] == ["prices"]
    chosen = made.text[: made.text.index("# CHOOSE")]
    rest = made.text[made.text.index("# CHOOSE") :].split("\n\n", 1)
    question = [re.sub("^# ", "", line) for line in rest[0].splitlines()[3:]]
    edited = chosen + "\n".join(question) + "\n\n" + rest[1]
    survey = gk.read_survey(write(tmp_path / "edited.toml", edited))
    assert [each.match for each in survey.questions] == ["boxes", None]
    assert len(gk.gap(gk.open(survey))) == 2


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_answers_that_read_like_none_are_marked_and_not_masked_in_silence(proposal):
    answers = ["Tea", "Coffee", "Tea", "Prefer not to say"]
    made = proposal(de={"Which one is best": answers}, uk={"Which one is best": answers})
    line = next(line for line in made.text.splitlines() if "Prefer not to say" in line)
    assert line == "# CONFIRM: no answer, though no file declares it so? Prefer not to say"


def test_a_blank_beside_ticks_is_marked(proposal):
    made = proposal(
        de={"Low prices": ["Low prices", "", "", ""]}, uk={"Low prices": ["Low prices", "", "", ""]}
    )
    assert "# CONFIRM: a blank may mean no, or not asked: see `base`" in made.text
    assert 'base = "answered_any"' in made.text


def test_weights_are_told_and_never_applied(proposal, tmp_path):
    made = proposal(
        de={"Low prices": YES_NO[0], "weight": [0.5, 1.5, 1.25, 0.75]}, uk={"Low prices": YES_NO[1]}
    )
    assert '# weight = "weight"' in made.text
    assert read(made, tmp_path).sides["de"].weight is None


def test_who_answered_becomes_a_segment_of_both_sides(proposal, tmp_path):
    ages = ["18-29", "> 60", "30-60", "18-29"]
    made = proposal(
        de={"Age": ages, "Low prices": YES_NO[0], "Gender": ["Man", "Woman", "Man", "Woman"]},
        uk={"age": ages, "Low prices": YES_NO[1]},
    )
    segments = read(made, tmp_path).segments
    assert {name: dict(each.columns) for name, each in segments.items()} == {
        "age": {"de": "Age", "uk": "age"},
        "gender": {"de": "Gender"},
    }
    assert segments["age"].order == ("18-29", "30-60", "> 60")


def test_the_same_files_give_the_same_text(proposal):
    first, second, _ = BLOCKS["ticks"]
    assert proposal(de=first, uk=second).text == proposal(de=first, uk=second).text


HOSTILE = [
    'quote " and \\ backslash',
    "line\u2028end",
    "''' + \"\"\" ]",
    "{ id = 1 } # comment",
    "\u202eevil",
    "tab\tinside",
    "<script>alert(1)</script>",
    "=cmd()|'x'!A1",
    "$x^2$ #set",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_data_stays_text(text, tmp_path):
    heading = text.replace('"', '""')
    for name, cells in (("de", YES_NO[0]), ("uk", YES_NO[1])):
        body = "\n".join(f'"{cell}","{cell}"' for cell in cells * 8)
        write(tmp_path / f"{name}.csv", f'"{heading} wanted","Other thing"\n{body}\n')
    made = propose(tmp_path / "de.csv", tmp_path / "uk.csv", survey=tmp_path / "study.toml")
    document = tomllib.loads(made.text)
    assert set(document) == {"gapkit", "title", "reference", "sides", "questions"}
    assert len(gk.gap(gk.open(read(made, tmp_path)))) == 2


def test_sides_are_called_after_what_tells_the_files_apart(proposal):
    made = proposal(study_2017_de={"Low prices": YES_NO[0]}, study_2017_uk={"Low prices": YES_NO[1]})
    assert [side.id for side in made.sides] == ["de", "uk"]


def test_gaps_are_measured_from_those_others_have_beliefs_about(proposal):
    made = proposal(consumers={"Low prices": YES_NO[0]}, marketers={"Low prices": YES_NO[1]})
    assert 'reference = "consumers"   # gap = marketers minus consumers' in made.text


def test_a_name_of_the_grammar_is_not_taken_for_a_side(proposal, tmp_path):
    made = proposal(label={"Low prices": YES_NO[0]}, mean={"Low prices": YES_NO[1]})
    assert [side.id for side in made.sides] == ["label_side", "mean_side"]
    assert read(made, tmp_path).title


def test_one_file_that_asks_in_two_ways_becomes_roles(files, tmp_path):
    answers = [1, 4, 7, 6, 2, 7]
    (path,) = files(
        office={
            "Advising": answers,
            "Testing": answers[::-1],
            "Advising - Importance": answers[::-1],
            "Testing - Importance": answers,
        }
    )
    made = propose(path, survey=tmp_path / "study.toml")
    survey = read(made, tmp_path)
    question = survey.questions[0]
    assert question.roles == ("rating", "importance")
    assert question.reference == "importance"
    assert [dict(item.columns)["importance"].name for item in question.items] == [
        "Advising - Importance",
        "Testing - Importance",
    ]
    assert {row.status for row in made.rows} == {"confirm"}
    assert len(gk.gap(gk.open(survey))) == 2


def test_one_file_of_both_sides_is_split_by_filters(files, tmp_path):
    (path,) = files(all={"who": ["fan", "fan", "staff", "staff"], "Low prices": YES_NO[0]})
    made = propose(
        path,
        path,
        names=["staff", "fans"],
        where=['who == "staff"', 'who == "fan"'],
        survey=tmp_path / "s.toml",
    )
    study = gk.open(read(made, tmp_path))
    assert {name: side.respondents for name, side in study.sides.items()} == {"staff": 16, "fans": 16}


def test_a_codebook_gives_bare_columns_their_wording(files, tmp_path):
    first, second = files(
        staff={"q1_1": YES_NO[0], "q1_2": YES_NO[1]}, fans={"Low prices": YES_NO[0], "Fast help": YES_NO[1]}
    )
    book = write(tmp_path / "book.csv", "column,label\nq1_1,Fast help\nq1_2,Low prices\n")
    made = propose(first, second, wording=book, survey=tmp_path / "study.toml")
    items = read(made, tmp_path).questions[0].items
    assert {item.id: item.columns["staff"].name for item in items} == {
        "fast_help": "q1_1",
        "low_prices": "q1_2",
    }


def whole(raised):
    return str(raised.value)


def test_files_without_a_common_wording_are_told(files, tmp_path):
    first, second = files(de={"q1_1": YES_NO[0]}, uk={"Low prices": YES_NO[0]})
    with pytest.raises(ProposalError) as raised:
        propose(first, second, survey=tmp_path / "study.toml")
    assert whole(raised) == (
        "ProposalError: No question of the two files is worded alike.\n"
        "  where: de.csv, uk.csv\n"
        "  found: no wording in `de.csv`\n"
        "  hint:  give the wordings of bare columns with --wording: a CSV with `column` and `label`."
    )


def test_a_file_is_not_set_beside_itself(files):
    (path,) = files(de={"Low prices": YES_NO[0]})
    with pytest.raises(ProposalError) as raised:
        propose(path, path)
    assert whole(raised) == (
        "ProposalError: `de.csv` is given for both sides without saying who belongs to which.\n"
        "  hint:  give --where twice, one for each side; or the file once, to compare columns of its own."
    )


def test_too_many_items_are_refused_by_the_limit(tmp_path):
    names = ",".join(f"Thing {number} wanted" for number in range(2001))
    path = write(
        tmp_path / "wide.csv", names + "\n" + "\n".join(",".join("7" * 2001) for _ in range(3)) + "\n"
    )
    other = write(tmp_path / "other.csv", "Low prices\n" + "Yes\nNo\n" * 9)
    with pytest.raises(ProposalError) as raised:
        propose(path, other)
    assert whole(raised) == (
        "ProposalError: `wide.csv` has more items than 2,000, the most that a side may have.\n"
        "  found: 2,001 items\n"
        "  hint:  keep the columns to be compared in a file of their own."
    )


def test_a_survey_file_is_replaced_on_demand_only(proposal, tmp_path):
    made = proposal(de={"Low prices": YES_NO[0]}, uk={"Low prices": YES_NO[1]})
    path = write(tmp_path / "mine.toml", "mine")
    with pytest.raises(ProposalError) as raised:
        made.save(path)
    assert whole(raised) == (
        f"ProposalError: `{path}` is there already.\n"
        "  hint:  name another file, or replace it with --force (`force=True`)."
    )
    assert path.read_text() == "mine"
    assert made.save(path, force=True).read_text(encoding="utf-8") == made.text


def test_items_of_a_block_that_is_paired_in_part_only_stay(proposal):
    """Every column of both files is in the draft: paired, on one side, or listed."""
    cells = [YES_NO[number % 2] for number in range(5)]
    offers = ["Service on Facebook", "Sharing of ideas", "Exclusive offers", "Quick replies", "Influence"]
    wishes = ["Loyalty points for friends", "Service on Facebook", "Weather maps", "Cat pictures", "Music"]
    made = proposal(staff=dict(zip(offers, cells, strict=True)), fans=dict(zip(wishes, cells, strict=True)))
    columns = [part.column for side in made.sides for block in side.blocks for part in block.parts]
    assert sorted(columns) == sorted(offers + wishes)
    told = {row.side_wording for row in made.rows} | {row.reference_wording for row in made.rows}
    assert told - {""} == {*offers, *wishes}
    assert len([row for row in made.rows if row.status == "one_sided"]) == 8


def test_every_column_of_two_real_files_is_accounted_for():
    data = Path(__file__).parents[3] / "data" / "social_brand"
    made = propose(
        data / "synthetic_marketers.csv",
        data / "synthetic_consumers.sav",
        names=("marketer", "consumer"),
        wording=data / "marketers_codebook.csv",
    )
    for side in made.sides:
        columns = {part.column for block in side.blocks for part in block.parts} | {*side.left_out}
        assert {each for each in columns if not re.search(f'["`]{each}["`]', made.text)} == set()
    unpaired = {row.side_wording for row in made.rows if row.status == "one_sided"}
    assert {"Exclusive offers for the most active", "Use social media to reply faster"} <= unpaired


@pytest.mark.parametrize(
    ("first", "second", "score", "grade"),
    [
        ("They like our content", "I like a brand for: its content", 87.0, "shifted"),
        ("They search for help", "I find help", 84.0, "related"),
        ("People management", "Management", 87.0, "related"),
        ("Low prices", "Lower prices", 89.0, "related"),
    ],
)
def test_another_speaker_needs_less_to_be_a_shift(first, second, score, grade):
    assert comparable_of(first, second, score) == grade
