"""A village at work, in a process of its own that writes down every change: what it tells people is told to the journal.

`python -m tests.crash.workload DATA ROUNDS MUTATION DURABILITY`. The WAL is copied back after few commits and when small, so
that this is among what is cut off; everything else is the product's own.
"""

import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec

from terminal import clock
from terminal.config import Feedback, Log, OfficeKeys, Settings, Unit
from terminal.disclosures.actions import publish
from terminal.feedback import intake
from terminal.feedback.receipts import unlock
from terminal.feedback.shapes import Attached, Submission
from terminal.journal import blobs
from terminal.journal.append import origin, tail, this_log
from terminal.journal.chain import digest
from terminal.journal.header import Header, write_header
from terminal.ledger import actions as ledger
from terminal.ledger.checks import Beside
from terminal.ledger.events import Account
from terminal.ledger.sheets.book import Line, Sheet
from terminal.opening import open_terminal
from terminal.store import database
from terminal.surveys import actions as surveys
from terminal.surveys.shapes import Question, Questionnaire
from terminal.text.days import Period
from tests.crash import mutations, shim
from tests.world import CADRE, SUNDAY, at, draft

PUBLIC = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"


class Told(msgspec.Struct, frozen=True, omit_defaults=True):
    """What somebody was told, and must therefore be so after any power cut."""

    origin: str = ""
    genesis: str = ""
    seq: int = 0
    hash: str = ""
    blobs: tuple[str, ...] = ()
    lookup: str = ""
    sheets: int = 0  # answers to the questionnaire counted


def tell(**said: object) -> None:
    shim.acknowledge(msgspec.json.encode(Told(**said)))


def settings_in(data: Path, durability: str = "wal") -> Settings:
    unit = Unit(
        kind="village",
        name="石桥村",
        code="54990123MA0SQ8001X",
        in_service_from=date(2026, 1, 1),
        township="柳河镇",
        county="青溪县",
    )
    office = OfficeKeys(addressee="discipline", name="县纪检", keys=(PUBLIC,))
    return Settings(data=data, unit=unit, log=Log(durability=durability), feedback=Feedback(office=(office,)))


def _tell_line(header: Header, *named: str) -> None:
    tell(seq=header.seq, hash=digest(write_header(header)), blobs=named)


def disclose(number: int, told: Callable[..., None] = _tell_line) -> None:
    blob = blobs.put(f"第{number}号附件\n".encode() * (50 + 10 * (number % 20)), "附件.txt", "text/plain")
    said = draft(title=f"第{number}号公布", text=f"第{number}号：李某 300.00 元。", attachments=(blob,))
    told(publish(said, by=CADRE, now=at(SUNDAY)), blob.sha256)


def import_month(number: int, told: Callable[..., None] = _tell_line) -> None:
    month = Period.read(f"{2020 + number // 12}-{number % 12 + 1:02}")
    lines = tuple(
        Line(summary=f"第{place}笔", direction="in", fen=100 * place, day=month.first, voucher=f"记-{place}")
        for place in range(1, 9)
    )
    sheet = Sheet(name="收支", period=month, account_set="2023", lines=lines, opening_fen=0, closing_fen=3600)
    picture = blobs.put(f"凭证{number}".encode() * 300, "凭证.jpg", "image/jpeg")
    header = ledger.publish(
        sheet,
        account=Account(f"zhang-{number}", "基本户"),
        publisher="committee",
        published_on=SUNDAY,
        beside=Beside(vouchers={"记-1": (picture,)}),
        by=CADRE,
        now=at(SUNDAY),
    )
    told(header, picture.sha256)


def say(number: int, is_above: bool) -> None:
    photo = Attached(f"照片{number}".encode() * 200, "image/jpeg", "照片.jpg")
    above = Submission(category="report", addressee="discipline", text=f"第{number}封信", attached=(photo,))
    ours = Submission(category="help", addressee="village", text=f"第{number}件事", attached=(photo,))
    code = intake.submit(above if is_above else ours, at(SUNDAY))
    tell(lookup=unlock(code, origin()).lookup)


def ask() -> None:
    question = Question("路灯够不够亮？", choices=("够", "不够"))
    asked = Questionnaire(
        title="路灯", why="要换路灯。", questions=(question,), starts_on=SUNDAY, ends_on=date(2026, 12, 5)
    )
    _tell_line(surveys.ask(asked, written_by=CADRE, confirmed_by=CADRE, now=at(SUNDAY)))


def answer(number: int) -> None:
    surveys.answer(1, f"{number:032x}", (1,), now=at(SUNDAY))
    tell(sheets=number)


def together(*works: Callable[[], None]) -> None:
    """All at once, so that several share one transaction."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def one_round(number: int) -> None:
    disclose(number)
    together(lambda: say(3 * number, False), lambda: say(3 * number + 1, True), lambda: say(3 * number + 2, False))
    import_month(number)
    answer(number)


def main(data: Path, rounds: int, mutation: str, durability: str) -> None:
    clock.use(lambda: at(SUNDAY))
    database.CHECKPOINT_AT, database.CHECKPOINT_EVERY = 64 * 1024, 3
    mutations.MUTATIONS[mutation]()
    open_terminal(settings_in(data, durability))
    newest = tail()
    tell(origin=origin(), genesis=this_log().genesis)
    _tell_line(newest)
    ask()
    for number in range(1, rounds + 1):
        one_round(number)
    mutations.finish()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
