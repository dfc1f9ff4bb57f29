"""Canonical lines and the chain of hashes between them; pure."""

import hashlib
import json
import unicodedata
from typing import Any

LARGEST = 2**53 - 1


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
    try:
        found = _reader.decode(line)
        if not isinstance(found, dict) or canonical(found) != line:
            raise ValueError("the line is not written canonically")
    except RecursionError:
        raise ValueError("the line is nested too deeply") from None
    return found
