"""``python -m gapkit.simulate data/social_brand`` draws the bundled study again."""

from __future__ import annotations

import sys
from pathlib import Path

from gapkit.simulate.brands import SEED, social_brand
from gapkit.simulate.writing import write_social_brand


def main(arguments: list[str]) -> int:
    """Write the bundled study into the folder named first, drawn with the seed named second."""
    if not 1 <= len(arguments) <= 2 or arguments[0].startswith("-"):  # noqa: PLR2004 - folder, seed
        sys.stderr.write("usage: python -m gapkit.simulate FOLDER [SEED]\n")
        return 2
    seed = int(arguments[1]) if len(arguments) > 1 else SEED
    write_social_brand(social_brand(seed), Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
