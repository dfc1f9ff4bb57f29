"""What a disclosure's screens show: its text in pieces, its facts, its code."""

from collections.abc import Iterator

import msgspec
from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from terminal.catalogue import words
from terminal.catalogue.queries import catalogue
from terminal.catalogue.rules import Group, Item, due_on
from terminal.disclosures import queries
from terminal.disclosures.queries import Published
from terminal.paper.qr import qr
from terminal.text.blocks import Block, Room, screens
from terminal.text.days import Period
from terminal.text.difference import Compared, TableRow, compare
from terminal.village.queries import here
from terminal.web.addresses import for_everybody
from terminal.web.filters import dated, near_day
from terminal.web.looks import Look
from terminal.web.papers import in_chinese

# A whole screen of text, and what fits above the facts, by type size: characters in a line, lines.
FULL = {"normal": Room(39, 28), "large": Room(30, 21), "largest": Room(25, 17)}
ABOVE_FACTS = {"normal": Room(39, 14), "large": Room(30, 5), "largest": Room(25, 3)}
NOTICE_LINES = 6
LONGEST_OBJECTIONS = 60  # longer than this, only their number fits beside the text
CHANGES = {"normal": Room(39, 17), "large": Room(30, 11), "largest": Room(25, 7)}


class Detail(msgspec.Struct, frozen=True):
    """One screen of a disclosure; screens count from 1, `with_facts` tells whether this one shows the facts."""

    published: Published
    item: Item
    group: Group
    blocks: tuple[Block, ...]
    screen: int
    screens: int
    with_facts: bool
    facts: list[tuple[str, str | Markup]]
    code: Markup
    address: str
    after_gone: bool = False


def _room(look: Look, with_facts: bool, with_notice: bool) -> Room:
    room = (ABOVE_FACTS if with_facts else FULL)[look.type]
    return Room(room.chars, max(3, room.lines - (NOTICE_LINES if with_notice else 0)))


def _cut(published: Published, look: Look) -> tuple[tuple[tuple[Block, ...], ...], bool]:
    """The text on screens, and whether the facts stand below it; else they have a screen of their own."""
    noticed = published.versions > 1 or bool(published.withdrawn_on)
    short = screens(published.blocks, _room(look, True, noticed))
    if len(short) == 1:
        return short, True
    return (*screens(published.blocks, _room(look, False, noticed)), ()), False


def detail(published: Published, asked: int, look: Look) -> Detail:
    """Screen `asked` (from 1) of this version."""
    shelf = catalogue(here().kind)
    item = shelf.item(published.item)
    pieces, together = _cut(published, look)
    screen = min(max(1, asked), len(pieces))
    address = _address(published)
    return Detail(
        published=published,
        item=item,
        group=shelf.group(item.group),
        blocks=pieces[screen - 1],
        screen=screen,
        screens=len(pieces),
        with_facts=together or screen == len(pieces),
        facts=facts(published, item),
        code=qr(for_everybody(address), _("二维码")),
        address=address,
        after_gone=_is_gone(published, published.version - 1) or bool(published.redacted),
    )


def _is_gone(published: Published, version: int) -> bool:
    """Were the words of that version removed by law?"""
    return version > 0 and bool(queries.one(published.origin, published.number, version).redacted)


def changes(old: Published, new: Published, look: Look) -> list[list[Compared]]:
    """What changed from one version to the next, cut into screens; a long table goes on under its head again."""
    room = CHANGES[look.type]
    pages: list[list[Compared]] = [[]]
    left = float(room.lines)
    for piece in _changed_pieces(compare(old.blocks, new.blocks), room):
        if (high := _height(piece, room)) > left and pages[-1]:
            pages.append([])
            left = float(room.lines)
        pages[-1].append(piece)
        left -= high
    return pages


def _changed_pieces(compared: tuple[Compared, ...], room: Room) -> Iterator[Compared]:
    for block in compared:
        if block.kind != "table" and block.changed:
            yield block
        rows = [row for row in block.rows if row.change != "same"]
        for at in range(0, len(rows), room.lines // 3):
            yield msgspec.structs.replace(block, rows=tuple(rows[at : at + room.lines // 3]))


def _height(piece: Compared, room: Room) -> float:
    """Lines this piece takes; a changed row shows two values one above the other."""
    if piece.kind == "table":
        return 2.0 + sum(_row_height(row) for row in piece.rows)
    return 1.0 + sum(len(run.text) for run in piece.runs) / room.chars


def _row_height(row: TableRow) -> float:
    return 2.5 if any(cell.was is not None for cell in row.cells) else 1.8


def _address(published: Published) -> str:
    if published.is_newest:
        return url_for("villager_disclosures.one", number=published.number)
    return url_for("villager_disclosures.version", number=published.number, version=published.version)


def facts(published: Published, item: Item) -> list[tuple[str, str | Markup]]:
    """索引号, 主体, 依据, 期限, 公布, 监督, 凭据: what makes a text accountable. Law: OGI (2019) art. 12."""
    signed = _("、").join(f"{signer.role} {signer.name}" for signer in published.signers)
    found = [
        (_("索引号"), published.index_no),
        (_("公开主体"), published.publisher),
        (_("依据"), _("；").join(published.basis)),
        (_("期限"), deadline(published, item)),
        (_("公布"), _published(published)),
        (_("成文"), " ".join(filter(None, (dated(published.created_on), published.doc_no)))),
        (_("不同意见"), _objections(published)),
        (_("签字"), signed),
        (_("凭据"), _("第 %(seq)s 号登记 · 指纹 %(mark)s", seq=published.log_seq, mark=mark(published.fingerprint))),
    ]
    return [(name, said) for name, said in found if said]


def _objections(published: Published) -> str:
    """How many disagreed with a notice, and what was done; empty when nobody did."""
    found = queries.objections(published) if published.notice_until else ()
    said = _("；").join(f"{one.gist}（{one.outcome}）" for one in found)
    return (
        said
        if len(said) <= LONGEST_OBJECTIONS
        else ngettext("收到 %(num)d 件，都有答复", "收到 %(num)d 件，都有答复", len(found))
    )


def mark(fingerprint: str) -> str:
    """The first twelve digits of a fingerprint as people compare them: 8F3C 21A7 04DE"""
    head = fingerprint[:12].upper()
    return " ".join((head[:4], head[4:8], head[8:]))


def deadline(published: Published, item: Item) -> str:
    """How often, and until when this one was owed."""
    often = words.cadence(item)
    if not published.period or published.version > 1:
        return often
    last = due_on(item, Period.read(published.period))
    late = (published.published_on - last).days
    kept = ngettext("晚了 %(num)d 天", "晚了 %(num)d 天", late) if late > 0 else _("按时")
    return _("%(often)s，%(day)s 前（%(kept)s）", often=often, day=near_day(last), kept=kept)


def _published(published: Published) -> str:
    return _(
        "第%(number)s次公布 %(day)s，至少展示到 %(until)s",
        number=published.version,
        day=dated(published.published_on),
        until=dated(published.display_until),
    )


def paper_html(published: Published) -> str:
    """The disclosure as a sheet for the wall."""
    item = catalogue(here().kind).item(published.item)
    with in_chinese():
        return render_template(
            "disclosures/paper/one.html",
            published=published,
            item=item,
            facts=facts(published, item),
            mark=mark(published.fingerprint),
            code=qr(for_everybody(_address(published)), _("二维码")),
        )
