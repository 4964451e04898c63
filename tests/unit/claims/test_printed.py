"""Claims about printed figures: no number, no base, a list with holes, margins of the same people."""

from __future__ import annotations

import pytest

import gapkit as gk


def judged(condition, *rows, roles=False, items=("deals", "news")):
    """Judge one condition on published rows of consumers and marketers."""
    question = {
        "id": "q",
        "kind": "knowledge" if roles else "perception",
        "format": "multiple",
        "items": [{"id": each, "label": each.title()} for each in items],
    }
    if roles:
        told = {role: {"side": "marketer", "label": role.title()} for role in ("know", "asked")}
        question |= {"roles": told, "reference": "asked"}
    silent = () if roles else ({"item": items[-1], "side": "consumer", "words": "few"},)
    survey = gk.Survey.from_frames(
        {},
        reference="marketer" if roles else "consumer",
        sides={"marketer": {"label": "Marketers"}} | ({} if roles else {"consumer": {"label": "Consumers"}}),
        questions=[question],
        options={
            "published": [*rows, *silent],
            "claims": [{"text": "Said.", "question": "q", "all": [condition]}],
        },
    )
    (claim,) = gk.check_claims(gk.open(survey))
    return claim


KNOW = {"item": "deals", "side": "know", "percent": 77, "base": 181}
ASKED = {"item": "deals", "side": "asked", "percent": 35, "base": 181}


def test_margins_of_the_same_people_support_what_holds_for_every_overlap():
    claim = judged({"item": "deals", "gap": "over"}, KNOW, ASKED, roles=True, items=("deals",))
    assert claim.verdict == "supported"
    assert claim.sentence.endswith(", whatever the overlap of the two answers.")


def test_margins_that_depend_on_the_overlap_support_nothing():
    close = {**ASKED, "percent": 70}
    claim = judged({"item": "deals", "gap": "over"}, KNOW, close, roles=True, items=("deals",))
    assert claim.verdict == "cannot_tell"


def test_a_list_with_holes_is_no_unknown_base():
    claim = judged(
        {"item": "deals", "side": "marketer", "rank": "first"},
        {"item": "deals", "side": "marketer", "percent": 59, "rank": 1, "base": 181},
        {"item": "news", "side": "marketer", "rank": 2},
        {"item": "deals", "side": "consumer", "percent": 40, "base": 500},
    )
    assert claim.sentence == (
        "Marketers rank “Deals” first; can't tell: not every item of the list has a figure."
    )


def test_words_have_no_figure_and_no_other_reason():
    claim = judged(
        {"item": "news", "side": "consumer", "above": 50},
        {"item": "deals", "side": "marketer", "percent": 59, "base": 181},
        {"item": "news", "side": "marketer", "percent": 50, "base": 181},
        {"item": "deals", "side": "consumer", "percent": 40, "base": 500},
    )
    assert (claim.verdict, claim.sentence) == ("cannot_tell", "“News”: There is no figure for it.")


@pytest.mark.parametrize(("news", "verdict"), [(45, "supported"), (80, "cannot_tell")])
def test_two_printed_gaps_are_compared_at_the_widest_their_items_may_vary_together(news, verdict):
    rows = [
        {"item": "deals", "side": "marketer", "percent": 9, "base": 132},
        {"item": "news", "side": "marketer", "percent": 40, "base": 132},
        {"item": "deals", "side": "consumer", "percent": 60, "base": 1300},
        {"item": "news", "side": "consumer", "percent": news, "base": 1300},
    ]
    claim = judged_pair(rows)
    assert claim.verdict == verdict


def judged_pair(rows):
    """Judge whether the first gap is larger than the second."""
    items = [{"id": each, "label": each.title()} for each in ("deals", "news")]
    condition = {"item": "deals", "gap_larger_than": "news"}
    survey = gk.Survey.from_frames(
        {},
        reference="consumer",
        sides={"consumer": {"label": "Consumers"}, "marketer": {"label": "Marketers"}},
        questions=[{"id": "q", "kind": "perception", "format": "multiple", "items": items}],
        options={"published": rows, "claims": [{"text": "Said.", "question": "q", "all": [condition]}]},
    )
    (claim,) = gk.check_claims(gk.open(survey))
    return claim
