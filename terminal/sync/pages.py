"""What the desk shows of sticks and backups: how far a job is, what there is to take along, when the last copy was made."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
from flask import current_app, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from terminal.bundle import sshsig
from terminal.config import Settings
from terminal.staff.desk import Line, Section
from terminal.staff.queries import SignedIn
from terminal.staff.rules import Role
from terminal.sync import contact, copies, enrolment, stick
from terminal.sync.courier import Courier
from terminal.sync.jobs import Job, patiently
from terminal.sync.stick import Stick
from terminal.web.filters import moment, near_day

MOST_SAID = 12


class Carrying(msgspec.Struct, frozen=True):
    """A job as its page shows it; `percent` None as long as nobody knows how much there is."""

    title: str
    state: str
    percent: int | None
    left: str
    says: tuple[str, ...]
    more: int


class Row(msgspec.Struct, frozen=True):
    """One stick: what it is called, and the room on it."""

    name: str
    room: str


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found


def sticks() -> list[Stick]:
    """Sticks that answer."""
    wanted = _settings().stick
    return patiently(lambda: stick.sticks(wanted.roots, wanted.mounted), [])


def rows(found: list[Stick]) -> list[Row]:
    return [
        Row(one.name, _("还剩 %(free)s，共 %(total)s", free=_size(one.free), total=_size(one.total))) for one in found
    ]


def _size(size: int) -> str:
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size // 2**20} MB"


def _left(seconds: int | None) -> str:
    if seconds is None:
        return _("正在算还要多久……")
    if seconds < 60:
        return ngettext("还要 %(num)d 秒左右", "还要 %(num)d 秒左右", max(1, seconds))
    return ngettext("还要 %(num)d 分钟左右", "还要 %(num)d 分钟左右", -(-seconds // 60))


def carrying(job: Job | None) -> Carrying | None:
    """How far the stick's job is, or how it ended."""
    if job is None:
        return None
    seen = job.progress
    titles = {
        ("export", "running"): _("正在往 U 盘上写，请不要拔"),
        ("export", "done"): _("写好了，可以拔出"),
        ("import", "running"): _("正在读 U 盘，请不要拔"),
        ("import", "done"): _("读完了，可以拔出"),
    }
    ended = {"failed": _("没有办成"), "cancelled": _("停下了，可以拔出")}
    percent = min(100, seen.done * 100 // seen.total) if seen.total else None
    title = ended.get(seen.state) or titles[seen.what, seen.state]
    return Carrying(title, seen.state, percent, _left(seen.left), seen.says[-MOST_SAID:], len(seen.says[:-MOST_SAID]))


class Online(msgspec.Struct, frozen=True):
    """The line to the county as the desk shows it. `running`: how far a round is; `last` what became of the newest one,
    `is_well` whether it went well; `met`, `next` as words, empty where nothing is known."""

    has_address: bool
    running: Carrying | None
    last: str
    is_well: bool
    tried: str
    met: str
    next: str


def online(courier: Courier) -> Online:
    job, last = courier.desk.job, contact.last()
    return Online(
        has_address=courier.has_address,
        running=_round(job) if job and job.is_running else None,
        last=last.says if last else "",
        is_well=last is None or last.word in ("done", "stopped"),
        tried=moment(last.at) if last else "",
        met=moment(last.met) if last and last.met else "",
        next=moment(last.next_at) if last and last.next_at else "",
    )


def _round(job: Job) -> Carrying:
    seen = job.progress
    percent = min(100, seen.done * 100 // seen.total) if seen.total else None
    left = _left(seen.left) if seen.total else _("正在问县平台有什么……")
    return Carrying(_("正在和县平台同步"), seen.state, percent, left, (), 0)


def backup_section(visitor: SignedIn, today: date) -> Section | None:
    """The day of the last copy; after three days, a thing to do."""
    if not visitor.roles & {Role.CADRE, Role.ADMIN}:
        return None
    return _section(_settings().backups, today)


def _section(place: Path, today: date) -> Section:
    day = copies.last_day(place)
    title = _("备份")
    if day is not None and today - day <= copies.WORRY_AFTER:
        return Section(title, empty=_("最近一次备份：%(day)s。", day=near_day(day)))
    says = _("最近一次备份：%(day)s。", day=near_day(day)) if day else _("这台机器还没有备份过。")
    what = _("很久没有备份了") if day else _("还没有备份")
    line = Line(
        what,
        says + _("请管机器的人看看备份盘，或者运行 terminal backup。"),
        url_for("cadre_sync.index"),
        ("you", _("要办")),
    )
    return Section(title, lines=(line,))


def pairing() -> dict[str, Any]:
    """With which county this machine is paired, whether a request waits, and the sticks it could go on."""
    data, known = _settings().data, enrolment.enrolled()
    return {
        "paired": known,
        "mark": sshsig.key_id(bytes.fromhex(known.county)) if known else "",
        "is_waiting": enrolment.waiting(data) is not None,
        "sticks": rows(sticks()),
    }
