"""A questionnaire of Shiqiao village, and people who write, publish and answer it."""

from datetime import date
from itertools import count
from typing import Any

from terminal import clock
from terminal.staff.queries import Person
from terminal.staff.rules import Role
from terminal.surveys import actions
from terminal.surveys.shapes import Question, Questionnaire
from tests.staff.people import make

SQUARE = Question("广场先修哪一样？", "choice", ("路灯", "长凳", "厕所"))
CLEAN = Question("村里的垃圾收得怎么样？", "satisfaction")
_forms = count(1)


def asked(**changes: Any) -> Questionnaire:
    """Two questions, open from this Sunday to the fifth of December, unless something else is said."""
    usual = {
        "title": "村口广场怎么修",
        "why": "县里拨了一笔钱，想听听大家先修什么。",
        "questions": (SQUARE, CLEAN),
        "starts_on": date(2026, 11, 22),
        "ends_on": date(2026, 12, 5),
    }
    return Questionnaire(**usual | changes)


def form() -> str:
    """A new sheet's chance number, in order."""
    return f"{next(_forms):032x}"


def published(**changes: Any) -> int:
    """Publish it without a desk; its number."""
    actions.ask(asked(**changes), written_by="李秀英（文书）", confirmed_by="周德明（主任）", now=clock.now())
    from terminal.journal.append import origin
    from terminal.surveys import queries

    return queries.next_number(origin()) - 1


def handed_in(number: int, *sheets: tuple[int, ...], now: clock.Now | None = None) -> None:
    for sheet in sheets:
        assert actions.answer(number, form(), sheet, now=now or clock.now())


def cadre() -> Person:
    return make(Role.CADRE)


def supervisor() -> Person:
    return make(Role.SUPERVISOR)
