"""Results to tables: for terminals, Markdown, CSV and JSON."""

from gapkit.tables.check_list import check_json, check_text, problems_json
from gapkit.tables.csv_lines import csv_text
from gapkit.tables.gap_table import gap_table
from gapkit.tables.json_results import json_object, json_text
from gapkit.tables.markdown import markdown_table
from gapkit.tables.model import GapTable, Head, TableBlock, TableRow
from gapkit.tables.terminal import text_table

__all__ = [
    "GapTable",
    "Head",
    "TableBlock",
    "TableRow",
    "check_json",
    "check_text",
    "csv_text",
    "gap_table",
    "json_object",
    "json_text",
    "markdown_table",
    "problems_json",
    "text_table",
]
