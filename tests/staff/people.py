"""People of Shiqiao who sign in: made, and brought into a visit, without typing every time."""

from terminal import clock
from terminal.staff import actions, entrance
from terminal.staff.queries import Person, SignedIn
from terminal.staff.rules import Declared, Role
from terminal.web.sessions import COOKIE

PASSWORD = "老桥下面的水车转得慢"
PIN = "407193"
NAMES = {
    Role.CADRE: ("李秀英", "文书"),
    Role.SUPERVISOR: ("周德明", "主任"),
    Role.APPROVER: ("赵立新", "经管站"),
    Role.ADMIN: ("王建国", ""),
    Role.OFFICER: ("孙敏", "政务公开办"),
    Role.TOWNSHIP: ("何丽", "柳河镇"),
    Role.AUDITOR: ("郑伟", "审计局"),
}
LAN = {"REMOTE_ADDR": "192.168.1.20"}


def wanted(*roles: str, **changes) -> actions.Wanted:
    """A person of the first of these roles, unless something else is said."""
    name, office = NAMES[Role(roles[0])]
    declared = Declared() if Role.SUPERVISOR in roles else None
    usual = {"name": name, "roles": roles, "password": PASSWORD, "office": office, "declared": declared, "pin": PIN}
    return actions.Wanted(**usual | changes)


def make(*roles: str, **changes) -> Person:
    return actions.add(wanted(*roles, **changes), by="测试", now=clock.now())


def sign_in(visit, *roles: str, by_pin: bool = False, **changes) -> SignedIn:
    """Make a person with these roles and let `visit` be theirs; `.token` belongs into every form."""
    person = make(*(roles or (Role.CADRE,)), **changes)
    secret = PIN if by_pin else PASSWORD
    cookie, signed = entrance.sign_in(person.name, secret, by_pin=by_pin, address="kiosk", now=clock.now())
    visit.client.set_cookie(COOKIE, cookie)
    return signed
