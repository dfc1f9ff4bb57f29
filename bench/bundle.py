"""A month as a bundle: its bytes beside gzip -9 of the plain rows, and how long the export takes after one and ten years."""

import gzip
import json
import random
import secrets
import shutil
import time
from datetime import date, timedelta
from pathlib import Path
from typing import ClassVar

from bench import world
from bench.report import About
from bench.rounds import Row, compare, in_turn
from terminal import clock, config, events_register
from terminal.bundle.write import Order, Signing, bundles
from terminal.disclosures import actions as disclosures
from terminal.feedback import intake
from terminal.feedback.receipts import Receipt
from terminal.feedback.shapes import Submission
from terminal.journal import kinds
from terminal.journal.append import append, length
from terminal.journal.keys import load_or_make
from terminal.journal.models import Deferred
from terminal.ledger import actions as ledger
from terminal.ledger.events import Account
from terminal.opening import open_terminal
from terminal.register import models as register_tables
from terminal.store.database import close_database, database, write
from terminal.text.days import Period

DISCLOSURES, LINES, CASES = 60, 400, 10
EVENTS = DISCLOSURES + 1 + CASES
ACCOUNT = Account("jiben", "基本户")
SAID = (
    "三组路口的路灯坏了半个月，晚上看不见路，老人和娃儿走路不安全。请村里派人来看一看，修好了告诉我们一声。",
    "上个月的误工补贴表上没有我的名字，我在水渠上做了四天工，组长记了的，请查一查是不是漏了。",
    "村口的垃圾箱满了好几天没有人来收，天热味道大，能不能多收几次？",
    "想问一下今年的合作医疗什么时候交，在哪里交，可不可以请娃儿在外面帮我交？",
    "小学后面那段路下雨就积水，学生要绕到公路上走，很危险，请早点垫起来。",
)
ABOUT = About(
    title="A month as a bundle",
    notes=(
        f"A month: {DISCLOSURES} disclosures, one sheet of {LINES} lines, {CASES} submissions, exported as one bundle with chain, salts, "
        "envelope and signature, without attachments. Plain rows: what the tables of disclosures, ledger and feedback "
        "hold of that month, one JSON object a row, the names of the columns in each, through gzip −9; no chain, no signature, "
        "no register and no search index. Export: the newest month of a log with one and with ten years of such months behind it, processor time, nothing kept from the time before."
    ),
    packages=("cryptography",),
)


class Kept(kinds.Event, frozen=True, kw_only=True):
    """A line of ordinary length that tells no table: the years before."""

    kind: ClassVar[str] = "bench.kept"
    text: str


def prepare(folder: Path, like: config.Settings, told: world.Told) -> dict[str, config.Settings]:
    """An empty village for the month, and logs of one and of ten years."""
    made = {}
    for name, months in (("month", 0), ("one year", 12), ("ten years", 120)):
        made[name] = world.settings_in(folder / "bundle" / name.replace(" ", "-"), like=like)
        shutil.rmtree(made[name].data, ignore_errors=True)
        open_terminal(made[name])
        try:
            with write():
                _years(months)
        finally:
            close_database()
        told(months * 100 // 120)
    return made


def _years(months: int) -> None:
    chance = random.Random(20261122)
    for number in range(months * EVENTS):
        text = world.draft_of(number, clock.today(), chance).text
        append(Kept(text=text), by=world.BY, now=clock.now())


def month(settings: config.Settings) -> int:
    """A month in the opened village; the number of the line before it."""
    before, chance = length(), random.Random(20261122)
    period = Period.of(clock.today(), "M").previous()
    with write():
        for number in range(DISCLOSURES):
            day = period.first + timedelta(days=number * 28 // DISCLOSURES)
            disclosures.publish(world.draft_of(number, day, chance), by=world.BY, now=_at(day))
        sheet = world.sheet_of(ACCOUNT, period, LINES, 5_000_000_00, chance)
        publish = {"account": ACCOUNT, "publisher": "committee", "published_on": period.last, "by": world.BY}
        ledger.publish(sheet, **publish, now=_at(period.last))
        for number in range(CASES):
            submission = Submission(category="help", addressee="village", text=SAID[number % len(SAID)], name="李大山")
            intake.prepare(submission, Receipt(secrets.token_hex(16), "", ""), _at(period.last))()
    return before


def _at(day: date) -> clock.Now:
    return world._now(day)


def plain(since: int) -> bytes:
    """Rows of all tables but the register's that lines after `since` told, as JSON Lines."""
    lines = []
    for model in events_register.TABLES:
        if model is Deferred or model in register_tables.TABLES or "log_seq" not in model._meta.columns:
            continue
        names = list(model._meta.columns)
        listed = ", ".join(f'"{name}"' for name in names)
        told = f'SELECT {listed} FROM "{model._meta.table_name}" WHERE log_seq > ?'
        for row in database.execute_sql(told, (since,)):
            lines.append(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, separators=(",", ":")))
    return "".join(f"{line}\n" for line in lines).encode()


def exported(settings: config.Settings, since: int) -> bytes:
    """The bundle of everything after `since`."""
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    (one,) = (b"".join(draft.pieces()) for draft in bundles(Order(since=since), signing))
    return one


def _bytes(settings: config.Settings) -> Row:
    """The month's bundle beside its rows."""
    open_terminal(settings)
    try:
        since = month(settings)
        bundle, rows = len(exported(settings, since)), len(gzip.compress(plain(since), 9))
    finally:
        close_database()
    return Row("a month, signed", bundle, "gzip -9 of the plain rows", rows, "bytes", bundle / rows, 1, "low")


def _milliseconds(settings: config.Settings, seconds: float) -> float:
    """Processor time of one export of the newest month, made again and again for a while."""
    open_terminal(settings)
    try:
        since = length() - EVENTS
        exported(settings, since)
        began, count = time.process_time(), 0
        while (passed := time.process_time() - began) < seconds or not count:
            exported(settings, since)
            count += 1
        return passed * 1000 / count
    finally:
        close_database()


def run(made: dict[str, config.Settings], rounds: int, seconds: int) -> list[Row]:
    bytes_row = _bytes(made["month"])
    times = in_turn(
        {name: lambda name=name: _milliseconds(made[name], seconds) for name in ("ten years", "one year")}, rounds
    )
    time_row = compare("export after ten years", times, "ten years", "one year", "ms", reach=1.2, better="low")
    return [bytes_row, time_row]
