"""The largest lines of some months, the words that stand in them, and what a word means."""

import tomllib
from collections.abc import Collection
from functools import cache

import msgspec
from peewee import fn

from terminal import config
from terminal.ledger.models import Line
from terminal.ledger.queries import Entry
from terminal.ledger.understanding.rules import Word, word_of


class Met(msgspec.Struct, frozen=True):
    """A word of the books, and what the lines come to in which it stands; fen, income and spending apart."""

    word: Word
    income_fen: int
    expense_fen: int
    count: int


@cache
def words() -> tuple[Word, ...]:
    """Every word that is explained, from `seed/ledger/words.toml`."""
    source = config.assets("seed", "ledger", "words.toml").read_bytes().decode()
    return msgspec.convert(tomllib.loads(source)["word"], tuple[Word, ...])


def largest(origin: str, seqs: Collection[int], most: int) -> tuple[Entry, ...]:
    """The lines of these versions that moved most money, in or out; where equal, the earlier one first."""
    columns = (Line.log_seq, Line.place, Line.day, Line.voucher, Line.summary, Line.category, Line.direction, Line.fen)
    where = (Line.origin == origin) & Line.log_seq.in_(list(seqs))
    query = Line.select(*columns, Line.pictures).where(where)
    rows = query.order_by(fn.ABS(Line.fen).desc(), Line.day, Line.log_seq, Line.place).limit(most).tuples()
    return tuple(Entry(f"{seq}-{place}", *rest) for seq, place, *rest in rows)


def met(origin: str, seqs: Collection[int]) -> tuple[Met, ...]:
    """The explained words that stand in these versions, the one with most money first; a line counts for one word."""
    where = (Line.origin == origin) & Line.log_seq.in_(list(seqs))
    found: dict[Word, list[int]] = {}
    for summary, account, direction, fen in (
        Line.select(Line.summary, Line.account_name, Line.direction, Line.fen).where(where).tuples()
    ):
        word = word_of(f"{summary} {account}", words())
        if word:
            sums = found.setdefault(word, [0, 0, 0])
            sums[direction == "out"] += fen
            sums[2] += 1
    listed = [Met(word, *sums) for word, sums in found.items()]
    return tuple(sorted(listed, key=lambda one: (-max(one.income_fen, one.expense_fen), one.word.term)))
