"""People and what happened to their accounts, in words; and what the forms about them say."""

from datetime import datetime

import msgspec
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.staff import queries, rules
from terminal.staff.actions import Wanted
from terminal.staff.hashing import new_password as make_up
from terminal.staff.queries import Happened, Person
from terminal.staff.rules import Declared, Role
from terminal.staff.seats import seats
from terminal.web import forms

LABELS = {
    rules.NAME: "name",
    rules.PASSWORD: "password",
    rules.PIN: "pin",
    rules.ROLES: "roles",
    rules.DECLARATION: "declared",
    rules.OFFICE: "township",
    rules.CODE: "code",
}
LONGEST_RELATIVES = 60


class Row(msgspec.Struct, frozen=True):
    """One person in the list; `tag` is (kind, words)."""

    name: str
    says: str
    tag: tuple[str, str] | None
    href: str


class Line(msgspec.Struct, frozen=True):
    """One thing that happened: when, to whom, what."""

    at: datetime
    name: str
    says: str


def role_name(role: str) -> str:
    return {
        Role.CADRE: _("村干部"),
        Role.SUPERVISOR: _("监督委员会"),
        Role.APPROVER: _("乡镇审核"),
        Role.ADMIN: _("管理员"),
        Role.OFFICER: _("县政务公开办"),
        Role.TOWNSHIP: _("乡镇公开办"),
        Role.AUDITOR: _("审计（只看）"),
    }[Role(role)]


def role_choices() -> list[tuple[str, str, str]]:
    """Each role of this machine with its name and what it may do."""
    may = {
        Role.CADRE: _("写公开内容，登账，答复意见"),
        Role.SUPERVISOR: _("公开之前看一遍，签字"),
        Role.APPROVER: _("站所或者乡镇审核"),
        Role.ADMIN: _("管人员和这台机器"),
        Role.OFFICER: _("看每个村，发通知，答复"),
        Role.TOWNSHIP: _("只看本乡镇的村，请在下面选是哪个乡镇"),
        Role.AUDITOR: _("什么都能看，什么都不能改"),
    }
    return [(role.value, role_name(role), may[role]) for role in Role if role in seats().roles]


def role_words(person: Person) -> str:
    """“村干部、管理员”"""
    return _("、").join(role_name(role) for role in Role if role in person.roles)


def _row(person: Person, endpoint: str) -> Row:
    left = person.disabled_on
    tag = ("", _("已停用")) if left else ("done", _("能按数字")) if person.has_pin else None
    says = " · ".join(filter(None, (person.office, role_words(person))))
    return Row(person.name, says, tag, url_for(endpoint, number=person.id))


def people(endpoint: str = "cadre_staff.person") -> list[Row]:
    """Everybody who has or had an account; `endpoint` is the page of one of them."""
    return [_row(person, endpoint) for person in queries.people()]


def _happened(one: Happened) -> str:
    first, *rest = one.what
    place = _("在大厅屏幕上") if rest[-1:] == ["kiosk"] else _("从网上")
    match one.kind:
        case "audit.sign-in":
            return _("%(place)s登录", place=place)
        case "audit.refusal":
            return ngettext("%(place)s试错了 %(num)d 次", "%(place)s试错了 %(num)d 次", int(first), place=place)
    return {
        "add": _("新开的账号"),
        "password": _("换了密码"),
        "pin": _("换了数字密码"),
        "roles": _("改了身份"),
        "disable": _("停用了"),
        "second": _("开通了两步登录"),
        "second-off": _("取消了两步登录"),
    }.get(first, first)


def happened(count: int) -> list[Line]:
    """The newest lines of the log about people."""
    return [Line(one.at, one.name or _("没有这个名字"), _happened(one)) for one in queries.happened(count)]


def declared(form: forms.Form) -> Declared | None:
    """What was declared; None when the question was not answered."""
    answer = form.one("declared", ("none", "member", "relative"))
    relatives = form.line("relatives", LONGEST_RELATIVES)
    if answer == "relative" and not relatives:
        form.complain("relatives", "请写明是哪一位村委会成员的近亲属。")
        form.refuse_if_wrong()
    if not answer:
        return None
    return Declared(answer == "member", relatives if answer == "relative" else "")


def office(form: forms.Form) -> str:
    """The post a form gives; at the county, for an officer of a township, the township that was chosen."""
    townships = seats().townships
    if townships is not None and form.is_chosen("roles", Role.TOWNSHIP):
        return form.one("township", townships)
    return form.line("office", 20)


def wanted(form: forms.Form, password: str) -> Wanted:
    """The person a form asks for."""
    found = Wanted(
        name=form.line("name"),
        roles=form.many("roles", [*Role]),
        password=password,
        office=office(form),
        declared=declared(form),
        pin=form.secret("pin"),
    )
    form.refuse_if_wrong()
    return found


def new_password(form: forms.Form) -> tuple[str, bool]:
    """The password a form gives, and whether the machine made it up; two different copies are a mistake of the form."""
    typed, twice = form.secret("password"), form.secret("again")
    if form.ticked("generate"):
        return make_up(), True
    if typed != twice:
        form.complain("again", "两次写的不一样。请再写一次。")
    return typed, False


def filled(person: Person) -> forms.Form:
    """The form about somebody, as things stand."""
    said = person.declared
    answer = "" if said is None else "member" if said.committee_member else "relative" if said.relatives_of else "none"
    return forms.empty(
        LABELS,
        office=person.office,
        township=person.office,
        roles=sorted(person.roles),
        declared=answer,
        relatives=said.relatives_of if said else "",
    )
