"""What one publication of a project says otherwise than the one before, and whether it must say why; pure."""

from collections.abc import Callable, Iterator
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from terminal.errors import Problem
from terminal.projects.shapes import Dossier, Source, Stage, Trouble

LEAST_REASON = 4
SINGLE = (
    *("name", "why", "decision", "decided", "total_fen", "contractor", "tender", "tender_why"),
    *("contract_fen", "acceptance", "over_why"),
)


class Change(msgspec.Struct, frozen=True):
    """`part` is a field of the dossier; new: it only says more. changed, gone: something public is no longer so."""

    part: str
    how: Literal["new", "changed", "gone"]
    was: Any
    now: Any


# A thing of a list is the same thing as long as this of it stays.
KEYS: dict[str, Callable[[Any], Any]] = {
    "sources": lambda one: one.name,
    "stages": lambda one: one.name,
    "payments": lambda one: (one.paid_on, one.fen, one.what),
    "photos": lambda one: one.picture.sha256,
    "troubles": lambda one: one.says,
}


def differences(before: Dossier, after: Dossier) -> tuple[Change, ...]:
    """Everything that differs, part by part, in the order of the dossier."""
    return (*_single(before, after), *(change for part in KEYS for change in _listed(part, before, after)))


def _single(before: Dossier, after: Dossier) -> Iterator[Change]:
    for part in SINGLE:
        was, now = getattr(before, part), getattr(after, part)
        chosen_now = part in ("tender", "tender_why") and not before.contractor
        if was != now:
            yield Change(part, "changed" if was and not chosen_now else "new", was, now)


def _listed(part: str, before: Dossier, after: Dossier) -> Iterator[Change]:
    key = KEYS[part]
    was = {key(one): one for one in getattr(before, part)}
    now = {key(one): one for one in getattr(after, part)}
    for name, one in now.items():
        old = was.get(name)
        if old is None:
            yield Change(part, "new", None, one)
        elif old != one:
            yield Change(part, "new" if says_more(old, one) else "changed", old, one)
    yield from (Change(part, "gone", one, None) for name, one in was.items() if name not in now)


def says_more(old: Any, new: Any) -> bool:
    """Money came in, a step was done, a trouble was put right: what stood there is still so."""
    match old, new:
        case Source(), Source():
            return new.got_fen >= old.got_fen and replace(new, got_fen=old.got_fen, got_on=old.got_on) == old
        case Stage(), Stage():
            return old.done_on is None and replace(new, done_on=None) == old
        case Trouble(), Trouble():
            return old.fixed_on is None and replace(new, fixed_on=None, fixed=old.fixed) == old
    return False


def why_not_next(before: Dossier, after: Dossier, reason: str) -> list[Problem]:
    """A new publication says something new, and why where it takes back what was public."""
    found = differences(before, after)
    if not found:
        return [Problem("和上次公布的一模一样，没有新的内容。")]
    takes_back = any(one.how != "new" for one in found)
    if takes_back and len(reason.strip()) < LEAST_REASON:
        return [Problem("改了已经公布过的内容，请写明为什么改，村民会看到这句话。", "原因")]
    return []
