"""``python -m gapkit.simulate NAME --to DIR`` draws a bundled study again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from gapkit.errors import GapkitError
from gapkit.simulate.catalogue import STUDIES, draw_study
from gapkit.simulate.files import write_study


def main(arguments: list[str] | None = None) -> int:
    """Write the files of a study into a folder; 0 if all went well, 1 if not."""
    parser = argparse.ArgumentParser(
        prog="python -m gapkit.simulate", description="Draw a bundled synthetic study again, to the byte."
    )
    parser.add_argument("name", metavar="NAME", help=f"one of {', '.join(STUDIES)}")
    parser.add_argument("--to", metavar="DIR", type=Path, required=True, help="folder for the files")
    parser.add_argument("--seed", metavar="N", type=int, help="default: the seed of the bundled data")
    given = parser.parse_args(arguments)
    try:
        write_study(draw_study(given.name, seed=given.seed), given.to)
    except (GapkitError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
