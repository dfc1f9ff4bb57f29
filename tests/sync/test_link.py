"""The line to the county when it is slow, breaks off, asks to sign in, or is not there; and machines that answer wrongly."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bench.hostile import Hostile
from terminal import clock, events_register
from terminal.journal import blobs
from terminal.journal.keys import load_or_make, public_bytes
from terminal.sync import queries, rounds, trust, wire
from terminal.sync.jobs import Job
from terminal.sync.wire import Portal, Unreached, Wire
from tests.county.villages import make_world, village_settings
from tests.sync.far import county_at
from tests.sync.kept import kinds_kept
from tests.world import make_disclosure, opened


class Impatient(Job):
    """A job that waits for nothing."""

    def __init__(self) -> None:
        super().__init__("sync", "test", lambda _: ())

    def pause(self, seconds: float) -> None:
        """Not at all."""


@pytest.fixture
def village(tmp_path):
    with kinds_kept():
        make_world(tmp_path / "world")
    settings = village_settings(tmp_path / "world" / "village0")
    with opened(settings):
        county = load_or_make(tmp_path / "world" / "county" / "keys")
        trust.trust(public_bytes(county), trust.COUNTY, "test", clock.now())
        yield settings


def test_everything_arrives_through_a_line_that_breaks_off_and_hardly_a_byte_twice(village, tmp_path):
    picture = bytes(range(256)) * 1500
    make_disclosure(title="修路", text="修路的经过。", attachments=(blobs.put(picture, "图.png", "image/png"),))
    moods, words = ["portal", "dead", *["through"] * 20], []
    with county_at(tmp_path / "world" / "county") as address:
        proxy = Hostile(int(address.rpartition(":")[2]), rate=2e6, rtt=0.002, cut=0.3, reach=64 * 1024, seed=5)
        try:
            for proxy.mood in moods:
                post = rounds.Post(village.data, events_register.TABLES, proxy.address)
                words.append(rounds.once(post, Impatient(), by_hand=True).word)
                if words[-1] == "done":
                    break
        finally:
            proxy.close()
    assert (words[:2], words[-1], queries.waiting()) == (["portal", "unreached"], "done", 0)
    assert proxy.pieces <= 1.15 * len(picture) + 3 * 8192


@contextmanager
def answering(said: bytes, then_hang: bool = False) -> Iterator[str]:
    """Somebody who says the same to everybody."""
    over = threading.Event()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(65536)
            self.request.sendall(said)
            if then_hang:
                over.wait(20)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            over.set()
            server.shutdown()


def html(status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\n{more}Content-Length: 5\r\n\r\n<p>hi".encode()


def json(body: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n\r\n"
    return (head + body).encode()


@pytest.mark.parametrize(
    ("said", "word"),
    [
        pytest.param(html(), "portal", id="a page"),
        pytest.param(html("302 Found", "Location: http://login.example/\r\n"), "portal", id="sent elsewhere"),
        pytest.param(html("511 Network Authentication Required"), "portal", id="sign in"),
        pytest.param(html("502 Bad Gateway"), "unreached", id="proxy without its server"),
        pytest.param(json("{}"), "portal", id="another program"),
        pytest.param(json('{"nonce":"1","t":"x","key":"","signature":""}'), "wrong", id="time nobody signed"),
        pytest.param(json("{" * 5000), "portal", id="deep"),
        pytest.param(json('{"code":"busy","says":"等等。","retry_after":77}', "429 Too Many"), "refused", id="busy"),
        pytest.param(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "unreached", id="cut off"),
        pytest.param(b"SSH-2.0-OpenSSH_9.2\r\n", "unreached", id="no HTTP"),
        pytest.param(b"", "unreached", id="silence"),
        pytest.param(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", "unreached", id="headers without end"),
        pytest.param(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 3_000_000, "unreached", id="endless"),
    ],
)
def test_whoever_answers_wrongly_is_a_sentence_and_told_nothing(village, said, word):
    make_disclosure(title="修路", text="修路的经过。")
    with answering(said) as address:
        found = rounds.once(rounds.Post(village.data, events_register.TABLES, address), Impatient())
    assert (found.word, found.says[-1] in "。）") == (word, True)
    assert found.retry_after == (77 if word == "refused" else 0)


def test_whoever_drips_for_ever_is_cut_off(monkeypatch):
    monkeypatch.setattr(wire, "PATIENCE", 0.3)
    monkeypatch.setattr(wire, "LEAST", 1e9)
    with answering(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx", then_hang=True) as address:
        asked = Wire(address)
        with pytest.raises(Unreached):
            asked.ask("GET", "/")
        asked.close()


def test_what_is_no_json_is_somebody_else():
    with answering(html()) as address:
        asked = Wire(address)
        with pytest.raises(Portal, match="网络要先登录"):
            asked.words(asked.ask("GET", "/"))
        asked.close()
