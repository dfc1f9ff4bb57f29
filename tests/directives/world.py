"""A county and two villages with real logs in folders of their own; what the county says reaches them by real bundles."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from terminal import clock, events_register
from terminal.bundle.write import Order, Signing
from terminal.config import Settings
from terminal.directives import events
from terminal.journal import append
from terminal.journal.header import Header
from terminal.journal.keys import load_or_make
from terminal.journal.kinds import BlobRef, Event
from terminal.opening import open_terminal
from terminal.store.database import close_database, write
from terminal.sync import leaving, trust, withholding
from terminal.sync.apply import Applied, Receiver, apply
from tests.county.villages import VILLAGES, county_settings, village_settings

CANARY = "金丝雀只在上湾村叫"
DAY = date(2026, 11, 20)


class World:
    """Machines by number: the county is -1; one is open at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = self.settings_below(folder)
        self.origins: dict[int, str] = {}
        self.keys: dict[int, bytes] = {}
        for place in (0, 1, -1):
            with self.at(place):
                self.origins[place], self.keys[place] = append.origin(), trust.own(self.settings[place].data)
        for place in (0, 1):
            with self.at(place):
                trust.trust(self.keys[-1], trust.COUNTY, "测试", clock.now())
            with self.at(-1):
                trust.trust(self.keys[place], trust.LOG, "测试", clock.now())

    @staticmethod
    def settings_below(folder: Path) -> dict[int, Settings]:
        found = {place: village_settings(folder / f"village{place}", place) for place in (0, 1)}
        return {-1: county_settings(folder / "county"), **found}

    @contextmanager
    def at(self, place: int) -> Iterator[None]:
        """With this machine open."""
        open_terminal(self.settings[place])
        try:
            yield
        finally:
            close_database()

    def say(self, event: Event, about: str | None = None) -> Header:
        """The county says it."""
        with self.at(-1), write():
            return append.append(event, by="县政务公开办", now=clock.now(), about=about)

    def down(self, place: int, since: int = 0) -> list[bytes]:
        """What the county has for one village, as bundles."""
        settings = self.settings[-1]
        with self.at(-1):
            kept = withholding.kept_from(VILLAGES[place][2], self.origins[place])
            order = Order(since=since, kind="down", to=self.origins[place], blobs=True, withhold=kept)
            signing = Signing(load_or_make(settings.data / "keys"), clock.now())
            return [b"".join(one.pieces()) for one in leaving.outgoing(settings.data, order, signing)]

    def deliver(self, place: int) -> list[Applied]:
        bundles = self.down(place)
        with self.at(place):
            receiver = Receiver(self.settings[place].data, events_register.TABLES, clock.now())
            return [apply(one, receiver) for one in bundles]

    def up(self, place: int) -> list[Applied]:
        """What a village has, brought to the county."""
        settings = self.settings[place]
        with self.at(place):
            signing = Signing(load_or_make(settings.data / "keys"), clock.now())
            bundles = [b"".join(one.pieces()) for one in leaving.outgoing(settings.data, Order(blobs=True), signing)]
        with self.at(-1):
            receiver = Receiver(self.settings[-1].data, events_register.TABLES, clock.now())
            return [apply(one, receiver) for one in bundles]

    def holds(self, place: int, said: str | bytes) -> list[str]:
        """Files below a machine's folder in which these bytes stand."""
        wanted = said.encode() if isinstance(said, str) else said
        files = (path for path in self.settings[place].data.rglob("*") if path.is_file())
        return [path.name for path in files if wanted in path.read_bytes()]


def notice(to: str = "*", **changes: Any) -> events.DocumentPosted:
    usual: dict[str, Any] = {
        "to": to, "sort": "notice", "edition": 1, "title": "关于今冬防火的通知", "text": "各家各户注意用火。",
        "issuer": "青溪县应急管理局", "doc_no": "青应急〔2026〕12号", "issued_on": DAY,
    }  # fmt: skip
    return events.DocumentPosted(**usual | changes)


def correction(to: str, **changes: Any) -> events.CorrectionOrdered:
    usual: dict[str, Any] = {
        "to": to, "title": "第三季度误工补贴公布", "what": "金额和账上不一致，请核对后更正。",
        "basis": "《村民委员会组织法》（2025年修正）第36条", "issuer": "柳河镇人民政府", "due_on": date(2026, 11, 30),
    }  # fmt: skip
    return events.CorrectionOrdered(**usual | changes)


def takedown(to: str, target: str, **changes: Any) -> events.Takedown:
    usual: dict[str, Any] = {
        "to": to, "target": target, "title": "低保评议结果", "basis": "《个人信息保护法》（2021年）第28条",
        "reason": "公布了身份证号。", "issuer": "青溪县民政局",
    }  # fmt: skip
    return events.Takedown(**usual | changes)


def restore(to: str, target: str, **changes: Any) -> events.Restore:
    usual: dict[str, Any] = {
        "to": to, "target": target, "title": "低保评议结果", "reason": "已经改好。", "issuer": "青溪县民政局",
    }  # fmt: skip
    return events.Restore(**usual | changes)


def handed(to: str, **changes: Any) -> events.CaseHanded:
    usual: dict[str, Any] = {
        "to": to, "ticket": "RX20261120-0031", "category": "complaint", "text": "村口的路灯坏了一个月。",
        "name": "周某", "phone": "0990-5550188", "received_on": DAY, "issuer": "青溪县12345热线",
    }  # fmt: skip
    return events.CaseHanded(**usual | changes)


BLOB = BlobRef(sha256="0" * 64, name="手册.pdf", media_type="application/pdf", size=3)
