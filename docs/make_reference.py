"""Writes the reference pages: every public name, command, key of the survey file and column.

Each page is made from the thing itself, so that it cannot tell something else.

    python docs/make_reference.py
"""

from __future__ import annotations

import inspect
import pkgutil
import shutil
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from markdown_tables import code, table
from survey_keys import survey_keys_page

import gapkit

TITLES = {
    "stats": "Statistics",
    "survey": "The survey file in Python",
    "loading": "Loading",
    "responses": "Respondents",
    "statements": "Published statements",
    "study": "The study",
    "weighting": "Weights",
    "tallies": "Tallies",
    "gaps": "Gaps",
    "simulate": "Simulated respondents",
    "accuracies": "Accuracy of beliefs",
    "apart": "Work in a process of its own",
    "changes": "Changes between waves",
    "contrasting": "Differences between segments",
    "crossed": "Two answers of the same respondents",
    "distributing": "All answers together",
    "explaining": "Where a number comes from",
    "inventory": "What a data file holds",
    "profiles": "The whole profile",
    "proposing": "Drafts of survey files",
    "quadrants": "Importance and performance",
    "ranking": "Ranks",
    "reliabilities": "Reliability of scales",
    "sensitivities": "Other ways to decide",
    "service_quality": "Service quality",
    "errors": "Errors and warnings",
}
"""Titles of pages whose module's name is not title enough; also modules without ``__all__``."""


def packages() -> list[str]:
    """Return the packages and modules whose names are public: those that export, and those named above."""
    found = [
        each.name for each in pkgutil.iter_modules(gapkit.__path__) if each.name not in ("__main__", "cli")
    ]
    return [name for name in found if name in TITLES or hasattr(import_module(f"gapkit.{name}"), "__all__")]


def write(folder: Path) -> None:
    """Write all reference pages, into an empty folder: names that are gone leave nothing behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pages = {"python/gapkit.md": top_page()}
    pages |= {f"python/{name}.md": package_page(name) for name in packages()}
    pages |= {
        "commands.md": commands_page(),
        "survey_keys.md": survey_keys_page(),
        "columns.md": columns_page(),
    }
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


# Python


def public_names(package: str) -> dict[str, object]:
    """Return what a package or module offers: ``__all__``, or the classes and functions it defines."""
    module = import_module(f"gapkit.{package}")
    listed = getattr(module, "__all__", None)
    if listed is None:
        listed = [
            name
            for name, value in vars(module).items()
            if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
        ]
    return {name: getattr(module, name) for name in listed}


def top_page() -> str:
    """Return the page of ``import gapkit as gk``."""
    names = [name for name in gapkit.__all__ if not name.startswith("__")]
    own = [name for name in names if not inspect.ismodule(getattr(gapkit, name))]
    modules = [name for name in names if name not in own]
    text = f"# gapkit\n\n{first_paragraph(gapkit)}\n\n"
    text += autosummary("gapkit", own)
    return text + "\nFurther names stand in " + ", ".join(f"[`gapkit.{m}`]({m}.md)" for m in modules) + ".\n"


def package_page(package: str) -> str:
    """Return a package's page: its names, in sections by the module that defines them."""
    module = import_module(f"gapkit.{package}")
    elsewhere = {id(getattr(gapkit, name)): name for name in gapkit.__all__}
    every = public_names(package)
    names = {name: value for name, value in every.items() if id(value) not in elsewhere}
    on_top = [f"`gapkit.{name}`" for name in every if name not in names]
    text = (
        f"# {TITLES.get(package, package.capitalize())}: `gapkit.{package}`\n\n{first_paragraph(module)}\n\n"
    )
    if on_top:
        text += f"On the page of [gapkit](gapkit.md): {', '.join(on_top)}.\n\n"
    if not names:
        return text
    homes: dict[str, list[str]] = {}
    for name, value in names.items():
        homes.setdefault(getattr(value, "__module__", None) or "", []).append(name)
    if len(homes) == 1 or len(names) <= 12:  # noqa: PLR2004 - a short list needs no sections
        return text + autosummary(f"gapkit.{package}", names)
    for home in sorted(homes):
        title = first_paragraph(import_module(home)) if home.startswith("gapkit.") else "Values and types"
        text += f"## {title.rstrip('.').replace(chr(10), ' ')}\n\n"
        text += autosummary(f"gapkit.{package}", homes[home]) + "\n"
    return text


def autosummary(module: str, names: Iterable[str]) -> str:
    """Return a table of names with their first lines, each with a page of its own."""
    lines = "\n".join(f"   {module}.{name}" for name in names)
    return f"```{{eval-rst}}\n.. autosummary::\n   :toctree: api\n\n{lines}\n```\n"


def first_paragraph(thing: object) -> str:
    """Return the first paragraph of a docstring."""
    return (inspect.getdoc(thing) or "").split("\n\n", maxsplit=1)[0]


# Commands


def commands_page() -> str:
    """Return every command with its arguments and options."""
    import typer

    from gapkit.cli import app

    group: Any = typer.main.get_command(app)
    text = "# Commands\n\n" + f"{group.help}\n\n" + options_table(group)
    for name, command in group.commands.items():
        text += f"\n## gapkit {name}\n\n{command.help}\n\n"
        text += f"```text\n{usage(name, command)}\n```\n\n" + options_table(command)
    return text + EXIT_CODES


def usage(name: str, command: Any) -> str:  # noqa: ANN401 - typer's own copy of click has no public type
    """Return how a command is called."""
    words = [f"gapkit {name}", "[OPTIONS]"]
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    return " ".join([*words, *(each.metavar or each.name.upper() for each in arguments)])


def options_table(command: Any) -> str:  # noqa: ANN401 - typer's own copy of click has no public type
    """Return arguments and options with what they mean."""
    taken = inspect.signature(command.callback).parameters
    rows = []
    for each in command.params:
        if each.name in taken:
            values = values_of(taken[each.name].annotation)
            rows.append((code(parameter_name(each)), values, shown_default(each), each.help or ""))
    return table(("argument or option", "values", "default", "meaning"), rows)


def parameter_name(parameter: Any) -> str:  # noqa: ANN401 - typer's own copy of click has no public type
    """Return how a parameter is written."""
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    metavar = "" if parameter.is_flag or not parameter.metavar else f" {parameter.metavar}"
    return ", ".join(parameter.opts) + metavar


def values_of(annotation: object) -> str:
    """Return the words that a ``Literal`` allows."""
    if get_origin(annotation) is Literal:
        return ", ".join(code(str(each)) for each in get_args(annotation))
    return next(filter(None, map(values_of, get_args(annotation))), "")


def shown_default(parameter: Any) -> str:  # noqa: ANN401 - typer's own copy of click has no public type
    """Return the default, where it says something."""
    return code(str(parameter.default)) if isinstance(parameter.default, str) else ""


EXIT_CODES = """
## Exit codes

| code | means |
| --- | --- |
| 0 | done; warnings too |
| 1 | gapkit's error: message, where, found, hint; or a check that stops |
| 2 | wrong usage |
| 3 | a claim is contradicted |
| 70 | a bug in gapkit; `--debug` shows the traceback |
| 130, 141, 143 | ended by a signal |

Data goes to standard output, everything else to standard error. `NO_COLOR` is respected.
"""

# Columns


def columns_page() -> str:
    """Return the columns of ``Gaps.to_frame()`` with what each holds."""
    from gapkit.gaps import COLUMNS

    rows = [(code(name), COLUMN_WORDS.get(name, "")) for name in COLUMNS]
    return (
        "# Columns of the gaps\n\n`Gaps.to_frame()` always has these columns, in this order. Shares and gaps "
        "run 0 to 1. Where no number is possible there is NaN, and `status` says why. "
        "[Reading the results](../../guide/results.md) explains status, verdict and flags.\n\n"
        + table(("column", "holds"), rows)
    )


COLUMN_WORDS = {
    "survey": "Title of the study.",
    "question": "Id of the question.",
    "item": "Id of the item.",
    "label": "Label of the item.",
    "kind": "What the question sets side by side: `perception`, `delivery`, `knowledge` …",
    "comparable": "`same`, `shifted` or `related`.",
    "measure": "What is summarised: a share, a box, a net or a mean.",
    "segment_by": "Segment of the survey file; empty for the total.",
    "segment": "The segment; `all` for the total.",
    "wave": "Round of fieldwork.",
    "side": "Who is compared.",
    "reference": "With whom: the gap is side − reference.",
    "value_side": "The side's value, in the measure's units.",
    "value_reference": "The reference's value, in the measure's units.",
    "gap": "Side − reference. Positive: the side is higher.",
    "se": "Linearised standard error of the gap.",
    "df": "Degrees of freedom of the test; infinite for the normal.",
    "ci_low": "Lower limit of this item alone.",
    "ci_high": "Upper limit of this item alone.",
    "conf_level": "Confidence level, such as 0.95.",
    "p_value": "Of this item alone, by the same statistic as its interval.",
    "ci_low_family": "Lower limit that holds for all items of the family together.",
    "ci_high_family": "Upper limit that holds for all items of the family together.",
    "p_adjusted": "Corrected over the family: below 1 − `conf_level` exactly when its interval excludes 0.",
    "adjust": "How p and interval were corrected; empty where the item was not tested.",
    "family_size": "Items that were tested together; 0 where the item was not tested.",
    "verdict": "`aligned`, `over`, `under`, `undecided`, or empty where there is no interval.",
    "margin": "Largest gap that counts as agreement; NaN where none is given.",
    "effect_size": "Cohen's h for shares, Hedges' g for means.",
    "rank_side": "Place among the side's items: 1 is the highest, infinite means published as last.",
    "rank_reference": "Place among the reference's items.",
    "base_side": "The side's respondents who count, unweighted.",
    "base_reference": "The reference's respondents who count, unweighted.",
    "weighted_base_side": "Sum of their weights.",
    "weighted_base_reference": "Sum of their weights.",
    "effective_base_side": "Base that the side's interval stands on.",
    "effective_base_reference": "Base that the reference's interval stands on.",
    "base_needed": "Smallest unknown base at which the item would be flagged; infinite if none.",
    "envelope_low": "Lowest gap that printed, rounded figures allow; NaN for respondents.",
    "envelope_high": "Highest gap that printed, rounded figures allow; NaN for respondents.",
    "status": "`ok`, or why there is no number.",
    "flags": "Marks, joined by commas.",
}
"""What each column holds; a test asks for words for every column."""

if __name__ == "__main__":
    write(Path(__file__).parent / "_generated" / "reference")
