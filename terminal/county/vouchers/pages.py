"""Pictures of vouchers that more than one village has published, with every line they stand beside."""

from collections.abc import Mapping

import msgspec

from terminal.county.queries import Village
from terminal.ledger.shapes import Used
from terminal.text.days import Period
from terminal.web.filters import period


class Place(msgspec.Struct, frozen=True):
    """A line the picture stands beside: whose, when, what, `href` its month's page at the county."""

    village: str
    says: str
    fen: int
    href: str


class Twice(msgspec.Struct, frozen=True):
    """One picture by its hash, shortened, and all its places."""

    sha256: str
    places: tuple[Place, ...]


def twice(
    found: Mapping[str, tuple[tuple[str, Used], ...]], mine: set[str], every: Mapping[str, Village]
) -> list[Twice]:
    """Those that touch a village this person answers for, the dearest first; `every` are villages by their log."""
    rows = [
        Twice(sha256, tuple(_place(used, every[log]) for log, used in some if log in every))
        for sha256, some in found.items()
        if mine & {log for log, _ in some}
    ]
    return sorted(rows, key=lambda one: -max(abs(place.fen) for place in one.places))


def _place(used: Used, village: Village) -> Place:
    month = Period.read(used.period)
    says = f"{period(used.period)} {used.account_name} {used.voucher} {used.summary}"
    href = f"/v/{village.code}/ledger/{month.year}/{month.number}?account={used.account}"
    return Place(village.name, says, used.fen, href)
