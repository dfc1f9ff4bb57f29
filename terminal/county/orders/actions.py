"""Writing what goes down, and saying it in the county's log; each once, nothing when it is refused."""

import msgspec

from terminal.clock import Now
from terminal.county import access
from terminal.county.orders import queries, rules
from terminal.county.orders.models import Outgoing
from terminal.county.orders.shapes import Draft
from terminal.errors import Problem, refuse_if
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.journal.kinds import Addressed
from terminal.staff.queries import Person
from terminal.store.database import write


def prepare(sort: str, event: Addressed, about: str = "", *, by: Person, now: Now) -> int:
    """Keep it to be looked at before it is sent; its number. Raises Refused with every problem."""
    audience = {one.to for one in queries.audience(by)}
    refuse_if([*rules.why_not_send(sort, event.to, audience), *event.wrong()])
    with write():
        said = msgspec.json.encode(event).decode()
        fields = {"sort": sort, "to": event.to, "about": about, "said": said, "state": "waiting", "made_at": now.at}
        return int(Outgoing.insert(**fields, author=by.id, author_name=by.name).execute())


def send(number: int, *, by: Person, now: Now) -> Header:
    """Say it in the county's log, once. Raises Refused, or NotFound for what is not theirs."""
    with write():
        draft = queries.draft(by, number)
        refuse_if([*_why_not_now(draft), *rules.why_not_confirm(draft.sort, draft.author, by.id)])
        header = append(draft.event, by=by.by, now=now, about=draft.about or None)
        village = draft.to if draft.sort in rules.TO_ONE else ""
        access.record(by, f"order.{draft.sort}", act="changed", village=village, about=str(header.seq), now=now)
        Outgoing.update(state="sent", line=header.seq, said="{}").where(Outgoing.id == number).execute()
        return header


def drop(number: int, *, by: Person) -> None:
    """It will not be sent. Raises Refused when it was, NotFound for what is not theirs."""
    with write():
        refuse_if(_why_not_now(queries.draft(by, number)))
        Outgoing.update(state="dropped", said="{}").where(Outgoing.id == number).execute()


def _why_not_now(draft: Draft) -> list[Problem]:
    if draft.state == "waiting":
        return []
    return [Problem("这一件已经发了。" if draft.state == "sent" else "这一件已经不发了。")]
