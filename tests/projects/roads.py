"""A road of Shiqiao village that was washed away and mended: the dossier, its parts, and how it is published."""

from datetime import date
from typing import Any

from msgspec.structs import replace

from terminal.journal import blobs
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef
from terminal.projects import actions
from terminal.projects.shapes import Acceptance, Dossier, Payment, Photo, Signer, Source, Stage, Trouble
from tests.world import CADRE, SUNDAY, at

LEVY = Source(kind="levy", name="二组村民筹资", fen=2_000_00)
MONEY = Source(kind="finance", name="水毁道路补助", fen=8_000_00, got_fen=8_000_00, got_on=date(2026, 9, 1))
WALL = Stage(name="砌挡墙", share=60, due_on=date(2026, 9, 20), done_on=date(2026, 9, 18))
ROAD = Stage(name="铺路面", share=40, due_on=date(2026, 11, 15))
FIRST = Payment(paid_on=date(2026, 9, 20), fen=5_000_00, what="挡墙工料", stage=1, voucher="记-5", account="jbh")
CRACK = Trouble(found_on=date(2026, 10, 2), says="挡墙有一条裂缝。")
CHECKED = Acceptance(accepted_on=date(2026, 11, 20), by="周德明、二组代表", says="合格。", final_fen=9_000_00)
SIGNERS = (Signer("村务监督委员会主任", "周德明"),)


def road(**changes: Any) -> Dossier:
    """Approved 10,000 yuan, contract 9,000, one step of two done, 5,000 paid, unless something else is said."""
    usual = {
        "name": "二组路修复",
        "why": "暴雨冲断了路。",
        "decided": "9月4日村民代表会议通过。",
        "total_fen": 10_000_00,
        "sources": (MONEY, LEVY),
        "contractor": "安顺施工队",
        "tender_why": "三家报价，选最低的。",
        "contract_fen": 9_000_00,
        "stages": (WALL, ROAD),
        "payments": (FIRST,),
    }
    return Dossier(**usual | changes)


def done(one: Dossier, **changes: Any) -> Dossier:
    """The same with all steps done and accepted."""
    stages = tuple(replace(stage, done_on=stage.done_on or date(2026, 11, 18)) for stage in one.stages)
    return replace(one, **{"stages": stages, "acceptance": CHECKED} | changes)


def fund(**changes: Any) -> Dossier:
    """Earmarked money of which nothing was spent yet."""
    usual = {"kind": "fund", "name": "防汛补助", "why": "防汛用。", "decided": "两委商量定的。", "total_fen": 8_000_00}
    return Dossier(**usual | {"sources": (MONEY,)} | changes)


def picture(name: str = "路.jpg", data: bytes = b"not looked into here") -> BlobRef:
    return blobs.put(data, name, "image/jpeg")


def photo(says: str, when: Any = "before", **changes: Any) -> Photo:
    kept = picture(data=says.encode())
    return Photo(**{"when": when, "taken_on": date(2026, 9, 1), "says": says, "picture": kept, "small": kept} | changes)


def published(one: Dossier | None = None, **changes: Any) -> Header:
    said = {"publisher": "committee", "signers": SIGNERS, "by": CADRE, "now": at(SUNDAY)}
    return actions.publish(one or road(), **said | changes)
