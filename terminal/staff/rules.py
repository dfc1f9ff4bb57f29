"""Which accounts, passwords and PINs are refused, how long a wrong guess waits, when a session ends."""

import re
from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

import msgspec

from terminal.errors import Problem


class Role(StrEnum):
    """What a person may do: at the desk write, supervise, approve (township), look after the machine; at the county
    work for the open-government office, for a township, or look on."""

    CADRE = "cadre"
    SUPERVISOR = "supervisor"
    APPROVER = "approver"
    ADMIN = "admin"
    OFFICER = "officer"
    TOWNSHIP = "township"
    AUDITOR = "auditor"


DESK = frozenset({Role.CADRE, Role.SUPERVISOR, Role.APPROVER, Role.ADMIN})
COUNTY = frozenset({Role.OFFICER, Role.TOWNSHIP, Role.AUDITOR, Role.ADMIN})
NAMES = {
    Role.CADRE: "村干部",
    Role.SUPERVISOR: "监督委员会",
    Role.APPROVER: "乡镇审核",
    Role.ADMIN: "管理员",
    Role.OFFICER: "县政务公开办",
    Role.TOWNSHIP: "乡镇公开办",
    Role.AUDITOR: "审计（只看）",
}
# Fields as people call them; a door turns them into names of fields.
NAME, PASSWORD, PIN, ROLES, DECLARATION, OFFICE, CODE = "姓名", "密码", "数字密码", "身份", "声明", "乡镇", "验证码"

LEAST_PASSWORD, LONGEST_PASSWORD, LONGEST_NAME = 10, 200, 20
SILLY = {
    "1234567890", "0123456789", "9876543210", "0987654321", "12345678910", "123456789a", "a123456789", "aa123456789",
    "abc123456789", "qwertyuiop", "qwerty123456", "1qaz2wsx3edc", "1q2w3e4r5t", "password123", "password1234",
    "passw0rd123", "woaini1314", "woaini5201314", "woaini520520", "5201314520", "iloveyou1314", "admin12345",
    "admin123456", "administrator", "zaq12wsxcde3", "asdfghjkl123", "zxcvbnm123", "cunwugongkai",
}  # fmt: skip


class Seats(msgspec.Struct, frozen=True):
    """Which roles a machine has; `townships` are those a county's officers may be scoped to, None at a desk."""

    roles: frozenset[Role]
    townships: tuple[str, ...] | None = None


DESK_SEATS = Seats(DESK)


class Declared(msgspec.Struct, frozen=True):
    """What a person said at set-up: sits on the village committee, is a close relative of somebody who does."""

    committee_member: bool = False
    relatives_of: str = ""


def why_not_name(name: str, taken: Collection[str] = ()) -> list[Problem]:
    """A name of one line that nobody else signs in with."""
    if not name.strip():
        return [Problem("请写姓名。", NAME)]
    if len(name) > LONGEST_NAME or not name.isprintable() or name != name.strip():
        return [Problem(f"姓名最多 {LONGEST_NAME} 个字，前后不留空，不换行。", NAME)]
    if name in taken:
        return [Problem(f"已经有一个“{name}”了。要是同名的另一个人，请加上组别，例如“{name}（三组）”。", NAME)]
    return []


def why_not_password(password: str, name: str) -> list[Problem]:
    """Long enough to withstand guessing; not a password that is guessed first."""
    plain = password.casefold()
    if len(password) < LEAST_PASSWORD:
        return [Problem(f"密码至少 {LEAST_PASSWORD} 个字，可以写一句自己记得住的话。", PASSWORD)]
    if len(password) > LONGEST_PASSWORD:
        return [Problem(f"密码最多 {LONGEST_PASSWORD} 个字。", PASSWORD)]
    if plain in SILLY or len(set(plain)) < 5:
        return [Problem("这个密码别人一猜就中。请换一个。", PASSWORD)]
    if name and name.casefold() in plain:
        return [Problem("密码里不要有自己的名字。", PASSWORD)]
    return []


def why_not_pin(pin: str) -> list[Problem]:
    """Six digits that are no row, no repetition and no birthday."""
    if not re.fullmatch(r"\d{6}", pin, re.ASCII):
        return [Problem("数字密码要正好 6 个数字。", PIN)]
    steps = {int(after) - int(before) for before, after in zip(pin, pin[1:], strict=False)}
    if len(set(pin)) < 3 or steps in ({1}, {-1}) or pin[:3] == pin[3:]:
        return [Problem("这个数字密码别人一猜就中。请换一个。", PIN)]
    if _is_birthday(pin):
        return [Problem("数字密码不要像生日。请换一个。", PIN)]
    return []


def _is_birthday(pin: str) -> bool:
    two = (int(pin[:2]), int(pin[2:4]), int(pin[4:]))
    if 1900 <= int(pin[:4]) <= 2039 and 1 <= two[2] <= 12:
        return True
    return any(_is_day(*order) for order in ((two[1], two[2]), (two[0], two[1]), (two[1], two[0])))


def _is_day(month: int, day: int) -> bool:
    try:
        date(2024, month, day)
    except ValueError:
        return False
    return True


def why_not_roles(roles: Collection[str], declared: Declared | None, unit_kind: str) -> list[Problem]:
    """Roles that exist, at least one, and none that watches over itself.

    Members of the committee and their close relatives do not sit on the supervisory committee. Law: VCOL
    (2025-10-28) art. 37; a community is treated alike. So a supervisor there has said how it stands, and is no cadre.
    """
    found = [Problem(f"没有“{role}”这种身份。", ROLES) for role in sorted(set(roles) - {*Role})]
    if not roles:
        found.append(Problem("请至少选一种身份。", ROLES))
    if Role.SUPERVISOR not in roles:
        return found
    if Role.CADRE in roles:
        found.append(Problem("村干部不能监督自己。监督委员会的人，请不要再选村干部。", ROLES))
    if unit_kind in ("village", "community"):
        found += _why_not_supervisor(declared)
    return found


def why_not_seat(roles: Collection[str], office: str, seats: Seats) -> list[Problem]:
    """Roles this machine has; at the county, a township officer's township is one of the county's, and who looks on only looks.

    Somebody who sees every village cannot at the same time be held to one township.
    """
    names = {role: NAMES[role] for role in Role}
    elsewhere = [names[role] for role in Role if role in roles and role not in seats.roles]
    if elsewhere:
        here = "县平台" if seats.townships is not None else "终端"
        return [Problem(f"“{'、'.join(elsewhere)}”不是{here}上的身份，{here}上没有这样的事要做。请另选。", ROLES)]
    if seats.townships is None:
        return []
    if Role.AUDITOR in roles and len(set(roles)) > 1:
        return [Problem("审计的人只看，不能同时办事。请只选审计。", ROLES)]
    if Role.TOWNSHIP not in roles:
        return []
    if len(set(roles)) > 1:
        return [Problem("乡镇公开办的人只看本乡镇，不能同时有县里的身份。请只选一种。", ROLES)]
    if office not in seats.townships:
        there = "、".join(seats.townships) or "一个也没有，请先写在设置文件的 [county] townships 里"
        return [Problem(f"请选是哪个乡镇的。现在有：{there}。", OFFICE)]
    return []


def _why_not_supervisor(declared: Declared | None) -> list[Problem]:
    if declared is None:
        return [Problem("监督委员会的人，要先声明：是不是村委会成员，是不是村委会成员的近亲属。", DECLARATION)]
    if declared.committee_member:
        return [Problem("村委会成员不能当监督委员会的人（村民委员会组织法第三十七条）。", DECLARATION)]
    if declared.relatives_of.strip():
        return [Problem("村委会成员的近亲属不能当监督委员会的人（村民委员会组织法第三十七条）。", DECLARATION)]
    return []


FREE_NAME, FREE_ADDRESS = 4, 12
FIRST_WAIT, LONGEST_WAIT = 5, 900
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_after(count: int, free: int) -> int:
    """Seconds to wait after so many wrong guesses: none at first, then doubling, never more than a quarter of an hour."""
    return min(FIRST_WAIT * 2 ** min(count - free - 1, 20), LONGEST_WAIT) if count > free else 0


def still_waits(count: int, free: int, last: datetime, now: datetime) -> int:
    """Seconds left to wait; a clock that ran backwards never makes it longer than the step itself."""
    step = wait_after(count, free)
    return max(0, step - max(0, int((now - last).total_seconds())))


def is_worth_a_line(count: int, free: int) -> bool:
    """Every wrong guess that may be a slip; then each longer wait and each doubling, so a guesser cannot fill the disk."""
    return count <= free or wait_after(count, free) > wait_after(count - 1, free) or count & (count - 1) == 0


LONGEST_SESSION = timedelta(hours=12)
CLOCK_SLACK = timedelta(minutes=1)


def has_ended(started: datetime, last_seen: datetime, now: datetime, idle: timedelta) -> bool:
    """A session ends when idle, after half a day, and when the clock was turned back under it."""
    return now - last_seen >= idle or now - started >= LONGEST_SESSION or now < last_seen - CLOCK_SLACK
