"""Files in: data of any kind that gapkit reads, as respondents or statements."""

from gapkit.loading.respondents import load
from gapkit.loading.sql import SQL

__all__ = ["SQL", "load"]
