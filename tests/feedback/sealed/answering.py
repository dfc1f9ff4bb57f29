"""What comes down for a sealed letter: an answer of the discipline office, as the county's log would say it."""

from typing import Any

from terminal import clock
from terminal.feedback import intake, receipts
from terminal.feedback.receipts import Receipt
from terminal.feedback.sealed.events import SealedAnswered
from terminal.feedback.sealed.told import Told, seal_told
from terminal.journal import append, blobs
from terminal.journal.header import Header
from terminal.store.database import write
from tests.feedback.offices import PUBLIC, has_keys, said
from tests.world import SUNDAY

COUNTY = "t-county0000"
ANSWER = "核实了，挖沙款三万二千元没有入账，已经要求本月补上。"


def told(**changes: Any) -> Told:
    usual = {"step": "answered", "office": "青溪县纪委监委信访室", "text": ANSWER, "day": SUNDAY, "reply_to": (PUBLIC,)}
    return Told(**usual | changes)


def written(**changes: Any) -> tuple[str, Receipt]:
    """A sealed letter of this terminal: its code and its receipt."""
    has_keys()
    code = intake.submit(said(**changes), clock.now())
    return code, receipts.unlock(code, append.origin())


def comes_down(receipt: Receipt, answer: Told | None = None, line: int = 7, data: bytes = b"") -> str:
    """The line of the county's log and its file; the name of the file."""
    answer = answer or told()
    sealed = data or seal_told(answer, [receipt.recipient, PUBLIC])
    blob = blobs.put(sealed, "answer.age", "application/octet-stream")
    event = SealedAnswered(to=append.origin(), lookup=receipt.lookup, blob=blob, day=answer.day)
    header = Header(
        at="2026-11-22T00:00:00Z", body="0" * 64, boot=1, clk="rtc", epoch=1, kind=event.kind, kv=1, mono=0,
        obj="0" * 26, origin=COUNTY, prev="0" * 64, seen=0, seq=line,
    )  # fmt: skip
    with write():
        event.project(header)
    return blob.sha256
