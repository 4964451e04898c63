"""Whether a measure fits a question: its scales, and what was published about it."""

from __future__ import annotations

from math import isnan

from gapkit.errors import OptionError, ScaleMismatchError
from gapkit.statements import Statements
from gapkit.survey import BottomBox, Mean, MeanRank, Measure, Net, Question, RankedTop, TopBox


def check_measure(question: Question, measure: Measure) -> None:
    """Raise if a measure would compare what cannot be compared.

    Raises
    ------
    OptionError
        If boxes hold more points than a scale has, places more than there are items, or if means of
        different scales would be subtracted.
    """
    scales = question.scale.values()
    if isinstance(measure, TopBox | BottomBox | Net):
        points = min((len(scale.points) for scale in scales), default=measure.k)
        if measure.k > points:
            allowed = f"of at most {points} points of `{question.id}`"
            raise OptionError.outside("measure", measure.name, allowed)
    if isinstance(measure, RankedTop) and measure.k > len(question.items):
        most = len(question.items)
        raise OptionError.outside("measure", measure.name, f"of at most {most} places of `{question.id}`")
    apart = len({scale.points for scale in scales}) > 1
    if isinstance(measure, Mean) and apart and question.match != "rescale":
        raise OptionError.outside(
            "measure",
            measure.name,
            f"of one scale, and those of `{question.id}` differ",
            hint='`match = "rescale"` of the question lets both run from 0 to 100.',
        )


def check_published(question: Question, side: Statements, measure: Measure) -> None:
    """Raise if published percentages would be set against means, or published means against anything else.

    Raises
    ------
    ScaleMismatchError
        If a percentage is published and the question is not measured by shares, or a mean is and it is
        not measured by means or mean ranks.
    """
    stated = [each for each in side.statements if each.question == question.id and not each.alternate]
    if not measure.is_share and any(not isnan(each.value) and not each.is_mean for each in stated):
        raise ScaleMismatchError.percent_against(question.id, side.side.id, measure.name)
    if not isinstance(measure, Mean | MeanRank) and any(each.is_mean for each in stated):
        raise ScaleMismatchError.mean_against(question.id, side.side.id, measure.name)
