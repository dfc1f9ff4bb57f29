"""Writing bundles from the log: same lines, same order, same moment, same bytes."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal import __version__
from terminal.bundle import attachments, bag, container, limits, packing, sshsig, thin, verify
from terminal.bundle.attachments import Held
from terminal.bundle.bag import BAG_INFO, BAGIT_TXT, BODIES, ENVELOPE, LOG, MANIFEST, SIGNATURE, TAGMANIFEST
from terminal.bundle.container import Stored
from terminal.bundle.envelope import FORMAT, SUITE, Clock, Envelope, Kind, Raw, name_of, write_envelope
from terminal.bundle.lines import Line, after
from terminal.clock import Now
from terminal.errors import LogBroken, NotFound
from terminal.journal.append import this_log
from terminal.journal.keys import public_bytes
from terminal.store.files import write_pieces
from terminal.village.queries import village


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """What is wanted: lines after `since`, to whom, with which attachments (all, none, or those with these hashes).

    `until`: the last line that bundles of attachments alone may speak of; 0 for the newest.
    `kind`, `origin` and `epoch` are those of this machine's own log when they are left out. `withhold`: lines whose
    bodies, and the attachments only these name, stay here; their headers go along, so that the chain can be proved.
    """

    since: int = 0
    until: int = 0
    to: str = "*"
    blobs: bool | frozenset[str] = False
    kind: Kind = "up"
    origin: str = ""
    epoch: int = 0
    seen_down: dict[str, tuple[int, str]] = {}
    last_receipt: str = ""
    root_version: int = 0
    withhold: Callable[[Line], bool] | None = None


class Signing(msgspec.Struct, frozen=True):
    """Who signs, and when."""

    key: Ed25519PrivateKey
    now: Now


class Draft(msgspec.Struct, frozen=True):
    """A bundle ready to be written; nothing of it is in memory but lists and packed lines."""

    envelope: Envelope
    members: tuple[Stored, ...]

    @property
    def name(self) -> str:
        return f"{self.envelope.bundle}.zip"

    @property
    def size(self) -> int:
        return container.size_of(self.members)

    def pieces(self) -> Iterator[bytes]:
        """The file; raises ValueError when an attachment changed meanwhile."""
        return container.pieces(self.members)

    def save(self, folder: Path) -> Path:
        """Whole in this folder or not there; durable when it returns."""
        write_pieces(folder / self.name, self.pieces())
        return folder / self.name


def bundles(order: Order, signing: Signing) -> Iterator[Draft]:
    """All bundles this order needs, in the order they are to be read; none when there is nothing new.

    At most 5,000 lines, 16 MiB of bodies and 64 MiB each; attachments that do not fit follow in bundles of their own.
    Raises LogBroken rather than sign a log that does not hold.
    """
    order = _settled(order)
    for lines in _wanted(order):
        held, missing = attachments.held(attachments.named(lines), order.blobs)
        apart = _size(lines) + sum(one.stored.size for one in held) > limits.PREFERRED - limits.MIB
        pending = sorted(missing + [one.blob.sha256 for one in held if apart])
        yield _with_lines(order, signing, lines, () if apart else held, pending)
        if apart:
            yield from _apart(order, signing, (lines[0], lines[-1]), held)


def blobs_only(order: Order, signing: Signing, room: int = 0) -> Iterator[Draft]:
    """Bundles with the attachments of the order alone, as far as lines after `since` name them and they are here.

    `room`: how many bytes of them go together; 0 for as many as fit.
    """
    order = _settled(order)
    found: dict[str, Held] = {}
    ends: list[Line] = []
    for portion in _wanted(order):
        lines = [one for one in portion if not order.until or one.seq <= order.until]
        if lines:
            ends = [*(ends[:1] or lines[:1]), lines[-1]]
            found |= {one.blob.sha256: one for one in attachments.held(attachments.named(lines), order.blobs)[0]}
    if found:
        yield from _apart(order, signing, (ends[0], ends[1]), [found[sha256] for sha256 in sorted(found)], room)


def _wanted(order: Order) -> Iterator[tuple[Line, ...]]:
    """The lines in portions, without the bodies that are withheld."""
    for lines in after(order.origin, order.epoch, order.since):
        yield tuple(
            msgspec.structs.replace(one, body="") if order.withhold and one.body and order.withhold(one) else one
            for one in lines
        )


def _size(lines: Sequence[Line]) -> int:
    """Bytes of these lines; packed they are fewer."""
    return sum(len(line.header.encode()) + len(line.body.encode()) + 2 for line in lines)


def _settled(order: Order) -> Order:
    log = this_log()
    return msgspec.structs.replace(order, origin=order.origin or log.origin, epoch=order.epoch or log.epoch)


def _apart(
    order: Order,
    signing: Signing,
    ends: tuple[Line, Line],
    held: Sequence[Held],
    room: int = 0,
) -> Iterator[Draft]:
    order = msgspec.structs.replace(order, kind="blobs")
    for load in attachments.loads(held, room):
        yield _draft(signing, _envelope(order, signing, ends, load), load)


def _with_lines(
    order: Order, signing: Signing, lines: Sequence[Line], held: Sequence[Held], pending: Sequence[str]
) -> Draft:
    schema = verify.schema_of([line.read for line in lines])
    log, bodies = [line.header for line in lines], [line.body for line in lines]
    said = ((LOG, thin.thinned(log, bodies)), (BODIES, bodies))
    raw = {name: "".join(f"{line}\n" for line in what).encode() for name, what in said}
    envelope = msgspec.structs.replace(
        _envelope(order, signing, (lines[0], lines[-1]), held),
        log_raw=Raw.of(raw[LOG]),
        bodies_raw=Raw.of(raw[BODIES]),
        blobs_pending=tuple(pending),
        schema=schema,
    )
    faults = verify.content(log, bodies, envelope)[1]
    if faults:
        raise LogBroken(
            f"日志本身对不上，没有导出。请先运行 terminal log verify：{faults[0].where} {faults[0].reason}。"
        )
    packed = {name: packing.pack(data) for name, data in raw.items()}
    return _draft(signing, envelope, held, [Stored.of(name + ending, data) for name, (ending, data) in packed.items()])


def _envelope(order: Order, signing: Signing, ends: tuple[Line, Line], held: Sequence[Held]) -> Envelope:
    (first, last), blobs = ends, tuple(one.blob for one in held)
    return Envelope(
        format=FORMAT,
        suite=SUITE,
        bundle=name_of(order.kind, order.origin, order.epoch, first.seq, last.seq, blobs),
        kind=order.kind,
        log=f"{'down' if order.kind == 'down' else 'up'}:{order.origin}",
        origin=order.origin,
        epoch=order.epoch,
        key_id=sshsig.key_id(public_bytes(signing.key)),
        to=order.to,
        from_seq=first.seq,
        from_prev=first.read.prev,
        head_seq=last.seq,
        head_hash=last.hash,
        blobs=blobs,
        blobs_pending=(),
        schema={},
        app=__version__,
        seen_down=order.seen_down,
        last_receipt=order.last_receipt,
        clock=_clock(signing.now),
        root_version=order.root_version,
    )


def _clock(now: Now) -> Clock:
    return Clock(wall=now.at.strftime("%Y-%m-%dT%H:%M:%SZ"), mono=now.mono, boot=this_log().boot, clk=now.clk)


def _draft(signing: Signing, envelope: Envelope, held: Sequence[Held], packed: Sequence[Stored] = ()) -> Draft:
    payload = sorted([*packed, *(one.stored for one in held)], key=lambda one: one.name)
    texts = {
        BAG_INFO: bag.bag_info(_info(envelope, payload, signing.now)),
        BAGIT_TXT: bag.BAGIT,
        ENVELOPE: write_envelope(envelope),
        MANIFEST: bag.manifest({one.name: one.sha256 for one in payload}),
    }
    tags = bag.manifest({name: hashlib.sha256(data).hexdigest() for name, data in texts.items()})
    texts = {TAGMANIFEST: tags, SIGNATURE: sshsig.sign(tags, signing.key), **texts}
    members = [*(Stored.of(name, data) for name, data in texts.items()), *payload]
    inside = (msgspec.structs.replace(one, name=f"{envelope.bundle}/{one.name}") for one in members)
    return Draft(envelope, tuple(inside))


def _info(envelope: Envelope, payload: Sequence[Stored], now: Now) -> dict[str, str]:
    """What a person sees who opens the file with any archiver."""
    about = f"第 {envelope.from_seq} 至 {envelope.head_seq} 号登记，共 {envelope.lines} 条"
    return {
        "Bag-Software-Agent": f"village-terminal {envelope.app}",
        "Bagging-Date": now.today.isoformat(),
        "External-Description": f"{about}；附件 {len(envelope.blobs)} 个，未随包的 {len(envelope.blobs_pending)} 个。",
        "External-Identifier": envelope.bundle,
        "Payload-Oxum": bag.oxum(one.size for one in payload),
        "Source-Organization": _name(envelope.origin),
    }


def _name(origin: str) -> str:
    try:
        return village(origin).name
    except NotFound:
        return origin
