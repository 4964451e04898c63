"""Gaps written by hand, so that no expected value comes from the code under test."""

from dataclasses import replace
from math import inf, isnan, nan, sqrt

from gapkit.gaps import Gap, Gaps, Method
from gapkit.ranking import Ranking, Rankings
from gapkit.ranking.model import RankMethod
from gapkit.study import Study
from gapkit.survey import Question, Scale, Segment, Side, Survey
from gapkit.tallies import Estimate, Tally

CMO = (
    # item, label, consumers, marketers, family interval of the gap in points, adjusted p
    ("special", "Get special treatment for liking the brand", 67, 7, (-65, -51), 1e-9),
    ("connect", "Connect with other fans of the brand", 60, 9, (-57, -41), 1e-9),
    ("similar", "Find others with similar problems when I need help", 63, 19, (-52, -33), 1e-9),
    ("service", "Find service and support on Facebook", 50, 10, (-46, -30), 1e-9),
    ("exclusive", "Get exclusive offers and savings", 67, 27, (-50, -28), 1e-9),
    ("incentives", "Get incentives and rewards", 46, 7, (-45, -30), 1e-9),
    ("ideas", "Share product ideas", 41, 9, (-38, -22), 1e-9),
    ("content", "Content is agreeable", 30, 57, (14, 39), 1e-7),
    ("news", "Track news about products", 46, 40, (-18, 7), 0.61),
)
"""Published figures of the CMO Council's 2011 study: 1,300 consumers, 132 marketers."""


def estimate(
    value=nan, *, side="marketer", base=132.0, low=None, high=None, rank=nan, status="ok", words="", **more
):
    """One side's value in percent; the interval is Wald's unless it is given."""
    share, n = value / 100, more.pop("effective", base)
    half = 1.96 * sqrt(share * (1 - share) / n) if 0 <= share <= 1 and n > 0 else nan
    fields = {
        "question": "q",
        "item": "i",
        "label": "Item",
        "side": side,
        "measure": "share",
        "segment_by": "",
        "segment": "all",
        "value": share,
        "se": nan,
        "df": inf,
        "spread": nan,
        "ci_low": share - half if low is None else low / 100,
        "ci_high": share + half if high is None else high / 100,
        "conf_level": 0.95,
        "asked": base,
        "base": base,
        "ticked": nan,
        "weighted_base": base,
        "kish_base": base,
        "effective_base": n,
        "rank": rank,
        "status": status,
        "flags": (),
        "words": words,
    }
    return Estimate(**(fields | more))


def gap(item="i", label="Item", side=None, reference=None, *, family=(nan, nan), p=nan, status="ok", **more):
    """One row; ``family`` is the interval of the gap in points."""
    side = side or estimate(10.0)
    reference = reference or estimate(50.0, side="consumer", base=1300.0)
    low, high = (each / 100 for each in family)
    tested = not isnan(low)
    margin = more.get("margin", nan)
    verdict = ""
    if tested:
        within = not isnan(margin) and -margin < low and high < margin
        verdict = "aligned" if within else "under" if high < 0 else "over" if low > 0 else "undecided"
    fields = {
        "survey": "Study",
        "question": "q",
        "item": item,
        "label": label,
        "kind": "perception",
        "comparable": "same",
        "measure": "share",
        "segment_by": "",
        "segment": "all",
        "side": "marketer",
        "reference": "consumer",
        "of_side": side,
        "of_reference": reference,
        "gap": side.value - reference.value,
        "se": nan,
        "df": inf,
        "ci_low": low,
        "ci_high": high,
        "conf_level": 0.95,
        "p_value": p,
        "ci_low_family": low,
        "ci_high_family": high,
        "p_adjusted": p,
        "adjust": "max-t" if tested else "",
        "family_size": 9 if tested else 0,
        "verdict": verdict,
        "margin": nan,
        "effect_size": nan,
        "base_needed": nan,
        "envelope_low": nan,
        "envelope_high": nan,
        "status": status,
        "flags": (),
    }
    return Gap(**(fields | more))


def question(ident="q", *, label="Why people like brands", items=(), text=True, **more):
    """A question with expectations on the reference's side."""
    wording = {
        "consumer": "Why do you like a brand on Facebook?",
        "marketer": "Why do you think consumers like your brand?",
    }
    fields = {
        "id": ident,
        "kind": "perception",
        "format": "multiple",
        "label": label,
        "items": tuple(items),
        "text": wording if text else {},
        "asks": {"consumer": "expectation", "marketer": "belief"},
        "base": {"consumer": "asked", "marketer": "asked"},
    }
    return Question(**(fields | more))


def survey(*questions, sides=None, **more):
    """Consumers as reference, senior marketers as side; frames are never read here."""
    sides = sides or {
        "consumer": Side("consumer", "Consumers", data="c.csv", dates=("2011-10-01", "2011-11-15")),
        "marketer": Side("marketer", "Senior marketers", data="m.csv", dates=("2011-10-01", "2011-11-15")),
    }
    given = {"title": "Social brand experience", "source": "CMO Council and Lithium, 2011"}
    return Survey(reference="consumer", sides=sides, questions=questions or (question(),), **(given | more))


def gaps(rows, study=None, *, adjust=("max-t",), method="score", family="question"):
    """Rows as gaps of a survey; the tally behind them is empty."""
    study = study or survey()
    tally = Tally(Study(study, {}), "", ("all",), (), {})
    return Gaps(tally, tuple(rows), Method(0.95, method, adjust, family))


def cmo(**more):
    """The CMO Council's nine items, ranked on each side."""

    def rank(value, place):
        return 1 + sum(row[place] > value for row in CMO)

    rows = [
        gap(
            item,
            label,
            estimate(float(m), rank=rank(m, 3)),
            estimate(float(c), side="consumer", base=1300.0, rank=rank(c, 2)),
            family=family,
            p=p,
            **more,
        )
        for item, label, c, m, family, p in CMO
    ]
    return gaps(rows, survey(synthetic=True))


def pivot():
    """Pivot's published figures: bases unknown, ranks without percentages, items of one side."""
    unknown = {"base": nan}
    rows = [
        gap(
            "deals",
            "Deals and promotions",
            estimate(53.0, rank=3, status="no_base", **unknown),
            estimate(83.0, side="consumer", rank=1, status="no_base", **unknown),
            status="no_base",
            base_needed=37.0,
        ),
        gap(
            "service",
            "Customer service",
            estimate(59.0, rank=1, status="no_base", **unknown),
            estimate(side="consumer", rank=inf, status="rank_only", **unknown),
            status="rank_only",
        ),
        gap(
            "insights",
            "Insights that help me decide",
            estimate(58.0, rank=2, status="no_base", **unknown),
            estimate(side="consumer", status="one_sided", **unknown),
            status="one_sided",
        ),
        gap(
            "new",
            "Learn about new products",
            estimate(53.0, rank=3, status="no_base", **unknown),
            estimate(side="consumer", status="one_sided", **unknown),
            status="one_sided",
        ),
        gap(
            "rewards",
            "Rewards for engagement",
            estimate(45.0, rank=5, status="no_base", **unknown),
            estimate(70.0, side="consumer", rank=2, status="no_base", **unknown),
            status="no_base",
            base_needed=64.0,
        ),
        gap(
            "exclusive",
            "Exclusive content",
            estimate(rank=6, status="rank_only", **unknown),
            estimate(58.0, side="consumer", rank=3, status="no_base", **unknown),
            status="rank_only",
        ),
        gap(
            "feedback",
            "Give feedback on products",
            estimate(54.0, rank=nan, status="no_base", **unknown),
            estimate(55.0, side="consumer", rank=4, status="no_base", **unknown),
            status="no_base",
            base_needed=inf,
        ),
        gap(
            "trust",
            "Trust",
            estimate(status="words_only", words="most companies", **unknown),
            estimate(side="consumer", status="one_sided", **unknown),
            status="words_only",
        ),
    ]
    sides = {
        "consumer": Side("consumer", "Social consumers"),
        "marketer": Side("marketer", "Marketers"),
    }
    expects = question(text=False, label="What do social consumers expect?")
    return gaps(
        rows,
        survey(expects, sides=sides, title="The Perception Gap", source="Pivot Conference, 2011"),
        adjust=("bonferroni",),
    )


def doubtful():
    """Small, denoted, suppressed, related and empty rows."""
    rows = [
        gap("a", "Plain", family=(-52, -28), p=1e-6),
        gap(
            "b",
            "Small base of marketers",
            estimate(36.0, base=22.0, status="low_base", flags=("small_base",)),
            family=(-42, 10),
            p=0.2,
            status="low_base",
            flags=("small_base",),
        ),
        gap(
            "c",
            "Base below a hundred",
            estimate(30.0, base=64.0),
            family=(-39, -3),
            p=0.01,
            flags=("denoted",),
        ),
        gap("d", "Too few marketers answered", estimate(base=nan, status="suppressed"), status="suppressed"),
        gap(
            "e",
            "Nobody can be shown",
            estimate(base=nan, status="suppressed"),
            estimate(side="consumer", base=nan, status="suppressed"),
            status="suppressed",
        ),
        gap(
            "f",
            "A related question",
            estimate(80.0),
            family=(18, 41),
            p=1e-5,
            comparable="related",
            flags=("related",),
        ),
        gap(
            "g",
            "Everybody said yes",
            estimate(100.0),
            estimate(100.0, side="consumer", base=1300.0),
            status="no_spread",
        ),
        gap("h", "Asked of consumers", estimate(status="one_sided", base=nan), status="one_sided"),
        gap("i", "No answers from marketers", estimate(status="no_answers", base=0.0), status="no_answers"),
        gap("j", "The same on both sides", estimate(50.0), family=(-9.6, 9.6), p=1.0),
        gap("k", "Other", estimate(2.0), family=(-54, -40), p=1e-9),
    ]
    return gaps(rows)


def means():
    """Means on a scale from 1 to 5."""
    scale = Scale((1, 2, 3, 4, 5), ("1", "2", "3", "4", "5"))
    trust = question(
        "q", label="Trust", format="scale", kind="self_image", scale={"consumer": scale, "marketer": scale}
    )
    rows = [
        gap(
            item,
            label,
            estimate(100 * m, measure="mean", low=100 * (m - 0.2), high=100 * (m + 0.2)),
            estimate(
                100 * c,
                side="consumer",
                base=1300.0,
                measure="mean",
                low=100 * (c - 0.06),
                high=100 * (c + 0.06),
            ),
            family=family,
            p=p,
            measure="mean",
            kind="self_image",
        )
        for item, label, m, c, family, p in (
            ("honest", "Is honest", 4.21, 2.94, (100, 154), 1e-9),
            ("fair", "Treats customers fairly", 3.87, 3.31, (30, 82), 1e-5),
            ("fast", "Answers fast", 2.65, 2.71, (-30, 18), 0.9),
        )
    ]
    return gaps(rows, survey(trust))


def many(count, label="Item {place}, as long as such labels are"):
    """So many items, their gaps falling."""
    rows = [
        gap(
            f"i{place}",
            label.format(place=place),
            estimate(5.0 + 40 * place / count),
            estimate(90.0 - 40 * place / count, side="consumer", base=1300.0),
            family=(-90 + 80 * place / count, -75 + 70 * place / count),
            p=1e-9,
        )
        for place in range(count)
    ]
    return gaps(rows)


def labelled(*labels, sides=None):
    """One plain row per label."""
    rows = [
        gap(f"i{place}", label, estimate(20.0 + place), family=(-40 + place, -20 + place), p=1e-9)
        for place, label in enumerate(labels)
    ]
    return gaps(rows, survey(sides=sides) if sides else None)


SEGMENT = Segment("age", "Age", {"consumer": "age_band"}, order=("18-24", "25-34"))


def split(whole, names=("18-24", "25-34", "35-44")):
    """The same gaps in every segment of the reference's age."""
    rows = [
        replace(row, segment=name, segment_by="age", of_reference=replace(row.of_reference, segment=name))
        for row in whole.rows
        for name in names
    ]
    age = replace(SEGMENT, order=tuple(names))
    study = replace(whole.survey, segments={"age": age})
    return Gaps(Tally(Study(study, {}), "age", tuple(names), (), {}), tuple(rows), whole.method)


def over_waves(whole, names=("2023", "2024", "2025")):
    """The same gaps in every wave."""
    rows = [replace(row, wave=name) for name in names for row in whole.rows]
    study = replace(whole.survey, waves=tuple(names))
    return Gaps(Tally(Study(study, {}), "", ("all",), (), {}, tuple(names)), tuple(rows), whole.method)


def ranked(whole, sets=1):
    """The gaps' items in order, each rank set reaching so many places up and down; none for ``None``."""
    able = [
        row
        for row in whole.rows
        if row.comparable != "related" and not (isnan(_key(row.of_side)) or isnan(_key(row.of_reference)))
    ]

    def rank(row, role):
        if row not in able:
            return nan
        return 1.0 + sum(_key(getattr(each, role)) > _key(getattr(row, role)) for each in able)

    rows = []
    for row in whole.rows:
        places = {name: rank(row, f"of_{name}") for name in ("side", "reference")}
        known = sets is not None
        ends = {
            f"rank_{end}_{name}": min(max(place + step, 1.0), float(len(able))) if known else nan
            for name, place in places.items()
            for end, step in (("low", -(sets or 0)), ("high", sets or 0))
        }
        shift = places["side"] - places["reference"]
        moved = known and abs(shift) > 2 * sets
        heading = {name: getattr(row, name) for name in ("survey", "question", "item", "label", "comparable")}
        rows.append(
            Ranking(
                **heading,
                measure=row.measure,
                segment_by=row.segment_by,
                segment=row.segment,
                wave=row.wave,
                side=row.side,
                reference=row.reference,
                value_side=row.of_side.value,
                value_reference=row.of_reference.value,
                rank_side=places["side"],
                rank_reference=places["reference"],
                tied_side=(),
                tied_reference=(),
                top_chance_side=nan,
                top_chance_reference=nan,
                shift=shift,
                shift_low=shift - 2 * sets if known else nan,
                shift_high=shift + 2 * sets if known else nan,
                moved=moved,
                k=3,
                conf_level=0.95,
                status=row.status,
                flags=row.flags,
                **ends,
            )
        )
    return Rankings(whole, tuple(rows), (), RankMethod(0.95, 3, stepdown=False))


def _key(estimate):
    """What an estimate ranks by: its value, else its printed place, which stands below every value."""
    return estimate.value if not isnan(estimate.value) else -estimate.rank
