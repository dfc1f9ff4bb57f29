"""What the log can say about a case, and what it does to the tables."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import msgspec

from terminal.disclosures.shapes import Overruled
from terminal.errors import Problem
from terminal.feedback import rules, telling
from terminal.feedback.models import FeedbackCase
from terminal.feedback.shapes import Category, Channel, Outcome
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event
from terminal.register import entering
from terminal.store.rows import Row

LOOKUP = re.compile(r"[0-9a-f]{32}")


class Open(Event, frozen=True, kw_only=True):
    """A villager said something to this unit; the days are promised by the table of that version."""

    kind: ClassVar[str] = "feedback.open"
    number: str
    lookup: str
    category: Category
    about: str = ""
    text: str
    name: str = ""
    phone: str = ""
    attachments: tuple[BlobRef, ...] = ()
    channel: Channel
    received_on: date
    due_on: date
    legal_due_on: date | None = None
    provisional: bool = False
    table: str

    def wrong(self) -> list[Problem]:
        known = rules.NUMBER.fullmatch(self.number) and LOOKUP.fullmatch(self.lookup)
        return [] if known else [Problem("这一件没有编号或查询号，不能登记。")]

    def rows(self, header: Header) -> Sequence[Row]:
        same = ("number", "lookup", "category", "about", "text", "name", "phone", "channel", "received_on", "due_on")
        case = FeedbackCase.row(
            origin=header.origin,
            obj=header.obj,
            **{name: getattr(self, name) for name in same},
            attachments=msgspec.json.encode(self.attachments).decode(),
            opened_on=telling.day(header),
            deadlines=self.table,
            first_due_on=self.due_on,
            legal_due_on=self.legal_due_on,
            provisional=int(self.provisional),
            state="received",
            recused="[]",
            asks=0,
            extended=0,
            round=0,
            level=0,
            talked=0,
            **dict.fromkeys(("receiver", "handler", "reply", "question", "answer"), ""),
            **dict.fromkeys(("index_no", "withdrawn_why", "merged_into"), ""),
            log_seq=header.seq,
        )
        return (case,)


class Accept(Event, frozen=True, kw_only=True):
    """Somebody takes it; who does so first stays responsible (首问负责)."""

    kind: ClassVar[str] = "feedback.accept"
    who: str

    def project(self, header: Header) -> None:
        telling.change(header, state="handling", receiver=self.who, handler=self.who)
        telling.step(header, who=self.who)


class Assign(Event, frozen=True, kw_only=True):
    """Somebody else handles it; `to` empty: the office. `recused` keeps out of it from now on. Law: XF (2022) art. 28."""

    kind: ClassVar[str] = "feedback.assign"
    who: str
    to: str
    note: str = ""
    recused: str = ""

    def project(self, header: Header) -> None:
        case = telling.case(header)
        out = msgspec.json.decode(case.recused, type=list[str])
        names = sorted({*out, self.recused} - {""})
        telling.change(header, handler=self.to, recused=msgspec.json.encode(names).decode())
        telling.step(header, who=self.who, more=self.to, words=self.note)


class Ask(Event, frozen=True, kw_only=True):
    """What is missing, all at once (一次性告知); a second time only with a second person."""

    kind: ClassVar[str] = "feedback.ask"
    who: str
    missing: str
    approved_by: str = ""

    def project(self, header: Header) -> None:
        telling.change(header, state="asked", asks=telling.case(header).asks + 1)
        telling.step(header, who=self.who, words=self.missing, approved_by=self.approved_by)


class Supply(Event, frozen=True, kw_only=True):
    """The villager adds what was missing."""

    kind: ClassVar[str] = "feedback.supply"
    text: str

    def project(self, header: Header) -> None:
        telling.change(header, state="handling")
        telling.step(header, words=self.text)


class Extend(Event, frozen=True, kw_only=True):
    """Once, with its reason, before the day has passed."""

    kind: ClassVar[str] = "feedback.extend"
    who: str
    due_on: date
    provisional: bool = False
    reason: str

    def project(self, header: Header) -> None:
        case = telling.case(header)
        first = {} if case.round else {"first_due_on": self.due_on}
        telling.change(
            header, due_on=self.due_on, provisional=int(self.provisional), extended=case.extended + 1, **first
        )
        telling.step(header, who=self.who, words=self.reason, more=self.due_on.isoformat())


class Answer(Event, frozen=True, kw_only=True):
    """The answer to the person; the only way a case is closed."""

    kind: ClassVar[str] = "feedback.answer"
    who: str
    approved_by: str
    text: str

    def wrong(self) -> list[Problem]:
        return rules.why_not_said(self.text, "答复")

    def project(self, header: Header) -> None:
        case, day = telling.case(header), telling.day(header)
        first = case.first_answered_on or day
        telling.change(header, state="answered", reply=self.text, answered_on=day, first_answered_on=first, level=0)
        followers = (FeedbackCase.origin == header.origin) & (FeedbackCase.merged_into == header.obj)
        FeedbackCase.update(level=0, log_seq=header.seq).where(followers).execute()
        telling.step(header, who=self.who, words=self.text, approved_by=self.approved_by)


class Publish(Event, frozen=True, kw_only=True):
    """Question and answer, masked and approved, in the public column. Law: VCOL (2025-10-28) art. 35; PIPL art. 25."""

    kind: ClassVar[str] = "feedback.publish"
    who: str
    approved_by: str
    index_no: str
    publisher: str
    title: str
    question: str
    answer: str
    published_on: date
    overruled: tuple[Overruled, ...] = ()

    def wrong(self) -> list[Problem]:
        return [*rules.why_not_said(self.question, "公开的问题"), *rules.why_not_said(self.answer, "公开的答复")]

    def project(self, header: Header) -> None:
        case = telling.case(header)
        said = {name: getattr(self, name) for name in ("question", "answer", "published_on", "index_no")}
        telling.change(header, **said, withdrawn_why="")
        telling.step(header, who=self.who, words=self.question, approved_by=self.approved_by)
        public = _public(case.number, self, self.title, self.answer, self.question)
        entering.enter(header, msgspec.structs.replace(public, version=telling.count(header)))


def _public(number: str, said: Any, title: str, summary: str, words: str) -> entering.Public:
    """The answer as the register has it; it need not hang on a wall, so its days there are over before they begin."""
    return entering.Public(
        index_no=said.index_no,
        path=f"/feedback/{number}",
        item="",
        group="feedback",
        title=title,
        summary=summary[:80],
        period="",
        publisher=said.publisher,
        published_on=said.published_on,
        display_until=date.fromordinal(said.published_on.toordinal() - 1),
        words=f"{words}\n{summary}",
    )


class Unpublish(Event, frozen=True, kw_only=True):
    """It should not stand in the public column; of its words nothing stays there."""

    kind: ClassVar[str] = "feedback.unpublish"
    who: str
    index_no: str
    publisher: str
    published_on: date
    reason: str

    def project(self, header: Header) -> None:
        case = telling.case(header)
        telling.change(header, question="", answer="", published_on=None, withdrawn_why=self.reason)
        telling.step(header, who=self.who, words=self.reason)
        entering.enter(header, _public(case.number, self, "撤下的答复", "", ""))
        entering.withdraw(header)


class Rate(Event, frozen=True, kw_only=True):
    """How the villager finds the answer: 1 非常满意 to 5 非常不满意, and why."""

    kind: ClassVar[str] = "feedback.rate"
    level: int
    reasons: tuple[str, ...] = ()

    def wrong(self) -> list[Problem]:
        return rules.why_not_level(self.level, self.reasons)

    def project(self, header: Header) -> None:
        telling.change(header, level=self.level, talked=0)
        telling.step(header, level=self.level, more=" ".join(self.reasons))


class Reopen(Event, frozen=True, kw_only=True):
    """The answer did not do; it is handled once more, with days of its own."""

    kind: ClassVar[str] = "feedback.reopen"
    who: str
    reason: str
    due_on: date
    provisional: bool = False

    def project(self, header: Header) -> None:
        again = telling.case(header).round + 1
        telling.change(header, state="handling", due_on=self.due_on, provisional=int(self.provisional), round=again)
        telling.step(header, who=self.who, words=self.reason, more=self.due_on.isoformat())


class Talked(Event, frozen=True, kw_only=True):
    """A talk with somebody who was not satisfied (约谈)."""

    kind: ClassVar[str] = "feedback.talk"
    who: str
    day: date
    present: str
    said: str
    outcome: Outcome

    def project(self, header: Header) -> None:
        telling.change(header, talked=1)
        telling.step(header, day=self.day, who=self.present, words=self.said, more=self.outcome)


class Merge(Event, frozen=True, kw_only=True):
    """The same was said before: from now on the other case speaks for both; `into` is its number."""

    kind: ClassVar[str] = "feedback.merge"
    who: str
    into: str

    def project(self, header: Header) -> None:
        same_log = FeedbackCase.origin == header.origin
        other = FeedbackCase.get(same_log & (FeedbackCase.number == self.into))
        telling.change(header, state="merged", merged_into=other.obj, merged_on=telling.day(header))
        followers = same_log & (FeedbackCase.merged_into == header.obj)
        FeedbackCase.update(merged_into=other.obj, log_seq=header.seq).where(followers).execute()
        telling.step(header, who=self.who, more=self.into)


EVENTS = (
    *(Open, Accept, Assign, Ask, Supply, Extend, Answer, Publish, Unpublish),
    *(Rate, Reopen, Talked, Merge),
)
