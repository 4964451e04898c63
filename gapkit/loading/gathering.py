"""Everything that goes wrong, collected so that it is told in one go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gapkit.errors import GapkitError


@contextmanager
def gathered(problems: list[GapkitError]) -> Iterator[None]:
    """Collect what goes wrong inside, so that all problems of a file are told at once."""
    try:
        yield
    except GapkitError as error:
        problems.extend(error.problems)
