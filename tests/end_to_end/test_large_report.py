"""Forty questions by five segments in one document: nothing runs over a margin, no page is left empty."""

import io

import numpy as np
import pandas as pd
import pypdfium2
import pytest

import gapkit as gk

QUESTIONS, ITEMS = 40, 4
AGES = ("18-24", "25-34", "35-44", "45-54", "55+")
MARGIN = 50.0
"""Points: a little less than the report's side margins."""


@pytest.fixture(scope="module")
def large():
    rng = np.random.default_rng(11)

    def people(n, shift):
        shares = 0.2 + 0.6 * (np.arange(QUESTIONS * ITEMS) * 7 % 11) / 11
        ticks = rng.random((n, QUESTIONS * ITEMS)) < np.clip(
            shares + shift * (-1.0) ** np.arange(len(shares)), 0, 1
        )
        frame = pd.DataFrame(ticks.astype(int), columns=[f"c{place}" for place in range(len(shares))])
        return frame.assign(age=rng.choice(AGES, n))

    questions = [
        {
            "id": f"q{number}",
            "label": f"Question {number} on what is asked for and what is done about it",
            "kind": "opinion",
            "format": "multiple",
            "items": [
                {"id": f"c{number * ITEMS + place}", "label": f"Item {place} of question {number}"}
                | dict.fromkeys(("consumer", "marketer"), f"c{number * ITEMS + place}")
                for place in range(ITEMS)
            ],
        }
        for number in range(QUESTIONS)
    ]
    survey = gk.Survey.from_frames(
        {"consumer": people(900, 0.0), "marketer": people(400, 0.1)},
        reference="consumer",
        title="A large study",
        questions=questions,
        segments={"age": {"label": "Age", "consumer": "age", "marketer": "age", "order": list(AGES)}},
    )
    return gk.report(gk.open(survey), by="age")


@pytest.fixture(scope="module")
def pages(large):
    return list(pypdfium2.PdfDocument(io.BytesIO(large.pdf())))


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_nothing_runs_over_a_margin(pages):
    for page in pages:
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(place)
            assert left > MARGIN, page
            assert right < width - MARGIN
            assert 20 < bottom < top < height - 20


@pytest.mark.slow
def test_every_question_is_there_and_no_page_is_nearly_empty(pages):
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    whole = " ".join(" ".join(text.split()) for text in texts)
    for number in range(QUESTIONS):
        assert f"Question {number} on what is asked for and what is done about it: Marketer" in whole
    assert all(len(text) > 250 for text in texts[1:])


@pytest.mark.slow
def test_every_figure_fits_on_a_page(large):
    tallest = large.theme.page.tallest * 72
    for figure in large.data.figures():
        width, height = (float(each) for each in figure.svg.split('viewBox="0 0 ')[1].split('"')[0].split())
        assert height * large.theme.width * 72 / width <= tallest * 1.02
