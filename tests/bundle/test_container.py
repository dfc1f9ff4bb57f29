"""The container: one way to write it, and anything else is refused before it costs anything."""

import io
import struct
import tracemalloc
import zipfile

import pytest

from terminal.bundle import container, limits
from terminal.bundle.container import Stored
from terminal.bundle.faults import BundleRefused

FILES = {"up/a.txt": b"one", "up/data/b.txt": b"", "up/data/c-d_e.gz": bytes(range(256)) * 20}


def zipped(files: dict[str, bytes] = FILES) -> bytes:
    return b"".join(container.pieces([Stored.of(name, data) for name, data in files.items()]))


def reason(data: bytes) -> str:
    with pytest.raises(BundleRefused) as refused:
        container.scan(io.BytesIO(data))
    return refused.value.faults[0].reason


def other_zip(files: dict[str, bytes] = FILES, **how) -> bytes:
    """The same files as an ordinary program packs them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", **how) as packed:
        for name, data in files.items():
            packed.writestr(zipfile.ZipInfo(name), data, compress_type=how.get("compression"))
    return file.getvalue()


def test_what_is_written_is_found_again_member_by_member():
    data = zipped()
    members = container.scan(io.BytesIO(data))
    assert {one.name: container.bytes_of(io.BytesIO(data), one) for one in members} == FILES
    assert len(data) == container.size_of([Stored.of(name, body) for name, body in FILES.items()])


def test_an_ordinary_program_opens_it():
    with zipfile.ZipFile(io.BytesIO(zipped())) as packed:
        assert {one.filename: packed.read(one) for one in packed.infolist()} == FILES
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


END = zipped()[-22:]
HERE = len(zipped()) - 22


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(b"", "not-zip", id="empty"),
        pytest.param(b"PK" * 10, "not-zip", id="shorter than an end record"),
        pytest.param(b"\0" * 4000, "not-zip", id="zeros"),
        pytest.param(other_zip(), "not-canonical", id="stored by another program"),
        pytest.param(other_zip(compression=zipfile.ZIP_DEFLATED), "not-canonical", id="deflated"),
        pytest.param(zipped() + b"\n", "not-zip", id="one byte behind"),
        pytest.param(zipped() + zipped(), "not-canonical", id="twice"),
        pytest.param(b"\n" + zipped(), "not-canonical", id="one byte before"),
        pytest.param(zipped()[:HERE] + END[:-2] + b"\x05\0about", "not-zip", id="a comment"),
        pytest.param(zipped()[:HERE] + END[:-2] + b"\x05\0", "not-canonical", id="a comment announced"),
        pytest.param(
            zipped()[:HERE] + b"PK\6\6" + b"\0" * 52 + b"PK\6\7" + b"\0" * 16 + END, "not-canonical", id="ZIP64"
        ),
        pytest.param(zipped()[:HERE] + END[:4] + b"\1" + END[5:], "not-canonical", id="second disk"),
        pytest.param(
            zipped()[:HERE] + END[:8] + b"\2\0\2\0" + END[12:], "not-canonical", id="a member left out of the count"
        ),
        pytest.param(
            zipped()[:HERE] + END[:8] + b"\4\0\4\0" + END[12:], "not-canonical", id="a member too many in the count"
        ),
        pytest.param(zipped()[:HERE] + END[:8] + b"\xff\xff\xff\xff" + END[12:], "too-many", id="65,535 members"),
        pytest.param(zipped({"up/图.txt": b""}), "not-canonical", id="unicode name"),
        pytest.param(zipped({"up/../x": b""}), "not-canonical", id="a step up"),
        pytest.param(zipped({"/up/x": b""}), "not-canonical", id="from the root"),
        pytest.param(zipped({"up\\x/y": b""}), "not-canonical", id="backslash"),
        pytest.param(zipped({"up/x/": b""}), "not-canonical", id="a folder"),
        pytest.param(zipped({"up": b""}), "not-canonical", id="without a folder"),
        pytest.param(zipped({"up/" + "x" * 200: b""}), "not-canonical", id="long name"),
        pytest.param(zipped().replace(b"one", b"two"), "damaged", id="another byte inside"),
    ],
)
def test_any_other_way_to_write_it_is_refused(data, why):
    assert reason(data) == why


@pytest.mark.parametrize(
    "field", [(26, 0xFFFF), (28, 0xFFFF), (6, 0x0808), (6, 0x0801), (8, 8), (4, 45), (10, 1), (12, 0)]
)
def test_a_local_header_with_another_field_is_refused(field):
    at, value = field
    data = bytearray(zipped())
    data[at : at + 2] = struct.pack("<H", value)
    assert reason(bytes(data)) == "not-canonical"


@pytest.mark.parametrize("size", [0xFFFFFFFF, 4, 100_000])
def test_a_member_that_claims_more_than_there_is_is_refused(size):
    data = bytearray(zipped())
    data[18:26] = struct.pack("<II", size, size)
    assert reason(bytes(data)) in ("not-zip", "damaged")


def test_a_hundred_thousand_members_are_refused_without_looking_at_one():
    data = zipped({f"up/{number}": b"" for number in range(100)}) * 1_000
    assert reason(data[:-22] + END[:8] + struct.pack("<HH", 100_000 % 65536, 100_000 % 65536) + END[12:]) == "too-many"


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.zip"
    with path.open("wb") as file:
        file.truncate(limits.BUNDLE + 1)
    tracemalloc.start()
    with path.open("rb") as file, pytest.raises(BundleRefused) as refused:
        container.scan(file)
    assert tracemalloc.get_traced_memory()[1] < limits.MIB
    tracemalloc.stop()
    assert (refused.value.code, refused.value.faults[0].reason) == ("quota", "too-large")


def test_a_member_that_says_something_else_the_second_time_is_refused():
    data = zipped()
    member = container.scan(io.BytesIO(data))[0]
    with pytest.raises(BundleRefused, match="unreadable"):
        container.bytes_of(io.BytesIO(data.replace(b"one", b"two")), member)


def test_a_member_that_changed_is_not_written():
    with pytest.raises(ValueError, match="changed"):
        list(container.pieces([Stored.of("up/a", b"one", lambda: b"two")]))
