"""Order of the items on both sides: rank sets, shifts and agreement."""

from gapkit.ranking.model import Rankings, RankMethod
from gapkit.ranking.ordering import rankings
from gapkit.ranking.rows import AGREEMENT_COLUMNS, COLUMNS, Agreement, Ranking

__all__ = [
    "AGREEMENT_COLUMNS",
    "COLUMNS",
    "Agreement",
    "RankMethod",
    "Ranking",
    "Rankings",
    "rankings",
]
