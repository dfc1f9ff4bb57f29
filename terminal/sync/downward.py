"""From the county to here: its log, line by line as it continues what is known, then the attachments its lines name."""

from collections.abc import Collection, Sequence
from pathlib import Path

from peewee import Model

from terminal import clock
from terminal.sync import arriving, stored
from terminal.sync.apply import WHY, Applied, Receiver, apply
from terminal.sync.jobs import Job
from terminal.sync.link import Heads, Link

FOLDER = "line"  # under the data folder: what comes over the line until it is whole


class Down:
    """One round downwards. `lines` and `attachments` count what is new here; `says`: what was not as it should be."""

    def __init__(self, data: Path, tables: Sequence[type[Model]], link: Link, job: Job) -> None:
        self._data, self._tables, self._link, self._job = data, tables, link, job
        self._folder = data / FOLDER
        self._folder.mkdir(mode=0o700, exist_ok=True)
        self.lines = self.attachments = 0
        self.says = ""

    def fetch_log(self, county: str, heads: Heads) -> None:
        """Take what the county says after what is known of its log."""
        path, since = self._folder / "down.zip", -1
        while True:
            head = stored.head(county)
            if head and (head.epoch, head.seq, head.hash) == (heads.down.epoch, heads.down.seq, heads.down.hash):
                break
            wanted = since if since >= 0 else head.seq if head else 0
            if not self._link.down(wanted, head.epoch if head else 1, path, self._job.step):
                break
            applied = apply(path, Receiver(self._data, self._tables, clock.now()))
            self.lines += applied.lines - applied.withheld
            if applied.lines == 0 and (since >= 0 or applied.word != "gap"):
                self.says = _wrong(applied)
                break
            since = max(0, applied.need - 1) if applied.word == "gap" else -1
        path.unlink(missing_ok=True)

    def lacking(self, county: str) -> dict[str, int]:
        """Attachments of the county's lines that are not here, with their bytes; what lies half here of others is swept."""
        sizes = arriving.sizes([county])
        for path in self._folder.iterdir():
            if path.name not in sizes:
                path.unlink()
        return sizes

    def fetch_attachments(self, wanted: Collection[str], sizes: dict[str, int]) -> None:
        for sha256 in sorted(wanted, key=lambda one: sizes[one]):
            path = self._folder / sha256
            self._job.more(sizes[sha256])
            if not self._link.blob(sha256, path, self._job.step):
                continue
            content = path.read_bytes()
            self.attachments += arriving.put(sha256, content)
            path.unlink()


def _wrong(applied: Applied) -> str:
    if applied.word in WHY:
        return f"县平台发下来的{WHY[applied.word]}"
    return "" if applied.is_in else "县平台发下来的接不上这里已有的，下次再试。"
