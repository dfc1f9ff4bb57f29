"""Sheets are made once, kept whole, and a press that dies, hangs or is wanted by many never takes the server along."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from terminal.errors import Refused
from terminal.paper import printer as paper
from terminal.paper.printer import Busy, NotPrinted

ONE = "<!doctype html><html lang=zh><p>一</p>"
TWO = "<!doctype html><html lang=zh><p>二</p>"


def wait_until(true, rounds: int = 400) -> None:
    pause = threading.Event()
    for _round in range(rounds):
        if true():
            return
        pause.wait(0.05)
    raise AssertionError("it never came true")


def is_running(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def test_the_second_asking_needs_no_press(fresh):
    printer = fresh()
    first = printer.pdf(ONE, title="一")
    printer.stop()
    assert printer.pdf(ONE, title="一") == first
    assert printer.press.pid is None


def test_the_same_sheet_gives_the_same_bytes_in_two_presses(fresh, ledger):
    printer = fresh()
    path = printer.pdf(ledger(), title="十月")
    before = path.read_bytes()
    path.unlink()
    printer.stop()
    assert printer.pdf(ledger(), title="十月").read_bytes() == before


@pytest.mark.parametrize("html, title", [(TWO, "一"), (ONE, "二")], ids=["other words", "other title"])
def test_another_sheet_is_another_file(printer, html, title):
    assert printer.pdf(ONE, title="一") != printer.pdf(html, title=title)


def test_another_stylesheet_makes_another_file(fresh, tmp_path, monkeypatch):
    printer = fresh()
    before = printer.pdf(ONE, title="一")
    styles = tmp_path / "static" / "css" / "paper"
    styles.mkdir(parents=True)
    (styles / "sheet.css").write_text("p { color: #000 }")
    monkeypatch.setattr(paper.config, "assets", lambda *parts: tmp_path.joinpath(*parts))
    assert printer.pdf(ONE, title="一") != before


def test_the_server_never_loads_the_typesetter():
    script = "import sys, terminal.paper.printer, terminal.paper.chart, terminal.paper.qr; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script]).returncode == 0


def test_one_press_serves_many_sheets(printer):
    printer.pdf(ONE, title="甲")
    pid = printer.press.pid
    printer.pdf(TWO, title="乙")
    assert printer.press.pid == pid


def test_a_killed_press_is_replaced(fresh):
    printer = fresh()
    printer.pdf(ONE, title="一")
    killed = printer.press.pid
    os.kill(killed, signal.SIGKILL)
    assert printer.pdf(TWO, title="二").read_bytes().startswith(b"%PDF")
    assert printer.press.pid != killed


def test_a_press_killed_over_a_sheet_is_replaced_and_the_sheet_is_made(fresh):
    printer = fresh()
    printer.pdf(ONE, title="一")
    asleep = printer.press.pid
    os.kill(asleep, signal.SIGSTOP)
    threading.Timer(0.3, os.kill, (asleep, signal.SIGKILL)).start()
    assert printer.pdf(TWO, title="二").exists()


def test_a_press_that_dies_over_every_sheet_is_given_up_with_a_sentence(fresh, monkeypatch):
    monkeypatch.setattr(paper.sys, "executable", "/bin/false")
    with pytest.raises(NotPrinted, match="停了两回"):
        fresh().pdf(ONE, title="一")


def test_a_press_that_takes_too_long_is_killed_and_says_so(fresh):
    printer = fresh(wait=0.01)
    with pytest.raises(NotPrinted, match="还没排好，先停下了"):
        printer.pdf(ONE, title="一")
    assert printer.press.pid is None
    assert list(printer.folder.iterdir()) == []


def test_a_hanging_press_is_killed_even_when_the_sheet_fills_the_pipe(fresh):
    printer = fresh(wait=30)
    printer.pdf(ONE, title="一")
    asleep = printer.press.pid
    os.kill(asleep, signal.SIGSTOP)
    printer.press._wait = 0.2
    with pytest.raises(NotPrinted, match="还没排好"):
        printer.pdf(TWO + "<p>长</p>" * 100_000, title="长")
    assert not is_running(asleep)


def test_an_idle_press_goes_home_and_comes_back(fresh):
    printer = fresh(idle=0.05)
    printer.pdf(ONE, title="一")
    wait_until(lambda: printer.press.pid is None)
    assert printer.pdf(TWO, title="二").exists()


def test_a_press_ends_with_its_server(tmp_path):
    script = (
        "import os, sys, pathlib; from terminal.paper.printer import Printer;"
        "printer = Printer(pathlib.Path(sys.argv[1])); printer.pdf('<p>x', title='x');"
        "os.write(1, str(printer.press.pid).encode()); os._exit(9)"
    )
    ran = subprocess.run([sys.executable, "-c", script, tmp_path / "pdf"], capture_output=True, text=True, timeout=120)
    wait_until(lambda: not is_running(int(ran.stdout)))


def test_two_may_wait_and_the_third_is_told_to_come_back(fresh):
    printer = fresh()
    printer.pdf(ONE, title="一")
    os.kill(printer.press.pid, signal.SIGSTOP)
    waiting = [threading.Thread(target=printer.pdf, args=(TWO,), kwargs={"title": title}) for title in "甲乙"]
    for thread in waiting:
        thread.start()
    wait_until(lambda: printer.is_full)
    with pytest.raises(Busy, match="正在排版别人要的那一份，请过十几秒再点。"):
        printer.pdf(TWO, title="丙")
    assert printer.pdf(ONE, title="一").exists(), "what is already made needs no waiting"
    os.kill(printer.press.pid, signal.SIGCONT)
    for thread in waiting:
        thread.join()
    assert not printer.is_full
    assert printer.pdf(TWO, title="丙").exists()


def test_too_long_a_sheet_is_refused_before_the_press_sees_it(fresh):
    printer = fresh()
    with pytest.raises(Refused, match="太长"):
        printer.pdf("字" * (paper.LONGEST + 1), title="长")
    assert printer.press.pid is None


def test_a_refused_sheet_leaves_no_file_and_frees_its_place(fresh):
    printer = fresh()
    for _again in range(paper.MAY_WAIT + 1):
        with pytest.raises(NotPrinted):
            printer.pdf('<img src="paper:blob/none">', title="缺")
    assert list(printer.folder.iterdir()) == []


def test_without_chinese_letters_nothing_is_printed(fresh, monkeypatch):
    monkeypatch.setattr(paper, "FONT", "No Such Letters")
    with pytest.raises(NotPrinted, match="fonts-noto-cjk"):
        fresh().pdf(ONE, title="一")


def test_without_fontconfig_nothing_is_printed(fresh, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NotPrinted, match="fontconfig"):
        fresh().pdf(ONE, title="一")


@pytest.mark.parametrize(
    "files, size, kept",
    [(2, 10**6, ["4", "3"]), (99, 250, ["4", "3"]), (0, 0, ["4"]), (99, 10**6, ["4", "3", "2", "1", "0"])],
    ids=["too many", "too large together", "never the last", "room for all"],
)
def test_the_folder_keeps_what_was_used_last(tmp_path, files, size, kept):
    for number in range(5):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(b"x" * 100)
        os.utime(path, ns=(number, number))
    paper.sweep(tmp_path, files, size)
    assert sorted((path.stem for path in tmp_path.iterdir()), reverse=True) == kept


def test_a_forgotten_printer_takes_its_press_along(tmp_path):
    printer = paper.Printer(tmp_path / "pdf")
    printer.pdf(ONE, title="一")
    left = printer.press.pid
    del printer
    assert not is_running(left)
