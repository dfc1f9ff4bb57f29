"""How much each terminal sent this month: whoever sends too much waits with large files; what is small, the log, always passes."""

import threading
from datetime import date

from terminal.county.models import Volume as VolumeRow
from terminal.store.database import write

SMALL = 256 * 1024  # bytes of a file that is announced; lines of a day are far below


class Volume:
    """Counted in memory piece by piece, kept in the database with every bundle that was taken."""

    def __init__(self, most: int) -> None:
        self.most = most  # bytes of a month; 0: as much as anybody likes
        self._guard = threading.Lock()
        self._sent: dict[tuple[str, str], int] = {}

    def sent(self, terminal: str, day: date) -> int:
        """Bytes of this day's month."""
        key = (terminal, f"{day:%Y-%m}")
        with self._guard:
            if key not in self._sent:
                row = VolumeRow.find(terminal=key[0], month=key[1])
                self._sent = {one: size for one, size in self._sent.items() if one[1] == key[1]}
                self._sent[key] = int(row.size) if row else 0
            return self._sent[key]

    def may_begin(self, terminal: str, day: date, size: int) -> bool:
        """May a file of this size be begun? One that was not announced (0) counts as large."""
        return not self.most or 0 < size <= SMALL or self.sent(terminal, day) < self.most

    def add(self, terminal: str, day: date, size: int) -> None:
        """A piece came."""
        self.sent(terminal, day)
        with self._guard:
            self._sent[terminal, f"{day:%Y-%m}"] += size

    def keep(self, terminal: str, day: date) -> None:
        """Write it down: the next start goes on from there."""
        size = self.sent(terminal, day)
        with write():
            VolumeRow.put_instead(terminal=terminal, month=f"{day:%Y-%m}", size=size)
