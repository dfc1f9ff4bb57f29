"""What the log can say about disclosures, and what each saying does to the tables."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, Literal

import msgspec

from terminal.disclosures.models import Disclosure, Objection, Redaction, Version
from terminal.disclosures.rules import why_not_redact, why_not_text
from terminal.disclosures.shapes import Meeting, Overruled, Signer, Whole, beside_blocks
from terminal.errors import Problem
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef, Event
from terminal.register import entering
from terminal.store.rows import Row, Rows
from terminal.text.blocks import plain_text, words_for_search


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What one version says. `form` is how `text` is written; days are calendar days.

    `nil`: nothing happened in this period. `notice_until`: a notice before the decision, open to objections until then;
    `follows`: index number of the notice whose result this is.
    """

    title: str
    summary: str = ""
    form: Literal["markdown", "plain"] = "markdown"
    text: str
    doc_no: str = ""
    responsible: str = ""
    basis: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = ()
    attachments: tuple[BlobRef, ...] = ()
    created_on: date
    published_on: date
    display_until: date
    nil: bool = False
    whole: Whole = Whole()
    meetings: tuple[Meeting, ...] = ()
    notice_until: date | None = None
    follows: str = ""
    overruled: tuple[Overruled, ...] = ()


JSON_COLUMNS = ("basis", "signers", "attachments", "whole", "meetings", "overruled")


def _number(index_no: str) -> str:
    """The part of an index number that stands in addresses: 2026-00087."""
    return index_no.rpartition("/")[2]


def _columns(text: Text) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(text)
    for name in JSON_COLUMNS:
        fields[name] = msgspec.json.encode(getattr(text, name)).decode()
    return fields


def _version(header: Header, number: int, text: Text, reason: str) -> Row:
    return Version.row(
        origin=header.origin,
        obj=header.obj,
        number=number,
        reason=reason,
        registered_at=header.at,
        fingerprint=header.body,
        log_seq=header.seq,
        **_columns(text),
    )


def _public(disclosure: Any, group: str, text: Text, version: int) -> entering.Public:
    return entering.Public(
        index_no=disclosure.index_no,
        path=f"/disclosures/{_number(disclosure.index_no)}",
        item=disclosure.item,
        group=group,
        title=text.title,
        summary=text.summary,
        period=disclosure.period,
        publisher=disclosure.publisher,
        published_on=text.published_on,
        display_until=text.display_until,
        version=version,
        nil=text.nil,
        words=f"{words_for_search(text.text, text.form)}\n{plain_text(beside_blocks(text.whole, text.meetings))}",
    )


class Publish(Event, frozen=True, kw_only=True):
    """Something becomes public for the first time. Law: VCOL (2025-10-28) art. 35."""

    kind: ClassVar[str] = "disclosure.publish"
    index_no: str
    item: str
    group: str
    catalogue: str
    period: str = ""
    publisher: str
    text: Text

    def wrong(self) -> list[Problem]:
        return why_not_text(self.text.title, self.text.text)

    def rows(self, header: Header) -> Sequence[Row]:
        disclosure = Disclosure.row(
            origin=header.origin,
            obj=header.obj,
            number=_number(self.index_no),
            index_no=self.index_no,
            item=self.item,
            period=self.period,
            publisher=self.publisher,
            versions=1,
            withdrawn_why="",
            log_seq=header.seq,
        )
        public = _public(self, self.group, self.text, 1)
        return [disclosure, _version(header, 1, self.text, ""), *entering.first(header, public)]


class Revise(Event, frozen=True, kw_only=True):
    """A new text for something already public; the old one stays readable."""

    kind: ClassVar[str] = "disclosure.revise"
    reason: str
    group: str
    text: Text

    def wrong(self) -> list[Problem]:
        return why_not_text(self.text.title, self.text.text)

    def project(self, header: Header) -> None:
        disclosure = Disclosure.get((Disclosure.origin == header.origin) & (Disclosure.obj == header.obj))
        number = disclosure.versions + 1
        Disclosure.update(versions=number, log_seq=header.seq).where(
            (Disclosure.origin == header.origin) & (Disclosure.obj == header.obj)
        ).execute()
        Rows([_version(header, number, self.text, self.reason)]).put()
        entering.enter(header, _public(disclosure, self.group, self.text, number))


class Withdraw(Event, frozen=True, kw_only=True):
    """It should not have been published; it is marked so, with the reason, and stays readable."""

    kind: ClassVar[str] = "disclosure.withdraw"
    reason: str
    withdrawn_on: date

    def project(self, header: Header) -> None:
        Disclosure.update(withdrawn_on=self.withdrawn_on, withdrawn_why=self.reason, log_seq=header.seq).where(
            (Disclosure.origin == header.origin) & (Disclosure.obj == header.obj)
        ).execute()
        entering.withdraw(header)


class Object(Event, frozen=True, kw_only=True):
    """Somebody disagreed with a notice, and what was done about it; never who."""

    kind: ClassVar[str] = "disclosure.objection"
    received_on: date
    gist: str
    outcome: str

    def project(self, header: Header) -> None:
        Objection.insert(
            origin=header.origin,
            obj=header.obj,
            received_on=self.received_on,
            gist=self.gist,
            outcome=self.outcome,
            log_seq=header.seq,
        ).execute()


GONE = "（内容已依法删除）"


class Rest(msgspec.Struct, frozen=True, kw_only=True):
    """What is left of one erased version: its line and number, its frame, its days; nothing of its words.

    The fields from `item` to `publisher` are there for a first version only; a later one has `group`.
    """

    seq: int
    number: int
    item: str = ""
    group: str = ""
    catalogue: str = ""
    period: str = ""
    publisher: str = ""
    created_on: date
    published_on: date
    display_until: date
    nil: bool = False
    notice_until: date | None = None

    @property
    def text(self) -> Text:
        return Text(
            title=GONE,
            text="",
            created_on=self.created_on,
            published_on=self.published_on,
            display_until=self.display_until,
            nil=self.nil,
            notice_until=self.notice_until,
        )


class Redact(Event, frozen=True, kw_only=True):
    """The words of these versions are removed from log and tables by law. Law: PIPL art. 47; OGI (2019) art. 14, 15.

    `asked_by` asked for it, `allowed_by`, somebody else, looked and agreed.
    """

    kind: ClassVar[str] = "disclosure.redact"
    index_no: str
    basis: str
    reason: str
    asked_by: str
    allowed_by: str
    redacted_on: date
    rests: tuple[Rest, ...]

    def wrong(self) -> list[Problem]:
        return [*why_not_redact(self.basis, self.reason), *([] if self.rests else [Problem("没有说删哪一次公布的。")])]

    def remains(self) -> dict[int, Event]:
        return {rest.seq: self._instead(rest) for rest in self.rests}

    def _instead(self, rest: Rest) -> Event:
        if rest.number > 1:
            return Revise(reason="", group=rest.group, text=rest.text)
        frame = {name: getattr(rest, name) for name in ("item", "group", "catalogue", "period", "publisher")}
        return Publish(index_no=self.index_no, text=rest.text, **frame)

    def project(self, header: Header) -> None:
        mine = (Disclosure.origin == header.origin) & (Disclosure.obj == header.obj)
        newest = Disclosure.get(mine).versions
        for rest in self.rests:
            of_rest = (Version.origin == header.origin) & (Version.obj == header.obj) & (Version.number == rest.number)
            Version.update(reason="", **_columns(rest.text)).where(of_rest).execute()
            Redaction.insert(
                origin=header.origin,
                obj=header.obj,
                number=rest.number,
                redacted_on=self.redacted_on,
                basis=self.basis,
                reason=self.reason,
                asked_by=self.asked_by,
                allowed_by=self.allowed_by,
                log_seq=header.seq,
            ).execute()
            if rest.number == newest:
                entering.blank(header.origin, header.obj, GONE)


EVENTS = (Publish, Revise, Withdraw, Object, Redact)
