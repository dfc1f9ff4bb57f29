"""A village whose key everybody knows, and the bundle of its first days."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from bench.forging import KEY, Parts
from terminal import clock
from terminal.bundle.faults import BundleRefused, Fault
from terminal.bundle.read import Source, read
from terminal.bundle.write import Order, Signing, bundles
from terminal.config import Settings, Unit
from terminal.journal import blobs
from tests.world import SUNDAY, at, make_disclosure, opened

SHIQIAO = Unit(
    kind="village", name="石桥村", code="54990123MA0SQ8001X", in_service_from=date(2026, 1, 1), township="柳河镇"
)
PICTURE = b"\x89PNG a map of the field"
SIGNING = Signing(KEY, at(SUNDAY))


def begin(data: Path) -> Settings:
    """Settings of a terminal that will write with the known key."""
    (data / "keys").mkdir(parents=True)
    pem = KEY.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    (data / "keys" / "terminal.key").write_bytes(pem)
    return Settings(data=data, unit=SHIQIAO)


@pytest.fixture
def village(data: Path) -> Iterator[Settings]:
    """Shiqiao village with the known key: the unit, two texts, one of them with a picture."""
    with opened(begin(data / "village")) as settings:
        make_disclosure()
        make_disclosure(title="道路清扫", text="请看图。", attachments=(blobs.put(PICTURE, "图.png", "image/png"),))
        yield settings


@pytest.fixture(scope="session")
def small(tmp_path_factory) -> bytes:
    """The bundle of such a village, with its picture: every part of the format is in it."""
    clock.use(lambda: at(SUNDAY))
    with opened(begin(tmp_path_factory.mktemp("small") / "village")):
        make_disclosure(attachments=(blobs.put(PICTURE, "图.png", "image/png"),))
        (one,) = bundles(Order(blobs=True, to="c-qingxi"), SIGNING)
        return b"".join(one.pieces())


@pytest.fixture
def parts(small: bytes) -> Parts:
    """That bundle taken apart."""
    return Parts.of(small)


def faults(source: Source, **asked: str | bytes | None) -> list[Fault]:
    """What reading it complains of; none when it is taken."""
    try:
        read(source, **asked)
    except BundleRefused as refused:
        return list(refused.faults)
    return []


@pytest.fixture
def reasons() -> Callable[..., list[str]]:
    """reasons(source): the complaints, as `code/reason`."""
    return lambda source, **asked: [f"{one.code}/{one.reason}" for one in faults(source, **asked)]
