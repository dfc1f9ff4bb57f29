"""What is written for a case before it is said: kept without overwriting anybody, handed in, approved by a second person."""

from typing import Any

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback import personal, rules
from terminal.feedback.events import Answer, Ask, Publish
from terminal.feedback.models import FeedbackDraft
from terminal.feedback.records import one
from terminal.feedback.shapes import Allowed, Case, Clash, Draft, Find, Reply
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.register.queries import index_of, next_index
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.village.queries import here

LONGEST_TITLE = 40


def _columns(reply: Reply) -> dict[str, Any]:
    return {"text": reply.text, "public": int(reply.public), "question": reply.question, "answer": reply.answer}


def _change(draft: Draft, **fields: Any) -> None:
    FeedbackDraft.update(**fields).where(FeedbackDraft.id == draft.id).execute()


def _tidied(reply: Reply) -> Reply:
    return replace(reply, text=tidy(reply.text), question=tidy(reply.question), answer=tidy(reply.answer))


def _begin(case: Case, purpose: str, reply: Reply, state: str, by: Person, now: Now) -> int:
    """A new draft, in the caller's transaction; its revision."""
    FeedbackDraft.insert(
        obj=case.obj,
        number=case.number,
        purpose=purpose,
        state=state,
        revision=1,
        author=by.id,
        author_name=by.name,
        writers=msgspec.json.encode([by.name]).decode(),
        overruled="[]",
        note="",
        saved_at=now.at,
        saved_by=by.by,
        **_columns(reply),
    ).execute()
    return 1


def _resaved(draft: Draft, reply: Reply, state: str, by: Person, now: Now) -> int:
    writers = sorted({*draft.writers, by.name})
    revision = draft.revision + 1
    fields = {"author": by.id, "author_name": by.name, "writers": msgspec.json.encode(writers).decode()}
    _change(draft, revision=revision, state=state, saved_at=now.at, saved_by=by.by, **fields, **_columns(reply))
    return revision


def _writing(case: Case, purpose: str) -> Draft | None:
    """The draft of this purpose that may be changed; one of another purpose gives way. Raises Refused when one waits."""
    draft = case.draft
    if draft and draft.state == "waiting":
        raise Refused([Problem("这一件有一份在等另一个人同意。要改，请先退回来。")])
    if draft and draft.purpose != purpose:
        _change(draft, state="dropped")
        return None
    return draft


def draft_answer(number: str, reply: Reply, revision: int, *, by: Person, now: Now) -> int:
    """Keep what was typed; the new revision (`revision` 0 begins). Raises NotFound, Refused, or Clash: somebody saved."""
    with write():
        case = one(number)
        refuse_if(rules.why_not_touch(case, by.name))
        draft, reply = _writing(case, "answer"), _tidied(reply)
        if draft is None:
            return _begin(case, "answer", reply, "writing", by, now)
        if reply == draft.reply:
            return draft.revision
        if draft.revision != revision:
            raise Clash(draft)
        return _resaved(draft, reply, "writing", by, now)


def hand_in(number: str, revision: int, *, by: Person, now: Now) -> None:
    """Give the answer to a second person. Raises Refused with everything that is wrong, or Clash."""
    with write():
        case = one(number)
        refuse_if(rules.why_not_touch(case, by.name))
        draft = _answer_being_written(case)
        if draft.revision != revision:
            raise Clash(draft)
        reply = draft.reply
        wrong = rules.why_not_reply(case, reply.text, reply.public, reply.question, reply.answer)
        refuse_if([*wrong, *_still_personal(case, reply, draft.allowed)])
        _change(draft, state="waiting", note="", author=by.id, author_name=by.name)


def _answer_being_written(case: Case) -> Draft:
    if case.draft is None or case.draft.state != "writing":
        raise Refused([Problem("这一件没有正在写的答复。")])
    return case.draft


def _still_personal(case: Case, reply: Reply, allowed: tuple[Allowed, ...]) -> list[Problem]:
    """Numbers that are never public are complained of by `why_not_said` already."""
    left = (find for find in personal.standing(case, reply, allowed) if find.kind not in ("identity", "bank"))
    return rules.why_not_finds(tuple(left))


def hand_in_second_ask(case: Case, missing: str, by: Person, now: Now) -> None:
    """A second question waits for consent, in the caller's transaction."""
    _wait(case, "ask", Reply(text=missing), by, now)


def publish(number: str, question: str, answer: str, *, by: Person, now: Now) -> None:
    """Ask a second person to let an answer into the public column that was given privately. Raises Refused, NotFound."""
    with write():
        case = one(number)
        reply = _tidied(Reply(text=case.reply, public=True, question=question, answer=answer))
        draft = case.draft
        allowed = draft.allowed if draft and draft.purpose == "publish" else ()
        wrong = rules.why_not_publish(case, reply.question, reply.answer, by.name)
        if not wrong and _still_personal(case, reply, allowed):
            _keep(case, "publish", reply, "writing", by, now)
            return
        refuse_if(wrong)
        _wait(case, "publish", reply, by, now)


def _wait(case: Case, purpose: str, reply: Reply, by: Person, now: Now) -> None:
    _keep(case, purpose, reply, "waiting", by, now)


def _keep(case: Case, purpose: str, reply: Reply, state: str, by: Person, now: Now) -> None:
    draft = _writing(case, purpose)
    if draft:
        _resaved(draft, reply, state, by, now)
    else:
        _begin(case, purpose, reply, state, by, now)


def approve(number: str, seen: int, *, by: Person, now: Now) -> Header:
    """Say what was handed in, by a second person; the line in the log. Raises NotFound, or Refused with all problems."""
    with write():
        case = one(number)
        draft = case.draft
        if draft is None:
            raise Refused([Problem("这一件没有在等人同意的答复。")])
        refuse_if(rules.why_not_approve(draft, case, by.name, by.roles, seen))
        header = _said(case, draft, by, now)
        _change(draft, state="done")
        return header


def _said(case: Case, draft: Draft, by: Person, now: Now) -> Header:
    whose = {"who": draft.author_name, "approved_by": by.name}
    if draft.purpose == "ask":
        refuse_if(rules.why_not_ask(case, draft.reply.text, by.name))
        return append(Ask(missing=draft.reply.text, **whose), by=by.by, now=now, about=case.obj)
    if draft.purpose == "publish":
        refuse_if(rules.why_not_publish(case, draft.reply.question, draft.reply.answer, by.name))
        return _made_public(case, draft, by, now)
    refuse_if(rules.why_not_touch(case, by.name))
    refuse_if(_still_personal(case, draft.reply, draft.allowed))
    header = append(Answer(text=draft.reply.text, **whose), by=by.by, now=now, about=case.obj)
    return _made_public(case, draft, by, now) if draft.reply.public else header


def _made_public(case: Case, draft: Draft, by: Person, now: Now) -> Header:
    """In the caller's transaction; a case that is public already gets its new words under its number."""
    refuse_if(_still_personal(case, draft.reply, draft.allowed))
    village = here()
    if not village.publishers:
        raise Refused([Problem("这台机器还没登记是哪个村，请先在设置文件里写好 [unit]。")])
    publisher = village.publishers[0]
    fresh = next_index(village.origin, publisher.code or village.code, now.today.year)
    event = Publish(
        who=draft.author_name,
        approved_by=by.name,
        index_no=index_of(village.origin, case.obj) if case.index_no else fresh,
        publisher=publisher.name,
        title=_title(draft.reply.question),
        question=draft.reply.question,
        answer=draft.reply.answer,
        published_on=now.today,
        overruled=personal.overruled(case, draft.reply, draft.allowed),
    )
    return append(event, by=by.by, now=now, about=case.obj)


def _title(question: str) -> str:
    line = " ".join(question.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def send_back(number: str, reason: str, seen: int, *, by: Person, now: Now) -> None:
    """Give it back to be put right; its writers take it back without a reason. Raises Refused or NotFound."""
    with write():
        case = one(number)
        draft = case.draft
        if draft is None or draft.state != "waiting" or draft.revision != seen:
            raise Refused([Problem("这一件刚才有人改过。请重新看一遍再办。")])
        if by.name not in draft.writers:
            refuse_if(rules.why_not_reason(reason, "请写明为什么退回，要改哪里。"))
        _change(draft, state="writing", note=tidy(reason), saved_at=now.at)


def mask(number: str, revision: int, *, by: Person, now: Now) -> int:
    """Mask everything personal that nobody let stand; the new revision. Raises Refused, Clash or NotFound."""
    with write():
        case = one(number)
        draft = _answer_being_written(case)
        if draft.revision != revision:
            raise Clash(draft)
        reply = personal.masked(case, draft.reply, draft.allowed)
        return _resaved(draft, reply, "writing", by, now)


def overrule(number: str, field: str, place: int, reason: str, *, by: Person, now: Now) -> None:
    """Let a find stand, with a reason that goes into the log with public words. Raises Refused or NotFound."""
    with write():
        case = one(number)
        draft = _answer_being_written(case)
        find = _found(case, draft, field, place)
        refuse_if(rules.why_not_overrule(find.kind, reason))
        allowed = (*draft.allowed, Allowed(find.kind, find.shown, tidy(reason), by.by))
        _change(draft, overruled=msgspec.json.encode(allowed).decode(), saved_at=now.at)


def _found(case: Case, draft: Draft, field: str, place: int) -> Find:
    for find in personal.finds(case, draft.reply):
        if (find.field, find.place) == (field, place):
            return find
    raise Refused([Problem("这一处已经改过了。")])
