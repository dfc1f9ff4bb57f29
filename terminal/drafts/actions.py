"""Writing, handing in, signing, giving back: each one transaction with its line in the draft's history."""

from datetime import date, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item
from terminal.clock import Now
from terminal.disclosures import queries as disclosures
from terminal.drafts import checks, models, pasting, queries, rules, scanning
from terminal.drafts.shapes import Allowed, Clash, Content, Draft, Find, Held
from terminal.errors import Problem, Refused, refuse_if
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.days import Period
from terminal.text.words import tidy
from terminal.village.queries import here

JUST_NOW = timedelta(seconds=20)
CHANGED = "这一条刚才有人改过。请重新看一遍再办。"


def note(draft: Draft, what: str, by: Person, now: Now, said: str = "") -> None:
    """One line in the draft's history, in the caller's transaction."""
    person = {"person": by.id, "name": by.by}
    models.DraftStep.insert(draft=draft.id, at=now.at, what=what, note=said, round=draft.round, **person).execute()


def change(draft: Draft, **fields: Any) -> None:
    """Other columns for this draft, in the caller's transaction."""
    models.Draft.update(**fields).where(models.Draft.id == draft.id).execute()


def _model(item: Item, period: str, purpose: str, stage: str) -> Content:
    """What a new draft begins with: the words of last time, the period of this time."""
    label = Period.read(period).label() if period else ""
    named = f"{item.name}（{label}）" if label else item.name
    held = tuple(Held(name) for name in rules.meetings(item.steps))
    if purpose == "nil":
        return Content(period=period, title=f"{named}：本期无发生")
    if purpose == "aside":
        return Content(period=period, title=f"{named}：不适用")
    last = disclosures.newest_of(here().origin, item.code)
    if stage == "notice":
        return Content(title=f"{item.name}公示", meetings=held)
    if stage == "result":
        return _result_of(item, period, held)
    if last is None:
        return Content(period=period, title=named, meetings=held)
    words, table = pasting.parted(last.text)
    title = last.title
    if last.period and period:
        title = title.replace(Period.read(last.period).label(), label)
    return Content(
        period=period,
        title=title,
        text=words,
        table=table,
        responsible=last.responsible,
        meetings=held,
        whole=last.whole,
    )


def model(draft: Draft) -> Content:
    """What this draft began with, when it was begun from last time; empty for corrections."""
    if draft.purpose != "publish":
        return Content()
    item = catalogues.catalogue(here().kind).item(draft.item)
    return _model(item, draft.content.period, draft.purpose, draft.stage)


def _result_of(item: Item, period: str, held: tuple[Held, ...]) -> Content:
    """What the oldest open notice said, to be put as its result."""
    notices = disclosures.open_notices(here().origin, item.code)
    if not notices:
        return Content(period=period, title=f"{item.name}结果", meetings=held)
    notice = notices[0]
    words, table = pasting.parted(notice.text)
    title = f"{notice.title.removesuffix('公示')}结果"
    return Content(
        period=period, title=title, text=words, table=table, follows=notice.index_no, whole=notice.whole, meetings=held
    )


def start(item_code: str, period: str, purpose: str, stage: str, *, by: Person, now: Now) -> int:
    """The id of a draft for this slot: the one already begun, or a new one filled from last time. Raises NotFound."""
    item = catalogues.catalogue(here().kind).item(item_code)
    refuse_if(rules.why_not_period(period, (*item.kinds, *item.or_cadence), now.today) if period else ())
    with write():
        begun = queries.open_for(item_code, period, (purpose,)) if period or purpose != "publish" else None
        if begun:
            return begun.id
        return insert(item_code, purpose, stage, _model(item, period, purpose, stage), "", by, now)


def start_revision(number: str, *, by: Person, now: Now) -> int:
    """The id of a draft with the public text, to be put right. Raises NotFound, or Refused when it was withdrawn."""
    with write():
        current = disclosures.one(here().origin, number, entire=True)
        refuse_if([Problem("这一条已经撤下，不能再改。请另外写一条。")] if current.withdrawn_on else ())
        begun = next((one for one in queries.open_drafts() if (one.purpose, one.about) == ("revise", number)), None)
        if begun:
            return begun.id
        words, table = pasting.parted(current.text)
        held = tuple(Held(one.name, one.day.isoformat(), one.said) for one in current.meetings)
        content = Content(
            period=current.period,
            title=current.title,
            summary=current.summary,
            text=words,
            table=table,
            responsible=current.responsible,
            doc_no=current.doc_no,
            whole=current.whole,
            meetings=held,
            follows=current.follows,
        )
        stage = "notice" if current.notice_until else "result" if current.follows else ""
        draft_id = insert(current.item, "revise", stage, content, number, by, now)
        for blob in current.attachments:
            models.DraftFile.insert(draft=draft_id, thumbnail="", finds="[]", **msgspec.structs.asdict(blob)).execute()
        return draft_id


def insert(item: str, purpose: str, stage: str, content: Content, about: str, by: Person, now: Now) -> int:
    """A new draft, in the caller's transaction; its id."""
    draft_id = models.Draft.insert(
        item=item,
        purpose=purpose,
        stage=stage,
        state=rules.WRITING,
        revision=1,
        round=0,
        author=by.id,
        author_name=by.by,
        holder=by.id,
        about=about,
        overruled="[]",
        saved_at=now.at,
        saved_by=by.by,
        **queries.columns(content),
    ).execute()
    note(queries.one(draft_id), "begin", by, now)
    return int(draft_id)


def _tidied(content: Content) -> Content:
    long = {name: tidy(getattr(content, name)) for name in ("text", "table", "summary", "reason")}
    short = {name: tidy(getattr(content, name)).strip() for name in ("title", "responsible", "doc_no", "created_on")}
    return replace(content, **long, **short)


def _open(draft_id: int, revision: int) -> Draft:
    """The draft in the caller's transaction. Raises Refused when it is no longer written, Clash when somebody saved."""
    draft = queries.one(draft_id)
    if not draft.may_edit:
        raise Refused([Problem("这一条已经交上去了，不能改。要改，请先拿回来。")])
    if draft.revision != revision:
        raise Clash(draft)
    return draft


def save(draft_id: int, content: Content, revision: int, *, by: Person, now: Now) -> int:
    """Keep what was typed; the new revision. Whoever changes a text becomes one of its authors.

    Raises Clash when somebody else has saved since `revision`.
    """
    with write():
        draft = queries.one(draft_id)
        draft = _open(draft_id, draft.revision if _just_saved(draft, revision, by, now) else revision)
        content = _tidied(content)
        if content == draft.content:
            return draft.revision
        change(draft, revision=draft.revision + 1, saved_at=now.at, saved_by=by.by, **queries.columns(content))
        if not any(step.what == "save" and step.person == by.id and step.round == draft.round for step in draft.steps):
            note(draft, "save", by, now)
        return draft.revision + 1


def _just_saved(draft: Draft, revision: int, by: Person, now: Now) -> bool:
    """The page kept this person's words by itself while they pressed a button: that is no clash."""
    own = draft.saved_by == by.by and draft.revision == revision + 1
    return own and timedelta(0) <= now.at - draft.saved_at < JUST_NOW


def submit(draft_id: int, revision: int, *, by: Person, now: Now) -> None:
    """Hand it in to those who check and sign. Raises Refused with everything that is wrong, or Clash."""
    with write():
        draft = _open(draft_id, revision)
        refuse_if(checks.problems(draft, now.today))
        hand_in(draft, by, now)


def hand_in(draft: Draft, by: Person, now: Now) -> None:
    """It waits for its signatures now, in the caller's transaction."""
    change(draft, state=rules.IN_REVIEW, round=draft.round + 1, publish_on=None)
    note(replace(draft, round=draft.round + 1), "submit", by, now)


def sign(draft_id: int, seen: int, *, by: Person, now: Now) -> Draft:
    """Take the step that comes now, for the round that was `seen`; the draft afterwards. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        task = checks.task_of(draft)
        refuse_if([Problem(CHANGED)] if draft.round != seen else ())
        author = by.id if by.id in draft.writers else draft.author
        others = bool(task) and queries.others_may(str(task), by, draft.author, draft.signed)
        refuse_if(rules.why_not_sign(task, by.id, by.roles, author, draft.signed, others))
        note(draft, str(task), by, now)
        if checks.task_of(queries.one(draft_id)) is None:
            change(draft, state=rules.READY)
        return queries.one(draft_id)


def send_back(draft_id: int, reason: str, seen: int, *, by: Person, now: Now) -> None:
    """Give it back to be put right; all signatures of this round are gone. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        handed_in = draft.state in (rules.IN_REVIEW, rules.READY)
        refuse_if([] if handed_in and draft.round == seen else [Problem(CHANGED)])
        refuse_if(rules.why_not_return(reason))
        change(draft, state=rules.WRITING, publish_on=None)
        note(draft, "return", by, now, tidy(reason))


def recall(draft_id: int, *, by: Person, now: Now) -> None:
    """Take it back before it is public. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        handed_in = draft.state in (rules.IN_REVIEW, rules.READY)
        refuse_if([] if handed_in else [Problem("这一条不在审，不用拿回来。")])
        change(draft, state=rules.WRITING, publish_on=None)
        note(draft, "recall", by, now)


def drop(draft_id: int, *, by: Person, now: Now) -> None:
    """Write no further; what was done stays in the history. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        refuse_if([] if draft.may_edit else [Problem("已经交上去的，请先拿回来再删。")])
        change(draft, state=rules.DROPPED)
        note(draft, "drop", by, now)


def schedule(draft_id: int, day: date | None, *, by: Person, now: Now) -> None:
    """Make it public on this day, or (None) when somebody says so. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        refuse_if([] if draft.is_ready else [Problem("还没签完，不能定公布的日子。")])
        refuse_if(rules.why_not_schedule(day, now.today) if day else ())
        change(draft, publish_on=day)
        note(draft, "schedule" if day else "unschedule", by, now, day.isoformat() if day else "")


def _found(draft: Draft, field: str, place: int) -> Find:
    found = scanning.standing(draft, checks.item_of(draft).privacy)
    return next((one for one in found if (one.field, one.place) == (field, place)), None) or _gone()


def _gone() -> Find:
    raise Refused([Problem("这一处已经改过了。")])


def mask(draft_id: int, revision: int, field: str, place: int, *, by: Person, now: Now) -> int:
    """Mask one find, or all of them when `field` is empty; the new revision. Raises Refused or Clash."""
    with write():
        draft = _open(draft_id, revision)
        privacy = checks.item_of(draft).privacy
        only = _found(draft, field, place) if field else None
        content = scanning.masked(draft.content, privacy, only, draft.allowed)
        if content == draft.content:
            raise Refused([Problem("这是文件里的，这里遮不住。请改好文件再传。")])
        change(draft, revision=revision + 1, saved_at=now.at, saved_by=by.by, **queries.columns(content))
        note(draft, "mask", by, now)
        return revision + 1


def overrule(draft_id: int, field: str, place: int, reason: str, *, by: Person, now: Now) -> None:
    """Let a find stand, with a reason that goes into the log with the text. Raises Refused."""
    with write():
        draft = queries.one(draft_id)
        refuse_if([] if draft.may_edit else [Problem(CHANGED)])
        find = _found(draft, field, place)
        refuse_if(rules.why_not_overrule(reason, (find.kind,)))
        allowed = (*draft.allowed, Allowed(find.kind, find.shown, tidy(reason), by.by))
        change(draft, overruled=msgspec.json.encode(allowed).decode())
        note(draft, "overrule", by, now, f"{find.shown}：{tidy(reason)}")


def hand_over(person: Person, now: Now) -> int:
    """All open work of somebody who leaves goes to the office; how many drafts."""
    mine = (models.Draft.holder == person.id) & models.Draft.state.in_((rules.WRITING, rules.IN_REVIEW, rules.READY))
    return int(models.Draft.update(holder=0).where(mine).execute())
