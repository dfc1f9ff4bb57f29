"""A terminal's way to a county: one connection for as long as it holds, as the terminal's own; plain, because it shares the cores."""

import hashlib
import socket
import time

import msgspec

from bench.many import Sender
from terminal.bundle import sshsig

PATIENCE = 120  # seconds for one answer
PIECE = 64 * 1024  # bytes of a piece
PACE = 1024  # bytes in a second of a slow one
JSON, BYTES = "application/json", "application/offset+octet-stream"


class Busy(Exception):
    """The server said: later; `seconds` is when."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Answer(msgspec.Struct, frozen=True):
    """What came back; `head` as it was sent."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: bytes) -> str:
        found = self.head.partition(b"\r\n" + name + b": ")[2].partition(b"\r\n")[0]
        return found.decode("ascii")


class Line:
    """One terminal's connection and session; `pace`: bytes in a second of what it sends, 0 for as fast as it goes."""

    def __init__(self, port: int, one: Sender, pace: int = 0) -> None:
        self.one, self.token = one, ""
        self._port, self._pace, self.is_slow = port, pace, pace > 0
        self._made: socket.socket | None = None

    def ask(self, method: str, path: str, body: bytes = b"", media: str = "", more: str = "") -> Answer:
        """One request and its answer. Raises Busy, OSError."""
        head = f"{method} /sync/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}"
        head += f"Authorization: Bearer {self.token}\r\n" if self.token else ""
        head += f"Content-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n" if body else "\r\n"
        try:
            self._send(head.encode(), body)
            answer = self._received(method)
        except OSError:
            self.close()
            raise
        if answer.status == 429:
            raise Busy(int(answer.header(b"Retry-After") or 1))
        return answer

    def close(self) -> None:
        if self._made:
            self._made.close()
            self._made = None

    def _connection(self) -> socket.socket:
        if self._made is None:
            self._made = socket.create_connection(("127.0.0.1", self._port), PATIENCE)
            self._made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return self._made

    def _send(self, head: bytes, body: bytes) -> None:
        line = self._connection()
        if not (self._pace and body):
            line.sendall(head + body)
            return
        line.sendall(head)
        for start in range(0, len(body), self._pace):
            line.sendall(body[start : start + self._pace])
            time.sleep(1)

    def _received(self, method: str) -> Answer:
        said = b""
        while b"\r\n\r\n" not in said:
            said += self._piece()
        head, _, body = said.partition(b"\r\n\r\n")
        answer = Answer(int(head[9:12]), head, b"")
        length = 0 if method == "HEAD" or answer.status == 204 else int(answer.header(b"Content-Length"))
        while len(body) < length:
            body += self._piece()
        if answer.header(b"Connection").lower() == "close":
            self.close()
        return msgspec.structs.replace(answer, body=body)

    def _piece(self) -> bytes:
        piece = self._connection().recv(PIECE)
        if not piece:
            raise ConnectionError("the line is dead")
        return piece

    def sign_in(self) -> None:
        nonce = self._told({"origin": self.one.origin})["nonce"]
        signature = sshsig.sign(nonce.encode(), self.one.key, "sync-session@v1").decode()
        self.token = self._told({"origin": self.one.origin, "nonce": nonce, "signature": signature})["token"]

    def _told(self, said: dict[str, str]) -> dict[str, str]:
        answer = self.ask("POST", "session", msgspec.json.encode(said), JSON)
        if answer.status != 200:
            raise ConnectionError(f"no session: {answer.status} {answer.body[:200]!r}")
        return msgspec.json.decode(answer.body, type=dict[str, str | int])  # type: ignore[return-value]  # seconds are not asked for

    def offset(self, name: str) -> int:
        answer = self.ask("HEAD", f"up/{name}")
        if answer.status != 200:
            raise ConnectionError(f"no offset: {answer.status}")
        return int(answer.header(b"Upload-Offset"))

    def upload(self, data: bytes, again: bool = False) -> str:
        """Send the file from where the server has it, or all of it `again`; the name it has there."""
        name = hashlib.sha256(data).hexdigest()
        at = 0 if again else self.offset(name)
        while at < len(data):
            piece = data[at : at + PIECE]
            where = f"Upload-Offset: {at}\r\nUpload-Length: {len(data)}\r\n"
            answer = self.ask("PATCH", f"up/{name}", piece, BYTES, where)
            if answer.status not in (204, 409):
                raise ConnectionError(f"not kept: {answer.status} {answer.body[:200]!r}")
            at = int(answer.header(b"Upload-Offset")) if answer.status == 204 else self.offset(name)
        return name

    def commit(self, name: str) -> Answer:
        return self.ask("POST", f"commit/{name}", b"{}", JSON)

    def cut(self, data: bytes) -> None:
        """Half of a body, then the line is dead."""
        name = hashlib.sha256(data).hexdigest()
        head = f"PATCH /sync/v1/up/{name} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\n"
        head += f"Upload-Offset: 0\r\nContent-Type: {BYTES}\r\nContent-Length: {len(data)}\r\n\r\n"
        self.close()
        self._connection().sendall(head.encode() + data[: len(data) // 2])
        self.close()
