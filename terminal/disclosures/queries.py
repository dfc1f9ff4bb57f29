"""Disclosures as pages show them: every version, and what it said."""

from datetime import date, datetime

import msgspec

from terminal.disclosures.models import Disclosure, Objection, Redaction, Version
from terminal.disclosures.shapes import Meeting, Overruled, Signer, Whole, beside_blocks
from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.register.pauses import Paused, paused
from terminal.text.blocks import Block, read_blocks


class Redacted(msgspec.Struct, frozen=True):
    """That the words of a version were removed by law: when, on what basis, why, who asked, who agreed."""

    redacted_on: date
    basis: str
    reason: str
    asked_by: str
    allowed_by: str

    @property
    def says(self) -> str:
        """One sentence for everybody."""
        day = f"{self.redacted_on.year}年{self.redacted_on.month}月{self.redacted_on.day}日"
        return (
            f"这一版已按{self.basis}依法删除（{day}，{self.asked_by}提出，{self.allowed_by}同意）。原因：{self.reason}"
        )


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
    nil: bool = False
    whole: Whole = Whole()
    meetings: tuple[Meeting, ...] = ()
    notice_until: date | None = None
    follows: str = ""
    overruled: tuple[Overruled, ...] = ()
    redacted: Redacted | None = None
    paused: Paused | None = None

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything that is read: the notice, the text, how it came about."""
        words = read_blocks(self.text, "plain" if self.form == "plain" else "markdown")
        return (*_notice_blocks(self), *words, *beside_blocks(self.whole, self.meetings))

    @property
    def is_newest(self) -> bool:
        return self.version == self.versions

    def attachment(self, sha256: str) -> BlobRef:
        """Raises NotFound for a file that this version does not name."""
        for blob in self.attachments:
            if blob.sha256 == sha256:
                return blob
        raise NotFound("这一条没有这个附件。")


def _notice_blocks(one: Published) -> tuple[Block, ...]:
    """What a villager must know about a notice, or of the notice that went before."""
    found = []
    if one.paused:
        return (Block("paragraph", text=one.paused.says),)
    if one.redacted:
        return (Block("paragraph", text=one.redacted.says),)
    if one.notice_until:
        until = f"{one.notice_until.month}月{one.notice_until.day}日"
        found.append(Block("paragraph", text=f"公示到 {until}。有不同意见的，请在 {until} 前告诉村里。"))
    if one.follows:
        found.append(Block("paragraph", text=f"办之前公示过，索引号 {one.follows}。"))
    return tuple(found)


def _redacted(thing: Disclosure, number: int) -> Redacted | None:
    mine = (Redaction.origin == thing.origin) & (Redaction.obj == thing.obj) & (Redaction.number == number)
    row = Redaction.get_or_none(mine)
    return Redacted(row.redacted_on, row.basis, row.reason, row.asked_by, row.allowed_by) if row else None


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
        nil=bool(version.nil),
        whole=msgspec.json.decode(version.whole, type=Whole),
        meetings=tuple(msgspec.json.decode(version.meetings, type=list[Meeting])),
        notice_until=version.notice_until,
        follows=version.follows,
        overruled=tuple(msgspec.json.decode(version.overruled, type=list[Overruled])),
        redacted=_redacted(thing, version.number),
    )


def _held_back(one: Published) -> Published:
    """The same with nothing to read in it while an order of the county stands; its fingerprint stays."""
    held = paused(one.origin, one.obj)
    if held is None:
        return one
    nothing = {
        "text": "",
        "summary": "",
        "reason": "",
        "doc_no": "",
        "attachments": (),
        "meetings": (),
        "overruled": (),
    }
    return msgspec.structs.replace(one, **nothing, whole=Whole(), notice_until=None, follows="", paused=held)


def _thing(origin: str, number: str) -> Disclosure:
    thing = Disclosure.get_or_none((Disclosure.origin == origin) & (Disclosure.number == number))
    if thing is None:
        raise NotFound(f"没有索引号为 {number} 的公开信息。")
    return thing


def one(origin: str, number: str, version: int | None = None, *, entire: bool = False) -> Published:
    """A disclosure by the back part of its index number; its newest version unless another is named. Raises NotFound.

    `entire`: with its words although the county holds them back, for those who have to put them right.
    """
    thing = _thing(origin, number)
    wanted = thing.versions if version is None else version
    if not 1 <= wanted <= thing.versions:
        raise NotFound(f"没有第 {wanted} 次公布。")
    found = Version.get_or_none((Version.origin == origin) & (Version.obj == thing.obj) & (Version.number == wanted))
    if found is None:
        raise NotFound(f"没有第 {wanted} 次公布。")
    return _published(thing, found) if entire else _held_back(_published(thing, found))


def versions(origin: str, number: str, *, entire: bool = False) -> tuple[Published, ...]:
    """All versions, newest first. Raises NotFound."""
    thing = _thing(origin, number)
    rows = Version.select().where((Version.origin == origin) & (Version.obj == thing.obj))
    found = (_published(thing, row) for row in rows.order_by(Version.number.desc()))
    return tuple(found if entire else map(_held_back, found))


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


class Objected(msgspec.Struct, frozen=True):
    """An objection to a notice, and what was done about it."""

    received_on: date
    gist: str
    outcome: str


def objections(published: Published) -> tuple[Objected, ...]:
    """All objections to this notice, oldest first."""
    mine = (Objection.origin == published.origin) & (Objection.obj == published.obj)
    rows = Objection.select().where(mine).order_by(Objection.log_seq)
    return tuple(Objected(row.received_on, row.gist, row.outcome) for row in rows)


def newest_of(origin: str, item: str) -> Published | None:
    """The newest text of this item that still stands and says more than “nothing happened”."""
    rows = Disclosure.select().where((Disclosure.origin == origin) & (Disclosure.item == item))
    for thing in rows.where(Disclosure.withdrawn_on.is_null()).order_by(Disclosure.log_seq.desc()).limit(12):
        found = one(origin, thing.number)
        if not found.nil:
            return found
    return None


def open_notices(origin: str, item: str = "") -> tuple[Published, ...]:
    """Notices (of one item) that no result has followed yet, oldest first."""
    followed = Version.select(Version.follows).where(Version.origin == origin)
    rows = (
        Disclosure.select()
        .join(Version, on=((Version.obj == Disclosure.obj) & (Version.origin == Disclosure.origin)))
        .where((Disclosure.origin == origin) & Disclosure.withdrawn_on.is_null())
        .where((Disclosure.item == item) if item else (Disclosure.item != ""))
        .where(Version.notice_until.is_null(False) & (Version.number == Disclosure.versions))
        .where(Disclosure.index_no.not_in(followed))
        .order_by(Disclosure.number)
    )
    return tuple(one(origin, thing.number) for thing in rows)
