# SPDX-License-Identifier: Apache-2.0
"""What the documentation shows is what happens: docstrings, docs/python.md,
the README, and the notebooks."""

import contextlib
import doctest
import importlib
import io
import json
import os
import pathlib
import pkgutil

import pytest

import chancery

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[2]
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
MODULES = sorted(
    m.name
    for m in pkgutil.iter_modules(chancery.__path__)
    if m.name != "_chancery"
)
NOTEBOOKS = sorted((HERE.parent / "examples").glob("*.ipynb"))


@pytest.mark.parametrize("name", ["", *MODULES])
def test_docstrings(name):
    module = importlib.import_module("chancery" + (f".{name}" if name else ""))
    assert doctest.testmod(module, optionflags=FLAGS).failed == 0


@pytest.fixture
def beside_a_store(store, tmp_path, monkeypatch):
    """Where the pages' examples run: record.db is there."""
    os.symlink(store, tmp_path / "record.db")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("page", ["docs/python.md", "bindings/python/README.md"])
def test_pages(page, beside_a_store):
    for module in ("pandas", "polars", "duckdb", "pyarrow"):
        pytest.importorskip(module)
    text = (TOP / page).read_text(encoding="utf-8")
    # the fence that ends a block is not its output
    text = text.replace("\n```\n", "\n\n")
    test = doctest.DocTestParser().get_doctest(text, {}, page, page, 0)
    assert test.examples
    runner = doctest.DocTestRunner(optionflags=FLAGS)
    out = io.StringIO()
    runner.run(test, out=out.write)
    assert runner.summarize(verbose=False).failed == 0, out.getvalue()


def test_every_public_name_is_documented():
    for name in chancery.__all__:
        assert getattr(chancery, name).__doc__, name
    page = (TOP / "docs" / "python.md").read_text(encoding="utf-8")
    for name in ("code", "code_many", "code_arrow", "open", "events", "series",
                 "Engine", "char_span", "CodingError", "StoreError"):
        assert name in page, name


def test_every_column_is_documented():
    pa = pytest.importorskip("pyarrow")
    page = (TOP / "docs" / "python.md").read_text(encoding="utf-8")
    stream = chancery.code_arrow(pa.table({"text": ["Rain."]}), merge=True)
    for name in pa.table(stream).column_names:
        if name.endswith(("_byte_start", "_byte_end")):
            name = name.rsplit("_byte", 1)[0] + "_byte_start"
        assert f"`{name}`" in page, name


def shown(outputs):
    """The text of a cell's stored outputs."""
    text = ""
    for o in outputs:
        if o["output_type"] == "stream":
            text += "".join(o["text"])
        elif o["output_type"] == "execute_result":
            text += "".join(o["data"]["text/plain"]) + "\n"
    return text


def run_cell(source, names):
    """Run a cell as a notebook does: the value of its last line is shown."""
    import ast

    tree = ast.parse(source)
    out = io.StringIO()
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "cell", "exec"), names)
        value = eval(compile(last, "cell", "eval"), names) if last else None
    if value is not None:
        out.write(repr(value) + "\n")
    return out.getvalue()


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.name)
def test_notebooks(path, beside_a_store):
    """Each cell prints what is stored; UPDATE=1 stores it anew."""
    for module in ("pandas", "polars", "duckdb", "pyarrow"):
        pytest.importorskip(module)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    names = {"__name__": "__main__"}
    n = 0
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            continue
        n += 1
        got = run_cell("".join(cell["source"]), names)
        if os.environ.get("UPDATE"):
            cell["execution_count"] = n
            cell["outputs"] = [
                {
                    "name": "stdout",
                    "output_type": "stream",
                    "text": got.splitlines(keepends=True),
                }
            ] if got else []
        else:
            assert got == shown(cell["outputs"])
    assert n
    if os.environ.get("UPDATE"):
        path.write_text(
            json.dumps(notebook, indent=1, ensure_ascii=False) + "\n",
            encoding="utf-8",
        )
