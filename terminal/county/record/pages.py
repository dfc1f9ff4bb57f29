"""The record in words: who, when, what, about which village."""

from datetime import datetime
from typing import Any

import msgspec
from flask import url_for
from flask_babel import LazyString, lazy_gettext, ngettext
from flask_babel import gettext as _

from terminal.county import access, queries
from terminal.staff.pages import role_name
from terminal.staff.rules import Role

# What somebody may have opened or changed; a room that records something else adds its words here.
WORDS: dict[str, LazyString] = {
    "terminal.code": lazy_gettext("给出一个配对码"),
    "terminal.code-drop": lazy_gettext("收回一个配对码"),
    "terminal.replace": lazy_gettext("给出换机器的配对码"),
    "terminal.revoke": lazy_gettext("停用一台终端"),
    "terminal.release": lazy_gettext("让冻结的终端接着用"),
    "letter.open": lazy_gettext("打开一封封好的信"),
    "letter.download": lazy_gettext("下载一封封好的信"),
    "letter.received": lazy_gettext("受理一封信"),
    "letter.asked": lazy_gettext("请写信的人补充"),
    "letter.hand-in": lazy_gettext("写好答复，交给另一个人看"),
    "letter.back": lazy_gettext("把答复退回去改"),
    "letter.answered": lazy_gettext("答复一封信"),
    "letter.passed": lazy_gettext("把信转给别的单位"),
    "office.assign": lazy_gettext("定谁管哪个收信单位"),
    "office.key": lazy_gettext("登记收信单位的钥匙"),
    "office.key-withdrawn": lazy_gettext("停用收信单位的一把钥匙"),
    "office.unlock": lazy_gettext("打开收信单位的钥匙"),
    "office.unlock-refused": lazy_gettext("口令输错，钥匙没打开"),
    "order.notice": lazy_gettext("发通知"),
    "order.withdraw": lazy_gettext("废止通知"),
    "order.banner": lazy_gettext("发或者关紧急提示"),
    "order.correct": lazy_gettext("发纠正通知"),
    "order.takedown": lazy_gettext("要求暂停展示"),
    "order.restore": lazy_gettext("恢复展示"),
    "order.case": lazy_gettext("转办热线来电"),
    "order.catalogue": lazy_gettext("发公开目录"),
    "order.calendar": lazy_gettext("发工作日历"),
    "order.offices": lazy_gettext("发收信单位的钥匙"),
    "bundle.download": lazy_gettext("下载一个待查的包"),
}
ACCOUNT = {
    "add": lazy_gettext("新开账号"),
    "password": lazy_gettext("换密码"),
    "pin": lazy_gettext("换数字密码"),
    "roles": lazy_gettext("改身份"),
    "disable": lazy_gettext("停用账号"),
    "second": lazy_gettext("开通两步登录"),
    "second-off": lazy_gettext("取消两步登录"),
}


class Line(msgspec.Struct, frozen=True):
    """One line as its page shows it; `number` is that in the county's log."""

    number: int
    at: datetime
    who: str
    says: str
    village: str
    changed: bool = False


def _said(line: access.Line) -> str:
    first, *rest = line.what.split() or [""]
    match line.act:
        case "audit.sign-in":
            return _("登录")
        case "audit.refusal":
            return ngettext("登录试错 %(num)d 次", "登录试错 %(num)d 次", int(first))
        case "audit.account":
            roles = _("、").join(role_name(role) for role in rest if role in {*Role})
            said = str(ACCOUNT.get(first, first))
            return _("%(what)s：%(roles)s", what=said, roles=roles) if roles else said
    said = str(WORDS.get(line.what, line.what))
    return _("%(what)s（%(number)s）", what=said, number=line.about) if line.about else said


def lines(found: access.Page) -> list[Line]:
    """The lines of one page."""
    names = queries.names()
    return [
        Line(line.seq, line.at, line.person or _("没有这个名字"), _said(line), names.get(line.village, line.village))
        for line in found.lines
    ]


def choices(show: str, person: str) -> list[dict[str, Any]]:
    """Which part of the record to look at."""
    parts = {"": _("全部"), "looked": _("打开过的"), "changed": _("改过的"), "people": _("登录和账号")}
    return [
        {"name": name, "href": url_for(".index", show=part or None, person=person or None), "on": part == show}
        for part, name in parts.items()
    ]


def turns(found: access.Page, show: str, person: str) -> tuple[str | None, str | None]:
    """Addresses of the page before and the page after."""

    def to(number: int) -> str | None:
        inside = 1 <= number <= found.pages
        return url_for(".index", show=show or None, person=person or None, page=number) if inside else None

    return to(found.number - 1), to(found.number + 1)
