"""terminal backup, restore, stick: by hand what the kiosk does by itself, in sentences and exit codes."""

import shutil

import pytest
from click.testing import CliRunner

from terminal import clock
from terminal.commands.backup import backup
from terminal.commands.restore import restore
from terminal.commands.stick import stick
from terminal.errors import Refused, SettingsError
from terminal.store.backup import listed
from terminal.store.database import close_database, write
from terminal.sync import stored
from tests.world import log_length, make_disclosure, opened


@pytest.fixture
def said(settings, tmp_path):
    """said(command, *arguments): exit code and words, on a village with two lines."""
    with opened(settings):
        make_disclosure()

    def run(command, *arguments: object) -> tuple[int, str]:
        words = [str(one) for one in arguments]
        done = CliRunner().invoke(command, [*words, "--data", str(settings.data)], catch_exceptions=False)
        close_database()
        return done.exit_code, done.output

    return run


@pytest.fixture
def second(tmp_path):
    return tmp_path / "second"


@pytest.fixture
def usb(tmp_path):
    (tmp_path / "usb").mkdir()
    return tmp_path / "usb"


def test_a_backup_is_made_where_it_is_asked_for(said, second):
    code, words = said(backup, second)
    assert (code, len(listed(second))) == (0, 1)
    assert "备份好了，核对过" in words


def test_without_a_second_place_it_says_that_the_disk_is_the_same(said, settings):
    _code, words = said(backup)
    assert "在同一块盘上" in words
    assert len(listed(settings.backups)) == 1


def test_alone_takes_the_older_ones_away(said, second, now):

    said(backup, second)
    clock.use(lambda: clock.Now.of(now.at.replace(day=23)))
    said(backup, second)
    assert len(listed(second)) == 2
    clock.use(lambda: clock.Now.of(now.at.replace(day=24)))
    said(backup, second, "--alone")
    assert [one.about.day.day for one in listed(second)] == [24]


def test_a_folder_without_a_terminal_is_not_backed_up(tmp_path, second):
    with pytest.raises(SettingsError, match="没有终端的数据"):
        CliRunner().invoke(backup, [str(second), "--data", str(tmp_path / "typo")], catch_exceptions=False)
    assert not (tmp_path / "typo").exists()


@pytest.mark.parametrize("named", ["place", "one"])
def test_a_lost_disk_comes_back_from_backup_and_stick(said, settings, second, usb, named):
    said(backup, second)
    with opened(settings):
        make_disclosure(title="2026年10月误工补贴公布", text="李某 310.00 元。")
    assert said(stick, "export", usb)[1].endswith("可以拔出。\n")
    shutil.rmtree(settings.data)
    source = second if named == "place" else listed(second)[0].folder
    code, words = said(restore, source, usb / "SYNC" / "up")
    assert code == 0
    assert "后面接上 1 条登记" in words
    with opened(settings):
        assert log_length() == 4  # the three of before, and that a new epoch begins


def test_a_folder_that_holds_something_is_not_filled(said, second):
    said(backup, second)
    with pytest.raises(Refused, match="已经有东西了"):
        said(restore, second)


def test_where_every_backup_is_spoilt_nothing_is_restored(said, settings, second):
    said(backup, second)
    for one in listed(second):
        (one.folder / "terminal.db").write_bytes(b"no")
    shutil.rmtree(settings.data)
    with pytest.raises(Refused, match="都不完整"):
        said(restore, second)
    assert not settings.data.exists()


def test_a_stick_is_read_and_what_became_of_it_is_said(said, usb):
    code, words = said(stick, "import", usb)
    assert (code, words) == (0, "这里没有数据包，也没有给这台机器的回执。\n可以拔出。\n")


def test_nothing_new_is_said_when_the_village_writes_twice(said, usb):
    said(stick, "export", usb)
    assert len(list((usb / "SYNC" / "up").iterdir())) == 1
    said(stick, "export", usb)
    assert len(list((usb / "SYNC" / "up").iterdir())) == 1


def test_a_copy_on_the_same_disk_backs_up_nothing_that_came_from_elsewhere(said, settings, second):
    with opened(settings), write():
        stored.move_head("t-aaaaaaaaaa", 1, 1, "0" * 64)
    _code, words = said(backup, second)
    assert "收来的日志还不算“已备份”" in words
