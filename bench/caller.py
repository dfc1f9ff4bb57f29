"""What schemathesis loads for the long run: who calls, and a new session whenever the old one would soon be over."""

import hashlib
import json
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import schemathesis

from bench.api import BUNDLE, COUNTY, FOLDER
from terminal.journal.keys import load_or_make, origin_of
from terminal.sync import challenge
from terminal.sync.link import PIECE
from tests.county import strange as strange  # what every run has to be told

RENEWED, PATIENCE = 600, 60  # seconds; a session ends after 900


def _token() -> str:
    """A new session of the terminal whose key lies in the folder."""
    key, county = load_or_make(Path(os.environ[FOLDER])), os.environ[COUNTY]
    origin = origin_of(key)
    nonce = _asked(county, {"origin": origin})["nonce"]
    said = {"origin": origin, "nonce": nonce, "signature": challenge.prove(nonce, key)}
    return str(_asked(county, said)["token"])


def _asked(county: str, said: dict[str, str]) -> dict[str, str]:
    about = {"Content-Type": "application/json"}
    question = Request(f"{county}/sync/v1/session", json.dumps(said).encode(), about, method="POST")
    with urlopen(question, timeout=PATIENCE) as answer:
        found: dict[str, str] = json.load(answer)
        return found


SHA256 = re.compile(r"[0-9a-f]{64}")


def _bundle() -> tuple[str, bytes]:
    """What the caller has sent before, and its name; one made of chance would never be found."""
    data = (Path(os.environ[FOLDER]) / BUNDLE).read_bytes()
    return hashlib.sha256(data).hexdigest(), data


def _upload() -> None:
    """Let the county have the real bundle lying there whole; it has it already when this is refused."""
    name, data = _bundle()
    about = {"Content-Type": PIECE, "Upload-Offset": "0", "Authorization": f"Bearer {_token()}"}
    question = Request(f"{os.environ[COUNTY]}/sync/v1/up/{name}", data, about, method="PATCH")
    with suppress(HTTPError), urlopen(question, timeout=PATIENCE):
        return


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Half of the names that are well-formed are those of a real bundle, and what is to be committed has come."""
    name = str((path_parameters or {}).get("sha256", ""))
    if not path_parameters or not SHA256.fullmatch(name) or name[0] not in "01234567":
        return path_parameters
    if "/commit/" in context.operation.path:
        _upload()
    return path_parameters | {"sha256": _bundle()[0]}


@schemathesis.hook
def map_headers(context: Any, headers: dict[str, Any] | None) -> dict[str, Any] | None:
    """Half of the pieces whose place is a number are the first of their file."""
    place = str((headers or {}).get("Upload-Offset", ""))
    return headers | {"Upload-Offset": "0"} if headers and place.isdigit() and int(place) % 2 else headers


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Half of those that ask for a session are the caller."""
    if isinstance(body, dict) and isinstance(body.get("origin"), str) and len(body["origin"]) % 2:
        return body | {"origin": origin_of(load_or_make(Path(os.environ[FOLDER])))}
    return body


@schemathesis.auth(refresh_interval=RENEWED)
class Session:
    """Asked by schemathesis before every question."""

    def get(self, case: Any, context: Any) -> str:
        return _token()

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers["Authorization"] = f"Bearer {data}"
