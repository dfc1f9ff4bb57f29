"""The end of every log is followed hash by hash, in a file nobody has opened."""

import sqlite3

import pytest

from terminal.errors import Refused
from terminal.journal import append
from terminal.journal.tail import ends, refuse_if_broken, tail_faults
from terminal.store.checks import looking
from tests.world import make_disclosure


@pytest.fixture
def written(shiqiao):
    """A log of four lines."""
    for number in range(3):
        make_disclosure(title=f"第{number}次误工补贴公布", text=f"第 {number} 次：李某 300.00 元。")
    return shiqiao.database


def test_a_good_log_has_no_faults_and_ends_where_it_ends(written):
    with looking(written) as connection:
        assert tail_faults(connection) == []
        refuse_if_broken(connection)
        (end,) = ends(connection)
    assert (end.origin, end.epoch, end.seq) == (append.origin(), 1, 4)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        pytest.param("UPDATE log_body SET body = replace(body, '300.00', '900.00') WHERE seq = 3", "正文", id="body"),
        pytest.param("DELETE FROM log_body WHERE seq = 3", "正文", id="body gone"),
        pytest.param("DELETE FROM log_line WHERE seq = 3", "应为第 3 号", id="line gone"),
        pytest.param("UPDATE log_line SET header = '{}' WHERE seq = 3", "读不懂", id="header emptied"),
        pytest.param(
            "UPDATE log_line SET header = replace(header, 'rtc', 'ntp') WHERE seq = 3", "指纹", id="header changed"
        ),
        pytest.param("UPDATE log_line SET hash = 'ab' WHERE seq = 3", "指纹", id="hash changed"),
        pytest.param("UPDATE log_line SET seq = 9 WHERE seq = 4", "应为第 4 号", id="moved"),
    ],
)
def test_what_is_not_as_it_was_written_is_named(written, by_hand, statement, says):
    by_hand(statement)
    with looking(written) as connection:
        assert says in tail_faults(connection)[0].says
        with pytest.raises(Refused):
            refuse_if_broken(connection)


def test_only_as_many_lines_as_are_asked_for_are_looked_at(written, by_hand):
    by_hand("UPDATE log_line SET hash = 'ab' WHERE seq = 1")
    with looking(written) as connection:
        assert tail_faults(connection, newest=2) == []


def test_an_erased_body_is_no_fault(written, by_hand):
    by_hand("UPDATE log_body SET body = '' WHERE seq = 3")
    with looking(written) as connection:
        assert tail_faults(connection) == []


def test_a_database_without_a_log_has_no_ends(tmp_path, shiqiao):

    sqlite3.connect(tmp_path / "x.db").close()
    with looking(tmp_path / "x.db") as connection:
        assert ends(connection) == ()
        assert tail_faults(connection) == []
