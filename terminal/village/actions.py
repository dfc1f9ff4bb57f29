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
    """Enter the [unit] table of the settings file in the log when it says something new."""
    fields = msgspec.structs.asdict(unit)
    unit_kind = fields.pop("kind")
    fields["name_en"] = fields["name_en"] or unit.name
    publisher = Publisher(key="committee", name=unit.name + COMMITTEES[unit_kind], code=unit.code)
    known = queries.here().publishers
    return describe(Describe(unit_kind=unit_kind, publishers=known or (publisher,), **fields), by=by, now=now)
