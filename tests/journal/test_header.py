"""A header is short, complete and written canonically."""

from datetime import UTC, datetime

import msgspec
import pytest

from terminal.journal.header import Header, read_header, write_header

HEADER = Header(
    at="2026-11-22T01:41:00Z",
    body="b" * 64,
    boot=1,
    clk="rtc",
    epoch=1,
    kind="toy.plant",
    kv=1,
    mono=12,
    obj="01" * 13,
    origin="t-k7m2q9xw4d",
    prev="a" * 64,
    seen=0,
    seq=1,
)


def test_a_header_comes_back_as_it_went():
    assert read_header(write_header(HEADER)) == HEADER


def test_its_moment_is_in_utc():
    assert HEADER.moment == datetime(2026, 11, 22, 1, 41, tzinfo=UTC)


def test_a_header_over_one_kibibyte_is_refused():
    room = 1024 - len(write_header(HEADER)) + len(HEADER.kind)
    assert write_header(msgspec.structs.replace(HEADER, kind="k" * room))
    with pytest.raises(ValueError, match="1024"):
        write_header(msgspec.structs.replace(HEADER, kind="k" * (room + 1)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param('"seq":1', '"seq":"1"', id="number as a word"),
        pytest.param('"boot":1,', "", id="field missing"),
        pytest.param('"seq":1', '"seq": 1', id="blank"),
        pytest.param("{", "", id="cut"),
    ],
)
def test_anything_else_is_refused(old, new):
    with pytest.raises(ValueError):
        read_header(write_header(HEADER).replace(old, new, 1))
