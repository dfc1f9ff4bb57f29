"""All that is public of the viewed village, as it is carried away; the lines of its accounts are `ledger/carrying`."""

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
from terminal.projects import queries as projects
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
        if entry.path.startswith("/projects/"):
            work = projects.one(viewed(), entry.number)
            return Thing(entry, work.dossier.why, work.fingerprint, ())
        if entry.path.startswith("/feedback/"):
            asked = feedback.public_one(entry.path.rpartition("/")[2])
            return Thing(entry, f"{asked.question}\n\n{asked.answer}", "", ())
        return Thing(entry, "", ledger.by_number(viewed(), entry.number).fingerprint, ())
    except NotFound:
        return bare


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
