"""A wheel holds everything a terminal needs, and nothing of the workshop."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from terminal import __version__
from tests.house.sources import HOUSE, committed, short

SHIPPED = ("templates/", "static/", "seed/")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder],
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    (built,) = folder.glob("*.whl")
    return built


def inside(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_everything_committed_for_the_terminal_is_in_the_wheel(wheel):
    names = {short(path) for path in committed()}
    wanted = {name for name in names if name.startswith("terminal/")}
    wanted |= {f"terminal/_assets/{name}" for name in names if name.startswith(SHIPPED)}
    assert wanted - inside(wheel) == set()


def test_nothing_of_the_workshop_is_in_the_wheel(wheel):
    assert {name for name in inside(wheel) if not name.startswith(("terminal/", "village_terminal-"))} == set()


def test_an_unpacked_wheel_finds_what_it_ships(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    asks = "from terminal import config; print(config.assets('seed', 'catalogue', 'village.toml').is_file(), config.PACKAGE)"
    answer = subprocess.run([sys.executable, "-c", asks], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout == f"True {tmp_path / 'terminal'}\n"


def test_the_wheel_and_the_program_tell_the_same_version(wheel):
    assert wheel.name.startswith(f"village_terminal-{__version__}-")
