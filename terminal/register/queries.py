"""What is public: lists, newest, search, next number."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

import msgspec
from peewee import Case, fn

from terminal.register import rules
from terminal.register.models import Entry, Filled, SetAside
from terminal.register.pauses import IS_HELD
from terminal.store.database import database
from terminal.text.pinyin import initials, is_letters
from terminal.text.words import phrase, queries, searchable


class Row(msgspec.Struct, frozen=True):
    """One public thing in a list."""

    path: str
    title: str
    group: str
    publisher: str
    published_on: date
    version: int
    state: str
    lines: int


COLUMNS = (
    Entry.path,
    Entry.title,
    Entry.group,
    Entry.publisher,
    Entry.published_on,
    Entry.version,
    Case(None, [(IS_HELD, "paused")], Entry.state),
    Entry.lines,
)


class Page(msgspec.Struct, frozen=True):
    """One screen of a list; `number` and `pages` count from 1."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int


def paged(total: int, number: int, size: int) -> tuple[int, int]:
    """The page asked for, kept within what there is, and how many there are."""
    pages = max(1, -(-total // size))
    return min(max(1, number), pages), pages


def _rows(query: Any) -> tuple[Row, ...]:
    return tuple(Row(*row) for row in query.tuples())


def newest(origin: str, count: int) -> tuple[Row, ...]:
    """What was published last, newest first; withdrawn things, and what is held back, are not news."""
    query = Entry.select(*COLUMNS).where((Entry.origin == origin) & (Entry.state == "public") & ~IS_HELD)
    return _rows(query.order_by(Entry.published_on.desc(), Entry.log_seq.desc()).limit(count))


def new_since(origin: str, day: date) -> dict[str, int]:
    """Number of publications since a day, by group."""
    query = (
        Entry.select(Entry.group, fn.COUNT(Entry.id))
        .where((Entry.origin == origin) & (Entry.published_on >= day) & (Entry.state == "public"))
        .group_by(Entry.group)
    )
    return dict(query.tuples())


def listed(origin: str, group: str | None, year: int | None, number: int, size: int) -> Page:
    """Publications of a group and a year of publication (None: all), newest first."""
    where = Entry.origin == origin
    if group:
        where &= Entry.group == group
    if year:
        where &= Entry.published_on.between(f"{year:04}-01-01", f"{year:04}-12-31")
    return _page(where, number, size)


def _page(where: Any, number: int, size: int) -> Page:
    total = Entry.select(fn.COUNT(Entry.id)).where(where).scalar()
    number, pages = paged(total, number, size)
    query = Entry.select(*COLUMNS).where(where).order_by(Entry.published_on.desc(), Entry.log_seq.desc())
    return Page(_rows(query.limit(size).offset((number - 1) * size)), number, pages, total)


class Full(msgspec.Struct, frozen=True):
    """One public thing with everything a list of all has to say of it."""

    obj: str
    path: str
    index_no: str
    number: str
    item: str
    group: str
    title: str
    summary: str
    period: str
    publisher: str
    first_published_on: date
    published_on: date
    version: int
    state: str
    log_seq: int


def every(origin: str, most: int | None = None) -> tuple[Full, ...]:
    """Everything public of one log, newest first, at most so many; what is held back has the state `paused`."""
    columns: dict[str, Any] = {name: getattr(Entry, name) for name in Full.__struct_fields__}
    columns |= {"state": COLUMNS[-2], "summary": Case(None, [(IS_HELD, "")], Entry.summary)}
    query = Entry.select(*columns.values()).where(Entry.origin == origin)
    query = query.order_by(Entry.published_on.desc(), Entry.log_seq.desc()).limit(most)
    return tuple(Full(*row) for row in query.tuples())


def titled(origin: str, room: str, asked: str, year: int, item: str, number: int, size: int) -> Page:
    """Things of one room (the front of their path) by words in title or number; year 0 and item "" mean all."""
    where = (Entry.origin == origin) & Entry.path.startswith(room)
    for word in asked.split():
        where &= Entry.title.contains(word) | Entry.index_no.contains(word)
    if year:
        where &= Entry.published_on.between(f"{year:04}-01-01", f"{year:04}-12-31")
    if item:
        where &= Entry.item == item
    return _page(where, number, size)


def items_with(origin: str, room: str) -> set[str]:
    """Catalogue items of which one room has published something."""
    query = Entry.select(Entry.item).where((Entry.origin == origin) & Entry.path.startswith(room))
    return {code for (code,) in query.distinct().tuples()}


def of_item(origin: str, item: str, count: int) -> tuple[Row, ...]:
    """The newest publications of a catalogue item, also those that fill it from elsewhere."""
    filled = Filled.select(Filled.obj).where((Filled.origin == origin) & (Filled.item == item))
    mine = (Entry.item == item) | Entry.obj.in_(filled)
    query = Entry.select(*COLUMNS).where((Entry.origin == origin) & mine)
    return _rows(query.order_by(Entry.published_on.desc(), Entry.log_seq.desc()).limit(count))


def years(origin: str, group: str | None) -> list[int]:
    """Years in which something of the group was published, newest first."""
    year = fn.SUBSTR(Entry.published_on, 1, 4)
    where = (Entry.origin == origin) & (Entry.group == group) if group else Entry.origin == origin
    return [int(row[0]) for row in Entry.select(year).where(where).distinct().order_by(year.desc()).tuples()]


def stand(origin: str) -> rules.Stand:
    """Which slots of the catalogue are filled, and which lack a part."""
    query = Filled.select(Filled.item, Filled.period, Filled.part, Filled.published_on, Filled.ends)
    found: dict[tuple[str, str, str], tuple[str, int]] = {}
    # Plain rows, put together here: a county asks this of every village it has.
    for item, period, part, day, ends in database.execute(query.where(Filled.origin == origin)):
        first, last = found.get((item, period, part), (day, ends))
        found[item, period, part] = (min(first, day), max(last, ends))
    return rules.stand(
        rules.Fill(*place, date.fromisoformat(first), bool(last)) for place, (first, last) in found.items()
    )


def filled(origin: str) -> dict[tuple[str, str], date]:
    """(item, period) → day on which all of it was public."""
    return stand(origin).filled


class Aside(msgspec.Struct, frozen=True):
    """A slot that does not apply here."""

    item: str
    period: str
    reason: str
    approver: str
    set_on: date


def set_aside(origin: str) -> dict[tuple[str, str], Aside]:
    """(item, period) → why this slot does not apply."""
    rows = SetAside.select().where(SetAside.origin == origin)
    return {(row.item, row.period): Aside(row.item, row.period, row.reason, row.approver, row.set_on) for row in rows}


def nil_slots(origin: str) -> set[tuple[str, str]]:
    """Slots of which all that is public says that nothing happened."""
    query = Filled.select(Filled.item, Filled.period).where(Filled.origin == origin)
    return set(query.group_by(Filled.item, Filled.period).having(fn.MIN(Filled.nil) == 1).tuples())


def next_index(origin: str, code: str, year: int) -> str:
    """The next 索引号 `code/year-00001`: one row of numbers for all publishers of this log, none used twice."""
    mine = (Entry.origin == origin) & Entry.number.startswith(f"{year}-")
    last = Entry.select(Entry.number).where(mine).order_by(fn.LENGTH(Entry.number).desc(), Entry.number.desc()).first()
    return f"{code}/{year}-{int(last.number[5:]) + 1 if last else 1:05}"


class Found(msgspec.Struct, frozen=True):
    """What a search found; `guesses` are the words that pressed first letters may mean, with how many titles."""

    asked: str
    page: Page
    guesses: tuple[tuple[str, int], ...]


NOTHING = Page((), 1, 1, 0)


def match(asked: str) -> str:
    """FTS5 expression for what somebody typed; empty when there is nothing to look for."""
    parts = []
    for word in queries(asked):
        quoted = phrase(word)
        letters = f" OR letters : {quoted}" if is_letters(word) else ""
        parts.append(f"(words : {quoted}{letters})")
    return " AND ".join(parts)


# What is held back is not found by words nobody may read.
SHOWN = "NOT EXISTS (SELECT 1 FROM pause AS p WHERE p.terminal = e.origin AND p.obj = e.obj)"
# CROSS JOIN keeps the order: words first, then the few entries that hold them; SQLite would walk all entries.
SEARCH = f"""
SELECT e.path, e.title, e.item_group, e.publisher, e.published_on, e.version, e.state, e.lines
FROM entry_text AS t CROSS JOIN entry AS e ON e.id = t.rowid
WHERE entry_text MATCH ? AND e.origin = ? AND {SHOWN}
ORDER BY e.published_on DESC, e.log_seq DESC LIMIT ? OFFSET ?
"""
FOUND = f"FROM entry_text AS t CROSS JOIN entry AS e ON e.id = t.rowid WHERE entry_text MATCH ? AND e.origin = ? AND {SHOWN}"
COUNT = f"SELECT COUNT(*) {FOUND}"
TITLES = f"SELECT e.title {FOUND} LIMIT 500"


def found(origin: str, asked: str, number: int, size: int) -> Found:
    """Everything that holds all the words asked for, newest first; letters also find titles by their pinyin."""
    expression = match(asked)
    if not expression:
        return Found(asked, NOTHING, ())
    total = database.execute_sql(COUNT, (expression, origin)).fetchone()[0]
    number, pages = paged(total, number, size)
    rows = database.execute_sql(SEARCH, (expression, origin, size, (number - 1) * size)) if total else ()
    page = Page(tuple(_row(row) for row in rows), number, pages, total)
    return Found(asked, page, _guesses(origin, expression, asked) if total and is_letters(searchable(asked)) else ())


def _row(row: tuple[Any, ...]) -> Row:
    path, title, group, publisher, published_on, version, state, lines = row
    return Row(path, title, group, publisher, date.fromisoformat(published_on), version, state, lines)


def _guesses(origin: str, expression: str, asked: str) -> tuple[tuple[str, int], ...]:
    letters = searchable(asked)
    titles = (searchable(row[0]) for row in database.execute_sql(TITLES, (expression, origin)))
    return tuple(Counter(_meant(titles, letters)).most_common(5)) if len(letters) > 1 else ()


def _meant(titles: Iterable[str], letters: str) -> list[str]:
    """The words in titles that begin with these letters: for “db” 低保, 代办, …"""
    words: list[str] = []
    for title in titles:
        places = {reading.find(letters) for reading in initials(title)} - {-1}
        words.extend(title[place : place + len(letters)] for place in places)
    return words


def index_of(origin: str, obj: str) -> str:
    """The 索引号 of a public thing."""
    return str(Entry.select(Entry.index_no).where((Entry.origin == origin) & (Entry.obj == obj)).scalar())
