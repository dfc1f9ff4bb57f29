"""Small machines in folders of their own: the real log, bundles and apply over toy tables; one is open at a time."""

import shutil
from pathlib import Path
from typing import Any, ClassVar, Self

from terminal.bundle.write import Order, Signing
from terminal.clock import Now
from terminal.journal import append, blobs, kinds, replay, verify
from terminal.journal.erasing import erased, withheld
from terminal.journal.keys import load_or_make
from terminal.journal.models import Deferred
from terminal.store import database as store
from terminal.store import schema
from terminal.store.database import close_database, database, open_database, write
from terminal.sync import beginning, importing, ladder, leaving, models, queries, receipts, stored, trust, withholding
from terminal.sync.apply import Applied, Receiver, apply
from terminal.sync.events import EVENTS
from terminal.village.models import TABLES as VILLAGE
from tests.journal import toys
from tests.world import SUNDAY, at

TABLES = (Deferred, toys.Tree, *VILLAGE, *models.TABLES)
NOW = at(SUNDAY)
DATABASE = ("terminal.db", "terminal.db-wal", "terminal.db-shm")


class Machine:
    """A data folder; whatever it is asked, it is opened first, as after a start."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log: append.Log | None = None
        folder.mkdir(parents=True, exist_ok=True)
        self.open()
        self.origin = append.origin()
        self.public = trust.own(folder)

    def open(self) -> Self:
        """Turn to this machine; it was running all the while, unless something was done to its disk."""
        if not self.is_open():
            self.turn_to() if self.log else self.start()
        return self

    def is_open(self) -> bool:
        return database.database == str(self.folder / "terminal.db") and not database.is_closed()

    def shut(self) -> None:
        """Nobody has its files open any more."""
        close_database()

    def turn_to(self) -> None:
        close_database()
        open_database(self.folder / "terminal.db")
        append._log = self.log
        blobs.keep_in(self.folder / "blobs")

    def start(self) -> None:
        close_database()
        open_database(self.folder / "terminal.db")
        self.log = append.open_log(self.folder)
        if ladder.fetch_missed(self.folder, self.folder / "backups"):
            self.log = append.open_log(self.folder)
        replay.bring_up_to_date(TABLES)
        with write():
            schema.create(models.LOCAL_TABLES)
        beginning.begin(self.folder, NOW)

    def knows(self, other: "Machine", role: str = trust.LOG) -> None:
        self.open()
        trust.trust(other.public, role, "test", NOW)

    def plant(self, name: str, picture: bytes = b"") -> int:
        self.open()
        named = (blobs.put(picture, "图.png", "image/png"),) if picture else ()
        with write():
            return append.append(toys.Plant(name=name, pictures=named), by="a", now=NOW).seq

    def say(self, event: kinds.Event, about: str | None = None):
        self.open()
        with write():
            return append.append(event, by="a", now=NOW, about=about)

    def signing(self) -> Signing:
        return Signing(load_or_make(self.folder / "keys"), NOW)

    def export(self, since: int = 0, blobs: bool = True, to: str = "*") -> list[bytes]:
        self.open()
        wanted = Order(since=since, blobs=blobs, to=to)
        return [b"".join(one.pieces()) for one in leaving.outgoing(self.folder, wanted, self.signing())]

    def speaks(self) -> None:
        """This machine is a county's."""
        self.open()
        trust.speak_as_county()

    def down(self, other: "Machine", township: str = "", since: int = 0, blobs: bool = True) -> list[bytes]:
        """What this county says, for one terminal."""
        self.open()
        kept = withholding.kept_from(township, other.origin)
        order = Order(since=since, blobs=blobs, to=other.origin, kind="down", withhold=kept)
        return [b"".join(one.pieces()) for one in leaving.outgoing(self.folder, order, self.signing())]

    def receiver(self, now: Now = NOW) -> Receiver:
        return Receiver(self.folder, TABLES, now)

    def take(self, bundle: bytes) -> Applied:
        self.open()
        return apply(bundle, self.receiver())

    def bring(self, place: Path) -> importing.Brought:
        self.open()
        return importing.bring(place, self.receiver(), load_or_make(self.folder / "keys"))

    def receipt(self, other: "Machine") -> receipts.Paper:
        self.open()
        return receipts.issue(other.origin, load_or_make(self.folder / "keys"), NOW)

    def told(self, paper: receipts.Paper) -> receipts.Word:
        self.open()
        return receipts.take(paper.text, paper.signature, self.folder, NOW)

    def end(self) -> tuple[int, int, str]:
        self.open()
        one = [epoch for epoch in stored.epochs(self.origin)][-1:]
        return (one[0].number, one[0].last, one[0].hash) if one else (0, 0, "")

    def head(self, other: "Machine") -> tuple[int, int, str]:
        self.open()
        found = [one for one in queries.heads() if one.origin == other.origin]
        return (found[0].epoch, found[0].seq, found[0].hash) if found else (0, 0, "")

    def lines(self) -> list[tuple[str, int, int, str]]:
        self.open()
        return list(database.execute_sql("SELECT origin, epoch, seq, hash FROM log_line ORDER BY origin, epoch, seq"))

    def state(self) -> tuple[int, str]:
        self.open()
        return len(self.lines()), replay.state_hash(TABLES)

    def wrong(self) -> list[str]:
        """Everything that is not as a log has to be, and tables that are not what it says."""
        self.open()
        known = trust.genesis()
        found = [str(one) for one in verify.problems(replay.rows(), known, lambda sha256: True, erased(), withheld())]
        before = replay.state_hash(TABLES)
        done = replay.rebuild(TABLES)
        return found + ([] if before == done.after else ["the tables are not what the log says"])

    def snapshot(self, folder: Path) -> Path:
        """A copy of the database alone, as a backup has it."""
        self.shut()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in DATABASE:
            if (self.folder / name).exists():
                shutil.copy(self.folder / name, folder / name)
        return folder

    def set_back(self, folder: Path, *, outbox: bool = True) -> None:
        """The old database stands there again; what lies beside it stayed, but its `outbox` where that is said."""
        self.shut()
        self.log = None
        for name in DATABASE:
            (self.folder / name).unlink(missing_ok=True)
            if (folder / name).exists():
                shutil.copy(folder / name, self.folder / name)
        if not outbox:
            shutil.rmtree(self.folder / "outbox", ignore_errors=True)

    def clone(self, folder: Path) -> Self:
        """Everything, with the key and the mark, on a second disk."""
        self.shut()
        shutil.copytree(self.folder, folder)
        return type(self)(folder)


class Running(Machine):
    """A machine whose files stay open while others are turned to, as those of a process of its own would."""

    now: ClassVar["Running | None"] = None
    held: tuple[Any, Any] | None = None  # its connection and its tally, while another one is open

    def open(self) -> Self:
        if not self.is_open():
            _put_aside()
            self._goes_on() if self.held else super().open()
            Running.now = self
        return self

    def _goes_on(self) -> None:
        connection, store._commits = self.held or (None, None)
        database.database, self.held = str(self.folder / "terminal.db"), None
        database._state.set_connection(connection)
        append._log = self.log
        blobs.keep_in(self.folder / "blobs")

    def shut(self) -> None:
        if self.is_open():
            close_database()
        elif self.held:
            self.held[0].close()
        self.held = None


def _put_aside() -> None:
    """Whoever is open keeps what is open."""
    one, state = Running.now, database._state
    if one and one.is_open():
        one.held = (state.conn, store._commits)
        state.reset()


def toy_kinds(monkey) -> None:
    """The log knows trees, and what a log says about itself."""
    monkey.setattr(kinds, "_known", {})
    kinds.register(*toys.EVENTS, *EVENTS)
    monkey.setattr(kinds, "_heard", [trust.speaks])
