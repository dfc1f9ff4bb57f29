"""The limit: a bare WSGI function on waitress that hands out pages kept in a file, the same bytes the terminal sends."""

import sys
from pathlib import Path
from typing import Any

import msgspec

from bench.waiting import serve

Kept = dict[str, tuple[list[tuple[str, str]], bytes]]


def keep(path: Path, pages: Kept) -> None:
    """Write pages by their address for `main` to hand out."""
    path.write_bytes(msgspec.msgpack.encode(pages))


def application(pages: Kept) -> Any:
    def answer(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        headers, body = pages[environ["PATH_INFO"]]
        start_response("200 OK", headers)
        return [body]

    return answer


def main(path: str, port: str) -> None:
    serve(application(msgspec.msgpack.decode(Path(path).read_bytes(), type=Kept)), int(port))


if __name__ == "__main__":
    main(*sys.argv[1:])
