"""Words made comparable: simplified, unspaced, cut into overlapping pairs for exact search."""

import unicodedata
from array import array
from functools import cache
from typing import Any

LONGEST_QUERY = 40


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def tidy(text: str) -> str:
    """NFC, Unix line ends, no control characters or halves of characters, no blanks at line ends."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    kept = (
        "".join(char for char in line if char == "\t" or unicodedata.category(char) not in ("Cc", "Cs"))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in kept).strip("\n")


def simplified(text: str) -> str:
    """Traditional characters as simplified ones: 政務 → 政务."""
    return str(_converter().convert(text))


class _Plain(dict[str, str]):
    """What search compares of each character there was; a dictionary, because every text of every village passes here."""

    def __missing__(self, char: str) -> str:
        self[char] = found = "".join(one for one in simplified(char).casefold() if one.isalnum())
        return found


_plain = _Plain()


class _Joins(Exception):
    """A character that may become one with the one before it, so that they have to be looked at together."""


class _Alone(dict[str, str]):
    """The same of characters that are compared in the same way whatever stands beside them: nearly all there are."""

    def __missing__(self, char: str) -> str:
        first = unicodedata.normalize("NFKD", char)[:1]
        if unicodedata.combining(first) or unicodedata.category(first) in ("Mn", "Mc") or first in JAMO:
            raise _Joins
        self[char] = found = "".join(map(_plain.__getitem__, unicodedata.normalize("NFKC", char)))
        return found


JAMO = frozenset(map(chr, range(0x1160, 0x1200)))  # vowels and endings of Korean syllables
_alone = _Alone()


def searchable(text: str) -> str:
    """What search compares: NFKC, simplified, lower case, letters and digits only.

    Character by character, so that a piece of a text is always a piece of what is compared: 乾 finds 乾隆.
    """
    try:
        return "".join(map(_alone.__getitem__, text))
    except _Joins:
        return "".join(map(_plain.__getitem__, unicodedata.normalize("NFKC", text)))


def pairs(text: str) -> str:
    """Overlapping pairs of characters, the last one single, with blanks between: 征地款 → “征地 地款 款”."""
    chars = array("I", text.encode("utf-32-le"))  # as numbers, in a tenth of the time a long text takes
    cut = array("I", b" \0\0\0") * (3 * len(chars))
    cut[0::3], cut[1::3] = chars, chars[1:] + chars[:1]
    return cut.tobytes().decode("utf-32-le")[:-2]


def phrase(asked: str) -> str:
    """FTS5 query that finds exactly the texts holding `asked` (already searchable); every length from 1 works."""
    if len(asked) == 1:
        return f'"{asked}" *'
    return '"' + " ".join(asked[place : place + 2] for place in range(len(asked) - 1)) + '"'


def queries(asked: str) -> list[str]:
    """The words of a query, each searchable, none empty, at most 40 characters in all."""
    words = (searchable(word) for word in asked[:LONGEST_QUERY].split())
    return [word for word in words if word]
