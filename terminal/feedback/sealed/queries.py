"""Who above this unit may be written to, what a receipt of a sealed letter shows, and how many there were; never which."""

from datetime import date
from typing import Final

import msgspec

from terminal.errors import NotFound
from terminal.feedback.sealed.events import Above, Office
from terminal.feedback.sealed.models import SealedLetter, SealedOffice, SentOffices
from terminal.feedback.shapes import Addressee
from terminal.journal.append import origin
from terminal.journal.kinds import EVERYBODY
from terminal.text.days import Period, say_day
from terminal.village.queries import here

ABOVE: Final[tuple[Above, ...]] = ("township", "county", "discipline")
# A unit that is its own township: what is written to it is handled here.
OWN_TOWNSHIP: Final = frozenset(("township", "street"))
NAMES: Final[dict[Above, str]] = {"township": "乡镇", "county": "县", "discipline": "县纪检"}
LEAST: Final = 3
FEW: Final = f"少于 {LEAST} 件"
MONTHS: Final = 12


class Desk(msgspec.Struct, frozen=True):
    """Somebody a villager may think of writing to; `missing` says in a sentence why it cannot be chosen now."""

    addressee: Addressee
    name: str
    recipients: tuple[str, ...] = ()
    valid_from: date | None = None
    missing: str = ""

    @property
    def is_offered(self) -> bool:
        return not self.missing


class Waiting(msgspec.Struct, frozen=True):
    """What the holder of a receipt may know of a sealed letter: for whom it lies here, and since which day."""

    addressee: Above
    name: str
    day: date


class Count(msgspec.Struct, frozen=True):
    """How many letters in a finished month; fewer than three are never told apart from none."""

    month: Period
    addressee: Above
    name: str
    says: str


class Letter(msgspec.Struct, frozen=True):
    """Where the sealed bytes of a letter lie, for carrying them to their office."""

    addressee: Above
    day: date
    sha256: str


def known_offices(of: str = "") -> tuple[int, tuple[Office, ...]]:
    """Number and offices as the log last named them; 0 and none before."""
    row = SealedOffice.get_or_none(SealedOffice.origin == (of or origin()))
    return (row.number, msgspec.json.decode(row.offices, type=tuple[Office, ...])) if row else (0, ())


def in_force(of: str = "") -> tuple[Office, ...]:
    """The offices letters are sealed for: what the county last said goes before what the terminal's own log says.

    Of what the county said to all, to a township and to one terminal, the nearest counts.
    """
    terminal = of or origin()
    found = {office.addressee: office for office in known_offices(terminal)[1]}
    near = {EVERYBODY: 0, here().township: 1, terminal: 2}
    rows = [row for row in SentOffices.select() if row.to in near or (terminal == origin() and row.to)]
    for row in sorted(rows, key=lambda row: (near.get(row.to, 1), row.log_seq)):
        found |= {office.addressee: office for office in msgspec.json.decode(row.offices, type=tuple[Office, ...])}
    return tuple(found[one] for one in ABOVE if one in found)


def offices(today: date) -> tuple[Desk, ...]:
    """Everybody to write to, this unit first; those whose keys are missing say why they cannot be chosen."""
    unit, known = here(), {office.addressee: office for office in in_force()}
    above = [one for one in ABOVE if one != "township" or unit.kind not in OWN_TOWNSHIP]
    return (Desk("village", unit.name), *(_desk(one, known.get(one), today) for one in above))


def office(addressee: str, today: date) -> Desk:
    """The one to write to. Raises NotFound with the sentence why it cannot be chosen."""
    found = next((desk for desk in offices(today) if desk.addressee == addressee), None)
    if found is None or not found.is_offered:
        raise NotFound(found.missing if found else "没有这个收信单位。请在页面上另选一个。")
    return found


def _desk(addressee: Above, known: Office | None, today: date) -> Desk:
    if known is None:
        name = NAMES[addressee]
        return Desk(addressee, name, missing=f"这台机器还没有{name}的钥匙，信封不上，所以现在不能选。")
    if not known.recipients:
        return Desk(addressee, known.name, missing=f"{known.name}的钥匙停用了，县里还没有换新的，现在不能选。")
    late = f"{known.name}的钥匙从{say_day(known.valid_from)}起才能用，现在不能选。" if known.valid_from > today else ""
    return Desk(addressee, known.name, known.recipients, known.valid_from, late)


def by_lookup(lookup: str, of: str = "") -> Waiting | None:
    """What a receipt shows of a sealed letter that was taken in here, or by the terminal whose log is `of`."""
    terminal = of or origin()
    row = SealedLetter.get_or_none((SealedLetter.origin == terminal) & (SealedLetter.lookup == lookup))
    return Waiting(row.addressee, _names(terminal)[row.addressee], row.day) if row else None


def _names(of: str) -> dict[Above, str]:
    return NAMES | {office.addressee: office.name for office in in_force(of)}


def counts(of: str, today: date) -> tuple[Count, ...]:
    """Finished months, newest first, up to twelve, with every office letters can be sealed for.

    Which rows there are does not depend on whether anybody wrote: none and two are both said as “少于 3 件”.
    """
    month, found = Period.of(today, "M"), []
    for _ in range(MONTHS):
        month = month.previous()
        if month.last < here().in_service_from:
            break
        found += [_count(of, month, office) for office in in_force(of) if office.valid_from <= month.last]
    return tuple(found)


def _count(of: str, month: Period, office: Office) -> Count:
    mine = (SealedLetter.origin == of) & (SealedLetter.addressee == office.addressee)
    number = SealedLetter.select().where(mine & SealedLetter.day.between(month.first, month.last)).count()
    return Count(month, office.addressee, office.name, f"{number} 件" if number >= LEAST else FEW)


def letters(addressee: str = "") -> tuple[Letter, ...]:
    """The sealed letters that lie here, oldest first; for commands that carry them away, never for a page."""
    mine = SealedLetter.origin == origin()
    if addressee:
        mine &= SealedLetter.addressee == addressee
    rows = SealedLetter.select().where(mine).order_by(SealedLetter.log_seq)
    return tuple(Letter(row.addressee, row.day, row.sha256) for row in rows)


def last_sent(to: str) -> int:
    """Number of the newest list of offices that was sent to these; 0 for none."""
    row = SentOffices.select().where(SentOffices.to == to).order_by(SentOffices.number.desc()).first()
    return int(row.number) if row else 0
