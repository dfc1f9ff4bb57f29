"""The line to a machine that speaks /sync/v1/: typed questions, a session by challenge, everything asked again when it broke off."""

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal.bundle import limits
from terminal.errors import TerminalError
from terminal.sync import challenge
from terminal.sync.wire import AT_ONCE, JSON, Answer, Unreached, Wire

PREFIX = "/sync/v1"
TRIES = 5  # in a row without a byte of progress
SMALLEST, USUAL, LARGEST = 4 * 1024, 16 * 1024, 256 * 1024  # bytes of a piece
PIECE = "application/offset+octet-stream"
Shape = TypeVar("Shape")
Result = TypeVar("Result")


class Declined(TerminalError):
    """The other machine answered, and says no; `code` as in docs/sync-openapi.yaml, `retry_after` in seconds."""

    def __init__(self, status: int, code: str, says: str, need: int = 0, retry_after: int = 0) -> None:
        super().__init__(says)
        self.status, self.code, self.need, self.retry_after = status, code, need, retry_after


class Signed(msgspec.Struct, frozen=True):
    """A receipt: the words and the signature."""

    text: str
    signature: str


class Place(msgspec.Struct, frozen=True):
    """Where a log ends; number 0 for an empty one."""

    log: str = ""
    epoch: int = 0
    seq: int = 0
    hash: str = ""


class Heads(msgspec.Struct, frozen=True):
    """How far the other machine has the asker's log, which attachments it lacks, and how far its own log has come."""

    log: str
    epoch: int
    seq: int
    hash: str
    need_blobs: tuple[str, ...] = ()
    down: Place = Place()
    receipt: Signed | None = None
    backup_seq: int = 0


class Offers(msgspec.Struct, frozen=True):
    """How far a terminal's log is, how far the county is known there to have it, and what is known there of the county's."""

    log: str
    epoch: int
    seq: int
    hash: str
    delivered: int = 0
    down: Place = Place()
    need_blobs: tuple[str, ...] = ()


class Committed(msgspec.Struct, frozen=True):
    """What became of a bundle there."""

    word: Literal["new", "duplicate"]
    receipt: Signed | None = None
    missing: tuple[str, ...] = ()


class Refusal(msgspec.Struct, frozen=True):
    code: str
    says: str
    need: int | None = None
    retry_after: int | None = None


class Ticket(msgspec.Struct, frozen=True):
    nonce: str = ""
    token: str = ""


class Link:
    """Questions over one wire. `origin` and `key` are the asker's, `keys` (hex) those whose time is believed.

    `paper`: what a staff device shows to a terminal. `pause` waits so many seconds before something that broke off is asked again; it raises to end everything.
    """

    def __init__(
        self,
        wire: Wire,
        origin: str,
        key: Ed25519PrivateKey,
        keys: Collection[str],
        pause: Callable[[float], None] = lambda seconds: None,
        paper: Mapping[str, str] | None = None,
    ) -> None:
        self.wire, self._origin, self._key, self._keys, self._pause = wire, origin, key, keys, pause
        self._paper = {"certificate": dict(paper)} if paper else {}
        self._token = ""
        self._piece, self._most = USUAL, LARGEST

    # ---- who and when ----
    def time(self) -> datetime:
        """The other machine's time, signed. Raises Refused for a signature that is not one of `keys`."""
        nonce = secrets.token_hex(16)
        told = self._patiently(lambda: self._words("GET", f"/time?nonce={nonce}", challenge.Told))
        return challenge.read_time(told, nonce, self._keys)

    def begin(self) -> None:
        """A new session."""
        about: dict[str, Any] = {"origin": self._origin, **self._paper}
        nonce = self._words("POST", "/session", Ticket, about).nonce
        answer = about | {"nonce": nonce, "signature": challenge.prove(nonce, self._key)}
        self._token = self._words("POST", "/session", Ticket, answer).token

    # ---- log and attachments upwards ----
    def heads(self) -> Heads:
        return self._inside(lambda: self._words("GET", "/heads", Heads))

    def offset(self, sha256: str) -> int:
        """How many bytes of this file are there already."""

        def ask() -> int:
            return self._offset(self._ask("HEAD", f"/up/{sha256}"), (200, 204))

        return self._inside(ask)

    def upload(self, sha256: str, path: Path, told: Callable[[int], None]) -> None:
        """Send a file from where it broke off, in pieces as large as the line bears; `told` hears of every byte once."""
        size, failures = path.stat().st_size, 0
        offset = min(size, self.offset(sha256))
        told(offset)
        with path.open("rb") as file:
            while offset < size:
                file.seek(offset)
                try:
                    reached = self._send(sha256, offset, file.read(self._piece), size)
                    self._piece, failures = min(self._piece * 2, self._most), 0
                except (Unreached, Declined) as wrong:
                    failures += 1
                    if failures >= TRIES or (isinstance(wrong, Declined) and wrong.status != 409):
                        raise
                    # Where a line broke off once it will again: what is lost then is half of what was under way.
                    self._piece, self._most = SMALLEST, max(USUAL, self._piece // 4)
                    self._pause(failures)
                    reached = self.offset(sha256)
                told(max(0, reached - offset))
                offset = reached

    def _send(self, sha256: str, offset: int, piece: bytes, whole: int) -> int:
        about = {"Content-Type": PIECE, "Upload-Offset": str(offset), "Upload-Length": str(whole)}
        return self._once(lambda: self._offset(self._ask("PATCH", f"/up/{sha256}", piece, about), (204,)))

    def commit(self, sha256: str) -> Committed:
        return self._inside(lambda: self._words("POST", f"/commit/{sha256}", Committed, {}))

    # ---- downwards ----
    def down(self, since: int, epoch: int, into: Path, told: Callable[[int], None]) -> bool:
        """What the other machine's log says after this line, as a bundle; False when there is nothing."""
        return self._fetch(f"/down?from={since}&epoch={epoch}", into, told)

    def restore(self, since: int, epoch: int, into: Path, told: Callable[[int], None]) -> bool:
        """What the other machine has of the asker's own log after this line, on its way back; False when there is no more."""
        return self._fetch(f"/restore?from={since}&epoch={epoch}", into, told)

    def offers(self) -> Offers:
        """How far a terminal's log is, asked by whoever collects it."""
        return self._inside(lambda: self._words("GET", "/heads", Offers))

    def up(self, since: int, part: int, into: Path, told: Callable[[int], None], *, blobs: bool) -> bool:
        """The so-manieth file of what the log of a terminal says after this line; False behind the last."""
        return self._fetch(f"/up?from={since}&part={part}&blobs={int(blobs)}", into, told)

    def blob(self, sha256: str, into: Path, told: Callable[[int], None]) -> bool:
        """An attachment, from where it broke off; False when it is not there, or not for whoever asks."""
        return self._fetch(f"/blob/{sha256}", into, told, most=limits.BLOB, goes_on=True)

    def bring(self, path: str, data: bytes, media: str = "application/zip") -> Any:
        """Hand something over in one piece; what is said to it."""
        return self._inside(lambda: self.wire.words(self._ask("POST", path, data, {"Content-Type": media})))

    def _fetch(
        self, path: str, into: Path, told: Callable[[int], None], most: int = limits.BUNDLE, goes_on: bool = False
    ) -> bool:
        def ask() -> bool:
            there = into.stat().st_size if goes_on and into.exists() else 0
            with into.open("ab" if there else "wb") as file:

                def keep(piece: bytes) -> None:
                    file.write(piece)
                    told(len(piece))

                about = {"Range": f"bytes={there}-"} if there else {}
                answer = self._ask("GET", path, headers=about, most=most, keep=keep, turned_down=(204, 404, 416))
                if answer.status in (200, 206) and answer.body:
                    raise self.wire.portal()
                if answer.status == 200 and there:
                    raise Declined(200, "unsupported", "对方没有从断开的地方接着传。")
            return answer.status in (200, 206)

        return self._inside(ask)

    # ---- the ground ----
    def _ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        *,
        most: int = AT_ONCE * 16,
        keep: Callable[[bytes], None] | None = None,
        turned_down: Collection[int] = (),
    ) -> Answer:
        """The answer, when it is one of ours. Raises Declined with what it says otherwise."""
        said = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        about = said | dict(headers or {})
        answer = self.wire.ask(method, PREFIX + path, body=body, headers=about, most=most, keep=keep)
        if answer.status in (200, 204, 206, *turned_down):
            return answer
        raise self._declined(method, answer)

    def _declined(self, method: str, answer: Answer) -> Declined:
        if method == "HEAD":
            if answer.media != JSON and answer.status < 400:
                raise self.wire.portal()
            return Declined(answer.status, "", f"对方没有答应（HTTP {answer.status}）。")
        try:
            said = msgspec.convert(self.wire.words(answer), Refusal)
        except msgspec.ValidationError:
            raise self.wire.portal() from None
        return Declined(answer.status, said.code, said.says[:300], said.need or 0, said.retry_after or 0)

    def _words(self, method: str, path: str, shape: type[Shape], body: Any = None) -> Shape:
        data = b"" if body is None else json.dumps(body).encode()
        answer = self._ask(method, path, data, {} if body is None else {"Content-Type": JSON})
        try:
            return msgspec.convert(self.wire.words(answer), shape)
        except msgspec.ValidationError:
            raise self.wire.portal() from None

    def _offset(self, answer: Answer, wanted: Collection[int]) -> int:
        said = answer.headers.get("upload-offset", "")
        if answer.status not in wanted or not (said.isascii() and said.isdigit() and len(said) < 16):
            raise self.wire.portal()
        return int(said)

    def _once(self, ask: Callable[[], Result]) -> Result:
        """Within a session: a new one is begun where there is none, or where the old one is over."""
        if not self._token:
            self.begin()
        try:
            return ask()
        except Declined as wrong:
            if wrong.status != 401:
                raise
            self._token = ""
            self.begin()
            return ask()

    def _inside(self, ask: Callable[[], Result]) -> Result:
        return self._patiently(lambda: self._once(ask))

    def _patiently(self, ask: Callable[[], Result]) -> Result:
        """Ask again when the line broke off; everything here may be asked twice."""
        for count in range(1, TRIES):
            try:
                return ask()
            except Unreached:
                self._pause(count)
        return ask()
