"""Respondents to counts and estimates, in memory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import limits
from benchmarks.data import PSUS_PER_STRATUM, STRATA, Sheet
from benchmarks.model import Case, Contender, Size, Target, Values
from gapkit.responses import Responses
from gapkit.survey import Share
from gapkit.tallies.counting import count_codes
from gapkit.tallies.measuring import tally_responses

CODES = 2
BLOCK = 10
DOMAINS = 10
DESIGN_ROWS = 200_000
MANY_ROWS = 1_000_000


def flat(n: Values, w: Values, w2: Values) -> Values:
    """Lay n, sum of w and sum of w^2 of every segment, item and code out as rows."""
    return np.stack([each.ravel() for each in (n, w, w2)], axis=1)


# Counts per answer code


def gapkit_counts(responses: Responses) -> Values:
    """Count with gapkit."""
    (answers,) = responses.answers.values()
    segments = responses.segments["segment"]
    weight = np.ones(responses.respondents) if responses.weight is None else responses.weight
    counted = count_codes(answers, answers.codes, segments.codes, len(segments.labels), weight)
    return flat(counted.n, counted.w, counted.w2)


def sorted_counts(size: Size) -> Values:
    """Count by sorting respondents by segment and adding up runs."""
    sheet = Sheet(size)
    order = np.argsort(sheet.segment, kind="stable")
    here, starts = np.unique(sheet.segment[order], return_index=True)
    weight = sheet.weight[order]
    result = np.zeros((3, size.segments, size.items, CODES))
    for start in range(0, size.items, BLOCK):
        codes = sheet.codes[order, start : start + BLOCK]
        for code in range(CODES):
            given = (codes == code).astype(np.float64)
            for power in range(3):
                sums = np.add.reduceat(given * weight[:, None] ** power, starts, axis=0)
                result[power, here, start : start + BLOCK, code] = sums
    return flat(*result)


def packed_counts(sheet: Sheet) -> Values:
    """Count four items at once: 256 patterns of four answers, then taken apart."""
    size = sheet.size
    answers = (sheet.codes & 3).astype(np.uint8)  # blank is 3
    patterns = np.arange(256)
    result = np.zeros((3, size.segments, size.items, CODES))
    squared = sheet.weight**2
    for start in range(0, size.items, 4):
        width = min(4, size.items - start)
        pattern = answers[:, start].astype(np.intp)
        for place in range(1, width):
            pattern |= answers[:, start + place].astype(np.intp) << (2 * place)
        pattern += sheet.segment.astype(np.intp) * 256
        for power, weight in enumerate((None, sheet.weight, squared)):
            counted = np.bincount(pattern, weight, size.segments * 256).reshape(size.segments, 256)
            for place in range(width):
                for code in range(CODES):
                    chosen = (patterns >> (2 * place)) & 3 == code
                    result[power, :, start + place, code] = counted[:, chosen].sum(axis=1)
    return flat(*result)


def pandas_counts(sheet: Sheet) -> Values:
    """Group sums of products, ten items at a time."""
    import pandas as pd

    size = sheet.size
    result = np.zeros((3, size.segments, size.items, CODES))
    for start in range(0, size.items, BLOCK):
        block = sheet.frame.iloc[:, start : start + min(BLOCK, size.items - start)]
        for code in range(CODES):
            given = block.eq(code)
            for power in range(3):
                product = given.mul(sheet.frame["w"] ** power, axis=0)
                sums: pd.DataFrame = product.groupby(sheet.frame["segment"]).sum()
                result[power, sums.index, start : start + block.shape[1], code] = sums.to_numpy()
    return flat(*result)


def prepare_pandas(size: Size) -> Sheet:
    """Return the sheet with its frame made."""
    sheet = Sheet(size)
    _ = sheet.frame
    return sheet


def prepare_polars(size: Size) -> tuple[Sheet, Any]:
    """Return the sheet and its Polars frame: blanks are null."""
    import polars as pl  # type: ignore[import-not-found,unused-ignore]

    sheet = Sheet(size)
    columns = [pl.Series(name, sheet.codes[:, place]) for place, name in enumerate(sheet.names)]
    frame = pl.DataFrame([*columns, pl.Series("segment", sheet.segment), pl.Series("w", sheet.weight)])
    return sheet, frame.with_columns(pl.when(pl.col(sheet.names) >= 0).then(pl.col(sheet.names)))


def polars_counts(prepared: tuple[Sheet, Any]) -> Values:
    """One narrow group-by per item, all collected at once."""
    import polars as pl  # type: ignore[import-not-found,unused-ignore]

    sheet, frame = prepared
    w = pl.col("w")
    queries = [
        frame.lazy()
        .select("segment", "w", code=pl.col(name))
        .drop_nulls()
        .group_by("segment", "code")
        .agg(n=pl.len(), w=w.sum(), w2=(w**2).sum())
        for name in sheet.names
    ]
    found = [table.to_numpy() for table in pl.collect_all(queries)]
    return laid_out(sheet.size, found)


def laid_out(size: Size, found: list[NDArray[Any]]) -> Values:
    """Put tables of segment, code, n, w, w2, one per item, in their places."""
    result = np.zeros((3, size.segments, size.items, CODES))
    for item, table in enumerate(found):
        segment, code = table[:, 0].astype(int), table[:, 1].astype(int)
        result[:, segment, item, code] = table[:, 2:].T
    return flat(*result)


def prepare_duckdb(size: Size) -> tuple[Sheet, Any]:
    """Return the sheet and a connection that holds it as a table."""
    import duckdb  # type: ignore[import-not-found,unused-ignore]

    sheet = prepare_pandas(size)
    connection = duckdb.connect(config={"threads": 2})
    frame = sheet.frame
    connection.register("frame", frame)
    connection.execute("create table sheet as select * from frame")
    return sheet, connection


def duckdb_counts(prepared: tuple[Sheet, Any]) -> Values:
    """One narrow group-by per item."""
    sheet, connection = prepared
    found = []
    for name in sheet.names:
        query = (
            f"select segment, {name}, count(*), sum(w), sum(w * w) from sheet "  # noqa: S608 - our own names
            f"where not isnan({name}) and {name} is not null group by segment, {name}"
        )
        found.append(np.array(connection.execute(query).fetchall(), dtype=np.float64))
    return laid_out(sheet.size, found)


def prepare_numba(size: Size) -> tuple[Sheet, Any]:
    """Return the sheet and a compiled kernel."""
    import numba  # type: ignore[import-not-found,unused-ignore]

    @numba.njit  # type: ignore[untyped-decorator,unused-ignore]
    def kernel(codes: Any, segment: Any, weight: Any, result: Any) -> None:  # noqa: ANN401 - compiled
        for item in range(codes.shape[1]):
            for row in range(codes.shape[0]):
                code = codes[row, item]
                if code >= 0:
                    w = weight[row]
                    result[0, segment[row], item, code] += 1.0
                    result[1, segment[row], item, code] += w
                    result[2, segment[row], item, code] += w * w

    sheet = drawn(size)
    return sheet, (kernel, np.asfortranarray(sheet.codes))


def numba_counts(prepared: tuple[Sheet, Any]) -> Values:
    """Count item by item in compiled code."""
    sheet, (kernel, columns) = prepared
    result = np.zeros((3, sheet.size.segments, sheet.size.items, CODES))
    kernel(columns, sheet.segment, sheet.weight, result)
    return flat(*result)


def drawn(size: Size) -> Sheet:
    """Return the sheet with everything drawn."""
    sheet = Sheet(size)
    _ = sheet.codes, sheet.segment, sheet.weight
    return sheet


def respondents(size: Size) -> Responses:
    """Return the sheet as gapkit's respondents."""
    return Sheet(size).responses()


def rows_read(size: Size) -> int:
    """Return the rows that the limit reads: too many for any cache."""
    return size.rows if size.tiny else max(size.rows, MANY_ROWS)


def matrix(size: Size) -> NDArray[np.uint8]:
    """Return a byte per cell."""
    return np.random.default_rng(6).integers(0, 3, (rows_read(size), size.items), dtype=np.uint8)


# Estimates with their covariance


def gapkit_estimates(responses: Responses) -> Values:
    """Tally with gapkit: bases, shares, standard errors, and the covariance of all items."""
    (question,) = responses.survey.questions
    part = tally_responses(responses, question, Share(), "segment")
    return np.stack([part.base.ravel(), part.value.ravel(), part.se.ravel()], axis=1)


def gapkit_totals(responses: Responses) -> Values:
    """Do the same without segments."""
    (question,) = responses.survey.questions
    part = tally_responses(responses, question, Share(), None)
    return np.stack([part.base.ravel(), part.value.ravel(), part.se.ravel()], axis=1)


def estimates(sheet: Sheet, members: NDArray[np.bool_]) -> Values:
    """Return base, share and linearised standard error of every item in one domain, written out."""
    rows = sheet.size.rows
    result = np.empty((sheet.size.items, 3))
    for item in range(sheet.size.items):
        y = sheet.codes[:, item]
        in_base = members & (y >= 0)
        total = sheet.weight[in_base].sum()
        share = (sheet.weight * (y == 1))[in_base].sum() / total
        u = np.where(in_base, sheet.weight * ((y == 1) - share), 0.0) / total
        result[item] = in_base.sum(), share, np.sqrt(rows / (rows - 1) * ((u - u.mean()) ** 2).sum())
    return result


def estimates_by_segment(size: Size) -> Values:
    """Return the first segments' estimates."""
    sheet = Sheet(size)
    first = range(min(2, size.segments))
    return np.concatenate([estimates(sheet, sheet.segment == segment) for segment in first])


def everybody(sheet: Sheet) -> Values:
    """Return everybody's estimates."""
    return estimates(sheet, np.ones(sheet.size.rows, dtype=np.bool_))


def estimates_of_all(size: Size) -> Values:
    """Return the reference for everybody."""
    return everybody(Sheet(size))


def square(size: Size) -> tuple[Values, Values]:
    """Return the two matrices of a cross-product of all items over all respondents."""
    scores = np.random.default_rng(4).random((size.rows, size.items))
    return np.ascontiguousarray(scores.T), scores


def cells_squared(size: Size) -> tuple[Values, Values]:
    """Return the two matrices of a cross-product of all cells over all PSUs."""
    cells = size.items * min(DOMAINS, size.segments)
    totals = np.random.default_rng(4).random((STRATA * PSUS_PER_STRATUM, cells))
    return np.ascontiguousarray(totals.T), totals


# Strata and PSUs


@dataclass(frozen=True, slots=True)
class Sampled:
    """A sheet with few segments and its units."""

    sheet: Sheet
    responses: Responses


def sampled(size: Size) -> Sampled:
    """Return a sheet of 200,000 rows with strata and PSUs and ten segments."""
    rows = size.rows if size.tiny else DESIGN_ROWS
    sheet = Sheet(replace(size, rows=rows, segments=min(DOMAINS, size.segments)))
    return Sampled(sheet, sheet.responses(design=True))


def gapkit_design(prepared: Sampled) -> Values:
    """Return gapkit's standard errors, segments by items."""
    (question,) = prepared.responses.survey.questions
    return tally_responses(prepared.responses, question, Share(), "segment").se.reshape(-1, 1)


def prototype_design(prepared: Sampled) -> Values:
    """Linearise with one bincount per item: standard errors, no covariances."""
    sheet = prepared.sheet
    segments, psus = sheet.size.segments, int(sheet.psu.max()) + 1
    stratum_of_psu = np.zeros(psus, dtype=np.intp)
    stratum_of_psu[sheet.psu] = sheet.stratum
    per_stratum = np.bincount(stratum_of_psu).astype(np.float64)
    factor = (per_stratum / (per_stratum - 1))[stratum_of_psu]
    key = sheet.psu * segments + sheet.segment
    result = np.empty((segments, sheet.size.items))
    for item in range(sheet.size.items):
        y = sheet.codes[:, item]
        weight = sheet.weight * (y >= 0)
        w = np.bincount(key, weight, psus * segments).reshape(psus, segments)
        wy = np.bincount(key, sheet.weight * (y == 1), psus * segments).reshape(psus, segments)
        total = w.sum(axis=0)
        t = (wy - wy.sum(axis=0) / total * w) / total
        mean = np.stack([np.bincount(stratum_of_psu, column) for column in t.T], axis=1)
        apart = t - (mean / per_stratum[:, None])[stratum_of_psu]
        result[:, item] = np.sqrt((factor[:, None] * apart**2).sum(axis=0))
    return result.reshape(-1, 1)


def written_out_design(size: Size) -> Values:
    """Return the first segment's standard errors, stratum by stratum."""
    sheet = sampled(size).sheet
    result = []
    for item in range(size.items):
        y = sheet.codes[:, item]
        in_base = (sheet.segment == 0) & (y >= 0)
        total = sheet.weight[in_base].sum()
        share = (sheet.weight * (y == 1))[in_base].sum() / total
        u = np.where(in_base, sheet.weight * ((y == 1) - share), 0.0) / total
        sums = np.zeros(int(sheet.psu.max()) + 1)
        np.add.at(sums, sheet.psu, u)
        variance = 0.0
        for stratum in np.unique(sheet.stratum):
            units = np.unique(sheet.psu[sheet.stratum == stratum])
            t = sums[units]
            variance += len(t) / (len(t) - 1) * ((t - t.mean()) ** 2).sum()
        result.append([np.sqrt(variance)])
    return np.array(result)


CASES = (
    Case(
        "tally-counts",
        "n, sum of w, sum of w^2 per segment, item and answer code",
        (
            Contender("gapkit", "library", respondents, gapkit_counts),
            Contender(
                "read",
                "limit",
                matrix,
                limits.read_matrix,
                part=lambda size: rows_read(size) / size.rows,
                other="streams once through a byte per cell, from memory",
            ),
            Contender("NumPy packed", "peer", drawn, packed_counts),
            Contender("numba", "peer", prepare_numba, numba_counts, needs="numba"),
            Contender("Polars codes", "peer", prepare_polars, polars_counts, needs="polars"),
            Contender("DuckDB codes", "peer", prepare_duckdb, duckdb_counts, needs="duckdb"),
            Contender("pandas groupby", "peer", prepare_pandas, pandas_counts),
        ),
        sorted_counts,
        targets=(Target("read", at_most=45),),
    ),
    Case(
        "tally-total",
        "bases, shares, standard errors and the covariance of all items, everybody",
        (
            Contender("gapkit", "library", respondents, gapkit_totals),
            Contender("dgemm", "limit", square, limits.multiply, other="items x items over all respondents"),
            Contender("NumPy, no covariance", "peer", drawn, everybody),
        ),
        estimates_of_all,
    ),
    Case(
        "tally-segments",
        "the same by segment",
        (
            Contender("gapkit", "library", respondents, gapkit_estimates),
            Contender("dgemm", "limit", square, limits.multiply, other="items x items over all respondents"),
        ),
        estimates_by_segment,
    ),
    Case(
        "tally-design",
        "the same of 200,000 rows in ten segments with 50 strata and 1,000 PSUs",
        (
            Contender("gapkit", "library", sampled, gapkit_design),
            Contender("dgemm", "limit", cells_squared, limits.multiply, other="all cells over all PSUs"),
            Contender("NumPy bincount, no covariance", "peer", sampled, prototype_design),
        ),
        written_out_design,
        targets=(Target("", at_most=0.3),),
    ),
)
