"""What the pages about machines show: codes, states in words, what may be done."""

from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from terminal.clock import local
from terminal.config import Settings
from terminal.county import pairing as codes
from terminal.county import queries
from terminal.county.pairing import DAYS, TRIES, Made, Wanted
from terminal.county.queries import Village
from terminal.journal.keys import public_bytes
from terminal.paper.qr import qr
from terminal.staff.queries import Person
from terminal.sync import pairing


class Row(msgspec.Struct, frozen=True):
    """A machine in the list."""

    name: str
    township: str
    state: str
    is_wrong: bool
    href: str


class Code(msgspec.Struct, frozen=True):
    """A code that was made: its first four characters, for which village, and what became of it."""

    number: str
    name: str
    says: str
    is_open: bool


def state(village: Village) -> str:
    """Active, frozen or revoked, in words."""
    return {
        "active": _("正常"),
        "frozen": _("冻结：有两块硬盘在写同一本日志"),
        "revoked": _("已停用"),
    }.get(village.state, village.state)


def townships(settings: Settings) -> tuple[str, ...]:
    return settings.county.townships if settings.county else ()


def index(person: Person, settings: Settings) -> dict[str, Any]:
    """Every machine, every code, and the townships a new one may lie in."""
    rows = [
        Row(one.name, one.township, state(one), one.state != "active", url_for("officer_terminals.one", code=one.code))
        for one in queries.villages_for(person)
    ]
    rows.sort(key=lambda row: not row.is_wrong)
    return {
        "rows": rows,
        "codes": [_code(one) for one in codes.listed()],
        "townships": [(one, one, "") for one in townships(settings)],
    }


def _code(one: codes.Shown) -> Code:
    if one.log:
        return Code(one.number, one.name, _("用掉了，日志 %(log)s", log=one.log), False)
    if one.tries >= TRIES:
        return Code(one.number, one.name, _("试错了 %(times)s 次，作废了", times=TRIES), True)
    until = local(one.until).strftime("%m-%d %H:%M")
    what = _("换机器用，") if one.restores else ""
    return Code(
        one.number, one.name, what + _("到 %(until)s 有效，试错过 %(times)s 次", until=until, times=one.tries), True
    )


def code(made: Made, wanted: Wanted, address: str, key: Ed25519PrivateKey) -> dict[str, Any]:
    """The one page on which a code stands."""
    card = pairing.card(address, made.code, public_bytes(key))
    return {
        "code": pairing.shown(made.code),
        "wanted": wanted,
        "address": address,
        "card": card,
        "image": qr(card, _("配对码的二维码")) if len(card) <= 300 else Markup(),
        "days": DAYS,
        "tries": TRIES,
    }


def one(village: Village) -> dict[str, Any]:
    """One machine, and what may be done with it."""
    return {"one": village, "state": state(village), "why": queries.why(village.terminal)}
