"""Canonical lines and the chain of hashes between them; pure."""

import hashlib
import json
import unicodedata
from itertools import chain
from typing import Any

import msgspec

LARGEST = 2**53 - 1
# What is read the quick way: no number of so many digits as might be too large, nothing nested deeper than this.
DIGITS, DEEP = 16, 64


def _settle(value: Any) -> Any:
    """The value with NFC text; raises ValueError for what a line may not hold."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise ValueError(f"number too large for the log: {value}")
        return value
    if isinstance(value, dict):
        return _no_twins([(_settle_key(key), _settle(inner)) for key, inner in value.items()])
    if isinstance(value, list | tuple):
        return [_settle(inner) for inner in value]
    raise ValueError(f"a log line holds no {type(value).__name__}")


def _settle_key(key: Any) -> str:
    if not isinstance(key, str):
        raise ValueError(f"a key is a {type(key).__name__}, not a word")
    return key if key.isascii() else unicodedata.normalize("NFC", key)


def canonical(value: Any) -> str:
    """One line of JSON: UTF-8 NFC, sorted keys, no spaces, integers only. Raises ValueError."""
    return _writer.encode(_settle(value))


_writer = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(line: str) -> str:
    """SHA-256 of a line's bytes, without line feed, in hex."""
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


_reader = json.JSONDecoder(object_pairs_hook=_no_twins)


def parse(line: str) -> dict[str, Any]:
    """What a canonical line says. Raises ValueError unless writing it again gives the same line."""
    if (quick := _read_quickly(line)) is not None:
        return quick
    try:
        found = _reader.decode(line)
        if not isinstance(found, dict) or canonical(found) != line:
            raise ValueError("the line is not written canonically")
    except RecursionError:
        raise ValueError("the line is nested too deeply") from None
    return found


def _no_fraction(said: str) -> Any:
    raise ValueError(f"a fraction: {said}")


_quick_reader = msgspec.json.Decoder(dict[str, Any], float_hook=_no_fraction)
_quick_writer = msgspec.json.Encoder(order="sorted")
_digits = bytes(ord("0") if chr(byte).isdigit() and byte < 128 else ord(" ") for byte in range(256))


def _read_quickly(line: str) -> dict[str, Any] | None:
    """The same for nearly every line there is, in a fifth of the time; None for one that has to be read with care.

    Every line is read several times on its way into a county. Where this answers, reading with care gives the same:
    written again it is the same bytes (so no key stands twice, no escape could be spared), no number is too large, and
    a line in NFC holds only words in NFC.
    """
    try:
        raw = line.encode()
        found = _quick_reader.decode(raw)
        if _quick_writer.encode(found) != raw:
            return None
    except (ValueError, RecursionError):
        return None
    is_plain = b"0" * DIGITS not in raw.translate(_digits) and unicodedata.is_normalized("NFC", line)
    return found if is_plain and not _is_deep(found, raw) else None


def _is_deep(found: dict[str, Any], raw: bytes) -> bool:
    if raw.count(b"{") + raw.count(b"[") <= DEEP:
        return False
    level: list[Any] = [found]
    for _ in range(DEEP):
        values = chain.from_iterable([one.values() if type(one) is dict else one for one in level])
        level = [inner for inner in values if type(inner) is dict or type(inner) is list]
        if not level:
            return False
    return True


def rewritten(fields: dict[str, Any]) -> str:
    """As `canonical`, for what was read from a canonical line, with words of ASCII put in or taken out."""
    return _writer.encode(fields)
