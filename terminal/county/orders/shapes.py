"""What can be sent down: each sort with its event, and the fields a person fills in."""

from datetime import date, datetime
from typing import Any

import msgspec

from terminal.catalogue.events import CalendarSent, CatalogueSent
from terminal.directives import events as said
from terminal.feedback.sealed.events import OfficesSent
from terminal.journal.kinds import Addressed
from terminal.ledger.ruling import MediansSent, VouchersRuled

EVENTS: dict[str, type[Addressed]] = {
    "notice": said.DocumentPosted,
    "withdraw": said.DocumentWithdrawn,
    "banner": said.BannerSet,
    "correct": said.CorrectionOrdered,
    "takedown": said.Takedown,
    "restore": said.Restore,
    "case": said.CaseHanded,
    "vouchers": VouchersRuled,
    "medians": MediansSent,
    "catalogue": CatalogueSent,
    "calendar": CalendarSent,
    "offices": OfficesSent,
}
# What the rules of an event call a field → its name in the form.
LABELS = {
    "发给": "to", "标题": "title", "正文": "text", "发文单位": "issuer", "要求的单位": "issuer", "发布单位": "issuer",
    "转办的单位": "issuer", "文号": "doc_no", "版次": "number", "改了什么": "gist", "文件": "file", "原因": "reason",
    "提示": "text", "哪一条": "number", "要纠正什么": "text", "依据": "basis", "最晚哪天": "due_on", "工单号": "ticket",
    "说了什么": "text", "姓名": "name", "暂停到": "until", "收到日期": "received_on", "发文日期": "issued_on", "类别": "category",
    "单位": "file", "公开目录": "file", "工作日历": "file", "多少元以上": "above", "期间": "period",
}  # fmt: skip


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """Something written and not yet sent, or sent: `event` is what the log will say."""

    id: int
    sort: str
    to: str
    about: str
    event: Any
    state: str
    author: int
    author_name: str
    made_at: datetime
    line: int


class Issued(msgspec.Struct, frozen=True, kw_only=True):
    """Something that was sent: line and day, what it is called, whom it is for."""

    line: int
    sort: str
    obj: str
    to: str
    title: str
    issuer: str
    said_on: date
    is_over: bool = False
    due_on: date | None = None
