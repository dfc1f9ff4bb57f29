"""What somebody asked to be removed for good; whoever fetches one is checked in the same call."""

from datetime import datetime

import msgspec

from terminal.drafts import models
from terminal.errors import NotFound
from terminal.staff.queries import Person

MAY_SEE = frozenset({"cadre", "supervisor", "approver"})
MAY_ALLOW = frozenset({"supervisor", "approver"})


class Removal(msgspec.Struct, frozen=True):
    """Versions of one publication that are to be removed; `state` is waiting, refused, erasing or done."""

    id: int
    state: str
    number: str
    versions: tuple[int, ...]
    basis: str
    reason: str
    asked_by: int
    asked_name: str
    asked_at: datetime
    decided_name: str
    decided_at: datetime | None
    note: str
    files: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        return self.state == "waiting"

    def may_allow(self, person: Person) -> bool:
        """Somebody who watches or approves, and did not ask."""
        return self.is_waiting and bool(person.roles & MAY_ALLOW) and person.id != self.asked_by


def _removal(row: models.Removal) -> Removal:
    plain = {name: getattr(row, name) for name in Removal.__struct_fields__ if name not in ("versions", "files")}
    versions = tuple(msgspec.json.decode(row.versions, type=list[int]))
    return Removal(versions=versions, files=tuple(msgspec.json.decode(row.files, type=list[str])), **plain)


def one(removal_id: int) -> Removal:
    """Raises NotFound. For actions; a door asks `removal_for`."""
    row = models.Removal.get_or_none(models.Removal.id == removal_id)
    if row is None:
        raise NotFound("没有这一件。")
    return _removal(row)


def removal_for(person: Person, removal_id: int) -> Removal:
    """For those who write, watch or approve. Raises NotFound."""
    found = one(removal_id)
    if not person.roles & MAY_SEE:
        raise NotFound("没有这一件。")
    return found


def removals(state: str) -> tuple[Removal, ...]:
    """All in this state, newest first."""
    rows = models.Removal.select().where(models.Removal.state == state).order_by(models.Removal.id.desc())
    return tuple(_removal(row) for row in rows)


def waiting_about(number: str) -> Removal | None:
    """What already waits to be removed of this publication."""
    return next((removal for removal in removals("waiting") if removal.number == number), None)
