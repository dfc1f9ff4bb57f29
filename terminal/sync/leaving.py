"""What leaves this machine: first the mark moves up, then the bundles are made."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from terminal.bundle.write import Draft, Order, Signing, bundles
from terminal.journal.append import this_log
from terminal.journal.erasing import epochs
from terminal.sync import hwm, outbox
from terminal.sync.receipts import newest_hash


def outgoing(data: Path, order: Order, signing: Signing) -> Iterator[Draft]:
    """Bundles of this machine's log after `order.since`, epoch by epoch. The mark outside the database is moved
    before, and a copy of each stays in the outbox."""
    mine, receipt = this_log().origin, newest_hash()
    for epoch in epochs(mine):
        asked = msgspec.structs.replace(order, origin=mine, epoch=epoch, last_receipt=receipt)
        for draft in bundles(asked, signing):
            one = draft.envelope
            hwm.advance(hwm.place(data), hwm.Mark(mine, one.epoch, one.head_seq, one.head_hash))
            outbox.keep(data / "outbox", draft.name, draft.pieces())
            yield draft
