"""The survey file as it is written: its tables, their keys and ranges (``SURVEY_FILE.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from gapkit.options import (
    MIN_CONF_LEVEL,
    Adjust,
    AlignedBy,
    BaseRule,
    Comparable,
    DataFormat,
    Duplicates,
    Family,
    Kind,
    Layout,
    LonelyPSU,
    Match,
    MissingWeights,
    ReplicateMethod,
)
from gapkit.survey.values import (
    Answer,
    Answers,
    ColumnName,
    Date,
    Days,
    Label,
    PerCell,
    PerSide,
    Scales,
    Text,
    Version,
    format_tag,
    path_or_rows,
    scale_or_each,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Asks = Literal["expectation", "belief", "practice", "experience", "knowledge", "opinion"]
BaseQualifier = Literal["exact", "at_least", "about"]
Check = Annotated[str, Field(pattern=r"^[A-Z][0-9]{2}$")]
"""The id of a check, such as ``Q02``."""


class Table(BaseModel):
    """A table of the survey file.

    What the grammar has but this version does not is listed beside its table, so that it is
    refused by name and never ignored.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False)

    told_as: ClassVar[str] = "the table"
    unbuilt: ClassVar[frozenset[str]] = frozenset()
    unbuilt_values: ClassVar[Mapping[str, frozenset[str]]] = {}
    unbuilt_tables: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def keys(cls) -> list[str]:
        """Return the table's keys as the file writes them."""
        return [field.alias or name for name, field in cls.model_fields.items()]


class ReadTable(Table):
    """``read``: how a data file is to be read."""

    told_as: ClassVar[str] = "`read`"
    format: DataFormat | None = None
    encoding: Label | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    decimal: Literal[".", ","] | None = None
    sheet: Label | None = None
    header_rows: Annotated[int, Field(ge=1, le=9)] | None = None
    catalogue: Label | None = None


class ReplicatesTable(Table):
    """``replicates``: weights that hold the design of a sample, in place of strata and PSUs."""

    told_as: ClassVar[str] = "`replicates`"

    columns: ColumnName
    method: ReplicateMethod
    rho: Annotated[float, Field(ge=0, lt=1)] = 0.0
    rscales: Scales = []
    mse: bool = False


class SideTable(Table):
    """``[sides.SIDE]``: who answers."""

    told_as: ClassVar[str] = "a side"

    label: Label
    data: PerSide[str] | None = None
    read: ReadTable | None = None
    where: str | None = None
    id: ColumnName | None = None
    duplicates: Duplicates | None = None
    weight: ColumnName | None = None
    missing_weights: MissingWeights | None = None
    strata: ColumnName | None = None
    psu: ColumnName | None = None
    fpc: ColumnName | None = None
    lonely_psu: LonelyPSU | None = None
    replicates: ReplicatesTable | None = None
    wave: ColumnName | None = None
    panel: bool = False
    dyad: ColumnName | None = None
    sensitive: bool | None = None
    missing: Answers = []
    n_expected: Annotated[int, Field(ge=1)] | None = None
    sampling: Text = ""
    probability: bool = False
    population: Text = ""
    mode: Text = ""
    sponsor: Text = ""
    dates: Days | None = None
    base: Annotated[float, Field(gt=0)] | None = None
    base_qualifier: BaseQualifier | None = None
    deff: Annotated[float, Field(gt=0)] | None = None


class SegmentTable(Table):
    """``[segments.SEGMENT]``: a way to break the study down."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, ColumnName] = Field(init=False)
    told_as: ClassVar[str] = "a segment"

    label: Label
    order: Answers = []
    merge: dict[str, Answers] = {}


class CodeColumn(Table):
    """``SIDE = { column, code }`` in an item of a multiple question."""

    told_as: ClassVar[str] = "a column"

    column: ColumnName
    code: Answer | None = None
    contains: Label | None = None
    separator: Annotated[str, Field(min_length=1)] | None = None


class ScaleColumn(Table):
    """``SIDE = { column, reverse }`` in an item of a scale question."""

    told_as: ClassVar[str] = "a column"

    column: ColumnName
    reverse: bool = False


class ItemTable(Table):
    """What every item has; its columns or answers stand under the sides' names."""

    model_config = ConfigDict(extra="allow")
    told_as: ClassVar[str] = "an item"

    id: str
    label: Label
    comparable: Comparable = "same"
    text: PerSide[Text] | None = None
    note: Text = ""


class MultipleItem(ItemTable):
    """An item of a multiple question: a column per side."""

    __pydantic_extra__: dict[str, PerCell[CodeColumn]] = Field(init=False)


class SingleItem(ItemTable):
    """An item of a single choice: the answers that mean it, per side."""

    __pydantic_extra__: dict[str, Answers] = Field(init=False)


class ScaleItem(ItemTable):
    """An item of a scale question: a column per side."""

    __pydantic_extra__: dict[str, PerCell[ScaleColumn]] = Field(init=False)


class ColumnItem(ItemTable):
    """An item of a question that asks for numbers or points: a column per side."""

    __pydantic_extra__: dict[str, ColumnName] = Field(init=False)


class RankItem(ItemTable):
    """An item of a ranking: its column, or the answers that mean it, per side."""

    __pydantic_extra__: dict[str, Answers] = Field(init=False)


class MixedItem(ItemTable):
    """An item of a question whose formats differ: a column, or the answers that mean it, per side."""

    __pydantic_extra__: dict[str, CodeColumn | Answers] = Field(init=False)


class ScaleTable(Table):
    """``scale``: the allowed answers of a scale question."""

    told_as: ClassVar[str] = "a scale"

    low: Annotated[int, Field(alias="from")]
    high: Annotated[int, Field(alias="to")]
    labels: list[Label] = []
    off_scale: Answers = []
    missing: Answers = []


class RoleTable(Table):
    """``roles.ROLE``: one of several answers that stand in for sides."""

    told_as: ClassVar[str] = "a role"

    side: Label
    label: Label


class QuestionTable(Table):
    """What every question has."""

    told_as: ClassVar[str] = "a question"
    id: str
    kind: Kind
    label: Label | None = None
    text: PerSide[Text] | None = None
    asks: PerSide[Asks] | None = None
    asked_of: PerSide[Text] | None = None
    base: PerSide[BaseRule] | None = None
    missing: PerSide[Answers] | None = None
    margin: Annotated[float, Field(gt=0)] | None = None
    measure: PerSide[str] | None = None
    roles: dict[str, RoleTable] | None = None
    reference: Label | None = None
    chain: bool = False


class MultipleTable(QuestionTable):
    """A question with a column per item: several ticks, or yes and no."""

    told_as: ClassVar[str] = "a multiple question"

    format: Literal["multiple"]
    ticked: PerSide[Answers] | None = None
    unticked: PerSide[Answers] | None = None
    items: Annotated[list[MultipleItem], Field(json_schema_extra={"minItems": 1})]


class SingleTable(QuestionTable):
    """A question with one answer, whose items are its answers."""

    told_as: ClassVar[str] = "a single question"

    format: Literal["single"]
    column: PerSide[ColumnName] | None = None
    items: Annotated[list[SingleItem], Field(json_schema_extra={"minItems": 1})]


class ScaleQuestionTable(QuestionTable):
    """A question with a column per item, all on one scale."""

    told_as: ClassVar[str] = "a scale question"

    format: Literal["scale"]
    scale: Annotated[
        Annotated[ScaleTable, Tag("@one")] | Annotated[dict[str, ScaleTable], Tag("@each")],
        Discriminator(scale_or_each),
    ]
    match: Match | None = None
    items: Annotated[list[ScaleItem], Field(json_schema_extra={"minItems": 1})]


class NumberTable(QuestionTable):
    """A question that asks for a number, with a column per item."""

    told_as: ClassVar[str] = "a number question"

    format: Literal["number"]
    unit: Label | None = None
    limits: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    items: Annotated[list[ColumnItem], Field(json_schema_extra={"minItems": 1})]


class RankTable(QuestionTable):
    """A ranking of the items, with a column per item or per place."""

    told_as: ClassVar[str] = "a ranking"

    format: Literal["rank"]
    layout: PerSide[Layout]
    columns: dict[str, Annotated[list[ColumnName], Field(min_length=1)]] | None = None
    items: Annotated[list[RankItem], Field(json_schema_extra={"minItems": 1})]


class PointsTable(QuestionTable):
    """A fixed sum of points that respondents give out, with a column per item."""

    told_as: ClassVar[str] = "a points question"

    format: Literal["points"]
    total: Annotated[float, Field(gt=0)]
    items: Annotated[list[ColumnItem], Field(json_schema_extra={"minItems": 1})]


class MixedTable(QuestionTable):
    """A question that some sides answered by ticks and others by one choice; check Q02 tells it."""

    told_as: ClassVar[str] = "a question with a format per side"

    format: dict[str, Literal["multiple", "single"]]
    ticked: PerSide[Answers] | None = None
    unticked: PerSide[Answers] | None = None
    column: PerSide[ColumnName] | None = None
    items: Annotated[list[MixedItem], Field(json_schema_extra={"minItems": 1})]


class AnalysisTable(Table):
    """``[analysis]``."""

    told_as: ClassVar[str] = "`[analysis]`"

    conf_level: Annotated[float, Field(ge=MIN_CONF_LEVEL, lt=1)] = 0.95
    adjust: Adjust | None = None
    family: Family = "question"
    margin: Annotated[float, Field(gt=0)] | None = None
    aligned_by: AlignedBy = "interval"
    seed: Annotated[int, Field(ge=0)] = 20260101


class LowBaseTable(Table):
    """``[low_base]``."""

    told_as: ClassVar[str] = "`[low_base]`"

    suppress: Annotated[int, Field(ge=1)] = 10
    flag: Annotated[int, Field(ge=1)] = 30
    denote: Annotated[int, Field(ge=1)] = 100
    reason: Text = ""


class ReportTable(Table):
    """``[report]``."""

    told_as: ClassVar[str] = "`[report]`"

    by: list[str] = []
    theme: str | None = None
    language: Literal["en"] = "en"


class MethodTable(Table):
    """``[method]``."""

    told_as: ClassVar[str] = "`[method]`"

    strategy: Text = ""
    instruments: Text = ""
    weighting: Text = ""
    quality: Text = ""
    limitations: Text = ""


class ConditionTable(Table):
    """One condition of a claim."""

    told_as: ClassVar[str] = "a condition"

    item: str | None = None
    side: str | None = None
    segment: str | None = None
    wave: str | None = None
    rank: int | str | None = None
    tied: bool = False
    above: float | None = None
    below: float | None = None
    between: Annotated[list[float], Field(min_length=2, max_length=2)] | None = None
    higher_than: str | None = None
    gap: Literal["over", "under", "aligned"] | None = None
    margin: Annotated[float, Field(gt=0)] | None = None
    gap_larger_than: str | None = None
    at_least: Annotated[int, Field(ge=1)] | None = None


class ClaimTable(Table):
    """``[[claims]]``: a sentence that somebody printed, and what must hold for it to be true."""

    told_as: ClassVar[str] = "a claim"

    text: Label
    source: Text = ""
    question: str | None = None
    all: list[ConditionTable] = []
    any: list[ConditionTable] = []


class SurveyTable(Table):
    """A whole survey file."""

    told_as: ClassVar[str] = "the survey file"

    gapkit: Version
    title: Label
    reference: str
    synthetic: bool = False
    source: Text = ""
    date: Date = ""
    published: (
        Annotated[
            Annotated[str, Tag("@one")] | Annotated[list[dict[str, Any]], Tag("@rows")],
            Discriminator(path_or_rows),
        ]
        | None
    ) = None
    waves: list[str] = []
    compare: list[Annotated[list[str], Field(min_length=2, max_length=2)]] = []
    accept: dict[Check, Label] = {}
    analysis: AnalysisTable = AnalysisTable()
    low_base: LowBaseTable = LowBaseTable()
    report: ReportTable = ReportTable()
    method: MethodTable = MethodTable()
    sides: dict[str, SideTable]
    segments: dict[str, SegmentTable] = {}
    claims: list[ClaimTable] = []
    questions: list[
        Annotated[
            Annotated[MultipleTable, Tag("@multiple")]
            | Annotated[SingleTable, Tag("@single")]
            | Annotated[ScaleQuestionTable, Tag("@scale")]
            | Annotated[NumberTable, Tag("@number")]
            | Annotated[RankTable, Tag("@rank")]
            | Annotated[PointsTable, Tag("@points")]
            | Annotated[MixedTable, Tag("@mixed")],
            Discriminator(format_tag),
        ]
    ]


AnyQuestionTable = (
    MultipleTable | SingleTable | ScaleQuestionTable | NumberTable | RankTable | PointsTable | MixedTable
)

MIXED = "mixed"
"""A format per side, as the tables below call it."""

QUESTION_TABLES: Mapping[str, type[AnyQuestionTable]] = {
    "multiple": MultipleTable,
    "single": SingleTable,
    "scale": ScaleQuestionTable,
    "number": NumberTable,
    "rank": RankTable,
    "points": PointsTable,
    MIXED: MixedTable,
}
ITEM_TABLES: Mapping[str, type[ItemTable]] = {
    "multiple": MultipleItem,
    "single": SingleItem,
    "scale": ScaleItem,
    "number": ColumnItem,
    "rank": ColumnItem,
    "points": ColumnItem,
    MIXED: MultipleItem,
}
"""How an item names its column; where a side names answers instead, ``SingleItem`` reads them."""


def survey_schema() -> dict[str, Any]:
    """Return the JSON Schema of the survey file, for editors."""
    schema = without_null(SurveyTable.model_json_schema(by_alias=True))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **schema,
        "title": "gapkit survey file",
    }


def without_null(schema: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Return a JSON Schema without ``null``, which TOML does not have."""
    if isinstance(schema, list):
        return [without_null(each) for each in schema if each != {"type": "null"}]
    if not isinstance(schema, dict):
        return schema
    bare = {key: without_null(each) for key, each in schema.items() if (key, each) != ("default", None)}
    choices = bare.get("anyOf")
    return (
        {**{key: each for key, each in bare.items() if key != "anyOf"}, **choices[0]}
        if isinstance(choices, list) and len(choices) == 1
        else bare
    )
