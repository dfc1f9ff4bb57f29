"""Facts about lines and attachments, without any file."""

import msgspec
import pytest

from terminal.bundle import verify
from terminal.bundle.read import read
from terminal.journal.chain import canonical

HASH = "0" * 64
REF = {"sha256": HASH, "size": 7, "media_type": "image/png", "name": "图.png"}


@pytest.mark.parametrize("body", [REF, {"a": REF}, {"a": [[{"b": REF}]]}, {"a": REF, "b": {"c": REF}}])
def test_attachments_are_found_however_deep(body):
    assert set(verify.named_in(body)) == {(HASH, 7, "image/png")}


@pytest.mark.parametrize("field", [{"sha256": "x"}, {"sha256": None}, {"size": "7"}, {"size": True}, {"media_type": 1}])
def test_what_only_looks_like_an_attachment_is_none(field):
    assert list(verify.named_in({"a": REF | field})) == []


@pytest.mark.parametrize("data", [b"", b"x", b"x\ny", b"\xff\n"])
def test_lines_end_and_are_text(data):
    with pytest.raises(ValueError, match="."):
        verify.lines_of(data)


def test_every_problem_of_every_line_is_a_fact(small):
    one = read(small)
    envelope = msgspec.structs.replace(one.envelope, origin="t-aaaaaaaaaa", head_hash=HASH, schema={})
    faults = verify.content(one.log, ["", canonical({})], envelope)[1]
    assert [fault.reason for fault in faults] == ["place", "place", "body", "chain", "schema"]
    assert all(fault.problem.says and fault.code == "bad-format" for fault in faults)


def test_a_wrong_number_of_lines_is_one_fact_each(small):
    one = read(small)
    faults = verify.content(one.log[:1], [], one.envelope)[1]
    assert [fault.reason for fault in faults] == ["count", "count"]


def test_what_is_right_says_what_is_inside(small):
    one = read(small)
    said, faults = verify.content(one.log, one.bodies, one.envelope)
    assert (faults, said.erased, list(said.named)) == ([], (), [one.envelope.blobs[0].sha256])
