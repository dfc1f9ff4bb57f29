"""The last step: the project that was signed becomes public, or what came to it does; and taking one down."""

from typing import Any

from terminal.clock import Now
from terminal.drafts import actions as drafts
from terminal.drafts import rules as states
from terminal.drafts.projects import queries
from terminal.drafts.publishing import signers
from terminal.errors import Problem, refuse_if
from terminal.projects import actions as projects
from terminal.projects.shapes import Signer
from terminal.register.queries import index_of
from terminal.staff.queries import Person
from terminal.store.database import write


def publish(draft_id: int, *, by: Person, now: Now) -> str:
    """Make a signed project public; the back part of its index number. Raises Refused; nothing is written then."""
    with write():
        work = queries.one(draft_id)
        draft, content = work.draft, work.draft.content
        refuse_if([] if draft.is_ready else [Problem("还没签完，不能公布。")])
        signed = tuple(Signer(one.role, one.name, one.signed_on) for one in signers(draft))
        said: dict[str, Any] = {"signers": signed, "period": content.period, "by": by.by, "now": now}
        if work.public:
            number = draft.about
            projects.note(number, work.dossier, content.reason, **said)
        else:
            header = projects.publish(work.dossier, publisher=content.publisher, **said)
            number = index_of(header.origin, header.obj).rpartition("/")[2]
        drafts.change(draft, state=states.PUBLIC, about=number)
        drafts.note(draft, "publish", by, now, number)
        return number


def withdraw(number: str, reason: str, *, by: Person, now: Now) -> None:
    """Take a public project down at once; it stays readable with the reason. Raises Refused or NotFound."""
    projects.withdraw(number, reason, by=by.by, now=now)
