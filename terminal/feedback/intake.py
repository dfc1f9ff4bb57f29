"""Taking in what a villager says: a case of this unit, or a letter sealed before anything is written; then the receipt."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Final, cast

from msgspec.structs import replace
from peewee import DatabaseError

from terminal.catalogue.queries import calendar
from terminal.clock import Now
from terminal.errors import NotFound, Problem, Refused, refuse_if
from terminal.feedback import deadlines, records, rules
from terminal.feedback.events import Open
from terminal.feedback.receipts import Receipt, new_code, unlock
from terminal.feedback.sealed import container, queries
from terminal.feedback.sealed.events import Above, Sealed
from terminal.feedback.sealed.sealing import seal
from terminal.feedback.sealed.timeless import day_only, forget_time
from terminal.feedback.shapes import Channel, Submission
from terminal.journal import blobs
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.journal.kinds import BlobRef
from terminal.store.together import commit
from terminal.text.words import tidy
from terminal.village.queries import here

BY: Final = "群众"
MOST_PHOTOS, MOST_VOICES = 3, 1
NOT_KEPT = "机器没能把这一件存下来，所以没有给查询码，也没有登记。请再试一次；还不行，请写在纸上投意见箱，或者打电话。"


def submit(submission: Submission, now: Now) -> str:
    """The code of the receipt, once what was said is on the disk. Raises Refused with every problem; nothing is kept then.

    What is not for this unit is sealed in memory before the first byte is written. Photographs and voice must have been
    made anew (`uploads.reading`) before they come here.
    """
    submission = replace(submission, **{name: tidy(getattr(submission, name)) for name in ("text", "name", "phone")})
    refuse_if(why_not(submission, now))
    code = new_code()
    try:
        commit(prepare(submission, unlock(code, origin()), now))
    except (OSError, DatabaseError):
        raise Refused([Problem(NOT_KEPT)]) from None
    return code


def prepare(submission: Submission, receipt: Receipt, now: Now) -> Callable[[], Header]:
    """Everything slow, before anybody has to wait: files put down, letters sealed. The answer is what is left to commit."""
    if submission.addressee == "village":
        case = _opening(submission, receipt.lookup, keep(submission), now.today)
        return lambda: _numbered(case, BY, now)
    event, day = _sealed(submission, submission.addressee, receipt, now), day_only(now)
    return lambda: append(event, by=BY, now=day)


def keep(submission: Submission) -> tuple[BlobRef, ...]:
    """Photographs and voice of a case of this unit, put down under plain names."""
    named = container.named(submission)
    return tuple(blobs.put(one.data, file, one.media_type) for file, one in named)


def open_case(
    submission: Submission, lookup: str, attachments: Sequence[BlobRef], *, received_on: date, by: str, now: Now
) -> Header:
    """Open a case of this unit with its number and its days; inside `commit()` or `write()`."""
    return _numbered(_opening(submission, lookup, attachments, received_on), by, now)


def _opening(said: Submission, lookup: str, attachments: Sequence[BlobRef], received_on: date) -> Open:
    """All that can be known before it is this one's turn: everything but the number."""
    table = records.table_on(received_on)
    due = deadlines.due(table, said.category, received_on, here().kind, calendar())
    return Open(
        number="",
        lookup=lookup,
        category=said.category,
        about=said.about,
        text=said.text,
        name=said.name,
        phone=said.phone,
        attachments=tuple(attachments),
        channel=cast(Channel, said.channel),
        received_on=received_on,
        due_on=due.day,
        legal_due_on=due.legal,
        provisional=due.provisional,
        table=table.version,
    )


def _numbered(event: Open, by: str, now: Now) -> Header:
    return append(replace(event, number=records.next_number(origin(), now.today.year)), by=by, now=now)


def why_not(submission: Submission, now: Now) -> list[Problem]:
    """Every reason why this may not be taken in."""
    said, is_ours = submission, submission.addressee == "village"
    found = rules.why_not_open(said.category, said.text, said.about, said.channel, here().kind if is_ours else "")
    return [*found, *_why_not_person(said), *_why_not_attached(said), *([] if is_ours else _why_not_office(said, now))]


def _why_not_person(said: Submission) -> Iterable[Problem]:
    if len(said.name) > rules.LONGEST_NAME:
        yield Problem(f"姓名最多 {rules.LONGEST_NAME} 个字。", "姓名")
    if len(said.phone) > rules.LONGEST_PHONE:
        yield Problem(f"电话最多 {rules.LONGEST_PHONE} 个字。", "电话")


def _why_not_attached(said: Submission) -> Iterable[Problem]:
    voices = sum(one.media_type.startswith("audio/") for one in said.attached)
    if voices > MOST_VOICES:
        yield Problem("录音只能附一段。", "录音")
    if len(said.attached) - voices > MOST_PHOTOS:
        yield Problem(f"照片最多附 {MOST_PHOTOS} 张，现在有 {len(said.attached) - voices} 张。", "照片")


def _why_not_office(said: Submission, now: Now) -> Iterable[Problem]:
    try:
        queries.office(said.addressee, now.today)
    except NotFound as wrong:
        yield Problem(str(wrong), "收信单位")


def _sealed(submission: Submission, addressee: Above, receipt: Receipt, now: Now) -> Sealed:
    office, unit = queries.office(addressee, now.today), here()
    place = " ".join(filter(None, (unit.county, unit.township, unit.name)))
    data = seal(submission, receipt.recipient, office.recipients, day=now.today, place=place)
    blob = blobs.put(data, "letter.age", "application/octet-stream")
    forget_time(blob, now)
    return Sealed(addressee=addressee, lookup=receipt.lookup, blob=blob, day=now.today)
