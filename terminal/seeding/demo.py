"""Loading seed/demo: files become the same events a cadre's work would make, in the order of their days."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from terminal import config
from terminal.clock import HERE, Now
from terminal.disclosures import actions as disclosures
from terminal.disclosures.events import Signer
from terminal.errors import Problem, Refused
from terminal.journal import blobs
from terminal.journal.append import origin, tail
from terminal.journal.kinds import BlobRef
from terminal.ledger import actions as ledgers
from terminal.ledger.checks import Beside
from terminal.ledger.events import Account
from terminal.ledger.queries import every_entry
from terminal.ledger.sheets.book import Line
from terminal.register.queries import index_of
from terminal.seeding.box import Letter
from terminal.seeding.projects import Undertaking
from terminal.seeding.vouchers import picture
from terminal.store.database import write
from terminal.tables import actions as table_actions
from terminal.tables import queries as tables
from terminal.tables.checks import Wanted
from terminal.tables.events import Signer as TableSigner
from terminal.tables.reading import read as read_table
from terminal.text.days import Period
from terminal.village.actions import describe
from terminal.village.events import Describe

KINDS = ("village", "township")
BY = "演示数据"
TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".csv": "text/csv", ".pdf": "application/pdf"}

Told = Callable[[int], None]


class Step(msgspec.Struct, frozen=True):
    """One thing to do on one day; steps of a day are done in the order they stand in."""

    day: date
    do: Callable[[Now], None]


def _now(day: date, place: int) -> Now:
    morning = datetime.combine(day, time(9, 0), HERE) + timedelta(minutes=place % 480)
    return Now.of(morning, clk="manual")


class Loader:
    """One demonstration folder being loaded; remembers which file became which publication or sheet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers: dict[str, str] = {}
        self.sheets: dict[str, int] = {}

    def steps(self) -> list[Step]:
        """Everything there is to do, by day."""
        found = [
            *(*self._disclosures(), *self._ledgers(), *self._tables()),
            *(*self._letters(), *self._projects()),
        ]
        return sorted(found, key=lambda step: step.day)

    def unit(self) -> Describe:
        return msgspec.convert(_renamed(_toml(self.folder / "unit.toml")), Describe)

    def _disclosures(self) -> Iterator[Step]:
        for path in sorted((self.folder / "disclosures").glob("*.md")):
            head, text = _parts(path)
            slug = path.stem[11:]
            yield Step(head["published_on"], partial(self._disclose, slug, head, text))

    def _disclose(self, slug: str, head: dict[str, Any], text: str, now: Now) -> None:
        match head["do"]:
            case "publish":
                header = disclosures.publish(self._draft(head, text), by=BY, now=now)
                self.numbers[slug] = index_of(header.origin, header.obj).rpartition("/")[2]
            case "revise":
                disclosures.revise(self.numbers[head["of"]], self._draft(head, text), head["reason"], by=BY, now=now)
            case "withdraw":
                disclosures.withdraw(self.numbers[head["of"]], head["reason"], by=BY, now=now)

    def _draft(self, head: dict[str, Any], text: str) -> disclosures.Draft:
        plain = (
            "item",
            "title",
            "summary",
            "period",
            "published_on",
            "created_on",
            "publisher",
            "responsible",
            "doc_no",
        )
        return disclosures.Draft(
            text=text,
            signers=tuple(Signer(role, name) for role, name in head.get("signers", ())),
            attachments=tuple(self._attach(name) for name in head.get("attachments", ())),
            **{name: head[name] for name in plain if name in head},
        )

    def _attach(self, name: str) -> BlobRef:
        path = self.folder / "files" / name
        return blobs.put(path.read_bytes(), name, TYPES[path.suffix])

    def _ledgers(self) -> Iterator[Step]:
        listed = self.folder / "ledger" / "published.toml"
        if not listed.exists():
            return
        table = _toml(listed)
        for month in (*table["months"], *table.get("revisions", ())):
            account = table["accounts"][month["account"]]
            yield Step(month["published_on"], partial(self._sheet, account, month))

    def _sheet(self, account: dict[str, Any], month: dict[str, Any], now: Now) -> None:
        path = self.folder / "ledger" / month["file"]
        into = Account(month["account"], account["name"])
        sheet = ledgers.read_file(path.read_bytes(), path.name, Period.read(month["period"]), into)
        beside = Beside(vouchers=_pictures(sheet.lines, account["unit"]))
        days = {"published_on": month["published_on"], "now": now, "by": BY}
        if reason := month.get("reason"):
            ledgers.revise(sheet, reason, account=into, beside=beside, **days)
        else:
            header = ledgers.publish(sheet, account=into, publisher=account["publisher"], beside=beside, **days)
            self.sheets[f"{month['account']}/{month['period']}"] = header.seq

    def _tables(self) -> Iterator[Step]:
        listed = self.folder / "tables" / "published.toml"
        said = _toml(listed) if listed.exists() else {"tables": ()}
        for one in said["tables"]:
            yield Step(one["published_on"], partial(self._table, said, one))

    def _table(self, said: dict[str, Any], one: dict[str, Any], now: Now) -> None:
        path = self.folder / "tables" / one["sort"] / f"{one['period']}.csv"
        sort = tables.sort(one["sort"])
        wanted = Wanted(sort, Period.read(one["period"]), read_table(path.read_bytes(), path.name, sort))
        signers = tuple(TableSigner(role, name) for role, name in said["signers"])
        published = {"published_on": one["published_on"], "by": BY, "now": now}
        table_actions.publish(wanted, publisher=said["publisher"], signers=signers, **published)

    def _letters(self) -> Iterator[Step]:
        path = self.folder / "feedback.toml"
        for said in _toml(path)["case"] if path.exists() else ():
            yield from (Step(day, do) for day, do in Letter(said, self._place).steps())

    def _projects(self) -> Iterator[Step]:
        path = self.folder / "projects.toml"
        for said in _toml(path)["project"] if path.exists() else ():
            yield from (Step(day, do) for day, do in Undertaking(said, self.numbers.__getitem__, BY).steps())

    def _place(self, about: str) -> str:
        """The address of what a letter is about: “disclosure:slug” or “line:account/month/voucher”."""
        kind, _, named = about.partition(":")
        if kind == "disclosure":
            return f"/disclosures/{self.numbers[named]}"
        month, _, voucher = named.rpartition("/")
        entries = every_entry(origin(), self.sheets[month])
        return f"/ledger/lines/{next(one.number for one in entries if one.voucher == voucher)}"


def _pictures(lines: tuple[Line, ...], unit: str) -> dict[str, tuple[BlobRef, ...]]:
    """A picture for every numbered voucher."""
    return {
        line.voucher: (blobs.put(picture(line, unit), f"{line.voucher}.png", "image/png"),)
        for line in lines
        if line.voucher
    }


def _renamed(table: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in msgspec.structs.fields(Describe)}
    return {"unit_kind": table["kind"], **{name: value for name, value in table.items() if name in known}}


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter between lines of `+++`, and the text below."""
    _, head, text = path.read_text(encoding="utf-8").split("+++\n", 2)
    return tomllib.loads(head), text


def load(kind: str, told: Told = lambda percent: None) -> int:
    """Load the demonstration, whole or not at all; returns the number of log lines. Refused on a terminal in use."""
    if tail() is not None:
        raise Refused([Problem("这台机器已经有登记了，演示数据只装进空的机器。请用 --data 另选一个空文件夹。")])
    loader = Loader(config.assets("seed", "demo", kind))
    steps = loader.steps()
    with write():
        describe(loader.unit(), by=BY, now=_now(steps[0].day, 0))
        for place, step in enumerate(steps):
            step.do(_now(step.day, place))
            told((place + 1) * 100 // len(steps))
    newest = tail()
    return newest.seq if newest else 0
