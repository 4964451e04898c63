"""The sides of a study as one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gapkit.display import count_text, html_table
from gapkit.errors import OptionError
from gapkit.responses import Exclusion, Responses
from gapkit.statements import Statements
from gapkit.survey import Survey


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """Paired sides, ready to be tallied.

    Attributes
    ----------
    survey : Survey
        What was asked, and how it was sampled.
    sides : Mapping[str, Responses | Statements]
        By side id, in the survey file's order.
    """

    survey: Survey
    sides: Mapping[str, Responses | Statements]

    @property
    def exclusions(self) -> tuple[Exclusion, ...]:
        """Everything that was left out on any side, with its reason."""
        return tuple(each for side in self.sides.values() for each in side.exclusions)

    def in_wave(self, wave: str) -> Study:
        """Return the study as it stands in one wave, each side with the respondents of that wave.

        Raises
        ------
        OptionError
            If the survey has no such wave.
        """
        if wave not in self.survey.waves:
            raise OptionError.no_wave(wave, self.survey.waves)
        sides = {name: side.in_wave(wave) for name, side in self.sides.items()}
        return Study(replace(self.survey, waves=(wave,)), sides)

    def latest(self) -> Study:
        """Return the study in its last wave; itself where the survey has no waves."""
        return self.in_wave(self.survey.waves[-1]) if self.survey.waves else self

    def __repr__(self) -> str:
        """Return title, sides and bases."""
        sides = "; ".join(f"{side.side.label} from {side.source.name}" for side in self.sides.values())
        return f"<Study {self.survey.title!r}: {sides}; {len(self.survey.questions)} questions>"

    def _repr_html_(self) -> str:
        """Return the sides as a table for notebooks."""
        return html_table(
            self.survey.title,
            ("Side", "Source", "Format", "Rows or statements"),
            [
                (each.side.label, each.source.name, each.source.format, count_text(each.source.rows))
                for each in self.sides.values()
            ],
        )
