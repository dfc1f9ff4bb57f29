"""What leaves this machine: first the mark moves up, then the bundles are made."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from terminal.bundle.write import Draft, Order, Signing, blobs_only, bundles
from terminal.journal.append import this_log
from terminal.journal.erasing import epochs
from terminal.sync import hwm, outbox, stored, trust
from terminal.sync.receipts import newest_hash

TOGETHER = 256 * 1024  # bytes of small attachments that travel as one file


def outgoing(data: Path, order: Order, signing: Signing) -> Iterator[Draft]:
    """Bundles of this machine's log after `order.since`, epoch by epoch. The mark outside the database is moved
    before, and a copy of each stays in the outbox, but of what goes down, where bodies may be left out."""
    asked = _asked(order)
    for epoch in epochs(asked.origin):
        for draft in bundles(msgspec.structs.replace(asked, epoch=epoch), signing):
            yield _leaves(data, draft)


def attachments(data: Path, order: Order, signing: Signing) -> Iterator[Draft]:
    """The attachments of the order alone: a large one in a bundle of its own, small ones together."""
    asked = _asked(order)
    for epoch in epochs(asked.origin):
        for draft in blobs_only(msgspec.structs.replace(asked, epoch=epoch), signing, TOGETHER):
            yield _leaves(data, draft)


def _asked(order: Order) -> Order:
    heads = {origin: stored.head(origin) for origin in trust.counties()}
    known = {f"down:{origin}": (head.seq, head.hash) for origin, head in heads.items() if head}
    return msgspec.structs.replace(order, origin=this_log().origin, last_receipt=newest_hash(), seen_down=known)


def _leaves(data: Path, draft: Draft) -> Draft:
    one = draft.envelope
    hwm.advance(hwm.place(data), hwm.Mark(one.origin, one.epoch, one.head_seq, one.head_hash))
    if one.log.startswith("up:"):
        outbox.keep(data / "outbox", draft.name, draft.pieces())
    return draft
