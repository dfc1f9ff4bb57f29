"""What a county's log says to terminals: notices, the banner, orders, cases; and what a terminal answers to an order."""

from datetime import date
from typing import Any, ClassVar

import msgspec

from terminal.directives import rules
from terminal.directives.models import Answered, Banner, Document, Handed, Order
from terminal.errors import Problem
from terminal.feedback import telling
from terminal.feedback.shapes import Category
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed, BlobRef, Event
from terminal.register import pauses
from terminal.register.pauses import Paused


class DocumentPosted(Addressed, frozen=True, kw_only=True):
    """A notice or handbook, or its next edition; a lower edition never replaces a higher one."""

    kind: ClassVar[str] = "notice.post"
    sort: rules.Sort
    edition: int
    title: str
    text: str
    files: tuple[BlobRef, ...] = ()
    issuer: str
    doc_no: str = ""
    issued_on: date
    changed: str = ""

    def wrong(self) -> list[Problem]:
        found = [
            *rules.why_not_to(self.to),
            *rules.why_not_line(self.title, "标题", rules.LONGEST_TITLE),
            *rules.why_not_words(self.text, "正文", rules.LONGEST_TEXT),
            *rules.why_not_line(self.issuer, "发文单位", rules.LONGEST_NAME),
            *rules.why_not_edition(self.edition, self.changed),
        ]
        if len(self.files) > rules.MOST_FILES:
            found.append(Problem(f"文件最多 {rules.MOST_FILES} 个。", "文件"))
        if len(self.doc_no) > rules.LONGEST_NAME:
            found.append(Problem(f"文号最多 {rules.LONGEST_NAME} 个字。", "文号"))
        return found

    def project(self, header: Header) -> None:
        known = Document.get_or_none((Document.origin == header.origin) & (Document.obj == header.obj))
        if known and known.edition >= self.edition:
            return
        same = ("to", "sort", "edition", "title", "text", "issuer", "doc_no", "issued_on", "changed")
        Document.replace(
            **{name: getattr(self, name) for name in same},
            origin=header.origin,
            obj=header.obj,
            number=known.number if known else header.seq,
            files=msgspec.json.encode(self.files).decode(),
            withdrawn_why="",
            log_seq=header.seq,
        ).execute()


class DocumentWithdrawn(Addressed, frozen=True, kw_only=True):
    """A notice or handbook no longer holds; it stays listed, with the reason."""

    kind: ClassVar[str] = "notice.withdraw"
    reason: str

    def wrong(self) -> list[Problem]:
        return [*rules.why_not_to(self.to), *rules.why_not_line(self.reason, "原因", rules.LONGEST_LINE)]

    def project(self, header: Header) -> None:
        mine = (Document.origin == header.origin) & (Document.obj == header.obj)
        Document.update(withdrawn_why=self.reason, log_seq=header.seq).where(mine).execute()


class BannerSet(Addressed, frozen=True, kw_only=True):
    """Something urgent on every page for villagers; said again with `is_on` false it goes."""

    kind: ClassVar[str] = "banner.set"
    text: str
    is_on: bool
    issuer: str

    def wrong(self) -> list[Problem]:
        return [
            *rules.why_not_to(self.to),
            *rules.why_not_line(self.text, "提示", rules.LONGEST_LINE),
            *rules.why_not_line(self.issuer, "发布单位", rules.LONGEST_NAME),
        ]

    def project(self, header: Header) -> None:
        Banner.replace(
            origin=header.origin,
            obj=header.obj,
            to=self.to,
            text=self.text,
            is_on=int(self.is_on),
            issuer=self.issuer,
            at=header.moment,
            log_seq=header.seq,
        ).execute()


def _ordered(header: Header, sort: rules.Ordered, **said: Any) -> None:
    fields = {"target": "", "title": "", "due_on": None, **said}
    place = {"origin": header.origin, "log_seq": header.seq, "obj": header.obj}
    Order.insert(**place, sort=sort, said_on=header.moment.date(), **fields).execute()


class CorrectionOrdered(Addressed, frozen=True, kw_only=True):
    """纠正通知: one village has to put something right by a day; `target` is the public thing, empty for what is missing.

    Law: VCOL (2025-10-28) art. 36 (责令依法公布).
    """

    kind: ClassVar[str] = "order.correct"
    target: str = ""
    title: str = ""
    what: str
    basis: str
    issuer: str
    due_on: date

    def wrong(self) -> list[Problem]:
        return [
            *rules.why_not_to(self.to, one=True),
            *(rules.why_not_target(self.target) if self.target else ()),
            *rules.why_not_words(self.what, "要纠正什么"),
            *rules.why_not_line(self.basis, "依据", rules.LONGEST_LINE),
            *rules.why_not_line(self.issuer, "要求的单位", rules.LONGEST_NAME),
        ]

    def project(self, header: Header) -> None:
        same = ("to", "target", "title", "basis", "issuer", "due_on")
        _ordered(header, "correct", words=self.what, **{name: getattr(self, name) for name in same})


class Takedown(Addressed, frozen=True, kw_only=True):
    """One publication of one village is not to be shown until the county restores it; the village cannot undo that.

    `until` tells everybody for how long it is meant; only `order.restore` ends it, whatever a clock says.
    """

    kind: ClassVar[str] = "order.takedown"
    target: str
    title: str
    basis: str
    reason: str
    issuer: str
    until: date | None = None

    def wrong(self) -> list[Problem]:
        return [
            *rules.why_not_to(self.to, one=True),
            *rules.why_not_target(self.target),
            *rules.why_not_line(self.basis, "依据", rules.LONGEST_LINE),
            *rules.why_not_words(self.reason, "原因"),
            *rules.why_not_line(self.issuer, "要求的单位", rules.LONGEST_NAME),
        ]

    def project(self, header: Header) -> None:
        said = Paused(self.issuer, self.basis, self.reason, header.moment.date(), self.until, self.title)
        pauses.pause(header, self.to, self.target, said)
        same = ("to", "target", "title", "basis", "issuer")
        fields = {name: getattr(self, name) for name in same}
        _ordered(header, "takedown", words=self.reason, due_on=self.until, **fields)


class Restore(Addressed, frozen=True, kw_only=True):
    """A publication that was held back may be shown again."""

    kind: ClassVar[str] = "order.restore"
    target: str
    title: str
    reason: str
    issuer: str

    def wrong(self) -> list[Problem]:
        return [
            *rules.why_not_to(self.to, one=True),
            *rules.why_not_target(self.target),
            *rules.why_not_words(self.reason, "原因"),
            *rules.why_not_line(self.issuer, "要求的单位", rules.LONGEST_NAME),
        ]

    def project(self, header: Header) -> None:
        pauses.lift(header, self.to, self.target)
        same = ("to", "target", "title", "issuer")
        _ordered(header, "restore", words=self.reason, basis="", **{name: getattr(self, name) for name in same})


class CaseHanded(Addressed, frozen=True, kw_only=True):
    """Something said to the county's hotline that one village has to answer; it becomes a case there, once.

    Who said it stands in the body alone, which only that village receives.
    """

    kind: ClassVar[str] = "order.case"
    ticket: str
    category: Category
    text: str
    name: str = ""
    phone: str = ""
    received_on: date
    issuer: str

    def wrong(self) -> list[Problem]:
        found = [
            *rules.why_not_to(self.to, one=True),
            *rules.why_not_line(self.ticket, "工单号", rules.LONGEST_NAME),
            *rules.why_not_words(self.text, "说了什么", 1_800),
            *rules.why_not_line(self.issuer, "转办的单位", rules.LONGEST_NAME),
        ]
        if len(self.name) > rules.LONGEST_NAME or len(self.phone) > rules.LONGEST_NAME:
            found.append(Problem(f"姓名、电话最多 {rules.LONGEST_NAME} 个字。", "姓名"))
        return found

    def project(self, header: Header) -> None:
        same = ("to", "ticket", "category", "text", "name", "phone", "received_on")
        place = {"origin": header.origin, "log_seq": header.seq}
        Handed.insert(**place, **{name: getattr(self, name) for name in same}).execute()
        _ordered(header, "case", to=self.to, title=self.ticket, words=self.text, basis="", issuer=self.issuer)


class OrderAnswered(Event, frozen=True, kw_only=True):
    """A terminal says to line `line` of its county's log: seen, done, or why it cannot. A later word counts."""

    kind: ClassVar[str] = "order.done"
    county: str
    line: int
    word: rules.Word
    words: str = ""
    case_no: str = ""

    def wrong(self) -> list[Problem]:
        found = list(rules.why_not_answer(self.word, self.words))
        return [*found, Problem("没有写明答的是哪一条。")] if self.line < 1 or not self.county else found

    def project(self, header: Header) -> None:
        Answered.replace(
            origin=header.origin,
            county=self.county,
            line=self.line,
            word=self.word,
            words=self.words,
            case_no=self.case_no,
            day=header.moment.date(),
            log_seq=header.seq,
        ).execute()


class CaseRecounted(Event, frozen=True, kw_only=True):
    """A new calendar moves the day by which the case that `obj` names is to be answered; whom it waits for stays."""

    kind: ClassVar[str] = "feedback.recount"
    due_on: date
    legal_due_on: date | None = None
    provisional: bool = False
    calendar: str

    def project(self, header: Header) -> None:
        days = {"due_on": self.due_on, "first_due_on": self.due_on, "legal_due_on": self.legal_due_on}
        telling.change(header, provisional=int(self.provisional), **days)
        telling.step(header, who="", more=self.due_on.isoformat())


EVENTS = (
    DocumentPosted,
    DocumentWithdrawn,
    BannerSet,
    CorrectionOrdered,
    Takedown,
    Restore,
    CaseHanded,
    OrderAnswered,
    CaseRecounted,
)
