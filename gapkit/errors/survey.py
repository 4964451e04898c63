"""Problems of a survey file, and names that it does not know."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Self

from gapkit.errors.base import GapkitError, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOUND_LENGTH = 60
"""Longest piece of a survey file that an error repeats."""


def nearest_hint(name: str, known: Iterable[object]) -> str:
    """Return which known name was probably meant, or all of them where none is near."""
    names = [str(each) for each in known]
    near = get_close_matches(name, names, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known: {quoted(names, most=12)}." if names else ""


def written(value: object) -> str:
    """Return a value about as the survey file writes it, shortened and on one line."""
    text = f'"{value}"' if isinstance(value, str) else str(value)
    text = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text[: FOUND_LENGTH + 1]
    )
    return text if len(text) <= FOUND_LENGTH else text[: FOUND_LENGTH - 3] + "..."


class SurveyError(GapkitError):
    """A survey that can't be read or contradicts itself."""

    @classmethod
    def unreadable(cls, reason: str) -> Self:
        """Build the error for a survey file that the system will not open."""
        return cls("The survey file can't be opened.", found=reason)

    @classmethod
    def not_regular(cls) -> Self:
        """Build the error for a folder, pipe or device in place of the survey file."""
        return cls("The survey file must be a regular file.")

    @classmethod
    def too_large(cls, size: int, limit: int) -> Self:
        """Build the error for a survey file over its size limit."""
        return cls(f"A survey file must be at most {limit:,} bytes.", found=f"{size:,} bytes")

    @classmethod
    def data_file(cls) -> Self:
        """Build the error for data in the place of the survey file that describes them."""
        return cls(
            "This is a data file, not a survey file.",
            hint="`gapkit init` writes a first survey file for two data files.",
        )

    @classmethod
    def not_utf8(cls) -> Self:
        """Build the error for bytes that are no UTF-8."""
        return cls("A survey file must be UTF-8.", hint="save it as UTF-8 in your editor.")

    @classmethod
    def syntax(cls, reason: str) -> Self:
        """Build the error for a file that is no TOML."""
        return cls(
            "The survey file can't be read as TOML.",
            found=written(reason).strip('"'),
            hint="texts stand in quotes, and an inline table { } stays on one line.",
        )

    @classmethod
    def too_deep(cls) -> Self:
        """Build the error for lists or tables nested beyond reason."""
        return cls("The survey file is nested too deeply.")

    @classmethod
    def too_many(cls, what: str, count: int, limit: int) -> Self:
        """Build the error for a list over its limit."""
        return cls(f"There must be at most {limit:,} {what}.", found=f"{count:,}")

    @classmethod
    def more_problems(cls, count: int) -> Self:
        """Build the last of a long list of problems."""
        return cls(f"There are {count:,} more problems.", hint="mend the ones above and read the file again.")

    @classmethod
    def not_built(cls, what: str, *, hint: str = "") -> Self:
        """Build the error for a part of the grammar that this version does not have."""
        return cls(f"{what} is not built yet in this version of gapkit.", hint=hint)

    @classmethod
    def unknown_key(cls, key: str, table: str, known: Iterable[str]) -> Self:
        """Build the error for a key that the grammar does not have."""
        return cls(f"`{written(key)[1:-1]}` is not a key of {table}.", hint=nearest_hint(key, known))

    @classmethod
    def unknown_key_or_side(cls, key: str, table: str, known: Iterable[str]) -> Self:
        """Build the error for a key of an item or segment that is no side either."""
        return cls(
            f"`{written(key)[1:-1]}` is neither a key of {table} nor a side.", hint=nearest_hint(key, known)
        )

    @classmethod
    def missing_key(cls, key: str, table: str) -> Self:
        """Build the error for a required key."""
        return cls(f"`{key}` is missing.", hint=f"{table} must have it.")

    @classmethod
    def wrong_type(cls, key: str, rule: str, value: object) -> Self:
        """Build the error for a value of the wrong type or outside its range."""
        return cls(f"`{key}` must be {rule}.", found=written(value))

    @classmethod
    def not_one_of(cls, key: str, value: object, allowed: Sequence[str]) -> Self:
        """Build the error for a named choice that does not exist."""
        near = get_close_matches(str(value), allowed, n=1)
        return cls(
            f"`{key}` must be one of {quoted(allowed, most=len(allowed))}.",
            found=written(value),
            hint=f"did you mean `{near[0]}`?" if near else "",
        )

    @classmethod
    def bad_id(cls, what: str, value: object) -> Self:
        """Build the error for an id outside its alphabet."""
        return cls(
            f"The id of {what} must be made of a-z, 0-9 and _, and not start with _.",
            found=written(value),
            hint="labels may be any text.",
        )

    @classmethod
    def reserved_id(cls, side: str) -> Self:
        """Build the error for a side called like a key."""
        return cls(f"A side must not be called `{side}`: the survey file has a key of that name.")

    @classmethod
    def duplicate_id(cls, what: str, value: str) -> Self:
        """Build the error for an id given twice."""
        return cls(f"Two {what} must not have the id `{value}`.")

    @classmethod
    def duplicate_answer(cls, key: str, answer: object) -> Self:
        """Build the error for an answer listed twice."""
        return cls(f"`{key}` must not hold the same answer twice.", found=written(answer))

    @classmethod
    def unknown_side(cls, side: str, known: Iterable[str]) -> Self:
        """Build the error for a side that the survey does not have."""
        return cls(f"`{written(side)[1:-1]}` is not a side of this survey.", hint=nearest_hint(side, known))

    @classmethod
    def unknown_segment(cls, segment: str, known: Iterable[str]) -> Self:
        """Build the error for a segment that the survey does not have."""
        return cls(
            f"`{written(segment)[1:-1]}` is not a segment of this survey.", hint=nearest_hint(segment, known)
        )

    @classmethod
    def too_few_sides(cls) -> Self:
        """Build the error for a study that has nobody to compare."""
        return cls("A survey must have at least two sides.")

    @classmethod
    def bad_pair(cls, side: str, reference: str) -> Self:
        """Build the error for a pair that is compared already, or is one side."""
        return cls(
            f"`compare` must name further pairs of two sides; {side} and {reference} is none.",
            hint="every side is compared with `reference` anyway.",
        )

    @classmethod
    def side_says_nothing(cls, side: str) -> Self:
        """Build the error for a side with neither data nor published figures."""
        return cls(
            f"Side `{side}` must have `data` or published statements.",
            hint="name its file in `data`, or its printed figures in `published`.",
        )

    @classmethod
    def needs_data(cls, key: str) -> Self:
        """Build the error for a data key of a side that has no data."""
        return cls(f"`{key}` must not stand on a side without `data`.")

    @classmethod
    def beside_replicates(cls, key: str) -> Self:
        """Build the error for a design key beside replicate weights."""
        return cls(
            f"`{key}` must not stand beside `replicates`.", hint="replicate weights hold the design already."
        )

    @classmethod
    def replicates_without_weight(cls) -> Self:
        """Build the error for replicate weights without the full sample's."""
        return cls("`replicates` must stand beside `weight`, the weight of the full sample.")

    @classmethod
    def rho_of_fay(cls, method: str, rho: float) -> Self:
        """Build the error for a method with Fay's coefficient, or for Fay's method without."""
        return cls(
            '`rho` must be above 0 with `method = "fay"`, and 0 with every other method.',
            found=f'method = "{method}", rho = {rho:g}',
        )

    @classmethod
    def rscales_of_jkn(cls, method: str) -> Self:
        """Build the error for factors of replicates where the method has one of its own."""
        return cls('`rscales` must stand with `method = "jkn"` only.', found=f'method = "{method}"')

    @classmethod
    def needs_waves(cls, key: str) -> Self:
        """Build the error for a key about waves in a survey that names none."""
        what = "A table in `data`" if key == "data" else f"`{key}`"
        return cls(
            f"{what} must not stand in a survey without `waves`.",
            hint='name them, in order: `waves = ["2023", "2024"]`.',
        )

    @classmethod
    def unknown_wave(cls, wave: str, known: Iterable[str]) -> Self:
        """Build the error for a wave that the survey does not have."""
        return cls(f"`{written(wave)[1:-1]}` is not a wave of this survey.", hint=nearest_hint(wave, known))

    @classmethod
    def wave_twice(cls) -> Self:
        """Build the error for a wave that is told by file and by column."""
        return cls("`wave` must not stand beside one file a wave.", hint="the file tells the wave.")

    @classmethod
    def side_without_wave(cls, side: str) -> Self:
        """Build the error for respondents of nobody knows which wave."""
        return cls(
            f"Side `{side}` must say which wave its respondents are from.",
            hint='name the column, `wave = "year"`, or one file a wave, `data = { "2023" = "x.csv" }`.',
        )

    @classmethod
    def panel_without_id(cls) -> Self:
        """Build the error for a panel whose people nobody can tell."""
        return cls("`panel` must stand beside `id`: equal ids are the same people.")

    @classmethod
    def published_for_no_side(cls) -> Self:
        """Build the error for statements in a survey whose sides all have data."""
        return cls("`published` speaks for no side: every side has `data`.")

    @classmethod
    def column_without_data(cls, side: str) -> Self:
        """Build the error for a column of a side that has no data."""
        return cls(f"Side `{side}` has no `data`, so it must not be given columns or answers.")

    @classmethod
    def segment_on_no_side(cls, segment: str, sides: Iterable[str]) -> Self:
        """Build the error for a segment without a column."""
        return cls(f"Segment `{segment}` is on no side.", hint=f"give its column on {quoted(list(sides))}.")

    @classmethod
    def published_only(cls, key: str) -> Self:
        """Build the error for a key of published sides on a side with data."""
        return cls(
            f"`{key}` must not stand on a side with `data`: it is the base of published statements.",
            hint="to have the rows of the data counted, write `n_expected`.",
        )

    @classmethod
    def item_on_no_side(cls, item: str, sides: Iterable[str]) -> Self:
        """Build the error for an item that nobody was asked."""
        return cls(f"Item `{item}` is on no side.", hint=f"give its column on {quoted(list(sides))}.")

    @classmethod
    def answers_without_column(cls, side: str) -> Self:
        """Build the error for answers of a single choice whose column is not named."""
        return cls(f"The items name answers of `{side}`, but `column` must name its column too.")

    @classmethod
    def column_without_answers(cls, side: str) -> Self:
        """Build the error for a single choice whose items name no answers."""
        return cls(f"`column` names a column of `{side}`, but no item names its answers.")

    @classmethod
    def answers_overlap(cls, side: str, answer: object, first: str, second: str) -> Self:
        """Build the error for one answer that stands for two things."""
        return cls(f"One answer of `{side}` must not mean both {first} and {second}.", found=written(answer))

    @classmethod
    def lowered_without_reason(cls, keys: Sequence[str]) -> Self:
        """Build the error for low-base thresholds lowered in silence."""
        return cls(
            f"{quoted(keys)} must not be lowered without `reason`.",
            hint="the reason is printed with every result.",
        )

    @classmethod
    def low_base_order(cls, suppress: int, flag: int, denote: int) -> Self:
        """Build the error for thresholds out of order."""
        return cls("`suppress`, `flag` and `denote` must ascend.", found=f"{suppress}, {flag}, {denote}")

    @classmethod
    def is_address(cls, path: str) -> Self:
        """Build the error for an address in place of a path."""
        return cls(
            "A path must name a file, not an address.", found=written(path), hint="save the file and name it."
        )

    @classmethod
    def is_pattern(cls, path: str) -> Self:
        """Build the error for a path with wildcards or control characters."""
        return cls("A path must not hold wildcards or control characters.", found=written(path))

    @classmethod
    def outside(cls, path: str, root: object) -> Self:
        """Build the error for a path that leaves the survey file's root."""
        return cls(
            "A path must stay under the survey file's root.",
            found=written(path),
            hint=f"the root is {root}; `--allow-outside` (`allow_outside=True`) lifts this.",
        )

    @classmethod
    def no_such_file(cls, path: str, near: Sequence[str]) -> Self:
        """Build the error for a path to nothing."""
        match = get_close_matches(path.replace("\\", "/").rsplit("/", 1)[-1], near, n=1)
        hint = f"that folder has `{match[0]}`." if match else "paths are relative to the survey file."
        return cls("The file does not exist.", found=written(path), hint=hint)

    @classmethod
    def no_regular_file(cls, path: str) -> Self:
        """Build the error for a folder, pipe or device in place of a file."""
        return cls("A path must name a regular file.", found=written(path))

    @classmethod
    def filter_syntax(cls, position: int, expected: str, found: str) -> Self:
        """Build the error for a filter that can't be read, with the character it stops at."""
        return cls(
            f"The filter can't be read at character {position}: expected {expected}.",
            found=f"`{written(found)[1:-1]}`" if found else "the end",
            hint='a filter is like: country == "US" and (age >= 18 or not panel is blank).',
        )

    @classmethod
    def filter_limit(cls, what: str, limit: int) -> Self:
        """Build the error for a filter beyond its limits."""
        return cls(f"A filter must have at most {limit:,} {what}.")

    @classmethod
    def filter_column(cls, column: str, known: Iterable[object]) -> Self:
        """Build the error for a filter on a column that the data lack."""
        return cls(
            f"The filter names a column `{column}` that the data do not have.",
            hint=nearest_hint(column, known),
        )

    @classmethod
    def filter_needs_numbers(cls, column: str) -> Self:
        """Build the error for a text column compared with a number."""
        return cls(
            f"The filter compares `{column}` with a number, but the column holds text.",
            hint='to compare texts, write the answer in quotes: "18".',
        )

    @classmethod
    def unknown_label(cls, name: str, known: Iterable[str]) -> Self:
        """Build the error for a label of nothing."""
        return cls(
            f"`labels` names `{name}`, which is neither an item nor a side.", hint=nearest_hint(name, known)
        )


class UnknownItemError(SurveyError):
    """An item or question that the survey does not have."""

    @classmethod
    def not_in_question(cls, item: str, question: str, known: Sequence[str]) -> Self:
        """Build the error for an item that the question does not have."""
        return cls(f"Question `{question}` has no item `{item}`.", hint=nearest_hint(item, known))

    @classmethod
    def no_question(cls, question: str, known: Sequence[str]) -> Self:
        """Build the error for a question that the survey does not have."""
        return cls(f"The survey has no question `{question}`.", hint=nearest_hint(question, known))

    @classmethod
    def not_in_results(cls, item: str, side: str, segment: str, *, hint: str = "") -> Self:
        """Build the error for a row that the results do not have."""
        of = f" of side `{side}`" if side else ""
        return cls(f"The results have no row `{item}`{of} in segment `{segment}`.", hint=hint)

    @classmethod
    def no_gap(cls, item: str, segment: str, items: Sequence[str], segments: Sequence[str]) -> Self:
        """Build the error for a gap that is not there: the item's nearest name, else the segments."""
        if item not in items:
            return cls.not_in_results(item, "", segment, hint=nearest_hint(item, items))
        if segment not in segments:
            listed = ", ".join(f"`{each}`" for each in segments)
            return cls.not_in_results(item, "", segment, hint=f"the segments are {listed}.")
        return cls.not_in_results(item, "", segment)

    @classmethod
    def ambiguous(cls, item: str, rows: Sequence[str], *, waves: bool = False) -> Self:
        """Build the error for an item that has several rows where one was asked for."""
        wave = ', wave="..."' if waves else ""
        return cls(
            f"The results have {len(rows)} rows `{item}`.",
            found="; ".join(rows),
            hint=f'name the rest too: `gaps.rows_of(item="...", question="...", side="..."{wave})`.',
        )


class ScaleError(SurveyError):
    """A scale, or a measure of it, that can't be."""

    @classmethod
    def empty(cls, low: int, high: int) -> Self:
        """Build the error for a scale that does not ascend."""
        return cls("A scale's `from` must be below its `to`.", found=f"from {low} to {high}")

    @classmethod
    def labels_differ(cls, labels: int, points: int) -> Self:
        """Build the error for a scale with too many or too few labels."""
        return cls("A scale must have one label per point.", found=f"{labels} labels for {points} points")

    @classmethod
    def answer_twice(cls, answer: object, first: str, second: str) -> Self:
        """Build the error for an answer that is in two parts of a scale."""
        return cls(f"An answer must not be in {first} and {second} of one scale.", found=written(answer))

    @classmethod
    def missing_scale(cls, side: str) -> Self:
        """Build the error for a side whose scale is not given."""
        return cls(f"The question must have a scale for `{side}`.")

    @classmethod
    def scales_differ(cls) -> Self:
        """Build the error for two scales that are compared as if they were one."""
        return cls(
            "The sides' scales differ, so the question must say how they are matched.",
            hint='write `match = "boxes"` and the boxes of each side: `measure.SIDE = "top2"`.',
        )

    @classmethod
    def match_without_measure(cls) -> Self:
        """Build the error for matched scales without the boxes that match."""
        return cls(
            'Matched scales (`match = "boxes"`) must say the boxes of each side.',
            hint='write `measure.SIDE = "top2"`; bottomN and netN go too, the same kind on every side.',
        )

    @classmethod
    def unknown_measure(cls, measure: object, allowed: str) -> Self:
        """Build the error for a measure that the format does not have."""
        return cls(f"`measure` must be {allowed}.", found=written(measure))

    @classmethod
    def box_too_large(cls, measure: str, points: int) -> Self:
        """Build the error for a box with more points than the scale."""
        return cls(f"`{measure}` must not take more points than the scale has.", found=f"{points} points")

    @classmethod
    def margin_too_large(cls, margin: float) -> Self:
        """Build the error for a margin that makes every gap agreement."""
        return cls("`margin` must be below 100 points.", found=f"{margin:g}")

    @classmethod
    def margin_unused(cls, margin: float) -> Self:
        """Build the error for a margin of the study, in points, where no question is measured in points."""
        return cls(
            "The margin of the study is in points, and no question here is measured in points.",
            found=f"{margin:g}",
            hint="set `margin` on each `[[questions]]`, in units of its own scale.",
        )
