"""Every module says what it is for, every test lies where its module lies, every exception has a reason."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.sources import HOUSE, modules, short, wrong_ones

FREE_FOLDERS = {"house", "journeys", "browser", "seed", "crash"}
EXCEPTION = re.compile(
    r"#\s*(?:noqa|type:\s*ignore)\b(?P<codes>:?\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[\w, -]+\])?(?P<why>.*)"
)


def module_complaints(source: str) -> Iterator[str]:
    """A missing docstring, and every switched-off check without its code and its reason."""
    if not ast.get_docstring(ast.parse(source)) and source.strip():
        yield "no docstring"
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        found = EXCEPTION.match(token.string) if token.type == tokenize.COMMENT else None
        if found and (not found["codes"] or len(re.findall(r"\w", found["why"])) < 8):
            yield f"line {token.start[0]}: an exception without code or reason: {token.string}"


def mirrored(test: Path, house: Path = HOUSE) -> bool:
    """Is there a module for tests/<room>/test_<module>[_<aspect>].py?"""
    inside = test.relative_to(house / "tests")
    if inside.parts[0] in FREE_FOLDERS:
        return True
    words = inside.stem.removeprefix("test_").split("_")
    folder = house / "terminal" / inside.parent
    names = ("_".join(words[:count]) for count in range(len(words), 0, -1))
    return any((folder / f"{name}.py").is_file() or (folder / name).is_dir() for name in names)


def test_a_module_says_what_it_is_for():
    read = modules("terminal", "tests", "bench")
    assert wrong_ones(read, lambda path: module_complaints(path.read_text("utf-8"))) == {}


def test_a_test_lies_where_its_module_lies():
    tests = [path for path in modules("tests") if path.name.startswith("test_")]
    assert tests and [short(path) for path in tests if not mirrored(path)] == []


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("x = 1\n", id="no docstring"),
        pytest.param('"""A."""\nimport x  # noqa\n', id="no code"),
        pytest.param('"""A."""\nimport x  # noqa: F401\n', id="no reason"),
        pytest.param('"""A."""\nx = y  # type: ignore[no-any-return]\n', id="type without reason"),
    ],
)
def test_a_careless_module_is_named(source):
    assert len(list(module_complaints(source))) == 1


def test_an_exception_with_its_reason_is_left_in_peace():
    assert not list(module_complaints('"""A."""\nimport x  # noqa: F401 the register needs its side effect\n'))


def test_a_test_without_its_module_is_found(tmp_path):
    for name in ("terminal/ledger/rules.py", "tests/ledger/test_rules.py", "tests/ledger/test_ghosts.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert mirrored(tmp_path / "tests/ledger/test_rules.py", tmp_path)
    assert not mirrored(tmp_path / "tests/ledger/test_ghosts.py", tmp_path)
