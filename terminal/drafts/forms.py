"""What the forms of a draft say, and a draft as it stands in its form."""

import re
from datetime import date

from terminal.disclosures.shapes import PARTS, Whole
from terminal.drafts.shapes import Content, Draft, Held
from terminal.errors import Problem, Refused
from terminal.text.days import Period, read_day
from terminal.web import forms
from terminal.web.forms import Form

WHOLE = tuple(f"whole-{name}" for name in PARTS)
MOST_MEETINGS = 4
LABELS = {
    "标题": "title",
    "内容概述": "summary",
    "正文": "text",
    "表格": "table",
    "附件": "file",
    "期间": "period",
    "过程": "whole-course",
    "成文日期": "created_on",
    "原因": "reason",
    "责任人": "responsible",
    "文号": "doc_no",
    "公示": "follows",
    "公布日期": "publish_on",
    "异议": "gist",
    "处理": "outcome",
    "收到日期": "received_on",
    "依据": "basis",
    "哪一次": "versions",
}
LABELS |= {f"会议{place}": f"day-{place}" for place in range(MOST_MEETINGS)}
LABELS |= {name: name for name in (*WHOLE, *LABELS.values())}
LABELS |= {name: name for name in (f"said-{place}" for place in range(MOST_MEETINGS))}
SPOT = re.compile(r"([a-z][a-z_0-9-]*):([0-9]{1,8})", re.ASCII)


def read() -> Form:
    return forms.read(LABELS)


def content(form: Form, draft: Draft) -> Content:
    """What was typed; mistakes of the form itself are at their fields. Raises Refused then."""
    old = draft.content
    found = Content(
        period=form.line("period", 8) if "period" in form.typed else old.period,
        title=form.line("title", 200) if "title" in form.typed else old.title,
        summary=form.text("summary", 600),
        text=form.text("text", 60_000),
        table=form.text("table", 60_000),
        reason=form.text("reason", 1000) if "reason" in form.typed else old.reason,
        responsible=form.line("responsible", 60),
        doc_no=form.line("doc_no", 60),
        created_on=form.line("created_on", 20),
        publisher=form.line("publisher", 40) if "publisher" in form.typed else old.publisher,
        follows=form.line("follows", 60) if "follows" in form.typed else old.follows,
        whole=Whole(*(form.text(name, 4000).strip() for name in WHOLE)),
        meetings=tuple(
            Held(one.name, form.line(f"day-{place}", 20), form.line(f"said-{place}", 200))
            for place, one in enumerate(old.meetings)
        ),
    )
    _check_period(form, found.period)
    form.refuse_if_wrong()
    return found


def _check_period(form: Form, period: str) -> None:
    """A period nobody can have chosen is not even kept."""
    try:
        Period.read(period or "2026")
    except ValueError as wrong:
        form.typed["period"] = [""]
        form.complain("period", str(wrong))


def filled(draft: Draft) -> Form:
    """The form as the draft stands."""
    said = draft.content
    names = ("period", "title", "summary", "text", "table", "reason", "responsible", "doc_no", "created_on")
    typed = {name: getattr(said, name) for name in (*names, "publisher", "follows")}
    typed |= {f"whole-{name}": getattr(said.whole, name) for name in PARTS}
    for place, held in enumerate(said.meetings):
        typed |= {f"day-{place}": held.day, f"said-{place}": held.said}
    return forms.empty(LABELS, **typed)


def spot(form: Form) -> tuple[str, int]:
    """Which find a button is about; an empty field stands for all. Raises Refused for anything else."""
    said = form.line("spot", 80)
    if said == "all":
        return "", 0
    found = SPOT.fullmatch(said)
    if not found:
        raise Refused([Problem("没看清是哪一处。请再点一次。")])
    return found[1], int(found[2])


def day(form: Form, name: str, today: date) -> date:
    """A day that was typed. Raises Refused with the sentence at its field."""
    try:
        return read_day(form.line(name, 20), today.year)
    except ValueError as wrong:
        form.complain(name, str(wrong))
        raise Refused(()) from None


def purpose(form: Form) -> tuple[str, str]:
    """What a new draft is for: (purpose, stage)."""
    chosen = form.one("purpose", ("publish", "nil", "aside", "notice", "result"), "publish")
    return ("publish", chosen) if chosen in ("notice", "result") else (chosen, "")
