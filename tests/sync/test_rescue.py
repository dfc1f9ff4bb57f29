"""A terminal comes back from its backup and its bundles, line by line, and never from somebody else's."""

import shutil

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from terminal import clock
from terminal.bundle.read import read
from terminal.bundle.write import Order, Signing, bundles
from terminal.errors import LogBroken, Refused
from terminal.journal import append, blobs
from terminal.journal.keys import load_or_make, public_bytes
from terminal.journal.models import LogLine
from terminal.store.checks import looking
from terminal.store.database import close_database, open_database
from terminal.sync import copies, hwm, leaving, rescue
from terminal.sync.lineage import lineage, readable
from tests.world import log_length, make_disclosure, opened, state


def say(title):
    return make_disclosure(title=title, text=f"{title}：李某 300.00 元。")


def export(settings, folder, since=0):
    """Bundles of the log after `since`, with attachments."""
    folder.mkdir(exist_ok=True)
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    return [draft.save(folder) for draft in bundles(Order(since=since, blobs=True), signing)]


@pytest.fixture
def lost(settings, tmp_path):
    """A terminal with a backup after three lines, bundles of five, and then the disk died; and what it was."""
    with opened(settings):
        make_disclosure()
        kept = copies.make(settings.data, tmp_path / "second", clock.now())
        blobs.put(b"picture" * 1000, "a.png", "image/png")
        say("2026年10月误工补贴公布")
        say("2026年11月误工补贴公布")
        files = export(settings, tmp_path / "stick")
        was = state()
    shutil.rmtree(settings.data)
    return kept, files, was


def test_a_backup_alone_brings_back_what_it_holds(settings, lost):
    kept, _files, _was = lost
    done = rescue.restore(settings.data, kept)
    assert (done.backup, done.lines) == (kept.name, 0)
    with opened(settings):
        assert LogLine.select().where(LogLine.epoch == 1).count() == 2


def test_bundles_bring_back_what_was_said_since(settings, lost):
    kept, files, was = lost
    assert rescue.restore(settings.data, kept, files).lines == 2
    hwm.place(settings.data).unlink()
    with opened(settings):
        assert state() == was


def test_bundles_and_the_key_are_enough(settings, lost):
    kept, files, was = lost
    assert rescue.restore(settings.data, None, files, kept.folder / "keys").lines == 4
    hwm.place(settings.data).unlink()
    with opened(settings):
        assert state() == was


def test_what_was_restored_knows_that_more_may_have_left(settings, lost):
    kept, files, _was = lost
    rescue.restore(settings.data, kept, files)
    mark = hwm.read(hwm.place(settings.data))
    assert mark.epoch == 1
    assert mark.seq > 4 + 1000


def test_only_an_empty_folder_is_filled(settings, lost):
    kept, _files, _was = lost
    settings.data.mkdir()
    (settings.data / "letter.txt").write_text("mine")
    with pytest.raises(Refused, match="已经有东西了"):
        rescue.restore(settings.data, kept)
    assert [path.name for path in settings.data.iterdir()] == ["letter.txt"]


def test_bundles_without_a_key_are_refused(settings, lost):
    with pytest.raises(Refused, match="没有密钥"):
        rescue.restore(settings.data, None, lost[1])
    assert not settings.data.exists()


def test_a_backup_without_a_key_is_refused_and_no_new_one_made(settings, lost):
    kept = lost[0]
    shutil.rmtree(kept.folder / "keys")
    with pytest.raises(Refused, match="没有密钥"):
        rescue.restore(settings.data, kept, lost[1])
    assert not settings.data.exists()


def test_a_damaged_backup_is_refused_and_nothing_is_left_behind(settings, lost):
    kept = lost[0]
    with (kept.folder / "terminal.db").open("r+b") as file:
        file.seek(5000)
        file.write(b"\xff" * 100)
    with pytest.raises(Refused, match="不一样了"):
        rescue.restore(settings.data, kept)
    assert [path for path in settings.data.parent.iterdir() if "data" in path.name] == []


def test_a_spoilt_bundle_is_named_and_the_rest_is_used(settings, lost, tmp_path):
    kept, files, _was = lost
    bad = tmp_path / "stick" / "bad.zip"
    bad.write_bytes(files[0].read_bytes()[:-1])
    done = rescue.restore(settings.data, kept, [bad, *files])
    assert done.lines == 2
    assert done.left[0].where.startswith("bad.zip")


def test_somebody_elses_bundles_are_not_taken(settings, lost, tmp_path):
    kept = lost[0]
    with opened(msgspec.structs.replace(settings, data=tmp_path / "other")):
        make_disclosure()
        others = export(msgspec.structs.replace(settings, data=tmp_path / "other"), tmp_path / "theirs")
    done = rescue.restore(settings.data, kept, others)
    assert done.lines == 0
    assert done.left


def test_a_bundle_with_a_hole_before_it_is_named(settings, tmp_path):
    with opened(settings):
        kept = copies.make(settings.data, tmp_path / "second", clock.now())
        make_disclosure()
        say("2026年10月误工补贴公布")
        files = export(settings, tmp_path / "stick", since=2)
    shutil.rmtree(settings.data)
    done = rescue.restore(settings.data, kept, files)
    assert done.lines == 0
    assert "前面还缺一段" in done.left[0].says


def test_another_line_under_the_same_number_stops_everything(settings, lost):
    kept, files, _was = lost
    rescue.restore(settings.data, kept)
    hwm.place(settings.data).unlink()
    with opened(settings):
        say("别的一条")
        before = state()
        with pytest.raises(LogBroken, match="两条不同的"):
            rescue.from_bundles(files, _public(settings))
        assert state() == before


def _public(settings):
    return public_bytes(load_or_make(settings.data / "keys"))


def test_the_same_lines_twice_change_nothing(shiqiao):
    make_disclosure()
    lines = list(rescue.salvaged(shiqiao.database))
    assert rescue.continued(lines) == 0
    assert log_length() == len(lines) == 2


@pytest.mark.parametrize("broken", ["{", '{"a":1}', "", "x" * 2000])
def test_a_line_nobody_can_read_ends_it_quietly(shiqiao, broken):
    assert rescue.continued([(broken, "")]) == 0


def test_a_body_that_was_changed_is_not_taken(settings, lost):
    kept, files, _was = lost
    rescue.restore(settings.data, kept)
    hwm.place(settings.data).unlink()
    with opened(settings):
        found = read(files[0])
        bodies = [*found.bodies[:2], found.bodies[2].replace("补贴", "津贴"), found.bodies[3]]
        assert rescue.continued(zip(found.log, bodies, strict=True)) == 0


def test_a_line_proves_itself_by_its_own_hash_or_by_the_next_line(shiqiao):
    make_disclosure()
    with looking(shiqiao.database) as connection:
        bodies = connection.execute("SELECT body FROM log_body ORDER BY seq").fetchall()
        found = connection.execute(rescue.LINES).fetchall()
    (first, mark, body), second = ((*line[3:], *body) for line, body in zip(found, bodies, strict=True))
    whole = [(first, body), (second[0], second[2])]
    assert list(rescue.proven([(first, mark, body), second])) == whole
    assert list(rescue.proven([(first, "0" * 64, body), second])) == whole
    assert list(rescue.proven([(first.replace('"mono":', '"mono":1'), mark, body), second])) == whole[1:]
    assert list(rescue.proven([(first, mark, body.replace("石桥", "右桥")), second])) == whole[1:]
    assert list(rescue.proven([(first, mark, None), ("x", mark, body), (None, None, None), second])) == whole[1:]


def test_a_file_that_is_no_database_gives_no_lines(tmp_path):
    path = tmp_path / "terminal.db"
    path.write_bytes(b"no" * 4000)
    assert list(rescue.salvaged(path)) == []
    assert list(rescue.salvaged(tmp_path / "missing.db")) == []


def test_attachments_come_back_with_the_backup(settings, tmp_path):
    with opened(settings):
        ref = blobs.put(b"picture", "a.png", "image/png")
        kept = copies.make(settings.data, tmp_path / "second", clock.now())
    shutil.rmtree(settings.data)
    assert rescue.restore(settings.data, kept).blobs == 1
    with opened(settings):
        assert blobs.is_whole(ref.sha256)


def test_an_empty_log_is_no_way_back(settings, tmp_path):
    bare = msgspec.structs.replace(settings, unit=None)
    with opened(bare):
        kept = copies.make(settings.data, tmp_path / "second", clock.now())
    shutil.rmtree(settings.data)
    with pytest.raises(Refused, match="没有找到"):
        rescue.restore(settings.data, kept)
    assert not settings.data.exists()


def leave(settings, folder, since=0):
    """The same over all epochs of the log."""
    folder.mkdir()
    signing = Signing(load_or_make(settings.data / "keys"), clock.now())
    return [draft.save(folder) for draft in leaving.outgoing(settings.data, Order(since=since), signing)]


@pytest.fixture
def replaced(settings, tmp_path):
    """A machine died, another took its place and went on; bundles each of them made, and what was. All folders but the keys are gone."""
    with opened(settings):
        make_disclosure()
        say("2026年10月误工补贴公布")
        first = export(settings, tmp_path / "first")
        log, begun, old = append.origin(), append.this_log().genesis, _public(settings)
    shutil.rmtree(settings.data)
    second = msgspec.structs.replace(settings, data=tmp_path / "second")
    load_or_make(second.data / "keys")
    open_database(second.database)
    append.adopt(log, begun, _public(second))
    append.open_log(second.data)
    rescue.from_bundles(first, old)
    rescue.begin_anew(second.data)
    close_database()
    with opened(second):
        say("2026年11月误工补贴公布")
        later = leave(second, tmp_path / "later", since=3)
        everything = leave(second, tmp_path / "everything")
        was = state()
    shutil.copytree(second.data / "keys", tmp_path / "keys")
    shutil.rmtree(second.data)
    return settings, first, later, everything, was


@pytest.mark.parametrize("which", ["each machine's own", "the second one's alone"])
def test_bundles_alone_bring_back_the_log_of_a_machine_that_took_anothers_place(replaced, tmp_path, which):
    settings, first, later, everything, was = replaced
    files = [*later, *first] if which == "each machine's own" else everything
    done = rescue.restore(settings.data, None, files, tmp_path / "keys")
    assert not done.left
    hwm.place(settings.data).unlink()
    with opened(settings):
        assert state() == was
        assert append.writes(load_or_make(settings.data / "keys"))


def test_lines_of_a_stranger_that_nobody_goes_on_from_do_not_count(replaced, tmp_path):
    settings, first, _later, everything, _was = replaced
    stranger = Ed25519PrivateKey.generate()
    with opened(msgspec.structs.replace(settings, data=tmp_path / "third")):
        make_disclosure(title="假的", text="假的一条。")
        signing = Signing(stranger, clock.now())
        forged = [one.save(tmp_path) for one in bundles(Order(origin=append.origin(), kind="restore"), signing)]
    read, _ = readable([*everything, *forged])
    known = lineage(read, public_bytes(load_or_make(tmp_path / "keys")))
    assert {file for file, _ in known.read} == set(everything)
    # Without a single bundle of its own there is nothing by which the machine could know whose place it took.
    with pytest.raises(Refused, match="没有找到"):
        rescue.restore(settings.data, None, first, tmp_path / "keys")
    assert not settings.data.exists()
