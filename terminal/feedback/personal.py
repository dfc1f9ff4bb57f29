"""Personal data in a reply before anyone else reads it: numbers, and in public words the writer's own name and telephone."""

import re
from collections.abc import Iterator

import msgspec
from msgspec.structs import replace

from terminal.disclosures.shapes import Overruled
from terminal.feedback.shapes import Allowed, Case, Find, Reply
from terminal.text import masking
from terminal.text.names import mask_name

FIELDS = {"text": "答复", "question": "公开的问题", "answer": "公开的答复"}
AROUND = 12
WRITER = "writer"
SAYS = "这里有写信人的姓名或电话，不能公开。请点“遮住”，或者删掉。"


class Spot(msgspec.Struct, frozen=True):
    """Where something personal stands in a text, and what may stand there instead."""

    kind: str
    start: int
    end: int
    shown: str
    says: str


def _numbers(text: str) -> list[Spot]:
    return [Spot(hit.kind, hit.start, hit.end, hit.shown, masking.complaint(hit)) for hit in masking.find(text)]


def _writer(case: Case, text: str) -> Iterator[Spot]:
    """The writer's name and telephone as they gave them, however the numbers are spaced."""
    if len(case.name) > 1:
        for found in re.finditer(re.escape(case.name), text):
            yield Spot(WRITER, *found.span(), mask_name(case.name, strong=True), SAYS)
    digits = re.findall(r"\d", case.phone)
    if len(digits) > 4:
        for found in re.finditer(r"[\s-]?".join(digits), text):
            yield Spot(WRITER, *found.span(), masking.NOT_SHOWN, SAYS)


def _spots(case: Case, field: str, text: str) -> list[Spot]:
    """In order; the private answer may name its reader, unless others read it too."""
    spots = _numbers(text)
    if field != "text" or case.same:
        apart = (one for one in _writer(case, text) if not any(_meet(one, other) for other in spots))
        spots = [*spots, *apart]
    return sorted(spots, key=lambda spot: spot.start)


def _meet(one: Spot, other: Spot) -> bool:
    return one.start < other.end and other.start < one.end


def _without(text: str, spots: list[Spot]) -> str:
    for spot in reversed(spots):
        text = text[: spot.start] + spot.shown + text[spot.end :]
    return text


def _fields(reply: Reply) -> Iterator[tuple[str, str]]:
    """What will be read: question and answer only when they are to be public."""
    yield "text", reply.text
    if reply.public:
        yield "question", reply.question
        yield "answer", reply.answer


def finds(case: Case, reply: Reply) -> tuple[Find, ...]:
    """Everything personal in what will be read."""
    found = []
    for field, text in _fields(reply):
        spots = _spots(case, field, text)
        for place, spot in enumerate(spots):
            left = _without(text[: spot.start], [one for one in spots if one.end <= spot.start])[-AROUND:]
            right = masking.mask(text[spot.end :], masking.find(text[spot.end :]))[:AROUND]
            around = f"{left}{spot.shown}{right}"
            found.append(Find(spot.kind, field, place, FIELDS[field], around, spot.shown, spot.says))
    return tuple(found)


def is_allowed(find: Find, allowed: tuple[Allowed, ...]) -> bool:
    """Let stand with a reason; never identity and bank numbers, nor who wrote."""
    if find.kind in masking.NEVER_PUBLIC or find.kind == WRITER:
        return False
    return any((one.kind, one.shown) == (find.kind, find.shown) for one in allowed)


def standing(case: Case, reply: Reply, allowed: tuple[Allowed, ...]) -> tuple[Find, ...]:
    """What nobody has masked or let stand yet."""
    return tuple(find for find in finds(case, reply) if not is_allowed(find, allowed))


def masked(case: Case, reply: Reply, allowed: tuple[Allowed, ...] = ()) -> Reply:
    """The reply with everything masked that nobody let stand."""
    open_places = {(find.field, find.place) for find in standing(case, reply, allowed)}
    changed = {}
    for field, text in _fields(reply):
        spots = _spots(case, field, text)
        changed[field] = _without(text, [spot for place, spot in enumerate(spots) if (field, place) in open_places])
    return replace(reply, **changed)


def overruled(case: Case, reply: Reply, allowed: tuple[Allowed, ...]) -> tuple[Overruled, ...]:
    """What was let stand in public words, how often, why and by whom, for the log."""
    public = [find for find in finds(case, reply) if find.field != "text"]
    counted = ((one, sum(is_allowed(find, (one,)) for find in public)) for one in allowed)
    return tuple(Overruled(one.kind, count, one.reason, one.by) for one, count in counted if count)
