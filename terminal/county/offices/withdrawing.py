"""A key of an office that was lost or seen by others: no letter is sealed for it any more, here or at any terminal."""

import msgspec

from terminal.clock import Now
from terminal.county import access
from terminal.county.offices.events import OfficeNamed
from terminal.county.offices.queries import Office
from terminal.errors import Problem, refuse_if
from terminal.feedback.sealed import events, offices
from terminal.feedback.sealed.models import SentOffices
from terminal.feedback.sealed.queries import last_sent
from terminal.journal.append import append, origin
from terminal.journal.kinds import EVERYBODY
from terminal.staff.queries import Person
from terminal.store.database import write


def withdraw(office: Office, recipient: str, *, sure: bool, by: Person, now: Now) -> None:
    """Say in the county's log, for itself and for the terminals, that this key counts no more; an office without any is closed
    there until it has a new one. Letters sealed before still open with the old identity. Raises Refused."""
    refuse_if([] if recipient in office.recipients else [Problem("请选要停用的那一把。", "key")])
    refuse_if([] if sure else [Problem("停用了就不能再用。请勾上“确实要停用”。", "sure")])
    left = tuple(one for one in office.recipients if one != recipient)
    with write():
        after = events.Office(addressee=office.addressee, name=office.name, recipients=left, valid_from=now.today)
        said = OfficeNamed(addressee=office.addressee, name=office.name, recipients=left, township=office.township)
        append(said, by=by.by, now=now)
        for to, named in _lists(office, recipient).items():
            others = tuple(one for one in named if one.addressee != office.addressee)
            number = last_sent(to) + 1
            append(events.OfficesSent(to=to, number=number, offices=(*others, after)), by=by.by, now=now)
        about = f"{office.key} {offices.fingerprint(recipient)}"
        access.record(by, "office.key-withdrawn", act="changed", about=about, now=now)


def _lists(office: Office, recipient: str) -> dict[str, tuple[events.Office, ...]]:
    """Whom the office has to be named to anew, and what they were told last: everybody it concerns, and whoever was told this key
    by a list of their own, which would go before."""
    told = {
        row.to: msgspec.json.decode(row.offices, type=tuple[events.Office, ...])
        for row in SentOffices.select().where(SentOffices.origin == origin())
    }
    widest = office.township or EVERYBODY
    return {to: named for to, named in ({widest: ()} | told).items() if to == widest or _names(named, recipient)}


def _names(named: tuple[events.Office, ...], recipient: str) -> bool:
    return any(recipient in one.recipients for one in named)
