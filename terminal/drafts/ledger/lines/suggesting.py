"""Which account a line without one probably belongs to, by what was written beside the same words before; pure."""

import re
import unicodedata
from collections.abc import Sequence

import msgspec

from terminal.text.days import Period

# What changes from month to month and says nothing of what the money was for.
_PASSING = re.compile(
    r"[(（][^)）]*[)）]|\d{4}年|\d{1,2}月份?|第?[一二三四]季度|上半年|下半年|\d+|[^\w]|[年月日元份人户]$"
)
ALIKE = 0.5  # of the pairs of characters both have, the share they have in common
VAGUE = "其他"


class Before(msgspec.Struct, frozen=True):
    """A line that is public: its words, side, account as the books print it, and when."""

    summary: str
    direction: str
    account: str
    period: str


class Suggestion(msgspec.Struct, frozen=True):
    """An account, and the line it was used for last."""

    account: str
    line: Before

    @property
    def says(self) -> str:
        """“2026年3月的“保洁工资”记作 541 公益支出”"""
        return f"{Period.read(self.line.period).label()}的“{self.line.summary}”记作 {self.account}"


def gist(summary: str) -> str:
    """The words without dates, numbers and brackets: “4月保洁工资（4人）” → “保洁工资”."""
    return _PASSING.sub("", unicodedata.normalize("NFKC", summary))


def _pairs(words: str) -> set[str]:
    return {words[at : at + 2] for at in range(len(words) - 1)} or {words}


def alike(one: str, other: str) -> float:
    """How much two gists have in common, from 0 to 1."""
    if not one or not other:
        return 0.0
    mine, theirs = _pairs(one), _pairs(other)
    return 2 * len(mine & theirs) / (len(mine) + len(theirs))


def suggest(summary: str, direction: str, before: Sequence[Before]) -> Suggestion | None:
    """The account of the line that is most like this one, of several the newest; None when none is like enough.

    `before` goes from the newest to the oldest; lines whose account says only “其他” teach nothing.
    """
    words, best, likest = gist(summary), None, 0.0
    for one in before:
        if one.direction != direction or not one.account or VAGUE in one.account:
            continue
        if (found := alike(words, gist(one.summary))) > likest:
            best, likest = one, found
    return Suggestion(best.account, best) if best and likest >= ALIKE else None


def wants(account: str) -> bool:
    """Whether a line with this account should be offered another: it has none, or one that says nothing."""
    return not account or VAGUE in account
