"""What makes figures understood: shares for a household, what is put together under “其他”, what is compared.  Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_DOWN, Decimal

import msgspec

TOO_MUCH = (
    5  # percent of a side that may stand under “其他” without being pointed at (the rule of this house, not of a law)
)
OTHERS = ("其他", "其它")
UNSORTED = "未分类"


class Others(msgspec.Struct, frozen=True):
    """What stands under a name that says nothing, in fen, out of the whole side."""

    direction: str
    fen: int
    of_fen: int

    @property
    def percent(self) -> str:
        """“5.3”, cut off; with more decimals where fewer would hide that it is above the limit."""
        exact = Decimal(self.fen) * 100 / self.of_fen
        for places in range(1, 12):
            cut = exact.quantize(Decimal(1).scaleb(-places), ROUND_DOWN)
            if cut > TOO_MUCH:
                return f"{cut:f}"
        return f"{exact:f}"


def says_nothing(category: str) -> bool:
    """Does this name tell nobody what the money was for?"""
    return category.startswith(OTHERS) or category == UNSORTED


def others(sums: Iterable[tuple[str, int]], direction: str) -> Others | None:
    """What of a side (category, fen) stands under “其他”, where that is above five percent of it; None otherwise."""
    listed = list(sums)
    hidden = sum(fen for category, fen in listed if says_nothing(category))
    whole = sum(fen for _category, fen in listed)
    if whole <= 0 or hidden * 100 <= whole * TOO_MUCH:
        return None
    return Others(direction, hidden, whole)


def each(fen: int, count: int) -> int:
    """What comes to each of `count`, in whole fen, half a fen rounded away from zero. Raises ValueError without a count."""
    if count <= 0:
        raise ValueError("没有户数、人口数，没法平摊。")
    share = (2 * abs(fen) + count) // (2 * count)
    return -share if fen < 0 else share


class Pair(msgspec.Struct, frozen=True):
    """A category now and then, fen."""

    name: str
    now: int
    then: int

    @property
    def more(self) -> int:
        return self.now - self.then


def pairs(now: Mapping[str, int], then: Mapping[str, int], most: int, rest: str) -> tuple[Pair, ...]:
    """Every category of either time, the largest first; where there are more than `most`, the smallest under `rest`."""
    names = sorted({*now, *then}, key=lambda name: (-max(now.get(name, 0), then.get(name, 0)), name))
    every = [Pair(name, now.get(name, 0), then.get(name, 0)) for name in names]
    if len(every) <= most:
        return tuple(every)
    kept, small = every[: most - 1], every[most - 1 :]
    return (*kept, Pair(rest, sum(one.now for one in small), sum(one.then for one in small)))


def clipped(words: str, most: int) -> str:
    """Words that fit in one line, cut with “…” where they are longer than `most` characters."""
    return words if len(words) <= most else words[: most - 1] + "…"


class Word(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A word of the books and what it means; `also` are other ways to say it, `law` where it is laid down."""

    term: str
    plain: str
    also: tuple[str, ...] = ()
    law: str = ""


def word_of(text: str, known: Sequence[Word]) -> Word | None:
    """The word that stands in this text; of several the longest, which says most."""
    found = [(len(name), word) for word in known for name in (word.term, *word.also) if name in text]
    return max(found, key=lambda pair: pair[0])[1] if found else None
