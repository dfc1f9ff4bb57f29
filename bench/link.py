"""Seven days of a village behind a network nobody would choose: everything arrives, and hardly a byte travels twice."""

import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from bench.hostile import Hostile
from bench.report import About
from bench.rounds import Row
from terminal import clock, events_register
from terminal.errors import TerminalError
from terminal.journal import blobs
from terminal.journal.keys import load_or_make, public_bytes
from terminal.sync import outbox, queries, rounds, timetable, trust
from terminal.sync.jobs import Job

FASTER = 200  # times: 20 kbit/s become 4 Mbit/s, two seconds become ten milliseconds
RATE, RTT = 20_000 / 8 * FASTER, 2.0 / FASTER
CUT, REACH = 0.3, 64 * 1024
BEGIN = datetime(2026, 11, 16, 0, 0, tzinfo=UTC)  # eight in the morning in the village
EVERY = 15  # minutes
MOST = 1.15
MEMORY = Path("/dev/shm")
ABOUT = About(
    title="Seven days on a bad line",
    notes=(
        "20 kbit/s, 2 s there and back, 30 % of all connections cut off somewhere in their first 64 KiB, a sign-in page from noon to two every day, no network at all "
        f"on the third day. Real processes, real bytes through a real proxy; the line runs {FASTER} times as fast in every respect and waiting is only counted, so that a week "
        "takes minutes. Bytes sent are those of every piece that went into the line, also when it broke off; what log entries cost is taken off once.\n"
    ),
    packages=("cryptography",),
)


class Days(msgspec.Struct, frozen=True):
    """What a week was: publications, bytes of attachments, bytes of pieces sent, what was still waiting, cuts, rounds."""

    lines: int
    bytes: int
    sent: int
    waiting: int
    missing: int
    cuts: int
    rounds: int


class Patient(Job):
    """A job that only counts how long it was told to wait."""

    def __init__(self) -> None:
        super().__init__("sync", "bench", lambda _: ())
        self.waited = 0.0

    def pause(self, seconds: float) -> None:
        self.waited += seconds


@contextmanager
def _world(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A county and the first of its villages, which knows it; and the file its clock stands in."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.county.villages import make_world, village_settings
    from tests.world import opened

    clock.use(lambda: clock.Now.of(BEGIN))
    make_world(folder / "world")
    told = folder / "now"
    told.write_text(BEGIN.isoformat())
    clock.use(lambda: clock.Now.of(datetime.fromisoformat(told.read_text())))
    try:
        with opened(village_settings(folder / "world" / "village0")):
            county = folder / "world" / "county"
            trust.trust(public_bytes(load_or_make(county / "keys")), trust.COUNTY, "bench", clock.now())
            yield county, told
    finally:
        clock.use(None)


def live(days: int, seed: int, told: Callable[[int], None] = lambda done: None) -> Days:
    """So many days; `told` hears of each that is over."""
    from tests.sync.far import county_at

    folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    try:
        with _world(folder) as (county, now), county_at(county, now) as address:
            proxy = Hostile(int(address.rpartition(":")[2]), RATE, RTT, CUT, REACH, seed)
            try:
                return _week(days, folder / "world" / "village0", now, proxy, random.Random(seed), told)
            finally:
                proxy.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _week(days: int, data: Path, now: Path, proxy: Hostile, chance: random.Random, told: Callable[[int], None]) -> Days:
    post = rounds.Post(data, events_register.TABLES, proxy.address)
    at, failures, published, total, count = BEGIN, 0, 0, 0, 0
    due = [BEGIN + timedelta(hours=4 * number) for number in range(6 * days)]
    while at < BEGIN + timedelta(days=days + 1) and not (at > BEGIN + timedelta(days=days) and _is_over()):
        now.write_text(at.isoformat())
        while due and due[0] <= at:
            total += _publish(chance, published)
            published, due = published + 1, due[1:]
        proxy.mood = _mood(at)
        job = Patient()
        found = rounds.once(post, job)
        count += 1
        failures = 0 if found.is_well else failures + 1
        seconds = timetable.wait(failures, EVERY, chance.random(), found.retry_after) + job.waited
        before, at = (at - BEGIN).days, at + timedelta(seconds=seconds)
        if (at - BEGIN).days > before:
            told(min(days, (at - BEGIN).days))
    lines = sum(path.stat().st_size for path in outbox.kept(data / "outbox") if path.name.startswith("up_"))
    missing = _missing()
    return Days(published, total, proxy.pieces - lines, queries.waiting(), missing, proxy.cuts, count)


def _mood(at: datetime) -> str:
    local = clock.local(at)
    if (at - BEGIN).days == 2:
        return "dead"
    return "portal" if 12 <= local.hour < 14 else "through"


def _publish(chance: random.Random, number: int) -> int:
    """A publication with a photograph or two; bytes of them."""
    from tests.world import make_disclosure

    sizes = [chance.randint(20_000, 400_000) for _ in range(chance.randint(0, 2))]
    pictures = tuple(blobs.put(chance.randbytes(size), f"图{size}.png", "image/png") for size in sizes)
    make_disclosure(title=f"第{number}件事", text=f"第{number}件事的经过。", attachments=pictures)
    return sum(sizes)


def _missing() -> int:
    """How many attachments the county's newest receipt still misses."""
    from terminal.sync.models import Receipt
    from terminal.sync.receipts import Said

    row = Receipt.select().order_by(Receipt.told_at.desc()).first()
    return len(msgspec.json.decode(row.text, type=Said).missing_blobs) if row else -1


def _is_over() -> bool:
    return queries.waiting() == 0 and _missing() == 0


def run(count: int, first: int, told: Callable[[int], None] = lambda done: None) -> list[Row]:
    """Live `count` days. Raises TerminalError when a line did not arrive."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    found = live(count, first, told)
    if found.waiting or found.missing:
        raise TerminalError(f"还有 {found.waiting} 条登记、{found.missing} 个附件没有到。")
    ratio = found.sent / found.bytes
    of = f"of {found.lines} publications, {found.rounds} rounds, {found.cuts} cuts"
    return [
        Row("lines and attachments that did not arrive", 0, of, found.lines, "", 0, 0, "low"),
        Row("bytes of attachments sent ÷ their size", round(ratio, 3), "limit", MOST, "×", ratio / MOST, 1, "low"),
    ]
