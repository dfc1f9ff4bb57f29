"""What of a project stands on one screen without scrolling, and what each publication changed."""

from datetime import date
from typing import Any

import msgspec

from terminal.projects import queries, words
from terminal.projects.changes import differences
from terminal.projects.pages import Screen
from terminal.projects.queries import Published
from terminal.projects.shapes import Dossier
from terminal.register.queries import paged
from terminal.web.looks import Look

# Rows of each part on one screen without scrolling, by size of type.
ROWS = {
    "list": {"normal": 6, "large": 5, "largest": 3},
    "money": {"normal": 5, "large": 4, "largest": 3},
    "spent": {"normal": 6, "large": 4, "largest": 3},
    "work": {"normal": 6, "large": 4, "largest": 3},
    "effect": {"normal": 1, "large": 1, "largest": 1},
    "trouble": {"normal": 3, "large": 2, "largest": 1},
    "record": {"normal": 9, "large": 6, "largest": 4},
}
# So many letters beside the rows of a part fit on the same screen in ordinary type.
ROOM = {"money": 200, "work": 160, "effect": 160}


def _weight(one: Dossier, part: str) -> int:
    """About how many letters stand beside the rows of this part."""
    if part == "money":
        return len(one.decided) + 40 * len(one.sources)
    if part == "work":
        return len(one.why) + len(one.tender_why)
    said = one.acceptance
    return len(said.by) + len(said.says) + len(said.audit) if said else 0


LISTED = {"spent": "payments", "work": "stages", "effect": "pairs", "record": "facts"}


class Cut(msgspec.Struct, frozen=True):
    """What of a part stands on this screen; what is said beside its rows may have a screen of its own, the last."""

    rows: list[Any]
    number: int
    pages: int
    has_beside: bool
    is_alone: bool = False


def cut(shown: Screen, part: str, page: int, look: Look) -> Cut:
    every, size = _every(shown, part), ROWS[part][look.type]
    has_own = part in ROOM and (look.type != "normal" or _weight(shown.dossier, part) > ROOM[part])
    _, pages = paged(len(every), 1, size)
    number, pages = paged(pages + has_own, page, 1)
    is_alone = has_own and number == pages
    rows = [] if is_alone else every[(number - 1) * size : number * size]
    return Cut(rows, number, pages, is_alone or not has_own, is_alone)


def _every(shown: Screen, part: str) -> list[Any]:
    if part == "money":
        return list(shown.dossier.sources)
    if part == "trouble":
        return [*shown.dossier.troubles, *history(shown.one)]
    return list(getattr(shown, LISTED[part]))


class Past(msgspec.Struct, frozen=True):
    """One publication after the first: what it added or changed, and why where it took something back."""

    number: int
    day: date
    says: tuple[str, ...]
    reason: str


def history(one: Published) -> list[Past]:
    """What each publication up to this one said otherwise than the one before, newest first."""
    told = queries.versions(one.origin, one.number)[: one.version]
    found = []
    for before, after in zip(told, told[1:], strict=False):
        says = tuple(words.change(change) for change in differences(before.dossier, after.dossier))
        found.append(Past(after.version, after.edition.published_on, says, after.reason))
    return list(reversed(found))
