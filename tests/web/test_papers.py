"""A sheet is printed in the hall or carried away; the touchscreen is never left without a way back."""

import os
from pathlib import Path

import msgspec
import pytest

from terminal.config import Paper, Screen
from tests.world import make_disclosure

SHEET = "/disclosures/2026-00001.pdf"


@pytest.fixture
def spooler(tmp_path, monkeypatch) -> Path:
    """A real program called `lp` that takes what it is given, and writes down how it was called."""
    folder = tmp_path / "spooler"
    folder.mkdir()
    program = folder / "lp"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{folder}/called"\n[ "$2" = good ]\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:{os.environ['PATH']}")
    return folder / "called"


def of_the_box(kiosk, printer="", is_kiosk=False):
    changes = {"paper": Paper(printer=printer), "screen": Screen(kiosk=is_kiosk)}
    kiosk.config["SETTINGS"] = msgspec.structs.replace(kiosk.config["SETTINGS"], **changes)


def test_without_a_printer_the_phone_takes_it(visit):
    make_disclosure()
    page = visit.get(f"/print?of={SHEET}")
    assert "没有接打印机" in page
    assert SHEET in page.links


def test_the_touchscreen_opens_no_pdf_it_cannot_leave(kiosk, visit):
    make_disclosure()
    of_the_box(kiosk, is_kiosk=True)
    assert SHEET not in visit.get(f"/print?of={SHEET}").links


def test_the_printer_in_the_hall_gets_the_sheet(kiosk, visit, spooler):
    make_disclosure()
    of_the_box(kiosk, printer="good")
    answer = visit.post(SHEET, {})
    assert answer.headers["Location"] == "/print?of=%2Fdisclosures%2F2026-00001.pdf&sent=1"
    called = spooler.read_text().splitlines()
    assert called[:3] == ["-d", "good", "--"]
    assert Path(called[3]).read_bytes().startswith(b"%PDF")
    assert "已经送到打印机" in visit.get(answer.headers["Location"])


def test_a_printer_that_refuses_is_said_plainly(kiosk, visit, spooler):
    make_disclosure()
    of_the_box(kiosk, printer="out-of-paper")
    assert "有没有纸" in visit.post(SHEET, {}, expect=422)


def test_nobody_prints_where_no_printer_stands(visit):
    make_disclosure()
    visit.post(SHEET, {}, expect=403)


@pytest.mark.parametrize("of", ["", "https://example.com/a.pdf", "/desk/people", "/disclosures/", "//x.pdf", "/ä.pdf"])
def test_only_sheets_of_this_terminal_are_printed(visit, of):
    visit.get(f"/print?of={of}", expect=404)


def sheet(client) -> bytes:
    with client.get(SHEET) as answer:
        return answer.data


def test_an_english_visitor_prints_a_chinese_sheet(kiosk):
    make_disclosure()
    client = kiosk.test_client()
    client.set_cookie("look", "day.normal.en")
    english = sheet(client)
    client.delete_cookie("look")
    assert sheet(client) == english
