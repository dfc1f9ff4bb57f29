"""What may be done with a case now, by whom; what is next comes first."""

from collections.abc import Collection
from datetime import date
from typing import Final, Literal

from terminal.feedback import rules
from terminal.feedback.shapes import Case

# fmt: off
Verb = Literal[
    "accept", "assign", "ask", "answer", "approve", "back", "extend", "publish", "unpublish", "talk", "reopen", "merge"
]
# fmt: on
WRITES: Final = "cadre"


def verbs(case: Case, name: str, roles: Collection[str], today: date) -> tuple[Verb, ...]:
    """In the order of the work; whoever does not write here only approves or gives back."""
    found: list[Verb] = []
    if case.draft and case.draft.state == "waiting":
        found = ["back"] if name in case.draft.writers else ["approve", "back"]
    if WRITES not in roles:
        return tuple(found)
    return (*found, *(_answered(case) if case.state == "answered" else _open(case, today, bool(found))))


def _open(case: Case, today: date, waits: bool) -> list[Verb]:
    """`waits`: what was written lies with a second person and cannot be changed now."""
    merge: list[Verb] = [] if case.category == "report" or waits else ["merge"]
    if case.state == "received":
        return ["accept", *merge]
    if case.state == "merged":
        return []
    writing: list[Verb] = [] if waits else ["answer"]
    if case.state == "handling" and not waits:
        back_to_ask = case.draft is not None and case.draft.purpose == "ask"
        writing = ["ask", "answer"] if back_to_ask else ["answer", "ask"]
    extend: list[Verb] = [] if case.extended or today > case.due_on else ["extend"]
    return [*writing, "assign", *extend, *merge]


def _answered(case: Case) -> list[Verb]:
    bad: list[Verb] = []
    if case.dissatisfied:
        bad = ["reopen", "talk"] if case.talked else ["talk", "reopen"]
    if case.is_public:
        return [*bad, "unpublish"]
    may_publish = case.category != "report" and not (case.draft and case.draft.state == "waiting")
    return [*bad, "publish"] if may_publish else bad


def is_open_at_once(verb: Verb, place: int, case: Case) -> bool:
    """The next step stands open; nobody is pressed to undo, to make a private answer public, to talk a second time."""
    if verb in ("approve", "back", "answer"):
        return True
    if verb in ("talk", "reopen"):
        return place == 0 and not case.talked
    if verb == "publish":
        return place == 0 and not rules.private_by_default(case.category)
    return place == 0 and verb not in ("unpublish", "merge", "extend", "assign")
