"""The envelope: names follow from what is inside, parts from the size."""

import msgspec
import pytest

from terminal.bundle import limits
from terminal.bundle.envelope import Blob, name_of, read_envelope, what_it_is, write_envelope
from terminal.bundle.read import read

HASH = "0" * 64


def test_what_is_written_is_read(small):
    one = read(small).envelope
    assert read_envelope(what_it_is(write_envelope(one))) == one


def test_names_say_whose_log_and_which_lines():
    assert name_of("up", "t-k7m2q9xw4d", 1, 914, 961) == "up_t-k7m2q9xw4d_e1_000914-000961"
    assert name_of("up", "t-k7m2q9xw4d", 12, 1, 12_345_678) == "up_t-k7m2q9xw4d_e12_000001-12345678"


def test_names_of_attachments_say_which():
    names = {name_of("blobs", "t-a", 1, 1, 2, blobs) for blobs in ([], [Blob(HASH, 1, "")], [Blob(HASH, 1, "", 1, 2)])}
    assert len(names) == 3


@pytest.mark.parametrize(
    ("size", "part", "parts", "length"),
    [(9, 0, 1, 9), (limits.PART + 1, 0, 2, limits.PART), (limits.PART + 1, 1, 2, 1), (limits.BLOB, 4, 5, limits.PART)],
)
def test_a_part_has_its_length_and_name(size, part, parts, length):
    blob = Blob(HASH, size, "image/png", part, parts)
    assert blob.length == length
    assert blob.member.endswith(HASH + (f".p000{part}" if parts > 1 else ""))


@pytest.mark.parametrize(
    "blobs",
    [
        pytest.param([Blob("x", 1, "")], id="no hash"),
        pytest.param([Blob(HASH, -1, "")], id="less than nothing"),
        pytest.param([Blob(HASH, 1, "", 1, 1)], id="second part of one"),
        pytest.param([Blob(HASH, limits.PART + 1, "", 2, 2)], id="third part of two"),
        pytest.param([Blob(HASH, limits.PART, "", 0, 2)], id="small one in parts"),
        pytest.param([Blob(HASH, limits.PART + 1, "", 0, 3)], id="too many parts"),
        pytest.param([Blob(HASH, limits.PART + 1, "", 0, 2)] * 2, id="a part twice"),
        pytest.param([Blob("f" * 64, 1, ""), Blob(HASH, 1, "")], id="another order"),
        pytest.param([Blob(HASH, limits.PART + 1, "", 0, 2)], id="parts beside a log"),
    ],
)
def test_attachments_that_cannot_be_are_refused(small, blobs):
    fields = msgspec.to_builtins(read(small).envelope) | {"blobs": msgspec.to_builtins(blobs)}
    with pytest.raises(ValueError, match="blobs|parts"):
        read_envelope(fields)
