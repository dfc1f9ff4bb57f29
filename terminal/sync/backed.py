"""What of other logs lies in a second place too: marked when a copy has been looked at, told on every receipt after that."""

import re
import sqlite3
from pathlib import Path

from terminal.errors import Problem, Refused
from terminal.store.backup import DATABASE, Backup
from terminal.store.checks import looking
from terminal.store.database import database, write
from terminal.sync import stored
from terminal.sync.models import Head

SHA256 = re.compile("[0-9a-f]{64}")
BODIES = "SELECT seq, body FROM log_body WHERE origin = ? AND epoch = ? AND seq > ? AND seq <= ? ORDER BY seq"


def is_second(place: Path, data: Path) -> bool:
    """Another disk: what lies on the same one dies with it."""
    return place.stat().st_dev != data.stat().st_dev


def mark(data: Path, copy: Backup) -> int:
    """Move the mark of every log that came from elsewhere up to what this copy holds; how many logs moved.

    A line counts with its attachments: the mark stops before the first one whose attachment the copy has not.
    """
    if not is_second(copy.folder, data) or not Head.select().exists():
        return 0
    lacking = _lacking(copy)
    with write():
        return sum(_moved(head, copy, lacking) for head in Head.select())


def _lacking(copy: Backup) -> set[str]:
    """Attachments that had not come when the copy was made, or were no longer whole."""
    try:
        with looking(copy.folder / DATABASE) as connection:
            found = {row[0] for row in connection.execute("SELECT sha256 FROM missing_blob")}
    except sqlite3.Error as wrong:
        raise Refused([Problem(f"{copy.name} 打不开，坏了：{wrong}。")]) from None
    return (found | set(copy.about.missing)) - set(copy.about.blobs)


def _moved(head: Head, copy: Backup, lacking: set[str]) -> bool:
    reach = _reach(str(head.origin), (head.backup_epoch, head.backup_seq), copy, lacking)
    if reach <= (head.backup_epoch, head.backup_seq):
        return False
    Head.update(backup_epoch=reach[0], backup_seq=reach[1]).where(Head.origin == head.origin).execute()
    return True


def _reach(origin: str, marked: tuple[int, int], copy: Backup, lacking: set[str]) -> tuple[int, int]:
    """The line up to which the copy has everything that is here; it may have come while the copy was being made."""
    ends = {epoch: seq for name, epoch, seq, _hash in copy.about.ends if name == origin}
    reach = marked
    for epoch in (one for one in stored.epochs(origin) if one.number >= marked[0]):
        after = marked[1] if epoch.number == marked[0] else 0
        whole = _before_lacking((origin, epoch.number), after, ends.get(epoch.number, 0), lacking)
        reach = max(reach, (epoch.number, whole)) if whole else reach
        if whole < epoch.last:
            break
    return reach


def _before_lacking(log: tuple[str, int], after: int, last: int, lacking: set[str]) -> int:
    """The last line after which one names an attachment that is lacking."""
    whole = after
    for seq, body in database.execute_sql(BODIES, (*log, after, last)) if lacking else ():
        if lacking & set(SHA256.findall(body)):
            return whole
        whole = seq
    return last
