"""The last step: what was signed becomes public, or is said not to apply; the draft and the log change together."""

from datetime import date

from terminal import clock
from terminal.clock import Now
from terminal.disclosures import actions as disclosures
from terminal.disclosures.shapes import Meeting, Overruled, Signer
from terminal.drafts import actions, checks, queries, rules, scanning
from terminal.drafts.shapes import Draft
from terminal.errors import Problem, Refused, refuse_if
from terminal.register import actions as register
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.days import read_day

MACHINE = Person(0, "定时公布", frozenset())


def signers(draft: Draft) -> tuple[Signer, ...]:
    """Who wrote, checked and signed, with the day of each."""
    said = [Signer("经办", draft.author_name, clock.local(draft.steps[0].at).date())]
    for step in draft.steps:
        if step.round == draft.round and step.what in rules.TASK_NAMES:
            said.append(Signer(rules.TASK_NAMES[step.what], step.name, clock.local(step.at).date()))
    return tuple(said)


def _created_on(draft: Draft, today: date) -> date:
    typed = draft.content.created_on.strip()
    return read_day(typed, today.year) if typed else clock.local(draft.steps[0].at).date()


def _meetings(draft: Draft, today: date) -> tuple[Meeting, ...]:
    held = draft.content.meetings if checks.meetings_of(draft) else ()
    return tuple(Meeting(one.name, read_day(one.day, today.year), one.said) for one in held)


def to_publish(draft: Draft, today: date) -> disclosures.Draft:
    """The draft as the room of public texts takes it."""
    content, privacy = draft.content, checks.item_of(draft).privacy
    allowed = scanning.count_allowed(draft, privacy)
    return disclosures.Draft(
        item=draft.item,
        title=content.title,
        text=checks.words_of(draft),
        summary=content.summary,
        period="" if draft.stage == "notice" else content.period,
        publisher=content.publisher,
        responsible=content.responsible,
        doc_no=content.doc_no,
        published_on=today,
        created_on=min(_created_on(draft, today), today),
        signers=signers(draft),
        attachments=tuple(file.blob for file in draft.files),
        nil=draft.purpose == "nil",
        whole=content.whole,
        meetings=_meetings(draft, today),
        is_notice=draft.stage == "notice",
        follows=content.follows if draft.stage == "result" else "",
        overruled=tuple(Overruled(one.kind, count, one.reason, one.by) for one, count in allowed),
    )


def publish(draft_id: int, *, by: Person, now: Now) -> str:
    """Make a signed draft public; the back part of its index number. Raises Refused; nothing is written then."""
    with write():
        draft = queries.one(draft_id)
        refuse_if([] if draft.is_ready else [Problem("还没签完，不能公布。")])
        wanted = to_publish(draft, now.today)
        if draft.purpose == "revise":
            disclosures.revise(draft.about, wanted, draft.content.reason, by=by.by, now=now)
            number = draft.about
        else:
            header = disclosures.publish(wanted, by=by.by, now=now)
            number = index_of(header.origin, header.obj).rpartition("/")[2]
        actions.change(draft, state=rules.PUBLIC, about=number, publish_on=None)
        actions.note(draft, "publish", by, now, number)
        return number


def sign(draft_id: int, seen: int, *, by: Person, now: Now) -> Draft:
    """Take the step that comes now; the last signature under “does not apply” is the decision itself. Raises Refused."""
    with write():
        draft = actions.sign(draft_id, seen, by=by, now=now)
        if draft.is_ready and draft.purpose == "aside":
            register.set_aside(
                draft.item, draft.content.period, draft.content.text, by.by, by=draft.author_name, now=now
            )
            actions.change(draft, state=rules.PUBLIC)
            actions.note(draft, "publish", by, now)
        return queries.one(draft_id)


def withdraw(number: str, reason: str, *, by: Person, now: Now) -> None:
    """Take something public down at once; it stays readable with the reason. Raises Refused or NotFound."""
    disclosures.withdraw(number, reason, by=by.by, now=now)


def object_to(number: str, gist: str, outcome: str, received_on: date, *, by: Person, now: Now) -> None:
    """Note an objection to a notice, and what was done. Raises Refused or NotFound."""
    disclosures.object_to(number, gist, outcome, received_on, by=by.by, now=now)


def publish_scheduled(now: Now) -> int:
    """Make public what was to be public by today; what is refused goes back to its writer. How many came out."""
    with write():
        return sum(_came_out(draft, now) for draft in queries.scheduled(now.today))


def _came_out(draft: Draft, now: Now) -> bool:
    try:
        publish(draft.id, by=MACHINE, now=now)
    except Refused as wrong:
        said = "定好的日子到了，没能公布：" + "；".join(str(problem) for problem in wrong.problems)
        actions.send_back(draft.id, said, draft.round, by=MACHINE, now=now)
        return False
    return True
