"""What the catalogue asks for: which slots fall due when, what is late, how long a publication stays up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

import msgspec

from terminal.catalogue.shapes import CODE_LETTER, Basis, Catalogue, Group, Item, Notice
from terminal.errors import Problem
from terminal.text.days import Kind, Period, make_day
from terminal.text.workdays import Calendar

# fmt: off
__all__ = [
    "Basis", "Catalogue", "Group", "Item", "Notice", "Slot", "Standing", "State", "Tally",
    "all_slots", "display_until", "due_on", "notice_until", "slots", "standing", "tally", "why_not",
]
# fmt: on

State = Literal["on_time", "late", "missing", "open"]

LEAST_DISPLAY_DAYS = 15
USUAL_NOTICE_DAYS = 7  # where the law asks for a notice without saying for how long
STANDING_PERIOD = ""
_CADENCE = re.compile(r"[MQHY]|A(\d+(wd)?)?|L\d+|stage|change", re.ASCII)
_DUE = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


class Slot(msgspec.Struct, frozen=True):
    """One publication that is owed: an item for a period (“2026Q3”), or once and for all (“”)."""

    code: str
    period: str
    due_on: date
    provisional: bool = False


class Standing(msgspec.Struct, frozen=True):
    """How a slot stands; days counts calendar days late, 0 unless late or missing."""

    state: State
    days: int = 0


class Tally(msgspec.Struct, frozen=True):
    """due = published + missing; a slot still open and not published is in none of the three."""

    due: int
    published: int
    missing: int


def slots(item: Item, since: date, today: date, calendar: Calendar, due_day: int = 15) -> tuple[Slot, ...]:
    """What this item owed from the day the unit began (`since`) until today, oldest first.

    A period is owed once it has ended, when its due day is not before `since`. National law (村民委员会组织法 2025
    第35条) gives no calendar day; the 15th of the month after the period, 15 January for a year, is a default (D)
    after the Chongqing measures art. 30, and an item's own `due` goes before it. It is a date, not a counted term:
    it does not move with weekends. A standing item (L20) is owed once, 20 working days after `since`
    (政府信息公开条例 2019 第26条). What follows an event, and what another organ authors, owes nothing here.
    """
    if not 1 <= due_day <= 28:
        raise ValueError(f"公开日要在 1 日到 28 日之间，不能是 {due_day} 日。")
    if not item.is_owed:
        return ()
    found = [
        Slot(item.code, key, day) for kind in item.kinds for key, day in _periods(item.due, kind, since, today, due_day)
    ]
    if item.standing_days is not None and since <= today:
        day = calendar.add_workdays(since, item.standing_days)
        found.append(Slot(item.code, STANDING_PERIOD, day.day, day.provisional))
    return tuple(sorted(found, key=lambda slot: (slot.due_on, slot.period)))


def all_slots(
    catalogue: Catalogue, since: date, today: date, calendar: Calendar, due_day: int = 15
) -> tuple[Slot, ...]:
    """What every item of the catalogue owed, in the order of the catalogue."""
    return tuple(slot for item in catalogue.items for slot in slots(item, since, today, calendar, due_day))


def due_on(item: Item, period: Period, due_day: int = 15) -> date:
    """The last day to publish this item for this period and still be on time."""
    return _due_on(item.due, period, due_day)


def _due_on(due: str, period: Period, due_day: int) -> date:
    after = period.next().first
    if found := _DUE.fullmatch(due):
        own = date(after.year, int(found[1]), int(found[2]))
        return own if own >= after else own.replace(year=after.year + 1)
    return after.replace(day=due_day)


def standing(slot: Slot, published_on: date | None, today: date) -> Standing:
    """Where a slot stands today; published_on is its first publication, None when there is none."""
    if published_on is not None:
        late = (published_on - slot.due_on).days
        return Standing("late", late) if late > 0 else Standing("on_time")
    missed = (today - slot.due_on).days
    return Standing("missing", missed) if missed > 0 else Standing("open")


def tally(standings: Iterable[Standing]) -> Tally:
    """Counts of what is due: on time and late are published, open slots are not counted at all."""
    counts = Counter(one.state for one in standings)
    published = counts["on_time"] + counts["late"]
    return Tally(published + counts["missing"], published, counts["missing"])


def display_until(item: Item, published_on: date) -> date:
    """The last day a publication must stay up: at least 15 days, the first not counted.

    Law: 村民委员会组织法 2025 第35条, 城市居民委员会组织法 2025 第34条, 民法典 第201条.
    """
    return published_on + timedelta(days=max(item.display_days, LEAST_DISPLAY_DAYS))


def notice_until(item: Item, published_on: date, calendar: Calendar, days: int = 0) -> date:
    """The last day of a notice (公示): the item's own days, the first not counted; `days` where only local rules know."""
    if item.pn is None or not item.pn.n:
        return published_on + timedelta(days=days or USUAL_NOTICE_DAYS)
    if item.pn.unit == "wd":
        return calendar.add_workdays(published_on, item.pn.n).day
    return published_on + timedelta(days=item.pn.n)


def why_not(catalogue: Catalogue) -> list[Problem]:
    """Everything that is wrong with a catalogue whose shape is right; empty when it may be used."""
    codes = Counter(item.code for item in catalogue.items)
    keys = Counter(group.key for group in catalogue.groups)
    return [
        *(Problem(f"编码 {code} 用了 {count} 次，请改成不同的。", code) for code, count in codes.items() if count > 1),
        *(Problem(f"类别 {key} 写了 {count} 次，请只留一个。", key) for key, count in keys.items() if count > 1),
        *(Problem(says, item.code) for item in catalogue.items for says in _why_not_item(item, catalogue, keys)),
    ]


def _why_not_item(item: Item, catalogue: Catalogue, keys: Counter[str]) -> Iterator[str]:
    letter = CODE_LETTER[catalogue.unit_kind]
    if not re.fullmatch(rf"{letter}-[A-Z]\d{{2,3}}", item.code, re.ASCII):
        yield f"编码应当像 {letter}-A01 这样；别的单位的目录不能直接拿来用。"
    if item.group not in keys:
        yield f"没有 {item.group} 这个类别，请先写好这个类别。"
    if item.display_days < LEAST_DISPLAY_DAYS:
        yield f"公布期限写了 {item.display_days} 天，法律要求不少于 {LEAST_DISPLAY_DAYS} 天。"
    for one in (*item.cadence, *item.or_cadence):
        if not _CADENCE.fullmatch(one):
            yield f"看不懂多久公开一次“{one}”，可以写 M、Q、H、Y、A10、A20wd、L20 这样。"
    for key in ("name", "gloss", "plain", "cadence", "basis", "form"):
        if not getattr(item, key):
            yield f"{key} 是空的，请填上。"
    yield from _why_not_details(item)


def _why_not_details(item: Item) -> Iterator[str]:
    for basis in item.basis:
        if basis.law.startswith("《") and not basis.version:
            yield f"{basis.law}没写是哪一年的版本，条文号会对不上。"
    if "PN" in item.steps and item.pn is None:
        yield "公开前要公示（PN），请写上公示期 pn。"
    if item.privacy != "none" and item.privacy not in item.steps:
        yield f"privacy 写了 {item.privacy}，steps 里也要写上。"
    if item.due and not _is_month_and_day(item.due):
        yield f"due 写成了“{item.due}”，应当像 01-31 这样，并且确有这一天。"
    if item.due and item.kinds != ("Y",):
        yield "due 只能用在一年公开一次的事项上，请删掉。"


def _is_month_and_day(text: str) -> bool:
    found = _DUE.fullmatch(text)
    try:
        return bool(found and make_day(2025, int(found[1]), int(found[2])))
    except ValueError:
        return False


@lru_cache(1024)  # items that fall due alike, in all villages of a county that began on the same day
def _periods(due: str, kind: Kind, since: date, today: date, due_day: int) -> tuple[tuple[str, date], ...]:
    """Key and due day of each period that has ended and was owed, oldest first."""
    period, found = Period.of(since, kind), []
    while _due_on(due, period.previous(), due_day) >= since:
        period = period.previous()
    while period.last < today:
        if (day := _due_on(due, period, due_day)) >= since:
            found.append((period.key, day))
        period = period.next()
    return tuple(found)
