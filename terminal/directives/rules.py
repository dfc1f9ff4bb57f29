"""What may be said downwards, and how what was ordered stands; pure."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from terminal.errors import Problem

Sort = Literal["notice", "handbook"]
Ordered = Literal["correct", "takedown", "restore", "case"]
Word = Literal["seen", "done", "cannot"]
Lamp = Literal["none", "amber", "red"]

EVERYBODY: Final = "*"
TERMINAL = re.compile(r"[a-z]-[a-z0-9]{10}", re.ASCII)
OBJ = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
LONGEST_NAME, LONGEST_TITLE, LONGEST_LINE = 40, 80, 200
LONGEST_TEXT, LONGEST_WORDS = 60_000, 2_000
MOST_FILES = 12
SOON: Final = 2  # days before the last one from which an order presses


def why_not_to(to: str, *, one: bool = False) -> Iterator[Problem]:
    """Whom something is for: everybody, a township, a terminal; with `one` a terminal only."""
    if one and not TERMINAL.fullmatch(to):
        yield Problem("要写明是给哪一个村的，一份只能给一个村。", "发给")
    elif not to.strip() or not to.isprintable() or len(to) > LONGEST_NAME:
        yield Problem("要写明发给谁：全县、一个乡镇，或者一个村。", "发给")


def why_not_line(said: str, where: str, longest: int) -> Iterator[Problem]:
    """One line of words that has to be there."""
    if not said.strip():
        yield Problem(f"{where}没有写，请写上。", where)
    elif len(said) > longest or not said.isprintable():
        yield Problem(f"{where}最多 {longest} 个字，写成一行。", where)


def why_not_words(said: str, where: str, longest: int = LONGEST_WORDS) -> Iterator[Problem]:
    """Words in any number of lines that have to be there."""
    if not said.strip():
        yield Problem(f"{where}没有写，请写上。", where)
    elif len(said) > longest:
        yield Problem(f"{where}最多 {longest} 个字，现在有 {len(said)} 个。", where)


def why_not_target(target: str) -> Iterator[Problem]:
    if not OBJ.fullmatch(target):
        yield Problem("没有写明是哪一条公开信息。", "哪一条")


def why_not_edition(edition: int, changed: str) -> Iterator[Problem]:
    if edition < 1:
        yield Problem("版次从 1 数起。", "版次")
    elif edition > 1 and not changed.strip():
        yield Problem("改了什么没有写，请写上。", "改了什么")


def why_not_answer(word: str, words: str) -> Iterator[Problem]:
    """Done and cannot are never said without saying how, or why."""
    if word == "done" and not words.strip():
        yield Problem("办了什么没有写，请写几句。", "怎么办的")
    elif word == "cannot" and not words.strip():
        yield Problem("为什么办不了没有写。办不了可以说，不能不说。", "怎么办的")
    elif len(words) > LONGEST_WORDS:
        yield Problem(f"最多 {LONGEST_WORDS} 个字，现在有 {len(words)} 个。", "怎么办的")


def is_open(sort: str, word: str) -> bool:
    """Has the unit still to say something? A correction wants to be done, everything else to be seen."""
    return word not in ("done", "cannot") if sort == "correct" else not word


def lamp(sort: str, word: str, due_on: date | None, today: date) -> Lamp:
    """How an order stands: red when its day has passed (calendar days), yellow when that is near or it was not seen."""
    if not is_open(sort, word):
        return "none"
    if due_on and today > due_on:
        return "red"
    if due_on and (due_on - today).days > SOON and word:
        return "none"
    return "amber"
