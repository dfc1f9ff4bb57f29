"""A public thing as one row of a list."""

from datetime import date

import msgspec
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.register.queries import Row
from terminal.web.addresses import below


class EntryRow(msgspec.Struct, frozen=True):
    """One row of a list, ready to draw; `tag` is (kind, words) or None."""

    day: date
    title: str
    gist: str
    tag: tuple[str, str] | None
    href: str


def tag_of(row: Row) -> tuple[str, str] | None:
    """The one thing worth saying beside a title."""
    if row.state == "withdrawn":
        return ("late", _("已撤下"))
    if row.state == "paused":
        return ("late", _("暂停展示"))
    if row.version > 1:
        return ("note", _("第%(number)s次公布", number=row.version))
    if row.lines:
        return ("note", ngettext("%(num)d 笔", "%(num)d 笔", row.lines))
    return None


def entry_rows(rows: tuple[Row, ...]) -> list[EntryRow]:
    return [EntryRow(row.published_on, row.title, row.publisher, tag_of(row), below(row.path)) for row in rows]
