"""Runs the notebooks where they live, and lays them with their output beside the pages."""

from __future__ import annotations

import warnings
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
TIMEOUT = 300
"""Seconds that a cell may take."""


def write(folder: Path) -> None:
    """Write every notebook with its output."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        run(path, folder / path.name)


def run(path: Path, output: Path) -> None:
    """Execute one notebook from its own folder."""
    import nbformat

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the kernel's own sockets and deprecations are not ours
        from nbclient import NotebookClient

        notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
        client = NotebookClient(
            notebook,
            timeout=TIMEOUT,
            extra_arguments=["--log-level=ERROR"],
            resources={"metadata": {"path": str(path.parent)}},
        )
        client.execute()
    nbformat.write(notebook, output)  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    write(Path(__file__).parent / "_generated" / "tutorial")
