"""A county behind encryption on loopback, as a web server in front of it has it: port 443 and 80 are any two addresses."""

import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


def certificate(folder: Path, host: str, begins: datetime, ends: datetime) -> Path:
    """A certificate for `host` that vouches for itself in these days, and its key `key.pem` beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "county")])
    host_name = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(host_name, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    return folder / "cert.pem"


@contextmanager
def front(host: str, port: int, behind: int, paper: Path | None = None) -> Iterator[int]:
    """Hand on what comes to host:port to the port behind, unwrapped when there is a certificate; the port it is."""
    context = None
    if paper:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(paper, paper.with_name("key.pem"))
    listening = socket.create_server((host, port))
    threading.Thread(target=_listen, args=(listening, behind, context), daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _listen(listening: socket.socket, behind: int, context: ssl.SSLContext | None) -> None:
    while True:
        try:
            near, _ = listening.accept()
        except OSError:
            return
        threading.Thread(target=_carry, args=(near, behind, context), daemon=True).start()


def _carry(near: socket.socket, behind: int, context: ssl.SSLContext | None) -> None:
    with (
        suppress(OSError),
        near,
        context.wrap_socket(near, server_side=True) if context else near as one,
        _far(behind) as far,
    ):
        back = threading.Thread(target=_pump, args=(far, one), daemon=True)
        back.start()
        _pump(one, far)
        back.join()


def _far(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port))


def _pump(from_: socket.socket, to: socket.socket) -> None:
    try:
        while data := from_.recv(65536):
            to.sendall(data)
    except OSError:
        pass
    finally:
        for one in (from_, to):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue
