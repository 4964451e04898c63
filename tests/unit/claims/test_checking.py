"""Claims judged against small studies whose answers can be counted by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import gapkit as gk
from gapkit.claims import JudgedClaim
from gapkit.errors import GapkitError


def people(base: int, **ticks: int) -> pd.DataFrame:
    """Return respondents of whom the first so many tick each item."""
    return pd.DataFrame({name: [1] * n + [0] * (base - n) for name, n in ticks.items()})


def study(*claims: dict[str, Any], margin: float | None = 10) -> Any:
    consumers = people(1000, deals=600, news=400, ideas=399, fans=100)
    marketers = people(400, deals=120, news=160, ideas=152, fans=240)
    survey = gk.Survey.from_frames(
        {"consumer": consumers, "marketer": marketers},
        reference="consumer",
        pairs={name: {"consumer": name, "marketer": name} for name in consumers},
        margin=margin,
        options={"claims": list(claims)},
    )
    return gk.open(survey)


def judged(condition: dict[str, Any], **more: Any) -> JudgedClaim:
    (claim,) = gk.check_claims(study({"text": "A claim.", "all": [condition]}, **more))
    return claim


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        ({"rank": "first", "item": "deals", "side": "consumer"}, "supported"),
        ({"rank": 1, "item": "deals", "side": "consumer"}, "supported"),
        ({"rank": "last", "item": "fans", "side": "consumer"}, "supported"),
        ({"rank": "last", "item": "fans", "side": "marketer"}, "contradicted"),
        ({"rank": "top2", "item": "fans", "side": "marketer"}, "supported"),
        ({"rank": 2, "item": "news", "side": "consumer"}, "cannot_tell"),
        ({"rank": 2, "tied": True, "item": "news", "side": "consumer"}, "cannot_tell"),
        ({"rank": 1, "tied": True, "item": "deals", "side": "consumer"}, "cannot_tell"),
        ({"rank": 1, "tied": True, "item": "fans", "side": "consumer"}, "contradicted"),
        ({"item": "deals", "side": "consumer", "above": 50}, "supported"),
        ({"item": "deals", "side": "consumer", "above": 59}, "cannot_tell"),
        ({"item": "deals", "side": "consumer", "below": 50}, "contradicted"),
        ({"item": "deals", "side": "consumer", "between": [55, 65]}, "supported"),
        ({"item": "deals", "side": "consumer", "higher_than": "news"}, "supported"),
        ({"item": "fans", "side": "consumer", "higher_than": "news"}, "contradicted"),
        ({"item": "fans", "gap": "over"}, "supported"),
        ({"item": "fans", "gap": "over", "margin": 30}, "supported"),
        ({"item": "fans", "gap": "over", "margin": 50}, "cannot_tell"),
        ({"item": "fans", "gap": "over", "margin": 70}, "contradicted"),
        ({"item": "deals", "gap": "over"}, "contradicted"),
        ({"item": "deals", "gap": "under"}, "supported"),
        ({"item": "news", "gap": "aligned"}, "supported"),
        ({"item": "news", "gap": "aligned", "margin": 1}, "cannot_tell"),
        ({"item": "deals", "gap": "aligned"}, "contradicted"),
        ({"item": "fans", "gap_larger_than": "deals"}, "supported"),
        ({"item": "news", "gap_larger_than": "deals"}, "contradicted"),
        ({"item": "news", "gap_larger_than": "ideas"}, "cannot_tell"),
        ({"gap": "under", "at_least": 1}, "supported"),
        ({"gap": "under", "at_least": 4}, "contradicted"),
        ({"gap": "under", "at_least": 2}, "cannot_tell"),
    ],
)
def test_a_condition_is_judged_by_its_interval(condition: dict[str, Any], verdict: str) -> None:
    assert judged(condition).verdict == verdict


def test_the_judgement_tells_number_interval_base_and_sentence() -> None:
    (condition,) = judged({"item": "deals", "side": "consumer", "above": 50}).conditions
    assert condition.value == 0.6
    # Wilson by hand: centre 0.599617, half 0.030308.
    assert (condition.low, condition.high) == pytest.approx((0.569309, 0.629925), abs=1e-6)
    assert condition.base == 1000
    assert condition.sentence == "Consumer: “Deals” stands at 60% (95% interval 57 to 63%)."


def test_what_cannot_be_told_says_why() -> None:
    claim = judged({"rank": 2, "item": "news", "side": "consumer"})
    assert claim.sentence == (
        "Consumer rank “News” second of 4; ranks 2 to 3 are possible; can't tell: the sample leaves it open."
    )


def test_a_place_that_was_claimed_and_is_not_found_is_named() -> None:
    (last,) = judged({"rank": "last", "item": "fans", "side": "marketer"}).conditions
    assert last.sentence.endswith("; claimed: last.")
    (tied,) = judged({"rank": 1, "tied": True, "item": "deals", "side": "consumer"}).conditions
    assert "; claimed: first, tied" in tied.sentence


def test_all_and_any_join_conditions() -> None:
    good = {"item": "deals", "side": "consumer", "above": 50}
    bad = {"item": "deals", "side": "consumer", "below": 50}
    open_ = {"item": "deals", "side": "consumer", "above": 59}
    told = {
        key: [each.verdict for each in gk.check_claims(study(*({"text": "?", key: pair} for pair in pairs)))]
        for key, pairs in {
            "all": ([good, good], [good, open_], [open_, bad]),
            "any": ([bad, bad], [bad, open_], [open_, good]),
        }.items()
    }
    assert told == {
        "all": ["supported", "cannot_tell", "contradicted"],
        "any": ["contradicted", "cannot_tell", "supported"],
    }


def published(**marketer_base: Any) -> Any:
    rows = [
        {"item": item, "side": side, "percent": percent}
        for item, sides in {"service": (37, 59), "deals": (83, 53), "products": (55, 53)}.items()
        for side, percent in zip(("consumer", "marketer"), sides, strict=True)
    ]
    survey = {
        "gapkit": 1,
        "title": "Printed",
        "reference": "consumer",
        "sides": {"consumer": {"label": "Consumers"}, "marketer": {"label": "Marketers", **marketer_base}},
    }
    questions = [
        {
            "id": "wants",
            "kind": "perception",
            "format": "multiple",
            "items": [{"id": each, "label": each.capitalize()} for each in ("service", "deals", "products")],
        }
    ]
    claims = [
        {
            "text": "Deals tie for second.",
            "all": [{"rank": 2, "tied": True, "item": "deals", "side": "marketer"}],
        },
        {"text": "Service is first.", "all": [{"rank": "first", "item": "service", "side": "marketer"}]},
        {"text": "Service is last.", "all": [{"rank": "last", "item": "service", "side": "marketer"}]},
        {"text": "Deals are first.", "all": [{"rank": "first", "item": "deals", "side": "consumer"}]},
        {"text": "Over half.", "all": [{"item": "deals", "side": "consumer", "above": 50}]},
    ]
    return survey | {"questions": questions, "claims": claims, "published": rows}


def opened(document: dict[str, Any], folder: Any) -> Any:
    import json

    path = folder / "survey.toml"
    lines = [
        f"{key} = {json.dumps(value)}"
        for key, value in document.items()
        if not isinstance(value, dict | list)
    ]
    lines += [
        f"[sides.{name}]\n" + "\n".join(f"{k} = {json.dumps(v)}" for k, v in side.items())
        for name, side in document["sides"].items()
    ]

    def inline(value: Any) -> str:
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{key} = {inline(each)}" for key, each in value.items()) + " }"
        if isinstance(value, list):
            return "[ " + ", ".join(inline(each) for each in value) + " ]"
        return json.dumps(value)

    lists = [f"{key} = {inline(document[key])}" for key in ("published", "questions", "claims")]
    path.write_text("\n".join([lines[0], *lines[1:3], *lists, *lines[3:]]), "utf-8")
    return gk.open(path)


def test_without_a_base_nothing_is_decided_and_the_print_is_told(tmp_path: Any) -> None:
    told = gk.check_claims(opened(published(base=181), tmp_path))
    assert [each.verdict for each in told] == [
        "cannot_tell",
        "cannot_tell",
        "cannot_tell",
        "cannot_tell",
        "cannot_tell",
    ]
    sentences = [each.sentence for each in told]
    assert sentences[3] == "Consumers rank “Deals” first; can't tell: the base is not known."
    assert sentences[4] == "Consumers: “Deals” stands at 83%; can't tell: the base is not known."


def test_printed_shares_with_a_large_base_decide_ranks(tmp_path: Any) -> None:
    told = gk.check_claims(opened(published(base=20000), tmp_path))
    assert [each.verdict for each in told][:3] == ["cannot_tell", "supported", "contradicted"]


DEALS = {"item": "deals", "side": "consumer"}
GAP = {"item": "deals", "gap": "over"}


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ({}, "A claim must have its conditions in `all` or in `any`, and not in both."),
        ({"all": []}, "`all` must hold at least one condition."),
        ({"all": [{"item": "deals"}]}, "A condition must state one thing."),
        ({"all": [{"item": "deal", "gap": "over"}]}, "The survey has no item `deal`."),
        ({"all": [{"item": "deals", "above": 5}]}, "This condition needs `side`."),
        ({"all": [{"item": "deals", "side": "firm", "above": 5}]}, "The survey has no side `firm`."),
        ({"all": [DEALS | {"rank": "best"}]}, "`rank` must be a place in the list."),
        ({"all": [DEALS | {"between": [9, 1]}]}, "`between` must give the lower limit first."),
        ({"all": [GAP | {"tied": True}]}, "`tied` needs `rank` beside it."),
        ({"all": [GAP | {"wave": "2024"}]}, "The survey has no wave `2024`."),
        ({"all": [GAP | {"segment": "age"}]}, "`segment` must name a break and its segment"),
        ({"all": [GAP], "question": "wants"}, "The survey has no question `wants`."),
        ({"all": [{"item": "deals", "gapp": "over"}]}, "`gapp` is not a key of a condition."),
    ],
)
def test_a_claim_that_cannot_be_judged_is_an_error(claim: dict[str, Any], message: str) -> None:
    with pytest.raises(GapkitError) as caught:
        study({"text": "A claim."} | claim)
    assert message in str(caught.value)


def test_results_have_one_row_a_condition() -> None:
    told = gk.check_claims(
        study({"text": "Both.", "source": "A page", "all": [
            {"item": "deals", "gap": "under"}, {"item": "fans", "gap": "over"},
        ]})
    )  # fmt: skip
    frame = told.to_frame()
    assert frame[["claim", "source", "verdict", "item", "condition_verdict"]].to_numpy().tolist() == [
        ["Both.", "A page", "supported", "deals", "supported"],
        ["Both.", "A page", "supported", "fans", "supported"],
    ]
    assert frame["value"].tolist() == pytest.approx([-0.3, 0.5])
    assert repr(told) == "<Claims of 'Gap study': 1 supported, 0 contradicted, 0 can't tell>"
    assert "Both." in told._repr_html_()
