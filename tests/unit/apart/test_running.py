"""A process of its own: its answer, its limits, and how it ends."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

from gapkit.apart import Limits, StoppedError, arrays_in, run_apart

LIMITS = Limits(cpu=20, wall=20)


@pytest.fixture
def run(tmp_path):
    """Run a script whose ``answer`` has the given body."""

    def build(body, *, packages=(), limits=LIMITS):
        folder = tmp_path / "folder"
        folder.mkdir()
        script = tmp_path / "script.py"
        script.write_text(f"def answer(asked, store):\n    {body}\n", "utf-8")
        return run_apart(str(script), {"n": 3}, folder, packages=packages, limits=limits), folder

    return build


def stopped(run, body, **options):
    with pytest.raises(StoppedError) as caught:
        run(body, **options)
    return caught.value.reason, caught.value.detail


def test_the_answer_and_the_arrays_come_back(run):
    told, folder = run("import numpy; store('a', numpy.arange(asked['n'])); return {'n': asked['n']}")
    assert told == {"n": 3}
    assert arrays_in(folder)["a"].tolist() == [0, 1, 2]


def test_the_process_sees_nothing_of_gapkit_or_of_the_environment(run, monkeypatch):
    monkeypatch.setenv("PASSWORD", "secret")
    told, _ = run("import os, sys; return {'found': 'gapkit' in sys.modules or 'PASSWORD' in os.environ}")
    assert told == {"found": False}


def test_packages_that_only_this_process_finds_are_found_there_too(run, tmp_path, monkeypatch):
    home = tmp_path / "home" / "odd_package"
    home.mkdir(parents=True)
    (home / "__init__.py").write_text("ANSWER = 42\n", "utf-8")
    monkeypatch.syspath_prepend(str(home.parent))
    body = "import odd_package; return {'answer': odd_package.ANSWER}"
    assert run(body, packages=["odd_package"])[0] == {"answer": 42}


def test_a_package_that_is_nowhere_is_named(run):
    assert stopped(run, "return {}", packages=["no_such_package"]) == ("missing", "no_such_package")


def test_an_error_of_the_script_is_told(run):
    assert stopped(run, "raise ValueError('odd')") == ("error", "ValueError: odd")


def test_a_crash_is_told_by_its_signal(run):
    assert stopped(run, "import os; os.abort()") == ("crash", "SIGABRT")


def test_an_exit_is_a_crash(run):
    assert stopped(run, "import os; os._exit(7)") == ("crash", "exit status 7")


def test_time_is_limited(run):
    limits = Limits(wall=0.5)
    assert stopped(run, "import time; time.sleep(20)", limits=limits) == ("limit", "0.5 seconds")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_memory_is_limited(run):
    limits = Limits(memory=2**28)
    assert stopped(run, "return {'n': len(bytes(2**30))}", limits=limits) == ("limit", "0.25 GiB of memory")


@pytest.mark.parametrize("content", ["", "[1", "[]"])
def test_an_answer_that_makes_no_sense_is_nonsense(run, content):
    body = f"import os; open('told.json', 'w').write({content!r}); os._exit(0)"
    assert stopped(run, body)[0] == "nonsense"


def test_arrays_are_never_unpickled(tmp_path):
    np.save(tmp_path / "a.npy", np.array([{}], object), allow_pickle=True)
    with pytest.raises(StoppedError, match="nonsense"):
        arrays_in(tmp_path)


def test_the_job_is_plain_json(run, tmp_path):
    run("return {}")
    assert json.loads((tmp_path / "folder" / "job.json").read_text("utf-8"))["asked"] == {"n": 3}


def test_a_full_disk_is_no_fault_of_the_file(run):
    body = """import resource, numpy, signal
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
    store("a", numpy.arange(10_000))"""
    assert stopped(run, body) == ("room", "the temporary folder")
