"""What stands on every page of a village at the county: whose key wrote it, how far it has come, what is wrong with it."""

from collections import Counter
from typing import Any

import msgspec
from flask import current_app, g, url_for
from flask_babel import gettext as _

from terminal.bundle.sshsig import key_id
from terminal.clock import today
from terminal.config import County
from terminal.county.mirror import queries
from terminal.county.mirror.queries import Listed, Newest, Shown
from terminal.village.queries import Village, viewed
from terminal.web.filters import dated, near_day

MOST_AT_ONCE = 60
MARK = 12  # digits of a line's fingerprint, as on paper


class Imprint(msgspec.Struct, frozen=True):
    """`key` is the terminal's fingerprint as ssh-keygen prints it, `mark` that of the newest line; `says` is empty when all is well."""

    code: str
    key: str
    seq: int
    mark: str
    says: str


def county(known: County | None) -> Village:
    """The county, in the shape in which pages know whose they are."""
    known = known or County(name="（还没写是哪个县）", name_en="(county not set up)")
    return Village("", "county", known.name, known.name_en or known.name, "", "", known.code, today(), "", 0, 0, ())


def imprint(shown: Shown, newest: Newest) -> Imprint:
    return Imprint(shown.code, key_id(shown.public), newest.seq, grouped(newest.hash[:MARK]), says_of(shown))


def grouped(mark: str) -> str:
    """8F3C 21A7 04DE"""
    return " ".join(mark[place : place + 4] for place in range(0, len(mark), 4)).upper()


def says_of(shown: Shown) -> str:
    """What a reader must know about a terminal whose log is not taken any more; empty for one that is."""
    return {
        "frozen": _("有两台机器都说自己是这个村的终端，县里正在查，先不收新的。下面是在这以前收到的。"),
        "revoked": _("县里不再收这台终端的数据。下面是在这以前收到的，新的请到村里看。"),
        "replaced": _("这台终端已经换下。下面是它以前公布的。"),
    }.get(shown.state, "")


def standing(seq: int | None) -> tuple[str, str]:
    """Where a line is, or the whole log: everything shown here has come to the county."""
    if seq:
        return "i-check", _("第 %(seq)s 号登记，县平台已收到", seq=seq)
    newest = queries.newest(viewed())
    return "i-check", _("县平台收到第 %(seq)s 号登记为止", seq=newest.seq if newest else 0)


class Choice(msgspec.Struct, frozen=True):
    """What the list of villages shows: townships to choose from, and villages, unless there are too many to read."""

    asked: str
    township: str
    townships: list[dict[str, Any]]
    rows: list[dict[str, Any]]
    total: int


def choice(asked: str, township: str) -> Choice:
    """Villages that fit what was asked for, or those of a township; nothing asked: all, or their townships where there are many."""
    every = queries.villages()
    counts = Counter(one.township for one in every if one.township)
    township = township if township in counts else ""
    found = [one for one in every if (not township or one.township == township) and queries.fits(one, asked)]
    shown = found if asked or township or len(found) <= MOST_AT_ONCE else []
    chips = [{"name": _("全县"), "href": url_for("villager_villages.index"), "on": not township}]
    for name, count in counts.items():
        href = url_for("villager_villages.index", township=name)
        chips.append({"name": name, "href": href, "on": name == township, "count": _("%(count)s 个", count=count)})
    return Choice(asked, township, chips, [_row(one) for one in shown], len(found))


def _row(one: Listed) -> dict[str, Any]:
    return {
        "name": one.name_en if g.look.lang == "en" else one.name,
        "township": one.township,
        "href": f"/v/{one.code}/",
        "says": _says(one),
        "tag": ("late", _("不再更新")) if one.state != "active" else None,
    }


def _says(one: Listed) -> str:
    return _("最近公开 %(day)s", day=near_day(one.published_on)) if one.published_on else _("还没有公开的")


def address(path: str = "/") -> str:
    """The whole address of a path of this server, as feeds and maps for machines need it."""
    return f"{current_app.config['ADDRESS']}{path}"


def about_sections(newest: Newest) -> list[tuple[str, list[str]]]:
    """What this is, how to check it, what to do when something is wrong."""
    return [
        (
            _("这是哪里的数据"),
            [
                _("村里大厅的终端公布什么，这里就有什么，一个字也不改；村里还没送来的，这里看不到。"),
                _("要写意见、填问卷、查回执，请到村里的大厅。"),
            ],
        ),
        (
            _("页脚的指纹是什么"),
            [
                _("终端登记的每一条都接在前一条后面，送到县里时用自己的钥匙签名。改动任何一条，后面的指纹就全变了。"),
                _("登记簿的名字是从钥匙算出来的：和大厅的机器“找人帮忙”里写的“这台机器”一样，就是那台终端写的。"),
                _("隔些日子再看，第 %(seq)s 号的指纹还应当是同一个。", seq=newest.seq),
                _("手里有纸的，点“核对一张纸”，县里照自己收到的登记簿重新算一遍。"),
            ],
        ),
        (
            _("觉得不对怎么办"),
            [
                _(
                    "公开得不及时、不真实，可以向乡镇或县里反映，他们必须调查，并责令依法公布（村民委员会组织法第36条）。"
                ),
            ],
        ),
    ]


def about_facts(shown: Shown, newest: Newest, unit: str, contact: str) -> list[tuple[str, str]]:
    """Whose terminal this is, by which key, and how far it has come."""
    at = dated(newest.at.date()) if newest.at else ""
    found = [
        (_("单位"), unit),
        (_("联系"), contact),
        (_("登记簿"), shown.origin),
        (_("钥匙"), key_id(shown.public)),
        (_("最新一条"), _("第 %(seq)s 号，%(day)s", seq=newest.seq, day=at)),
        (_("它的指纹"), newest.hash.upper()),
    ]
    return [(name, said) for name, said in found if said]
