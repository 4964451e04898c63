"""The page of the survey file's keys, made from its JSON Schema."""

from __future__ import annotations

from typing import Any

from markdown_tables import code, plain, table

TABLE_TITLES = {
    "SideTable": "[sides.SIDE]",
    "ReadTable": "read, of a side",
    "ReplicatesTable": "replicates, of a side",
    "SegmentTable": "[segments.SEGMENT]",
    "MultipleTable": '[[questions]], format = "multiple"',
    "MultipleItem": "items of a multiple question",
    "CodeColumn": "SIDE = { column, code }",
    "SingleTable": '[[questions]], format = "single"',
    "SingleItem": "items of a single choice",
    "ScaleQuestionTable": '[[questions]], format = "scale"',
    "ScaleTable": "scale",
    "ScaleItem": "items of a scale",
    "ScaleColumn": "SIDE = { column, reverse }",
    "NumberTable": '[[questions]], format = "number"',
    "RankTable": '[[questions]], format = "rank"',
    "RankItem": "items of a ranking",
    "PointsTable": '[[questions]], format = "points"',
    "ColumnItem": "items of numbers and points",
    "MixedTable": "[[questions]], format = { SIDE = … }",
    "MixedItem": "items of a question with a format per side",
    "RoleTable": "roles.ROLE, of a question",
    "ClaimTable": "[[claims]]",
    "ConditionTable": "conditions of a claim",
    "AnalysisTable": "[analysis]",
    "LowBaseTable": "[low_base]",
    "ReportTable": "[report]",
    "MethodTable": "[method]",
}
"""Order and headings; tables that are not named here follow with their own."""


MEANINGS = {
    "above": "Limit that the value lies above: percent, or scale units for means.",
    "accept": "Checks taken knowingly, each with a reason that is printed.",
    "adjust": "Correction over the family; default `max-t`, and `bonferroni` for published figures.",
    "aligned_by": "What makes an item aligned: the family interval, or two one-sided tests of each item.",
    "all": "Conditions that must all hold.",
    "analysis": "How gaps are decided.",
    "any": "Conditions of which one must hold.",
    "asked_of": "The filter of the question, in words.",
    "asks": "What the question asks of a side; default from `kind`.",
    "at_least": "Items of the question that have such a gap.",
    "base": "Who counts (questions); base of the published figures (sides; without it the base is unknown).",
    "base_qualifier": "Whether a published base is exact.",
    "below": "Limit that the value lies below: percent, or scale units for means.",
    "between": "Two limits that the value lies between.",
    "by": "Segments that the report breaks down by.",
    "catalogue": "File beside SAS data that holds its value labels.",
    "chain": "Roles in order, each gap to the one before.",
    "claims": "Sentences about the study that are checked against the data.",
    "code": "The answer that means this item, where one column holds several.",
    "column": "Column of the data: per side, or of one item.",
    "columns": "Columns that belong together: replicate weights (`rw*`), or the places of a ranking.",
    "comparable": "`same`; `shifted`: same thing, other person; `related`: drawn hollow, left out of ranks.",
    "compare": 'More pairs beyond side − reference: `["a", "b"]` is a − b.',
    "conf_level": "Confidence level.",
    "contains": "Text that the cell must contain, where one column holds several answers.",
    "data": "File of the respondents, relative to the survey file.",
    "date": "Date printed on the report.",
    "dates": "First and last day of fieldwork.",
    "decimal": "Decimal mark of a text file.",
    "deff": "Design effect of published figures.",
    "delimiter": "What stands between the columns of a text file.",
    "denote": "Bases below this get a footnote.",
    "duplicates": "What to do with repeated ids; default `fail`.",
    "dyad": "Column whose values pair the two sides, such as a brand or firm.",
    "encoding": "Characters of a text file.",
    "family": "Which items are corrected together.",
    "flag": "Bases below this are marked and never headlined.",
    "format": "Format of the file or of the question.",
    "fpc": "Column with the population size of the row's stratum (PSUs where `psu` is given).",
    "from": "Lowest point.",
    "gap": "`over`, `under` or `aligned`: what the item's gap is said to be.",
    "gap_larger_than": "Item whose gap is said to be smaller in size.",
    "gapkit": "Version of this grammar.",
    "header_rows": "Rows that hold names and wording, above the first respondent.",
    "higher_than": "Item of the same side that is said to be lower.",
    "id": "Column of the respondent's id (sides); the name by which it is called (questions, items).",
    "instruments": "The questionnaires.",
    "item": "Id of the item that the condition is about.",
    "items": "What is compared.",
    "kind": "What the question sets side by side.",
    "label": "Text in tables and charts.",
    "labels": "Texts of the points, low to high.",
    "language": "Language of the report.",
    "layout": "How a ranking is laid out: a column per item, or per place.",
    "limitations": "What the study cannot say.",
    "limits": "Lowest and highest value that is possible.",
    "lonely_psu": "What a stratum of one PSU does; default `fail`.",
    "low_base": "When a base is too small; lower values than the defaults need a `reason`.",
    "margin": "Points, or scale units: a gap surely smaller is aligned; in a claim, a larger one counts.",
    "match": "How two different scales are compared: by their boxes.",
    "measure": "What is summarised: `top2`, `net2`, `mean` …; default `top2`, below four points `top1`.",
    "merge": "New segments from several answers.",
    "method": "What the method page says beyond the sides' own keys; how replicate weights were made.",
    "missing": 'Answers that mean "no answer", beside what the data file declares.',
    "missing_weights": "What to do with a respondent without weight; default `fail`.",
    "mode": "How people were asked.",
    "mse": "Whether replicates spread around the estimate, in place of their own mean.",
    "n_expected": "Number of rows; any other is an error.",
    "note": "Printed beside the item.",
    "off_scale": "Answers that stay in the base, in no box, and out of means.",
    "order": "Answers that are shown, in order; makes the segment ordered.",
    "panel": "Whether equal ids in several waves are the same people.",
    "population": "Whom the side stands for.",
    "probability": "Whether the sample was random.",
    "psu": "Column of the primary sampling unit.",
    "published": "Statements: a CSV file or its rows; see [here](../../guide/published_figures.md).",
    "quality": "What was done about bad answers.",
    "question": "Question of the conditions, needed where an item's id is not unique.",
    "questions": "What was asked, question by question.",
    "rank": "Place: `first`, `last`, a number, or `top3` and the like.",
    "read": "How the data file is read where its content does not tell.",
    "reason": "Why the limits are lower; printed.",
    "reference": "The side that gaps are measured from.",
    "replicates": "Replicate weights, in place of strata and PSUs.",
    "report": "What the report shows.",
    "reverse": "Turn the scale around.",
    "rho": "Fay's factor of the replicate weights.",
    "roles": "Columns that stand in for sides; two roles of one side are the same respondents.",
    "rscales": "One factor per replicate.",
    "sampling": "How respondents were found.",
    "scale": "The allowed answers.",
    "scale_factor": "Factor of all replicates.",
    "seed": "For simulation and resampling only.",
    "segment": "Part of the study, such as `age=18-24`; default the total.",
    "segments": "Ways to break the study down.",
    "sensitive": "Stricter rules against recognising respondents.",
    "separator": "What stands between several answers in one cell.",
    "sheet": "Sheet of a workbook.",
    "SIDE": "One entry per side, called like the side.",
    "side": "Who answers: of a role, or whom a condition is about.",
    "sides": "Who answers, per side.",
    "source": "Where the figures are from, or the sentence of a claim.",
    "sponsor": "Who paid.",
    "strata": "Column of the sampling stratum.",
    "strategy": "How the study was designed.",
    "suppress": "Bases below this show no number.",
    "synthetic": "No real person answered: marks every page, chart and table.",
    "text": "Wording of the question or item; the sentence of a claim.",
    "theme": "Theme file of the report.",
    "ticked": 'Answers that mean "chosen"; default 1.',
    "tied": "Whether another item is said to share the place.",
    "title": "Title of the study.",
    "to": "Highest point.",
    "total": "Sum that the points of a respondent must have.",
    "unit": "Unit of a number.",
    "unticked": 'Answers that mean "not chosen"; default 0.',
    "wave": "Column of the wave, where one file holds all; in a condition, the wave it is about.",
    "waves": "Rounds of fieldwork, in order.",
    "weight": "Column of the weights, of any scale.",
    "weighting": "How weights were made.",
    "where": 'Respondents that count, such as `country == "US" and age >= 18`.',
}
"""What each key means, by name; a test asks for one of every key."""


def survey_keys_page() -> str:
    """Return every table and key of the survey file, from its JSON Schema."""
    from gapkit.survey.grammar import survey_schema

    schema = survey_schema()
    tables: dict[str, Any] = schema["$defs"]
    order = [name for name in TABLE_TITLES if name in tables]
    order += [name for name in tables if name not in TABLE_TITLES]
    text = (
        "# Keys of the survey file\n\nMade from the JSON Schema that `gapkit schema` prints. "
        "[The survey file](../../guide/survey_file.md) shows them at work.\n\n## Top level\n\n"
    )
    text += keys_table(schema)
    for name in order:
        title = TABLE_TITLES.get(name, name)
        text += f"\n## {title}\n\n{plain(tables[name].get('description', ''))}\n\n" + keys_table(tables[name])
    return text


def keys_table(schema: dict[str, Any]) -> str:
    """Return a table's keys: what each holds, its default, whether it must be there."""
    needed = schema.get("required", ())
    rows = [
        (code(key), MEANINGS.get(key, ""), kind_of(value), default_of(value), "yes" if key in needed else "")
        for key, value in schema.get("properties", {}).items()
    ]
    more = schema.get("additionalProperties")
    if isinstance(more, dict):
        rows.append((code("SIDE"), MEANINGS["SIDE"], kind_of(more), "", ""))
    return table(("key", "meaning", "holds", "default", "required"), rows)


def kind_of(value: dict[str, Any]) -> str:
    """Return what a key may hold, in words."""
    if "$ref" in value:
        name = value["$ref"].rsplit("/", 1)[1]
        return f"table `{TABLE_TITLES.get(name, name)}`"
    if "const" in value:
        return code(toml(value["const"]))
    if "enum" in value:
        return " or ".join(code(toml(each)) for each in value["enum"])
    for several in ("oneOf", "anyOf"):
        if several in value:
            return one_of([kind_of(each) for each in value[several]])
    return limits_of(value, TYPES.get(str(value.get("type")), type_of(value)))


def one_of(kinds: list[str]) -> str:
    """Return alternatives; what may differ by side is said once."""
    first = kinds[0]
    if kinds[1:] == [f"per name: {first}"]:
        return f"{first}; or one per side"
    return ", or ".join(dict.fromkeys(kinds))


TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
    "['number', 'string']": "number or text",
}


def type_of(value: dict[str, Any]) -> str:
    """Return what a list or table holds."""
    if value.get("type") == "array":
        return f"list of: {kind_of(value.get('items', {}))}"
    more = value.get("additionalProperties")
    if not isinstance(more, dict):
        more = next(iter(value.get("patternProperties", {}).values()), None)
    return f"per name: {kind_of(more)}" if more else "table"


def limits_of(value: dict[str, Any], kind: str) -> str:
    """Return the kind with its range."""
    words = {"minimum": "from", "exclusiveMinimum": "above", "maximum": "to", "exclusiveMaximum": "below"}
    return " ".join([kind, *(f"{word} {value[key]:g}" for key, word in words.items() if key in value)])


def default_of(value: dict[str, Any]) -> str:
    """Return the default, where it says something."""
    default = value.get("default")
    return "" if default in (None, "", [], {}) or isinstance(default, dict) else code(toml(default))


def toml(value: object) -> str:
    """Return a value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
