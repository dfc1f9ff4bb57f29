"""All that is public of the viewed village, as it is carried away: publications, and the lines of a year's accounts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import msgspec

from terminal.disclosures import queries as disclosures
from terminal.errors import NotFound
from terminal.feedback import queries as feedback
from terminal.journal.header import read_header
from terminal.journal.models import LogLine
from terminal.ledger import queries as ledger
from terminal.register.pauses import held
from terminal.register.queries import Full, every
from terminal.village.queries import viewed


class Thing(msgspec.Struct, frozen=True):
    """A publication with its words as they stand; a thing that was withdrawn has no words."""

    entry: Full
    text: str
    fingerprint: str
    attachments: tuple[tuple[str, str], ...]  # name, path


def things() -> Iterator[Thing]:
    """Newest first."""
    for entry in every(viewed()):
        yield _thing(entry)


def _thing(entry: Full) -> Thing:
    bare = Thing(entry, "", "", ())
    if entry.state != "public":
        return bare
    try:
        if entry.path.startswith("/disclosures/"):
            one = disclosures.one(viewed(), entry.number)
            files = tuple((blob.name, f"{entry.path}/files/{blob.sha256}") for blob in one.attachments)
            return bare if one.redacted else Thing(entry, one.text, one.fingerprint, files)
        if entry.path.startswith("/feedback/"):
            asked = feedback.public_one(entry.path.rpartition("/")[2])
            return Thing(entry, f"{asked.question}\n\n{asked.answer}", "", ())
        return Thing(entry, "", ledger.by_number(viewed(), entry.number).fingerprint, ())
    except NotFound:
        return bare


class Moved(msgspec.Struct, frozen=True):
    """One line of the accounts with the sheet it stands in; amounts in fen."""

    sheet: ledger.Published
    line: ledger.Entry


def _sheets() -> Iterator[ledger.Published]:
    """Every month that can be read now, account by account."""
    gone = held(viewed())
    for account in ledger.accounts(viewed()):
        there = ledger.months(viewed(), account.key).values()
        yield from (sheet for sheet in there if sheet.withdrawn_on is None and sheet.obj not in gone)


def moved(year: int) -> Iterator[Moved]:
    """Every line of the months of a year that are public now, account by account, month by month."""
    for sheet in _sheets():
        if sheet.period.startswith(f"{year:04}-"):
            for line in ledger.every_entry(viewed(), sheet.log_seq):
                yield Moved(sheet, line)


def ledger_years() -> tuple[int, ...]:
    """Years of which a month is public now, newest first."""
    return tuple(sorted({int(sheet.period[:4]) for sheet in _sheets()}, reverse=True))


def moments(entries: tuple[Full, ...]) -> dict[int, datetime]:
    """Number of a line → when it was written, for the lines that said these things."""
    seqs = [entry.log_seq for entry in entries]
    rows = LogLine.select(LogLine.seq, LogLine.header).where((LogLine.origin == viewed()) & LogLine.seq.in_(seqs))
    return {seq: _moment(header) for seq, header in rows.order_by(LogLine.epoch).tuples()}


def _moment(header: Any) -> datetime:
    try:
        return read_header(header).moment
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)
