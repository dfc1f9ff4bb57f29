"""The feedback box of Shiqiao at work: who is there, a case opened, taken, answered."""

from datetime import date

from terminal.feedback import actions, intake, receipts, records
from terminal.feedback.shapes import Case, Reply, Submission, Talk
from terminal.journal.append import origin
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.store.database import write
from tests.staff import people
from tests.world import at

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
THURSDAY = date(2026, 11, 26)
FRIDAY = date(2026, 11, 27)
WORDS = "村口的路灯坏了半个月，晚上看不见路，什么时候修？"
ANSWER = "路灯周五上午换好，费用从集体账上出，共 180 元。"
QUESTION = "村口的路灯什么时候修？"
PUBLIC = "周五上午已经换好，花了 180 元。"


def cadre(name: str = "李秀英") -> Person:
    return people.make(Role.CADRE, name=name)


def supervisor(name: str = "周德明") -> Person:
    return people.make(Role.SUPERVISOR, name=name)


def said(**changes) -> Submission:
    """A question about a street lamp, unless something else is said."""
    return Submission(**{"category": "inquiry", "addressee": "village", "text": WORDS} | changes)


def opened(lookup: str = "a" * 32, day: date = MONDAY, **changes) -> Case:
    """A case from the kiosk; the lookup stands for a receipt, which would take a tenth of a second to make."""
    with write():
        header = intake.open_case(said(**changes), lookup, (), received_on=day, by="群众", now=at(day))
    return records.one(records.number_of(origin(), header.obj))


def taken(by: Person, **changes) -> Case:
    case = opened(**changes)
    actions.accept(case.number, by=by, now=at(case.received_on))
    return records.one(case.number)


def reply(public: bool = False, **changes) -> Reply:
    usual = {"text": ANSWER, "public": public, "question": QUESTION, "answer": PUBLIC}
    return Reply(**usual | changes)


def written(case: Case, by: Person, wanted: Reply, day: date = TUESDAY) -> Case:
    """The reply kept as a draft."""
    revision = case.draft.revision if case.draft else 0
    actions.draft_answer(case.number, wanted, revision, by=by, now=at(day))
    return records.one(case.number)


def handed_in(case: Case, by: Person, wanted: Reply | None = None, day: date = TUESDAY) -> Case:
    case = written(case, by, wanted or reply(), day)
    actions.hand_in(case.number, case.draft.revision, by=by, now=at(day))
    return records.one(case.number)


def answered(case: Case, by: Person, second: Person, wanted: Reply | None = None, day: date = TUESDAY) -> Case:
    case = handed_in(case, by, wanted, day)
    actions.approve(case.number, case.draft.revision, by=second, now=at(day))
    return records.one(case.number)


def talk(**changes) -> Talk:
    usual = {"day": FRIDAY, "present": "李秀英", "said": "一起到村口看了，灯亮了。", "outcome": "satisfied"}
    return Talk(**usual | changes)


def lookup_of(code: str) -> str:
    return receipts.unlock(code, origin()).lookup
