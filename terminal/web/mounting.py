"""Another application below a prefix that names a unit: /v/540990101/…"""

import re
from collections.abc import Callable, Iterable
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Mounted:
    """WSGI: what lies below `front` and one name goes to `inner`, which sees the rest of the path; all else to `outer`."""

    def __init__(self, outer: Application, front: str, inner: Application) -> None:
        self.outer, self.inner = outer, inner
        self._below = re.compile(rf"({re.escape(front)}/[0-9A-Za-z]{{2,24}})(/.*)", re.DOTALL)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found = self._below.fullmatch(environ["PATH_INFO"]) if not environ.get("SCRIPT_NAME") else None
        if found is None:
            return self.outer(environ, start_response)
        return self.inner({**environ, "SCRIPT_NAME": found[1], "PATH_INFO": found[2]}, start_response)
