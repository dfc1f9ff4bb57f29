"""How other rooms' events put their public things into the register; called from `project` only."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec

from terminal.journal.header import Header
from terminal.register.models import Entry, EntryText, Filled
from terminal.store.database import database
from terminal.store.rows import Row, Rows
from terminal.text.pinyin import initials
from terminal.text.words import pairs, searchable


class Public(msgspec.Struct, frozen=True, kw_only=True):
    """What the register must know of a public thing; `fills` lists catalogue items, `words` everything searched.

    `part`: the account, where an item is kept in several; `ends`: it was emptied, and owes nothing from then on.
    """

    index_no: str
    path: str
    item: str
    group: str
    title: str
    summary: str
    period: str
    publisher: str
    published_on: date
    display_until: date
    version: int = 1
    lines: int = 0
    fills: tuple[str, ...] = ()
    part: str = ""
    ends: bool = False
    nil: bool = False
    words: str = ""


# Every entry passes here, from every village of a county: as words, because peewee would put them together every time.
INDEX = "INSERT INTO entry_text (rowid, words, letters) VALUES (?, ?, ?)"
# A slot that is filled already keeps the day it was first filled.
FILL = """INSERT INTO filled (origin, item, period, obj, part, ends, published_on, nil, log_seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (origin, item, period, obj) DO UPDATE SET ends = excluded.ends"""
KNOWN = "SELECT id FROM entry WHERE origin = ? AND obj = ?"
LISTED = tuple(name for name in Public.__struct_fields__ if name not in {"fills", "part", "ends", "nil", "words"})


def be_ready() -> None:
    """Read the dictionaries of characters and of their sounds now, so that nobody who sends or looks has to wait for that."""
    initials(searchable("預備"))


def row_id(origin: str, seq: int) -> int:
    """The same wherever and in whatever order logs come together, and rising within one log."""
    which = int.from_bytes(hashlib.sha256(origin.encode()).digest()[:4], "big") >> 1
    return which << 32 | seq % 2**32


def _indexed(entry_id: int, title: str, index_no: str, summary: str, said: str) -> Row:
    words = searchable(f"{title}\n{index_no}\n{summary}\n{said}")
    letters = " ".join(pairs(reading) for reading in initials(searchable(title)))
    return INDEX, (entry_id, pairs(words), letters)


def _unindex(entry_id: int) -> None:
    database.execute_sql("DELETE FROM entry_text WHERE rowid = ?", (entry_id,))


def first(header: Header, public: Public) -> list[Row]:
    """What puts something into the register that never stood there."""
    entry_id = row_id(header.origin, header.seq)
    place = {"id": entry_id, "origin": header.origin, "obj": header.obj}
    entry = Entry.row(**_fields(header, public), **place, first_published_on=public.published_on)
    return [entry, *_beside(header, public, entry_id)]


def enter(header: Header, public: Public) -> None:
    """Enter something new, or its new version; it keeps its id and the day it was first published."""
    known = database.execute_sql(KNOWN, (header.origin, header.obj)).fetchone()
    if not known:
        return Rows(first(header, public)).put()
    entry_id = int(known[0])
    Entry.update(**_fields(header, public)).where(Entry.id == entry_id).execute()
    _unindex(entry_id)
    return Rows(_beside(header, public, entry_id)).put()


def _fields(header: Header, public: Public) -> dict[str, Any]:
    fields = {name: getattr(public, name) for name in LISTED}
    return fields | {"number": public.index_no.rpartition("/")[2], "state": "public", "log_seq": header.seq}


def _beside(header: Header, public: Public, entry_id: int) -> Iterator[Row]:
    """Its words, and the slots it fills."""
    yield _indexed(entry_id, public.title, public.index_no, public.summary, public.words)
    day = public.published_on.isoformat()
    for item in public.fills or (public.item,):
        slot = (header.origin, item, public.period, header.obj, public.part, int(public.ends))
        yield FILL, (*slot, day, int(public.nil), header.seq)


def blank(origin: str, obj: str, title: str) -> None:
    """Nothing of the thing's words is left in lists and search but this title and its number."""
    entry = Entry.get((Entry.origin == origin) & (Entry.obj == obj))
    Entry.update(title=title, summary="").where(Entry.id == entry.id).execute()
    _unindex(entry.id)
    Rows([_indexed(entry.id, title, entry.index_no, "", "")]).put()


def forget_words() -> None:
    """Words that were taken out lie in the search index until its pieces are put together; do that now."""
    EntryText.optimize()


def withdraw(header: Header) -> None:
    """The thing is no longer shown as valid, and no longer fills its slots; it stays listed as withdrawn."""
    mine = (Entry.origin == header.origin) & (Entry.obj == header.obj)
    Entry.update(state="withdrawn", log_seq=header.seq).where(mine).execute()
    Filled.delete().where((Filled.origin == header.origin) & (Filled.obj == header.obj)).execute()
