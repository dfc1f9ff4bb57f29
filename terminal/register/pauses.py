"""What a county ordered not to be shown for now: on whose word, on what basis. Only the county's own word lifts it."""

from datetime import date
from typing import Any

import msgspec
from peewee import SQL, fn

from terminal.journal.header import Header
from terminal.register.models import Entry, Pause
from terminal.text.days import say_day


class Paused(msgspec.Struct, frozen=True):
    """Who asked for it, on what basis, why; since when, and until which day it was asked for (the county still has to
    lift it: a terminal's own clock opens nothing)."""

    issuer: str
    basis: str
    reason: str
    since: date
    until: date | None
    title: str = ""

    @property
    def says(self) -> str:
        """One sentence for everybody."""
        until = f"，到{say_day(self.until)}" if self.until else ""
        return f"按{self.issuer}要求（依据：{self.basis}）暂停展示，从{say_day(self.since)}起{until}。"


# For lists: is this entry held back now? Orders lie in the county's log, so nothing of the village's own log undoes them.
IS_HELD: Any = fn.EXISTS(Pause.select(SQL("1")).where((Pause.terminal == Entry.origin) & (Pause.obj == Entry.obj)))


def paused(terminal: str, obj: str) -> Paused | None:
    """The order that holds back this thing of that terminal; the newest where several do, None when nothing does."""
    mine = (Pause.terminal == terminal) & (Pause.obj == obj)
    row = Pause.select().where(mine).order_by(Pause.since.desc(), Pause.log_seq.desc()).first()
    return Paused(row.issuer, row.basis, row.reason, row.since, row.until, row.title) if row else None


def held(terminal: str) -> frozenset[str]:
    """Everything of this terminal that is held back now."""
    return frozenset(obj for (obj,) in Pause.select(Pause.obj).where(Pause.terminal == terminal).distinct().tuples())


def pause(header: Header, terminal: str, obj: str, said: Paused) -> None:
    """Called from `project` only; whether the thing is known yet does not matter."""
    Pause.replace(
        origin=header.origin,
        terminal=terminal,
        obj=obj,
        issuer=said.issuer,
        basis=said.basis,
        reason=said.reason,
        since=said.since,
        until=said.until,
        title=said.title,
        log_seq=header.seq,
    ).execute()


def lift(header: Header, terminal: str, obj: str) -> None:
    """Called from `project` only: this county no longer holds it back."""
    mine = (Pause.origin == header.origin) & (Pause.terminal == terminal) & (Pause.obj == obj)
    Pause.delete().where(mine).execute()
