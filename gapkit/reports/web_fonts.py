"""The letters that a page needs, cut from Fira Sans and written into the page."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO
from pathlib import Path

import fontpkg_fira_sans

FACES = {"400": "FiraSans-Regular.ttf", "600 700": "FiraSans-SemiBold.ttf"}
"""File of each range of weights."""

FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum"]
LICENCE = [0, 1, 2, 3, 4, 5, 6, 13, 14]
"""Names of a font that are kept: what it is called, whose it is and under which licence."""


@lru_cache(maxsize=4)
def font_faces(characters: frozenset[str]) -> str:
    """Return the ``@font-face`` rules of Fira Sans with these characters and no others."""
    return "".join(
        "@font-face{font-family:'Fira Sans';font-weight:"
        f"{weight};src:url(data:font/woff;base64,{_cut(file, characters)}) format('woff')}}"
        for weight, file in FACES.items()
    )


def _cut(file: str, characters: frozenset[str]) -> str:
    """Return a font cut down to these characters, as WOFF in base64; the same bytes every time."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options(layout_features=FEATURES, name_IDs=LICENCE, hinting=False, notdef_outline=True)
    with TTFont(Path(fontpkg_fira_sans.ROOT) / "files" / file, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=[ord(each) for each in characters])
        subsetter.subset(font)
        font.flavor = "woff"
        buffer = BytesIO()
        font.save(buffer)
    return b64encode(buffer.getvalue()).decode()
