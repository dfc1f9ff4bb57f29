"""Where this box's pages are reached: by phones, and below the prefix under which they are shown."""

import socket
from collections.abc import Callable

from flask import Flask, current_app, has_request_context, request

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


def below(path: str) -> str:
    """A path of this unit's pages as the log has it, where they are shown: at the county below /v/<code>."""
    return f"{request.script_root}{path}" if has_request_context() else path


def is_here(endpoint: str) -> bool:
    """Has this application such a page?  Far from the village hall some doors are missing."""
    return endpoint in current_app.view_functions


def for_phones(path: str) -> str:
    """A path of this application as a phone opens it that is in the hall, in its network."""
    return f"{current_app.config['ADDRESS']}{path}"


def for_everybody(path: str) -> str:
    """A path of villagers' pages as a phone opens it anywhere; in the hall's network where nobody mirrors them."""
    far = mirrored_at()
    return f"{far}{path}" if far else for_phones(path)


def mirrored_at() -> str:
    """Where anybody can read these pages who is not in the hall; empty where nowhere."""
    at: Callable[[], str] | None = current_app.extensions.get("mirrored_at")
    return at() if at else ""


def install(app: Flask) -> None:
    app.jinja_env.globals.update(below=below, is_here=is_here)


def mirrored(app: Flask, at: Callable[[], str]) -> None:
    """Let codes on screens and sheets lead to the address `at` says, while it says one."""
    app.extensions["mirrored_at"] = at
