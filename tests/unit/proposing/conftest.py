"""Small files of two sides, made for each kind of question."""

from __future__ import annotations

import pytest

from gapkit.proposing import propose


@pytest.fixture
def files(tmp_path):
    """Write one CSV per side from a mapping of headings to cells, repeated so that answers are options."""

    def write(times=8, **sides):
        paths = []
        for name, columns in sides.items():
            rows = list(zip(*columns.values(), strict=True)) * times
            lines = [columns, *rows]
            text = "\n".join(",".join(f'"{cell}"' if cell else "" for cell in line) for line in lines)
            path = tmp_path / f"{name}.csv"
            path.write_text(text + "\n", encoding="utf-8")
            paths.append(path)
        return paths

    return write


@pytest.fixture
def proposal(files, tmp_path):
    """Propose a survey file from such sides."""

    def make(*, survey=None, names=(), reference=None, **sides):
        return propose(
            *files(**sides), survey=survey or tmp_path / "study.toml", names=names, reference=reference
        )

    return make
