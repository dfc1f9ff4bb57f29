"""What is written for a case before it is said: kept without overwriting anybody, handed in, approved by a second person."""

from typing import Any

import msgspec
from msgspec.structs import replace

from terminal.clock import Now
from terminal.errors import Problem, Refused, refuse_if
from terminal.feedback import personal, rules
from terminal.feedback.events import Answer, Ask, Publish
from terminal.feedback.models import FeedbackDraft
from terminal.feedback.records import drafts_of, one
from terminal.feedback.shapes import Allowed, Case, Clash, Draft, Find, Reply
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.register.queries import index_of, next_index
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.masking import NEVER_PUBLIC
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
    """The draft of this purpose that may be changed. Raises Refused while one of any purpose waits."""
    drafts = drafts_of(case.obj)
    if any(draft.state == "waiting" for draft in drafts):
        raise Refused([Problem("这一件有一份在等另一个人同意。要改，请先退回来。")])
    return next((draft for draft in drafts if draft.purpose == purpose), None)


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
        draft = _being_written(case)
        if draft.revision != revision:
            raise Clash(draft)
        refuse_if([*_why_not_hand_in(case, draft.reply, draft.purpose, by), *_still_personal(case, draft)])
        _change(draft, state="waiting", note="", author=by.id, author_name=by.name)


def _why_not_hand_in(case: Case, reply: Reply, purpose: str, by: Person) -> list[Problem]:
    if purpose == "publish":
        return rules.why_not_publish(case, reply.question, reply.answer, by.name)
    return [
        *rules.why_not_touch(case, by.name),
        *rules.why_not_reply(case, reply.text, reply.public, reply.question, reply.answer),
    ]


def _being_written(case: Case) -> Draft:
    if case.draft is None or case.draft.state != "writing" or case.draft.purpose == "ask":
        raise Refused([Problem("这一件没有正在写的答复。")])
    return case.draft


def _still_personal(case: Case, draft: Draft) -> list[Problem]:
    """Numbers that are never public are complained of by `why_not_said` already."""
    left = personal.standing(case, draft.reply, draft.allowed)
    return rules.why_not_finds([find for find in left if find.kind not in NEVER_PUBLIC])


def hand_in_second_ask(case: Case, missing: str, by: Person, now: Now) -> None:
    """A second question waits for consent, in the caller's transaction."""
    _keep(case, "ask", Reply(text=missing), "waiting", by, now)


def publish(number: str, question: str, answer: str, *, by: Person, now: Now) -> bool:
    """Ask a second person to let an answer into the public column that was given privately.

    False: it shows something personal; it is kept to be masked, and handed in then. Raises Refused or NotFound.
    """
    with write():
        case = one(number)
        reply = _tidied(Reply(text=case.reply, public=True, question=question, answer=answer))
        refuse_if(_why_not_hand_in(case, reply, "publish", by))
        draft = _writing(case, "publish")
        ready = not personal.standing(case, reply, draft.allowed if draft else ())
        _keep(case, "publish", reply, "waiting" if ready else "writing", by, now)
        return ready


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
    refuse_if(_still_personal(case, draft))
    header = append(Answer(text=draft.reply.text, **whose), by=by.by, now=now, about=case.obj)
    return _made_public(case, draft, by, now) if draft.reply.public else header


def _made_public(case: Case, draft: Draft, by: Person, now: Now) -> Header:
    """In the caller's transaction; a case that is public already gets its new words under its number."""
    refuse_if(_still_personal(case, draft))
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
        draft = _being_written(case)
        if draft.revision != revision:
            raise Clash(draft)
        reply = personal.masked(case, draft.reply, draft.allowed)
        return _resaved(draft, reply, "writing", by, now)


def overrule(number: str, field: str, place: int, reason: str, *, by: Person, now: Now) -> None:
    """Let a find stand, with a reason that goes into the log with public words. Raises Refused or NotFound."""
    with write():
        case = one(number)
        draft = _being_written(case)
        find = _found(case, draft, field, place)
        refuse_if(rules.why_not_overrule(find.kind, reason))
        allowed = (*draft.allowed, Allowed(find.kind, find.shown, tidy(reason), by.by))
        _change(draft, overruled=msgspec.json.encode(allowed).decode(), saved_at=now.at)


def _found(case: Case, draft: Draft, field: str, place: int) -> Find:
    for find in personal.finds(case, draft.reply):
        if (find.field, find.place) == (field, place):
            return find
    raise Refused([Problem("这一处已经改过了。")])
