"""What leaves this machine: first the mark moves up, then the bundles are made."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from terminal.bundle.write import Draft, Order, Signing, bundles
from terminal.journal.append import this_log
from terminal.journal.erasing import epochs
from terminal.sync import hwm, returning
from terminal.sync.receipts import newest_hash


def outgoing(data: Path, order: Order, signing: Signing) -> Iterator[Draft]:
    """Bundles of this machine's log after `order.since`, epoch by epoch. The mark outside the database is moved before."""
    end = returning.end()
    if end.seq:
        hwm.advance(hwm.place(data), end)
    mine = this_log().origin
    for epoch in epochs(mine):
        yield from bundles(
            msgspec.structs.replace(order, origin=mine, epoch=epoch, last_receipt=newest_hash()), signing
        )
