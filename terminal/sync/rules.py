"""May these lines be added to what is known of a log? Pure: told the stored chain, it answers with one word."""

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

Word = Literal["new", "duplicate", "gap", "fork", "stale-epoch", "revoked", "frozen"]


class Epoch(msgspec.Struct, frozen=True):
    """What is known of one epoch of a log: its first and last number, and the hash of the last line."""

    number: int
    first: int
    last: int
    hash: str


class GoesOn(msgspec.Struct, frozen=True):
    """Which line an epoch goes on from, as its first line says; `seq` 0 is the very beginning."""

    epoch: int
    seq: int
    hash: str


class Lines(msgspec.Struct, frozen=True):
    """What a bundle brings: hashes of its lines from `first` on, and what the line before is. `opens`: it begins an epoch."""

    epoch: int
    first: int
    prev: str
    hashes: tuple[str, ...]
    opens: GoesOn | None = None

    @property
    def last(self) -> int:
        return self.first + len(self.hashes) - 1


class Verdict(msgspec.Struct, frozen=True):
    """`new`: the lines from `fresh` on are to be added, `late` when a later epoch is already known. `need`: what is missed."""

    word: Word
    fresh: int = 0
    need: int = 0
    late: bool = False


HashAt = Callable[[int, int], str]  # (epoch, seq) -> hash of the stored line


def judge(lines: Lines, known: Sequence[Epoch], genesis: str, hash_at: HashAt) -> Verdict:
    """What is to be done with these lines. `known` are the stored epochs in order, `genesis` what line 1 of epoch 1 names."""
    own = next((one for one in known if one.number == lines.epoch), None)
    verdict = _beside(lines, own, hash_at) if own else _begins(lines, known, genesis, hash_at)
    later = [one for one in known if one.number > lines.epoch]
    if verdict.word == "fork" and later:
        return Verdict("stale-epoch")
    if verdict.word != "new" or not later:
        return verdict
    # What left the machine before it was set back lies below the next epoch; anything above is another branch.
    if lines.last >= later[0].first:
        return Verdict("stale-epoch")
    return msgspec.structs.replace(verdict, late=True)


def _beside(lines: Lines, own: Epoch, hash_at: HashAt) -> Verdict:
    """Against the stored part of the same epoch."""
    if lines.first > own.last + 1:
        return Verdict("gap", need=own.last + 1)
    if lines.first < own.first:
        return Verdict("fork")
    for seq in range(lines.first, min(lines.last, own.last) + 1):
        if hash_at(own.number, seq) != lines.hashes[seq - lines.first]:
            return Verdict("fork")
    if lines.last <= own.last:
        return Verdict("duplicate")
    if lines.first == own.last + 1 and lines.prev != own.hash:
        return Verdict("fork")
    return Verdict("new", fresh=own.last + 1)


def _begins(lines: Lines, known: Sequence[Epoch], genesis: str, hash_at: HashAt) -> Verdict:
    """The first that is heard of this epoch."""
    earlier = [one for one in known if one.number < lines.epoch]
    need = earlier[-1].last + 1 if earlier else 1
    if lines.epoch == 1:
        return _from_the_beginning(lines, genesis, need)
    if lines.opens is None:
        return Verdict("gap", need=need)
    if earlier and lines.first <= earlier[-1].last:
        return Verdict("fork")
    return _goes_on(lines, lines.opens, earlier, genesis, hash_at)


def _from_the_beginning(lines: Lines, genesis: str, need: int) -> Verdict:
    if lines.first > 1:
        return Verdict("gap", need=need)
    return Verdict("new", fresh=1) if lines.prev == genesis else Verdict("fork")


def _goes_on(lines: Lines, opens: GoesOn, earlier: Sequence[Epoch], genesis: str, hash_at: HashAt) -> Verdict:
    if opens.seq == 0:
        return Verdict("new", fresh=lines.first) if lines.prev == genesis else Verdict("fork")
    if lines.prev != opens.hash or opens.epoch >= lines.epoch:
        return Verdict("fork")
    base = next((one for one in earlier if one.number == opens.epoch), None)
    if base is None or base.last < opens.seq:
        return Verdict("gap", need=base.last + 1 if base else 1)
    holds = base.first <= opens.seq and hash_at(base.number, opens.seq) == opens.hash
    return Verdict("new", fresh=lines.first) if holds else Verdict("fork")
