"""Bringing in a list, giving it back, dropping it: each one transaction."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from terminal.clock import Now
from terminal.drafts import models
from terminal.drafts.batch import checks, queries, rules
from terminal.drafts.batch.reading import propose
from terminal.drafts.batch.shapes import Batch, Brought, Checked, Proposal
from terminal.errors import Problem, Refused, refuse_if
from terminal.journal import blobs
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


def refuse_unless_second(batch: Batch, by: Person) -> None:
    """Raises Refused unless this person may decide about this list."""
    brought, person = (batch.brought_by, batch.brought_name), (by.id, by.by)
    refuse_if(rules.why_not_decide(batch.state, brought, person, by.roles))


def decide(batch: Batch, state: str, by: Person, now: Now, note: str = "", **fields: Any) -> None:
    """The last thing that happens to a list, in the caller\'s transaction."""
    decided = {"state": state, "decided_name": by.by, "decided_at": now.at, "note": note}
    models.Batch.update(**decided, **fields).where(models.Batch.id == batch.id).execute()


def send_back(batch_id: int, reason: str, *, by: Person, now: Now) -> None:
    """Give the whole list back with a reason; it is put right on paper and brought again. Raises Refused."""
    with write():
        batch = queries.one(batch_id)
        refuse_unless_second(batch, by)
        refuse_if(rules.why_not_return(reason))
        decide(batch, rules.RETURNED, by, now, tidy(reason))


def drop(batch_id: int, *, by: Person, now: Now) -> None:
    """Take the list off again before it is public. Raises Refused."""
    with write():
        batch = queries.one(batch_id)
        refuse_if([] if batch.is_waiting else [Problem(rules.DECIDED)])
        decide(batch, rules.DROPPED, by, now)
