"""A new machine in the place of a dead one: it fetches everything of the log back, and goes on with it in a new epoch."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from terminal.clock import Now
from terminal.errors import Problem, Refused
from terminal.journal import append, blobs
from terminal.journal.keys import load_or_make, public_bytes
from terminal.store import backup
from terminal.store.database import close_database, open_database, write
from terminal.store.files import sync_folder
from terminal.sync import enrolment, rescue, trust
from terminal.sync.link import Link
from terminal.sync.pairing import Grant

PART = "replacing"  # folder below data in which everything lies until it is whole
FETCHED = "fetched"


def refuse_if_begun(data: Path) -> None:
    """Only an empty machine takes another's place. Raises Refused."""
    if (data / backup.DATABASE).exists():
        raise Refused([Problem(f"{data} 里已经有一本日志了。换机器要用新的、空的文件夹，请另选一个 --data。")])


def fetch(link: Link, grant: Grant, data: Path) -> list[Path]:
    """Bundles of the whole log as the county has it, asked for one after the other; what came before is asked for again."""
    folder = data / PART / FETCHED
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    found: list[Path] = []
    for epoch in range(1, grant.epoch):
        since = 0
        while True:
            path = folder / f"{len(found):06}.zip"
            if not link.restore(since, epoch, path, lambda size: None):
                path.unlink(missing_ok=True)
                break
            found.append(path)
            since = rescue.bundles.read(path, key=bytes.fromhex(grant.county)).envelope.head_seq
    return found


def build(data: Path, grant: Grant, files: Sequence[Path]) -> rescue.Restored:
    """The log and its attachments out of these bundles, where nobody sees them yet. Raises Refused when something is missing."""
    part, key = data / PART, load_or_make(data / "keys")
    for path in (part / backup.DATABASE, part / backup.BLOBS, part / "hwm"):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    (part / "keys").mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in sorted((data / "keys").glob("terminal.key*")):
        backup.copy_file(path, part / "keys" / path.name)
    try:
        open_database(part / backup.DATABASE)
        append.adopt(grant.log, grant.genesis, public_bytes(key))
        append.open_log(part)
        lines, count, left = rescue.from_bundles(files, bytes.fromhex(grant.county))
        if left:
            raise Refused([*left, Problem("县里给的登记不全，没有接上。请再取一次。")])
        rescue.begin_anew(part)
    finally:
        close_database()
    return rescue.Restored("", lines, count, ())


def fetch_attachments(link: Link, files: Sequence[Path], grant: Grant, data: Path) -> int:
    """Attachments the log names, as far as the county has them; how many it has not. The built log lies below data/replacing."""
    blobs.keep_in(data / PART / backup.BLOBS)
    place, left = data / PART / "attachment", 0
    for file in files:
        for sha256 in rescue.bundles.read(file, key=bytes.fromhex(grant.county)).envelope.blobs_pending:
            place.unlink(missing_ok=True)
            if blobs.is_whole(sha256):
                continue
            if (
                not link.blob(sha256, place, lambda size: None)
                or blobs.put(place.read_bytes(), "", "").sha256 != sha256
            ):
                left += 1
    return left


def move_in(data: Path) -> None:
    """Let what was built be this machine's: the database last, so that it is there when everything is."""
    part = data / PART
    for name in (backup.BLOBS, "hwm", backup.DATABASE):
        if (part / name).exists():
            (part / name).replace(data / name)
    sync_folder(data)
    shutil.rmtree(part, ignore_errors=True)


def settle(data: Path, grant: Grant, now: Now) -> None:
    """The tables are there: whose key writes this log from now on, and whose word counts."""
    with write():
        trust.hand_over(grant.log, trust.own(data), grant.epoch, enrolment.BY, now)
        enrolment.believe(grant, now)
    enrolment.give_up(data)
