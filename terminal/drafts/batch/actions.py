"""Bringing in a list, confirming it in one act, giving it back: each one transaction, all or none."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from terminal.clock import Now
from terminal.disclosures import actions as disclosures
from terminal.drafts import models
from terminal.drafts.batch import checks, queries, rules
from terminal.drafts.batch.reading import propose
from terminal.drafts.batch.shapes import Batch, Brought, Checked, Entry, Proposal
from terminal.drafts.shapes import Step
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.words import tidy


class Wrong(Refused):
    """Nothing was kept; `found` is the list as it was read, each entry with what is wrong."""

    def __init__(self, problems: list[Problem], found: tuple[Checked, ...]) -> None:
        self.found = found
        super().__init__(problems)


def look(
    brought: Sequence[Brought], now: Now, told: Callable[[int], None] = lambda done: None
) -> tuple[Proposal, tuple[Checked, ...]]:
    """What these files propose, every entry checked. Raises Wrong with all problems; nothing is kept either way."""
    refuse_if(rules.why_not_bring(len(brought), sum(len(one.data) for one in brought)))
    proposal = propose(brought, checks.privacy_of, told)
    found = checks.check_all(proposal.entries, now.today)
    wrong = checks.problems(proposal, found) or rules.why_not_length(len(found))
    if wrong:
        raise Wrong(wrong, found)
    return proposal, found


def keep(proposal: Proposal, *, by: Person, now: Now) -> int:
    """Keep a list that was looked at, for a second person to confirm; its id."""
    for paper in proposal.papers.values():
        blobs.put(paper.data, paper.name, "")
    with write():
        return int(
            models.Batch.insert(
                state=rules.WAITING,
                source=proposal.source,
                brought_by=by.id,
                brought_name=by.by,
                brought_at=now.at,
                entries=msgspec.json.encode(proposal.entries).decode(),
                decided_name="",
                note="",
                numbers="[]",
            ).execute()
        )


def bring(brought: Sequence[Brought], *, by: Person, now: Now) -> int:
    """Read, check and keep a list; its id. Raises Wrong with all problems; nothing is kept then."""
    proposal, _ = look(brought, now)
    return keep(proposal, by=by, now=now)


def confirm(batch_id: int, reason: str, *, by: Person, now: Now) -> tuple[str, ...]:
    """Publish the whole list in one transaction; the index numbers. Raises Refused or Wrong; nothing is written then.

    `reason` says why mobile numbers and names that were not masked may be public; it goes into the log with the text.
    """
    with write():
        batch = queries.one(batch_id)
        _refuse_unless_second(batch, by)
        found = checks.check_all(batch.entries, now.today)
        if wrong := [problem for one in found for problem in one.problems]:
            raise Wrong(wrong, found)
        refuse_if(rules.why_not_reason(reason, sum(len(one.finds) for one in found)))
        task = "supervise" if "supervisor" in by.roles else "approve"
        signed = Step(now.at, by.id, by.by, task, "", 1)
        numbers = _publish(batch, signed, tidy(reason).strip(), by, now)
        back = [number.rpartition("/")[2] for number in numbers]
        _decide(batch, rules.PUBLIC, by, now, tidy(reason).strip(), numbers=msgspec.json.encode(back).decode())
        return numbers


def _publish(batch: Batch, signed: Step, reason: str, by: Person, now: Now) -> tuple[str, ...]:
    numbers, problems = [], []
    for entry in batch.entries:
        try:
            wanted = checks.to_publish(batch, entry, signed, reason, now.today)
            header = disclosures.publish(wanted, by=by.by, now=now)
            numbers.append(index_of(header.origin, header.obj))
        except Refused as wrong:
            problems += [Problem(one.says, _place(entry, one)) for one in wrong.problems]
    refuse_if(problems)
    return tuple(numbers)


def _place(entry: Entry, problem: Problem) -> str:
    return entry.place(checks.COLUMN.get(problem.where, problem.where))


def _refuse_unless_second(batch: Batch, by: Person) -> None:
    brought, person = (batch.brought_by, batch.brought_name), (by.id, by.by)
    refuse_if(rules.why_not_decide(batch.state, brought, person, by.roles))


def _decide(batch: Batch, state: str, by: Person, now: Now, note: str = "", **fields: Any) -> None:
    decided = {"state": state, "decided_name": by.by, "decided_at": now.at, "note": note}
    models.Batch.update(**decided, **fields).where(models.Batch.id == batch.id).execute()


def send_back(batch_id: int, reason: str, *, by: Person, now: Now) -> None:
    """Give the whole list back with a reason; it is put right on paper and brought again. Raises Refused."""
    with write():
        batch = queries.one(batch_id)
        _refuse_unless_second(batch, by)
        refuse_if(rules.why_not_return(reason))
        _decide(batch, rules.RETURNED, by, now, tidy(reason))


def drop(batch_id: int, *, by: Person, now: Now) -> None:
    """Take the list off again before it is public. Raises Refused."""
    with write():
        batch = queries.one(batch_id)
        refuse_if([] if batch.is_waiting else [Problem(rules.DECIDED)])
        _decide(batch, rules.DROPPED, by, now)
