"""First letters of pinyin, for people who find “低保” by pressing D B."""

import itertools
import re
from functools import cache

MOST_READINGS = 8
LETTERS = re.compile(r"[a-z]+")
# How these characters are read as surnames; the dictionary knows only their other reading.
SURNAMES = {"单": "s", "仇": "q", "区": "o", "解": "x", "查": "z", "曾": "z", "盖": "g", "乐": "y"}


@cache
def _letters(char: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    letters = dict.fromkeys(letter[0] for letter in found[0] if LETTERS.match(letter)) if found else {}
    return tuple(letters | ({SURNAMES[char]: None} if char in SURNAMES else {}))


def initials(text: str) -> tuple[str, ...]:
    """First letters of a searchable text, one string for each way to read it, at most eight: 低保 → ("db",).

    The usual reading first, then those with one character read otherwise.

    Characters without pinyin stand for themselves, so that positions agree with the text.
    """
    ways = [_letters(char) or (char,) for char in text]
    usual = "".join(way[0] for way in ways)
    others = (usual[:place] + other + usual[place + 1 :] for place, way in enumerate(ways) for other in way[1:])
    return tuple(itertools.islice(dict.fromkeys((usual, *others)), MOST_READINGS))


def is_letters(asked: str) -> bool:
    """True when somebody pressed first letters rather than wrote a word."""
    return bool(LETTERS.fullmatch(asked))
