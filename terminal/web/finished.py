"""Finished pages, answered before Flask and before any database work; stale with the next commit or the next day."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any

from terminal import clock
from terminal.store import database as store
from terminal.web.looks import COOKIE, Look, read_look

KEEP = "terminal.finished"
MOST_PAGES = 2000
MOST_BYTES = 64 * 1024 * 1024

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Stands = Callable[[Environ], object]
Page = tuple[object, str, list[tuple[str, str]], bytes]


def _cookie(environ: Environ) -> str:
    for part in environ.get("HTTP_COOKIE", "").split(";"):
        name, _, value = part.strip().partition("=")
        if name == COOKIE:
            return str(value)
    return ""


def look_of(environ: Environ) -> Look:
    """The look this request asks for."""
    return read_look(_cookie(environ))


def _is_personal(headers: list[tuple[str, str]]) -> bool:
    """What sets a cookie is meant for one person."""
    return any(name.lower() == "set-cookie" for name, _ in headers)


def every_commit(_environ: Environ) -> object:
    """A page is stale with the next commit, whatever it was about."""
    return store.stamp()


class FinishedPages:
    """WSGI wrapper: keeps pages that the application marked with `KEEP`, and hands them out again."""

    def __init__(
        self, application: Callable[[Environ, StartResponse], Iterable[bytes]], stands: Stands = every_commit
    ) -> None:
        self.application, self.stands = application, stands
        self._pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET":
            return self.application(environ, start_response)
        key = (
            environ.get("SCRIPT_NAME", ""),
            environ["PATH_INFO"],
            environ.get("QUERY_STRING", ""),
            look_of(environ).cookie,
            environ.get("HTTP_HX_REQUEST", ""),
            environ.get("HTTP_HX_BOOSTED", "") + environ.get("HTTP_HX_HISTORY_RESTORE_REQUEST", ""),
        )
        state = (self.stands(environ), clock.today())
        page = self._pages.get(key)
        if page is None or page[0] != state:
            return self._make(key, state, environ, start_response)
        _, status, headers, body = page
        if headers[-1][1] in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 NOT MODIFIED", [h for h in headers if h[0] != "Content-Length"])
            return [b""]
        start_response(status, headers)
        return [body]

    def _make(
        self, key: tuple[str, ...], state: object, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        told: list[Any] = []

        def listen(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            told[:] = [status, headers]
            return lambda data: None

        made = self.application(environ, listen)
        if not environ.get(KEEP) or not told[0].startswith("200") or _is_personal(told[1]):
            start_response(*told)
            return made
        try:
            body = b"".join(made)
        finally:
            getattr(made, "close", lambda: None)()
        status, headers = told
        headers = [h for h in headers if h[0].lower() not in ("etag", "content-length")]
        headers += [("Content-Length", str(len(body))), ("ETag", f'"{hashlib.sha256(body).hexdigest()[:32]}"')]
        self._keep(key, (state, status, headers, body))
        start_response(status, headers)
        return [body]

    def _keep(self, key: tuple[str, ...], page: Page) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += len(page[3]) - (len(old[3]) if old else 0)
            self._pages[key] = page
            while len(self._pages) > MOST_PAGES or self._bytes > MOST_BYTES:
                _, dropped = self._pages.popitem(last=False)
                self._bytes -= len(dropped[3])
