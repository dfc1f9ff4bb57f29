"""Disclosures as pages show them: every version, and what it said."""

from datetime import date, datetime

import msgspec

from terminal.disclosures.events import Signer
from terminal.disclosures.models import Disclosure, Version
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.text.blocks import Block, read_blocks


class Published(msgspec.Struct, frozen=True):
    """One version of a disclosure with what stays the same through all of them."""

    origin: str
    obj: str
    number: str
    index_no: str
    item: str
    period: str
    publisher: str
    versions: int
    withdrawn_on: date | None
    withdrawn_why: str
    version: int
    title: str
    summary: str
    form: str
    text: str
    reason: str
    doc_no: str
    responsible: str
    basis: tuple[str, ...]
    signers: tuple[Signer, ...]
    attachments: tuple[BlobRef, ...]
    created_on: date
    published_on: date
    display_until: date
    registered_at: datetime
    fingerprint: str
    log_seq: int

    @property
    def blocks(self) -> tuple[Block, ...]:
        return read_blocks(self.text, "plain" if self.form == "plain" else "markdown")

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions

    def attachment(self, sha256: str) -> BlobRef:
        """Raises NotFound for a file that this version does not name."""
        for blob in self.attachments:
            if blob.sha256 == sha256:
                return blob
        raise NotFound("这一条没有这个附件。")


def _published(thing: Disclosure, version: Version) -> Published:
    return Published(
        origin=thing.origin,
        obj=thing.obj,
        number=thing.number,
        index_no=thing.index_no,
        item=thing.item,
        period=thing.period,
        publisher=thing.publisher,
        versions=thing.versions,
        withdrawn_on=thing.withdrawn_on,
        withdrawn_why=thing.withdrawn_why,
        version=version.number,
        title=version.title,
        summary=version.summary,
        form=version.form,
        text=version.text,
        reason=version.reason,
        doc_no=version.doc_no,
        responsible=version.responsible,
        basis=tuple(msgspec.json.decode(version.basis, type=list[str])),
        signers=tuple(msgspec.json.decode(version.signers, type=list[Signer])),
        attachments=tuple(msgspec.json.decode(version.attachments, type=list[BlobRef])),
        created_on=version.created_on,
        published_on=version.published_on,
        display_until=version.display_until,
        registered_at=datetime.fromisoformat(version.registered_at),
        fingerprint=version.fingerprint,
        log_seq=version.log_seq,
    )


def _thing(origin: str, number: str) -> Disclosure:
    thing = Disclosure.get_or_none((Disclosure.origin == origin) & (Disclosure.number == number))
    if thing is None:
        raise NotFound(f"没有索引号为 {number} 的公开信息。")
    return thing


def one(origin: str, number: str, version: int | None = None) -> Published:
    """A disclosure by the back part of its index number; its newest version unless another is named. Raises NotFound."""
    thing = _thing(origin, number)
    wanted = thing.versions if version is None else version
    if not 1 <= wanted <= thing.versions:
        raise NotFound(f"没有第 {wanted} 次公布。")
    found = Version.get_or_none((Version.origin == origin) & (Version.obj == thing.obj) & (Version.number == wanted))
    if found is None:
        raise NotFound(f"没有第 {wanted} 次公布。")
    return _published(thing, found)


def versions(origin: str, number: str) -> tuple[Published, ...]:
    """All versions, newest first. Raises NotFound."""
    thing = _thing(origin, number)
    rows = Version.select().where((Version.origin == origin) & (Version.obj == thing.obj))
    return tuple(_published(thing, row) for row in rows.order_by(Version.number.desc()))


def same_text(origin: str, item: str, period: str, text: str) -> str | None:
    """Index number of a disclosure of this item and period that already says exactly this."""
    row = (
        Disclosure.select(Disclosure.number)
        .join(Version, on=((Version.obj == Disclosure.obj) & (Version.origin == Disclosure.origin)))
        .where((Disclosure.origin == origin) & (Disclosure.item == item) & (Disclosure.period == period))
        .where((Version.text == text) & Disclosure.withdrawn_on.is_null())
        .first()
    )
    return row.number if row else None
