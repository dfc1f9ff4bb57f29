"""Reading: what is right is taken, every lie is named by its reason, though it is signed by the right key."""

import hashlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.forging import KEY, ORIGIN, Parts
from terminal.bundle import bag, limits, packing, sshsig
from terminal.bundle.envelope import SUITE
from terminal.bundle.read import piece, read
from terminal.journal.chain import canonical
from terminal.journal.keys import public_bytes
from tests.bundle.conftest import PICTURE

OTHER = Ed25519PrivateKey.from_private_bytes(b"another key of 32 bytes, unknown")
LOG, BODIES = f"{bag.LOG}.gz", f"{bag.BODIES}.gz"  # those of the small bundle
BLOB = f"data/blobs/sha256/{hashlib.sha256(PICTURE).hexdigest()}"


def test_what_is_right_is_taken(small):
    one = read(small)
    assert (one.key, one.envelope.origin, one.envelope.lines) == (public_bytes(KEY), ORIGIN, len(one.log))
    assert [header.seq for header in one.headers] == [1, 2]
    assert [piece(small, blob) for blob in one.pieces] == [PICTURE]


def test_taking_apart_and_putting_together_honestly_gives_the_same_bytes(small, parts):
    assert parts.rechain().rename().honest() == small


def test_a_file_and_its_bytes_are_the_same(small, tmp_path):
    path = tmp_path / "renamed by somebody (1).zip"
    path.write_bytes(small)
    assert read(path) == read(small)
    assert piece(path, read(path).pieces[0]) == PICTURE


def test_a_file_that_cannot_be_read_is_refused(tmp_path, reasons, small):
    assert reasons(tmp_path) == ["bad-format/unreadable"]
    with pytest.raises(Exception, match="unreadable"):
        piece(tmp_path / "gone.zip", read(small).pieces[0])


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        pytest.param({}, [], id="who only looks"),
        pytest.param({"to": "c-qingxi"}, [], id="who is meant"),
        pytest.param({"to": "c-other"}, ["wrong-to/to"], id="another county"),
        pytest.param({"to": "*"}, ["wrong-to/to"], id="anybody"),
        pytest.param({"key": public_bytes(KEY)}, [], id="the known key"),
        pytest.param({"key": public_bytes(OTHER)}, ["bad-sig/unknown-key"], id="another key is known"),
    ],
)
def test_receiver_and_key_are_looked_at(small, reasons, asked, found):
    assert reasons(small, **asked) == found


def test_to_anybody_is_for_everybody(parts, reasons):
    parts.envelope |= {"to": "*"}
    assert reasons(parts.honest(), to="c-qingxi") == []


def line(number: int, **changes):
    """A lie in a header, chained and signed again."""

    def lie(parts: Parts) -> bytes:
        lines = parts.lines(bag.LOG)
        lines[number] = canonical(json.loads(lines[number]) | changes).encode()
        parts.put_lines(bag.LOG, lines)
        return parts.rechain().honest()

    return lie


def lines_as(name: str, change):
    def lie(parts: Parts) -> bytes:
        parts.put_lines(name, change(parts.lines(name)))
        return parts.honest()

    return lie


def body(change):
    """Another body, with a header that fits it."""

    def lie(parts: Parts) -> bytes:
        parts.put_lines(bag.BODIES, [change(one) for one in parts.lines(bag.BODIES)])
        return parts.rechain().honest()

    return lie


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        pytest.param(line(0, seq=2), "bad-format/place", id="another number"),
        pytest.param(line(0, epoch=2), "bad-format/place", id="another epoch"),
        pytest.param(line(1, origin="t-aaaaaaaaaa"), "bad-format/place", id="another log"),
        pytest.param(line(1, v=2), "bad-format/header", id="another header version"),
        pytest.param(line(1, at="yesterday"), "bad-format/header", id="no moment"),
        pytest.param(line(1, boot="1"), "bad-format/header", id="text for a number"),
        pytest.param(line(1, kind="x" * 1024), "quota/too-large", id="header too long"),
        pytest.param(lines_as(bag.LOG, lambda lines: lines[::-1]), "bad-format/place", id="headers in another order"),
        pytest.param(lines_as(bag.LOG, lambda lines: lines[:1]), "bad-format/count", id="header left out"),
        pytest.param(lines_as(bag.LOG, lambda lines: [*lines, lines[1]]), "bad-format/count", id="header twice"),
        pytest.param(lines_as(bag.LOG, lambda lines: [lines[0], b"{}"]), "bad-format/header", id="empty header"),
        pytest.param(lines_as(bag.LOG, lambda lines: [lines[0], b""]), "bad-format/header", id="no header"),
        pytest.param(
            lines_as(bag.LOG, lambda lines: [lines[0], lines[1] + b" "]), "bad-format/header", id="blank behind"
        ),
        pytest.param(lines_as(bag.BODIES, lambda lines: lines[::-1]), "bad-format/chain", id="bodies in another order"),
        pytest.param(lines_as(bag.BODIES, lambda lines: lines[:1]), "bad-format/count", id="body left out"),
        pytest.param(lines_as(bag.BODIES, lambda lines: [lines[0], b"{}"]), "bad-format/chain", id="another body"),
        pytest.param(body(lambda one: b"[]"), "bad-format/body", id="body is a list"),
        pytest.param(body(lambda one: b'{"a":' + b"[" * 9000 + b"]" * 9000 + b"}"), "bad-format/body", id="deep body"),
        pytest.param(body(lambda one: b'{"a":"' + b"a" * limits.BODY + b'"}'), "quota/too-large", id="long body"),
        pytest.param(body(lambda one: b'{"a":"e\xcc\x81"}'), "bad-format/body", id="not in form NFC"),
        pytest.param(body(lambda one: b"{}"), "bad-format/blobs", id="attachment that nobody names"),
    ],
)
def test_a_signed_lie_in_the_lines_is_named(parts, reasons, lie, found):
    assert found in reasons(lie(parts))


def test_lines_that_are_no_text_are_refused(parts, reasons):
    parts.put_lines(bag.BODIES, [b"\xff", b"\xff"])
    assert reasons(parts.honest()) == ["bad-format/packed"]


def test_kinds_and_fields_nobody_knows_are_kept_as_they_are(parts):
    lines = parts.lines(bag.LOG)
    lines[1] = canonical(json.loads(lines[1]) | {"kind": "future.thing", "kv": 7, "seal": "x"}).encode()
    parts.put_lines(bag.LOG, lines)
    parts.envelope |= {"schema": {"village.describe": 1, "future.thing": 7}}
    one = read(parts.rechain().honest())
    assert (one.headers[1].kind, '"seal":"x"' in one.log[1]) == ("future.thing", True)


def erase(parts: Parts) -> None:
    """The second body becomes an empty line; its hash stays in its header."""
    (first, header), (kept, gone) = parts.lines(bag.LOG), parts.lines(bag.BODIES)
    whole = canonical(json.loads(header) | {"body": hashlib.sha256(gone).hexdigest()}).encode()
    parts.put_lines(bag.LOG, [first, whole])
    parts.put_lines(bag.BODIES, [kept, b""])


def with_line(**fields):
    """A packed header that says more than it should; not chained again."""
    return lines_as(bag.LOG, lambda lines: [lines[0], canonical(json.loads(lines[1]) | fields).encode()])


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(with_line(body="0" * 64), id="a hash beside a body"),
        pytest.param(with_line(prev="0" * 64), id="the hash of the line before"),
        pytest.param(lines_as(bag.BODIES, lambda lines: [lines[0], b""]), id="no hash of an erased body"),
    ],
)
def test_a_packed_header_says_what_is_needed_and_no_more(parts, reasons, lie):
    assert reasons(lie(parts)) == ["bad-format/header"]


def test_erased_bodies_are_reported_and_not_refused(parts):
    erase(parts)
    parts.envelope |= {"blobs": []}
    del parts.files[BLOB]
    assert read(parts.honest()).erased == (2,)


def files(change):
    def lie(parts: Parts) -> bytes:
        change(parts.files)
        return parts.honest()

    return lie


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        pytest.param(files(lambda inner: inner.pop(LOG)), "bad-format/layout", id="no log"),
        pytest.param(files(lambda inner: inner.pop(BODIES)), "bad-format/layout", id="no bodies"),
        pytest.param(files(lambda inner: inner.pop(BLOB)), "bad-format/blobs", id="no attachment"),
        pytest.param(files(lambda inner: inner.update({BLOB: b"other"})), "bad-format/blobs", id="another attachment"),
        pytest.param(files(lambda inner: inner.update({BLOB + ".p0000": b""})), "bad-format/blobs", id="a part"),
        pytest.param(files(lambda inner: inner.update({"data/x/y": b""})), "bad-format/layout", id="a folder"),
        pytest.param(files(lambda inner: inner.update({"data/X": b""})), "bad-format/layout", id="a capital"),
        pytest.param(files(lambda inner: inner.update({"fetch.txt": b""})), "bad-format/layout", id="fetch.txt"),
        pytest.param(
            files(lambda inner: inner.update({"data/x": bytes(70_000)})), "quota/too-large", id="a large extra"
        ),
        pytest.param(
            files(lambda inner: inner.update({f"data/x{n}": b"" for n in range(9)})), "quota/too-many", id="many"
        ),
        pytest.param(files(lambda inner: inner.update({bag.BAGIT_TXT: b"BagIt"})), "bad-format/bagit", id="bagit.txt"),
        pytest.param(files(lambda inner: inner.update({bag.BAG_INFO: b""})), "bad-format/bagit", id="no Payload-Oxum"),
        pytest.param(files(lambda inner: inner.update({bag.BAG_INFO: b"\xff\n"})), "bad-format/bagit", id="no text"),
        pytest.param(files(lambda inner: inner.update({bag.BAG_INFO: bytes(9000)})), "quota/too-large", id="long info"),
        pytest.param(files(lambda inner: inner.update({LOG: packing.BEGIN})), "bad-format/packed", id="log cut off"),
    ],
)
def test_a_signed_lie_in_the_bag_is_named(parts, reasons, lie, found):
    assert reasons(lie(parts))[0] == found


def test_a_payload_file_of_a_later_version_is_left_aside(parts):
    parts.files["data/note.txt"] = b"later"
    assert read(parts.honest()).extras == ("data/note.txt",)


def test_members_in_another_order_are_refused(parts, reasons):
    order = sorted(parts.files)
    assert reasons(parts.zipped(order)) == ["bad-format/layout"]
    assert reasons(parts.zipped([*list(parts.files), LOG]))[0] == "bad-format/layout"


def test_manifests_must_be_those_of_the_files(parts, reasons):
    parts.files["data/extra"] = b"x"
    assert reasons(parts.zipped()) == ["bad-format/manifest", "bad-format/bagit"]
    assert reasons(parts.reinfo().zipped()) == ["bad-format/manifest"] * 2
    parts.remanifest().files[bag.MANIFEST] += b"\n"
    assert reasons(parts.sign().zipped()) == ["bad-format/manifest"] * 2


def test_nothing_is_believed_before_the_signature(parts, reasons):
    parts.envelope |= {"format": "sync-bundle/9"}
    parts.remanifest()
    assert reasons(parts.zipped()) == ["bad-sig/signature"]


def test_another_key_cannot_speak_for_this_log(parts, reasons):
    assert reasons(parts.honest(OTHER)) == ["bad-sig/key-id", "bad-sig/unknown-key"]
    assert reasons(parts.as_signer(OTHER).honest(OTHER)) == ["bad-sig/unknown-key"]


def test_a_log_on_its_way_back_needs_a_key_that_is_known(parts, reasons):
    parts.envelope |= {"kind": "restore"}
    back = parts.rename().as_signer(OTHER).honest(OTHER)
    assert reasons(back) == ["bad-sig/unknown-key"]
    assert read(back, key=public_bytes(OTHER)).envelope.kind == "restore"
    parts.envelope |= {"kind": "restore"}
    assert reasons(parts.as_signer(KEY).honest()) == ["bad-sig/unknown-key"]


def test_a_signature_for_another_purpose_is_none(parts, reasons):
    parts.remanifest().files[bag.SIGNATURE] = sshsig.sign(parts.files[bag.TAGMANIFEST], KEY, "sync-receipt@v1")
    assert reasons(parts.zipped()) == ["bad-sig/sig-form"]


def test_every_problem_of_a_step_is_reported_for_a_person(parts, reasons):
    parts.envelope |= {"suite": "none", "kind": "none"}
    assert reasons(parts.honest()) == ["unsupported/suite", "unsupported/kind"]
    with pytest.raises(Exception, match="请升级程序") as refused:
        read(parts.honest())
    assert (refused.value.code, len(refused.value.problems)) == ("unsupported", 2)
    assert SUITE not in str(refused.value)
