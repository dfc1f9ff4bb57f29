"""What the page of fetching shows: how far it is, and where each terminal answers."""

from collections.abc import Sequence

import msgspec
from flask_babel import gettext as _

from terminal.county.queries import Village
from terminal.errors import Problem, TerminalError
from terminal.sync.jobs import Job


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


def fetch(job: Job | None) -> Fetch | None:
    if job is None:
        return None
    seen = job.progress
    titles = {"running": _("正在拉取"), "done": _("拉取完了"), "failed": _("没有办成"), "cancelled": _("停下了")}
    percent = min(100, seen.done * 100 // seen.total) if seen.total else None
    return Fetch(titles[seen.state], seen.state == "running", percent, seen.says)


def rows(villages: Sequence[Village], addresses: dict[str, str]) -> list[Row]:
    return [
        Row(one.code, one.name, one.township, addresses.get(one.terminal, ""))
        for one in villages
        if one.state == "active"
    ]


def problem(wrong: TerminalError) -> list[Problem]:
    return [Problem(str(wrong), "address")]
