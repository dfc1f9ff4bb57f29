"""Publishing, revising and withdrawing: each one transaction, each one line in the log."""

from collections.abc import Collection
from datetime import date

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item, display_until, notice_until
from terminal.clock import Now
from terminal.disclosures import queries, rules
from terminal.disclosures.events import Object, Publish, Redact, Rest, Revise, Text, Withdraw
from terminal.disclosures.shapes import Meeting, Overruled, Signer, Whole
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal.append import append
from terminal.journal.erasing import body_of, erase
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef
from terminal.register.entering import forget_words
from terminal.register.queries import next_index
from terminal.store.database import write
from terminal.text.days import Period
from terminal.text.words import tidy
from terminal.village.events import Publisher
from terminal.village.queries import Village, here


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to publish; days are calendar days, `period` is a key such as “2026Q3” or empty."""

    item: str
    title: str
    text: str
    published_on: date
    created_on: date | None = None
    form: str = "markdown"
    summary: str = ""
    period: str | None = None
    publisher: str = ""
    responsible: str = ""
    doc_no: str = ""
    signers: tuple[Signer, ...] = ()
    attachments: tuple[BlobRef, ...] = ()
    nil: bool = False
    whole: Whole = Whole()
    meetings: tuple[Meeting, ...] = ()
    is_notice: bool = False
    follows: str = ""
    overruled: tuple[Overruled, ...] = ()


def usual_period(item: Item, published_on: date) -> str:
    """The period a publication of this day is about when nobody says: the last one that had ended."""
    return Period.of(published_on, item.kinds[0]).previous().key if item.kinds else ""


def _why_not_period(item: Item, period: str) -> list[Problem]:
    try:
        kind = Period.read(period).kind if period else None
    except ValueError as wrong:
        return [Problem(str(wrong), "期间")]
    if kind and item.kinds and kind not in (*item.kinds, *item.or_cadence):
        return [Problem(f"“{item.name}”不按这样的期间公开：{Period.read(period).label()}。", "期间")]
    return []


def _text(draft: Draft, item: Item) -> Text:
    return Text(
        title=tidy(draft.title).strip(),
        summary=tidy(draft.summary),
        form="plain" if draft.form == "plain" else "markdown",
        text=tidy(draft.text),
        doc_no=draft.doc_no,
        responsible=draft.responsible,
        basis=tuple(basis.says for basis in item.basis),
        signers=draft.signers,
        attachments=draft.attachments,
        created_on=draft.created_on or draft.published_on,
        published_on=draft.published_on,
        display_until=display_until(item, draft.published_on),
        nil=draft.nil,
        whole=draft.whole,
        meetings=draft.meetings,
        notice_until=notice_until(item, draft.published_on, catalogues.calendar()) if draft.is_notice else None,
        follows=draft.follows,
        overruled=draft.overruled,
    )


def _why_not(text: Text, today: date) -> list[Problem]:
    return [
        *rules.why_not_text(text.title, text.text),
        *rules.why_not_days(text.created_on, text.published_on, today),
        *rules.why_not_summary(text.summary),
    ]


def publish(draft: Draft, *, by: str, now: Now) -> Header:
    """Make something public for the first time. Raises Refused with all problems; nothing is written then."""
    with write():
        village = here()
        catalogue = catalogues.catalogue(village.kind)
        item = catalogue.item(draft.item)
        period = usual_period(item, draft.published_on) if draft.period is None else draft.period
        text = _text(draft, item)
        refuse_if([*_why_not(text, now.today), *_why_not_period(item, period), *_twins(village, item, period, text)])
        publisher = _publisher(village, draft.publisher)
        event = Publish(
            index_no=next_index(village.origin, publisher.code or village.code, text.created_on.year),
            item=item.code,
            group=item.group,
            catalogue=catalogue.version,
            period=period,
            publisher=publisher.name,
            text=text,
        )
        return append(event, by=by, now=now)


def _twins(village: Village, item: Item, period: str, text: Text) -> list[Problem]:
    twin = queries.same_text(village.origin, item.code, period, text.text)
    return [Problem(f"同样的内容已经公开过了，索引号 {twin}。", "正文")] if twin else []


def _publisher(village: Village, key: str) -> Publisher:
    """The publisher with this key, the first one when none is named. Raises Refused before the unit is set up."""
    if not village.publishers:
        raise Refused([Problem("这台机器还没登记是哪个村，请先在设置文件里写好 [unit]。")])
    return village.publisher(key) if key else village.publishers[0]


def revise(number: str, draft: Draft, reason: str, *, by: str, now: Now) -> Header:
    """Publish a corrected version under the same index number. Raises Refused or NotFound; nothing is written then."""
    with write():
        village = here()
        current = queries.one(village.origin, number, entire=True)
        item = catalogues.catalogue(village.kind).item(current.item)
        text = _text(draft, item)
        refuse_if(
            [
                *_why_not(text, now.today),
                *rules.why_not_change(reason, current.withdrawn_on),
                *_why_not_same(text, current),
            ]
        )
        return append(Revise(reason=tidy(reason), group=item.group, text=text), by=by, now=now, about=current.obj)


def _why_not_same(text: Text, current: queries.Published) -> list[Problem]:
    """A revision changes something that people read; other days alone are nothing new."""
    beside = ("summary", "form", "doc_no", "responsible", "signers", "attachments", "whole", "meetings")
    if any(getattr(text, name) != getattr(current, name) for name in beside):
        return []
    return rules.same_text(text.title, text.text, current.title, current.text)


def withdraw(number: str, reason: str, *, by: str, now: Now) -> Header:
    """Mark something as wrongly published; it stays readable. Raises Refused or NotFound."""
    with write():
        current = queries.one(here().origin, number, entire=True)
        refuse_if(rules.why_not_withdraw(reason, current.withdrawn_on))
        event = Withdraw(reason=tidy(reason), withdrawn_on=now.today)
        return append(event, by=by, now=now, about=current.obj)


def redact(
    number: str, wanted: Collection[int], basis: str, reason: str, asked_by: str, *, by: str, now: Now
) -> tuple[str, ...]:
    """Remove the words of these versions from log and tables, for good. Raises Refused or NotFound; nothing is done then.

    Returns the attachments they named (SHA-256): whoever calls drops them when this is on the disk and nobody else
    names them, and calls `compact()`.
    """
    with write():
        village = here()
        told = {one.version: one for one in queries.versions(village.origin, number, entire=True)}
        current = told[max(told)]
        gone = [one.version for one in told.values() if one.redacted]
        refuse_if(
            [
                *rules.why_not_erase(wanted, gone, current.versions, current.withdrawn_on),
                *rules.why_not_redact(basis, reason),
            ]
        )
        rests = tuple(_rest(told[one]) for one in sorted(set(wanted)))
        event = Redact(
            index_no=current.index_no,
            basis=tidy(basis),
            reason=tidy(reason),
            asked_by=asked_by,
            allowed_by=by,
            redacted_on=now.today,
            rests=rests,
        )
        erase([rest.seq for rest in rests])
        append(event, by=by, now=now, about=current.obj)
        forget_words()
        return tuple(blob.sha256 for rest in rests for blob in told[rest.number].attachments)


FRAME = ("item", "group", "catalogue", "period", "publisher")


def _rest(one: queries.Published) -> Rest:
    """What stays of a version; the frame is what its own line says. Raises LogBroken when that cannot be read."""
    said = body_of(one.log_seq)
    return Rest(
        seq=one.log_seq,
        number=one.version,
        created_on=one.created_on,
        published_on=one.published_on,
        display_until=one.display_until,
        nil=one.nil,
        notice_until=one.notice_until,
        **{name: getattr(said, name, "") for name in FRAME},
    )


def object_to(number: str, gist: str, outcome: str, received_on: date, *, by: str, now: Now) -> Header:
    """Note that somebody disagreed with a notice, and what was done. Raises Refused or NotFound."""
    with write():
        current = queries.one(here().origin, number, entire=True)
        refuse_if(rules.why_not_object(gist, outcome, received_on, current.notice_until, now.today))
        event = Object(received_on=received_on, gist=tidy(gist), outcome=tidy(outcome))
        return append(event, by=by, now=now, about=current.obj)
