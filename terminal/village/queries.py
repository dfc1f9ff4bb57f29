"""Who this is."""

from datetime import date

import msgspec

from terminal.errors import NotFound
from terminal.journal.append import origin
from terminal.store.database import database, is_writing, read_at
from terminal.village.events import Publisher
from terminal.village.models import Unit

KINDS = {"village": ("村务公开", "Open Village Affairs"), "community": ("居务公开", "Open Community Affairs")}
GOVERNMENT = ("政务公开", "Open Government")


class Village(msgspec.Struct, frozen=True):
    """A unit, whatever its kind; `origin` names its log."""

    origin: str
    kind: str
    name: str
    name_en: str
    township: str
    county: str
    code: str
    in_service_from: date
    contact: str
    households: int
    people: int
    publishers: tuple[Publisher, ...]

    @property
    def sub(self) -> str:
        """Second line of the header: “青溪县 柳河镇 · 村务公开”."""
        above = " ".join(part for part in (self.county, self.township) if part and part != self.name)
        return " · ".join(filter(None, (above, KINDS.get(self.kind, GOVERNMENT)[0])))

    @property
    def sub_en(self) -> str:
        return KINDS.get(self.kind, GOVERNMENT)[1]

    def publisher(self, key: str) -> Publisher:
        """Raises NotFound naming those there are."""
        for one in self.publishers:
            if one.key == key:
                return one
        there = "、".join(f"{one.key}（{one.name}）" for one in self.publishers)
        raise NotFound(f"没有“{key}”这个公开主体。这里有：{there or '一个也没有'}。")


NOBODY = Village("", "village", "（还没登记是哪个村）", "(not set up yet)", "", "", "", date.max, "", 0, 0, ())


def village(of: str) -> Village:
    """The unit whose log is `of`. Raises NotFound."""
    row = Unit.find(origin=of)
    if row is None:
        raise NotFound("这台机器还没登记是哪个村。")
    return Village(
        origin=row.origin,
        kind=row.unit_kind,
        name=row.name,
        name_en=row.name_en or row.name,
        township=row.township,
        county=row.county,
        code=row.code,
        in_service_from=row.in_service_from,
        contact=row.contact,
        households=row.households,
        people=row.people,
        publishers=tuple(msgspec.json.decode(row.publishers, type=list[Publisher])),
    )


_known: tuple[object, Village] | None = None  # as long as nobody commits, this unit is who it was


def here() -> Village:
    """The unit of this terminal; a nameless one before it was set up."""
    global _known
    state = (database.database, origin(), read_at())
    if _known and _known[0] == state and not is_writing():
        return _known[1]
    try:
        found = village(origin())
    except NotFound:
        found = msgspec.structs.replace(NOBODY, origin=origin())
    if not is_writing():
        _known = (state, found)
    return found
