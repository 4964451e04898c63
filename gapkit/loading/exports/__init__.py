"""Exports of survey tools, which are text files with conventions of their own."""

from gapkit.loading.exports.json_lines import JSON_LINES
from gapkit.loading.exports.triple_s import TRIPLE_S
from gapkit.loading.readers.contract import Reader
from gapkit.loading.sql import DUCKDB, SQLITE

READERS: tuple[Reader, ...] = (TRIPLE_S, JSON_LINES, SQLITE, DUCKDB)
"""Tried in this order, before plain CSV, which knows the header rows of the other tools."""
