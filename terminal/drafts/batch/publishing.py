"""Confirming a list: everything in it becomes public in one transaction, or nothing does."""

import msgspec

from terminal.clock import Now
from terminal.disclosures import actions as disclosures
from terminal.drafts.batch import actions, checks, queries, rules
from terminal.drafts.batch.shapes import Batch, Entry
from terminal.drafts.shapes import Step
from terminal.errors import Problem, Refused, refuse_if
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.words import tidy


def confirm(batch_id: int, reason: str, *, by: Person, now: Now) -> tuple[str, ...]:
    """Publish the whole list in one transaction; the index numbers. Raises Refused or Wrong; nothing is written then.

    `reason` says why mobile numbers and names that were not masked may be public; it goes into the log with the text.
    """
    with write():
        batch = queries.one(batch_id)
        actions.refuse_unless_second(batch, by)
        found = checks.check_all(batch.entries, now.today)
        if wrong := [problem for one in found for problem in one.problems]:
            raise actions.Wrong(wrong, found)
        refuse_if(rules.why_not_reason(reason, sum(len(one.finds) for one in found)))
        task = "supervise" if "supervisor" in by.roles else "approve"
        signed = Step(now.at, by.id, by.by, task, "", 1)
        numbers = _publish(batch, signed, tidy(reason).strip(), by, now)
        back = [number.rpartition("/")[2] for number in numbers]
        actions.decide(batch, rules.PUBLIC, by, now, tidy(reason).strip(), numbers=msgspec.json.encode(back).decode())
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
