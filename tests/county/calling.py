"""A terminal as the county hears it over the line: proves its key, sends pieces, asks; any part of it may be spoilt."""

import hashlib
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from terminal.bundle.write import Order, Signing
from terminal.journal.append import length
from terminal.journal.keys import load_or_make, origin_of
from terminal.store.database import close_database
from terminal.sync import challenge, leaving
from tests.conftest import SUNDAY_MORNING
from tests.county.villages import village_settings
from tests.world import make_disclosure, opened

ROOT = "/sync/v1"


class Caller:
    """One terminal calling; `county` is the application it calls."""

    def __init__(self, county: Flask, folder: Path) -> None:
        self.client = county.test_client()
        self.key = load_or_make(folder / "keys")
        self.origin = origin_of(self.key)
        self.token = ""

    def ask(self, method: str, path: str, **more: object) -> TestResponse:
        headers = {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **more.pop("headers", {})}
        return self.client.open(f"{ROOT}/{path}", method=method, headers=headers, **more)

    def challenge(self) -> str:
        return self.ask("POST", "session", json={"origin": self.origin}).json["nonce"]

    def prove(self, nonce: str, /, **changes: str) -> TestResponse:
        said = {"origin": self.origin, "nonce": nonce, "signature": challenge.prove(nonce, self.key)}
        return self.ask("POST", "session", json=said | changes)

    def begin(self) -> "Caller":
        """A session."""
        self.token = self.prove(self.challenge()).json["token"]
        return self

    def put(self, sha256: str, data: bytes, at: int = 0, **headers: object) -> TestResponse:
        sent = {"Upload-Offset": str(at), **{name.replace("_", "-"): str(value) for name, value in headers.items()}}
        return self.ask(
            "PATCH", f"up/{sha256}", data=data, headers=sent, content_type="application/offset+octet-stream"
        )

    def send(self, bundle: bytes) -> TestResponse:
        """All of it in one piece, then the word that it is whole."""
        sha256 = hashlib.sha256(bundle).hexdigest()
        answer = self.put(sha256, bundle, Upload_Length=len(bundle))
        return self.ask("POST", f"commit/{sha256}") if answer.status_code == 204 else answer


def more_from(folder: Path, place: int, count: int = 1, **wanted: object) -> list[bytes]:
    """Publish in a village whose folder nobody has open, and take what is new as it leaves."""
    settings = village_settings(folder, place)
    with opened(settings):
        since = wanted.pop("since", None)
        for _ in range(count):
            header = make_disclosure(title=f"新公开的事，第{length()}件", text=f"第{length()}件事的经过。")
            since = header.seq - 1 if since is None else since
        signing = Signing(load_or_make(folder / "keys"), SUNDAY_MORNING)
        found = leaving.outgoing(folder, Order(since=since or 0, **{"blobs": True, **wanted}), signing)
        bundles = [b"".join(one.pieces()) for one in found]
    close_database()
    return bundles
