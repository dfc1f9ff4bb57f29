"""Waitress for the others, set as the terminal sets it: four threads, no news about every queue."""

import logging
from typing import Any

from waitress import serve as wait


def serve(application: Any, port: int) -> None:
    """Serve on loopback until interrupted."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    wait(application, host="127.0.0.1", port=port, threads=4, ident=None, backlog=128, channel_timeout=60)
