"""A survey behind a published table: every weighted share comes out as printed."""

from __future__ import annotations

import numpy as np

from gapkit.loading.cells import faces, normal

WHY = "CC BY 4.0, 2 MB"
BREAKS = (
    ("age3", ("18 - 34", "35 - 64", "65 and up")),
    ("race2", ("White", "Non-white")),
    ("kids", ("Has children", "No children")),
    ("orientation", ("Straight", "Gay/Bisexual")),
)
QUESTIONS = (
    "In general, how masculine",
    "How important is it to you that others see you as masculine?",
    "Do you think that society puts pressure on men",
    "Ask a friend for professional advice",
    "Ask a friend for personal advice",
    "Express physical affection",
    "Cry",
    "Get in a physical fight",
    "Have sexual relations with women",
    "Have sexual relations with men",
    "Watch sports of any kind",
    "Work out",
    "See a therapist",
    "Feel lonely or isolated",
)
COLUMNS = ("q0001", "q0002", "q0005", *(f"q0007_{place:04}" for place in range(1, 12)))


def rows_of(table):
    """Return the cells of a table row by row."""
    columns = [[*cells.distinct.tolist(), ""] for cells in table.columns.values()]
    codes = [cells.codes for cells in table.columns.values()]
    return [
        [texts[each[row]] for texts, each in zip(columns, codes, strict=True)] for row in range(len(table))
    ]


def published(table):
    """Return the printed shares by question and answer."""
    shares, question = {}, ""
    for title, answer, *cells in rows_of(table):
        question = next((each for each in QUESTIONS if title.startswith(each)), "") if title else question
        if answer and question:
            shares[question, normal(answer)] = [int(cell.rstrip("%")) for cell in cells]
    return shares


def holds(table, column, answer):
    cells = table.columns[column]
    return faces(cells).with_text(answer)[cells.codes] & (cells.codes >= 0)


def test_790_published_shares_agree_with_the_weighted_answers(kept_apart):
    printed = published(kept_apart("fivethirtyeight/masculinity-survey.csv", WHY))
    table = kept_apart("fivethirtyeight/masculinity-raw-responses.csv", WHY)
    weight = faces(table.columns["weight"]).numbers[table.columns["weight"].codes]
    everybody = np.ones(len(table), bool)
    groups = [everybody, *(holds(table, column, value) for column, values in BREAKS for value in values)]
    assert sum(len(shares) for shares in printed.values()) == 790
    for (question, answer), shares in printed.items():
        gave = holds(table, COLUMNS[QUESTIONS.index(question)], answer)
        for group, share in zip(groups, shares, strict=True):
            exact = 100 * weight[gave & group].sum() / weight[group].sum()
            assert abs(exact - share) <= 0.5 + 1e-9, (question, answer, exact, share)


def test_options_beside_not_selected_are_one_set(kept_apart):
    table = kept_apart("fivethirtyeight/masculinity-raw-responses.csv", WHY)
    fathers = table.sets[0]
    assert (fathers.name, fathers.counted, len(fathers.columns)) == ("q0004", None, 6)
    weight = faces(table.columns["weight"]).numbers[table.columns["weight"].codes]
    shares = [
        100 * weight[table.columns[name].codes >= 0][~holds(table, name, "Not selected")].sum() / weight.sum()
        for name in fathers.columns
    ]
    assert sorted(np.round(shares, 2)) == [16.73, 23.44, 35.25, 35.33, 41.24, 63.54]


def test_groups_in_the_names_of_columns_stay_columns(kept_apart):
    table = kept_apart("nyc-school-survey/survey_d75.txt", "its licence is not stated")
    assert (len(table), len(table.names), table.source.notes[2]) == (56, 1773, "delimiter tab")
    means = {}
    for who in "pts":
        cells = table.columns[f"saf_{who}_11"]
        means[who] = np.nanmean(np.append(faces(cells, ["NA"]).numbers, np.nan)[cells.codes])
    assert {who: round(mean, 3) for who, mean in means.items()} == {"p": 8.677, "t": 7.239, "s": 7.298}
