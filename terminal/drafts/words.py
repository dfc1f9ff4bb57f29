"""Drafts in words: where they stand, what comes next, who has done what."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from flask_babel import gettext as _

from terminal.disclosures.shapes import PARTS
from terminal.drafts import checks, rules
from terminal.drafts.shapes import Draft, Step
from terminal.web.filters import near_day


class Past(msgspec.Struct, frozen=True):
    """One line of the history."""

    at: datetime
    name: str
    says: str
    note: str


def task_name(task: str) -> str:
    return {
        "review": _("保密审查"),
        "supervise": _("监督委员会审核"),
        "finance": _("民主理财签字"),
        "approve": _("乡镇审核"),
    }[task]


def purpose_name(draft: Draft) -> str:
    """What will come of it: 公示, 结果, 本期无发生, 改正, 不适用; empty for a plain text."""
    said = {"nil": _("本期无发生"), "revise": _("改正"), "aside": _("不适用")}
    return said.get(draft.purpose) or {
        "notice": _("公示"),
        "result": _("结果"),
        "ledger": _("财务公开"),
        "table": _("三资台账"),
        "project": _("工程和专项资金"),
    }.get(draft.stage, "")


def stands(draft: Draft) -> tuple[str, str]:
    """Where a draft stands, as a tag."""
    if draft.returned:
        return "late", _("退回来了")
    if draft.may_edit:
        return "soon", _("在写")
    if draft.state == rules.IN_REVIEW:
        return "note", _("等%(task)s", task=task_name(checks.task_of(draft) or "review"))
    if draft.publish_on:
        return "done", _("%(day)s 公布", day=near_day(draft.publish_on))
    return {"ready": ("you", _("签完了，可以公布")), "public": ("done", _("办好了"))}.get(
        draft.state, ("", _("不写了"))
    )


def part_fields() -> list[tuple[str, str, str]]:
    """The five parts of a whole account: field, name, what belongs there."""
    said = {
        "basis": (_("办事依据"), _("按哪条规定、哪次会议办的。")),
        "actor": (_("办事主体"), _("谁负责，谁经手。")),
        "course": (_("办事过程"), _("怎么办的，一步一步写。")),
        "discipline": (_("办事纪律"), _("有什么规矩，谁监督。")),
        "result": (_("办事结果"), _("办成了什么，花了多少。")),
    }
    return [(f"whole-{name}", *said[name]) for name in PARTS]


def steps(draft: Draft) -> list[tuple[str, str]]:
    """Writing, each signature, public: (words, done | now | empty)."""
    wanted, signed = checks.wanted(draft), {one.task for one in draft.signed} if not draft.may_edit else set()
    now = checks.task_of(draft)
    found = [(_("写"), "now" if draft.may_edit else "done")]
    found += [(task_name(task), "done" if task in signed else "now" if task == now else "") for task in wanted]
    last = {rules.READY: "now", rules.PUBLIC: "done"}.get(draft.state, "")
    return [*found, (_("不适用") if draft.purpose == "aside" else _("公布"), last)]


def history(draft: Draft) -> list[Past]:
    """Who did what, newest first."""
    return past(draft.steps)


def past(steps: Sequence[Step]) -> list[Past]:
    """These steps in words, newest first."""
    said = {
        "begin": _("开始写"),
        "save": _("改了内容"),
        "mask": _("遮住了个人信息"),
        "overrule": _("没有遮住，写了理由"),
        "file": _("传了附件"),
        "sheet": _("传了表格"),
        "unfile": _("去掉了附件"),
        "submit": _("交上去审"),
        "recall": _("拿回来改"),
        "return": _("退回"),
        "schedule": _("定了公布的日子"),
        "unschedule": _("不定日子了"),
        "publish": _("公布"),
        "drop": _("不写了"),
    }
    return [
        Past(step.at, step.name, said.get(step.what) or task_name(step.what), step.note) for step in reversed(steps)
    ]
