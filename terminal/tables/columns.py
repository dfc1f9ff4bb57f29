"""What a column of a table holds, and how its values are said in words; pure."""

from datetime import date
from typing import Literal

import msgspec

from terminal.text.money import yuan

# fen: money in fen; area: thousandths of a mu (亩); day: YYYY-MM-DD; count: a whole number; choice: one of a few words.
Kind = Literal["text", "fen", "area", "day", "count", "choice"]
Value = str | int | None
MU = 1000
NUMBERS = frozenset(("fen", "area", "count"))


class Choice(msgspec.Struct, frozen=True):
    """One of the words a column of choices may hold; `also` are other words sheets have for it."""

    value: str
    name_en: str
    also: tuple[str, ...] = ()


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column. `name` stands on sheets without its unit, `also` are other names for it.

    `needed`: no row without it; `summed`: its sum means something; `people`: names of persons, masked as the item says,
    where `people_when` is given only in rows whose other column holds that word.
    """

    key: str
    name: str
    name_en: str
    kind: Kind = "text"
    also: tuple[str, ...] = ()
    needed: bool = False
    summed: bool = False
    choices: tuple[Choice, ...] = ()
    people: bool = False
    people_when: tuple[str, str] | None = None
    counts: str = ""

    @property
    def unit(self) -> str:
        """“元”, “亩”, what a count counts, or nothing."""
        return {"fen": "元", "area": "亩", "count": self.counts}.get(self.kind, "")

    @property
    def head(self) -> str:
        """The name with its unit, as a template prints it: “面积（亩）”."""
        return f"{self.name}（{self.unit}）" if self.unit else self.name

    @property
    def is_number(self) -> bool:
        return self.kind in NUMBERS

    def choice(self, word: str) -> Choice | None:
        """The choice this word means."""
        return next((one for one in self.choices if word == one.value or word in one.also), None)


def mu(thousandths: int) -> str:
    """86500 -> "86.5": as many decimals as it has, three at most."""
    whole, rest = divmod(abs(thousandths), MU)
    said = f"{whole:,}.{rest:03}".rstrip("0").rstrip(".")
    return f"-{said}" if thousandths < 0 else said


def said(column: Column, value: Value) -> str:
    """A value as one reads it: 12,000.00, 86.5, 2026-09-30; nothing for an empty cell."""
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return {"fen": yuan, "area": mu}.get(column.kind, str)(value)
    return value


def is_right(column: Column, value: Value) -> bool:
    """Whether a log may hold this value in this column."""
    if value is None:
        return True
    if column.is_number:
        return isinstance(value, int)
    if not isinstance(value, str):
        return False
    if column.kind == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
    return True
