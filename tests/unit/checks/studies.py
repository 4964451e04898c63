"""Small hand-made studies: from columns of answers, or from published rows."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pandas as pd

import gapkit as gk
from gapkit.study import Study

YES_NO = {"a": [1, 0] * 100}
"""200 respondents, every other one says yes."""

BOTH = (("consumer", "deals", "percent = 40"), ("marketer", "deals", "percent = 53"))
NEWS = (("consumer", "news", "percent = 40"), ("marketer", "news", "percent = 40"))
THREE = {name: [1, 0] * 100 for name in ("a", "b", "c")}
ONE = '{ id = "deals", label = "Deals"'
KNOW = """
roles = { know = { side = "marketer", label = "Know" }, asked = { side = "marketer", label = "Asked" } }
reference = "asked"
"""
RUNS = {"a": [1, 2, 3, 4, 5] * 40, "b": [1, 2, 3, 4, 5] * 40, "c": [1, 2, 2, 4, 5] * 40}
AGES = {"segments": {"age": {"label": "Age", "consumer": "age", "marketer": "age"}}}

DESIGNS = ("w", "age", "firm")
"""Columns that are no items."""


def columns(count: int, yes: int) -> dict[str, list[int]]:
    """One item, of whose respondents so many say yes."""
    return {"a": [1] * yes + [0] * (count - yes)}


def asked(consumer: dict, marketer: dict, **keys: object) -> Study:
    """A study of one question whose items are the columns of both sides."""
    items = dict.fromkeys(name for side in (consumer, marketer) for name in side if name not in DESIGNS)
    sides = {"consumer": consumer, "marketer": marketer}
    pairs = {name: {side: name for side, told in sides.items() if name in told} for name in items}
    frames = {side: pd.DataFrame(told) for side, told in sides.items()}
    if "items" in keys:
        described = keys.pop("items")
        pairs = {name: cells | described.get(name, {}) for name, cells in pairs.items()}
    return gk.open(gk.Survey.from_frames(frames, reference="consumer", **{"pairs": pairs, **keys}))


def scales(consumer: dict, marketer: dict, **keys: object) -> Study:
    """The same on a scale from 1 to 5, as means."""
    usual = {"format": "scale", "scale": {"from": 1, "to": 5}, "measure": "mean"}
    return asked(consumer, marketer, **{**usual, **keys})


def told(
    folder,
    *rows: tuple[str, str, str],
    consumer: str = "base = 1000",
    marketer: str = "base = 1000",
    question: str = 'format = "multiple"',
    items: str = "",
    more: str = "",
    after: str = "",
) -> Study:
    """A study of published rows: side, item, further keys as TOML."""
    ids = dict.fromkeys(item for _, item, _ in rows)
    listed = items or ", ".join(f'{{ id = "{item}", label = "{item.title()}" }}' for item in ids)
    published = ",\n".join(f'{{ side = "{side}", item = "{item}", {keys} }}' for side, item, keys in rows)
    kind = "" if "kind" in question else 'kind = "perception"\n'
    path = folder / "study.toml"
    path.write_text(
        f'gapkit = 1\ntitle = "Published"\nreference = "consumer"\nsource = "Press"\n{more}\n'
        f"published = [\n{published}\n]\n"
        f'[sides.consumer]\nlabel = "Consumers"\n{consumer}\n'
        f'[sides.marketer]\nlabel = "Marketers"\n{marketer}\n'
        f'[[questions]]\nid = "why"\n{kind}text = "Why?"\n{question}\nitems = [ {listed} ]\n{after}\n',
        encoding="utf-8",
    )
    return gk.open(path)


def claim(text: str, *conditions: dict) -> dict:
    """Options of a study with one claim."""
    return {"options": {"claims": [{"text": text, "all": list(conditions)}]}}


def claimed(text: str, condition: str) -> str:
    """The same as TOML."""
    return f'[[claims]]\ntext = "{text}"\nall = [ {{ {condition} }} ]\n'


def aged(shares: dict[str, tuple[int, int]]) -> dict:
    """A side whose age groups have so many respondents, of whom so many say yes."""
    found: dict[str, list] = {"a": [], "age": []}
    for age, (count, yes) in shares.items():
        found["a"] += columns(count, yes)["a"]
        found["age"] += [age] * count
    return found


def with_side(study, side: str, **changes: object):
    """The study with one side changed after loading."""
    return replace(study, sides={**study.sides, side: replace(study.sides[side], **changes)})


def charted(study, *draw):
    """The study with the data of charts."""
    gaps = gk.gap(study)
    return study, [each(gaps) for each in draw]


def pie(study):
    """The study with a pie that somebody else drew."""
    rows = [SimpleNamespace(question="items", item=item) for item in ("a", "b", "c")]
    return study, [SimpleNamespace(kind="pie", title="", rows=rows)]


def means(**keys: object):
    """Two charts' worth of means of three items in different orders on the two sides."""
    up, down = {"a": [1, 2] * 100, "b": [3, 4] * 100}, {"a": [4, 5] * 100, "b": [2, 3] * 100}
    return scales(up, down, **keys)


def expectations(top: int):
    """A battery of expectations, of which so many of 200 give the highest answer."""
    low = [1, 2, 3, 4] * 50
    return scales({"a": [5] * top + low[top:]}, {"a": low}, kind="delivery")


def unlike(*pairs):
    """A scale question whose third item runs the other way on the marketers' side."""
    turned = {**RUNS, "c": [6 - each for each in RUNS["c"]]}
    return scales(RUNS, turned, items={"c": dict(pairs)})


def delivery_called(kind: str) -> dict:
    """A question about what consumers expect and marketers do, called so."""
    item = {"id": "a", "label": "A", "consumer": "a", "marketer": "a"}
    asks = {"consumer": "expectation", "marketer": "practice"}
    return {"id": "offer", "kind": kind, "format": "multiple", "asks": asks, "items": [item]}


def listed(*percents: int, gap: int = 0) -> list[tuple[str, str, str]]:
    """A list of items, on both sides alike but for a gap."""
    names = ("one", "two", "three", "four")
    return [
        (side, name, f"percent = {percent + more}")
        for side, more in (("consumer", 0), ("marketer", gap))
        for name, percent in zip(names, percents, strict=False)
    ]


def dated(consumer: str, marketer: str) -> dict:
    """Sides with the days on which they were asked."""
    return {"consumer": {"dates": [consumer]}, "marketer": {"dates": [marketer]}}


def same_frame():
    """Two sides that are one data frame."""
    frame = pd.DataFrame(YES_NO)
    pairs = {"a": {"consumer": "a", "marketer": "a"}}
    frames = {"consumer": frame, "marketer": frame}
    return gk.open(gk.Survey.from_frames(frames, reference="consumer", pairs=pairs))


def known_and_asked(folder, joint: str):
    """Two answers of 181 marketers, with the share that gave both or without it."""
    more = """
[[questions]]
id = "other"
kind = "perception"
format = "multiple"
items = [ { id = "news", label = "News" } ]
"""
    rows = (
        ("know", "deals", 'percent = 77, question = "why"' + joint),
        ("asked", "deals", 'percent = 35, question = "why"'),
        ("consumer", "news", "percent = 40"),
        ("marketer", "news", "percent = 53"),
    )
    question = f'kind = "knowledge"\nformat = "multiple"{KNOW}'
    return told(folder, *rows, marketer="base = 181", question=question, items=f"{ONE} }}", after=more)


def tied(first: int, second: int) -> list[tuple[str, str, str]]:
    """Two items with one share and these ranks."""
    ranks = (("deals", first), ("news", second))
    return [("consumer", item, f"percent = 53, rank = {rank}") for item, rank in ranks] + [BOTH[1], NEWS[1]]


def ranked(first: int, second: int) -> list[tuple[str, str, str]]:
    """70 and 58 percent with these ranks."""
    return [
        ("consumer", "deals", f"percent = 70, rank = {first}"),
        ("consumer", "news", f"percent = 58, rank = {second}"),
        BOTH[1],
        NEWS[1],
    ]


def summed(total: int) -> list[tuple[str, str, str]]:
    """Two parts, and what is said to be their sum."""
    return [
        ("consumer", "loved", "percent = 32"),
        ("consumer", "liked", "percent = 51"),
        ("consumer", "all", f'percent = {total}, note = "sum of loved and liked"'),
        *(("marketer", item, "percent = 40") for item in ("loved", "liked", "all")),
    ]


def of_the_young(young: int, old: int):
    """A claim about the young, of whom so many of 100 say yes, and so many of the old."""
    condition = {"item": "a", "side": "consumer", "segment": "age=18", "below": 60}
    return asked(
        aged({"18": (100, young), "35": (100, old)}),
        aged({"18": (100, 50), "35": (100, 50)}),
        **AGES,
        **claim("The young most.", condition),
    )


def named(study):
    """The study with a consumer file that is called synthetic."""
    source = replace(study.sides["consumer"].source, name="synthetic_consumers.sav")
    return with_side(study, "consumer", source=source)
