"""Describing the unit."""

import msgspec

from terminal.clock import Now
from terminal.config import Unit
from terminal.journal.append import append
from terminal.journal.header import Header
from terminal.store.database import write
from terminal.village import queries
from terminal.village.events import Describe, Publisher

COMMITTEES = {"village": "村民委员会", "community": "居民委员会", "township": "人民政府", "street": "办事处"}


def describe(event: Describe, *, by: str, now: Now) -> Header | None:
    """Say what this unit is; says nothing when the log already says the same."""
    known = queries.here()
    as_known = {name: getattr(known, "kind" if name == "unit_kind" else name) for name in event.__struct_fields__}
    if as_known == {name: getattr(event, name) for name in event.__struct_fields__}:
        return None
    with write():
        return append(event, by=by, now=now, about=known.origin)


def describe_from_settings(unit: Unit, *, by: str, now: Now) -> Header | None:
    """Enter the [unit] table of the settings file in the log when it says something new; what it has no key for stays."""
    known = queries.here()
    fields = msgspec.structs.asdict(unit)
    fields |= {"unit_kind": fields.pop("kind"), "name_en": unit.name_en or unit.name}
    fields |= {"publishers": _publishers(unit, known)}
    fields |= {"households": unit.households or known.households, "people": unit.people or known.people}
    event = Describe(**fields)
    return describe(event, by=by, now=now)


def _publishers(unit: Unit, known: queries.Village) -> tuple[Publisher, ...]:
    """Those of the settings; without any, those that are known, the committee with its unit's newest name and code."""
    if unit.publishers:
        return tuple(Publisher(one.key, one.name, one.code) for one in unit.publishers)
    before = _committee(known.kind, known.name, known.code)
    after = _committee(unit.kind, unit.name, unit.code)
    return tuple(after if one == before else one for one in known.publishers) or (after,)


def _committee(kind: str, name: str, code: str) -> Publisher:
    return Publisher(key="committee", name=name + COMMITTEES[kind], code=code)
