"""Finds what the house tests read: modules, templates, stylesheets, and what a module imports."""

import ast
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
TEMPLATES = HOUSE / "templates"
STATIC = HOUSE / "static"


def modules(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (HOUSE / folder).rglob("*.py"))


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def sheets() -> list[Path]:
    return sorted((STATIC / "css").rglob("*.css"))


def wrong_ones(paths: Iterable[Path], complaints: Callable[[Path], Iterable[str]]) -> dict[str, list[str]]:
    """Which files are wrong, and what about each; one test for all of them, because thousands of small ones take minutes."""
    return {short(path): found for path in paths if (found := list(complaints(path)))}


def short(path: Path) -> str:
    """Path as one says it, from the top of the house."""
    return path.relative_to(HOUSE).as_posix()


def committed() -> list[Path]:
    """Every file of the repository that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=True, text=True)
    return [path for name in listed.stdout.split("\0") if name and (path := HOUSE / name).is_file()]


def imports(source: str, module: str) -> Iterator[tuple[str, int]]:
    """Everything a module imports, down to the name, with the line: ("terminal.ledger.models.Sheet", 7)."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(module.split(".")[: -node.level]) if node.level else ""
            stem = ".".join(part for part in (base, node.module) if part)
            yield from ((f"{stem}.{alias.name}", node.lineno) for alias in node.names)


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


def without_remarks(template: str) -> str:
    """A template without what only its writer reads."""
    return re.sub(r"\{#.*?#\}|<!--.*?-->", "", template, flags=re.S)
