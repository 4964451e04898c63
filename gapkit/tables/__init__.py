"""Results to tables: for terminals, Markdown, CSV, JSON and Parquet."""

from gapkit.tables.check_list import check_counts, check_json, check_text, problems_json
from gapkit.tables.claim_list import claim_json, claim_text
from gapkit.tables.csv_lines import csv_text
from gapkit.tables.gap_table import gap_table
from gapkit.tables.great import great_table
from gapkit.tables.json_results import json_object, json_text
from gapkit.tables.markdown import markdown_table
from gapkit.tables.model import GapTable, Head, TableBlock, TableRow
from gapkit.tables.pair_list import pair_results, pair_text
from gapkit.tables.parquet_file import parquet_bytes
from gapkit.tables.terminal import text_table

__all__ = [
    "GapTable",
    "Head",
    "TableBlock",
    "TableRow",
    "check_counts",
    "check_json",
    "check_text",
    "claim_json",
    "claim_text",
    "csv_text",
    "gap_table",
    "great_table",
    "json_object",
    "json_text",
    "markdown_table",
    "pair_results",
    "pair_text",
    "parquet_bytes",
    "problems_json",
    "text_table",
]
