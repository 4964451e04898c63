"""Small surveys and files for the loader's tests."""

from __future__ import annotations

import pandas as pd
import pyreadstat
import pytest

from gapkit.errors import GapkitError
from gapkit.loading import load
from gapkit.survey import Column, Item, Question, Scale, Segment, Side, Survey, TopBox


@pytest.fixture
def multiple():
    """Build a multiple question with a column per item on side ``us``."""

    def build(*columns: str | Column, **options):
        items = []
        for each in columns or ("q1",):
            column = each if isinstance(each, Column) else Column(each)
            items.append(Item(column.name, column.name.upper(), columns={"us": column}))
        return Question("likes", "opinion", "multiple", "Likes", tuple(items), **options)

    return build


@pytest.fixture
def scale():
    """Build a scale question of one column on side ``us``."""

    def build(points=(1, 2, 3), labels=("Low", "Middle", "High"), *, reverse=False, missing=(), off=()):
        item = Item("trust", "Trust", columns={"us": Column("q1", reverse=reverse)})
        answers = Scale(points, labels, off_scale=off, missing=missing)
        return Question(
            "trust", "opinion", "scale", "Trust", (item,), scale={"us": answers}, measure={"us": TopBox(1)}
        )

    return build


@pytest.fixture
def single():
    """Build a single choice in column ``q1`` on side ``us`` from the answers of each item."""

    def build(*answers, **options):
        items = tuple(
            Item(f"item{place}", f"Item {place}", answers={"us": each}) for place, each in enumerate(answers)
        )
        return Question("choice", "opinion", "single", "Choice", items, column={"us": "q1"}, **options)

    return build


@pytest.fixture
def survey_of():
    """Build a survey whose side ``us`` has the given design."""

    def build(*questions: Question, segment: Segment | None = None, **design):
        sides = {"us": Side("us", "Us", **design), "them": Side("them", "Them")}
        segments = {segment.id: segment} if segment else {}
        return Survey("Test", "them", sides, tuple(questions), segments=segments)

    return build


@pytest.fixture
def load_text(tmp_path, survey_of, multiple):
    """Load text or bytes as a file called ``us.csv``."""

    def build(content, survey=None, *, name="us.csv"):
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return load(path, survey or survey_of(multiple("q1")), side="us")

    return build


@pytest.fixture
def load_frame(survey_of, multiple):
    """Load columns as a data frame."""

    def build(columns, *questions, **design):
        return load(pd.DataFrame(columns), survey_of(*(questions or (multiple("q1"),)), **design), side="us")

    return build


@pytest.fixture
def told():
    """Return the whole message of the error that a call raises."""

    def build(call, *arguments, **options):
        with pytest.raises(GapkitError) as caught:
            call(*arguments, **options)
        return str(caught.value)

    return build


@pytest.fixture
def write_sav(tmp_path):
    """Write columns as an SPSS file."""

    def build(columns, *, name="us.sav", **options):
        path = tmp_path / name
        pyreadstat.write_sav(pd.DataFrame(columns), path, **options)
        return path

    return build
