"""What should be public by now, and is not."""

from datetime import date

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item, Standing, Tally, all_slots, standing, tally
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


def duties(village: Village, today: date) -> Duties:
    """How this unit stands against its catalogue."""
    catalogue = catalogues.catalogue(village.kind)
    items = {item.code: item for item in catalogue.items}
    stand, nil = queries.stand(village.origin), queries.nil_slots(village.origin)
    aside = queries.set_aside(village.origin)
    found = []
    if village.in_service_from <= today:
        for slot in all_slots(catalogue, village.in_service_from, today, catalogues.calendar()):
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
