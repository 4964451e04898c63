"""Scores at every level, laid out as rows: items, dimensions, all of them alike, and weighted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isinf, nan

import numpy as np

from gapkit.respondents import Averages, Together, number_averages, share_averages, together
from gapkit.responses import Responses
from gapkit.service_quality.choosing import Told
from gapkit.service_quality.model import Level, ServiceScore
from gapkit.study import Study
from gapkit.tallies.model import Estimate, Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Block:
    """Numbers of several scores of one level, averaged together.

    Attributes
    ----------
    averages : Averages
        Of the columns of all kinds, one after the other.
    kinds : Mapping of str to int
        First column of each kind: expectation, perception, score and more.
    size : int
        Scores of the level.
    """

    averages: Averages
    kinds: dict[str, int]
    size: int

    def estimate(self, row: int, kind: str, place: int) -> Estimate | None:
        """Return one average, or nothing where the kind was not told."""
        first = self.kinds.get(kind)
        return None if first is None else self.averages.estimates[row][first + place]

    def family(self, row: int, kind: str = "score") -> Together:
        """Test the scores of one segment together."""
        columns = self.kinds[kind] + np.arange(self.size)
        told = [self.averages.estimates[row][column] for column in columns]
        value = np.array([each.value for each in told])
        df = np.array([each.df if not isinf(each.df) else each.base - 1 for each in told])
        joint = self.averages.covariance(row)[np.ix_(columns, columns)]
        return together(value, joint, df, told[0].conf_level)


def score_rows(
    study: Study, told: Sequence[Told], points: Floats | None, wave: str, by: str | None
) -> Iterator[ServiceScore]:
    """Yield the scores of one wave, segment by segment: dimensions with their items, then the totals."""
    items = [_items(study, each, by) for each in told]
    dimensions = _dimensions(study, told, points, by)
    total = _total(study, told, None, by)
    weighted = None if points is None else _total(study, told, points, by)
    zones = [_zones(study, each, by) for each in told]
    for row, segment in enumerate(dimensions.averages.segments):
        at = _Place(study, segment, row, wave)
        family = dimensions.family(row)
        for place, each in enumerate(told):
            yield _score(at, each, dimensions, place, family, "dimension")
            inside = items[place].family(row)
            for item in range(len(each.items)):
                inside_zone = zones[place]
                zone = None if inside_zone is None else inside_zone.estimates[row][item]
                yield _score(at, each, items[place], item, inside, "item", zone)
        yield _score(at, told[0], total, 0, total.family(row), "overall")
        if weighted is not None:
            yield _score(at, told[0], weighted, 0, weighted.family(row), "weighted")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where rows stand."""

    study: Study
    segment: str
    row: int
    wave: str


def _block(study: Study, view: Responses, kinds: dict[str, Floats], by: str | None) -> _Block:
    """Average the columns of several kinds, all with the same scores."""
    size = next(iter(kinds.values())).shape[1]
    names = [f"{kind}{place}" for kind in kinds for place in range(size)]
    y = np.column_stack(list(kinds.values()))
    starts = {kind: number * size for number, kind in enumerate(kinds)}
    return _Block(number_averages(study.survey, view, y, names, by), starts, size)


def _kinds(told: Told) -> dict[str, Floats]:
    """Return what everybody told, item by item."""
    kinds = {"expectation": told.expectation, "perception": told.perception, "score": told.score}
    if told.adequate is not None:
        kinds |= {"adequate": told.adequate, "adequacy": told.perception - told.adequate}
    return kinds


def _items(study: Study, told: Told, by: str | None) -> _Block:
    """Average the items of one dimension."""
    return _block(study, told.view, _kinds(told), by)


def _means(told: Sequence[Told]) -> dict[str, Floats]:
    """Return everybody's mean of each dimension."""
    columns = [{kind: each.mean(y) for kind, y in _kinds(each).items()} for each in told]
    shared = [kind for kind in columns[0] if all(kind in each for each in columns)]
    return {kind: np.column_stack([each[kind] for each in columns]) for kind in shared}


def _dimensions(study: Study, told: Sequence[Told], points: Floats | None, by: str | None) -> _Block:
    """Average the dimensions, and what each adds to the weighted score."""
    kinds = _means(told)
    if points is not None:
        whole = ~np.isnan(kinds["score"] + points).any(axis=1, keepdims=True)
        kinds |= {"importance": points, "weighted": np.where(whole, points * kinds["score"], nan)}
    return _block(study, told[0].view, kinds, by)


def _total(study: Study, told: Sequence[Told], points: Floats | None, by: str | None) -> _Block:
    """Average the score over all dimensions: all alike, or by everybody's own points."""
    share = np.array(1 / len(told)) if points is None else points
    kinds = {kind: (share * y).sum(axis=1, keepdims=True) for kind, y in _means(told).items()}
    return _block(study, told[0].view, kinds, by)


def _zones(study: Study, told: Told, by: str | None) -> Averages | None:
    """Return the share of respondents within their zone of tolerance; nothing without one."""
    if told.adequate is None:
        return None
    inside = (told.adequate <= told.perception) & (told.perception <= told.expectation)
    y = np.where(np.isnan(told.score), nan, inside.astype(np.float64))
    return share_averages(study.survey, told.view, y, [f"zone{place}" for place in told.items], by)


def _score(
    at: _Place,
    told: Told,
    block: _Block,
    place: int,
    family: Together,
    level: Level,
    zone: Estimate | None = None,
) -> ServiceScore:
    """Return one score as a row."""
    score, e, p = (block.estimate(at.row, kind, place) for kind in ("score", "expectation", "perception"))
    assert score is not None  # noqa: S101 - every block has the three kinds
    assert e is not None  # noqa: S101 - as above
    assert p is not None  # noqa: S101 - as above
    question, item, label = _named(told, place, level)
    in_zone = _interval(zone)
    adequacy = _interval(block.estimate(at.row, "adequacy", place))
    return ServiceScore(
        survey=at.study.survey.title,
        level=level,
        question=question,
        item=item,
        label=label,
        segment_by=score.segment_by,
        segment=at.segment,
        wave=at.wave,
        side=told.roles.perception,
        reference=told.roles.expectation,
        expectation=e.value,
        expectation_low=e.ci_low,
        expectation_high=e.ci_high,
        perception=p.value,
        perception_low=p.ci_low,
        perception_high=p.ci_high,
        score=score.value,
        se=score.se,
        df=score.df,
        ci_low=float(family.low[place]),
        ci_high=float(family.high[place]),
        conf_level=score.conf_level,
        p_value=float(family.p_value[place]),
        ci_low_family=float(family.low_family[place]),
        ci_high_family=float(family.high_family[place]),
        p_adjusted=float(family.p_adjusted[place]),
        family_size=family.size if family.size and not np.isnan(family.p_value[place]) else 0,
        importance=_value(block.estimate(at.row, "importance", place)),
        weighted_score=score.value
        if level == "weighted"
        else _value(block.estimate(at.row, "weighted", place)),
        adequate=_value(block.estimate(at.row, "adequate", place)),
        adequacy=adequacy[0],
        adequacy_low=adequacy[1],
        adequacy_high=adequacy[2],
        in_zone=in_zone[0],
        in_zone_low=in_zone[1],
        in_zone_high=in_zone[2],
        base=score.base,
        effective_base=score.effective_base,
        status="no_spread" if score.status == "ok" and not score.se > 0 else score.status,
        flags=(*score.flags, *(("synthetic",) if at.study.survey.synthetic else ())),
    )


def _named(told: Told, place: int, level: Level) -> tuple[str, str, str]:
    """Return question, item and label of a score."""
    if level == "item":
        item = told.question.items[told.items[place]]
        return told.question.id, item.id, item.label
    if level == "dimension":
        return told.question.id, "", told.question.label
    return "", "", "All dimensions alike" if level == "overall" else "Weighted by importance"


def _value(each: Estimate | None) -> float:
    """Return an average; NaN where it was not told."""
    return nan if each is None else each.value


def _interval(each: Estimate | None) -> tuple[float, float, float]:
    """Return an average with its interval; NaN where it was not told."""
    return (nan, nan, nan) if each is None else (each.value, each.ci_low, each.ci_high)
