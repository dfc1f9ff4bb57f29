"""When a slot of the catalogue is really filled: an item kept in several parts is public when all of them are.  Pure."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

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
        if not any(fill.part for fill in mine):  # kept in one piece, as nearly all are
            found.filled.update({(item, fill.period): fill.published_on for fill in mine})
            continue
        going: dict[str, bool] = {}  # part → is it owed; keys of one kind of period sort by time
        for period, fills_then in groupby(sorted(mine, key=_period), _period):
            here = {fill.part: fill for fill in fills_then}
            going |= {part: not fill.ends for part, fill in here.items() if part}
            lacking = () if "" in here else tuple(sorted(part for part, on in going.items() if on and part not in here))
            if lacking:
                found.lacking[item, period] = lacking
            else:
                found.filled[item, period] = max(fill.published_on for fill in here.values())
    return found


def _period(fill: Fill) -> str:
    return fill.period
