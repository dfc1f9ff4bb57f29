"""Addresses of shipped files, each with a piece of its hash, so that browsers may keep them for a year."""

import hashlib
from functools import cache

from flask import Flask

from terminal import config


@cache
def static(name: str) -> str:
    """Address of static/<name>, the same under every prefix; looked up once: every page names some forty of them."""
    content = config.assets("static", *name.split("/")).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(content).hexdigest()[:10]}"


def icon(name: str) -> str:
    """Address of one drawing in the sprite."""
    return f"{static('icons.svg')}#{name}"


def install(app: Flask) -> None:
    app.jinja_env.globals.update(static=static, icon=icon)
