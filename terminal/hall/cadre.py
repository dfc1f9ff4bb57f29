"""/desk/: what there is to do, for whoever has signed in."""

from datetime import date

from flask import Blueprint, Response, current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal import clock
from terminal.catalogue.queries import catalogue
from terminal.ledger.spans import items_of
from terminal.register import pages as register
from terminal.register.duties import Duties, Duty, duties
from terminal.register.year import year_rows
from terminal.staff.desk import Begins, Line, Section, SectionMaker, Stat
from terminal.staff.pages import role_words
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role
from terminal.tables import checks as tables
from terminal.village.queries import here
from terminal.web.filters import near_day
from terminal.web.gates import needs, who
from terminal.web.pages import render_page

bp = Blueprint("cadre_hall", __name__, url_prefix="/desk")

MOST = 8


def _line(duty: Duty, today: date, may_write: bool) -> Line:
    missing = duty.standing.state == "missing"
    left = (duty.due_on - today).days
    soon = _("今天到期") if left == 0 else ngettext("还有 %(num)d 天", "还有 %(num)d 天", left)
    tag = ("late", register.says(duty)) if missing else ("soon", soon)
    if may_write:
        if duty.item in items_of(catalogue(here().kind)):
            href = url_for("cadre_ledger.upload", period=duty.period)
            return Line(register.title(duty), register.rule(duty), href, tag, _("传表格"))
        code, period = duty.item.code, duty.period
        asked = {"item": code, "period": period, "purpose": "nil"}
        nil = Begins(_("本期无发生"), url_for("cadre_drafts.begin"), asked) if period else None
        if sort := tables.filling(code):
            href = url_for("cadre_tables.upload", sort=sort.key, period=period or None)
            return Line(register.title(duty), register.rule(duty), href, tag, _("传表格"), nil)
        href = url_for("cadre_drafts.start", item=code, period=period)
        return Line(register.title(duty), register.rule(duty), href, tag, _("写"), nil)
    href = url_for("villager_register.item", code=duty.item.code)
    return Line(register.title(duty), register.rule(duty), href, tag)


def _stats(found: Duties, coming: list[Duty], today: date) -> tuple[Stat, ...]:
    of_year = [duty for duty in found.all if duty.due_on.year == today.year]
    in_time = sum(duty.standing.state == "on_time" for duty in of_year)
    published = sum(duty.published_on is not None for duty in of_year)
    longest = ngettext("最久 %(num)d 天", "最久 %(num)d 天", found.missing[0].standing.days) if found.missing else ""
    nearest = _("最近 %(day)s", day=near_day(coming[0].due_on)) if coming else ""
    every = url_for("villager_register.due")
    return (
        Stat(len(found.missing), _("已经晚了"), longest, "late" if found.missing else "", every),
        Stat(len(coming), _("本月到期"), nearest, "soon" if coming else "", every),
        Stat(in_time, _("今年按时公开"), _("一共公开 %(count)s 项", count=published), "done", every),
    )


def due_section(visitor: SignedIn, today: date) -> Section:
    """What is late, longest first, then what falls due this month."""
    found = duties(here(), today)
    months = [duty for duty in found.all if duty.standing.state == "open"]
    this_month = [duty for duty in months if (duty.due_on.year, duty.due_on.month) == (today.year, today.month)]
    coming = sorted(this_month, key=lambda duty: duty.due_on)
    lines = tuple(_line(duty, today, Role.CADRE in visitor.roles) for duty in (*found.missing, *coming))
    every = url_for("villager_register.due")
    return Section(
        title=_("晚了的和快到的"),
        lines=lines[:MOST],
        empty=_("一项不差，本月也没有要到期的。"),
        more=(_("一共 %(count)s 项，都看看", count=len(lines)), every) if len(lines) > MOST else None,
        stats=_stats(found, coming, today),
    )


@bp.get("/")
@needs()
def home() -> Response:
    visitor, today = who(), clock.today()
    makers: tuple[SectionMaker, ...] = current_app.extensions["desk_sections"]
    sections = [section for make in makers if (section := make(visitor, today))]
    return render_page(
        "hall/cadre/home.html",
        keep=False,
        sections=sections,
        stats=[stat for section in sections for stat in section.stats],
        roles=role_words(visitor.person),
        strip=year_rows(here(), duties(here(), today), today),
    )
