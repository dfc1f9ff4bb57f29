"""Waitress in front of the application: a port, a few threads, a calm end."""

import logging
import signal
import socket
from types import FrameType

from flask import Flask
from waitress.server import create_server

from terminal.config import Server

BACKLOG = 128


def serve(app: Flask, server: Server) -> None:
    """Serve until SIGTERM or Ctrl-C; requests under way are finished, then the printer's process is ended."""
    # Two taps at once are no news worth a line in the log.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waiting = create_server(
        app,
        host=server.host,
        port=server.port,
        threads=server.threads,
        backlog=BACKLOG,
        ident=None,
        channel_timeout=60,
        max_request_body_size=32 * 1024 * 1024,
    )

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        waiting.run()
    finally:
        waiting.close()
        app.extensions["printer"].stop()


def port_is_free(server: Server) -> bool:
    """False when another program already listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((server.host, server.port))
        except OSError:
            return False
    return True
