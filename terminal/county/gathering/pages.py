"""What the page of fetching shows: how far it is, and where each terminal answers."""

from collections.abc import Sequence

import msgspec
from flask_babel import gettext as _

from terminal.county import fetching
from terminal.county.queries import Village
from terminal.errors import Problem, TerminalError
from terminal.register.queries import paged
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.sync.jobs import Job

MAY = (Role.OFFICER, Role.ADMIN)  # who may fetch, as a gate names them
ROWS = 30


class Fetch(msgspec.Struct, frozen=True):
    """A job as its page shows it; `percent` None as long as nobody knows how much there is."""

    title: str
    is_running: bool
    percent: int | None
    says: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One terminal, and where it answers; empty for nowhere."""

    code: str
    name: str
    township: str
    address: str


class Shelf(msgspec.Struct, frozen=True):
    """One screen of terminals, those with an address first; `reached` is how many have one."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int
    reached: int


def fetch(job: Job | None) -> Fetch | None:
    if job is None:
        return None
    seen = job.progress
    titles = {"running": _("正在拉取"), "done": _("拉取完了"), "failed": _("没有办成"), "cancelled": _("停下了")}
    percent = min(100, seen.done * 100 // seen.total) if seen.total else None
    return Fetch(titles[seen.state], seen.state == "running", percent, seen.says)


def shelf(villages: Sequence[Village], addresses: dict[str, str], number: int) -> Shelf:
    """Those whose logs are still taken."""
    active = [one for one in villages if one.state == "active"]
    found = [Row(one.code, one.name, one.township, addresses.get(one.terminal, "")) for one in active]
    found.sort(key=lambda row: not row.address)
    number, pages = paged(len(found), number, ROWS)
    shown = tuple(found[(number - 1) * ROWS : number * ROWS])
    return Shelf(shown, number, pages, len(found), sum(bool(row.address) for row in found))


def reached(villages: Sequence[Village], person: Person) -> dict[str, str]:
    """Code → address of each of these that this person may fetch from; empty for one that has none yet."""
    if person.roles.isdisjoint(MAY):
        return {}
    addresses = fetching.addresses()
    return {one.code: addresses.get(one.terminal, "") for one in villages if one.state == "active"}


def problem(wrong: TerminalError) -> list[Problem]:
    return [Problem(str(wrong), "address")]
