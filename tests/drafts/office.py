"""The village office at work: who is there, a draft filled in, handed in, signed."""

from datetime import date

from msgspec.structs import replace

from terminal import clock
from terminal.drafts import actions, publishing, queries
from terminal.drafts.shapes import Draft, Held
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from tests.staff import people
from tests.world import SUNDAY, at

NOW = at(SUNDAY)
TABLE = "姓名\t金额\n李*发\t300.00\n张*\t200.00"
WORDS = "本季度误工补贴两人，钱已经打到卡上。"
TYPED = {"period": "2026Q3", "title": "协助政府开展工作情况", "text": WORDS, "table": TABLE}


def cadre(name: str = "李秀英") -> Person:
    return people.make(Role.CADRE, name=name)


def supervisor(name: str = "周德明") -> Person:
    return people.make(Role.SUPERVISOR, name=name)


def approver(name: str = "赵立新") -> Person:
    return people.make(Role.APPROVER, name=name)


def begun(by: Person, item: str = "V-A09", period: str = "2026Q3", purpose: str = "publish", stage: str = "") -> Draft:
    return queries.one(actions.start(item, period, purpose, stage, by=by, now=NOW))


def filled(by: Person, item: str = "V-A09", period: str = "2026Q3", stage: str = "", **changes) -> Draft:
    """A draft whose words are fit to go out, unless something else is said."""
    draft = begun(by, item, period, stage=stage)
    usual = {"title": "误工补贴公布", "text": WORDS, "table": TABLE}
    held = tuple(Held(one.name, "2026-09-10", "应到 60 人，到 52 人，都同意") for one in draft.content.meetings)
    content = replace(draft.content, meetings=held, **usual | changes)
    actions.save(draft.id, content, draft.revision, by=by, now=NOW)
    return queries.one(draft.id)


def handed_in(by: Person, **changes) -> Draft:
    draft = filled(by, **changes)
    actions.submit(draft.id, draft.revision, by=by, now=NOW)
    return queries.one(draft.id)


def signed(draft: Draft, *signers: Person) -> Draft:
    for one in signers:
        draft = publishing.sign(draft.id, draft.round, by=one, now=NOW)
    return draft


def on(day: date) -> clock.Now:
    return at(day)


def typed(draft: Draft, **changes: str) -> dict[str, str]:
    """The form of this draft as a browser sends it."""
    return {"revision": str(queries.one(draft.id).revision), **TYPED, **changes}
