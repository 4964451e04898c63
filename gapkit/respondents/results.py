"""What all results on a whole study have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gapkit.results import Row, Rows
from gapkit.study import Study
from gapkit.survey import Survey

if TYPE_CHECKING:
    from gapkit.responses import Exclusion


@dataclass(frozen=True, slots=True, eq=False)
class Result(Rows[Row]):
    """Rows made from a study.

    Attributes
    ----------
    study : Study
        What was looked at.
    rows : tuple
        In the order of the survey file.
    noted : tuple of Exclusion
        What was left out on the way.
    """

    study: Study
    rows: tuple[Row, ...]
    noted: tuple[Exclusion, ...]

    @property
    def survey(self) -> Survey:
        """What was asked."""
        return self.study.survey

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """What is missing, and why."""
        return self.study.exclusions + self.noted
