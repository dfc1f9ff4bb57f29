"""The console script as a cadre types it, and a browser without scripts beside it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.serving import command

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def typed(kiosk, data: Path) -> Callable[..., Done]:
    """typed("ledger", "check", …): that command on this terminal, in a process of its own, on the still Sunday."""
    return lambda *words: command(*words, "--data", data)


@pytest.fixture
def script(kiosk, data: Path) -> Callable[..., Done]:
    """The same with the installed console script and the machine's own clock."""
    installed = Path(sys.executable).with_name("terminal")
    return lambda *words: subprocess.run(
        [installed, *words, "--data", data], cwd=data.parent, capture_output=True, text=True, check=False
    )
