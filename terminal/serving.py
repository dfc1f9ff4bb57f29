"""Waitress in front of the application: a port, a few threads, a calm end."""

import io
import logging
import os
import signal
import socket
import tempfile
import threading
from pathlib import Path
from types import FrameType
from typing import Any, Self

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.receiver import FixedStreamReceiver
from waitress.server import create_server
from waitress.utilities import RequestEntityTooLarge

from terminal.config import Server
from terminal.store import trust

BACKLOG = 128
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


def serve(app: Flask, server: Server) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished, then the printer's process is ended."""
    # Two taps at once are no news worth a line in the log.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    keep_temporary_files_in_memory()
    HTTPChannel.parser_class = Patient
    waiting = create_server(
        app,
        host=server.host,
        port=server.port,
        threads=server.threads,
        backlog=BACKLOG,
        ident=None,
        channel_timeout=60,
        connection_limit=CONNECTIONS,
        inbuf_overflow=IN_MEMORY,
        max_request_body_size=LARGEST_BODY,
        **behind(server),
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    trust.when_lost(end_soon)
    try:
        waiting.run()
    finally:
        waiting.close()
        app.extensions["printer"].stop()


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
