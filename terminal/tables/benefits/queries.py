"""What was paid to households: every row of the lists that are public now."""

from collections.abc import Iterator

from terminal.errors import NotFound
from terminal.register.pauses import held
from terminal.tables import queries
from terminal.tables.benefits import rules
from terminal.tables.benefits.rules import Household, Payment
from terminal.tables.queries import Published, Values
from terminal.tables.sorts import SORTS

LISTS = tuple(sort for sort in SORTS if sort.who)


def lists(origin: str) -> tuple[Published, ...]:
    """The lists that are public and not held back, the last published first."""
    gone = held(origin)
    found = [one for sort in LISTS for one in queries.periods(origin, sort.key, gone).values() if not one.withdrawn_on]
    return tuple(sorted(found, key=lambda one: (one.published_on, one.log_seq), reverse=True))


def has_any(origin: str) -> bool:
    """Is any such list public?"""
    return bool(lists(origin))


def payments(origin: str) -> tuple[Payment, ...]:
    """Everything that stands in them."""
    return tuple(_payments(origin))


def _payments(origin: str) -> Iterator[Payment]:
    who = {sort.key: sort.who for sort in LISTS}
    for table in lists(origin):
        for place, values in enumerate(queries.rows(table), 1):
            yield _payment(table, place, values, who[table.sort])


def _payment(table: Published, place: int, values: Values, who: str) -> Payment:
    area, fen = values.get("area"), values.get("fen")
    return Payment(
        number=f"{table.log_seq}-{place}",
        sort=table.sort,
        period=table.period,
        group=str(values.get("group") or ""),
        name=str(values.get(who) or ""),
        kind=str(values.get("kind") or ""),
        basis=str(values.get("basis") or ""),
        fen=fen if isinstance(fen, int) else 0,
        paid_on=str(values.get("paid_on") or ""),
        area=area if isinstance(area, int) else None,
    )


def household(origin: str, number: str) -> Household:
    """The household of this row. Raises NotFound, also when the list was corrected since."""
    every = payments(origin)
    one = next((found for found in every if found.number == number), None)
    if one is None:
        raise NotFound("这一行不在现在公开的名单里，也许名单刚改过。请回到上一页重新选。")
    group, surname = rules.group_of(one.group), rules.surname_of(one.name)
    return next(found for found in rules.households(every, group, surname) if found.name == one.name)
