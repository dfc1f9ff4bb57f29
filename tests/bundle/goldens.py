"""How the bundles in golden/ were made; run once for each version of the format, never again: python -m tests.bundle.goldens."""

import hashlib
import tempfile
from datetime import date
from pathlib import Path

from terminal import clock
from terminal.bundle.write import Order, blobs_only, bundles
from terminal.disclosures.actions import redact, withdraw
from terminal.journal import blobs
from terminal.journal.append import length
from tests.bundle.conftest import PICTURE, SIGNING, begin
from tests.ledger.published import publish, small
from tests.world import CADRE, SUNDAY, at, make_disclosure, opened

FOLDER = Path(__file__).parent / "golden"
SUMS = FOLDER / "SHA256SUMS"


def _say_something() -> None:
    """A text with a picture, a month of accounts, and a text withdrawn."""
    make_disclosure(attachments=(blobs.put(PICTURE, "图.png", "image/png"),))
    publish(small(果园租金=150_000, 渠道维修=-48_050))
    make_disclosure(title="道路清扫", text="明天上午清扫。", published_on=date(2026, 10, 12))
    withdraw("2026-00003", "写错了日子", by=CADRE, now=at(SUNDAY))


def _erase() -> None:
    """The words of the withdrawn text are removed, as a person named in it may ask."""
    redact("2026-00003", [1], "《个人信息保护法》第四十七条", "写了别人家里的事", "本人", by=CADRE, now=at(SUNDAY))


def make(folder: Path) -> None:
    """Write them all, and their hashes."""
    clock.use(lambda: at(SUNDAY))
    with tempfile.TemporaryDirectory() as data, opened(begin(Path(data) / "village")):
        _say_something()
        head = length()
        picture = frozenset([hashlib.sha256(PICTURE).hexdigest()])
        drafts = [*bundles(Order(), SIGNING), *blobs_only(Order(blobs=picture), SIGNING)]
        for draft in drafts:
            draft.save(folder)
        _erase()
        for draft in bundles(Order(since=head, to="c-qingxi"), SIGNING):
            draft.save(folder)
        for draft in bundles(Order(blobs=True), SIGNING):
            draft.save(folder)
        head = length()
        publish(small("2026-09", **{f"第{number}户水费": number * 1_01 for number in range(1, 150)}))
        for draft in bundles(Order(since=head), SIGNING):
            draft.save(folder)
    clock.use(None)
    listed = (
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.glob("*.zip"))
    )
    (folder / SUMS.name).write_text("".join(listed), encoding="utf-8")


if __name__ == "__main__":
    make(FOLDER)
