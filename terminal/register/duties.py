"""What should be public by now, and is not."""

from datetime import date

import msgspec

from terminal.catalogue import queries as catalogues
from terminal.catalogue.rules import Item, Standing, Tally, all_slots, standing, tally
from terminal.register import queries
from terminal.village.queries import Village


class Duty(msgspec.Struct, frozen=True):
    """One slot of the catalogue, and how it stands; `provisional` when the working-day calendar does not reach it."""

    item: Item
    period: str
    due_on: date
    provisional: bool
    published_on: date | None
    standing: Standing


class Duties(msgspec.Struct, frozen=True):
    """All slots that counted until today, missing ones longest first."""

    tally: Tally
    missing: tuple[Duty, ...]
    all: tuple[Duty, ...]


def duties(village: Village, today: date) -> Duties:
    """How this unit stands against its catalogue."""
    catalogue = catalogues.catalogue(village.kind)
    items = {item.code: item for item in catalogue.items}
    filled = queries.filled(village.origin)
    found = []
    if village.in_service_from <= today:
        for slot in all_slots(catalogue, village.in_service_from, today, catalogues.calendar()):
            day = filled.get((slot.code, slot.period))
            stands = standing(slot, day, today)
            found.append(Duty(items[slot.code], slot.period, slot.due_on, slot.provisional, day, stands))
    missing = sorted((one for one in found if one.standing.state == "missing"), key=lambda one: one.due_on)
    return Duties(tally(one.standing for one in found), tuple(missing), tuple(found))
