"""How soon a first page comes, and how much memory a server takes after it has worked."""

from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import load, places, servers, world
from bench.pages import datasette
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import config

ABOUT = About(
    title="Start and memory",
    packages=("flask", "waitress", "datasette", "uvicorn"),
    programs=(("wrk", "-v"),),
    notes=(
        "Start: from the start of the process to the last byte of its first page (ours: the home page of 3,000 disclosures). "
        "Memory: proportional share (PSS) of the process and its children after list, text and ledger page were each asked for "
        f"with {load.CONNECTIONS} connections."
    ),
)
prepare = world.prepare


def first_page(command: list[str], port: int) -> float:
    """Milliseconds from the start of the process to its first page."""
    with servers.started(command[-1], command, port) as running:
        return running.seconds * 1000


def worked(server: AbstractContextManager[servers.Running], paths: tuple[str, ...], seconds: int) -> float:
    """Megabytes after every path was asked for this long."""
    with server as running:
        for path in paths:
            load.rate(running.url(path), seconds)
        return servers.memory(running.pid)


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    where = places.find(settings)
    port = servers.free_port()
    with TemporaryDirectory() as folder:
        us = servers.terminal(settings.data, servers.settings_file(Path(folder), settings), port)
        hello = servers.python("-m", "bench.hello", port)
        times = in_turn({"us": partial(first_page, us, port), "Flask hello": partial(first_page, hello, port)}, rounds)
        peer = datasette(settings.database, port)
        sizes = in_turn(
            {
                "us": lambda: worked(servers.started("us", us, port), where.ours, seconds),
                "Datasette": lambda: worked(
                    servers.started("Datasette", peer, port, "/-/versions.json"), where.tables, seconds
                ),
            },
            rounds,
        )
    return [
        compare("start to first page", times, "us", "Flask hello", "ms", reach=2, better="low"),
        compare("memory after load", sizes, "us", "Datasette", "MB", reach=1, better="low"),
    ]
