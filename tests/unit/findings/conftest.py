"""Gaps written by hand: every number is typed here, none is computed."""

from math import inf, nan

import pytest

from gapkit.gaps import Gap, Gaps, Method
from gapkit.study import Study
from gapkit.survey import Item, Question, Segment, Side, Survey
from gapkit.tallies import Estimate, Tally

LABELS = {"consumer": "Consumers", "marketer": "Marketers"}


def estimate(side, item, label, value, base, *, status, rank, words, segment):
    return Estimate(
        question="q",
        item=item,
        label=label,
        side=side,
        measure="share",
        segment_by="" if segment == "all" else "age",
        segment=segment,
        value=value,
        se=nan,
        df=inf,
        spread=nan,
        ci_low=nan,
        ci_high=nan,
        conf_level=0.95,
        asked=base,
        base=base,
        ticked=nan,
        weighted_base=base,
        kish_base=base,
        effective_base=base,
        rank=rank,
        status=status,
        words=words,
    )


def row(
    label,
    side=nan,
    reference=nan,
    *,
    limits=(nan, nan),
    verdict="",
    status="ok",
    kind="perception",
    margin=nan,
    family_size=8,
    adjust="max-t",
    measure="share",
    comparable="same",
    bases=(132.0, 1300.0),
    ranks=(nan, nan),
    statuses=("ok", "ok"),
    words=("", ""),
    base_needed=nan,
    segment="all",
):
    item = label.lower().replace(" ", "_")
    of_side, of_reference = (
        estimate(name, item, label, value, base, status=state, rank=rank, words=said, segment=segment)
        for name, value, base, state, rank, said in zip(
            ("marketer", "consumer"), (side, reference), bases, statuses, ranks, words, strict=True
        )
    )
    flagged = verdict in ("over", "under")
    return Gap(
        survey="Hand-made",
        question="q",
        item=item,
        label=label,
        kind=kind,
        comparable=comparable,
        measure=measure,
        segment_by="" if segment == "all" else "age",
        segment=segment,
        side="marketer",
        reference="consumer",
        of_side=of_side,
        of_reference=of_reference,
        gap=side - reference,
        se=nan,
        df=inf,
        ci_low=limits[0],
        ci_high=limits[1],
        conf_level=0.95,
        p_value=nan if not verdict else 0.001 if flagged else 0.4,
        ci_low_family=limits[0],
        ci_high_family=limits[1],
        p_adjusted=nan if not verdict else 0.001 if flagged else 0.4,
        adjust=adjust if verdict else "",
        family_size=family_size if verdict else 0,
        verdict=verdict,
        margin=margin,
        effect_size=nan,
        base_needed=base_needed,
        envelope_low=nan,
        envelope_high=nan,
        status=status,
        flags=(),
    )


def gaps_of(*rows):
    items = tuple(Item(each.item, each.label) for each in rows)
    survey = Survey(
        title="Hand-made",
        reference="consumer",
        sides={name: Side(name, label) for name, label in LABELS.items()},
        questions=(Question("q", rows[0].kind, "multiple", "A question", items),),
        segments={"age": Segment("age", "Age", {"consumer": "age"})},
    )
    tally = Tally(Study(survey, {}), "", ("all",), (), {})
    return Gaps(tally, tuple(rows), Method(0.95, "score", ("max-t",), "question"))


@pytest.fixture(name="row")
def row_fixture():
    return row


@pytest.fixture(name="gaps_of")
def gaps_of_fixture():
    return gaps_of
