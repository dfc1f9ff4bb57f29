"""A staff laptop beside a terminal: it fills a folder as a stick would be, and leaves what the county put into that folder."""

import json
from contextlib import closing
from pathlib import Path

from terminal.bundle.read import read
from terminal.errors import Problem, Refused
from terminal.journal.keys import load_or_make, origin_of
from terminal.sync import devices, receipts, stick
from terminal.sync.devices import Paper
from terminal.sync.jobs import Job
from terminal.sync.link import Link
from terminal.sync.wire import Wire

CERTIFICATE = "device.json"  # in the folder of keys, with its signature beside it
LARGEST = 20 * 2**20


def paper(data: Path) -> Paper:
    """The certificate of this laptop. Raises Refused where there is none."""
    path = data / "keys" / CERTIFICATE
    try:
        return Paper(path.read_text(), path.with_name(f"{CERTIFICATE}.sig").read_text())
    except (OSError, UnicodeDecodeError):
        says = "这台电脑还没有县里签的证书。请在县里运行 terminal keys device certify，再用 terminal keys device take 收下。"
        raise Refused([Problem(says)]) from None


def fetch(data: Path, folder: Path, address: str, job: Job) -> str:
    """One terminal: its log and attachments to `SYNC/up`, receipts and the county's word from the folder to it. One sentence."""
    key = load_or_make(data / "keys")
    mine = paper(data)
    place = folder / stick.UP
    place.mkdir(parents=True, exist_ok=True)
    with closing(Wire(address, "这台终端")) as wire:
        about = {"text": mine.text, "signature": mine.signature}
        link = Link(wire, origin_of(key), key, (), job.pause, about)
        offers = link.offers()
        terminal = offers.log.removeprefix("up:")
        lines, count = 0, 0
        while link.up(offers.delivered, count, place / ".part", job.step, blobs=True):
            envelope = read(place / ".part", key=None).envelope
            if envelope.origin != terminal:
                raise Refused([Problem("取来的不是这台终端的登记，没有留下。")])
            (place / ".part").replace(place / f"{envelope.bundle}.zip")
            lines, count = lines + (0 if envelope.kind == "blobs" else envelope.lines), count + 1
        (place / ".part").unlink(missing_ok=True)
        brought = _bring(link, folder, terminal, job)
    return f"{terminal}：取下 {lines} 条登记，写在 {stick.UP}；带去 {brought} 个文件。"


def _bring(link: Link, folder: Path, terminal: str, job: Job) -> int:
    """Hand over what lies there for this terminal; how many files it took."""
    count = 0
    for file in stick.found_on(folder, terminal).files:
        path = folder / file.inside / file.name
        if file.inside == stick.RECEIPTS and receipts.NAME.fullmatch(file.name):
            signed = path.with_name(f"{file.name}.sig")
            said = {"text": path.read_text(), "signature": signed.read_text() if signed.exists() else ""}
            link.bring("/receipts", json.dumps(said).encode(), "application/json")
        elif file.inside == f"{stick.DOWN}/{terminal}" and file.size <= LARGEST:
            link.bring("/down", path.read_bytes())
        else:
            continue
        count += 1
        job.more(file.size)
        job.step(file.size)
    return count


def take(data: Path, found: Path) -> devices.Device:
    """Keep a certificate the county signed for this laptop. Raises Refused for another's."""
    try:
        text, signature = found.read_text(), found.with_name(f"{found.name}.sig").read_text()
        device = devices.said(Paper(text, signature))
    except (OSError, UnicodeDecodeError):
        raise Refused([Problem("证书读不出来：要有一个 .json 文件，旁边还有同名的 .sig。")]) from None
    if device.public != devices.public_of(load_or_make(data / "keys")):
        raise Refused([Problem("这张证书是给另一台电脑的。")])
    (data / "keys" / CERTIFICATE).write_text(text)
    (data / "keys" / f"{CERTIFICATE}.sig").write_text(signature)
    return device
