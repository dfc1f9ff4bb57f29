"""Long numbers as people write them: rows of digits with blanks and hyphens inside, in whatever script."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from terminal.text import check_digits

_NOTHING = "\u200b"
_RUN = re.compile(rf"\d(?:{_NOTHING}*(?: ?- ?|[ \n]{{1,2}})?{_NOTHING}*[\dXx])*")
_LONG = re.compile(rf"[\dXx \-\n{_NOTHING}]{{11}}")
_GROUP = re.compile(r"[^ \-\n]+")
_GLUED = re.compile(r"(?=(\d{17}[\dXx]))")


class Group(NamedTuple):
    """Digits without anything between them, and where they stand."""

    digits: str
    start: int
    end: int


class Candidate(NamedTuple):
    """Some neighbouring groups of a run read as one number.

    `alone`: they are the whole run; `in_fours`: grouped like the digits on a card, with no such group beside them.
    """

    digits: str
    sizes: tuple[int, ...]
    start: int
    end: int
    alone: bool
    in_fours: bool = False


def plain_char(char: str) -> str:
    """One character for one character: any script's digits as 0-9, any blank as a blank, any dash as a hyphen."""
    if char in "\t\n":
        return char
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "No":  # ① before a number is not part of it
        return char
    if kind == "Cf":
        return _NOTHING
    if kind == "Zs":
        return " "
    if kind == "Pd" or char in "\u2212\u00ad":
        return "-"
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _groups(plain: str, run: re.Match[str]) -> list[Group]:
    parts = _GROUP.finditer(plain, run.start(), run.end())
    return [Group(part[0].replace(_NOTHING, "").upper(), part.start(), part.end()) for part in parts]


def may_hold(plain: str) -> bool:
    """Is there anything so long that it could be one of these numbers? Most texts hold nothing but small figures."""
    return _LONG.search(plain) is not None


def candidates(plain: str) -> list[Candidate]:
    """Every row of whole groups that could be a number we look for, longest first from each place."""
    found: list[Candidate] = []
    for run in _RUN.finditer(plain):
        if run.end() - run.start() >= 11:
            found += _in_run(_groups(plain, run))
    return found


def _in_run(groups: list[Group]) -> Iterator[Candidate]:
    for first, group in enumerate(groups):
        if first and len(group.digits) == 1:
            continue  # figures in a row; a number spelled digit by digit has the run for itself
        longest_first: list[Candidate] = []
        digits = ""
        for last in range(first, len(groups)):
            digits += groups[last].digits
            if len(digits) > 19:
                break
            alone = (first, last) == (0, len(groups) - 1)
            if len(digits) >= 11 and (alone or first == last or _worth_a_look(digits, last - first + 1)):
                sizes = tuple(len(one.digits) for one in groups[first : last + 1])
                fours = _in_fours(sizes) and not _beside_fours(groups, first, last)
                longest_first.insert(0, Candidate(digits, sizes, group.start, groups[last].end, alone, fours))
        yield from longest_first


def _in_fours(sizes: tuple[int, ...]) -> bool:
    return len(sizes) > 1 and all(size == 4 for size in sizes[:-1]) and sizes[-1] <= 4


def _beside_fours(groups: list[Group], first: int, last: int) -> bool:
    beside = groups[max(0, first - 1) : first] + groups[last + 1 : last + 2]
    return any(len(one.digits) == 4 for one in beside)


def _worth_a_look(digits: str, parts: int) -> bool:
    """Cheap, because a long table of small figures has very many rows of groups."""
    size = len(digits)
    if size == 18 and digits[6:8] in ("18", "19", "20"):
        return True
    if size >= 16:
        return digits.startswith("62") or parts <= 6
    if size == 15 and parts in (1, 3):
        return True
    return parts <= 4 and digits[-11] == "1"


def glued_identities(plain: str) -> Iterator[tuple[int, int]]:
    """Identity numbers in a longer row of digits: columns of a PDF run into each other."""
    for run in re.finditer(r"\d{17,}[\dXx]\d*", plain):
        if len(run[0]) > 19:
            found = [
                run.start() + part.start(1) for part in _GLUED.finditer(run[0]) if check_digits.is_identity(part[1])
            ]
            free = [at for place, at in enumerate(found) if not place or at - found[place - 1] >= 18]
            yield from ((start, start + 18) for start in free)
