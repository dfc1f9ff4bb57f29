"""The terminal's finished pages as files, and nginx that serves them: the same bytes, headers and cache rules."""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench import servers
from terminal import config
from terminal.errors import TerminalError

# One process, like the terminal; a page lies at its address with /index.html, one with a query at its address with .html.
CONFIGURATION = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log stderr crit;
events {{ worker_connections 64; }}
http {{
  access_log off; types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }} default_type text/html;
  charset utf-8; sendfile on; keepalive_timeout 60;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port}; root {folder}/site;
    location /static/ {{ alias {static}/; expires 1y; }}
    location / {{ try_files $uri$is_args$args.html $uri/index.html =404; add_header Cache-Control no-cache; {headers} }}
  }}
}}
"""


def program() -> str:
    """nginx, also where only root's PATH leads. Raises TerminalError."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if not found:
        raise TerminalError(
            "没有 nginx，不能比：请用 bin/terminal bench paint（会先装好），或者装上 Debian 的 nginx-light。"
        )
    return found


def _headers(headers: Iterable[tuple[str, str]]) -> str:
    """Those that a browser acts on; nginx makes length, type, date and ETag itself."""
    kept = (
        "content-security-policy",
        "x-content-type-options",
        "referrer-policy",
        "cross-origin-opener-policy",
        "vary",
    )
    return " ".join(f'add_header {name} "{value}";' for name, value in headers if name.lower() in kept)


def save(port: int, paths: Iterable[str], site: Path) -> str:
    """The pages as files below `site`; returns their headers as nginx writes them."""
    headers: list[tuple[str, str]] = []
    for path in paths:
        _, headers, body = servers.get(port, path)
        file = site / (f"{path.lstrip('/')}.html" if "?" in path else f"{path.strip('/')}/index.html").lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)
    return _headers(headers)


@contextmanager
def served(ours: servers.Running, paths: Iterable[str], folder: Path) -> Iterator[servers.Running]:
    """nginx with the pages that `ours` gives at these addresses."""
    port = servers.free_port()
    headers = save(ours.port, paths, folder / "site")
    settings = folder / "nginx.conf"
    static = config.assets("static")
    settings.write_text(
        re.sub(r"\n\s*", "\n", CONFIGURATION.format(folder=folder, port=port, static=static, headers=headers)),
        encoding="utf-8",
    )
    folder.chmod(0o755)
    command = [program(), "-p", str(folder), "-c", str(settings), "-e", "stderr"]
    with servers.started("nginx", command, port) as running:
        yield running
