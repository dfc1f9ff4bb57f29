"""What should be public by now, and is not."""

from datetime import date

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item, Slot, Standing, Tally, all_slots, standing, tally
from terminal.register import queries
from terminal.register.queries import Aside
from terminal.village.queries import Village


class Duty(msgspec.Struct, frozen=True):
    """One slot of the catalogue, and how it stands; `lacking` names the accounts that are not public yet.

    `provisional`: the working-day calendar does not reach the due day.
    """

    item: Item
    period: str
    due_on: date
    provisional: bool
    published_on: date | None
    standing: Standing
    nil: bool = False
    lacking: tuple[str, ...] = ()


class Duties(msgspec.Struct, frozen=True):
    """All slots that counted until today, missing ones longest first; `aside` are those that do not apply here."""

    tally: Tally
    missing: tuple[Duty, ...]
    all: tuple[Duty, ...]
    aside: tuple[Aside, ...] = ()


class Unfilled(msgspec.Struct, frozen=True):
    """Of some slots, how many are public, and on which days those fall due that are neither public nor set aside."""

    published: int
    due_on: tuple[date, ...]


def unfilled(origin: str, slots: tuple[Slot, ...]) -> Unfilled:
    """What a unit has not published of these: the counts of `duties` without their words, for a county's many villages."""
    filled, aside = queries.stand(origin).filled, queries.set_aside(origin)
    missing = [slot for slot in slots if (slot.code, slot.period) not in filled]
    waiting = sorted(slot.due_on for slot in missing if (slot.code, slot.period) not in aside)
    return Unfilled(len(slots) - len(missing), tuple(waiting))


def owed(kind: str, since: date, today: date) -> tuple[Slot, ...]:
    """Every slot a unit of this kind owed from the day it began until today."""
    return all_slots(catalogues.catalogue(kind), since, today, catalogues.calendar()) if since <= today else ()


def duties(village: Village, today: date) -> Duties:
    """How this unit stands against its catalogue."""
    catalogue = catalogues.catalogue(village.kind)
    items = {item.code: item for item in catalogue.items}
    stand, nil = queries.stand(village.origin), queries.nil_slots(village.origin)
    aside = queries.set_aside(village.origin)
    found = []
    for slot in owed(village.kind, village.in_service_from, today):
        place = (slot.code, slot.period)
        day = stand.filled.get(place)
        if day is None and place in aside:
            continue
        stands = standing(slot, day, today)
        item = items[slot.code]
        lacking = stand.lacking.get(place, ())
        found.append(Duty(item, slot.period, slot.due_on, slot.provisional, day, stands, place in nil, lacking))
    missing = sorted((one for one in found if one.standing.state == "missing"), key=lambda one: one.due_on)
    return Duties(tally(one.standing for one in found), tuple(missing), tuple(found), tuple(aside.values()))
