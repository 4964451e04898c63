"""Studies that set off one check each."""

from __future__ import annotations

from dataclasses import replace

import pytest

import gapkit as gk
from gapkit.checks import check
from gapkit.gaps import Gaps
from gapkit.study import Study
from gapkit.survey import Survey

HEAD = """
gapkit = 1
title = "Published"
reference = "consumer"
source = "Press"
[sides.consumer]
label = "Consumers"
{consumer}
[sides.marketer]
label = "Marketers"
{marketer}
[[questions]]
id = "why"
kind = "perception"
format = "{format}"
text = "Why?"
items = [ {items} ]
"""


@pytest.fixture
def published(tmp_path):
    """Build a study of published figures from rows of (side, item, further keys as TOML)."""

    def build(*rows, consumer="base = 1000", marketer="base = 1000", format="multiple"):  # noqa: A002
        told = ",\n".join(f'{{ side = "{side}", item = "{item}", {keys} }}' for side, item, keys in rows)
        ids = dict.fromkeys(item for _, item, _ in rows)
        items = ", ".join(f'{{ id = "{item}", label = "{item.title()}" }}' for item in ids)
        head = HEAD.format(consumer=consumer, marketer=marketer, format=format, items=items)
        path = tmp_path / "study.toml"
        path.write_text(head.replace("source =", f"published = [\n{told}\n]\nsource ="), encoding="utf-8")
        return gk.open(path)

    return build


@pytest.fixture
def fired():
    """The rows of one check on a study, as text; empty where it does not fire."""

    def rows(study: Study, check_id: str, gaps: Gaps | None = None) -> list[str]:
        found = [each for each in check(study, gaps=gaps) if each.id == check_id]
        return [row.text for each in found for row in each.rows]

    return rows


@pytest.fixture
def changed():
    """The study with another survey."""

    def change(study: Study, **changes: object) -> Study:
        return replace(study, survey=replace(study.survey, **changes))

    return change


@pytest.fixture
def with_sides(changed):
    """The study with some keys of its sides changed: ``consumer={"dates": …}``."""

    def change(study: Study, **sides: dict[str, object]) -> Study:
        survey: Survey = study.survey
        new = {name: replace(side, **sides.get(name, {})) for name, side in survey.sides.items()}
        return changed(study, sides=new)

    return change
