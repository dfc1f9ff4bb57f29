"""Who may send what to whom; pure."""

from collections.abc import Collection, Iterator
from typing import Final

from terminal.errors import Problem

EVERYBODY: Final = "*"
SORTS: Final = (
    "notice", "withdraw", "banner", "correct", "takedown", "restore", "case", "vouchers", "medians", "catalogue", "calendar", "offices",
)  # fmt: skip
COUNTY_ONLY: Final = frozenset({"catalogue", "calendar", "offices"})  # one for the whole county: no township says these
TO_ONE: Final = frozenset({"correct", "takedown", "restore", "case"})
TWO_PERSONS: Final = frozenset({"takedown", "offices"})


def why_not_send(sort: str, to: str, audience: Collection[str]) -> Iterator[Problem]:
    """`audience`: all this person may speak to; `*` is in it for the county alone."""
    if sort in COUNTY_ONLY and EVERYBODY not in audience:
        yield Problem("公开目录、工作日历、收信单位的钥匙全县只有一份，由县里发。")
    elif to not in audience:
        yield Problem("这里不归您管，发不了。请另选一处。", "发给")


def why_not_confirm(sort: str, author: int, person: int) -> Iterator[Problem]:
    """What takes something away from villagers, or changes who can read their letters, is looked at by a second person."""
    if sort in TWO_PERSONS and author == person:
        yield Problem("这一件要另一个人看过才能发。请别的经办人登录，在“下发”里确认。")
