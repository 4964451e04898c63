"""Headlines: the one sentence above a chart or a page, computed from the verdicts.

A headline counts only what was tested and may lead: no small base, no merely related pair. What
was not tested is never said to agree. Side names stand as the survey file writes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import isnan

from gapkit.display import in_points, low_is_first, size_text
from gapkit.findings import english as say
from gapkit.findings.describing import is_beyond, labels_of, named, of_roles
from gapkit.gaps import Gap
from gapkit.options import Verdict
from gapkit.survey import TOTAL, Survey

LONGEST = 90
"""Characters of a headline."""

MOVED = 2
"""Places between two ranks from which the move may lead."""

VERBS = {
    "perception": (("underestimate {}", "overestimate {}"), ("underestimate {}", "overestimate {}")),
    "delivery": (
        ("say they do less than {r} ask on {}", "say they do more than {r} ask on {}"),
        ("less on {}", "more on {}"),
    ),
    "mean_rank": (("rank {} earlier than {r} do", "rank {} later than {r} do"), ("{} earlier", "{} later")),
    "self_image": (
        ("rate themselves lower than {r} do on {}", "rate themselves higher than {r} do on {}"),
        ("lower on {}", "higher on {}"),
    ),
}
"""Per kind, for under and over: the phrase that leads, and the one that follows it. Mean ranks have
words of their own, whatever the kind: more is later."""

ROLE_VERBS = (
    ("stands lower than {r} on {}", "stands higher than {r} on {}"),
    ("lower on {}", "higher on {}"),
)
OTHER_VERBS = (("are lower than {r} on {}", "are higher than {r} on {}"), ("lower on {}", "higher on {}"))


def headline(rows: Iterable[Gap], survey: Survey) -> str:
    """Say what the gaps of one pair of sides come to, in at most 90 characters.

    Examples
    --------
    >>> import pandas as pd, gapkit as gk
    >>> consumers = pd.DataFrame({"q5": [1] * 600 + [0] * 400})
    >>> marketers = pd.DataFrame({"m2": [1] * 30 + [0] * 90})
    >>> survey = gk.Survey.from_frames(
    ...     {"consumer": consumers, "marketer": marketers},
    ...     reference="consumer",
    ...     pairs={"deals": {"consumer": "q5", "marketer": "m2"}},
    ... )
    >>> gaps = gk.gap(gk.open(survey))
    >>> headline(gaps.rows, gaps.survey)
    'Marketer underestimate “Deals”'
    """
    shown = tuple(rows)
    tested = [row for row in shown if row.status == "ok" and row.verdict and row.comparable != "related"]
    candidates = _of_tested(tested, shown, survey) if tested else _of_untested(shown, survey)
    prefix = _segment(shown, survey)
    fitting = [prefix + each for each in candidates if len(prefix + each) <= LONGEST]
    return fitting[0] if fitting else (prefix + candidates[-1])[: LONGEST - 1].rstrip() + "…"


def _of_tested(tested: Sequence[Gap], shown: Sequence[Gap], survey: Survey) -> list[str]:
    """Return headlines for gaps with a verdict, the best first, the shortest last."""
    if len(tested) == 1:
        return [*_of_one(tested[0], survey), _counted(tested)]
    margins = {row.margin for row in tested}
    given = len(margins) == 1 and not isnan(tested[0].margin)
    some = len(tested) < len(shown)
    return [
        *(_against_margin if given else _against_zero)(tested, survey, tested_only=some),
        _counted(tested),
    ]


def _of_one(row: Gap, survey: Survey) -> list[str]:
    """Return headlines for a single tested item."""
    side, reference = _labels(row, survey)
    item = named(row, survey)
    if row.verdict == "aligned":
        size = size_text(row.margin, row.measure, unit=row.unit)
        return [f"{side} and {reference} agree within {size} on {item}"]
    if row.verdict == "undecided" and low_is_first(row.measure):
        return [say.undecided_ranking(side, item)]
    if row.verdict == "undecided":
        return [say.undecided_claim(side, item, roles=of_roles(row, survey))]
    return [f"{side} {_verb(_kind([row], survey), reference, (row.verdict, item))}"]


def _against_margin(tested: Sequence[Gap], survey: Survey, *, tested_only: bool) -> list[str]:
    """Return headlines that measure every gap by the margin."""
    side, reference = _labels(tested[0], survey)
    of = len(tested)
    size = size_text(tested[0].margin, tested[0].measure, unit=tested[0].unit)
    beyond = [row for row in tested if is_beyond(row)]
    directions = {row.verdict for row in beyond}
    if len(beyond) == of and len(directions) == 1:
        return [_all_in_one_direction(tested, survey, tested_only=tested_only)]
    if all(row.verdict == "aligned" for row in tested):
        which = _all(of, f"{'tested ' * tested_only}items")
        return [
            f"{side} and {reference} agree within {size} on {which}",
            f"Agreement within {size} on {which}",
        ]
    if beyond:
        verb = "is" if len(beyond) == 1 else "are"
        limit = f"the {size.split()[0]}-point margin" if in_points(tested[0].measure) else size
        return [f"{len(beyond)} of {of} gaps {verb} clearly larger than {limit}"]
    return [f"No gap is clearly larger than {size}"]


def _against_zero(tested: Sequence[Gap], survey: Survey, *, tested_only: bool) -> list[str]:
    """Return headlines that count the flagged gaps in either direction."""
    side, reference = _labels(tested[0], survey)
    of, noun = len(tested), f"{'tested ' * tested_only}{_noun(tested, survey)}"
    counts = Counter(row.verdict for row in tested)
    if of in (counts["under"], counts["over"]) and len({low_is_first(row.measure) for row in tested}) == 1:
        return [_all_in_one_direction(tested, survey, tested_only=tested_only)]
    directions: tuple[Verdict, Verdict] = ("under", "over")
    flagged = sorted((each for each in directions if counts[each]), key=lambda each: -counts[each])
    if not flagged:
        return [f"None of {of} gaps between {side} and {reference} is clearly different from zero"]
    if len({low_is_first(row.measure) for row in tested}) > 1:
        return [f"{_counted(tested)}: {side} against {reference}"]
    leading, *following = flagged
    counted = [
        (leading, f"{counts[leading]} of {of} {noun}"),
        *((each, str(counts[each])) for each in following),
    ]
    return [f"{side} {_verb(_kind(tested, survey), reference, *counted)}"]


def _all_in_one_direction(tested: Sequence[Gap], survey: Survey, *, tested_only: bool) -> str:
    """Say that every gap goes the same way."""
    side, reference = _labels(tested[0], survey)
    which = _all(len(tested), f"{'tested ' * tested_only}{_noun(tested, survey)}")
    return f"{side} {_verb(_kind(tested, survey), reference, (tested[0].verdict, which))}"


def _all(count: int, noun: str) -> str:
    """Name all of several.

    Examples
    --------
    >>> _all(2, "items"), _all(8, "items")
    ('both items', 'all 8 items')
    """
    return f"both {noun}" if count == 2 else f"all {count} {noun}"  # noqa: PLR2004 - a pair


def _counted(tested: Sequence[Gap]) -> str:
    """Count the flagged gaps: the headline that names nobody."""
    flagged = sum(row.verdict in ("under", "over") for row in tested)
    if flagged == len(tested) > 1:
        return f"{_all(flagged, 'gaps')} are clearly different from zero".capitalize()
    return f"{flagged} of {len(tested)} gaps {'is' if flagged == 1 else 'are'} clearly different from zero"


def _verb(kind: str, reference: str, *objects: tuple[str, str]) -> str:
    """Join what the side does to each object, such as ``("under", "7 of 9 items")``."""
    leading, following = ROLE_VERBS if kind == say.ROLES else VERBS.get(kind, OTHER_VERBS)
    phrases = [
        (following if place else leading)[verdict == "over"].replace("{r}", reference).replace("{}", what)
        for place, (verdict, what) in enumerate(objects)
    ]
    return " and ".join(phrases)


def _kind(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the kind that all rows share, or that they are mean ranks; nothing where they differ."""
    if all(low_is_first(row.measure) for row in rows):
        return "mean_rank"
    if of_roles(rows[0], survey):
        return say.ROLES
    kinds = {row.kind for row in rows}
    return kinds.pop() if len(kinds) == 1 else ""


def _noun(rows: Sequence[Gap], survey: Survey) -> str:
    """Return what the items are: expectations where the reference was asked for them."""
    asked = {survey.question(row.question).asks.get(row.reference) for row in rows}
    return "expectations" if asked == {"expectation"} and _kind(rows, survey) == "perception" else "items"


NO_TEST = {
    "no_base": "The gaps can't be tested: a base is not stated",
    "margins_only": "Two answers of the same people: how many gave both is not stated",
}
"""Headlines of gaps that are there and could not be tested."""

NO_GAP = "No gap can be computed from these figures"


def _of_untested(shown: Sequence[Gap], survey: Survey) -> list[str]:
    """Return headlines where nothing was tested, or nothing that may lead."""
    shown = [row for row in shown if row.comparable != "related"] or list(shown)
    if any(row.verdict for row in shown):
        low = survey.low_base.flag
        return [f"Bases below {low}: no gap may lead, read them with care"]
    if len(shown) == 1 and shown[0].bounds is not None and shown[0].bounds.decision == "holds":
        row = shown[0]
        told = _verb(
            say.ROLES, _labels(row, survey)[1], ("over" if row.gap > 0 else "under", named(row, survey))
        )
        return [f"{_labels(row, survey)[0]} {told}, whatever the overlap", NO_TEST["margins_only"]]
    if all(row.status == "suppressed" for row in shown):
        return ["Bases are too small for any gap to be shown"]
    if all(row.status == "one_sided" for row in shown):
        return _of_one_side(shown, survey)
    there = {row.status for row in shown}
    return [next((why for status, why in NO_TEST.items() if status in there), NO_GAP)]


def _of_one_side(shown: Sequence[Gap], survey: Survey) -> list[str]:
    """Return headlines for items that have no counterpart."""
    sides = (each for row in shown for each in (row.of_side, row.of_reference))
    names = {survey.sides[each.side].label for each in sides if each.status != "one_sided"}
    if len(names) != 1:
        return ["These items have figures on one side only"]
    return [
        f"Only {names.pop()} have figures here: there is no gap",
        "These items have figures on one side only",
    ]


def _labels(row: Gap, survey: Survey) -> tuple[str, str]:
    """Return the names of the side and of its reference."""
    return labels_of(row, survey)


def _segment(rows: Sequence[Gap], survey: Survey) -> str:
    """Return the segment that all rows share, before a headline."""
    segments = {(row.segment_by, row.segment) for row in rows}
    by, segment = segments.pop() if len(segments) == 1 else ("", TOTAL)
    return "" if segment == TOTAL or not by else f"{survey.segments[by].label} {segment}: "
