"""Bodies that are not there: erased by law, on whose word, and what stands in their place; or withheld on their way here."""

from collections.abc import Collection
from typing import Any

import msgspec

from terminal.errors import LogBroken
from terminal.journal import kinds
from terminal.journal.append import this_log
from terminal.journal.header import read_header
from terminal.journal.models import LogBody, LogLine, Withheld
from terminal.store.database import database, is_writing

NEXT_EPOCH = "SELECT MIN(epoch) FROM log_line WHERE origin = ? AND epoch > ?"  # in words: asked for every bundle

Place = tuple[str, int, int]


class Erased(msgspec.Struct, frozen=True):
    """One erased body: `stands` is told in its place, `order` is the event that let it be erased, in line `seq`."""

    stands: kinds.Event
    order: kinds.Event
    by: str
    seq: int


def epoch_of(origin: str, seq: int, newest: int) -> int:
    """The epoch a line stands in, not after `newest`: numbers go on from epoch to epoch, so no two lines share one."""
    if newest == 1:
        return 1
    for epoch in reversed(epochs(origin)):
        if epoch <= newest and LogLine.select().where(_at(origin, epoch) & (LogLine.seq == seq)).exists():
            return epoch
    return 1


def _at(origin: str, epoch: int) -> Any:
    return (LogLine.origin == origin) & (LogLine.epoch == epoch)


def epochs(origin: str) -> tuple[int, ...]:
    """Numbers of the epochs of a log, in order; asked one by one, because the lines between are many."""
    found: list[int] = []
    while True:
        asked = (origin, found[-1] if found else 0)
        number = database.execute_sql(NEXT_EPOCH, asked).fetchone()[0]
        if number is None:
            return tuple(found)
        found.append(int(number))


def erased() -> dict[Place, Erased]:
    """Every line whose body may be gone, by (origin, epoch, seq); orders that cannot be read order nothing."""
    found: dict[Place, Erased] = {}
    same = (LogBody.origin == LogLine.origin) & (LogBody.epoch == LogLine.epoch) & (LogBody.seq == LogLine.seq)
    for kind in kinds.erasing():
        said = LogLine.header.contains(f'"kind":"{kind}"')
        rows = LogLine.select(LogLine.header, LogBody.body).join(LogBody, on=same).where(said).order_by(LogLine.seq)
        for header, body in rows.tuples():
            found |= _ordered(header, body)
    return found


def withheld() -> frozenset[Place]:
    """Every line whose body never came, because it is for somebody else: no table hears of it, and nothing is amiss."""
    return frozenset(Withheld.select(Withheld.origin, Withheld.epoch, Withheld.seq).tuples())


def _ordered(line: str, body: str) -> dict[Place, Erased]:
    try:
        header = read_header(line)
        kind = kinds.known(header.kind)
        order = kinds.read_body(body, kind) if kind else None
    except ValueError:
        return {}
    stands = order.remains() if order else {}
    by = kinds.said_by(body)
    # Nobody erases what comes later, nor the order itself.
    return {
        (header.origin, epoch_of(header.origin, seq, header.epoch), seq): Erased(event, order, by, header.seq)
        for seq, event in stands.items()
        if order and seq < header.seq
    }


def erase(seqs: Collection[int]) -> None:
    """Take the bodies of these lines out of this machine's log, in the transaction that also says on whose word."""
    if not is_writing():
        raise LogBroken("erase() outside store.write(): a body would be gone without a word about it")
    mine = LogBody.origin == this_log().origin
    LogBody.update(body="").where(mine & LogBody.seq.in_(list(seqs))).execute()


def body_of(seq: int) -> kinds.Event:
    """What a line of this machine's log says. Raises LogBroken when that cannot be read."""
    origin = this_log().origin
    place = {"origin": origin, "epoch": epoch_of(origin, seq, max(epochs(origin), default=1)), "seq": seq}
    line, body = LogLine.get_or_none(**place), LogBody.get_or_none(**place)
    try:
        kind = kinds.known(read_header(line.header).kind) if line else None
        if kind and body and body.body:
            return kinds.read_body(body.body, kind)
    except ValueError:
        pass
    raise LogBroken(f"日志第 {seq} 号读不懂，请先查日志。")


def is_named(sha256: str) -> bool:
    """Does any body of the log still name this attachment?"""
    return bool(LogBody.select().where(LogBody.body.contains(sha256)).exists())
