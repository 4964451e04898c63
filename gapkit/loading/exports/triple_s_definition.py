"""A Triple-S definition (.sss): the variables of a survey and where their data stand."""

from __future__ import annotations

import html.entities
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from gapkit.errors import ExportError
from gapkit.loading.cells import normal
from gapkit.loading.exports.wording import plain

Kind = Literal["single", "multiple", "quantity", "character", "logical", "date", "time"]

KINDS: Final = frozenset({"single", "multiple", "quantity", "character", "logical", "date", "time"})

MOST_DEPTH: Final = 32
MOST_VARIABLES: Final = 20_000
MOST_PLACES: Final = 10_000
"""Answers that one variable may hold, or characters of each."""


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of the definition.

    Attributes
    ----------
    name, label, wording : str
        What it is called, its label, and the question as interviews put it where that differs.
    start, finish : int
        First and last character of its data in a fixed-width file, first and last field in a CSV
        file; both count from 1.
    options : Mapping[str, str]
        Label per code.
    literal : bool
        Whether codes are texts.
    ranges : tuple of pairs
        Allowed numbers, both ends included.
    subfields, width : int
        Number of codes that a spread of answers holds, 0 for a bitstring, and characters of each.
    use : str
        ``"weight"``, ``"serial"`` or nothing.
    filter : str
        Variable that tells who was asked.
    """

    name: str
    kind: Kind
    label: str
    wording: str
    start: int
    finish: int
    options: Mapping[str, str]
    literal: bool = False
    ranges: tuple[tuple[str, str], ...] = ()
    subfields: int = 0
    width: int = 0
    use: str = ""
    filter: str = ""

    @property
    def highest(self) -> int:
        """The highest code, which is the length of a bitstring."""
        codes = [int(code) for code in self.options if code.isdecimal()]
        codes += [int(high) for _, high in self.ranges if high.isdecimal()]
        return max(codes, default=0)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole definition.

    Attributes
    ----------
    title : str
        Of the survey.
    version, encoding : str
        Of Triple-S; of the XML, and so of the data.
    variables : tuple of Variable
        In the order of the file.
    separated : bool
        Whether the data are a CSV file.
    skip : int
        Rows before the data.
    href : str
        The data file, if the definition names one.
    """

    title: str
    version: str
    encoding: str
    variables: tuple[Variable, ...]
    separated: bool
    skip: int
    href: str


def defined(content: bytes, file: str) -> Definition:
    """Return what a definition says.

    Raises
    ------
    ExportError
        If it is no Triple-S definition, declares entities, or has several records.
    """
    root, encoding = parsed(content, file)
    records = list(root.iter("record"))
    if root.tag != "sss" or not records:
        raise ExportError.definition(file, f"<{root.tag}> without <record>")
    if len(records) > 1:
        raise ExportError.definition(file, f"{len(records)} records: a hierarchy is read level by level")
    record = records[0]
    try:
        variables = tuple(variable_of(each, file) for each in record.iter("variable"))
    except (ValueError, KeyError, AttributeError) as error:
        raise ExportError.definition(file, f"a variable without sound position or code: {error}") from None
    if not 0 < len(variables) <= MOST_VARIABLES:
        raise ExportError.definition(file, f"{len(variables):,} variables")
    names = [variable.name for variable in variables]
    twice = sorted({name for name in names if names.count(name) > 1}) if len(set(names)) < len(names) else []
    if twice:
        raise ExportError.duplicate_columns(file, twice)
    title = root.find("survey/title")
    skip = record.get("skip", "0")
    return Definition(
        title="" if title is None else text_of(title),
        version=root.get("version", "1.0"),
        encoding=encoding,
        variables=variables,
        separated=record.get("format", "fixed").casefold() == "csv",
        skip=int(skip) if skip.isdecimal() else 0,
        href=record.get("href", ""),
    )


def parsed(content: bytes, file: str) -> tuple[Element, str]:
    """Return the XML as a tree, with its encoding; no entity is declared, nothing is fetched."""
    parser = expat.ParserCreate()
    builder = TreeBuilder()
    depth = 0
    found = "utf-8"

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_DEPTH:
            raise ExportError.definition(file, f"more than {MOST_DEPTH} elements in one another")
        builder.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(tag)

    def declared(version: str, encoding: str | None, standalone: int) -> None:  # noqa: ARG001 - expat's arguments
        nonlocal found
        found = encoding or found

    def entity(*_: object) -> None:
        raise ExportError.entities(file)

    def skipped(name: str, is_parameter: bool) -> None:
        if not is_parameter:
            builder.data(html.entities.html5.get(f"{name};", ""))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.XmlDeclHandler = declared
    parser.EntityDeclHandler = entity
    parser.SkippedEntityHandler = skipped
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    try:
        parser.Parse(content, True)
        return builder.close(), found
    except expat.ExpatError as error:
        raise ExportError.definition(file, expat.errors.messages[error.code], line=error.lineno) from None
    except (LookupError, ValueError, UnicodeError) as error:
        raise ExportError.definition(file, str(error)) from None


def variable_of(element: Element, file: str) -> Variable:
    """Return one variable."""
    kind = element.get("type", "")
    name = normal(element.findtext("name") or element.get("ident") or "")
    if kind not in KINDS or not name:
        raise ExportError.definition(file, f"variable {name or '?'} of type {kind or 'none'}")
    position = element.find("position")
    start = int(position.get("start", "0")) if position is not None else 0
    finish = int(position.get("finish", str(start))) if position is not None else 0
    if not 0 < start <= finish:
        raise ExportError.definition(file, f"variable {name} at {start} to {finish}")
    spread = element.find("spread")
    subfields = int(spread.get("subfields", "1")) if spread is not None else 0
    told_width = spread.get("width", "0") if spread is not None else "0"
    if not 0 <= subfields <= MOST_PLACES or not 0 <= int(told_width) <= MOST_PLACES:
        raise ExportError.definition(file, f"variable {name} with {subfields:,} places")
    label = element.find("label")
    return Variable(
        name=name,
        kind=cast("Kind", kind),
        label="" if label is None else text_of(label),
        wording="" if label is None else said(label, "interview"),
        start=start,
        finish=finish,
        options={each.get("code", ""): text_of(each) for each in element.iterfind("values/value")},
        literal=element.get("format") == "literal",
        ranges=tuple((each.get("from", ""), each.get("to", "")) for each in element.iterfind("values/range")),
        subfields=subfields,
        width=int(told_width) or ((finish - start + 1) // subfields if subfields else 0),
        use=element.get("use", ""),
        filter=normal(element.findtext("filter") or ""),
    )


def text_of(element: Element) -> str:
    """Return the text of a label without those for single modes; <br/> is a space.

    Where only modes have a text, that of analyses stands.
    """
    own = plain("".join(pieces(element)))
    return own or said(element, "analysis") or said(element, "interview")


def pieces(element: Element) -> Iterator[str]:
    """Yield the texts of a label that belong to every mode."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag != "text":
            yield "".join(child.itertext())
        yield child.tail or ""


def said(element: Element, mode: str) -> str:
    """Return the text for one mode."""
    found = (each for each in element.iterfind("text") if each.get("mode") == mode)
    return next((plain(" ".join(each.itertext())) for each in found), "")
