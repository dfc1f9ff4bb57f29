"""Everything a stranger can think of who has only read docs/sync-openapi.yaml: no answer that is not in it, none that is a fault."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench import county, many
from bench.report import About
from bench.rounds import Row
from bench.servers import free_port, python, started
from terminal import clock, config, events_register
from terminal.errors import TerminalError
from terminal.opening import open_terminal
from terminal.store.database import close_database
from terminal.store.files import write_whole
from terminal.sync.apply import Receiver, apply

HOUSE = Path(__file__).parents[1]
SPEC, RULES = HOUSE / "docs" / "sync-openapi.yaml", HOUSE / "docs" / "sync-openapi.toml"
HOOKS = 'hooks = "tests.county.strange"'
COUNTY, FOLDER = "BENCH_API_COUNTY", "BENCH_API_FOLDER"  # for bench/caller.py: where the county answers, whose keys ask
BUNDLE = "month.zip"  # beside the keys
COUNTED = re.compile(r"(\d[\d,]*) (?:test cases? )?generated")
SAID = 6000  # characters of what schemathesis says that are shown when it found something
ABOUT = About(
    title="A stranger at the line",
    notes=(
        "schemathesis reads docs/sync-openapi.yaml and asks a real `terminal county` process whatever follows from it, well-formed and not: examples, every edge of "
        "every parameter, chance, and chains of questions, with all of its checks. `--count` is how many questions of chance each operation gets. The caller is a "
        "terminal that is enrolled and has sent a month; it begins a new session every ten minutes, because one ends after fifteen."
    ),
    packages=("schemathesis", "hypothesis", "waitress", "flask"),
)


class Found(msgspec.Struct, frozen=True):
    """What a run came to: questions asked, whether each answer was as documented, and what was said about those that were not."""

    asked: int
    is_well: bool
    says: str


def ask(url: str, folder: Path, keys: Path, count: int, seed: int) -> Found:
    """Let schemathesis ask `count` questions of every operation; `keys` is where the calling terminal's key lies."""
    rules = folder / "rules.toml"
    rules.write_text(RULES.read_text("utf-8").replace(HOOKS, 'hooks = "bench.caller"'), "utf-8")
    asked = python(
        *("-m", "schemathesis.cli", "--config-file", rules, "run", SPEC, "--url", url),
        *("--max-examples", count, "--checks", "all", "--seed", seed, "--no-color", "--generation-database", "none"),
        *("--continue-on-failure", "--no-shrink"),
    )
    env = os.environ | {"PYTHONPATH": str(HOUSE), COUNTY: url, FOLDER: str(keys)}
    done = subprocess.run(asked, cwd=folder, env=env, capture_output=True, text=True, check=False)
    return read(done.returncode, done.stdout + done.stderr)


def read(code: int, said: str) -> Found:
    """What schemathesis says at its end."""
    counted = COUNTED.search(said)
    return Found(int(counted[1].replace(",", "")) if counted else 0, code == 0, said[-SAID:])


def settle(folder: Path) -> config.Settings:
    """A county with one terminal, which has sent its month; its key lies in `folder`/keys."""
    one = many.sender(county.month(folder), 0)
    settings = county.settle(folder, [one])
    (folder / "keys").mkdir(mode=0o700)
    said = one.key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    write_whole(folder / "keys" / "terminal.key", said, mode=0o600)
    (folder / "keys" / BUNDLE).write_bytes(one.bundle)
    open_terminal(settings)
    try:
        apply(one.bundle, Receiver(settings.data, events_register.TABLES, clock.now()))
    finally:
        close_database()
    return settings


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Ask; `first` is the seed of the chance. Raises TerminalError with what schemathesis says when an answer was not as documented."""
    folder = Path(tempfile.mkdtemp(prefix="api"))
    try:
        settings = settle(folder)
        port = free_port()
        command = python("-m", "terminal", "county", "--port", port, "--config", folder / "county_config.toml")
        with started("县平台", [*command, "--data", str(settings.data)], port, "/county/login") as server:
            found = ask(server.url(""), folder, folder / "keys", count, first)
            memory = county.highest(server)
        told(count)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return rows(found, memory)


def rows(found: Found, memory: float) -> list[Row]:
    """Raises TerminalError with what schemathesis says when an answer was not as documented, or nothing was asked."""
    if not found.is_well or not found.asked:
        raise TerminalError(f"有和文件不符的回答：\n{found.says}")
    reach = county.REACH_MEMORY
    return [
        Row("faults, answers not documented", 0, f"of {found.asked:,}", found.asked, "questions", 0, 0, "low"),
        Row("highest memory of the server", memory, "limit", reach, "MB", memory / reach, 1, "low"),
    ]
