"""The other side of ``run_apart``: set the limits, call the script's ``answer``, leave the result.

This file is run as a script with ``python -I`` and imports neither gapkit nor anything heavy. The
result is JSON, and an ``.npy`` file per array: the parent trusts none of it.
"""

from __future__ import annotations

import json
import runpy
import sys
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

JOB = "job.json"
TOLD = "told.json"
LONGEST = 300
"""Characters of an error's text that are passed on."""


class NoRoomError(Exception):
    """What the script made can't be written down: the disk of the temporary folder is full."""


def limit(memory: int, seconds: int) -> None:
    """Set limits on memory (bytes) and computing time where the system knows them."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def answered(job: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Return what the script answers, or what stopped it."""
    sys.path.extend(home for home in job["homes"] if home not in sys.path)
    for package in job["packages"]:
        if find_spec(package) is None:
            return {"stop": "missing", "detail": package}
    try:
        answer = runpy.run_path(job["script"])["answer"]
        told: dict[str, Any] = answer(job["asked"], lambda name, array: save(folder, name, array))
    except MemoryError:
        return {"stop": "memory", "detail": ""}
    except NoRoomError:
        return {"stop": "room", "detail": ""}
    except Exception as error:  # noqa: BLE001 - readers raise anything on damaged files
        return {"stop": "error", "detail": f"{type(error).__name__}: {error}"[:LONGEST]}
    return told


def save(folder: Path, name: str, array: Any) -> None:  # noqa: ANN401 - numpy is not imported yet
    """Write an array into the folder."""
    import numpy as np

    try:
        np.save(folder / f"{name}.npy", array, allow_pickle=False)
    except OSError as error:
        raise NoRoomError from error


def main(folder: Path) -> None:
    """Do the job of a folder and leave the result there."""
    job = json.loads((folder / JOB).read_text("utf-8"))
    limit(job["memory"], job["cpu"])
    told = answered(job, folder)
    (folder / TOLD).write_text(json.dumps(told), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
