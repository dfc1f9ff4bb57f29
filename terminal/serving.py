"""Waitress in front of the application: a port, a few threads, a calm end."""

import gc
import io
import logging
import os
import signal
import socket
import tempfile
import threading
import time
from pathlib import Path
from types import FrameType
from typing import Any, Self

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import TcpWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import RequestEntityTooLarge

from terminal.config import Server
from terminal.store import trust

BACKLOG = 128
# Where a whole county's terminals call at one instant: all are let in, a body larger than one of their pieces lies in a file …
CROWD = 800
CROWD_IN_MEMORY = 2**20
# … and what they send never stands before somebody's page.
MACHINES = "/sync/"
LET_IN_AT_ONCE = 64
# Each look goes over all who are inside; from so many on there are as few looks as a person does not notice.
CROWDED, BREATH = 50, 0.005  # connections, seconds
LARGEST_BODY = 32 * 2**20
# What a villager sends must not touch the disk before it is sealed: a body up to this size stays in memory …
IN_MEMORY = 16 * 2**20
# … which is why only so many may send at once.
CONNECTIONS = 64
# … and a larger one goes into a file that lies in memory too, where there is such a place.
MEMORY_FOLDER = Path("/dev/shm")
# Seconds in which whoever waits is told that nothing was kept, before the process ends and whoever watches it starts it again.
LAST_WORDS = 3

log = logging.getLogger(__name__)


class Nowhere(io.BytesIO):
    """Where a body goes that nobody will read."""

    def append(self, _data: bytes) -> None:
        """Keep nothing."""

    def getfile(self) -> Self:
        return self


class Unread(FixedStreamReceiver):
    """A body that is only counted."""


class Patient(HTTPRequestParser):
    """Hears out a body that is too large, keeping nothing of it, so that the application says so on a page of its own.

    A browser shows no answer before it has sent everything.
    """

    error: Any
    body_rcv: Any

    def received(self, data: bytes) -> int:
        consumed = int(super().received(data))
        if isinstance(self.error, RequestEntityTooLarge) and not self.chunked:
            if not isinstance(self.body_rcv, Unread):
                self.body_rcv = Unread(self.content_length, Nowhere())
            self.error, self.completed = None, self.body_rcv.completed
        return consumed


class Lanes:
    """Half of the threads for pages, the other half for machines: neither waits behind the other."""

    def __init__(self, threads: int) -> None:
        self._pages, self._machines = ThreadedTaskDispatcher(), ThreadedTaskDispatcher()
        self._pages.set_thread_count(max(1, threads // 2))
        self._machines.set_thread_count(max(1, threads - threads // 2))

    def add_task(self, channel: HTTPChannel) -> None:
        is_machine = channel.requests[0].path.startswith(MACHINES)
        (self._machines if is_machine else self._pages).add_task(channel)

    def shutdown(self, cancel_pending: bool = True, timeout: int = 5) -> bool:
        done = [lane.shutdown(cancel_pending, timeout) for lane in (self._pages, self._machines)]
        return any(done)


class Crowded(TcpWSGIServer):
    """Lets in many who stand at the door, instead of one for each look at all who are inside; and does not look all the time."""

    def run(self) -> None:
        try:
            while self._map:
                wasyncore.poll2(self.adj.asyncore_loop_timeout, self._map)
                if len(self._map) > CROWDED:
                    time.sleep(BREATH)
        except (SystemExit, KeyboardInterrupt):
            self.task_dispatcher.shutdown()

    def handle_accept(self) -> None:
        for _ in range(LET_IN_AT_ONCE):
            inside = len(self._map)
            super().handle_accept()
            if len(self._map) in (inside, self.adj.connection_limit):
                return


def serve(app: Flask, server: Server, *, crowd: bool = False) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished, then the printer's process is ended.

    `crowd`: hundreds of machines may call at one instant, and people look at pages meanwhile.
    """
    # Two taps at once are no news worth a line in the log.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    keep_temporary_files_in_memory()
    HTTPChannel.parser_class = Patient
    waiting = make_server(app, server, crowd=crowd)

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    trust.when_lost(end_soon)
    gc.collect()
    gc.freeze()  # what stands by now stays: looking through it again and again is a twentieth of all work
    try:
        waiting.run()
    finally:
        waiting.close()
        app.extensions["printer"].stop()


def make_server(app: Any, server: Server, *, crowd: bool = False) -> TcpWSGIServer:
    """The server, listening; `run` it."""
    wanted: dict[str, Any] = {
        "host": server.host,
        "port": server.port,
        "threads": server.threads,
        "ident": None,
        "channel_timeout": 60,
        "max_request_body_size": LARGEST_BODY,
        **behind(server),
    }
    if not crowd:
        return create_server(app, connection_limit=CONNECTIONS, backlog=BACKLOG, inbuf_overflow=IN_MEMORY, **wanted)
    many = {"connection_limit": CROWD, "backlog": CROWD, "inbuf_overflow": CROWD_IN_MEMORY, "asyncore_use_poll": True}
    adjusted, lanes, room = Adjustments(**wanted, **many), Lanes(server.threads), dict[int, Any]()
    doors = [Crowded(app, room, dispatcher=lanes, adj=adjusted, sockinfo=one) for one in adjusted.listen]
    return doors[0]  # all of them look at one room


def behind(server: Server) -> dict[str, Any]:
    """Whose word counts on who asks and whether it was encrypted: that of the proxy in front, and of nobody else."""
    if not server.proxy:
        return {}
    return {
        "trusted_proxy": server.proxy,
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        "clear_untrusted_proxy_headers": True,
    }


def end_soon() -> None:
    """An fsync failed: this process acknowledges nothing more, so it ends, to be started again."""
    log.critical(trust.LOST)
    soon = threading.Timer(LAST_WORDS, os.kill, (os.getpid(), signal.SIGTERM))
    soon.daemon = True
    soon.start()


def keep_temporary_files_in_memory(folder: Path = MEMORY_FOLDER) -> None:
    """Let every temporary file of this process lie in memory, unless somebody has said where (TMPDIR)."""
    if "TMPDIR" not in os.environ and folder.is_dir() and os.access(folder, os.W_OK):
        tempfile.tempdir = str(folder)


def port_is_free(server: Server) -> bool:
    """False when another program already listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError:
            return False
    return True
