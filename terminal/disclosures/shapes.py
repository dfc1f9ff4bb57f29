"""What a publication says beside its words: who signed, how it came about, what was decided where."""

from datetime import date

import msgspec

from terminal.text.blocks import Block


class Signer(msgspec.Struct, frozen=True):
    """Who signed for this text, and as what; `signed_on` is a day, None when nobody said."""

    role: str
    name: str
    signed_on: date | None = None


class Whole(msgspec.Struct, frozen=True):
    """The five parts of a whole account: on what basis, by whom, how, kept to which rules, with what result."""

    basis: str = ""
    actor: str = ""
    course: str = ""
    discipline: str = ""
    result: str = ""


class Meeting(msgspec.Struct, frozen=True):
    """One step of a decision: what it was, on which day, what came out (who came, how many agreed)."""

    name: str
    day: date
    said: str = ""


class Overruled(msgspec.Struct, frozen=True):
    """A find of the scanner that somebody let stand: what kind, how often, why, and who says so."""

    kind: str
    count: int
    reason: str
    by: str


PARTS = {"basis": "办事依据", "actor": "办事主体", "course": "办事过程", "discipline": "办事纪律", "result": "办事结果"}


def beside_blocks(whole: Whole, meetings: tuple[Meeting, ...]) -> tuple[Block, ...]:
    """The parts and meetings as they are read below the text."""
    found = []
    for name, heading in PARTS.items():
        if said := getattr(whole, name):
            found += [Block("heading", text=heading, level=3), Block("paragraph", text=said)]
    if meetings:
        items = tuple(f"{one.day.year}年{one.day.month}月{one.day.day}日 {one.name}：{one.said}" for one in meetings)
        found += [Block("heading", text="议定经过", level=3), Block("items", items=items, ordered=True)]
    return tuple(found)
