"""Nothing grows too large to be read in one go."""

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.house.sources import functions, modules, sheets, short, templates, wrong_ones

MODULE, FUNCTION, ROUTE, TEMPLATE, SHEET = 300, 60, 25, 120, 150
USUAL_MODULE, USUAL_FUNCTION = 90, 8
ROUTE_DECORATORS = {"get", "post", "route"}


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def is_route(node: ast.FunctionDef) -> bool:
    calls = (one.func for one in node.decorator_list if isinstance(one, ast.Call))
    return any(isinstance(call, ast.Attribute) and call.attr in ROUTE_DECORATORS for call in calls)


def too_long(source: str) -> Iterator[str]:
    """The module and every function of it that is over its cap."""
    if (lines := len(source.splitlines())) > MODULE:
        yield f"module of {lines} lines, cap {MODULE}"
    for node in functions(source):
        cap = ROUTE if is_route(node) else FUNCTION
        if length(node) > cap:
            yield f"{node.name} has {length(node)} lines, cap {cap}"


def over(cap: int, paths: list[Path]) -> dict[str, int]:
    """Files with more lines than they may have."""
    lines = {short(path): len(path.read_text("utf-8").splitlines()) for path in paths}
    return {name: count for name, count in lines.items() if count > cap}


def test_a_module_and_its_functions_keep_their_size():
    read = modules("terminal", "tests", "bench")
    assert wrong_ones(read, lambda path: too_long(path.read_text("utf-8"))) == {}


def test_a_template_keeps_its_size():
    assert templates() and over(TEMPLATE, templates()) == {}


def test_the_sheet_of_a_component_keeps_its_size():
    components = [path for path in sheets() if path.parent.name in ("components", "paper")]
    assert components and over(SHEET, components) == {}


def test_a_file_over_its_cap_is_named():
    assert over(1, [Path(__file__)]).keys() == {"tests/house/test_sizes.py"}


def test_most_modules_and_functions_are_small():
    sources = [path.read_text("utf-8") for path in modules("terminal")]
    assert median(len(source.splitlines()) for source in sources) <= USUAL_MODULE
    assert median(length(node) for source in sources for node in functions(source)) <= USUAL_FUNCTION


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("\n" * (MODULE + 1), id="long module"),
        pytest.param("def f():\n" + "    x = 1\n" * FUNCTION, id="long function"),
        pytest.param('@bp.get("/")\ndef f():\n' + "    x = 1\n" * ROUTE, id="long route"),
    ],
)
def test_what_is_too_long_is_named(source):
    assert len(list(too_long(source))) == 1


def test_what_is_just_short_enough_is_left_in_peace():
    assert not list(too_long("def f():\n" + "    x = 1\n" * (FUNCTION - 1)))
