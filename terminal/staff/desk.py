"""What other rooms give to the desk: places in its menu, sections on its first page; shapes only, no room is known here."""

from collections.abc import Callable
from datetime import date
from typing import Any

import msgspec

from terminal.staff.queries import SignedIn


class Place(msgspec.Struct, frozen=True):
    """A line of the menu: `name` a lazy word, `sign` an icon, `roles` who sees it (none named: everybody)."""

    name: Any
    endpoint: str
    sign: str
    roles: tuple[str, ...] = ()
    waiting: Callable[[SignedIn], int] | None = None

    def is_for(self, visitor: SignedIn) -> bool:
        return not self.roles or bool(visitor.roles & set(self.roles))


class Stat(msgspec.Struct, frozen=True):
    """One figure at the top: 2 “已经晚了” “最久 38 天”; kind is late, soon, you, done or empty."""

    number: int
    name: str
    gist: str = ""
    kind: str = ""
    href: str = ""


class Begins(msgspec.Struct, frozen=True):
    """A button that begins something at once: its words, where its form goes, what the form says."""

    words: str
    action: str
    fields: dict[str, str]


class Line(msgspec.Struct, frozen=True):
    """One thing to do: what, what about it, a tag (kind, words), the button that leads there; `begins` one beside it."""

    title: str
    says: str
    href: str
    tag: tuple[str, str] | None = None
    button: str = ""
    begins: Begins | None = None


class Section(msgspec.Struct, frozen=True):
    """One block of the first page; `empty` is said when there is no line, `more` is (words, href)."""

    title: str
    lines: tuple[Line, ...] = ()
    empty: str = ""
    more: tuple[str, str] | None = None
    stats: tuple[Stat, ...] = ()


# A room's answer to “what has this person to do today”; None when that is not theirs.
SectionMaker = Callable[[SignedIn, date], Section | None]
