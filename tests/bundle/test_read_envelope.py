"""Lies in the envelope, signed by the right key: each is named; what only a later version knows is left aside."""

import pytest

from bench.forging import Parts
from terminal.bundle import bag, limits
from terminal.bundle.envelope import read_envelope
from terminal.bundle.read import read


def field(**changes):
    """A lie in the envelope."""

    def lie(parts: Parts) -> bytes:
        parts.envelope |= changes
        return parts.honest()

    return lie


def without(name: str):
    def lie(parts: Parts) -> bytes:
        parts.envelope = {key: value for key, value in parts.envelope.items() if key != name}
        return parts.honest()

    return lie


def raw(name: str, **changes):
    def lie(parts: Parts) -> bytes:
        parts.envelope |= {name: parts.envelope[name] | changes}
        return parts.honest()

    return lie


ENVELOPE_LIES = [
    pytest.param(field(format="sync-bundle/2"), "unsupported/format", id="next major"),
    pytest.param(field(format="sync-bundle/x"), "bad-format/envelope", id="no number"),
    pytest.param(field(format=1), "bad-format/envelope", id="format is a number"),
    pytest.param(field(suite="sm2-sm3-sm4"), "unsupported/suite", id="another suite"),
    pytest.param(field(kind="enrol-request"), "unsupported/kind", id="another kind"),
    pytest.param(field(kind=["up"]), "unsupported/kind", id="kind is a list"),
    pytest.param(field(bundle="up_x_e1_000001-000002"), "bad-format/name", id="another name"),
    pytest.param(field(origin="t-aaaaaaaaaa", log="up:t-aaaaaaaaaa"), "bad-format/name", id="another origin"),
    pytest.param(field(origin="../etc"), "bad-format/envelope", id="origin is a path"),
    pytest.param(field(log="up:t-aaaaaaaaaa"), "bad-format/envelope", id="another log"),
    pytest.param(field(key_id="SHA256:" + "A" * 43), "bad-sig/key-id", id="another key named"),
    pytest.param(field(to=""), "bad-format/envelope", id="to nobody"),
    pytest.param(field(epoch=0), "bad-format/envelope", id="epoch 0"),
    pytest.param(field(epoch=2), "bad-format/name", id="epoch 2"),
    pytest.param(field(from_seq=0), "bad-format/envelope", id="from 0"),
    pytest.param(field(from_seq=3), "bad-format/envelope", id="from behind the head"),
    pytest.param(field(from_seq=2**53 - 1, head_seq=2**53 - 1), "bad-format/name", id="far in the future"),
    pytest.param(field(head_seq=6000), "bad-format/name", id="too many lines"),
    pytest.param(field(from_prev="0" * 64), "bad-format/chain", id="another line before"),
    pytest.param(field(from_prev="0" * 63), "bad-format/envelope", id="no hash"),
    pytest.param(field(head_hash="0" * 64), "bad-format/chain", id="another head"),
    pytest.param(field(blobs=[]), "bad-format/blobs", id="attachment not listed"),
    pytest.param(field(blobs={}), "bad-format/envelope", id="attachments are no list"),
    pytest.param(field(blobs_pending=["0" * 64]), "bad-format/blobs", id="pending that nobody names"),
    pytest.param(field(blobs_pending=["0" * 64] * 2), "bad-format/envelope", id="pending twice"),
    pytest.param(field(schema={}), "bad-format/schema", id="no kinds"),
    pytest.param(field(schema={"disclosure.publish": 2, "village.describe": 1}), "bad-format/schema", id="newer kind"),
    pytest.param(field(clock=None), "bad-format/envelope", id="no clock"),
    pytest.param(field(root_version=-1), "bad-format/envelope", id="root below 0"),
    pytest.param(field(root_version=True), "bad-format/envelope", id="root is a truth"),
    pytest.param(raw("log_raw", size=1), "bad-format/packed", id="log is longer"),
    pytest.param(raw("log_raw", size=0), "bad-format/envelope", id="log of no size"),
    pytest.param(raw("log_raw", size=-5), "bad-format/envelope", id="log of less than nothing"),
    pytest.param(raw("bodies_raw", size=limits.RAW + 1), "quota/too-large", id="bodies too large"),
    pytest.param(raw("bodies_raw", size=limits.RAW), "quota/ratio", id="bodies packed too well"),
    pytest.param(raw("bodies_raw", sha256="0" * 64), "bad-format/raw", id="another hash of the bodies"),
    *(
        pytest.param(without(name), f"{code}", id=f"without {name}")
        for name, code in {
            "format": "bad-format/envelope",
            "suite": "unsupported/suite",
            "kind": "unsupported/kind",
            **dict.fromkeys(
                [
                    "bundle",
                    "log",
                    "origin",
                    "epoch",
                    "key_id",
                    "to",
                    "from_seq",
                    "from_prev",
                    "head_seq",
                    "head_hash",
                    "log_raw",
                    "bodies_raw",
                    "blobs",
                    "blobs_pending",
                    "schema",
                    "app",
                    "seen_down",
                    "last_receipt",
                    "clock",
                    "root_version",
                ],
                "bad-format/envelope",
            ),
        }.items()
    ),
]


@pytest.mark.parametrize(("lie", "found"), ENVELOPE_LIES)
def test_a_signed_lie_in_the_envelope_is_named(parts, reasons, lie, found):
    assert reasons(lie(parts))[0] == found


def envelope_as(data: bytes):
    def lie(parts: Parts) -> bytes:
        parts.files[bag.ENVELOPE] = data
        return parts.honest()

    return lie


@pytest.mark.parametrize(
    "lie",
    [
        pytest.param(envelope_as(b""), id="empty"),
        pytest.param(envelope_as(b"\n"), id="a line feed"),
        pytest.param(envelope_as(b"[]\n"), id="a list"),
        pytest.param(envelope_as(b'{"a":1.5}\n'), id="a fraction"),
        pytest.param(envelope_as(b'{"a":NaN}\n'), id="no number"),
        pytest.param(envelope_as(b'{"a":1,"a":1}\n'), id="a key twice"),
        pytest.param(envelope_as(b'{"a": 1}\n'), id="a blank"),
        pytest.param(envelope_as(b'{"a":' + b"9" * 5000 + b"}\n"), id="a long number"),
        pytest.param(envelope_as(b'{"a":' + b"[" * 100_000 + b"}\n"), id="deep"),
        pytest.param(envelope_as(b'{"a":"\\ud800"}\n'), id="half a character"),
        pytest.param(envelope_as(b"\xff\xfe\n"), id="no text"),
    ],
)
def test_an_envelope_that_is_no_canonical_line_is_refused(parts, reasons, lie):
    assert reasons(lie(parts)) == ["bad-format/envelope"]


def test_fields_nobody_knows_and_a_later_minor_format_are_left_aside(parts):
    parts.envelope |= {"format": "sync-bundle/1.7", "colour": {"of": ["the", "sky"]}}
    assert read(parts.honest()).envelope == read_envelope(parts.envelope)
