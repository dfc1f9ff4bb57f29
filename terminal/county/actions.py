"""Taking a terminal's log from now on; no longer; again; from another machine."""

from terminal.clock import Now
from terminal.county.events import Enrolled, Frozen, Released, Replaced, Revoked
from terminal.county.models import Source
from terminal.errors import NotFound, Problem, Refused
from terminal.journal.append import append, origin
from terminal.journal.header import Header
from terminal.journal.keys import origin_of_public
from terminal.store.database import write
from terminal.sync import stored, trust
from terminal.sync.trust import Stop

LONGEST_REASON = 200


def enrol(public: bytes, code: str, name: str, township: str, *, by: str, now: Now) -> Header:
    """Say in the county's log that this terminal's log is taken here; its key is trusted in the same transaction."""
    said = Enrolled(terminal=origin_of_public(public), public=public.hex(), code=code, name=name, township=township)
    with write():
        trust.trust(public, trust.LOG, by, now)
        return append(said, by=by, now=now)


def replace_key(terminal: str, public: bytes, epoch: int, *, by: str, now: Now) -> Header:
    """Another machine goes on with this log: from `epoch` on its key counts, and the old one's no more.

    What the old machine had not sent is still taken as far as it lies before.
    """
    with write():
        _known(terminal)
        trust.hand_over(terminal, public, epoch, by, now)
        trust.go_on(terminal)
        return append(Replaced(terminal=terminal, public=public.hex(), epoch=epoch), by=by, now=now)


def revoke(terminal: str, reason: str, *, by: str, now: Now) -> Header:
    """From the line held here on nothing more of this log is taken: the machine was stolen, say. Raises Refused, NotFound."""
    with write():
        row = _known(terminal)
        if row.state == "revoked":
            raise Refused([Problem("这台终端已经停用了。")])
        epoch, seq = _reach(terminal)
        trust.stop(terminal, Stop("revoked", epoch, seq))
        return append(Revoked(terminal=terminal, epoch=epoch, seq=seq, reason=tidy(reason)), by=by, now=now)


def freeze(terminal: str, *, by: str, now: Now) -> Header | None:
    """Two disks write this log: nothing more of it is taken until somebody has decided. None when that was said before."""
    with write():
        row = Source.get_or_none(origin=origin(), terminal=terminal)
        if row is None or row.state != "active" or row.settled:
            return None
        epoch, seq = _reach(terminal)
        trust.stop(terminal, Stop("frozen", epoch, seq))
        return append(Frozen(terminal=terminal, epoch=epoch, seq=seq), by=by, now=now)


def release(terminal: str, reason: str, *, by: str, now: Now) -> Header:
    """The machine whose lines are held here goes on; what the other one sends lies aside. Raises Refused, NotFound."""
    with write():
        if _known(terminal).state != "frozen":
            raise Refused([Problem("这台终端没有冻结，不用解。")])
        trust.go_on(terminal)
        return append(Released(terminal=terminal, reason=tidy(reason)), by=by, now=now)


def _reach(terminal: str) -> tuple[int, int]:
    """The furthest line of this log that is held here."""
    known = stored.epochs(terminal)
    return (known[-1].number, known[-1].last) if known else (1, 0)


def _known(terminal: str) -> Source:
    row = Source.get_or_none(origin=origin(), terminal=terminal)
    if row is None:
        raise NotFound("没有这台终端。")
    return row


def tidy(reason: str) -> str:
    """One line; it stands in the log and on the page for good."""
    found = " ".join(reason.split())
    if not 2 <= len(found) <= LONGEST_REASON:
        raise Refused([Problem(f"请写明原因，2 到 {LONGEST_REASON} 个字。", "reason")])
    return found
