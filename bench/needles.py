"""Looking for words in whatever shape they may lie in files: as text in several codes, as base64, as hex."""

import base64
import json
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

CODES = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
# Sixteen digits, alone or in fours, also as addresses and forms write a blank, and with the zeros of UTF-16 between them.
CODE = re.compile(rb"(?:[0-9]\0?){4}(?:(?:[ +-]\0?|%\0?2\0?0\0?)?(?:[0-9]\0?){4}){3}")


class Needles(msgspec.Struct, frozen=True):
    """What must not be found: byte strings, each with the name it is reported under; receipt codes of sixteen digits."""

    shapes: dict[bytes, str]
    codes: frozenset[bytes] = frozenset()


def in_base64(data: bytes) -> Iterator[bytes]:
    """What stays the same of these bytes in base64, wherever among other bytes they begin."""
    for before in range(3):
        text = base64.b64encode(bytes(before) + data + bytes(3))
        yield text[-(-before * 8 // 6) : (before + len(data)) * 8 // 6]


def of_bytes(data: bytes) -> Iterator[bytes]:
    """These bytes as they are, in base64 and as hex."""
    yield data
    yield from in_base64(data)
    yield data.hex().encode()
    yield data.hex().upper().encode()


def of_words(words: str) -> Iterator[bytes]:
    """The words in every code, and as addresses and JSON write them."""
    for code in CODES:
        yield from of_bytes(words.encode(code))
    yield quote(words).encode()
    yield json.dumps(words)[1:-1].encode()


def hits(path: Path, needles: Needles) -> Iterator[str]:
    """What of it lies in this file, each once: “file: name”."""
    data = path.read_bytes()
    yield from dict.fromkeys(f"{path}: {name}" for shape, name in needles.shapes.items() if shape in data)
    for found in CODE.finditer(data):
        if re.sub(rb"%\0?2\0?0|[^0-9]", b"", found[0]) in needles.codes:
            yield f"{path}: receipt code"


def files(folder: Path) -> Iterator[Path]:
    """Every file below; folders that go away meanwhile are passed over."""
    for above, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(above, name)
            if path.is_file() and not path.is_symlink():
                yield path


def open_files(pid: int) -> Iterator[Path]:
    """The ordinary files this process and its children hold open, those without a name among them."""
    for one in Path(f"/proc/{pid}/fd").iterdir():
        try:
            if stat.S_ISREG(one.stat().st_mode):
                yield one
        except OSError:  # closed meanwhile
            continue
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            yield from open_files(int(child))


def newer(folders: Iterable[Path], since: float, but: Path) -> Iterator[Path]:
    """Files below these folders that were written since then, those below `but` left out."""
    for folder in folders:
        for path in files(folder):
            try:
                if path.stat().st_mtime >= since and not path.is_relative_to(but) and os.access(path, os.R_OK):
                    yield path
            except OSError:  # gone meanwhile
                continue
