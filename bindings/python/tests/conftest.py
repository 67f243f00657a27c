# SPDX-License-Identifier: Apache-2.0
import os
import pathlib
import subprocess

import pytest

TOP = pathlib.Path(__file__).resolve().parents[3]
SAMPLES = sorted((TOP / "data" / "samples").iterdir())


@pytest.fixture(scope="session")
def tool():
    """The command line tool that results are compared with."""
    path = os.environ.get("CHANCERY", str(TOP / "build" / "chancery"))
    if not os.access(path, os.X_OK):
        pytest.fail(f"{path} is not there; build it, or set CHANCERY")
    return path


@pytest.fixture(scope="session")
def samples():
    """The sample reports as dicts for code(): what their files hold."""
    texts = [p for p in SAMPLES if p.suffix == ".txt"]
    assert texts
    return [{"id": p.stem, "text": p.read_bytes()} for p in texts]


@pytest.fixture(scope="session")
def lines_of_tool(tool, samples):
    """What the tool prints of them, line by line."""
    paths = [p for p in SAMPLES if p.suffix == ".txt"]
    run = subprocess.run(
        [tool, "code", "--format", "jsonl", *map(str, paths)],
        capture_output=True,
        check=True,
    )
    return run.stdout.decode().splitlines()


@pytest.fixture(scope="session")
def store(tool, tmp_path_factory):
    """A store of the sample reports."""
    path = tmp_path_factory.mktemp("store") / "record.db"
    subprocess.run(
        [tool, "add", "-d", str(path), str(TOP / "data" / "samples")],
        capture_output=True,
        check=True,
    )
    return path
