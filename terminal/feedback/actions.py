"""The life of a case: each verb one transaction and its line in the log; nothing is written when one is refused."""

from datetime import date

from msgspec.structs import replace

from terminal.catalogue.queries import calendar
from terminal.clock import Now
from terminal.errors import NotFound, Problem, refuse_if
from terminal.feedback import deadlines, intake, queries, receipts, records, replies, rules
from terminal.feedback.events import (
    Accept,
    Ask,
    Assign,
    Extend,
    Merge,
    Rate,
    Reopen,
    Supply,
    Talked,
    Unpublish,
)
from terminal.feedback.replies import approve as approve
from terminal.feedback.replies import draft_answer as draft_answer
from terminal.feedback.replies import hand_in as hand_in
from terminal.feedback.replies import mask as mask
from terminal.feedback.replies import overrule as overrule
from terminal.feedback.replies import publish as publish
from terminal.feedback.replies import send_back as send_back
from terminal.feedback.shapes import Slip, Submission, Talk
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.staff.queries import Person, active
from terminal.store.database import write
from terminal.text.words import tidy
from terminal.village.queries import here

VILLAGER = "村民"


def key_in(said: Submission, received_on: date, *, by: Person, now: Now) -> Slip:
    """Type in what came on paper, by telephone or in person; the slip to hand over. Days count from the day it came.

    Raises Refused with all problems; nothing is written then.
    """
    said = replace(said, text=tidy(said.text), name=tidy(said.name).strip(), phone=tidy(said.phone).strip())
    wrong = rules.why_not_key_in(said.channel, said.addressee, received_on, now.today)
    refuse_if([*intake.why_not(said, now), *wrong, *_why_not_about(said.about)])
    code = receipts.new_code()
    lookup = receipts.unlock(code, origin()).lookup
    kept = intake.keep(said)
    with write():
        header = intake.open_case(said, lookup, kept, received_on=received_on, by=by.by, now=now)
        return Slip(records.number_of(header.origin, header.obj), code)


def _why_not_about(about: str) -> list[Problem]:
    if not about or not rules.ABOUT.fullmatch(about) or queries.named(about):
        return []
    return [Problem("“关于哪一条”找不到那一条，请核对，或者空着。", "关于")]


def accept(number: str, *, by: Person, now: Now) -> Header:
    """Take it; whoever does so first stays responsible (首问负责). Raises Refused or NotFound."""
    with write():
        case = records.one(number)
        refuse_if(rules.why_not_accept(case, by.name))
        return append(Accept(who=by.name), by=by.by, now=now, about=case.obj)


def assign(
    number: str, to: str, note: str = "", *, recused: str = "", reason: str = "", by: Person, now: Now
) -> Header:
    """Give it to another cadre, by name; `recused` keeps out of it from now on (回避), for `reason`. Raises Refused."""
    with write():
        case = records.one(number)
        cadres = [person.name for person in active() if "cadre" in person.roles]
        refuse_if(rules.why_not_assign(case, to, cadres, recused, reason))
        words = "；".join(filter(None, (tidy(note), f"{recused}回避：{tidy(reason)}" if recused else "")))
        event = Assign(who=by.name, to=to, note=words, recused=recused)
        return append(event, by=by.by, now=now, about=case.obj)


def ask(number: str, missing: str, *, by: Person, now: Now) -> Header | None:
    """Say all that is missing (一次性告知); a second time it waits for another person: None. Raises Refused."""
    with write():
        case, missing = records.one(number), tidy(missing)
        refuse_if(rules.why_not_ask(case, missing, by.name))
        if rules.needs_second_to_ask(case):
            replies.hand_in_second_ask(case, missing, by, now)
            return None
        return append(Ask(who=by.name, missing=missing), by=by.by, now=now, about=case.obj)


def supply(lookup: str, text: str, *, now: Now) -> Header:
    """The villager adds what was missing. Raises NotFound, or Refused."""
    with write():
        case = _by_lookup(lookup)
        refuse_if(rules.why_not_supply(case.state, text))
        return append(Supply(text=tidy(text)), by=VILLAGER, now=now, about=case.obj)


def _by_lookup(lookup: str) -> records.Case:
    found = queries.case_by_code(lookup)
    if found is None:
        raise NotFound("没有这个号码。请对着小票再按一次。一共 16 个数字。")
    return records.one(found.number)


def extend(number: str, days: int, reason: str, *, by: Person, now: Now) -> Header:
    """Put it off once by so many working days, with the reason; the law's last day stays the last. Raises Refused."""
    with write():
        case = records.one(number)
        longest = deadlines.longest_extension(records.table_named(case.deadlines), case.category)
        refuse_if(rules.why_not_extend(case, days, longest, reason, by.name, now.today))
        due = deadlines.extended(case.due_on, days, calendar())
        day = min(due.day, case.legal_due_on) if case.legal_due_on else due.day
        event = Extend(who=by.name, due_on=day, provisional=due.provisional, reason=tidy(reason))
        return append(event, by=by.by, now=now, about=case.obj)


def unpublish(number: str, reason: str, *, by: Person, now: Now) -> Header:
    """Take it out of the public column at once, with its words. Raises Refused or NotFound."""
    with write():
        case = records.one(number)
        refuse_if(rules.why_not_unpublish(case, reason))
        event = Unpublish(
            who=by.name,
            index_no=case.index_no,
            publisher=here().publishers[0].name,
            published_on=case.published_on or now.today,
            reason=tidy(reason),
        )
        return append(event, by=by.by, now=now, about=case.obj)


def rate(lookup: str, level: int, reasons: tuple[str, ...] = (), *, now: Now) -> Header:
    """The villager rates the answer, once for each: 1 非常满意 to 5 非常不满意. Raises NotFound, or Refused."""
    with write():
        case = _by_lookup(lookup)
        answered = (records.one(case.merged_into) if case.merged_into else case).state == "answered"
        refuse_if(rules.why_not_rate(answered, case.level, level, reasons))
        return append(Rate(level=level, reasons=reasons), by=VILLAGER, now=now, about=case.obj)


def reopen(number: str, reason: str, *, by: Person, now: Now) -> Header:
    """Handle it once more, because somebody was not satisfied; the days of rectification begin. Raises Refused."""
    with write():
        case = records.one(number)
        refuse_if(rules.why_not_reopen(case, reason, by.name))
        due = deadlines.rectified(records.table_named(case.deadlines), now.today, calendar())
        event = Reopen(who=by.name, reason=tidy(reason), due_on=due.day, provisional=due.provisional)
        return append(event, by=by.by, now=now, about=case.obj)


def talk(number: str, held: Talk, *, by: Person, now: Now) -> Header:
    """Record a talk with somebody who was not satisfied (约谈). Raises Refused or NotFound."""
    with write():
        case = records.one(number)
        refuse_if(rules.why_not_talk(case, held, now.today))
        present, said = tidy(held.present).strip(), tidy(held.said)
        event = Talked(who=by.name, day=held.day, present=present, said=said, outcome=held.outcome)
        return append(event, by=by.by, now=now, about=case.obj)


def merge(number: str, into: str, *, by: Person, now: Now) -> Header:
    """Let another case speak for this one; both codes then open the same reply. Raises Refused or NotFound."""
    with write():
        case = records.one(number)
        refuse_if(rules.why_not_merge(case, records.one(into), by.name))
        records.drop_draft(case)
        return append(Merge(who=by.name, into=into), by=by.by, now=now, about=case.obj)


def hand_over(person: Person, now: Now) -> int:
    """Give the open cases of somebody who leaves to the office, in the caller's transaction; how many."""
    moved = records.handled_by(person.name)
    for obj in moved:
        event = Assign(who=person.name, to="", note=f"{person.name}不再办理，交回办公室")
        append(event, by=person.by, now=now, about=obj)
    return len(moved)
