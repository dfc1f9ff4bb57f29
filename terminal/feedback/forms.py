"""What the forms of a case say: each verb with fields of its own, so that several stand on one page."""

import re
from datetime import date
from typing import cast

from terminal.errors import Problem, Refused
from terminal.feedback.rules import private_by_default
from terminal.feedback.shapes import CATEGORIES, KEYED_IN, OUTCOMES, Case, Category, Outcome, Reply, Submission, Talk
from terminal.text.days import read_day
from terminal.web import forms
from terminal.web.forms import Form

REPLY = {"答复": "text", "公开": "public", "公开的问题": "question", "公开的答复": "answer"}
# What the rules call a field → its name, for each verb.
LABELS: dict[str, dict[str, str]] = {
    "accept": {},
    "assign": {"交给": "to", "回避": "recused", "原因": "assign-reason", "附言": "note"},
    "ask": {"缺什么": "missing"},
    "reply": REPLY,
    "back": {"原因": "back-reason"},
    "extend": {"延长": "days", "原因": "extend-reason"},
    "reopen": {"原因": "reopen-reason"},
    "unpublish": {"原因": "unpublish-reason"},
    "talk": {"日期": "day", "谁去谈的": "present", "谈了什么": "said", "结果": "outcome"},
    "merge": {"并到": "into"},
    "key_in": {
        "来源": "channel",
        "收到日期": "received_on",
        "类别": "category",
        "关于": "about",
        "内容": "text",
        "姓名": "name",
        "电话": "phone",
    },
}
SPOT = re.compile(r"(text|question|answer):([0-9]{1,4})", re.ASCII)
NUMBERED = re.compile(r"(?:.*/)?([0-9]{4}-[0-9]{5,7})", re.ASCII)
LONGEST = 20_000  # characters a field takes; the rules say how many are too many


def read(verb: str) -> Form:
    labels = LABELS[verb]
    return forms.read(labels | {name: name for name in labels.values()})


def one(case: Case) -> Form:
    """The forms of a case as it stands: with what was written already."""
    draft, asked = case.draft, ""
    # What was answered privately is where its public words begin.
    begun = case.reply if case.state == "answered" else ""
    reply = draft.reply if draft else Reply(public=not private_by_default(case.category), answer=begun)
    if draft and draft.purpose == "ask":
        reply, asked = Reply(public=not private_by_default(case.category)), reply.text
    return forms.empty(
        text=reply.text,
        public="yes" if reply.public else "no",
        question=reply.question,
        answer=reply.answer,
        missing=asked,
    )


def again(case: Case, form: Form) -> Form:
    """What was typed in one form, and the others as they stand."""
    form.typed = one(case).typed | form.typed
    return form


def without_fields(form: Form, wrong: Refused) -> Refused:
    """What is wrong with a form that is not on the page any more, because somebody was quicker: said at the top."""
    said = [Problem(says) for sentences in form.errors.values() for says in sentences]
    form.errors = {}
    return Refused([*said, *(Problem(problem.says) for problem in wrong.problems)])


def reply(form: Form, case: Case, whole: bool = False) -> Reply:
    """The answer as it was typed. Raises Refused when a field is longer than any answer.

    `whole`: it is handed in now, and public words nobody wrote are those of the answer.
    """
    public = form.one("public", ("yes", "no")) == "yes" and case.category != "report"
    text, answer = form.text("text", LONGEST), form.text("answer", LONGEST)
    found = Reply(
        text=text,
        public=public,
        question=form.text("question", LONGEST),
        answer=text if whole and public and not answer.strip() else answer,
    )
    form.refuse_if_wrong()
    return found


def spot(form: Form) -> tuple[str, int]:
    """Which find a button is about. Raises Refused for anything else."""
    found = SPOT.fullmatch(form.line("spot", 40))
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


def talk(form: Form, today: date) -> Talk:
    """A talk as it was typed. Raises Refused."""
    found = Talk(
        day=day(form, "day", today),
        present=form.line("present", 60),
        said=form.text("said", LONGEST),
        outcome=cast(Outcome, form.one("outcome", OUTCOMES)),
    )
    form.refuse_if_wrong()
    return found


def fresh(today: date) -> Form:
    """What stands in the form for typing something in before anybody typed."""
    return forms.empty(channel="paper", received_on=today.isoformat())


def submission(form: Form) -> Submission:
    """What came on paper, by telephone or in person, as it was typed in. Raises Refused."""
    found = Submission(
        category=cast(Category, form.one("category", CATEGORIES)),
        addressee="village",
        text=form.text("text", LONGEST),
        about=_about(form.line("about", 80)),
        name=form.line("name", 80),
        phone=form.line("phone", 80),
        channel=form.one("channel", KEYED_IN),
    )
    form.refuse_if_wrong()
    return found


def _about(typed: str) -> str:
    """An index number leads to its publication; anything else must be an address of this terminal."""
    found = NUMBERED.fullmatch(typed)
    return f"/disclosures/{found[1]}" if found else typed
