"""Files that were taken since this process began: the same file once more says nothing new, and is known without reading it."""

import threading

import msgspec

from terminal.bundle.read import Bundle
from terminal.sync import arriving, stored, trust
from terminal.sync.apply import Applied

MOST = 4  # of one terminal


class Known(msgspec.Struct, frozen=True):
    """A file of `size` bytes that was taken, and how things stood then: who might write its log, where that stopped, its last line."""

    applied: Applied
    size: int
    end: str
    writers: tuple[trust.Writer, ...]
    stop: trust.Stop | None


class Taken:
    """In memory alone: after a restart a file that comes again is simply read again.

    A terminal that heard no answer sends its file once more, or asks how much of it is here: all of it. What this answers
    is what reading it would have answered, or nothing, wherever something has changed since that might let it be otherwise.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, dict[str, Known]] = {}

    def note(self, terminal: str, sha256: str, applied: Applied, bundle: Bundle) -> None:
        """This file was taken just now."""
        if not applied.is_in:
            return
        nothing = {"lines": 0, "deferred": 0, "withheld": 0, "blobs": 0, "missing": 0, "then": ()}
        applied = msgspec.structs.replace(applied, word="duplicate", **nothing)
        size, end = bundle.size, bundle.envelope.head_hash
        known = Known(applied, size, end, trust.writers(terminal), trust.stopped(terminal))
        with self._guard:
            mine = self._known.setdefault(terminal, {})
            mine.pop(sha256, None)
            mine[sha256] = known
            while len(mine) > MOST:
                del mine[next(iter(mine))]

    def again(self, terminal: str, sha256: str) -> Known | None:
        """What is known of this file when it comes once more; None where it has to be read."""
        with self._guard:
            known = self._known.get(terminal, {}).get(sha256)
        if known is None or arriving.missing(terminal):
            return None
        there = stored.hash_at(terminal, known.applied.epoch, known.applied.seq)
        same = (there, trust.writers(terminal), trust.stopped(terminal)) == (known.end, known.writers, known.stop)
        return known if same else None
