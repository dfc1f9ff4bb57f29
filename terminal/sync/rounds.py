"""One round with the county: ask how far it is, send on from there, take what it says. Nothing of it is remembered for the next."""

from collections.abc import Collection, Sequence
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

import msgspec
from peewee import DatabaseError, Model

from terminal import clock
from terminal.config import Settings
from terminal.errors import NotFound, Refused, TerminalError
from terminal.journal.append import origin
from terminal.journal.keys import load_or_make
from terminal.sync import contact, telling, timetable, timing, trust, upward
from terminal.sync.downward import Down
from terminal.sync.jobs import Job
from terminal.sync.link import Declined, Link
from terminal.sync.stick import Cancelled
from terminal.sync.upward import Stands, Up
from terminal.sync.wire import Portal, Unreached, Untimely, Wire

OFF = timedelta(minutes=5)  # a clock that differs more is spoken of
Word = Literal["done", "unreached", "portal", "refused", "stopped", "wrong"]


class Post(msgspec.Struct, frozen=True):
    """Who goes on a round: where everything is kept and told, and where the county is."""

    data: Path
    tables: Sequence[type[Model]]
    county: str
    authority: str = ""

    @classmethod
    def of(cls, settings: Settings, tables: Sequence[type[Model]]) -> "Post":
        return cls(settings.data, tables, contact.address(settings.sync.county), settings.sync.authority)


class Round(msgspec.Struct, frozen=True):
    """What became of it: a word, one sentence, when it was by the county's clock, and how long the county wants to be left alone."""

    word: Word
    says: str
    met: datetime | None = None
    retry_after: int = 0

    @property
    def is_well(self) -> bool:
        return self.word == "done"


def once(post: Post, job: Job, *, by_hand: bool = False) -> Round:
    """One round, now. By hand everything travels; otherwise large attachments wait for their part of the night.

    Whatever goes wrong is a sentence. A crash at any point leaves nothing that the next round does not put right.
    """
    found = _once(post, job, by_hand)
    contact.note(found.word, found.says, found.met, clock.now())
    return found


def _once(post: Post, job: Job, by_hand: bool) -> Round:
    try:
        with ExitStack() as wires:
            link, met = _open(post, job, wires)
            timing.heard(met)
            return _go(post, link, met, job, by_hand)
    except Portal as wrong:
        return Round("portal", str(wrong))
    except (Unreached, Untimely) as wrong:
        return Round("unreached", str(wrong))
    except Cancelled:
        return Round("stopped", "停下了，没送完的下次接着送。")
    except Declined as wrong:
        return Round("refused", f"县平台没有收：{wrong}", retry_after=wrong.retry_after)
    except Refused as wrong:
        return Round("wrong", "".join(map(str, wrong.problems)))
    except (TerminalError, DatabaseError, OSError) as wrong:
        return Round("wrong", str(wrong))


def _open(post: Post, job: Job, wires: ExitStack) -> tuple[Link, datetime]:
    """The line, and the county's time. A clock so wrong that no certificate holds is put right by time that is signed."""
    keys = trust.county_keys()
    if not post.county:
        raise NotFound("还没有写县平台的地址（[sync] county），现在只用 U 盘。")
    if not keys:
        raise NotFound("这台机器还不认得县平台的钥匙，请先和县平台配对。")
    key, mine = load_or_make(post.data / "keys"), origin()
    wire = wires.enter_context(closing(Wire(post.county, authority=post.authority)))
    link = Link(wire, mine, key, keys, job.pause)
    try:
        return link, link.time()
    except Untimely as wrong:
        try:
            plain = wires.enter_context(closing(Wire(wire.plain)))
            met = Link(plain, mine, key, keys, job.pause).time()
        except Unreached:
            raise wrong from None
        wire = wires.enter_context(closing(Wire(post.county, authority=post.authority, at=met)))
        return Link(wire, mine, key, keys, job.pause), met


def _go(post: Post, link: Link, met: datetime, job: Job, by_hand: bool) -> Round:
    heads = link.heads()
    county = heads.down.log.removeprefix("down:")
    if county not in trust.counties():
        raise NotFound("那里的县平台不是这台机器配过对的那个，什么也没有送。请核对地址。")
    up, down = Up(post.data, link, county, job), Down(post.data, post.tables, link, job)
    stands, heads = up.send_log(heads)
    down.fetch_log(county, heads)
    everything = by_hand or timetable.is_night(clock.local(met), origin())
    lacking, needed = down.lacking(county), upward.here(heads.need_blobs)
    chosen = [frozenset(sizes) if everything else timetable.by_day(sizes) for sizes in (lacking, needed)]
    down.fetch_attachments(chosen[0], lacking)
    full = _send_attachments(up, chosen[1], stands, needed)
    did = telling.Did(
        up_lines=up.lines,
        up_blobs=up.attachments,
        down_lines=down.lines,
        down_blobs=down.attachments,
        later=len(lacking) + len(needed) - len(chosen[0]) - len(chosen[1]),
        off=clock.own().at - met,
        says=down.says + full,
    )
    return Round("done", telling.round_says(did, OFF), met)


def _send_attachments(up: Up, chosen: Collection[str], stands: Stands, needed: Collection[str]) -> str:
    """What the county said when it takes no more large files this month; the round went well all the same."""
    try:
        up.send_attachments(chosen, stands, needed)
    except Declined as wrong:
        if wrong.code != "quota" or wrong.status != 429:
            raise
        return str(wrong)
    return ""
