"""What the log says about one paper, reckoned anew from its lines; and whether the tables still say the same."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec

from terminal.journal import blobs
from terminal.journal.chain import digest
from terminal.journal.erasing import Erased
from terminal.journal.kinds import said_by
from terminal.journal.moments import Span, doubted
from terminal.journal.verify import blobs_of
from terminal.proof import queries
from terminal.proof.comparing import Story, number_of, story_of, table_wrongs
from terminal.proof.queries import Line
from terminal.village.queries import viewed

State = Literal["unchanged", "corrected", "withdrawn", "mismatch", "erased"]


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """One paper against the log. `number` is its version (0 unknown), `newest` the one that counts now.

    `wrongs` are whole sentences about what does not fit; `published_on`, `title` and the like come from the log's line.
    `doubt`: the time `at` cannot be believed; this is what is known instead.
    """

    seq: int
    fingerprint: str
    obj: str = ""
    at: datetime | None = None
    doubt: Span | None = None
    by: str = ""
    index_no: str = ""
    title: str = ""
    reason: str = ""
    number: int = 0
    newest: int = 0
    published_on: date | None = None
    newest_on: date | None = None
    newest_reason: str = ""
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    erased: Erased | None = None
    wrongs: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        if self.wrongs:
            return "mismatch"
        if self.erased:
            return "erased"
        if self.withdrawn_on:
            return "withdrawn"
        return "corrected" if self.number < self.newest else "unchanged"


def _line_wrongs(line: Line) -> Iterator[str]:
    """The line itself: its head, its body, and the next line that vouches for it."""
    row, header = line.row, line.header
    after = queries.next_line(row)
    spoilt = header is None or (header.origin, header.epoch, header.seq) != (row.origin, row.epoch, row.seq)
    if spoilt or digest(row.header or "") != row.hash:
        yield f"第 {row.seq} 号登记的首行被人动过。"
    elif after and (after.seq != row.seq + 1 or queries.names_before(after.header or "") != row.hash):
        yield f"第 {row.seq} 号登记和后面一号接不上。"
    if row.body is None:
        yield f"第 {row.seq} 号登记的正文不见了。"
    elif row.body == "" and line.erased is None:
        yield f"第 {row.seq} 号登记的正文抹去了，却没有登记写明依据。"
    elif header and row.body and digest(row.body) != header.body:
        yield f"第 {row.seq} 号登记的正文被人动过。"


def _file_wrongs(line: Line) -> Iterator[str]:
    for blob in blobs_of(line.event):
        if not blobs.is_whole(blob.sha256):
            yield f"附件“{blob.name}”不在了，或者被人换过。"


def _witness(line: Line) -> Witness:
    """One line of a publication against everything that should agree with it."""
    row, header = line.row, line.header
    wrongs = tuple(_line_wrongs(line))
    if header is None:
        return Witness(seq=row.seq, fingerprint="", wrongs=wrongs)
    bare = Witness(
        seq=row.seq,
        fingerprint=header.body,
        obj=header.obj,
        at=header.moment,
        doubt=doubted(header),
        erased=line.erased,
        wrongs=wrongs,
    )
    return _told(bare, line, story_of(queries.about(row.origin, header.obj))) if line.said else _untold(bare)


def _untold(bare: Witness) -> Witness:
    """A line whose body says nothing any more."""
    unread = () if bare.wrongs else (f"第 {bare.seq} 号登记的正文读不懂。",)
    thing = queries.thing_of(viewed(), bare.obj)
    named = {"index_no": thing.index_no, "title": thing.title} if thing else {}
    return msgspec.structs.replace(bare, wrongs=(*bare.wrongs, *unread), **named)


def _told(bare: Witness, line: Line, story: Story) -> Witness:
    newest, first = story.spoken[-1], story.first
    thing = queries.thing_of(line.row.origin, bare.obj)
    return msgspec.structs.replace(
        bare,
        by=said_by(line.row.body or "{}"),
        index_no=first.index_no if first else "",
        title=getattr(getattr(line.event, "text", None), "title", "") or (thing.title if thing else ""),
        reason=getattr(line.event, "reason", ""),
        number=number_of(line, story),
        newest=number_of(newest, story),
        published_on=line.said.published_on,
        newest_on=newest.said.published_on,
        newest_reason=getattr(newest.event, "reason", ""),
        withdrawn_on=story.last.withdrawn_on if story.last else None,
        withdrawn_why=story.last.reason if story.last else "",
        wrongs=(*bare.wrongs, *_file_wrongs(line), *table_wrongs(line, story)),
    )


def by_mark(mark: str) -> tuple[Witness, ...]:
    """Every publication of this unit whose fingerprint begins with these hex digits, checked now."""
    origin, wanted = viewed(), mark.lower()
    found = [line for line in queries.marked(origin, wanted) if line.is_paper]
    seen = {line.row.seq for line in found}
    only_shown = (one for one in queries.shown(origin, wanted) if one[0] not in seen)
    lost = (
        Witness(seq=seq, fingerprint=wanted, title=title, wrongs=("屏上有这个指纹，登记簿里却没有。",))
        for seq, title in only_shown
    )
    return (*(_witness(line) for line in found), *lost)


def of_thing(obj: str) -> tuple[Witness, ...]:
    """Every publication of one thing, oldest first, checked now."""
    return tuple(_witness(line) for line in queries.about(viewed(), obj) if line.is_paper)
