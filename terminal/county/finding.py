"""Finding something public in all villages somebody may see, and the villages themselves by name."""

import msgspec

from terminal.county.queries import Village
from terminal.county.standing import News, named
from terminal.register.queries import match, paged
from terminal.store.database import database
from terminal.text.pinyin import initials
from terminal.text.words import searchable


class Found(msgspec.Struct, frozen=True):
    """One screen of what was found, newest first; `villages` are those whose name fits."""

    news: tuple[News, ...]
    villages: tuple[Village, ...]
    number: int
    pages: int
    total: int


# Words first, then the few entries that hold them; the scope, and what an order holds back, are looked at in the same question.
WHERE = """
FROM entry_text AS t CROSS JOIN entry AS e ON e.id = t.rowid
WHERE entry_text MATCH ? AND e.origin IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM pause AS p WHERE p.terminal = e.origin AND p.obj = e.obj)
"""


def found(villages: tuple[Village, ...], asked: str, number: int, size: int) -> Found:
    """Everything in these villages that holds all the words; nothing of any other."""
    expression = match(asked)
    if not expression:
        return Found((), (), 1, 1, 0)
    scope = msgspec.json.encode([one.terminal for one in villages]).decode()
    total = int(database.execute_sql(f"SELECT COUNT(*) {WHERE}", (expression, scope)).fetchone()[0])
    number, pages = paged(total, number, size)
    order = "ORDER BY e.published_on DESC, e.log_seq DESC LIMIT ? OFFSET ?"
    rows = database.execute_sql(f"SELECT e.id {WHERE} {order}", (expression, scope, size, (number - 1) * size))
    return Found(named([row[0] for row in rows]), _called(villages, asked), number, pages, total)


def _called(villages: tuple[Village, ...], asked: str) -> tuple[Village, ...]:
    """Villages by name, township or first letters."""
    wanted = searchable(asked).replace(" ", "")
    if not wanted:
        return ()
    return tuple(
        one
        for one in villages
        if wanted in searchable(one.township + one.name) or any(wanted in said for said in initials(one.name))
    )
