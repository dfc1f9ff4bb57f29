"""What the hall shows, gathered from the rooms."""

from datetime import date, timedelta

import msgspec
from flask import current_app, g, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from terminal.catalogue.queries import catalogue
from terminal.catalogue.rules import Group
from terminal.directives import pages as directives
from terminal.directives.queries import alerts
from terminal.errors import NotFound
from terminal.ledger import queries as ledger
from terminal.paper.qr import qr
from terminal.register import pages as duty_pages
from terminal.register.duties import Duties, duties
from terminal.register.queries import new_since, newest
from terminal.register.rows import EntryRow, entry_rows
from terminal.surveys import pages as surveys
from terminal.tables.benefits import queries as benefits
from terminal.text.money import yuan
from terminal.village.queries import Village
from terminal.web.addresses import for_phones, is_here, mirrored_at
from terminal.web.filters import period
from terminal.web.looks import rows_per_page

NEW_FOR = timedelta(days=14)
MANY = 10

Tile = tuple[str, str, str, str, str, int]
Due = tuple[str, int, int, list[tuple[str, str, str]], int, str]


class Home(msgspec.Struct, frozen=True):
    """Tiles (key, picture, name, gist, href, new), the due strip, the newest publications, a questionnaire, and what the county told last."""

    tiles: list[Tile]
    yours: list[Tile]
    due: Due
    newest: list[EntryRow]
    asking: surveys.Notice | None = None
    told: EntryRow | None = None


def _tile(group: Group, new: int, has_ledger: bool, has_lists: bool) -> Tile:
    name, gist = (group.name_en, group.gist_en) if g.look.lang == "en" else (group.name, group.gist)
    href = url_for("villager_disclosures.index", group=group.key)
    if group.key == "money" and has_ledger:
        href = url_for("villager_ledger.index")
    if group.key == "benefit" and has_lists:
        href, gist = url_for("villager_benefits.index"), _("查我家的补贴")
    return (group.key, group.picture, name, gist, href, new)


def _tiles(village: Village, today: date) -> list[Tile]:
    new = new_since(village.origin, today - NEW_FOR)
    has_ledger, has_lists = ledger.has_any(village.origin), benefits.has_any(village.origin)
    tiles = [_tile(group, new.get(group.key, 0), has_ledger, has_lists) for group in catalogue(village.kind).groups]
    find = _("按拼音头一个字母找，比如“低保”按 D B")
    return [
        ("search", "search", _("搜索"), find, url_for("villager_register.search"), 0),
        *tiles,
        ("due", "catalogue", _("公开目录"), _("该公开什么、公开了没有"), url_for("villager_register.due"), 0),
    ]


def _yours() -> list[Tile]:
    """Where villagers speak themselves."""
    return [
        *(_box() if is_here("villager_feedback.new") else ()),
        ("asked", "notice", _("大家问的"), _("问的和答的"), url_for("villager_column.index"), 0),
    ]


def _box() -> list[Tile]:
    """To write, and to find the answer; only in the hall itself."""
    write, find = url_for("villager_feedback.new"), url_for("villager_feedback.receipt")
    return [
        ("feedback", "box", _("意见箱"), _("问一问、提意见"), write, 0),
        ("receipt", "reply", _("查我的回执"), _("凭查询码看答复"), find, 0),
    ]


def _due(stand: Duties, shown: int) -> Due:
    missing = [(row.title, row.tag[1], row.href) for row in duty_pages.missing_rows(stand, shown)]
    more = len(stand.missing) - len(missing)
    href = url_for("villager_register.due")
    return (_("到今天应公开、还没公开"), stand.tally.due, stand.tally.published, missing, more, href)


def home(village: Village, today: date) -> Home:
    """The first page; where many groups, missing things or a questionnaire need room, fewer publications stand below."""
    tiles = _tiles(village, today)
    due = _due(duties(village, today), rows_per_page(g.look, "home_missing"))
    asking, told = surveys.notice(village.origin, today), directives.newest_row(today)
    missing_rows = len(due[3]) + bool(due[4]) + bool(asking) + bool(told) + len(alerts())
    shown = rows_per_page(g.look, "home_newest") - (2 if len(tiles) > MANY else 0) - max(0, missing_rows - 2)
    return Home(
        tiles=tiles,
        yours=_yours(),
        due=due,
        newest=entry_rows(newest(village.origin, max(1, shown))),
        asking=asking,
        told=told,
    )


def cards(village: Village, today: date) -> list[tuple[str, str, str]]:
    """What the idle picture tells those who pass: (soft, strong, rest)."""
    told = []
    if last := ledger.newest_month(village.origin):
        soft = _("%(month)s底集体账上有", month=period(last.period))
        told.append(
            (
                soft,
                _("%(amount)s 元", amount=yuan(last.closing_fen)),
                ngettext("当月 %(num)d 笔", "当月 %(num)d 笔", last.count),
            )
        )
    stand = duties(village, today).tally
    rest = ngettext("还差 %(num)d 项", "还差 %(num)d 项", stand.missing) if stand.missing else _("一项不差")
    soft = ngettext("到今天应公开 %(num)d 项", "到今天应公开 %(num)d 项", stand.due)
    return [*told, (soft, ngettext("已公开 %(num)d 项", "已公开 %(num)d 项", stand.published), rest)]


def help_facts(village: Village) -> list[tuple[str, str]]:
    """Whom to ask, and whose terminal this is."""
    found = [
        (_("单位"), village.name_en if g.look.lang == "en" else village.name),
        (_("联系"), village.contact),
        (_("谁来公开"), _("、").join(one.name for one in village.publishers)),
        (_("这台机器"), village.origin),
    ]
    return [(name, said) for name, said in found if said]


def help_sections() -> list[tuple[str, list[str]]]:
    """How to use the screen, in a few sentences."""
    return [
        (
            _("怎么看"),
            [
                _("点首页的图就能进去；点“返回”退一步，点“首页”回到开头。"),
                _("字小了点“大字”，看不清点“高对比”。一会儿没人点，会变回原样。"),
            ],
        ),
        (
            _("怎么带走"),
            [
                _("每一条都能打印；也可以用手机扫右边的方块，回到家也能接着看。")
                if mirrored_at()
                else _("每一条都能打印；也可以用手机扫右边的方块，在村里的无线网上接着看。")
            ],
        ),
        (
            _("觉得不对怎么办"),
            [
                _(
                    "公开得不及时、不真实，可以向乡镇或县里反映，他们必须调查，并责令依法公布（村民委员会组织法第36条）。"
                ),
                _("每一条公布都有登记号和指纹，改过几次、为什么改，都看得到。"),
            ],
        ),
    ]


def check_paper(of: str) -> None:
    """Only sheets of this terminal are printed. Raises NotFound for any other address."""
    path = of.partition("?")[0]
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="POST")
    except HTTPException:
        raise NotFound(path) from None
    if not path.endswith(".pdf"):
        raise NotFound(endpoint)


def paper_code(of: str) -> Markup:
    """The sheet's address for a phone."""
    return qr(for_phones(of), _("二维码"))
