"""Files in: data of any kind that gapkit reads, as respondents or statements."""

from gapkit.loading.respondents import load

__all__ = ["load"]
