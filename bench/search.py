"""Searching 100,000 entries: the search page's question against LIKE over the same words in the same file."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from bench import world
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import clock, config
from terminal.errors import TerminalError
from terminal.journal.append import origin
from terminal.opening import open_terminal
from terminal.register import entering, queries
from terminal.register.models import Entry, EntryText
from terminal.store import schema
from terminal.store.database import close_database, database, write
from terminal.text.pinyin import initials
from terminal.text.words import pairs, searchable

ENTRIES = 100_000
AT_ONCE = 500
SHOWN = 6
PHRASES = tuple(
    [
        "今年村里",
        "公布各组",
        "名单金额",
        "情况结果",
        "补助发放",
        "清洁道路",
        "路灯照明",
        "山塘果园",
        "老人学校",
        "水渠清淤",
    ]
)
RARE = 40  # entries that hold the rare words
ABOUT = About(
    title="Searching 100,000 entries",
    notes=(
        "One question of the search page (how many, and the newest six) against the same by LIKE over a column with the "
        "same words. Both give the same entries for every word here, which is checked before anything is measured."
    ),
    packages=("peewee", "opencc-python-reimplemented"),
)
# (what, word): every character of the rare words stands only in them, of the absent ones nowhere.
WORDS = (
    *(("present", word) for word in ("村", "村里", "补助发", "今年村里")),
    *(("rare", word) for word in ("鲈", "鲈鳜", "鲈鳜鳊", "鲈鳜鳊鲢")),
    *(("absent", word) for word in ("麒", "麒麟", "麒麟貔", "麒麟貔貅")),
)
LIKE = """
SELECT e.path, e.title, e.item_group, e.publisher, e.published_on, e.version, e.state, e.lines
FROM plain_text AS t JOIN entry AS e ON e.id = t.id
WHERE t.words LIKE ? AND e.origin = ? ORDER BY e.published_on DESC, e.log_seq DESC LIMIT ?
"""
LIKE_COUNT = "SELECT COUNT(*) FROM plain_text AS t JOIN entry AS e ON e.id = t.id WHERE t.words LIKE ? AND e.origin = ?"


def prepare(folder: Path, like: config.Settings, told: world.Told, entries: int = ENTRIES) -> config.Settings:
    """A register of so many entries, each told the way events tell it, and the same words in an ordinary table."""
    settings = world.settings_in(folder / "register", like=like)
    made = settings.data / "made"
    open_terminal(settings)
    try:
        # Tables that changed were told anew from the log, in which these entries do not stand.
        wanted = f"{entries} {schema.fact('tables')}"
        if not made.exists() or made.read_text(encoding="utf-8") != wanted:
            with write():
                _empty()
                _fill(entries, told)
            made.write_text(wanted, encoding="utf-8")
    finally:
        close_database()
    return settings


def _empty() -> None:
    for model in (Entry, EntryText):
        model.delete().execute()
    database.execute_sql("DROP TABLE IF EXISTS plain_text")
    database.execute_sql("CREATE TABLE plain_text (id INTEGER PRIMARY KEY, words TEXT NOT NULL)")


def _fill(entries: int, told: world.Told) -> None:
    for start in range(0, entries, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, entries))
        fill_rows([(number, _public(number, entries)) for number in numbers])
        told(start * 100 // entries)


def fill_rows(found: list[tuple[int, entering.Public]]) -> None:
    """Many entries at once, each row as entering.enter writes it, and what it searches in the ordinary table."""
    rows, words, plain = [], [], []
    for number, public in found:
        fields = {name: getattr(public, name) for name in public.__struct_fields__ if name in Entry._meta.fields}
        seq = number + 2
        known = entering.row_id(origin(), seq)
        place = {"id": known, "origin": origin(), "obj": f"entry-{number:06}", "log_seq": seq}
        rows.append(
            fields | place | {"number": public.path[-11:], "state": "public", "first_published_on": public.published_on}
        )
        letters = " ".join(pairs(reading) for reading in initials(searchable(public.title)))
        said = searchable(f"{public.title}\n{public.index_no}\n{public.summary}\n{public.words}")
        words.append({EntryText.rowid: known, EntryText.words: pairs(said), EntryText.letters: letters})
        plain.append((known, said))
    Entry.insert_many(rows).execute()
    EntryText.insert_many(words).execute()
    database.connection().executemany("INSERT INTO plain_text (id, words) VALUES (?, ?)", plain)


def _public(number: int, entries: int) -> entering.Public:
    chance = random.Random(number)
    rare = "鲈鳜鳊鲢" if number % max(1, entries // RARE) == 0 else ""
    day = clock.today() - timedelta(days=1800 - number * 1800 // entries)
    return entering.Public(
        index_no=f"54990123MA0SQ8001X/{day.year}-{number:06}",
        path=f"/disclosures/{day.year}-{number:06}",
        item="V-A05",
        group="affairs",
        title=f"{day.year}年误工补贴第{number}号{rare}",
        summary="",
        period="",
        publisher="石桥村村民委员会",
        published_on=day,
        display_until=day + timedelta(days=365),
        words="，".join(chance.choices(PHRASES, k=6)),
    )


def ours(word: str) -> tuple[int, list[str]]:
    """How many entries hold the word, and the addresses of the newest."""
    page = queries.found(origin(), word, 1, SHOWN).page
    return page.total, [row.path for row in page.rows]


def by_like(word: str) -> tuple[int, list[str]]:
    """The same, as one would ask without an index for words."""
    pattern = f"%{searchable(word)}%"
    total = database.execute_sql(LIKE_COUNT, (pattern, origin())).fetchone()[0]
    rows = database.execute_sql(LIKE, (pattern, origin(), SHOWN)).fetchall() if total else ()
    return total, [row[0] for row in rows]


def _milliseconds(ask: Callable[[str], object], word: str, seconds: float) -> float:
    """Time of one question, asked again and again for a while."""
    began, count = time.perf_counter(), 0
    while (passed := time.perf_counter() - began) < seconds or not count:
        ask(word)
        count += 1
    return passed * 1000 / count


def _row(what: str, word: str, rounds: int, seconds: float) -> Row:
    found = ours(word)
    if found != by_like(word):
        raise TerminalError(f"“{word}”两边找到的不一样：{found} 和 {by_like(word)}。")
    times = in_turn(
        {
            "us": lambda: _milliseconds(ours, word, seconds),
            "LIKE": lambda: _milliseconds(by_like, word, seconds),
        },
        rounds,
    )
    name = f"{what}, {len(word)} characters, {found[0]:,} hits"
    reach = {"reach": 100, "better": "high"} if what == "absent" else {}
    return compare(name, times, "us", "LIKE", "ms", faster=True, **reach)


def run(settings: config.Settings, rounds: int, seconds: int) -> list[Row]:
    open_terminal(settings)
    try:
        return [_row(what, word, rounds, seconds / 10) for what, word in WORDS]
    finally:
        close_database()
