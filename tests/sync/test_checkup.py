"""What is not well is said with what to do; what is well is said too."""

import os
from datetime import UTC, datetime

import msgspec
import pytest

from terminal import clock
from terminal.journal import append, blobs
from terminal.paper import printer
from terminal.sync import checkup, copies, hwm, ladder
from tests.world import make_disclosure


def asked(*_command):
    return "printer hall is idle."


def checked(settings, run=asked):
    return {one.what: one for one in checkup.checkup(settings, clock.now(), run)}


def test_a_terminal_with_a_copy_elsewhere_is_well(shiqiao, monkeypatch):
    copies.make(shiqiao.data, shiqiao.backups, clock.now())
    found = checked(shiqiao)
    assert {what for what in ("数据库", "日志", "附件", "密钥", "时钟", "打印机") if not found[what].is_well} == set()


def test_a_rescue_that_did_not_end_is_said(shiqiao):
    (shiqiao.data / ladder.MARK).write_text("x")
    assert "还没有完" in checked(shiqiao)["数据库"].says


def test_what_was_damaged_once_is_said_until_somebody_looked(shiqiao):
    (shiqiao.data / ladder.DAMAGED / "20261122-010000").mkdir(parents=True)
    assert "以前坏过" in checked(shiqiao)["数据库"].says


def test_a_spoilt_attachment_is_counted(shiqiao):
    one = blobs.put(b"picture", "a.png", "image/png")
    blobs.path(one.sha256).write_bytes(b"else")
    assert checked(shiqiao)["附件"].says.startswith("1 个坏了")


def test_a_key_others_may_read_is_named_with_its_remedy(shiqiao):
    (shiqiao.data / "keys" / "terminal.key").chmod(0o644)
    assert "chmod 600" in checked(shiqiao)["密钥"].says


def test_a_log_behind_what_left_is_said(shiqiao):
    hwm.advance(hwm.place(shiqiao.data), hwm.Mark(append.origin(), 1, 99, "ab"))
    assert "登记到过第 99 号" in checked(shiqiao)["发出的记号"].says


@pytest.mark.parametrize(("free", "says"), [(4, "只收文字"), (9, "不收照片"), (14, "快满了"), (15, "还剩 15%")])
def test_the_marks_of_the_disk_say_what_the_box_does_then(shiqiao, monkeypatch, free, says):
    about = os.statvfs(shiqiao.data)
    like = type("Disk", (), {"f_bavail": free, "f_blocks": 100, "f_frsize": about.f_frsize})
    monkeypatch.setattr(os, "statvfs", lambda _: like)
    assert says in checkup._disk(shiqiao).says


@pytest.mark.parametrize(
    ("at", "says"),
    [
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), "不对", id="battery"),
        pytest.param(datetime(2026, 2, 1, tzinfo=UTC), "慢了", id="behind the log"),
    ],
)
def test_a_clock_that_cannot_be_right_is_said(shiqiao, at, says):
    make_disclosure()
    assert says in checkup._clock(clock.Now.of(at)).says


@pytest.mark.parametrize(
    ("answer", "is_well"), [("printer hall is idle.", True), ("printer hall disabled since", False), (OSError, False)]
)
def test_a_printer_is_asked(shiqiao, answer, is_well):
    def run(*_command):
        if answer is OSError:
            raise OSError("no lpstat")
        return answer

    named = msgspec.structs.replace(shiqiao, paper=msgspec.structs.replace(shiqiao.paper, printer="hall"))
    assert checkup._printer(named, run).is_well == is_well


def test_missing_letters_are_said(shiqiao, monkeypatch):
    def none():
        raise printer.NotPrinted("没有装齐中文字。")

    monkeypatch.setattr(printer, "chinese_fonts", none)
    assert checked(shiqiao)["字体"].says == "没有装齐中文字。"


def test_backups_on_the_same_disk_old_ones_and_spoilt_ones_are_said(shiqiao):
    assert "没有好的备份" in checked(shiqiao)["备份"].says
    first = copies.make(shiqiao.data, shiqiao.backups, clock.now())
    assert "同一块盘" in checked(shiqiao)["备份"].says
    later = clock.Now.of(clock.now().at.replace(day=23))
    copies.make(shiqiao.data, shiqiao.backups, later).folder.joinpath("terminal.db").write_bytes(b"no")
    assert f"{first.name} 还好" in checked(shiqiao)["备份"].says


def test_an_old_backup_is_said(shiqiao):
    old = clock.Now.of(clock.now().at.replace(day=10))
    copies.make(shiqiao.data, shiqiao.backups, old)
    assert "12 天以前" in checked(shiqiao)["备份"].says
