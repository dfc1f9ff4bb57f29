"""Results as a table: printed, and kept in RESULTS.md with day, versions, machine and command."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from bench.rounds import Row
from terminal import __version__, clock

RESULTS = Path(__file__).parent / "RESULTS.md"
BEGINNING = "# What was measured\n\nEach part is written by its command; ratios of one run count, figures of different runs do not compare.\n"


class About(msgspec.Struct, frozen=True):
    """What a measurement is called, what takes part (programs with the option that tells their version), what to know."""

    title: str
    notes: str
    packages: tuple[str, ...] = ()
    programs: tuple[tuple[str, str], ...] = ()


def number(value: float) -> str:
    """Three digits that matter."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def times(ratio: float) -> str:
    return f"{ratio:,.0f}×" if ratio >= 20 else f"{ratio:.2f}×" if ratio >= 0.1 else f"{ratio:.4f}×"


def _wanted(row: Row) -> str:
    if not row.better:
        return "–"
    return f"{'≥' if row.better == 'high' else '≤'} {row.reach:g}×{'' if row.reached else ' **not reached**'}"


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    lines = [
        f"| {row.what} | {number(row.us)} | {row.against} | {number(row.other)} | {row.unit} | {times(row.ratio)} | {_wanted(row)} |"
        for row in rows
    ]
    head = "| what | us | against | other | unit | ratio | to reach |\n|---|--:|---|--:|---|--:|---|"
    return "\n".join([head, *lines]) + "\n"


def _installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} –"


def _program(name: str, flag: str) -> str:
    if not (found := shutil.which(name)):
        return f"{name} –"
    said = subprocess.run([found, flag], capture_output=True, text=True, check=False)
    numbers = re.search(r"\d+(?:\.\d+)+", said.stdout + said.stderr)
    return f"{name} {numbers[0] if numbers else '?'}"


def machine() -> str:
    """Cores, system and load; no names."""
    return f"{os.cpu_count()} cores ({platform.machine()}), load before the run {os.getloadavg()[0]:.1f}"


def versions(about: About) -> str:
    """What took part, in which version."""
    found = [f"terminal {__version__}", f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    return " · ".join([*found, *map(_installed, about.packages), *(_program(*one) for one in about.programs)])


def part(about: About, command: str, rows: Sequence[Row], on: str) -> str:
    """One part of RESULTS.md."""
    said = f"## {about.title}\n\n`{command}`, {clock.today()}, {on}\n\n{versions(about)}\n\n{table(rows)}"
    return f"{said}\n{about.notes}\n"


def keep(said: str, path: Path = RESULTS) -> None:
    """Put this part into the file in place of the one with the same title, or at its end."""
    text = path.read_text(encoding="utf-8") if path.exists() else BEGINNING
    parts = re.split(r"^(?=## )", text, flags=re.M)
    title = said.partition("\n")[0]
    places = [place for place, one in enumerate(parts) if one.startswith(f"{title}\n")]
    parts = [*parts[: places[0]], said, *parts[places[0] + 1 :]] if places else [*parts, said]
    path.write_text("\n".join(one.strip("\n") + "\n" for one in parts), encoding="utf-8")
