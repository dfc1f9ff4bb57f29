"""Who this is, and whose pages are shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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


_viewed: ContextVar[str] = ContextVar("viewed", default="")
_known: dict[str, tuple[object, Village]] = {}  # as long as nobody commits, a unit is who it was
MOST_KNOWN = 1000


@contextmanager
def viewing(of: str) -> Iterator[None]:
    """Questions asked inside are about the unit whose log is `of`, whoever writes on this machine."""
    before = _viewed.set(of)
    try:
        yield
    finally:
        _viewed.reset(before)


def viewed() -> str:
    """Name of the log whose pages are shown: that of `viewing`, or else the one this machine writes."""
    return _viewed.get() or origin()


def here() -> Village:
    """The unit whose pages are shown; a nameless one before it was set up."""
    of = viewed()
    state = (database.database, read_at())
    known = _known.get(of)
    if known and known[0] == state and not is_writing():
        return known[1]
    try:
        found = village(of)
    except NotFound:
        found = msgspec.structs.replace(NOBODY, origin=of)
    if not is_writing():
        if len(_known) >= MOST_KNOWN:
            _known.clear()
        _known[of] = (state, found)
    return found
