"""What came and what lies aside, row by row."""

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app, url_for
from flask_babel import gettext as _

from terminal.county import arrivals, queries
from terminal.county.received.aside import Lying, lying
from terminal.county.received.words import way, word
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.web.filters import moment


class Came(msgspec.Struct, frozen=True):
    """One arrival as its page shows it."""

    at: datetime
    village: str
    href: str
    way: str
    tag: tuple[str, str]
    says: str
    receipt: str
    changed: bool = False


def came(found: arrivals.Page, known: dict[str, queries.Village]) -> list[Came]:
    """Arrivals in words; those of these villages only."""
    rows = []
    for row in found.rows:
        one = known[row.terminal]
        said = row.says or _("%(lines)s 条登记，%(blobs)s 个附件", lines=row.lines, blobs=row.blobs)
        receipt = _("到第 %(seq)s 号", seq=row.seq) if row.seq else _("没有给")
        href = url_for("officer_villages.one", code=one.code)
        rows.append(Came(row.at, one.name, href, way(row.way), word(row.word), said, receipt))
    return rows


class Aside(msgspec.Struct, frozen=True):
    """A bundle that lies aside as its page shows it; `settled` says what became of it, empty while nobody knows."""

    village: str
    href: str
    page: str
    code: str
    file: str
    why: str
    size: str
    settled: str = ""


def aside(villages: tuple[queries.Village, ...]) -> list[Aside]:
    """What lies aside of these villages, with the reason; what nobody has looked into first."""
    data: Path = current_app.config["SETTINGS"].data
    known = {one.terminal: one for one in villages}
    return [_aside(one, known[one.aside.origin]) for one in lying(data, known)]


def one(found: Lying, village: queries.Village, person: Person) -> dict[str, Any]:
    """One bundle by itself; an auditor and a township only look."""
    return {"one": _aside(found, village), "may_settle": bool({Role.OFFICER, Role.ADMIN} & person.roles)}


def _aside(one: Lying, village: queries.Village) -> Aside:
    settled = ""
    if one.settled_at:
        settled = _("%(moment)s 查明：%(reason)s", moment=moment(one.settled_at), reason=one.reason)
    return Aside(
        village.name,
        url_for("officer_villages.one", code=village.code),
        url_for("officer_received.lies", code=village.code, file=one.aside.path.name),
        village.code,
        one.aside.path.name,
        one.aside.why.partition("）")[2] or one.aside.why,
        f"{-(-one.aside.size // 1024)} KB",
        settled,
    )
