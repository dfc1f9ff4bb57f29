"""A network nobody would choose, on loopback: slow, far away, cut off in the middle, sometimes a sign-in page, sometimes nothing."""

import contextlib
import random
import re
import socket
import struct
import threading
import time

LENGTH = re.compile(rb"content-length:\s*(\d+)", re.I)
PAGE = b"<!doctype html><title>Wi-Fi</title><form action=/login>please sign in</form>"
PORTAL = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(PAGE) + PAGE
)
AT_ONCE = 4096


class Pieces:
    """Counts the bytes of PATCH bodies in what one connection sends upwards."""

    def __init__(self) -> None:
        self.count = 0
        self._head, self._left, self._counts = b"", 0, False

    def saw(self, data: bytes) -> None:
        while data:
            if self._left:
                taken = min(self._left, len(data))
                self.count += taken if self._counts else 0
                self._left, data = self._left - taken, data[taken:]
                continue
            self._head += data
            head, end, rest = self._head.partition(b"\r\n\r\n")
            if not end:
                return
            found = LENGTH.search(head)
            self._left, self._counts = int(found[1]) if found else 0, head.startswith(b"PATCH")
            self._head, data = b"", rest


class Hostile:
    """A proxy to `port`. `rate` bytes a second each way, `rtt` seconds there and back; one connection in `1 / cut` breaks
    off somewhere in its first `reach` bytes upwards. `mood`: through, portal or dead."""

    def __init__(self, port: int, rate: float, rtt: float, cut: float, reach: int, seed: int = 1) -> None:
        self._to, self._rate, self._rtt, self._cut, self._reach = port, rate, rtt, cut, reach
        self._chance = random.Random(seed)
        self.mood = "through"
        self.pieces = self.cuts = self.connections = 0
        self._guard = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._listening.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self.connections += 1
            doomed = self._chance.randint(1, self._reach) if self._chance.random() < self._cut else 0
            threading.Thread(target=self._serve, args=(near, doomed), daemon=True).start()

    def _serve(self, near: socket.socket, doomed: int) -> None:
        with near, contextlib.suppress(OSError):
            if self.mood == "dead":
                _reset(near)
                return
            if self.mood == "portal":
                near.recv(AT_ONCE)
                near.sendall(PORTAL)
                return
            with socket.create_connection(("127.0.0.1", self._to)) as far:
                back = threading.Thread(target=self._pump, args=(far, near, 0), daemon=True)
                back.start()
                self._pump(near, far, doomed)
                back.join(60)

    def _pump(self, source: socket.socket, to: socket.socket, doomed: int) -> None:
        """Bytes one way, at the speed of the line; a doomed connection ends in a reset for both."""
        counter, done = Pieces(), 0
        with contextlib.suppress(OSError):
            quiet_since = 0.0
            while data := source.recv(AT_ONCE):
                is_new = time.monotonic() - quiet_since > self._rtt / 4  # what flows on has its way behind it
                time.sleep(len(data) / self._rate + (self._rtt / 2 if is_new else 0))
                quiet_since = time.monotonic()
                before = counter.count
                counter.saw(data)
                with self._guard:
                    self.pieces += counter.count - before
                done += len(data)
                if doomed and done >= doomed:
                    with self._guard:
                        self.cuts += 1
                    _reset(source)
                    _reset(to)
                    return
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)


def _reset(one: socket.socket) -> None:
    """End a connection as a broken line does: without a word."""
    with contextlib.suppress(OSError):
        one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        one.close()
