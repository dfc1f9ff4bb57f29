"""Where phones on the village Wi-Fi reach this box."""

import socket

from flask import current_app

from terminal.config import Server


def _own_address() -> str:
    """The address this machine uses towards its network; no packet is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def find_address(server: Server) -> str:
    """The address of the settings, or the machine's own: http://192.168.1.10:8000"""
    return server.address.rstrip("/") or f"http://{_own_address()}:{server.port}"


def for_phones(path: str) -> str:
    """A path of this terminal as a phone in the hall opens it."""
    return f"{current_app.config['ADDRESS']}{path}"
