"""The types of an explanation: steps with their rules and numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from math import isinf, isnan
from typing import TYPE_CHECKING, Literal

from gapkit.display import DASH, MINUS
from gapkit.errors import OptionError
from gapkit.survey.text import clean_text

if TYPE_CHECKING:
    import pandas as pd

Like = Literal["spss", "wincross", "r-survey"]
"""Tools whose number can be set beside ours."""

Value = float | str
"""What a step holds: a number, or a word."""

DIGITS = 7
"""Significant digits of printed numbers: enough to recompute the next step."""

WHOLE = 1e15
"""Larger whole numbers have no exact float."""

INDENT = "  "


@dataclass(frozen=True, slots=True)
class Step:
    """One step from the answers to the verdict.

    Attributes
    ----------
    name : str
        Short name of the step, such as ``"effective_base_side"``.
    title : str
        The same for a reader.
    rules : tuple of str
        What is done, as formulas and sentences.
    numbers : Mapping[str, float or str]
        Every number that goes in and comes out, in full precision; shares run 0 to 1.
    source : str
        Who gives the rule; empty where it is the survey file or plain arithmetic.
    """

    name: str
    title: str
    rules: tuple[str, ...]
    numbers: Mapping[str, Value] = field(default_factory=dict)
    source: str = ""

    def __str__(self) -> str:
        """Return the step as lines for a terminal."""
        lines = [self.title, *(INDENT + rule for rule in self.rules)]
        lines += [f"{INDENT}{name} = {value_text(value)}" for name, value in self.numbers.items()]
        lines += [f"{INDENT}[{self.source}]"] if self.source else []
        return clean_text("\n".join(lines))


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one gap came about, step by step.

    Attributes
    ----------
    title : str
        Item, segment and result in one line.
    steps : tuple of Step
        From the answers to the verdict; last, where asked for, what another tool would print.
    like : str
        That tool; empty for none.
    """

    title: str
    steps: tuple[Step, ...]
    like: str = ""

    def __getitem__(self, name: str) -> Step:
        """Return the step of this name.

        Raises
        ------
        OptionError
            If there is no such step.
        """
        for step in self.steps:
            if step.name == name:
                return step
        raise OptionError.not_one_of("step", name, [step.name for step in self.steps])

    def __iter__(self) -> Iterator[Step]:
        """Iterate over the steps."""
        return iter(self.steps)

    def __len__(self) -> int:
        """Return the number of steps."""
        return len(self.steps)

    def __str__(self) -> str:
        """Return the explanation as text for a terminal."""
        return "\n\n".join([clean_text(self.title), *(str(step) for step in self.steps)])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Return the steps for a notebook; every text is escaped."""
        parts = "".join(_html_step(step) for step in self.steps)
        return f'<div class="gapkit"><p><strong>{_html(self.title)}</strong></p>{parts}</div>'

    def to_frame(self) -> pd.DataFrame:
        """Return one row per number: step, title, name, value (words stand in ``word``)."""
        import pandas as pd

        rows = [
            (
                step.name,
                step.title,
                name,
                float("nan") if isinstance(value, str) else value,
                value if isinstance(value, str) else "",
            )
            for step in self.steps
            for name, value in step.numbers.items()
        ]
        return pd.DataFrame(rows, columns=["step", "title", "name", "value", "word"])


def value_text(value: Value) -> str:
    """Return a number with seven significant digits, or the word.

    Examples
    --------
    >>> value_text(1300.0), value_text(-0.148278999), value_text(9.1e-12), value_text("under")
    ('1300', '\u22120.148279', '9.1e\u221212', 'under')
    """
    if isinstance(value, str):
        return value
    if isnan(value):
        return DASH
    if isinf(value):
        return "infinite" if value > 0 else f"{MINUS}infinite"
    if value == int(value) and abs(value) < WHOLE:
        return str(int(value)).replace("-", MINUS)
    return f"{value:.{DIGITS}g}".replace("-", MINUS)


def _html_step(step: Step) -> str:
    """Return one step for a notebook."""
    rules = "<br>".join(_html(rule) for rule in step.rules)
    cells = "".join(
        f'<tr><th scope="row">{_html(name)}</th><td>{_html(value_text(value))}</td></tr>'
        for name, value in step.numbers.items()
    )
    table = f"<table><tbody>{cells}</tbody></table>" if cells else ""
    source = f"<p><small>{_html(step.source)}</small></p>" if step.source else ""
    return f"<details open><summary>{_html(step.title)}</summary><p>{rules}</p>{table}{source}</details>"


def _html(text: str) -> str:
    """Return text without control characters or markup."""
    return escape(clean_text(text))
