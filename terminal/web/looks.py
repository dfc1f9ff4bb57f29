"""How a person wants the screen: type size, contrast, language; kept in one cookie, forgotten when idle."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import msgspec

from terminal.web.addresses import below

THEMES = ("day", "contrast")
TYPES = ("normal", "large", "largest")
LANGS = ("zh", "en")
COOKIE = "look"


class Look(msgspec.Struct, frozen=True):
    """One way to show a page."""

    theme: str = "day"
    type: str = "normal"
    lang: str = "zh"

    @property
    def cookie(self) -> str:
        return f"{self.theme}.{self.type}.{self.lang}"

    @property
    def html_lang(self) -> str:
        return "en" if self.lang == "en" else "zh-Hans"


ALL = {look.cookie: look for look in (Look(a, b, c) for a in THEMES for b in TYPES for c in LANGS)}


def read_look(cookie: str | None) -> Look:
    """The look a cookie names; the ordinary one for anything else."""
    return ALL.get(cookie or "", Look())


def changed(look: Look, wanted: dict[str, Any]) -> Look:
    """The look with some of theme, type, lang changed; what is not known changes nothing."""
    asked = f"{wanted.get('theme') or look.theme}.{wanted.get('type') or look.type}.{wanted.get('lang') or look.lang}"
    return ALL.get(asked, look)


def look_url(back: str) -> Callable[..., str]:
    """A function that makes links to another look of the page at `back`, an address without the prefix of its pages."""

    def url(**wanted: str) -> str:
        return below("/look?") + urlencode({**wanted, "back": below(back)})

    return url


ROWS = {
    "entries": {"normal": 10, "large": 8, "largest": 6},
    "found": {"normal": 6, "large": 4, "largest": 4},
    "asked": {"normal": 7, "large": 5, "largest": 3},
    "lines": {"normal": 5, "large": 4, "largest": 4},
    "months": {"normal": 12, "large": 12, "largest": 12},
    "items": {"normal": 10, "large": 8, "largest": 6},
    "missing": {"normal": 10, "large": 8, "largest": 6},
    "slots": {"normal": 4, "large": 3, "largest": 2},
    "choices": {"normal": 15, "large": 12, "largest": 9},
    "kept": {"normal": 9, "large": 5, "largest": 5},
    "lists": {"normal": 4, "large": 2, "largest": 2},
    "households": {"normal": 12, "large": 9, "largest": 6},
    "payments": {"normal": 6, "large": 4, "largest": 3},
    "help": {"normal": 3, "large": 2, "largest": 1},
    "home_missing": {"normal": 2, "large": 2, "largest": 1},
    "home_newest": {"normal": 4, "large": 2, "largest": 1},
}


def rows_per_page(look: Look, what: str) -> int:
    """How many rows of this kind fit on one kiosk screen without scrolling."""
    return ROWS[what][look.type]
