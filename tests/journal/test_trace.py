"""The newest line kept here is noted beside the database, and nothing that was not kept."""

import pytest

from terminal.journal import append, trace
from terminal.store import database as store
from tests.world import make_disclosure

LINE = trace.Trace("t-abcdefghij", 2, 17, "0" * 64)


def noted(shiqiao):
    return trace.found(shiqiao.database)


def test_each_line_is_noted_when_it_is_kept(shiqiao):
    for title in ("甲", "乙"):
        make_disclosure(title=title, text=f"{title}。")
        assert noted(shiqiao).seq == append.length()


def test_a_transaction_that_failed_and_one_without_lines_note_nothing(shiqiao):
    before = noted(shiqiao)
    with pytest.raises(ZeroDivisionError), store.write():
        make_disclosure()
        raise ZeroDivisionError
    with store.write():
        store.database.execute_sql("REPLACE INTO fact (key, value) VALUES ('touched', '1')")
    assert noted(shiqiao) == before


def test_what_is_longer_than_its_place_spoils_nothing_beside_it(shiqiao):
    before = store.stamp()
    with store.write():
        store.leave_trace(lambda: b"x" * 1000)
    assert noted(shiqiao) is None
    assert store.stamp() != before
    assert len(store.stamp()) == store.TALLY


def test_a_note_comes_back_as_it_was_said(tmp_path):
    database, said = tmp_path / "terminal.db", trace.said(LINE)
    beside = tmp_path / "terminal.db.lock"
    assert trace.found(database) is None
    beside.write_bytes(bytes(8) + said.ljust(248, b"\0"))
    assert trace.found(database) == LINE
    for spoilt in (said[:-1], said.replace(b"17", b"18"), said[9:], b"\xff" * 300):
        beside.write_bytes(bytes(8) + spoilt)
        assert trace.found(database) is None
