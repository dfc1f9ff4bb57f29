"""A county with everything its pages can show: three villages, letters, orders, a record; for tests and for pictures.

One village was heard of today, one is late and silent but for a stick, the log of one is frozen and a bundle lies aside.
"""

import shutil
from datetime import date
from pathlib import Path

from terminal import clock, county_app, events_register
from terminal.clock import Now
from terminal.config import Settings
from terminal.county import access, actions, arrivals, fetching, queries
from terminal.county.orders import actions as orders
from terminal.directives import events as said
from terminal.opening import open_terminal
from terminal.register.queries import every
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.store.database import close_database
from terminal.sync import trust
from terminal.sync.apply import Applied, Receiver, apply
from tests.conftest import SUNDAY_MORNING
from tests.county import mailing
from tests.county.villages import VILLAGES, bundles_of, county_settings, make_village
from tests.staff.people import make

LATER = {1: date(2026, 10, 10), 2: date(2026, 11, 1)}  # the other villages, and since when they owe anything
LETTER = (
    "去年修水渠，县里说有六万元。我们十二户只看到挖了一半，问村里说钱没到，问镇里说早拨了。请查一查这笔钱到了哪里。"
)
ISSUER = "青溪县政务公开办"
LAW = "《村民委员会组织法》（2025年修正）第36条"
NOTICE = "关于做好冬季用电用火安全的通知"
WARM = """各村要在十二月五日前，把独居老人和五保户家里的线路看一遍。

- 电热毯用了五年以上的，劝换；
- 炭火盆不放进卧室；
- 出门关火，人走断电。

有困难的，报镇里的应急管理站。
"""


def _first(folder: Path, demonstration: Path | None) -> Settings:
    """The first village: the demonstration, when there is one, or else two publications."""
    if demonstration is None:
        make_village(folder, 0)
    else:
        shutil.copytree(demonstration, folder)
    return Settings(data=folder)


def _sent(folder: Path, demonstration: Path | None) -> list[tuple[bytes, list[bytes]]]:
    """Of each village its public key, and everything it has to say."""
    first = _first(folder / "village0", demonstration)
    open_terminal(first)
    mailing.written(VILLAGES[0][2], "county", "discipline", text=LETTER)
    made = [(trust.own(first.data), bundles_of(first))]
    close_database()
    others = (make_village(folder / f"village{place}", place, since) for place, since in LATER.items())
    return [*made, *((public, list(bundles)) for public, bundles in others)]


def build(folder: Path, demonstration: Path | None = None) -> Settings:
    """Fill the folder, and leave the county's database open."""
    made = _sent(folder, demonstration)
    county_app.install()
    settings = county_settings(folder / "county")
    open_terminal(settings)
    receiver = Receiver(settings.data, events_register.TABLES, clock.now())
    for (public, bundles), (code, name, township) in zip(made, VILLAGES, strict=True):
        actions.enrol(public, code, name, township, by="王建国", now=clock.now())
        for one in bundles:
            apply(one, receiver)
    people_the_county(settings.data)
    return settings


def people_the_county(data: Path) -> None:
    """Who signs in, and what the pages have to show: contacts, arrivals, something aside, orders, a record."""
    logs = {name: log for log, name in queries.names().items()}
    make(Role.ADMIN)
    officer, _ = (mailing.servant("county", name) for name in ("孙敏", "钱进"))
    make(Role.TOWNSHIP)
    make(Role.AUDITOR)
    mailing.keep_locked("county")
    _came(data, logs)
    _ordered(officer, logs)
    access.record(officer, "letter.open", village=logs["石桥村"], about="F2026-0007", now=SUNDAY_MORNING)


def _came(data: Path, logs: dict[str, str]) -> None:
    came = Applied(bundle="up_1", origin=logs["石桥村"], epoch=1, seq=4, word="new", lines=3, blobs=1)
    arrivals.note(came, "push", SUNDAY_MORNING, size=48_000)
    fetching.remember(logs["石桥村"], "10.1.2.3:8000")
    earlier = Now.of(SUNDAY_MORNING.at.replace(day=16))
    arrivals.note(Applied(bundle="up_2", origin=logs["上湾村"], epoch=1, seq=4, word="new", lines=4), "stick", earlier)
    arrivals.refused(logs["松岭村"], "push", "文件的签名不对，传坏了，没有收下。", SUNDAY_MORNING)
    actions.freeze(logs["松岭村"], by="孙敏", now=SUNDAY_MORNING)
    aside = data / "quarantine" / logs["松岭村"]
    aside.mkdir(parents=True)
    (aside / "up_x.zip").write_bytes(b"0" * 4000)
    (aside / "up_x.txt").write_text("up_x（fork）与这里已有的登记矛盾：同一个号码，两条不同的登记。", "utf-8")


def _ordered(officer: Person, logs: dict[str, str]) -> None:
    """A notice, the banner, something to put right and a case have gone; a takedown waits for a second person."""
    day, shiqiao = clock.today(), logs["石桥村"]
    there = next(one for one in every(shiqiao) if one.path.startswith("/disclosures/"))
    sent = {
        "notice": said.DocumentPosted(
            to="*",
            sort="notice",
            edition=1,
            title=NOTICE,
            text=WARM,
            issuer=ISSUER,
            doc_no="青公开〔2026〕9号",
            issued_on=day,
        ),
        "banner": said.BannerSet(
            to="柳河镇", text="今晚到明早有大风，火不要带上山。", is_on=True, issuer="青溪县应急管理局"
        ),
        "correct": said.CorrectionOrdered(
            to=logs["上湾村"], what="第三季度的收支还没有公布。", basis=LAW, issuer=ISSUER, due_on=date(2026, 11, 30)
        ),
        "case": said.CaseHanded(
            to=shiqiao,
            ticket="12345-20261121-0088",
            category="help",
            text="村口路灯三盏不亮，晚上接孩子看不见路。",
            received_on=day,
            issuer="青溪县12345热线",
        ),
    }
    for sort, event in sent.items():
        orders.send(orders.prepare(sort, event, by=officer, now=clock.now()), by=officer, now=clock.now())
    down = said.Takedown(
        to=shiqiao,
        target=there.obj,
        title=there.title,
        basis="《政府信息公开条例》（2019年修订）第15条",
        reason="名单里写了住址和电话，涉及个人隐私，改好了再展示。",
        issuer=ISSUER,
    )
    orders.prepare("takedown", down, by=officer, now=clock.now())
