"""Encryption when the clock is wrong: a certificate is looked at by the county's signed time, and by nothing else."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from terminal.errors import TerminalError
from terminal.sync.wire import Portal, Unreached, Untimely, Wire
from tests.sync.tls import certificate

BEGINS, ENDS = datetime(2001, 1, 1, tzinfo=UTC), datetime(2002, 1, 1, tzinfo=UTC)
HELLO = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"


@pytest.fixture(scope="module")
def authority(tmp_path_factory) -> Path:
    """A certificate of the year 2001 that vouches for itself, and its key."""
    return certificate(tmp_path_factory.mktemp("tls"), "127.0.0.1", BEGINS, ENDS)


@pytest.fixture
def address(authority) -> Iterator[str]:
    """A server with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, authority.with_name("key.pem"))
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                near, _ = listening.accept()
                with context.wrap_socket(near, server_side=True) as encrypted:
                    encrypted.recv(65536)
                    encrypted.sendall(HELLO)
            except ssl.SSLError:
                continue
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    yield f"https://127.0.0.1:{listening.getsockname()[1]}"
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def ask(wire: Wire) -> int:
    try:
        return wire.ask("GET", "/").status
    finally:
        wire.close()


def test_by_the_clock_here_the_certificate_is_over(address, authority):
    with pytest.raises(Untimely, match="时间对不上"):
        ask(Wire(address, authority=str(authority)))


def test_by_signed_time_it_is_good(address, authority):
    assert ask(Wire(address, authority=str(authority), at=datetime(2001, 6, 1, tzinfo=UTC))) == 200


def test_by_signed_time_it_can_be_over_too(address, authority):
    with pytest.raises(Unreached, match="2010-06-01 不作数"):
        ask(Wire(address, authority=str(authority), at=datetime(2010, 6, 1, tzinfo=UTC)))


def test_who_is_vouched_for_by_nobody_is_somebody_else(address):
    with pytest.raises(Portal, match="证书不是县平台的"):
        ask(Wire(address, at=datetime(2001, 6, 1, tzinfo=UTC)))


@pytest.mark.parametrize("address", ["", "x", "http://", "https://a@b", "http://x:99999", "http://x/?q=1"])
def test_what_is_no_address_is_said(address):
    with pytest.raises(TerminalError, match="不是地址"):
        Wire(address)


def test_signed_time_is_asked_for_without_encryption_at_the_same_place():
    assert Wire("https://open.example.gov.cn:8443/county").plain == "http://open.example.gov.cn/county"
