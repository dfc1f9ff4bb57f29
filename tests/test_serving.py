"""A body on its way in stays in memory, and so does every temporary file."""

import socket
import tempfile
import threading
from http.client import HTTPConnection
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments
from waitress.server import create_server

from terminal import serving
from terminal.config import Server


@pytest.fixture(autouse=True)
def undecided(monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.delenv("TMPDIR", raising=False)


def test_temporary_files_lie_in_memory_where_there_is_such_a_folder(tmp_path):
    serving.keep_temporary_files_in_memory(tmp_path)
    with tempfile.NamedTemporaryFile() as file:
        assert file.name.startswith(str(tmp_path))


def test_without_such_a_folder_they_lie_where_they_always_do(tmp_path):
    serving.keep_temporary_files_in_memory(tmp_path / "missing")
    assert tempfile.tempdir is None


def test_somebody_who_says_where_is_obeyed(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    serving.keep_temporary_files_in_memory()
    assert tempfile.tempdir is None


def test_a_body_up_to_sixteen_megabytes_stays_in_memory_and_few_may_send_at_once():
    assert serving.IN_MEMORY == 16 * 2**20 <= serving.LARGEST_BODY
    assert serving.CONNECTIONS * serving.IN_MEMORY <= 2**30


def received(head, *pieces):
    """What the parser made of a request that came in these pieces."""
    parser = serving.Patient(Adjustments(max_request_body_size=1000))
    for piece in (head.encode() + b"\r\n\r\n", *pieces):
        while piece and not parser.completed:
            piece = piece[parser.received(piece) :]
    return parser


def test_a_body_that_is_too_large_is_heard_out_and_none_of_it_kept():
    parser = received("POST /desk/drafts/1/files HTTP/1.1\r\nContent-Length: 5000", b"x" * 3000, b"x" * 2000)
    assert parser.completed and not parser.error
    assert parser.get_body_stream().read() == b""
    assert parser.headers["CONTENT_LENGTH"] == "5000"


def test_it_is_not_answered_before_all_of_it_was_sent():
    assert not received("POST / HTTP/1.1\r\nContent-Length: 5000", b"x" * 3000).completed


def test_a_body_without_a_stated_length_is_cut_off():
    parser = received("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", b"7d0\r\n" + b"x" * 2000)
    assert parser.completed and parser.error.code == 413


def test_a_body_of_the_right_size_is_kept():
    parser = received("POST / HTTP/1.1\r\nContent-Length: 500", b"x" * 500)
    assert parser.completed and parser.get_body_stream().read() == b"x" * 500


def asked_by(server, **headers):
    """Who the application thinks asks, when a request comes from this machine with these headers."""
    heard = {}

    def application(environ, start_response):
        heard.update(environ)
        start_response("200 OK", [])
        return []

    def ask():
        connection = HTTPConnection("127.0.0.1", listening.effective_port, timeout=20)
        connection.request("GET", "/", headers={name.replace("_", "-"): value for name, value in headers.items()})
        connection.getresponse().read()
        connection.close()

    listening = create_server(application, host="127.0.0.1", port=0, **serving.behind(server))
    asking = threading.Thread(target=ask)
    asking.start()
    while asking.is_alive():  # in this thread, so that nothing waits at a socket that is closed under it
        listening.asyncore.loop(timeout=0.05, map=listening._map, count=1)
    listening.close()
    return heard["REMOTE_ADDR"], heard["wsgi.url_scheme"]


def test_behind_a_proxy_it_is_the_proxy_that_says_who_asks():
    server = Server(proxy="127.0.0.1")
    assert asked_by(server, X_Forwarded_For="6.6.6.6, 192.168.1.20", X_Forwarded_Proto="https") == (
        "192.168.1.20",
        "https",
    )


def test_without_a_proxy_nobody_can_say_to_be_somebody_else():
    assert asked_by(Server(), X_Forwarded_For="192.168.1.20", X_Forwarded_Proto="https") == ("127.0.0.1", "http")


def test_another_machine_is_not_the_proxy():
    assert asked_by(Server(proxy="192.0.2.7"), X_Forwarded_For="192.168.1.20") == ("127.0.0.1", "http")


def heard_by(lanes, monkeypatch, *paths):
    """Which lane takes requests for these addresses."""
    heard = []
    for name in ("_pages", "_machines"):
        monkeypatch.setattr(getattr(lanes, name), "add_task", lambda channel, name=name: heard.append(name))
    for path in paths:
        lanes.add_task(SimpleNamespace(requests=[SimpleNamespace(path=path)]))
    return heard


def test_what_machines_send_does_not_stand_before_pages(monkeypatch):
    lanes = serving.Lanes(2)
    try:
        assert heard_by(lanes, monkeypatch, "/county/", "/sync/v1/heads", "/v/540123/") == [
            "_pages",
            "_machines",
            "_pages",
        ]
    finally:
        lanes.shutdown()


def test_everybody_at_the_door_is_let_in_at_one_look():
    listening = serving.make_server(lambda environ, start: [], Server(host="127.0.0.1", port=0, threads=2), crowd=True)
    before = len(listening._map)
    callers = [socket.create_connection(("127.0.0.1", listening.effective_port), timeout=20) for _ in range(20)]
    listening.asyncore.loop(timeout=5, map=listening._map, count=1)
    inside = len(listening._map) - before
    for caller in callers:
        caller.close()
    listening.task_dispatcher.shutdown()
    for one in list(listening._map.values()):
        one.close()
    assert inside == 20
