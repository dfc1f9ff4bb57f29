"""Three villages of Qingxi county with real logs, and the county that takes them; made once, copied for every test."""

import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from terminal import clock, county_app, events_register
from terminal.bundle.write import Order, Signing
from terminal.config import County, Screen, Settings, Unit
from terminal.county import actions
from terminal.journal.keys import load_or_make
from terminal.opening import open_terminal
from terminal.store.database import close_database
from terminal.sync import leaving, trust
from terminal.sync.apply import Receiver, apply
from tests.world import make_disclosure

VILLAGES = (("540990101", "石桥村", "柳河镇"), ("540990102", "上湾村", "柳河镇"), ("540990201", "松岭村", "青山镇"))
TOWNSHIPS = ("柳河镇", "青山镇")
YEAR = date(2026, 1, 1)


def county_settings(data: Path) -> Settings:
    return Settings(data=data, county=County("青溪县", "Qingxi County", "540990", TOWNSHIPS), screen=Screen(debug=True))


def village_settings(data: Path, place: int = 0, since: date = YEAR) -> Settings:
    code, name, township = VILLAGES[place]
    unit = Unit(kind="village", name=name, code=code, in_service_from=since, township=township, county="青溪县")
    return Settings(data=data, unit=unit)


def bundles_of(settings: Settings, blobs: bool = True) -> list[bytes]:
    """Everything the open terminal has, as it leaves."""
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    return [b"".join(one.pieces()) for one in leaving.outgoing(settings.data, Order(blobs=blobs), signing)]


def make_village(folder: Path, place: int, since: date = YEAR) -> tuple[bytes, Sequence[bytes]]:
    """Its public key, and bundles of its whole log: two publications. It owes what falls due from `since` on."""
    settings = village_settings(folder, place, since)
    open_terminal(settings)
    try:
        make_disclosure(title=f"{VILLAGES[place][1]}第三季度误工补贴公布")
        make_disclosure(
            title=f"{VILLAGES[place][1]}低保评议结果", text="评议通过三户。", published_on=date(2026, 11, 2)
        )
        return trust.own(folder), bundles_of(settings)
    finally:
        close_database()


def make_world(folder: Path) -> None:
    """Folders `county`, `village0` to `village2` below it; the county has enrolled all three and taken their logs."""
    made = [make_village(folder / f"village{place}", place) for place in range(len(VILLAGES))]
    county_app.install()
    settings = county_settings(folder / "county")
    open_terminal(settings)
    try:
        receiver = Receiver(settings.data, events_register.TABLES, clock.now())
        for (public, bundles), (code, name, township) in zip(made, VILLAGES, strict=True):
            actions.enrol(public, code, name, township, by="测试", now=clock.now())
            for one in bundles:
                apply(one, receiver)
    finally:
        close_database()


def copy_of(world: Path, to: Path) -> Path:
    shutil.copytree(world, to)
    return to
