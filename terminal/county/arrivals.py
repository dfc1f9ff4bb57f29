"""What came from terminals and what each was told: noted by whoever takes something in, read by the pages."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from terminal.clock import Now
from terminal.county.models import Arrival, Contact
from terminal.register.queries import paged
from terminal.store.database import write
from terminal.sync.apply import Applied

Way = Literal["push", "pull", "stick"]
KEPT = 200  # of one terminal
FORGET_EVERY = 50
NOTHING_TOLD = {"app": "", "clock_off": None, "disk_free": None}


class Came(msgspec.Struct, frozen=True):
    """One arrival; `word` and the rest as in the table."""

    terminal: str
    at: datetime
    way: str
    word: str
    bundle: str
    lines: int
    blobs: int
    size: int
    epoch: int
    seq: int
    says: str


class Page(msgspec.Struct, frozen=True):
    """Some arrivals, newest first; `number` and `pages` count from 1."""

    rows: tuple[Came, ...]
    number: int
    pages: int
    total: int


def heard(terminal: str, way: Way, now: Now, **told: Any) -> None:
    """A terminal was heard of by the county's clock; `told`: app, clock_off (seconds ahead), disk_free (per cent)."""
    with write():
        known = Contact.find(terminal=terminal)
        kept = {"app": known.app, "clock_off": known.clock_off, "disk_free": known.disk_free} if known else NOTHING_TOLD
        Contact.put_instead(terminal=terminal, at=now.at, way=way, **(kept | told))


def note(
    applied: Applied, way: Way, now: Now, *, size: int = 0, told: bool = True, app: str = "", written: str = ""
) -> None:
    """A bundle came, and became what `applied` says; `told`: a receipt was given. Also notes that it was heard of.

    `written` is what the terminal's clock said when it wrote a bundle that came over the line; by that its clock is
    known to be wrong.
    """
    row = {"bundle": applied.bundle, "lines": applied.lines, "blobs": applied.blobs, "size": size}
    reach = {"epoch": applied.epoch, "seq": applied.seq if told and applied.is_in else 0}
    known = {"app": app} if app else {}
    with write():
        heard(applied.origin, way, now, **known, **_clock(written, now))
        _keep(applied.origin, way, applied.word, now, says="", **row, **reach)
        for one in applied.then:
            note(one, way, now, told=told)


def _clock(written: str, now: Now) -> dict[str, int]:
    """How many seconds the terminal's clock is ahead; nothing where it did not say, or not in a way that can be read."""
    try:
        return {"clock_off": round((datetime.fromisoformat(written) - now.at).total_seconds())} if written else {}
    except (ValueError, TypeError):
        return {}


def refused(terminal: str, way: Way, says: str, now: Now, *, bundle: str = "", size: int = 0) -> None:
    """Something came that was not taken, and why; only for a terminal that is known."""
    nothing = {"lines": 0, "blobs": 0, "epoch": 0, "seq": 0}
    with write():
        _keep(terminal, way, "refused", now, says=says, bundle=bundle, size=size, **nothing)


def _keep(terminal: str, way: str, word: str, now: Now, **row: Any) -> None:
    number = Arrival.put(terminal=terminal, at=now.at, way=way, word=word, **row)
    if number % FORGET_EVERY == 0:
        _forget(terminal)


def _forget(terminal: str) -> None:
    """Only the newest of a terminal stay: one that sends every minute must not fill the disk."""
    mine = Arrival.terminal == terminal
    last = Arrival.select(Arrival.id).where(mine).order_by(Arrival.id.desc()).offset(KEPT).limit(1).scalar()
    if last:
        Arrival.delete().where(mine & (Arrival.id <= last)).execute()


def page(terminals: tuple[str, ...], number: int, size: int, *, trouble: bool = False) -> Page:
    """What came from these terminals, newest first; `trouble`: only what was not simply taken."""
    where = Arrival.terminal.in_(terminals)
    if trouble:
        where &= Arrival.word.in_(("gap", "fork", "stale-epoch", "refused"))
    total = int(Arrival.select().where(where).count())
    number, pages = paged(total, number, size)
    rows = Arrival.select().where(where).order_by(Arrival.id.desc()).limit(size).offset((number - 1) * size)
    return Page(tuple(_came(row) for row in rows), number, pages, total)


def _came(row: Arrival) -> Came:
    return Came(**{name: getattr(row, name) for name in Came.__struct_fields__})
