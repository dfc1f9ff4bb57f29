"""Printing a sheet for every household, from the desk."""

import os

import msgspec
import pytest

from terminal.config import Paper
from terminal.staff.rules import Role
from tests.ledger.published import publish, small
from tests.staff.people import sign_in

DESK = "/desk/takehome/"


@pytest.fixture
def spooler(kiosk, tmp_path, monkeypatch):
    """A printer in the hall that writes down how it was called."""
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{tmp_path}/called"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    kiosk.config["SETTINGS"] = msgspec.structs.replace(kiosk.config["SETTINGS"], paper=Paper(printer="good"))
    return tmp_path / "called"


def test_without_books_there_is_nothing_to_print(visit):
    sign_in(visit, Role.CADRE)
    assert "还没有公布过账" in visit.get(DESK)


def test_every_quarter_is_listed_and_says_whether_it_is_whole(visit):
    publish(small("2026-09", rent=50_000))
    sign_in(visit, Role.SUPERVISOR)
    page = visit.get(DESK)
    assert "2026年第三季度" in page and "只有 1 个月" in page
    assert "/ledger/2026/q3/takehome.pdf" in page.links
    assert "在打印的窗口里把份数" in page
    assert DESK in visit.get("/desk/proof/").links


def test_the_printer_gets_as_many_copies_as_were_asked_for(visit, spooler):
    publish(small("2026-09", rent=50_000))
    token = sign_in(visit, Role.CADRE).token
    wanted = {"token": token, "quarter": "2026Q3", "account": "jiben"}
    for copies in ("0", "3001", "许多", ""):
        assert "请写要几份" in visit.post(DESK, wanted | {"copies": copies}, expect=422)
    visit.post(DESK, wanted | {"copies": "2", "quarter": "2026Q1"}, expect=404)
    assert not spooler.exists()
    visit.post(DESK, wanted | {"copies": "412"}, expect=303)
    assert spooler.read_text().splitlines()[:5] == ["-d", "good", "-n", "412", "--"]
