"""What came and what lies aside, row by row."""

from datetime import datetime
from pathlib import Path

import msgspec
from flask import current_app, url_for
from flask_babel import gettext as _

from terminal.county import arrivals, queries
from terminal.county.received.words import way, word
from terminal.sync import keeping


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
    """A bundle in quarantine as its page shows it."""

    village: str
    href: str
    file: str
    why: str
    size: str


def aside(villages: tuple[queries.Village, ...]) -> list[Aside]:
    """What lies aside of these villages, with the reason."""
    data: Path = current_app.config["SETTINGS"].data
    known = {one.terminal: one for one in villages}
    return [
        Aside(
            known[one.origin].name,
            url_for("officer_villages.one", code=known[one.origin].code),
            one.path.name,
            one.why.partition("）")[2] or one.why,
            f"{-(-one.size // 1024)} KB",
        )
        for one in keeping.aside(data, known)
    ]
