"""What is public of projects: each one, every publication of it, and what the ledger says of its payments."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from terminal.errors import NotFound
from terminal.journal.kinds import BlobRef
from terminal.ledger.models import Line, Sheet
from terminal.ledger.sheets.values import voucher as tidy_voucher
from terminal.projects.models import Project, ProjectEdition, ProjectPhoto
from terminal.projects.shapes import Dossier, Edition, Payment, Signer
from terminal.register.pauses import held, paused


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """One publication of a project; `current` is the log line that counts now, `version` counts them from 1."""

    origin: str
    obj: str
    index_no: str
    publisher: str
    item: str
    group: str
    current: int
    withdrawn_on: date | None
    withdrawn_why: str
    log_seq: int
    version: int
    versions: int
    period: str
    reason: str
    registered_at: datetime
    fingerprint: str
    edition: Edition

    @property
    def number(self) -> str:
        """The part of its index number that stands in addresses."""
        return self.index_no.rpartition("/")[2]

    @property
    def dossier(self) -> Dossier:
        return self.edition.dossier

    @property
    def signers(self) -> tuple[Signer, ...]:
        return self.edition.signers

    @property
    def basis(self) -> tuple[str, ...]:
        return self.edition.basis

    @property
    def published_on(self) -> date:
        return self.edition.published_on

    @property
    def display_until(self) -> date:
        return self.edition.display_until

    @property
    def is_newest(self) -> bool:
        return self.log_seq == self.current


def _editions(where: Any) -> list[Published]:
    """Editions that fit, in the order they were said, with how many there are of each project."""
    same = (ProjectEdition.origin == Project.origin) & (ProjectEdition.obj == Project.obj)
    query = ProjectEdition.select(ProjectEdition, Project).join(Project, on=same, attr="about").where(where)
    return [_published(row) for row in query.order_by(ProjectEdition.log_seq)]


def _published(row: Any) -> Published:
    about = row.about
    names = ("origin", "obj", "log_seq", "period", "reason", "fingerprint")
    more = ("index_no", "publisher", "item", "withdrawn_on", "withdrawn_why")
    return Published(
        **{name: getattr(row, name) for name in names},
        **{name: getattr(about, name) for name in more},
        group=about.item_group,
        current=about.version,
        version=row.number,
        versions=row.number,
        registered_at=datetime.fromisoformat(row.registered_at),
        edition=msgspec.json.decode(row.edition, type=Edition),
    )


def versions(origin: str, number: str) -> list[Published]:
    """Everything that was published of the project numbered “2026-00087”, oldest first. Raises NotFound."""
    found = _editions((Project.origin == origin) & Project.index_no.endswith(f"/{number}"))
    if not found:
        raise NotFound(f"没有编号 {number} 的项目。")
    return [msgspec.structs.replace(one, versions=len(found)) for one in found]


def one(origin: str, number: str, version: int = 0) -> Published:
    """A project as it stands now, or as it was published that time. Raises NotFound, also for what is held back."""
    found = versions(origin, number)
    if order := paused(origin, found[-1].obj):
        raise NotFound(order.says)
    if version and not 1 <= version <= len(found):
        raise NotFound(f"没有第 {version} 次公布。")
    return found[version - 1]


def listed(origin: str) -> list[Published]:
    """Every project as it stands now, what was published last first; without what is held back."""
    found = _editions((Project.origin == origin) & (Project.version == ProjectEdition.log_seq))
    gone = held(origin)
    return [one for one in reversed(found) if one.obj not in gone]


def has_any(origin: str) -> bool:
    return bool(Project.select().where(Project.origin == origin).exists())


def picture(origin: str, sha256: str) -> BlobRef:
    """A picture that some publication names. Raises NotFound."""
    objs = ProjectEdition.select(ProjectEdition.log_seq).where(ProjectEdition.obj.in_(held(origin)))
    named = (ProjectPhoto.origin == origin) & (ProjectPhoto.sha256 == sha256)
    row = ProjectPhoto.get_or_none(named & ProjectPhoto.log_seq.not_in(objs))
    if row is None:
        raise NotFound("没有这张照片。")
    return BlobRef(row.sha256, row.name, row.media_type, row.size)


class Booked(msgspec.Struct, frozen=True):
    """What the ledger says of a payment: none (no voucher was named), waiting (the month is not public), missing, or found.

    `fen` is the sum of the lines with that voucher, `line` the address of the first, “913-4”.
    """

    state: Literal["none", "waiting", "missing", "found"]
    fen: int = 0
    line: str = ""


def booked(origin: str, payment: Payment) -> Booked:
    """The ledger's own line for this payment, in the public month of its account."""
    account, month, voucher = payment.line
    if not voucher or not account:
        return Booked("none")
    sheet = Sheet.select().where(
        (Sheet.origin == origin) & (Sheet.account == account) & (Sheet.period == month) & Sheet.withdrawn_on.is_null()
    )
    found = next((row for row in sheet.order_by(Sheet.version.desc()) if not paused(origin, row.obj)), None)
    if found is None:
        return Booked("waiting")
    spent = (Line.origin == origin) & (Line.log_seq == found.version) & (Line.direction == "out")
    lines = list(Line.select().where(spent & (Line.voucher == tidy_voucher("", voucher))).order_by(Line.place))
    if not lines:
        return Booked("missing")
    return Booked("found", sum(line.fen for line in lines), f"{found.version}-{lines[0].place}")
