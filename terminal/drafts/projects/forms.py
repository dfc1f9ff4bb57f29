"""The short forms of a project, each about one part of its dossier, and the dossier as it stands in them."""

from collections.abc import Callable
from datetime import date
from typing import Any, cast

from msgspec.structs import replace

from terminal.ledger.sheets.values import voucher
from terminal.projects.rules import MOST
from terminal.projects.shapes import Acceptance, Dossier, From, Kind, Payment, Source, Stage, Trouble, When
from terminal.text.days import read_day
from terminal.text.money import read_amount, yuan
from terminal.web import forms
from terminal.web.forms import Form

PARTS = ("basics", "money", "contract", "stages", "pay", "photo", "accept", "trouble")
SOURCES: tuple[From, ...] = ("finance", "collective", "levy", "gift", "other")
WHEN: tuple[When, ...] = ("before", "during", "after")
ROWED = {"money": "sources", "stages": "stages", "trouble": "troubles"}
COLUMNS = {
    "money": ("source", "name", "fen", "got", "got_on"),
    "stages": ("name", "share", "due_on", "done_on"),
    "trouble": ("found_on", "says", "fixed_on", "fixed"),
}
SPARE = 2  # empty rows below those that are filled in
PLAIN = (
    *("name", "kind", "why", "decided", "decision", "publisher", "total", "contractor", "tender", "tender_why"),
    *("contract", "over_why", "paid_on", "fen", "what", "stage", "voucher", "account", "when", "taken_on", "says"),
    *("file", "accepted_on", "by", "final", "audit", "period", "reason"),
)
LABELS = {name: name for name in PLAIN}
LABELS |= {f"{column}-{row}": f"{column}-{row}" for part in COLUMNS for column in COLUMNS[part] for row in range(1, 13)}
LABELS |= {"原因": "reason"}


def read() -> Form:
    return forms.read(LABELS)


def rows(part: str, one: Dossier) -> range:
    """Numbers of the rows a part shows: those filled in and some to fill."""
    name = ROWED[part]
    return range(1, min(len(getattr(one, name)) + SPARE, MOST[name]) + 1)


def _day(form: Form, name: str, today: date, must: bool = False) -> date | None:
    said = form.line(name, 20)
    if not said and not must:
        return None
    try:
        return read_day(said, today.year)
    except ValueError as wrong:
        form.complain(name, str(wrong))
        return None


def _fen(form: Form, name: str) -> int:
    """An amount in fen, 0 when nothing was typed."""
    said = form.line(name, 30)
    try:
        return read_amount(said) if said else 0
    except ValueError as wrong:
        form.complain(name, str(wrong))
        return 0


def _basics(form: Form, one: Dossier, _today: date) -> Dossier:
    kind = cast(Kind, form.one("kind", ("works", "fund"), one.kind))
    said = {name: form.line(name, 400) for name in ("name", "why", "decided", "decision")}
    return replace(one, kind=kind, **said)


def _money(form: Form, one: Dossier, today: date) -> Dossier:
    found = []
    for row in rows("money", one):
        name, fen = form.line(f"name-{row}", 80), _fen(form, f"fen-{row}")
        got, got_on = _fen(form, f"got-{row}"), _day(form, f"got_on-{row}", today)
        if name or fen or got or got_on:
            kind = form.one(f"source-{row}", SOURCES, "other")
            found.append(Source(kind=cast(From, kind), name=name, fen=fen, got_fen=got, got_on=got_on))
    return replace(one, total_fen=_fen(form, "total"), sources=tuple(found))


def _contract(form: Form, one: Dossier, _today: date) -> Dossier:
    said = {name: form.line(name, 400) for name in ("contractor", "tender_why", "over_why")}
    return replace(
        one, tender=form.one("tender", ("yes", "no"), "yes") == "yes", contract_fen=_fen(form, "contract"), **said
    )


def _stages(form: Form, one: Dossier, today: date) -> Dossier:
    found = []
    for row in rows("stages", one):
        name, share = form.line(f"name-{row}", 80), form.whole(f"share-{row}")
        due, done = _day(form, f"due_on-{row}", today), _day(form, f"done_on-{row}", today)
        if name or share or due or done:
            found.append(Stage(name=name, share=share, due_on=due, done_on=done))
    return replace(one, stages=tuple(found))


def _pay(form: Form, one: Dossier, today: date) -> Dossier:
    kept = _kept(form, one.payments)
    what, fen = form.line("what", 80), _fen(form, "fen")
    if what or fen:
        paid_on = _day(form, "paid_on", today, must=True)
        said = voucher("", form.line("voucher", 30))
        account = form.line("account", 30) if said else ""
        made = Payment(
            paid_on=paid_on or today, fen=fen, what=what, stage=form.whole("stage"), voucher=said, account=account
        )
        kept = tuple(sorted((*kept, made), key=lambda payment: payment.paid_on))
    return replace(one, payments=kept)


def _photo(form: Form, one: Dossier, _today: date) -> Dossier:
    return replace(one, photos=_kept(form, one.photos))


def _kept(form: Form, things: tuple[Any, ...]) -> tuple[Any, ...]:
    """The things that nobody ticked to be taken out."""
    gone = form.many("drop", [str(place) for place in range(len(things))])
    return tuple(thing for place, thing in enumerate(things) if str(place) not in gone)


def _accept(form: Form, one: Dossier, today: date) -> Dossier:
    said = {name: form.line(name, 400) for name in ("by", "says", "audit")}
    final = _fen(form, "final")
    if not any((*said.values(), final, form.line("accepted_on", 20))):
        return replace(one, acceptance=None)
    accepted_on = _day(form, "accepted_on", today, must=True)
    return replace(one, acceptance=Acceptance(accepted_on=accepted_on or today, final_fen=final, **said))


def _trouble(form: Form, one: Dossier, today: date) -> Dossier:
    found = []
    for row in rows("trouble", one):
        says, fixed = form.line(f"says-{row}", 400), form.line(f"fixed-{row}", 400)
        if says or fixed or form.line(f"found_on-{row}", 20):
            found_on = _day(form, f"found_on-{row}", today, must=True)
            fixed_on = _day(form, f"fixed_on-{row}", today)
            found.append(Trouble(found_on=found_on or today, says=says, fixed_on=fixed_on, fixed=fixed))
    return replace(one, troubles=tuple(found))


READERS: dict[str, Callable[[Form, Dossier, date], Dossier]] = {
    "basics": _basics, "money": _money, "contract": _contract, "stages": _stages,
    "pay": _pay, "photo": _photo, "accept": _accept, "trouble": _trouble,
}  # fmt: skip


def dossier(form: Form, part: str, one: Dossier, today: date) -> Dossier:
    """The dossier with what this form says. Raises Refused where something typed is no day or no amount."""
    found = READERS[part](form, one, today)
    form.refuse_if_wrong()
    return found


def _said(fen: int) -> str:
    return yuan(fen) if fen else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def filled(part: str, one: Dossier) -> Form:
    """The form of a part as the dossier stands."""
    typed = {name: str(getattr(one, name)) for name in ("name", "kind", "why", "decided", "decision")}
    typed |= {name: getattr(one, name) for name in ("contractor", "tender_why", "over_why")}
    typed |= {
        "total": _said(one.total_fen),
        "contract": _said(one.contract_fen),
        "tender": "yes" if one.tender else "no",
    }
    if said := one.acceptance:
        typed |= {"accepted_on": _iso(said.accepted_on), "by": said.by, "says": said.says}
        typed |= {"final": _said(said.final_fen), "audit": said.audit}
    elif part == "accept":
        typed |= {"final": _said(one.contract_fen)}
    for row, thing in enumerate(getattr(one, ROWED.get(part, "photos")), 1):
        typed |= {f"{name}-{row}": value for name, value in _row(part, thing).items()}
    return forms.empty(LABELS, **typed)


def _row(part: str, thing: object) -> dict[str, str]:
    match thing:
        case Source():
            money = {"fen": _said(thing.fen), "got": _said(thing.got_fen), "got_on": _iso(thing.got_on)}
            return {"source": thing.kind, "name": thing.name, **money}
        case Stage():
            days = {"due_on": _iso(thing.due_on), "done_on": _iso(thing.done_on)}
            return {"name": thing.name, "share": str(thing.share), **days}
        case Trouble():
            days = {"found_on": _iso(thing.found_on), "fixed_on": _iso(thing.fixed_on)}
            return {"says": thing.says, "fixed": thing.fixed, **days}
    return {}
