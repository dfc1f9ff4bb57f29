"""The last step: the sheet that was signed becomes public, or takes the place of a public one; and taking one down."""

from typing import Any

from msgspec.structs import replace

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.ledger import queries
from terminal.drafts.ledger.shapes import Work
from terminal.drafts.publishing import signers
from terminal.errors import Problem, refuse_if
from terminal.ledger import actions as ledger
from terminal.ledger import queries as sheets
from terminal.ledger.sheets.book import Sheet, Signer
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write
from terminal.text.days import Period
from terminal.village.queries import here


def signed_sheet(work: Work) -> Sheet:
    """The sheet with those who signed it here; a name printed in a file is no signature."""
    return replace(work.sheet, signers=tuple(Signer(one.role, one.name) for one in signers(work.draft)))


def publish(draft_id: int, *, by: Person, now: Now) -> str:
    """Make a signed sheet public; the back part of its index number. Raises Refused; nothing is written then."""
    with write():
        work = queries.one(draft_id)
        draft, sheet = work.draft, signed_sheet(work)
        refuse_if([] if draft.is_ready else [Problem("还没签完，不能公布。")])
        said: dict[str, Any] = {"account": work.account, "published_on": now.today, "beside": work.beside}
        said |= {"by": by.by, "now": now}
        if draft.purpose == "revise":
            ledger.revise(sheet, draft.content.reason, **said)
            number = draft.about
        else:
            header = ledger.publish(sheet, publisher=draft.content.publisher, **said)
            number = index_of(header.origin, header.obj).rpartition("/")[2]
        drafts.change(draft, state=states.PUBLIC, about=number)
        drafts.note(draft, "publish", by, now, number)
        return number


def withdraw(number: str, reason: str, *, by: Person, now: Now) -> None:
    """Take a public sheet down at once; it stays readable with the reason. Raises Refused or NotFound."""
    current = sheets.by_number(here().origin, number)
    ledger.withdraw(current.account, Period.read(current.period), reason, by=by.by, now=now)
