"""The files a village's public data can be carried away in, and its feeds, with whole addresses."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import g, url_for
from flask_babel import gettext as _

from terminal.bundle.sshsig import key_id
from terminal.county.mirror.pages import address
from terminal.county.mirror.public import feeds, queries
from terminal.ledger.carrying import pages as carrying
from terminal.register.queries import Full, every
from terminal.village.queries import here
from terminal.web.addresses import below

NEWS = 50
# Pages that are there without anybody having published something.
STEADY = ("villager_hall.home", "villager_disclosures.index", "villager_ledger.index", "villager_column.index")


def files(years: Iterable[int]) -> list[carrying.File]:
    """Everything that was published, and every line of each year."""
    public = carrying.File(_("全部公开的目录"), url_for(".public_csv"), url_for(".public_json"))
    return [public, *carrying.files(years)]


def source() -> dict[str, Any]:
    """Where data that are carried away come from, and how far they go."""
    unit, newest = here(), g.newest
    return {
        "unit": unit.name,
        "code": g.shown.code,
        "address": address(below("/")),
        "log": unit.origin,
        "key": key_id(g.shown.public),
        "seq": newest.seq,
        "hash": newest.hash,
        "at": newest.at.isoformat() if newest.at else None,
    }


def _first(entry: Full, at: datetime) -> datetime:
    """A later version came later, whatever its line says; the day of the first is known."""
    first = datetime.combine(entry.first_published_on, at.timetz())
    return min(first, at)


def _news(entry: Full, at: datetime) -> feeds.News:
    return feeds.News(
        name=feeds.stable_id(here().origin, entry.obj),
        title=entry.title,
        href=address(below(entry.path)),
        at=at,
        first=_first(entry, at),
        author=entry.publisher,
        summary=entry.summary,
    )


def feed(path: str) -> bytes:
    """The newest publications; what was withdrawn is not among them any more."""
    unit, found = here(), tuple(entry for entry in every(here().origin, NEWS) if entry.state == "public")
    moments = queries.moments(found)
    changed = g.newest.at or max(moments.values())
    news = [_news(entry, moments[entry.log_seq]) for entry in found if entry.log_seq in moments]
    name = feeds.stable_id(unit.origin)
    return feeds.atom(name, f"{unit.name} {unit.sub}", address(below("/")), address(below(path)), changed, news)


def sitemap() -> bytes:
    """Every page of which a day is known, and the steady ones."""
    steady = [(address(url_for(endpoint)), "") for endpoint in STEADY]
    there = [
        (address(below(one.path)), one.published_on.isoformat())
        for one in every(here().origin)
        if one.state == "public"
    ]
    return feeds.sitemap([*steady, *there])
