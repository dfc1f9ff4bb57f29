"""HTTP to one machine: every answer bounded in bytes and time, nobody followed elsewhere, whoever else answers is known."""

import http.client
import io
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import msgspec

from terminal import __version__
from terminal.errors import TerminalError

PATIENCE = 30.0  # seconds without a byte
LEAST = 400  # bytes a second below which a line is no line
AT_ONCE = 64 * 1024
WORDS = 1024 * 1024  # bytes of an answer in words
NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME
TIME_WRONG = (9, 10)  # what OpenSSL says of a certificate that is not valid yet, or no longer
JSON = "application/json"
AWAY = (502, 503, 504)


class Unreached(TerminalError):
    """Nobody answered, or not to the end; later it may be otherwise."""


class Portal(TerminalError):
    """Somebody else answered: the network wants a person to sign in first."""


class Untimely(TerminalError):
    """The certificate is not valid at the time this machine believes it is."""


class Answer(msgspec.Struct, frozen=True):
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def media(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Wire:
    """One connection at a time to `address` (http:// or https://), made when it is needed, kept as long as it holds.

    `who` is there, as sentences name it. `authority`: a file of certificates that vouch for it instead of the usual ones; `at`: when signed time is known, the
    certificate has to be valid then, whatever the clock of this machine says. Raises TerminalError for what is no address.
    """

    def __init__(self, address: str, who: str = "县平台", authority: str = "", at: datetime | None = None) -> None:
        try:
            parts = urlsplit(address)
            self._host, self._port = parts.hostname or "", parts.port
        except ValueError:
            parts, self._host = urlsplit(""), ""
        if parts.scheme not in ("http", "https") or not self._host or parts.query or parts.username:
            raise TerminalError(f"“{address}”不是地址。请写成 https://open.example.gov.cn 这样。")
        self.is_encrypted = parts.scheme == "https"
        self._prefix = parts.path.rstrip("/")
        self._who, self._authority, self._at = who, authority, at
        self._made: http.client.HTTPConnection | None = None
        self.sent = 0

    @property
    def plain(self) -> str:
        """The same machine without encryption, for the time that encryption needs."""
        return f"http://{self._host}{self._prefix}"

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        most: int = WORDS,
        keep: Callable[[bytes], None] | None = None,
    ) -> Answer:
        """One request and its answer; more than `most` bytes is no answer of ours. Raises Unreached, Portal, Untimely.

        `keep` is given the body of a 200 or 206 piece by piece, also when it breaks off; it is not in the answer then.
        """
        with self._said(PATIENCE + (len(body) + most) / LEAST):
            connection = self._connection()
            said = {"User-Agent": f"village-terminal/{__version__}", "Accept-Encoding": "identity", **(headers or {})}
            if method in ("POST", "PATCH"):
                said["Content-Length"] = str(len(body))
            connection.request(method, self._prefix + path, io.BytesIO(body) if body else None, said)
            self.sent += len(body)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            is_file = response.status in (200, 206) and "html" not in found.get("content-type", "html")
            wanted = keep if is_file else None
            kept = bytearray()
            for piece in _pieces(response, most):
                wanted(piece) if wanted else kept.extend(piece)
            response.close()  # read1() leaves it open at its end, and the next question would have to wait for it
            if response.will_close:
                self.close()
            return Answer(response.status, found, bytes(kept))

    def words(self, answer: Answer) -> Any:
        """The JSON somebody said. Raises Portal for anything else: our machines speak nothing but JSON."""
        try:
            if answer.media != JSON:
                raise ValueError("no JSON")
            return json.loads(answer.body)
        except (ValueError, RecursionError):
            if answer.status in AWAY:
                raise Unreached(f"{self._who}暂时不在（HTTP {answer.status}）。") from None
            raise self.portal() from None

    def portal(self) -> Portal:
        """Somebody answered who is not the one that was asked."""
        says = f"网络要先登录，或者地址不对：回答的不是{self._who}。请用浏览器随便打开一个网页，登录了网络再试。"
        return Portal(says)

    def close(self) -> None:
        if self._made:
            self._made.close()
            self._made = None

    def _connection(self) -> http.client.HTTPConnection:
        if self._made is None:
            if self.is_encrypted:
                context = ssl.create_default_context(cafile=self._authority or None)
                if self._at:
                    context.verify_flags |= NO_CHECK_TIME
                made: http.client.HTTPConnection = http.client.HTTPSConnection(
                    self._host, self._port, timeout=PATIENCE, context=context
                )
            else:
                made = http.client.HTTPConnection(self._host, self._port, timeout=PATIENCE)
            made.connect()
            self._made = made
            self._look_at_certificate(made.sock)
        return self._made

    def _look_at_certificate(self, sock: Any) -> None:
        if self._at is None or not isinstance(sock, ssl.SSLSocket):
            return
        about, at = sock.getpeercert() or {}, self._at.timestamp()
        begins, ends = (ssl.cert_time_to_seconds(str(about[name])) for name in ("notBefore", "notAfter"))
        if not begins <= at <= ends:
            raise Unreached(
                f"{self._who}的证书在 {datetime.fromtimestamp(at, UTC):%Y-%m-%d} 不作数。请告诉县里管平台的人。"
            )

    @contextmanager
    def _said(self, seconds: float) -> Iterator[None]:
        """What goes wrong with a network, as a sentence; whatever drips on for ever is cut off after `seconds`."""
        late = threading.Timer(seconds, self._cut)
        late.daemon = True
        late.start()
        try:
            yield
        except TerminalError:
            self.close()
            raise
        except ssl.SSLCertVerificationError as wrong:
            self.close()
            if wrong.verify_code in TIME_WRONG and self._at is None:
                raise Untimely(
                    f"{self._who}的证书和这台机器的时间对不上。请校准时间，或看看网络是不是要先登录。"
                ) from None
            says = f"对方的证书不是{self._who}的（{wrong.verify_message}）。也许网络要先登录；登录了还这样，请告诉县里管平台的人。"
            raise Portal(says) from None
        except (OSError, http.client.HTTPException, ValueError) as wrong:
            self.close()
            raise Unreached(f"连不上{self._who}（{_short(wrong)}）。") from None
        finally:
            late.cancel()

    def _cut(self) -> None:
        made = self._made
        if made and made.sock:
            try:
                made.sock.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _pieces(response: http.client.HTTPResponse, most: int) -> Iterator[bytes]:
    """The body as it comes; raises HTTPException when it is cut off or longer than may be."""
    promised, count = response.length, 0
    while piece := response.read1(AT_ONCE):
        count += len(piece)
        if count > most:
            raise http.client.HTTPException("回答太长")
        yield piece
    if promised is not None and count != promised:
        raise http.client.HTTPException("没有传完")


def _short(wrong: Exception) -> str:
    if isinstance(wrong, TimeoutError):
        return "很久没有回音"
    if isinstance(wrong, socket.gaierror):
        return "找不到这个地址"
    if isinstance(wrong, ConnectionRefusedError):
        return "没有程序在那里回答"
    if isinstance(wrong, OSError):
        return wrong.strerror or "断开了"
    return str(wrong) or "断开了"
