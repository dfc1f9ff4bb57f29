"""What the log can say about the unit itself."""

from datetime import date
from typing import ClassVar, Literal

import msgspec

from terminal.journal.header import Header
from terminal.journal.kinds import Event
from terminal.village.models import Unit


class Publisher(msgspec.Struct, frozen=True):
    """Who may publish in a unit: village committee, collective, party branch (domain: two legal publishers)."""

    key: str
    name: str
    code: str = ""


class Describe(Event, frozen=True, kw_only=True):
    """What this unit is called and which codes it has; the newest description counts."""

    kind: ClassVar[str] = "village.describe"
    unit_kind: Literal["village", "community", "township", "street"]
    name: str
    name_en: str = ""
    township: str = ""
    county: str = ""
    code: str
    in_service_from: date
    contact: str = ""
    households: int = 0
    people: int = 0
    publishers: tuple[Publisher, ...] = ()

    def project(self, header: Header) -> None:
        fields = msgspec.to_builtins(self)
        fields["publishers"] = msgspec.json.encode(self.publishers).decode()
        Unit.put_instead(origin=header.origin, log_seq=header.seq, **fields)


EVENTS = (Describe,)
