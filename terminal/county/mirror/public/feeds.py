"""Atom (RFC 4287) and sitemaps (sitemaps.org 0.9) as text; words come in as they are, whatever letters stand in them."""

import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

import msgspec

ATOM, SITEMAP = "http://www.w3.org/2005/Atom", "http://www.sitemaps.org/schemas/sitemap/0.9"
MOST_URLS = 50_000
# XML 1.0 has no way to write these.
UNWRITABLE = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


class News(msgspec.Struct, frozen=True):
    """One publication: `name` is what it is called for ever, `href` its page, `at` when this version was written."""

    name: str
    title: str
    href: str
    at: datetime
    first: datetime
    author: str
    summary: str = ""


def stable_id(*parts: str) -> str:
    """The same for the same thing, whatever its address becomes: urn:uuid of its log and its name there."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, '/'.join(parts))}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = UNWRITABLE.sub("", text)


def _written(root: Element) -> bytes:
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def atom(name: str, title: str, home: str, here: str, at: datetime, news: Iterable[News]) -> bytes:
    """A feed called `name` for ever, at `here`, of what stands at `home`; `at` is when it last changed."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": "zh-Hans"})
    _say(root, "id", name)
    _say(root, "title", title)
    _say(root, "updated", _moment(at))
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": here})
    for one in news:
        entry = SubElement(root, "entry")
        _say(entry, "id", one.name)
        _say(entry, "title", one.title)
        _say(entry, "updated", _moment(one.at))
        _say(entry, "published", _moment(one.first))
        _say(SubElement(entry, "author"), "name", one.author)
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": one.href})
        _say(entry, "summary", one.summary or one.title)
    return _written(root)


def sitemap(pages: Iterable[tuple[str, str]]) -> bytes:
    """(address, day it last changed or "")."""
    root = Element("urlset", {"xmlns": SITEMAP})
    for address, day in list(pages)[:MOST_URLS]:
        url = SubElement(root, "url")
        _say(url, "loc", address)
        if day:
            _say(url, "lastmod", day)
    return _written(root)


def sitemap_index(maps: Iterable[str]) -> bytes:
    """Addresses of sitemaps."""
    root = Element("sitemapindex", {"xmlns": SITEMAP})
    for address in maps:
        _say(SubElement(root, "sitemap"), "loc", address)
    return _written(root)
