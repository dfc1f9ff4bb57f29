"""Words erased by law are in no copy: neither in the outbox, nor in an older backup, nor among the attachments there."""

import gzip
import lzma
import zipfile

import msgspec
import pytest

from terminal import clock
from terminal.bundle.write import Order, Signing
from terminal.disclosures.actions import redact, withdraw
from terminal.events_register import TABLES
from terminal.journal import blobs, erasing, replay
from terminal.journal.keys import load_or_make
from terminal.register.queries import index_of
from terminal.store.backup import listed
from terminal.sync import copies, forgetting, leaving, outbox, rescue
from terminal.sync.nightly import Nightly
from tests.world import make_disclosure, opened

LEAKED = "李四的手机是很长的一串"


@pytest.fixture
def leaked(shiqiao):
    """A publication with words that should not be there, in a backup and in the outbox; and then erased by law."""
    picture = blobs.put(b"leaked picture", "a.png", "image/png")
    header = make_disclosure(text=f"{LEAKED}。李某 300.00 元。", attachments=(picture,))
    copies.make(shiqiao.data, shiqiao.backups, clock.now())
    export(shiqiao)
    number = index_of(header.origin, header.obj).rpartition("/")[2]
    later = clock.Now.of(clock.now().at.replace(hour=2))
    erase(number, later)
    blobs.drop(picture.sha256)
    clock.use(lambda: later)
    return shiqiao


def erase(number, now):
    withdraw(number, "写了不该写的", by="周德明", now=now)
    redact(number, [1], "个人信息保护法第四十七条", "写了手机号", "李秀英", by="周德明", now=now)


def export(settings, since=0):
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    return list(leaving.outgoing(settings.data, Order(since=since, blobs=True), signing))


def holding(settings):
    """Files of outbox and backups that still say the words, packed or not."""
    found = []
    for path in (*(settings.data / "outbox").rglob("*"), *settings.backups.rglob("*")):
        if path.is_file() and any(LEAKED.encode() in one or b"leaked picture" in one for one in contents(path)):
            found.append(path.name)
    return found


def contents(path):
    yield path.read_bytes()
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as bag:
            for name in bag.namelist():
                data = bag.read(name)
                yield (
                    gzip.decompress(data)
                    if name.endswith(".gz")
                    else lzma.decompress(data)
                    if name.endswith(".xz")
                    else data
                )


def test_copies_made_before_say_it_until_they_are_told(leaked):
    assert holding(leaked)
    assert forgetting.forget(leaked.data, leaked.backups, clock.now())
    assert holding(leaked) == []
    assert len(listed(leaked.backups)) == 1


def test_once_forgotten_nothing_more_is_done(leaked):
    forgetting.forget(leaked.data, leaked.backups, clock.now())
    assert not forgetting.forget(leaked.data, leaked.backups, clock.now())


def test_a_bundle_made_afterwards_stays(leaked):
    forgetting.forget(leaked.data, leaked.backups, clock.now())
    export(leaked)
    forgetting.forget(leaked.data, leaked.backups, clock.now())
    assert len(outbox.kept(leaked.data / "outbox")) == 1


def test_the_kiosk_does_it_at_the_next_quiet_minute_whatever_the_hour(leaked):
    nightly = Nightly(leaked.data, leaked.backups, 23)
    assert not nightly.look()
    assert nightly.look()
    assert holding(leaked) == []


def test_where_nothing_was_erased_every_copy_stays(shiqiao):
    make_disclosure()
    copies.make(shiqiao.data, shiqiao.backups, clock.now())
    assert not forgetting.forget(shiqiao.data, shiqiao.backups, clock.now())
    assert len(listed(shiqiao.backups)) == 1


def test_words_erased_after_the_backup_do_not_come_back_with_it(settings, tmp_path):
    """The order to erase comes by bundle, the words by backup."""
    with opened(settings):
        header = make_disclosure(text=f"{LEAKED}。李某 300.00 元。")
        kept = copies.make(settings.data, tmp_path / "second", clock.now())
        number = index_of(header.origin, header.obj).rpartition("/")[2]
        erase(number, clock.now())
        export(settings, since=2)
        files = outbox.kept(settings.data / "outbox")
    done = rescue.restore(tmp_path / "new", kept, files)
    assert done.lines == 2
    with opened(msgspec.structs.replace(settings, data=tmp_path / "new")):
        assert not erasing.is_named(LEAKED)
        assert replay.differences(TABLES) == []
