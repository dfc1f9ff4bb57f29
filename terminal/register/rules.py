"""When a slot of the catalogue is really filled: an item kept in several parts is public when all of them are.  Pure."""

from collections.abc import Iterable
from datetime import date

import msgspec

Place = tuple[str, str]


class Fill(msgspec.Struct, frozen=True):
    """Something public that fills (part of) a slot: `part` names an account, "" means the whole; `ends`: its last one."""

    item: str
    period: str
    part: str
    published_on: date
    ends: bool = False


class Stand(msgspec.Struct, frozen=True):
    """(item, period) → the day on which the last part became public; and the slots that lack some part, with its name."""

    filled: dict[Place, date]
    lacking: dict[Place, tuple[str, ...]]


def stand(fills: Iterable[Fill]) -> Stand:
    """Which slots are whole. A part is owed from its first period on, until one of its sheets was its last."""
    by_item: dict[str, list[Fill]] = {}
    for fill in fills:
        by_item.setdefault(fill.item, []).append(fill)
    found = Stand({}, {})
    for item, mine in by_item.items():
        for period in {fill.period for fill in mine}:
            _judge(found, (item, period), mine)
    return found


def _judge(found: Stand, place: Place, mine: list[Fill]) -> None:
    here = {fill.part: fill for fill in mine if fill.period == place[1]}
    lacking = () if "" in here else tuple(sorted(_owed(mine, place[1]) - here.keys()))
    if lacking:
        found.lacking[place] = lacking
    else:
        found.filled[place] = max(fill.published_on for fill in here.values())


def _owed(mine: list[Fill], period: str) -> set[str]:
    """The parts that have begun and not ended before this period; keys of one kind of period sort by time."""
    before = [fill for fill in mine if fill.part and fill.period <= period]
    newest = {fill.part: fill for fill in sorted(before, key=lambda fill: fill.period)}
    return {part for part, fill in newest.items() if not fill.ends}
