"""Writing, publishing, answering and ending a questionnaire: each one transaction."""

from datetime import date, datetime, time, timedelta

import msgspec

from terminal.clock import HERE, Now
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.surveys import models, queries, rules
from terminal.surveys.events import Answers, Close, Publish
from terminal.surveys.queries import Asked
from terminal.surveys.shapes import Questionnaire
from terminal.text.words import tidy
from terminal.village.queries import here

NOBODY = "村民（不记名）"


def save(asked: Questionnaire, draft_id: int = 0, *, by: Person, now: Now) -> int:
    """Keep what was written, new or changed, for a second person to publish; its id. Raises Refused or NotFound."""
    with write():
        refuse_if(rules.why_not_questionnaire(asked, now.today))
        fields = {
            "writer": by.id,
            "writer_name": by.by,
            "content": msgspec.json.encode(asked).decode(),
            "saved_at": now.at,
        }
        if not draft_id:
            begun = {"state": rules.WRITING, "revision": 1, "number": 0}
            return int(models.SurveyDraft.insert(**begun, **fields).execute())
        draft = queries.draft_for(by, draft_id)
        refuse_if(_why_not_open(draft.state))
        table = models.SurveyDraft
        table.update(revision=draft.revision + 1, **fields).where(table.id == draft_id).execute()
        return draft_id


def _why_not_open(state: str) -> list[Problem]:
    return [] if state == rules.WRITING else [Problem("这张问卷已经办完了，不用再办。")]


def drop(draft_id: int, *, by: Person) -> None:
    """Do not ask this after all. Raises Refused or NotFound."""
    with write():
        refuse_if(_why_not_open(queries.draft_for(by, draft_id).state))
        models.SurveyDraft.update(state=rules.DROPPED).where(models.SurveyDraft.id == draft_id).execute()


def publish(draft_id: int, seen: int, *, by: Person, now: Now) -> int:
    """A second person publishes what was written; its number. Raises Refused or NotFound; nothing is written then.

    `seen` is the revision this person has read.
    """
    with write():
        draft = queries.draft_for(by, draft_id)
        refuse_if(rules.why_not_publish(draft.state, draft.writer, by.id, by.roles, seen, draft.revision))
        refuse_if(rules.why_not_questionnaire(draft.content, now.today))
        header = ask(draft.content, written_by=draft.writer_name, confirmed_by=by.by, now=now)
        number = queries.next_number(header.origin) - 1
        table = models.SurveyDraft
        table.update(state=rules.PUBLIC, number=number).where(table.id == draft_id).execute()
        return number


def ask(asked: Questionnaire, *, written_by: str, confirmed_by: str, now: Now) -> Header:
    """Say it in the log, in the caller's transaction or its own. Raises Refused before the unit is set up."""
    with write():
        village = here()
        if not village.publishers:
            raise Refused([Problem("这台机器还没登记是哪个村，请先在设置文件里写好 [unit]。")])
        publisher = village.publisher(asked.publisher) if asked.publisher else village.publishers[0]
        event = Publish(
            number=queries.next_number(origin()),
            title=tidy(asked.title),
            why=tidy(asked.why),
            questions=asked.questions,
            starts_on=asked.starts_on,
            ends_on=asked.ends_on,
            publisher=publisher.name,
            written_by=written_by,
            confirmed_by=confirmed_by,
        )
        return append(event, by=confirmed_by, now=now)


def answer(number: int, form: str, answers: tuple[int, ...], *, now: Now) -> bool:
    """Count one sheet; it is on the disk when this returns. Raises NotFound, or Refused: nothing is counted then.

    `form` is the chance number of the sheet: the same one sent twice counts once, and False says so. A sheet is added to
    the counts of its questionnaire and kept nowhere else; the counts enter the log by day.
    """
    with write():
        if queries.is_counted(form):
            return False
        asked = queries.one(origin(), number)
        refuse_if(rules.why_not_answer(asked.state(now.today), form, answers, asked.questions))
        _gather(asked, now)
        _count(asked, form, answers, now.today)
        return True


def _count(asked: Asked, form: str, answers: tuple[int, ...], today: date) -> None:
    waiting, counts, forms = models.SurveyWaiting, models.SurveyWaitingCount, models.SurveyForm
    forms.delete().where(forms.counted_on < today - timedelta(days=1)).execute()
    forms.insert(form=form, counted_on=today).execute()
    waiting.insert(obj=asked.obj, sheets=1, last_on=today).on_conflict(
        conflict_target=[waiting.obj], update={waiting.sheets: waiting.sheets + 1, waiting.last_on: today}
    ).execute()
    for place, choice in enumerate(answers, 1):
        counts.insert(obj=asked.obj, place=place, choice=choice, count=1).on_conflict(
            conflict_target=[counts.obj, counts.place, counts.choice], update={counts.count: counts.count + 1}
        ).execute()


def _gather(asked: Asked, now: Now, is_over: bool = False) -> None:
    """Move the counts of days gone by into the log."""
    found = queries.waiting(asked)
    if found is None or not rules.belongs_in_log(found.sheets, found.last_on, now.today, is_over):
        return
    shown = found.counts if rules.may_show(asked.sheets) else ()
    append(Answers(sheets=found.sheets, counts=shown), by=NOBODY, now=_day_of(now), about=asked.obj)
    models.SurveyWaiting.delete().where(models.SurveyWaiting.obj == asked.obj).execute()
    models.SurveyWaitingCount.delete().where(models.SurveyWaitingCount.obj == asked.obj).execute()


def _day_of(now: Now) -> Now:
    """The day without its hours: local midnight, nothing since the start of the machine."""
    return Now.of(datetime.combine(now.today, time(), HERE), clk=now.clk)


def gather(now: Now) -> None:
    """Once a day: what was counted on days gone by enters the log, and all of it where a questionnaire is over."""
    objs = [row.obj for row in models.SurveyWaiting.select(models.SurveyWaiting.obj)]
    if not objs:
        return
    with write():
        for asked in queries.published(origin()):
            if asked.obj in objs:
                _gather(asked, now, is_over=asked.state(now.today) == "over")


def close(number: int, reason: str, *, by: Person, now: Now) -> Header:
    """End it before its last day. Raises NotFound or Refused; nothing is written then."""
    with write():
        asked = queries.one(origin(), number)
        refuse_if(rules.why_not_close(asked.state(now.today), reason))
        _gather(asked, now, is_over=True)
        return append(Close(closed_on=now.today, reason=tidy(reason).strip()), by=by.by, now=now, about=asked.obj)
