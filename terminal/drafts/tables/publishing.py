"""The last step: the table that was signed becomes public, or takes the place of a public one; and taking one down."""

from typing import Any

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.publishing import signers
from terminal.drafts.tables import queries
from terminal.errors import Problem, refuse_if
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.tables import actions as tables
from terminal.tables import queries as public
from terminal.tables.events import Signer
from terminal.text.days import Period
from terminal.village.queries import here


def publish(draft_id: int, *, by: Person, now: Now) -> str:
    """Make a signed table public; the back part of its index number. Raises Refused; nothing is written then."""
    with write():
        work = queries.one(draft_id)
        draft = work.draft
        refuse_if([] if draft.is_ready else [Problem("还没签完，不能公布。")])
        signed = tuple(Signer(one.role, one.name) for one in signers(draft))
        said: dict[str, Any] = {"signers": signed, "published_on": now.today, "by": by.by, "now": now}
        if draft.purpose == "revise":
            tables.revise(work.wanted, draft.content.reason, **said)
            number = draft.about
        else:
            header = tables.publish(work.wanted, publisher=draft.content.publisher, **said)
            number = index_of(header.origin, header.obj).rpartition("/")[2]
        drafts.change(draft, state=states.PUBLIC, about=number)
        drafts.note(draft, "publish", by, now, number)
        return number


def withdraw(number: str, reason: str, *, by: Person, now: Now) -> None:
    """Take a public table down at once; it stays readable with the reason. Raises Refused or NotFound."""
    current = public.by_number(here().origin, number)
    tables.withdraw(current.sort, Period.read(current.period), reason, by=by.by, now=now)
