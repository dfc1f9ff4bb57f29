"""How households are found: their group as a number where it is one, their surname, and what each was paid; pure.

Nothing here knows who anybody is: two households whose masked names are the same cannot be told apart, and are not.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

import msgspec

from terminal.tables.privacy import TOGETHER
from terminal.text.names import LONG_SURNAMES
from terminal.text.pinyin import initials

_DIGITS = "零一二三四五六七八九"
_GROUP = re.compile(r"第?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:村民)?(?:小组|组|队|号)?")


class Payment(msgspec.Struct, frozen=True):
    """One row of a public list. `number`: its address, “913-4”; `fen` as published; `paid_on`: YYYY-MM-DD, empty where the list has no day."""

    number: str
    sort: str
    period: str
    group: str
    name: str
    kind: str
    basis: str
    fen: int
    paid_on: str = ""
    area: int | None = None


class Household(msgspec.Struct, frozen=True):
    """A group and a masked name, with everything that was paid under them, newest first."""

    group: str
    name: str
    payments: tuple[Payment, ...]

    @property
    def fen(self) -> int:
        return sum(one.fen for one in self.payments)

    @property
    def alike(self) -> int:
        """How many households at least are called like this: the most rows of one kind in one list."""
        counts: dict[tuple[str, str, str, str], int] = {}
        for one in self.payments:
            mark = (one.sort, one.period, one.kind, one.paid_on)
            counts[mark] = counts.get(mark, 0) + 1
        return max(counts.values(), default=0)


def group_of(said: str) -> str:
    """“第三村民小组”, “3组”, “三组” → “3”; what is no number stays as it is: “河东”."""
    plain = "".join(unicodedata.normalize("NFKC", said).split())
    found = _GROUP.fullmatch(plain)
    if not found:
        return plain
    word = found[1]
    return str(int(word)) if word.isdecimal() else str(_count(word))


def _count(word: str) -> int:
    """十二 → 12"""
    tens, ten, ones = word.rpartition("十")
    if not ten:
        return int("".join(str(_DIGITS.index(one)) for one in word))
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones) if ones else 0)


def surname_of(name: str) -> str:
    """The surname a masked name begins with: 刘*兵 → 刘, 欧阳** → 欧阳. 欧**国 shows only 欧."""
    return name[:2] if name[:2] in LONG_SURNAMES else name[:1]


def groups(payments: Iterable[Payment]) -> list[str]:
    """Groups in which anybody was paid: numbers by size, names behind them; rows put together are nobody's group."""
    found = {group_of(one.group) for one in payments if one.group != TOGETHER}
    return sorted(found, key=lambda one: (not one.isdecimal(), int(one) if one.isdecimal() else 0, one))


def surnames(payments: Iterable[Payment], group: str) -> list[tuple[str, int]]:
    """Surnames of a group with how many households each has, by their sound."""
    found: dict[str, set[str]] = {}
    for one in payments:
        if group_of(one.group) == group:
            found.setdefault(surname_of(one.name), set()).add(one.name)
    return sorted(((name, len(those)) for name, those in found.items()), key=lambda one: (*initials(one[0]), one[0]))


def households(payments: Sequence[Payment], group: str, surname: str) -> list[Household]:
    """Households of this surname in this group, by name."""
    found: dict[str, list[Payment]] = {}
    for one in payments:
        if group_of(one.group) == group and surname_of(one.name) == surname:
            found.setdefault(one.name, []).append(one)
    newest = [
        Household(
            group, name, tuple(sorted(those, key=lambda one: (one.paid_on or one.period, one.number), reverse=True))
        )
        for name, those in found.items()
    ]
    return sorted(newest, key=lambda one: one.name)
